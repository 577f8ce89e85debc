"""How things that happened are told, and what is known of somebody's way so far."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from throughcare.pathway.rules.events import EventKind
from throughcare.pathway.rules.places import EpisodeKind, PlaceKind


class Exactness(StrEnum):
    """How exactly it is known when something happened."""

    MINUTE = "minute"
    DAY = "day"
    UNKNOWN = "unknown"


class ListingKind(StrEnum):
    """For what somebody is on a list of a place."""

    HEARING = "hearing"
    INTERVIEW = "voluntary-interview"
    RECEPTION = "reception"


class ListingState(StrEnum):
    """What became of being listed."""

    LISTED = "listed"
    HAPPENED = "happened"
    CANCELLED = "cancelled"


class ParkedState(StrEnum):
    """What became of something that another system told and that cannot be."""

    PARKED = "parked"
    RECORDED = "recorded"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Happened:
    """Something happened to somebody, as a worker or another system says.

    `happened_at` is None when nobody knows; with the exactness of a day it is any moment of it.
    `planned_for` is the date that the event sets: of a release, or of the next hearing. `stay_id`
    may be chosen beforehand, so that somebody new can be registered for the stay that begins.
    """

    person_id: UUID
    kind: EventKind
    place_id: UUID
    happened_at: datetime | None
    exactness: Exactness = Exactness.MINUTE
    detail: str = ""
    to_place_id: UUID | None = None
    case_id: UUID | None = None
    planned_for: datetime | None = None
    source_system: str = "throughcare"
    reference: str = ""
    stay_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """A place as the rules need it."""

    id: UUID
    name: str
    kind: PlaceKind


@dataclass(slots=True)
class KnownStay:
    """Time in a place, as it is recorded; `ended_by_event` says that somebody recorded its end."""

    stay_id: UUID
    episode_id: UUID
    where: Where
    start: datetime
    end: datetime | None = None
    ended_by_event: bool = False
    authorised_at: datetime | None = None


class KnownEvent(NamedTuple):
    """An event that counts now; `moment` is None when nobody knows when it was.

    With `only_day` it is known on which day it was, and the time of day says nothing.
    """

    event_id: UUID
    kind: EventKind
    place_id: UUID
    place_name: str
    moment: datetime | None
    detail: str = ""
    case_id: UUID | None = None
    planned_for: datetime | None = None
    only_day: bool = False


@dataclass(slots=True)
class KnownEpisode:
    """An episode that is open, or was."""

    episode_id: UUID
    kind: EpisodeKind
    start: datetime
    end: datetime | None = None
    case_id: UUID | None = None


@dataclass(slots=True)
class SoFar:
    """What is recorded of one person, in the order of time."""

    stays: list[KnownStay] = field(default_factory=list)
    events: list[KnownEvent] = field(default_factory=list)
    episodes: list[KnownEpisode] = field(default_factory=list)

    def copy(self) -> "SoFar":
        """The same, to be changed by what is decided, while this one stays as it was read."""
        stays, episodes = map(replace, self.stays), map(replace, self.episodes)
        return SoFar(list(stays), list(self.events), list(episodes))
