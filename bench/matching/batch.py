"""A whole extract linked by the product's command, and beside it by Splink's own functions.

Each runs in a process of its own, so that its memory is its own: `python -m bench.matching.batch`.
"""

import csv
import json
import logging
import random
import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter

from bench.matching.filling import ON, as_record
from throughcare.people.linkage.settings import settings
from throughcare.people.linkage.tables import Reading, cells, columnar, record_rows
from throughcare.people.made_up import COLUMNS, made_up_records
from throughcare.people.matching.model import load

SEED = 4_242
COLUMNS_WRITTEN = ("id", *COLUMNS, "crn")
TRUTH = ("id", "person", "ethnic_group", "sex", "age", "tradition")
PAIRS_TO_LEARN_FROM = 1e6


def write_extract(folder: Path, records: int, seed: int = SEED) -> tuple[Path, Path]:
    """An extract, and apart from it the truth of each record."""
    extract, truth = folder / f"extract-{records}.csv", folder / f"truth-{records}.csv"
    if extract.exists() and truth.exists():
        return extract, truth
    with (
        extract.open("w", encoding="utf-8", newline="") as said,
        truth.open("w", encoding="utf-8", newline="") as told,
    ):
        out, true = csv.writer(said), csv.writer(told)
        out.writerow(COLUMNS_WRITTEN)
        true.writerow(TRUTH)
        for made in made_up_records(records, rng=random.Random(seed), on=ON):
            record, who = as_record(made.written), made.truth
            out.writerow([made.id, *(record[name] for name in COLUMNS_WRITTEN[1:])])
            age = (ON - who.born_on).days // 365
            true.writerow([made.id, who.person, who.ethnic_group, who.sex, age, who.tradition.name])
    return extract, truth


def measured(which: str, extract: Path) -> dict[str, float]:
    """Run one way of linking in a process of its own; what it says of its time and memory."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.matching.batch", which, str(extract)],
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def answer_of(extract: Path) -> Path:
    """Where the pairs of an extract are written."""
    return extract.with_name(f"links-{extract.name}")


def ours(extract: Path) -> dict[str, float]:
    """The product's command: prepare (read and check), predict (compare), decide and group; what
    is left of the total is writing.
    """
    from throughcare.people.linkage import batch as linkage
    from throughcare.web.cli import main

    took = {}
    for name, stage in STAGES.items():
        setattr(linkage, name, _timed(getattr(linkage, name), stage, took))
    start = perf_counter()
    main(["people", "match", "--input", str(extract), "--output", str(answer_of(extract))])
    return took | {"total": perf_counter() - start}


STAGES = {"load_extract": "prepare", "in_duckdb": "predict", "_decide": "cluster"}
"""The steps of a linkage, each as Splink's step of the same sort is called."""


def _timed(do, stage: str, took: dict[str, float]):
    def timed(*args, **more):
        start = perf_counter()
        try:
            return do(*args, **more)
        finally:
            took[stage] = perf_counter() - start

    return timed


def plain(extract: Path) -> dict[str, float]:
    """Splink's own functions on the same rows, settings and blocking rules: train, predict,
    cluster.

    Reading the file and preparing the columns is not counted.
    """
    import duckdb
    from splink import DuckDBAPI, Linker

    reading, frequencies = Reading(ON, synthetic=True), load().frequencies
    with extract.open(encoding="utf-8", newline="") as file:
        rows = (record_rows(record, reading)[0] for record in csv.DictReader(file))
        table = columnar(
            ((str(n), *cells(row, frequencies)) for n, row in enumerate(rows)), ("row_id",)
        )
    connection = duckdb.connect()
    told = settings()
    start = perf_counter()
    linker = Linker(DuckDBAPI(connection=connection).register(table), told, log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=PAIRS_TO_LEARN_FROM)
    for rule in ("l.name = r.name", "l.born_day = r.born_day"):
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, max_pairs=PAIRS_TO_LEARN_FROM
        )
    trained = perf_counter()
    pairs = linker.inference.predict(threshold_match_weight=0)
    predicted = perf_counter()
    linker.clustering.cluster_pairwise_predictions_at_threshold(
        pairs, threshold_match_probability=0.95
    )
    done = perf_counter()
    return {
        "train": trained - start,
        "predict": predicted - trained,
        "cluster": done - predicted,
        "total": done - start,
    }


def quality(extract: Path, truth: Path) -> dict[str, float]:
    """Pairwise precision and recall of what was written, with the queue for review."""
    with truth.open(encoding="utf-8", newline="") as file:
        who = {row["id"]: row["person"] for row in csv.DictReader(file)}
    true = sum(n * (n - 1) // 2 for n in Counter(who.values()).values())
    found: Counter[tuple[str, bool]] = Counter()
    with answer_of(extract).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["decision"], who[row["id_left"]] == who[row["id_right"]]] += 1
    same, wrong = found["same", True], found["same", False]
    queue = found["review", True] + found["review", False]
    return {
        "true pairs": true,
        "precision": same / (same + wrong),
        "recall": same / true,
        "recall with review": (same + found["review", True]) / true,
        "queue": queue,
        "queue per 1000 records": queue / len(who) * 1000,
        "right in queue": found["review", True] / queue if queue else 0,
    }


if __name__ == "__main__":
    said = {"ours": ours, "plain": plain}[sys.argv[1]](Path(sys.argv[2]))
    said["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(said))
