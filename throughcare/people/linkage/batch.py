"""Linking whole extracts: every record of one, or of two, compared with the rest in one go.

The rows go to the engine once, in columns; what comes back are pairs of rows. A record that has
several names is several rows, and the best of its pairs counts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from throughcare.codes import Kind
from throughcare.people.linkage.deciding import Groups, Pair, together
from throughcare.people.linkage.engines import in_duckdb, in_spark, prepared
from throughcare.people.linkage.extracts import Extract
from throughcare.people.linkage.loading import Known, load_extract, load_known, prepare
from throughcare.people.matching.levels import BORN, NAME, Comparison
from throughcare.people.matching.model import Model
from throughcare.people.matching.people import NEAR_BIRTH, NEAR_NAME, SAME_NAME
from throughcare.people.matching.row import NUMBERS
from throughcare.people.rules.same_person import Evidence, Verdict

MEMORY = "1200MB"
ONE_PER_PERSON = ("nhs_number", "pnc")


def _any_of(comparison: Comparison, levels: frozenset[str]) -> str:
    """The SQL of levels of a comparison, for rows `l` and `r`."""
    told = " OR ".join(f"({level.sql})" for level in comparison.levels if level.label in levels)
    return re.sub(r"\b(\w+)_([lr])\b", r"\2.\1", told)


PAIRS = f"""
CREATE TABLE pairs AS WITH sided AS (
  SELECT f.match_weight AS weight, l.record AS record_l, r.record AS record_r,
    coalesce({" OR ".join(f"l.{kind} = r.{kind}" for kind in NUMBERS)}, false) AS shared,
    coalesce({" OR ".join(f"l.{kind} <> r.{kind}" for kind in ONE_PER_PERSON)}, false)
      AS contradicted,
    coalesce({_any_of(NAME, SAME_NAME)}, false) AS same_name,
    coalesce({_any_of(NAME, NEAR_NAME)}, false) AS near_name,
    coalesce({_any_of(BORN, NEAR_BIRTH)}, false) AS near_birth,
    coalesce(l.postcode = r.postcode, false) AS same_place
  FROM found f JOIN rows l ON l.row_id = f.row_id_l JOIN rows r ON r.row_id = f.row_id_r
  WHERE l.record <> r.record
)
SELECT least(record_l, record_r) AS one, greatest(record_l, record_r) AS other,
  max(weight) AS weight, bool_or(shared), bool_or(contradicted), arg_max(same_name, weight),
  arg_max(near_name, weight), arg_max(near_birth, weight), arg_max(same_place, weight)
FROM sided GROUP BY 1, 2
"""  # noqa: S608 - own words only


@dataclass
class Linkage:
    """What came of a batch: pairs with decisions, and for each record the first of its group.

    `carried` holds what goes through of the records that are in a pair.
    """

    ids: list[str] = field(default_factory=list)
    carried: dict[int, Sequence[str]] = field(default_factory=dict)
    pairs: list[tuple[Pair, Verdict]] = field(default_factory=list)
    leaders: list[int] = field(default_factory=list)
    left: int = 0
    """How many of the records stand on the left, where two extracts were linked."""


def link(
    left: Extract, right: Extract | Sequence[Known] | None, model: Model, *, engine: str = "duckdb"
) -> Linkage:
    """Find the same people within one extract, or where there are two sides, between them.

    Raises `EngineMissing` where the engine is not installed, and `UnreadableExtract`.
    """
    import duckdb

    done = Linkage()
    with TemporaryDirectory(prefix="throughcare-match-") as folder:
        connection = duckdb.connect()
        connection.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = '{folder}'")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET enable_progress_bar = false")
        prepare(connection, model.frequencies)
        done.ids = load_extract(connection, "a", left, model.frequencies, 0)
        done.left = len(done.ids)
        done.ids += _load_right(connection, right, model, done.left)
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


def _load_right(
    connection: Any, right: Extract | Sequence[Known] | None, model: Model, first: int
) -> list[str]:
    if right is None:
        return []
    if isinstance(right, Extract):
        return load_extract(connection, "b", right, model.frequencies, first)
    return load_known(connection, "b", right, model.frequencies, first)


def _decide(connection: Any, found: Any, model: Model, done: Linkage) -> None:
    connection.register("found", found)
    connection.execute(PAIRS)
    pairs = [
        Pair(left, right, weight, _evidence(*told))
        for left, right, weight, *told in connection.execute("SELECT * FROM pairs").fetchall()
    ]
    groups = Groups(_numbers(connection))
    done.pairs = list(together(pairs, model, groups))
    done.leaders = [groups.leader(record) for record in range(len(done.ids))]
    done.carried = _carried(connection)


@cache
def _evidence(
    shared: bool,
    contradicted: bool,
    same_name: bool,
    near_name: bool,
    near_birth: bool,
    same_place: bool,
) -> Evidence:
    # Which number it is does not matter here, and an extract does not say what is confirmed.
    return Evidence(
        shared=frozenset({Kind.NHS_NUMBER}) if shared else frozenset(),
        contradicted=contradicted,
        same_name=same_name,
        near_name=near_name,
        near_birth=near_birth,
        same_place=same_place,
    )


CONCERNED = "record IN (SELECT one FROM pairs UNION SELECT other FROM pairs)"


def _numbers(connection: Any) -> dict[int, dict[str, str]]:
    held = connection.execute(
        "SELECT record, any_value(nhs_number), any_value(pnc) FROM rows"  # noqa: S608
        f" WHERE (nhs_number IS NOT NULL OR pnc IS NOT NULL) AND {CONCERNED} GROUP BY record"
    ).fetchall()
    return {
        record: {
            kind: number
            for kind, number in zip(ONE_PER_PERSON, numbers, strict=True)
            if number is not None
        }
        for record, *numbers in held
    }


def _carried(connection: Any) -> dict[int, Sequence[str]]:
    tables = connection.execute("SHOW TABLES").fetchall()
    return {
        record: told
        for (table,) in tables
        if table.startswith("carried_")
        for record, *told in connection.execute(
            f"SELECT * FROM {table} WHERE {CONCERNED}"  # noqa: S608 (our own names)
        ).fetchall()
    }
