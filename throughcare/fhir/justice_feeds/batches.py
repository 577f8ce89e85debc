"""Rows of a file of any kind, batch by batch: each recorded or handed back, and counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from throughcare.fhir.custody_log.hands import Marks, Recorder, recorded
from throughcare.fhir.custody_log.reading import Problem, Refusal
from throughcare.fhir.custody_log.reading.tables import Log
from throughcare.fhir.custody_log.refusals import ErrorsFile
from throughcare.fhir.custody_log.results import TRY_AGAIN
from throughcare.fhir.custody_log.sweeping import sweeping_by_batch
from throughcare.pathway.rules import Outcome

AT_ONCE = 1_000


@dataclass
class Tally:
    """What came of the rows."""

    rows: int = 0
    recorded: int = 0
    new_people: int = 0
    repeated: int = 0
    refused: int = 0
    parked: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one row."""

    outcome: Outcome
    new_person: bool = False
    late: bool = False
    parked: bool = False
    key: str = ""
    problem: str = ""
    what_to_do: str = TRY_AGAIN


def take_all(
    rows: Iterator[Any],
    errors: ErrorsFile,
    record: Recorder,
    log: Log,
    marks_of: Marks,
) -> Tally:
    """Read rows batch by batch, have each recorded or handed back, and count what came of them."""
    tally = Tally()
    with sweeping_by_batch() as sweep:
        batches = iter(lambda: list(islice(rows, AT_ONCE)), [])
        for batch, results in recorded(batches, record, marks_of):
            _count(batch, results, errors, log, tally)
            sweep()
    return tally


def _count(
    batch: list[Any], results: list[Result], errors: ErrorsFile, log: Log, tally: Tally
) -> None:
    """Count what came of a batch, and write down what is handed back."""
    good = [each for each in batch if not isinstance(each, Refusal)]
    refusals = [each for each in batch if isinstance(each, Refusal)]
    for each, result in zip(good, results, strict=True):
        if result.outcome is Outcome.REFUSED:
            value = log.values(each.row).get(result.key, "")
            problem = Problem(log.heading(result.key), value, result.problem, result.what_to_do)
            refusals.append(Refusal(each.row, (problem,)))
        tally.recorded += result.outcome is Outcome.DONE
        tally.repeated += result.outcome is Outcome.KNOWN_ALREADY
        tally.new_people += result.new_person
        tally.late += result.late
        tally.parked += result.parked
    tally.rows += len(batch)
    tally.refused += len(refusals)
    errors.add(sorted(refusals, key=lambda each: each.row.number))
