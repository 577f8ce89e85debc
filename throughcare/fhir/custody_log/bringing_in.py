"""A whole custody log, batch after batch: what came of it is counted, and no row is kept in mind.

While one batch is recorded the next is read, and no further. Stopped in the middle, it can be
started again: what was recorded is counted as repeated.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from throughcare.access.rules import Viewer
from throughcare.fhir.custody_log.reading import (
    Entry,
    Layout,
    Log,
    Refusal,
    UnreadableLog,
    read_row,
)
from throughcare.fhir.custody_log.reading.entries import value_of
from throughcare.fhir.custody_log.reading.layout import fold
from throughcare.fhir.custody_log.recording import recorded
from throughcare.fhir.custody_log.refusals import ErrorsFile
from throughcare.fhir.custody_log.results import Became, Feed, Result
from throughcare.fhir.custody_log.sweeping import sweeping_by_batch
from throughcare.pathway.queries import places
from throughcare.pathway.rules import PlaceKind

AT_ONCE = 2_000
MOST_WORDS = 50
"""How many different words that were not understood are remembered, to tell them at the end."""


@dataclass
class Counts:
    """What came of the rows so far."""

    rows: int = 0
    arrived: int = 0
    new_people: int = 0
    known_people: int = 0
    repeated: int = 0
    updated: int = 0
    refused: int = 0
    not_understood: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, result: Result) -> None:
        """Count one more row."""
        self.rows += 1
        setattr(self, result.became.value, getattr(self, result.became.value) + 1)
        if result.became is Became.ARRIVED:
            self.new_people += result.new_person
            self.known_people += not result.new_person


def feed_of(viewer: Viewer, source_system: str, said: Mapping[str, str]) -> Feed:
    """Which suite is which: by code and name, and as `said` (name in the file to code).

    `said` under an empty name is the suite of every row. Raises `UnreadableLog` for a code that
    is no custody suite of the viewer's organisation.
    """
    suites = [
        place
        for place in places(viewer)
        if place.kind == PlaceKind.CUSTODY_SUITE and place.organisation_id == viewer.organisation_id
    ]
    by_code = {fold(place.code): place.id for place in suites}
    for code in said.values():
        if fold(code) not in by_code:
            known = ", ".join(f"{place.code} ({place.name})" for place in suites) or "none"
            raise UnreadableLog(
                f"{code} is no custody suite of {viewer.organisation_name}. There are: {known}."
            )
    named = {fold(place.name): place.id for place in suites}
    told = {fold(name): by_code[fold(code)] for name, code in said.items()}
    return Feed(viewer, source_system, named | by_code | told, everywhere=told.get(""))


def bring_in(
    log: Log,
    layout: Layout,
    feed: Feed,
    errors: ErrorsFile,
    *,
    clock: Callable[[], datetime],
    told: Callable[[Counts], None],
    at_once: int = AT_ONCE,
) -> Counts:
    """Record every row of the file or hand it back; `told` hears the counts after each batch."""
    counts = Counts()
    with sweeping_by_batch() as sweep:
        batches = _batches(read_rows(log, layout), at_once)
        for rows, results in recorded(feed, batches, clock):
            _count(rows, iter(results), log, layout, errors, counts)
            told(counts)
            sweep()
    return counts


def _count(
    rows: list[Entry | Refusal],
    results: Iterator[Result],
    log: Log,
    layout: Layout,
    errors: ErrorsFile,
    counts: Counts,
) -> None:
    """Count what came of a batch, and write down what is handed back."""
    refusals = []
    for row in rows:
        if isinstance(row, Refusal):
            result = Result(Became.REFUSED, problems=row.problems)
            refusals.append(row)
        else:
            result = next(results)
            if result.became is Became.REFUSED:
                refusals.append(_handed_back(log, layout, row, result))
            _remember(counts, row)
        counts.add(result)
    errors.add(refusals)


def read_rows(log: Log, layout: Layout) -> Iterator[Entry | Refusal]:
    """Every row of the file as it is meant, or why it cannot be taken."""
    for row in log.rows():
        yield read_row(log, row, layout)


def _batches(rows: Iterator[Entry | Refusal], at_once: int) -> Iterator[list[Entry | Refusal]]:
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(lambda: list(islice(rows, at_once)))
        while batch := coming.result():
            coming = reader.submit(lambda: list(islice(rows, at_once)))
            yield batch


def _handed_back(log: Log, layout: Layout, entry: Entry, result: Result) -> Refusal:
    values = log.values(entry.row)
    problems = []
    for problem in result.problems:
        key = problem.column
        if key == "name" and not log.has("name"):
            key = "family_name"
        heading = log.heading(key) or (layout.label(key) if key else "")
        problems.append(
            replace(problem, column=heading, value=value_of(values, key) or problem.value)
        )
    return Refusal(entry.row, tuple(problems))


def _remember(counts: Counts, entry: Entry) -> None:
    for word in entry.not_understood:
        if word in counts.not_understood or len(counts.not_understood) < MOST_WORDS:
            counts.not_understood[word] += 1
