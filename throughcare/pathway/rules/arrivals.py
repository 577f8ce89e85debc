"""What an arrival in custody is, which times contradict each other, and who counts as a child."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from throughcare.clocks.wording import at_local_time
from throughcare.pathway.rules.words import Leaving, OffenceGroup
from throughcare.people.rules import BornPrecision, is_child

MADE_HERE = "throughcare"


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody arrives at a place, as a worker or another system says.

    `source_system` and `reference` together name the custody record: saying the same one again
    changes nothing. `stay_id` may be chosen beforehand, so that the person can be registered with
    the relationship that the arrival makes. `left_at` is for passages that are already over.
    """

    person_id: UUID
    place_id: UUID
    reference: str
    arrived_at: datetime
    source_system: str = MADE_HERE
    detention_authorised_at: datetime | None = None
    offence_group: OffenceGroup = OffenceGroup.UNKNOWN
    offence_code: str = ""
    likely_release_at: datetime | None = None
    left_at: datetime | None = None
    leaving: Leaving = Leaving.UNKNOWN
    stay_id: UUID | None = None

    @property
    def custody_record(self) -> tuple[str, str]:
        """What names the custody record."""
        return self.source_system, self.reference


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody leaves custody."""

    episode_id: UUID
    left_at: datetime
    leaving: Leaving = Leaving.UNKNOWN


class Outcome(StrEnum):
    """What became of one row of many."""

    DONE = "done"
    KNOWN_ALREADY = "known-already"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ArrivedIds:
    """The episode and the stay that an arrival made, or had made before."""

    episode_id: UUID
    stay_id: UUID


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of one arrival: its ids, or the reasons why it was refused."""

    arrival: Arrival
    outcome: Outcome
    ids: ArrivedIds | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Time in one place; without an end, it goes on."""

    place_name: str
    start: datetime
    end: datetime | None = None

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a moment; one that begins as the other ends does not."""
        empty = self.start == self.end or other.start == other.end
        return not empty and (
            (self.end is None or other.start < self.end)
            and (other.end is None or self.start < other.end)
        )


def wrong_times(arrival: Arrival, at: datetime) -> tuple[str, ...]:
    """Why an arrival cannot be true as it is said, seen from the moment `at`; empty if it can."""
    moments = (arrival.detention_authorised_at, arrival.left_at)
    others = [moment for moment in moments if moment is not None]
    in_order = all(arrival.arrived_at <= each <= at for each in (at, *others))
    if in_order and arrival.reference.strip():
        return ()  # so it is for most rows of a log, and times in words take long
    came = at_local_time(arrival.arrived_at, seen_from=at)
    found = []
    if not arrival.reference.strip():
        found.append("Enter the custody record number.")
    if arrival.arrived_at > at:
        found.append(f"The arrival ({came}) is in the future.")
    for moment, what in (
        (arrival.detention_authorised_at, "Detention was authorised"),
        (arrival.left_at, "They left"),
    ):
        if moment is None:
            continue
        said = at_local_time(moment, seen_from=at)
        if moment < arrival.arrived_at:
            found.append(f"{what} ({said}) before they arrived ({came}): check both times.")
        elif moment > at:
            found.append(f"{what} at a time that is in the future ({said}).")
    return tuple(found)


def last_possible_birthday(born_on: date, precision: BornPrecision) -> date:
    """The latest day of birth that what is known allows; `born_on` is the first day of it."""
    if precision is BornPrecision.YEAR:
        return date(born_on.year, 12, 31)
    if precision is BornPrecision.MONTH:
        next_month = date(born_on.year + born_on.month // 12, born_on.month % 12 + 1, 1)
        return next_month - timedelta(days=1)
    return born_on


def under_18(born_on: date | None, precision: BornPrecision, on: date) -> bool | None:
    """Whether somebody counts as under 18; None when the date of birth is not known.

    Where only month or year is known, somebody who may still be a child counts as one.
    Source: PACE Code C, paragraph 1.5, from background knowledge; the text was not read again.
    """
    if born_on is None:
        return None
    return is_child(last_possible_birthday(born_on, precision), on)


def is_for(team_for: bool | None, born_on: date | None, precision: BornPrecision, on: date) -> bool:
    """Whether a team for people under 18 (True), for adults (False) or for everybody (None) is
    for this person. Whose age is not known well enough to say is for both: better two than none.
    """
    if team_for is None or born_on is None:
        return True
    if team_for:
        return under_18(born_on, precision, on) is True
    return is_child(born_on, on) is False
