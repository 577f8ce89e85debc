"""A row about a custody record that is here already: the same again, more of it, or a conflict."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from throughcare.clocks.wording import at_local_time
from throughcare.fhir.custody_log.reading import Entry
from throughcare.pathway.queries import CustodyRecord
from throughcare.pathway.rules import Departure, Leaving
from throughcare.pathway.rules.arrivals import MADE_HERE

TYPED_IN_WITHIN = timedelta(hours=12)
"""How far the arrival that somebody typed in may be from the one that the log says."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """In which column a row contradicts what is recorded, and how."""

    key: str
    problem: str


@dataclass(frozen=True, slots=True)
class More:
    """What a row adds to a custody record; empty when it says the same again."""

    authorised_at: datetime | None = None
    departure: Departure | None = None


def compare(entry: Entry, place_id: UUID, record: CustodyRecord, at: datetime) -> Conflict | More:
    """What a row says beside what is recorded under its number."""
    if place_id != record.place_id:
        return Conflict("suite", "This custody record is already here, at another suite.")
    apart = abs(entry.arrived_at - record.arrived_at)
    if apart > (TYPED_IN_WITHIN if record.source_system == MADE_HERE else timedelta(0)):
        came = at_local_time(record.arrived_at, seen_from=at)
        return Conflict(
            "arrived", f"This custody record is already here, with another arrival ({came})."
        )
    authorised = entry.authorised_at if record.authorised_at is None else None
    if record.left_at is not None:
        return _left_before(entry, record, at) or More()
    if entry.left_at is None:
        return More(authorised)
    return More(authorised, Departure(record.episode_id, entry.left_at, entry.leaving))


def _left_before(entry: Entry, record: CustodyRecord, at: datetime) -> Conflict | None:
    assert record.left_at is not None
    if entry.left_at is None:
        return None
    if entry.left_at != record.left_at and record.source_system != MADE_HERE:
        left = at_local_time(record.left_at, seen_from=at)
        return Conflict("left", f"It is already recorded that they left at another time ({left}).")
    if Leaving.UNKNOWN not in (entry.leaving, record.leaving) and entry.leaving != record.leaving:
        return Conflict("leaving", "It is already recorded that they left in another way.")
    return None
