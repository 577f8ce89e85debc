"""What a batch answers: pairs, groups, and rows that could not be read, each as a CSV file."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from throughcare.people.linkage.batch import Linkage
from throughcare.people.linkage.extracts import Fault
from throughcare.people.matching.weighing import probability

PAIR = ("id_left", "id_right", "match_weight", "match_probability", "decision")
CLUSTER = ("id", "cluster")
FAULT = ("file", "line", "id", "column", "given", "problem")
RISKY = ("=", "+", "-", "@", "\t", "\r")


def beside(output: Path, what: str) -> Path:
    """The second and third file of an answer: `links.csv` has `links.clusters.csv` beside it."""
    return output.with_name(f"{output.name.removesuffix('.csv')}.{what}.csv")


def write_pairs(
    output: Path, done: Linkage, left: Sequence[str] = (), right: Sequence[str] = ()
) -> None:
    """Every pair to join or to look at, strongest first, with the columns that are carried."""
    header = [*PAIR, *(f"{name}_left" for name in left), *(f"{name}_right" for name in right)]
    rows = (
        (
            done.ids[pair.left],
            done.ids[pair.right],
            f"{pair.weight:.4f}",
            f"{probability(pair.weight):.6f}",
            decision.in_a_file,
            *done.carried.get(pair.left, ()),
            *done.carried.get(pair.right, ()),
        )
        for pair, decision in done.pairs
    )
    _write(output, header, rows)


def write_clusters(output: Path, done: Linkage) -> None:
    """Every record and its group, which is named after its first record.

    Where two extracts were linked their ids may be the same, so each says from which it is.
    """
    two = 0 < done.left < len(done.ids)
    said = [
        f"{'left' if record < done.left else 'right'}:{id_}" if two else id_
        for record, id_ in enumerate(done.ids)
    ]
    _write(output, CLUSTER, ((said[n], said[leader]) for n, leader in enumerate(done.leaders)))


def write_faults(output: Path, faults: Iterable[tuple[str, Fault]]) -> None:
    """What is wrong with rows, the file of each first."""
    rows = ((name, one.line, one.id, one.column, one.given, one.problem) for name, one in faults)
    _write(output, FAULT, rows)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(header)
        out.writerows([_safe(cell) for cell in row] for row in rows)


def _safe(cell: Any) -> Any:
    """Text that a spreadsheet would take for a formula is given an apostrophe, numbers are not."""
    if isinstance(cell, str) and cell.startswith(RISKY) and not _is_number(cell):
        return f"'{cell}"
    return cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
