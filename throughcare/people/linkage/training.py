"""Training: Splink learns from records of known people how much each agreement says.

What happens by chance (u) is learnt from records of different people, one of each; what happens
among records of one person (m) from records of which the truth is known, and where it is not, by
expectation maximisation. Pairs are bounded everywhere: without a bound one large block takes all
memory.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from throughcare.people.linkage.settings import settings
from throughcare.people.linkage.tables import Reading, cells, columnar, record_rows
from throughcare.people.matching.model import Frequencies, read
from throughcare.people.matching.row import Row

MOST_PAIRS = 10_000_000
RAREST = {"name": 5e-7, "given": 5e-5, "family": 3e-5}
"""How common a name that is not listed is at least: a name seen once is as likely a slip."""

TOGETHER = 4.0
"""How much more often than by chance a given and a family name of one tradition go together."""

FEWEST = 5
LEAST = 1e-5
THRESHOLDS = {"same": 7.0, "review": 0.0}
LEAST_RECORDS = 1_000
Record = tuple[Mapping[str, str], str]
"""A record of an extract, and the person whose it is; "" where that is not known."""


class NothingToLearn(Exception):
    """The records are too few or too unlike to learn weights from; says why in plain words."""


def train(
    records: Iterable[Record], reading: Reading, *, version: str, told: Mapping[str, Any]
) -> dict[str, Any]:
    """A model learnt from records, as its file holds it; `told` says what it was learnt from.

    Raises `NothingToLearn` where there is too little to learn from.
    """
    kept, people = _rows(records, reading)
    if len(kept) < LEAST_RECORDS:
        raise NothingToLearn(
            f"Too few to learn from: at least {LEAST_RECORDS} records are needed, here are"
            f" {len(kept)}."
        )
    firsts = list(_first_of_each(kept, people))
    frequencies = _frequencies([row for row, _ in firsts])
    known = Frequencies(**frequencies)
    trained = _by_chance(firsts, known)
    trained = _among_one_person(trained, kept, people, known)
    model = {
        "version": version,
        "trained": {**told, "records": len(kept), "people": len(firsts)},
        "thresholds": THRESHOLDS,
        "settings": _plain(trained),
        "frequencies": frequencies,
    }
    read(model)
    return model


def _rows(records: Iterable[Record], reading: Reading) -> tuple[list[Row], list[str]]:
    kept, people = [], []
    for record, person in records:
        try:
            kept.append(record_rows(record, reading)[0])
        except ValueError:
            # A date that is none says nothing, and here nobody is waiting to put it right.
            kept.append(record_rows({**record, "date_of_birth": ""}, reading)[0])
        people.append(person)
    return kept, people


def _first_of_each(kept: list[Row], people: list[str]) -> Iterator[tuple[Row, str]]:
    seen: set[str] = set()
    for row, person in zip(kept, people, strict=True):
        if not person or person not in seen:
            seen.add(person)
            yield row, person


def _frequencies(rows: list[Row]) -> dict[str, Any]:
    listed = {}
    for name, rarest in RAREST.items():
        counted = Counter(value for row in rows if (value := getattr(row.named, name)))
        total = sum(counted.values())
        listed[name] = {
            value: round(count / total, 7)
            for value, count in counted.most_common()
            if count / total > rarest and count >= FEWEST
        }
    return {"listed": listed, "rarest": RAREST, "together": TOGETHER}


def _linker(rows: Iterable[tuple[Row, str]], known: Frequencies, told: dict[str, Any]) -> Any:
    import duckdb
    from splink import DuckDBAPI, Linker

    made = ((str(n), person, *cells(row, known)) for n, (row, person) in enumerate(rows))
    database = DuckDBAPI(connection=duckdb.connect())
    table = database.register(columnar(made, ("row_id", "person")))
    return Linker(table, told, log_level=logging.ERROR)


def _by_chance(firsts: list[tuple[Row, str]], known: Frequencies) -> dict[str, Any]:
    linker = _linker(firsts, known, settings())
    linker.training.estimate_u_using_random_sampling(max_pairs=MOST_PAIRS, seed=1)
    return _saved(linker)


def _among_one_person(
    trained: dict[str, Any],
    kept: list[Row],
    people: list[str],
    known: Frequencies,
) -> dict[str, Any]:
    from splink.internals.exceptions import EMTrainingException

    linker = _linker(zip(kept, people, strict=True), known, trained)
    if any(people):
        linker.training.estimate_m_from_label_column("person")
    else:
        for rule in ("l.born_day = r.born_day", "l.name = r.name"):
            try:
                linker.training.estimate_parameters_using_expectation_maximisation(
                    rule, max_pairs=MOST_PAIRS, fix_u_probabilities=True
                )
            except EMTrainingException as nothing:
                raise NothingToLearn(
                    "No two records have the same date of birth, or no two the same name: from"
                    " records without pairs like these nothing can be learnt."
                ) from nothing
    return _saved(linker)


def _saved(linker: Any) -> dict[str, Any]:
    saved: dict[str, Any] = linker.misc.save_model_to_json()
    for comparison in saved["comparisons"]:
        for level in comparison["comparison_levels"]:
            for which in ("m_probability", "u_probability"):
                if not level.get("is_null_level"):
                    level[which] = max(level.get(which) or LEAST, 1e-9)
    return saved


def _plain(trained: dict[str, Any]) -> dict[str, Any]:
    """The settings with what Splink learnt, and nothing that changes from run to run."""
    told = settings()
    for mine, theirs in zip(told["comparisons"], trained["comparisons"], strict=True):
        for level, learnt in zip(
            mine["comparison_levels"], theirs["comparison_levels"], strict=True
        ):
            if not level.get("is_null_level"):
                level.pop("fix_u_probability", None)
                level["m_probability"] = round(learnt["m_probability"], 9)
                level["u_probability"] = round(learnt["u_probability"], 12)
    return told
