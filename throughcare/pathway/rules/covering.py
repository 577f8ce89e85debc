"""Which team covers a place from when until when, what an end leaves open, and closing a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from throughcare.access.rules import OrganisationKind

CARING = frozenset({OrganisationKind.LIAISON_AND_DIVERSION, OrganisationKind.YOUTH_JUSTICE})
TREATING = frozenset({OrganisationKind.DETENTION_HEALTH})
COVERING = CARING | TREATING
"""Who covers places that others run: whoever meets people there. The two parts do not stand in
for each other: Liaison and Diversion does not look after somebody's health, nor the other way.
"""
NOT_COVERING = (
    "Only Liaison and Diversion, youth justice and health services of places of detention cover "
    "a place that somebody else runs."
)
ENDS_FIRST = "The last day is before the first. Check both days."
THERE_ALREADY = "This team covers the place already at that time. End that first, or begin later."
LONGER = "Only whoever runs the place can let cover go on for longer. Ask for the days after it."
ASKED_ALREADY = "It was asked for this team already at that time, and waits for an answer."
BACK_ALREADY = "That was taken back, so there is nothing to answer."
OWN_ASKING = "You asked for this yourself. Somebody else has to answer."
SAY_WHY = "Say why you do not agree, as they will read it."
TOO_LATE = "The last day that was asked for is over. They can ask again."
CHILDREN, ADULTS = "people under 18", "adults"


class CoverState(StrEnum):
    """Whether whoever runs the place agrees that a team covers it; only then does it hold."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    TAKEN_BACK = "taken-back"


IN_FORCE = frozenset({CoverState.ASKED, CoverState.AGREED})
ANSWERED = {
    CoverState.AGREED: "Somebody agreed to it already.",
    CoverState.DECLINED: "Somebody has said no to it already.",
    CoverState.TAKEN_BACK: BACK_ALREADY,
}


@dataclass(frozen=True, slots=True)
class Covering:
    """A team covers a place for these ages (None is everybody), both days included.

    No first day is since ever; no last day is until somebody says so.
    """

    kind: OrganisationKind
    under_18: bool | None
    starts_on: date | None
    ends_on: date | None
    state: CoverState = CoverState.AGREED

    def holds(self, on: date) -> bool:
        """Whether the team covers the place on this day."""
        begun = self.starts_on is None or self.starts_on <= on
        agreed = self.state is CoverState.AGREED
        return agreed and begun and (self.ends_on is None or on <= self.ends_on)

    def overlaps(self, starts_on: date, ends_on: date | None) -> bool:
        """Whether there is a day that lies within both."""
        begins_in_time = ends_on is None or self.starts_on is None or self.starts_on <= ends_on
        return begins_in_time and (self.ends_on is None or starts_on <= self.ends_on)


def refuse_cover(
    *,
    kind: OrganisationKind,
    runs: bool,
    starts_on: date,
    ends_on: date | None,
    team_already: Iterable[Covering],
) -> str:
    """Why a team of such an organisation cannot cover the place then, or nothing."""
    if not runs and kind not in COVERING:
        return NOT_COVERING
    if ends_on is not None and ends_on < starts_on:
        return ENDS_FIRST
    there = {one.state for one in team_already if one.overlaps(starts_on, ends_on)} & IN_FORCE
    if there:
        return THERE_ALREADY if CoverState.AGREED in there else ASKED_ALREADY
    return ""


def refuse_cover_answer(
    asked: Covering, *, agrees: bool, because: str, asked_by_same: bool, on: date
) -> str:
    """Why somebody cannot answer so whether a team covers a place, or nothing."""
    if asked.state is not CoverState.ASKED:
        return ANSWERED[asked.state]
    if asked_by_same:
        return OWN_ASKING
    if not agrees:
        return "" if because.strip() else SAY_WHY
    return TOO_LATE if asked.ends_on is not None and asked.ends_on < on else ""


def refuse_end(covering: Covering, *, last_day: date, on: date, runs: bool = True) -> str:
    """Why cover cannot end so, or nothing. What is over is not ended again.

    What has not begun may end before it does, and so is taken back. What is longer than agreed,
    only whoever runs the place says.
    """
    if covering.state is not CoverState.AGREED:
        return "Nobody covers the place by that, so there is nothing to end."
    if covering.ends_on is not None and covering.ends_on < on:
        return "That has ended already."
    if not runs and covering.ends_on is not None and last_day > covering.ends_on:
        return LONGER
    if covering.starts_on is not None and last_day < covering.starts_on <= on:
        return ENDS_FIRST
    return ""


def left_open(ending: Covering, others: Iterable[Covering], *, on: date) -> tuple[str, ...]:
    """For whom nobody else of the same sort of service covers the place on a day."""
    same = CARING if ending.kind in CARING else frozenset({ending.kind})
    here = [one.under_18 for one in others if one.kind in same and one.holds(on)]
    return tuple(
        words
        for is_child, words in ((False, ADULTS), (True, CHILDREN))
        if ending.under_18 in (None, is_child) and not {None, is_child} & set(here)
    )


def nobody_else(left: Iterable[str], people: int) -> str:
    """What whoever ends cover has to know: for whom it ends, and how many are there now."""
    who = " or ".join(left)
    if not who or not people:
        return ""
    return f"{_are(people)} there now, and no other team covers the place for {who} after that day."


def refuse_closing_place(
    *, people: int, expected: int, others: Iterable[str], closed_on: date, on: date
) -> tuple[str, ...]:
    """Why a place cannot be said to have closed, a sentence for each reason; none where it can."""
    said = []
    if closed_on > on:
        said.append("Say that a place has closed on its last day, or later.")
    if people:
        said.append(f"{_are(people)} there now.")
    if expected:
        said.append(f"{_are(expected)} expected there.")
    said += [f"{name} covers it. It ends that first." for name in others]
    return tuple(said)


def _are(people: int) -> str:
    return "1 person is" if people == 1 else f"{people:,} people are"
