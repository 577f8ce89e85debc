"""What clocks count for, and what happened that they heed."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from throughcare.clocks.course import Event
from throughcare.clocks.lengths import LOCAL
from throughcare.pathway.rules.events import EventKind

Id = UUID | str
"""An id, as text where so many are read that to take each apart would take longest."""


class Counted(NamedTuple):
    """What clocks count for: a stay, a listing, an order or a bail, with what they heed.

    The ids are carried along, and nothing is decided by them.
    """

    about: Id
    person_id: Id
    place_id: Id
    stay_id: Id | None
    listing_id: Id | None
    limits: tuple[str, ...]
    events: tuple[Event, ...]


class Told(NamedTuple):
    """One event at a place, as the clocks of a stay there need it."""

    kind: EventKind
    moment: datetime
    detail: str = ""
    planned_for: datetime | None = None
    only_day: bool = False


def not_before(moment: datetime, start: datetime, *, only_day: bool) -> datetime:
    """The moment; of something of which only the day is known, not before what began that day."""
    return start if only_day and moment < start and _day(moment) == _day(start) else moment


def _day(moment: datetime) -> date:
    return moment.astimezone(LOCAL).date()
