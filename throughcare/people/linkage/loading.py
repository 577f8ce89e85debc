"""Bringing records into the engine: as they stand, and then in the forms in which they compare."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from throughcare.people.linkage import forms, statements
from throughcare.people.linkage.extracts import IDENTIFYING, Extract, Fault
from throughcare.people.linkage.tables import cells, columnar
from throughcare.people.matching.model import MOST_TIMES, Frequencies
from throughcare.people.matching.row import NUMBERS, Row


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody on record: their id, and the rows under which they are compared."""

    id: str
    rows: Sequence[Row]


def prepare(connection: Any, frequencies: Frequencies) -> None:
    """Make the table of rows, and the one of how common whole names are."""
    import pyarrow

    connection.execute(statements.ROWS)
    listed = frequencies.listed["name"]
    common = pyarrow.table({"name": list(listed), "share": list(listed.values())})
    connection.register("listed", common)
    connection.execute("CREATE TABLE common_names (name VARCHAR, share DOUBLE)")
    connection.sql("SELECT * FROM listed").insert_into("common_names")


def load_known(
    connection: Any, side: str, people: Sequence[Known], frequencies: Frequencies, first: int
) -> list[str]:
    """Put people on record into the table of rows, numbered from `first`; gives their ids."""
    rows = [
        (f"{side}{record:09d}.{turn}", side, *cells(row, frequencies))
        for record, one in enumerate(people, first)
        for turn, row in enumerate(one.rows)
    ]
    connection.register("incoming", columnar(rows, ("row_id", "side")))
    told = "SELECT *, CAST(substr(row_id, 2, 9) AS INTEGER) AS record FROM incoming"
    connection.sql(told).insert_into("rows")
    return [one.id for one in people]


def load_extract(
    connection: Any, side: str, extract: Extract, frequencies: Frequencies, first: int
) -> list[str]:
    """Put the records of an extract into the table of rows, numbered from `first`; gives their ids.

    What is wrong with rows is added to the extract's faults, in the order of its lines.
    """
    _take(connection, extract)
    _work_out(connection, extract, frequencies)
    connection.execute(statements.READ)
    connection.execute(statements.REPEATED)
    connection.execute(statements.KEPT, [first])
    _find_faults(connection, extract)
    connection.execute(statements.OTHER_NAMES)
    rarest = frequencies.rarest["name"]
    told = {"together": frequencies.together, "rarest": rarest, "most": rarest * MOST_TIMES}
    rows = connection.sql(statements.INTO_ROWS, params={"side": side, **told})
    rows.insert_into("rows")
    _keep_carried(connection, side, extract)
    ids = connection.execute("SELECT id FROM kept ORDER BY record").fetchall()
    for table in ("raw", "read", "kept", "repeated", "also", "other_forms"):
        connection.execute(f"DROP TABLE {table}")
    return [id_ for (id_,) in ids]


def _take(connection: Any, extract: Extract) -> None:
    """The rows of the file as they stand, each column that is not there empty."""
    import pyarrow

    carried = [f"carried_{n}" for n, _ in enumerate(extract.carried)]
    names = ("line", "id", *IDENTIFYING, *carried)
    columns = ", ".join(f"{name} {'INTEGER' if name == 'line' else 'VARCHAR'}" for name in names)
    connection.execute(f"CREATE OR REPLACE TABLE raw ({columns}, long BOOLEAN)")
    places = {name: place for place, name in enumerate(extract.columns)}
    wanted = [places.get(name) for name in ("id", *IDENTIFYING, *extract.carried)]
    into = statements.INTO_RAW.format(letters=" + ".join(f"length({n})" for n in names[1:]))
    for lines, rows in extract.lines():
        values, nothing = list(zip(*rows, strict=True)), [""] * len(rows)
        told = [nothing if place is None else values[place] for place in wanted]
        arrays = map(pyarrow.array, (lines, *told))
        connection.register("incoming", pyarrow.table(dict(zip(names, arrays, strict=True))))
        connection.sql(into).insert_into("raw")


def _work_out(connection: Any, extract: Extract, known: Frequencies) -> None:
    forms.put(
        connection,
        "other_forms",
        "text VARCHAR, turn INTEGER, given VARCHAR, family VARCHAR, middle VARCHAR",
        "SELECT DISTINCT other_names FROM raw WHERE other_names <> ''",
        forms.other_forms,
    )
    forms.put(
        connection,
        "given_forms",
        "text VARCHAR, first VARCHAR, second VARCHAR, root VARCHAR, sound VARCHAR, common DOUBLE",
        "SELECT given_name FROM raw UNION SELECT given FROM other_forms",
        forms.given_forms(known),
    )
    forms.put(
        connection,
        "family_forms",
        "text VARCHAR, whole VARCHAR, sound VARCHAR, first VARCHAR, last VARCHAR, common DOUBLE",
        "SELECT family_name FROM raw UNION SELECT family FROM other_forms",
        forms.family_forms(known),
    )
    forms.put(
        connection,
        "birth_forms",
        "text VARCHAR, born_day VARCHAR, born_turned VARCHAR, born_month_day VARCHAR,"
        " born_year INTEGER, born_month INTEGER, problem VARCHAR",
        "SELECT DISTINCT date_of_birth FROM raw",
        forms.birth_forms,
    )
    of_sex = "text VARCHAR, sex VARCHAR"
    forms.put(connection, "sex_forms", of_sex, "SELECT DISTINCT sex FROM raw", forms.sex_forms)
    forms.put(
        connection,
        "place_forms",
        "text VARCHAR, postcode VARCHAR, district VARCHAR",
        "SELECT DISTINCT postcode FROM raw",
        forms.place_forms,
    )
    for kind in NUMBERS:
        forms.put(
            connection,
            f"forms_{kind}",
            "text VARCHAR, canonical VARCHAR",
            f"SELECT DISTINCT {kind} FROM raw WHERE trim({kind}) <> ''",  # noqa: S608
            forms.number_forms(kind, extract.reading),
        )


def _find_faults(connection: Any, extract: Extract) -> None:
    found = [Fault(*row) for row in connection.execute(statements.FAULTS).fetchall()]
    repeated = connection.execute("SELECT line, id FROM repeated").fetchall()
    found += [Fault(line, id_, "id", id_, statements.TWICE) for line, id_ in repeated]
    found += list(_doubts(connection))
    extract.faults[:] = sorted([*extract.faults, *found], key=lambda fault: fault.line)


def _doubts(connection: Any) -> Iterator[Fault]:
    for kind in NUMBERS:
        for line, id_, given in connection.execute(statements.DOUBTS[kind]).fetchall():
            yield Fault(line, id_, kind, given, statements.NOT_VALID)


def _keep_carried(connection: Any, side: str, extract: Extract) -> None:
    """What is carried through stays in the engine until it is known which pairs are written."""
    held = "".join(f", r.carried_{n}" for n, _ in enumerate(extract.carried))
    connection.execute(
        f"CREATE TABLE carried_{side} AS SELECT k.record{held}"  # noqa: S608 - own words only
        " FROM kept k JOIN raw r ON r.line = k.line"
    )
