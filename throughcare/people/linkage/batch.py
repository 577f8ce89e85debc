"""Linking whole extracts: every record of one, or of two, compared with the rest in one go.

The rows go to the engine once, in columns; what comes back are pairs of rows. A record that has
several names is several rows, and the best of its pairs counts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from throughcare.codes import Kind
from throughcare.people.linkage.deciding import Groups, Pair, together
from throughcare.people.linkage.engines import in_duckdb, in_spark, prepared
from throughcare.people.linkage.extracts import Entry
from throughcare.people.linkage.tables import cells, columnar
from throughcare.people.matching.levels import NAME
from throughcare.people.matching.model import Model
from throughcare.people.matching.people import NEAR_NAME, SAME_NAME
from throughcare.people.matching.row import COLUMNS, NUMBERS
from throughcare.people.rules.same_person import Evidence, Verdict

AT_ONCE = 50_000
MEMORY = "1200MB"
ONE_PER_PERSON = ("nhs_number", "pnc")


def _any_of(levels: tuple[str, ...]) -> str:
    """The SQL of levels of the name comparison, for rows `l` and `r`."""
    told = " OR ".join(f"({level.sql})" for level in NAME.levels if level.label in levels)
    return re.sub(r"\b(\w+)_([lr])\b", r"\2.\1", told)


PAIRS = f"""
WITH sided AS (
  SELECT f.match_weight AS weight, l.record AS record_l, r.record AS record_r,
    coalesce({" OR ".join(f"l.{kind} = r.{kind}" for kind in NUMBERS)}, false) AS shared,
    coalesce({" OR ".join(f"l.{kind} <> r.{kind}" for kind in ONE_PER_PERSON)}, false)
      AS contradicted,
    coalesce({_any_of(tuple(SAME_NAME))}, false) AS same_name,
    coalesce({_any_of(tuple(NEAR_NAME))}, false) AS near_name,
    coalesce(l.postcode = r.postcode, false) AS same_place
  FROM found f JOIN rows l ON l.row_id = f.row_id_l JOIN rows r ON r.row_id = f.row_id_r
  WHERE l.record <> r.record
)
SELECT least(record_l, record_r), greatest(record_l, record_r), max(weight),
  bool_or(shared), bool_or(contradicted), arg_max(same_name, weight), arg_max(near_name, weight),
  arg_max(same_place, weight)
FROM sided GROUP BY 1, 2
"""  # noqa: S608


@dataclass
class Linkage:
    """What came of a batch: pairs with decisions, and for each record the first of its group."""

    ids: list[str] = field(default_factory=list)
    carried: list[Sequence[str]] = field(default_factory=list)
    pairs: list[tuple[Pair, Verdict]] = field(default_factory=list)
    leaders: list[int] = field(default_factory=list)
    left: int = 0
    """How many of the records stand on the left, where two extracts were linked."""


def link(
    left: Iterable[Entry], right: Iterable[Entry] | None, model: Model, *, engine: str = "duckdb"
) -> Linkage:
    """Find the same people within one extract, or where there are two, between them.

    Raises `EngineMissing` where the engine is not installed.
    """
    import duckdb

    done = Linkage()
    with TemporaryDirectory(prefix="throughcare-match-") as folder:
        connection = duckdb.connect(str(Path(folder) / "rows.duckdb"))
        connection.execute(f"SET memory_limit = '{MEMORY}'; SET preserve_insertion_order = false")
        connection.execute("SET enable_progress_bar = false")
        _load(connection, _sided(left, right, done), model)
        told = prepared(model.settings, across=right is not None)
        if engine == "spark":
            rows = Path(folder) / "rows.parquet"
            connection.execute(f"COPY rows TO '{rows}' (FORMAT parquet)")
            found = in_spark(rows, told, model.review)
        else:
            found = in_duckdb(connection, "rows", told, model.review)
        _decide(connection, found, model, done)
        connection.close()
    return done


def _sided(
    left: Iterable[Entry], right: Iterable[Entry] | None, done: Linkage
) -> Iterator[tuple[str, Entry]]:
    for side, entries in (("a", left), ("b", right or ())):
        for entry in entries:
            done.ids.append(entry.id)
            done.carried.append(entry.carried)
            yield side, entry
        if side == "a":
            done.left = len(done.ids)


def _load(connection: Any, sided: Iterable[tuple[str, Entry]], model: Model) -> None:
    waiting: list[tuple[Any, ...]] = []
    connection.register("incoming", columnar([], ("row_id", "side")))
    connection.execute("CREATE TABLE rows AS SELECT *, 0::INTEGER AS record FROM incoming")
    for record, (side, entry) in enumerate(sided):
        waiting += [
            (f"{side}{record:09d}.{turn}", side, *cells(row, model.frequencies))
            for turn, row in enumerate(entry.rows)
        ]
        if len(waiting) >= AT_ONCE:
            _insert(connection, waiting)
    _insert(connection, waiting)


def _insert(connection: Any, waiting: list[tuple[Any, ...]]) -> None:
    connection.register("incoming", columnar(waiting, ("row_id", "side")))
    connection.sql(
        f"SELECT row_id, side, {', '.join(COLUMNS)},"  # noqa: S608
        " CAST(substr(row_id, 2, 9) AS INTEGER) AS record FROM incoming"
    ).insert_into("rows")
    waiting.clear()


def _decide(connection: Any, found: Any, model: Model, done: Linkage) -> None:
    connection.register("found", found)
    pairs = [
        Pair(left, right, weight, _evidence(*told))
        for left, right, weight, *told in connection.execute(PAIRS).fetchall()
    ]
    groups = Groups(_numbers(connection, pairs))
    done.pairs = list(together(pairs, model, groups))
    done.leaders = [groups.leader(record) for record in range(len(done.ids))]


@cache
def _evidence(
    shared: bool, contradicted: bool, same_name: bool, near_name: bool, same_place: bool
) -> Evidence:
    # Which number it is does not matter here, and an extract does not say what is confirmed.
    return Evidence(
        shared=frozenset({Kind.NHS_NUMBER}) if shared else frozenset(),
        contradicted=contradicted,
        same_name=same_name,
        near_name=near_name,
        same_place=same_place,
    )


def _numbers(connection: Any, pairs: list[Pair]) -> dict[int, dict[str, str]]:
    concerned = {record for pair in pairs for record in (pair.left, pair.right)}
    held = connection.execute(
        "SELECT record, any_value(nhs_number), any_value(pnc) FROM rows"
        " WHERE nhs_number IS NOT NULL OR pnc IS NOT NULL GROUP BY record"
    ).fetchall()
    return {
        record: {
            kind: number
            for kind, number in zip(ONE_PER_PERSON, numbers, strict=True)
            if number is not None
        }
        for record, *numbers in held
        if record in concerned
    }
