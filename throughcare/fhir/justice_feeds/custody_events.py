"""What happened in custody, told by a file: each event once, in the order of time, or handed back.

Whom a row is about is said by its custody record number. What contradicts the record is parked
for somebody to settle, and stands in the errors file as well.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from throughcare.access.actions.acting import viewing
from throughcare.access.rules import Viewer
from throughcare.care import actions as care
from throughcare.fhir.custody_log.reading.tables import Log
from throughcare.fhir.custody_log.refusals import ErrorsFile
from throughcare.fhir.justice_feeds.batches import Result, Tally, take_all
from throughcare.fhir.justice_feeds.reading import FeedLayout, InCustody, read_custody_event
from throughcare.pathway.actions import take_in
from throughcare.pathway.queries import CustodyRecord, custody_records
from throughcare.pathway.rules import Happened, Outcome
from throughcare.pathway.rules.arrivals import MADE_HERE

NO_RECORD = "No custody record with this number is here."
BRING_IT_FIRST = "Import the custody log that has the arrival first, then this row again."


@dataclass(frozen=True, slots=True)
class CustodyFeed:
    """Who acts, and whose custody record numbers these are."""

    viewer: Viewer
    source_system: str


def bring_in_custody_events(
    log: Log,
    layout: FeedLayout,
    feed: CustodyFeed,
    errors: ErrorsFile,
    *,
    clock: Callable[[], datetime],
) -> Tally:
    """Record every event of a file, park it, or hand its row back."""
    rows = (read_custody_event(log, row, layout) for row in log.rows())
    return take_all(
        rows, errors, lambda batch: _events(feed, batch, clock()), log, lambda row: {row.reference}
    )


def _events(feed: CustodyFeed, rows: Sequence[InCustody], at: datetime) -> list[Result]:
    results: dict[int, Result] = {}
    with viewing(feed.viewer, at, channel="import", extract=True):
        systems = [feed.source_system, MADE_HERE]
        known = custody_records(feed.viewer, systems, {row.reference for row in rows})
        order = [
            index
            for index in sorted(range(len(rows)), key=lambda index: rows[index].at)
            if rows[index].reference in known
        ]
        told = [_event(rows[index], known[rows[index].reference]) for index in order]
        became = take_in(by=feed.viewer, at=at, events=told)
        done = {one.event.person_id for one in became if one.outcome is Outcome.DONE}
        care.follow_moves(by=feed.viewer, at=at, people=done)
    for index, one in zip(order, became, strict=True):
        results[index] = Result(
            one.outcome,
            late=one.outcome is Outcome.DONE and bool(one.notes),
            parked=one.parked,
            key="at",
            problem=" ".join(one.reasons),
        )
    missing = Result(Outcome.REFUSED, key="reference", problem=NO_RECORD, what_to_do=BRING_IT_FIRST)
    return [results.get(index, missing) for index in range(len(rows))]


def _event(row: InCustody, record: CustodyRecord) -> Happened:
    return Happened(
        person_id=record.person_id,
        kind=row.kind,
        place_id=record.place_id,
        happened_at=row.at,
        exactness=row.exactness,
        detail=row.detail,
        planned_for=row.until,
    )
