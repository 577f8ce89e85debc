"""One arrival is weighed exactly as Splink weighs a million records."""

import random
from dataclasses import asdict
from datetime import date

import pytest

from throughcare.people.linkage.tables import Reading, cells, columnar, record_rows
from throughcare.people.made_up import made_up_records
from throughcare.people.matching.levels import COMPARISONS, ELSE
from throughcare.people.matching.model import load
from throughcare.people.matching.weighing import weigh

RECORDS = 2_500
MOST_APART = 0.01
ENOUGH = 10_000
READING = Reading(date(2026, 6, 30), synthetic=True)
LOOSE = ["l.born_day = r.born_day", "l.root = r.root", "l.family = r.family", "l.name = r.name",
         "l.pnc = r.pnc", "l.born_year = r.born_year and l.sex <> r.sex",
         "l.given = r.family and l.family = r.given"]  # fmt: skip
"""Rules that let many unlike pairs meet, so that every level of every comparison is reached."""


@pytest.fixture(scope="module")
def compared():
    """Rows, and what Splink says of many pairs: weights and the level of each comparison."""
    duckdb = pytest.importorskip("duckdb")
    from splink import DuckDBAPI, Linker

    from throughcare.people.linkage.engines import quiet

    quiet()
    model = load()
    rng = random.Random(99)
    rows = [
        row
        for record in made_up_records(RECORDS, rng=rng, on=READING.on)
        for row in record_rows(asdict(record.written), READING)
    ]
    made = ((f"{n:06d}", *cells(row, model.frequencies)) for n, row in enumerate(rows))
    told = dict(model.settings) | {
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule} for rule in LOOSE],
        "retain_intermediate_calculation_columns": True,
        "retain_matching_columns": True,
    }
    connection = duckdb.connect()
    linker = Linker(DuckDBAPI(connection=connection).register(columnar(made, ("row_id",))), told)
    found = linker.inference.predict().physical_name
    gammas = ", ".join(f"gamma_{comparison.name}" for comparison in COMPARISONS)
    pairs = connection.execute(
        f"SELECT row_id_l, row_id_r, match_weight, {gammas} FROM {found}"
    ).fetchall()
    return rows, pairs, model


def test_the_weight_of_every_pair_equals_splinks(compared):
    rows, pairs, model = compared
    assert len(pairs) >= ENOUGH
    apart = max(
        abs(weigh(rows[int(left)], rows[int(right)], model).weight - weight)
        for left, right, weight, *_ in pairs
    )
    assert apart < MOST_APART


def test_every_level_of_every_comparison_was_reached(compared):
    _, pairs, _ = compared
    for place, comparison in enumerate(COMPARISONS, start=3):
        reached = {pair[place] for pair in pairs}
        levels = [*(level.label for level in comparison.levels), ELSE]
        # Splink counts from unlike (0) to alike; -1 is unknown.
        missing = [label for n, label in enumerate(levels) if len(levels) - 1 - n not in reached]
        assert not missing, (comparison.name, missing)
        assert -1 in reached or comparison.name == "name"
