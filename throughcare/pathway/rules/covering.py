"""Which team covers a place from when until when, what an end leaves open, and closing a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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
CHILDREN, ADULTS = "people under 18", "adults"


@dataclass(frozen=True, slots=True)
class Covering:
    """A team covers a place for these ages (None is everybody), both days included.

    No first day is since ever; no last day is until somebody says so.
    """

    kind: OrganisationKind
    under_18: bool | None
    starts_on: date | None
    ends_on: date | None

    def holds(self, on: date) -> bool:
        """Whether the team covers the place on this day."""
        begun = self.starts_on is None or self.starts_on <= on
        return begun and (self.ends_on is None or on <= self.ends_on)

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
    if any(one.overlaps(starts_on, ends_on) for one in team_already):
        return THERE_ALREADY
    return ""


def refuse_end(covering: Covering, *, last_day: date, on: date) -> str:
    """Why cover cannot end so, or nothing. What is over is not ended again.

    What has not begun may end before it does, and so is taken back.
    """
    if covering.ends_on is not None and covering.ends_on < on:
        return "That has ended already."
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
