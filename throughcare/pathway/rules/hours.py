"""Hours of opening and cover, written as people write them: "Mon-Fri 09:00-17:00; Sat 10:00-14:00".

"24/7" is always, "closed" is never, and nothing written is not known. A span that ends before it
begins goes over midnight. Times are local times. On bank holidays the hours are those of the day,
unless it says "bank holidays closed" or "bank holidays 10:00-14:00".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from throughcare.clocks.calendar import bank_holidays
from throughcare.clocks.lengths import LOCAL

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPAN = re.compile(r"([a-z]{3})(?:\s*-\s*([a-z]{3}))?\s+(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
ON_HOLIDAYS = re.compile(r"bank holidays?\s+(?:closed|(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2}))")
HOW = (
    'Write the hours like this: "Mon-Fri 09:00-17:00; Sat 10:00-14:00; bank holidays closed", '
    "or 24/7, or closed."
)
ALWAYS, NEVER = "24/7", "closed"


class UnclearHours(ValueError):
    """Hours that cannot be read; the message says how to write them."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Spans of one week, each a day (0 is Monday), a beginning and an end in minutes.

    `holidays` are the spans of bank holidays in England, where the hours say anything of them.
    """

    spans: tuple[tuple[int, int, int], ...]
    holidays: tuple[tuple[int, int], ...] | None = None

    def holds(self, at: datetime) -> bool:
        """Whether a moment lies within the hours."""
        local = at.astimezone(LOCAL)
        day, minute = local.date(), local.hour * 60 + local.minute
        return any(start <= minute < end for start, end in self._on(day)) or any(
            minute < end - DAY_MINUTES for _, end in self._on(day - DAY)
        )

    def _on(self, day: date) -> list[tuple[int, int]]:
        """The spans that begin on a day."""
        if self.holidays is not None and day in bank_holidays(day.year):
            return list(self.holidays)
        return [(start, end) for on, start, end in self.spans if on == day.weekday()]

    def spans_between(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """The spans from a moment to before another in which the hours hold, in order.

        On the nights when the clocks change each local time means what clocks on the wall say:
        an hour that comes twice is within the hours twice, or not at all.
        """
        edges = sorted({start, end, *(edge for edge in self._edges(start, end))})
        found: list[tuple[datetime, datetime]] = []
        for first, last in pairwise(edges):
            if not self.holds(first):
                continue
            if found and found[-1][1] == first:
                found[-1] = (found[-1][0], last)
            else:
                found.append((first, last))
        return found

    def _edges(self, start: datetime, end: datetime) -> Iterator[datetime]:
        """Every moment between the two at which the hours may begin or end to hold."""
        day = start.astimezone(LOCAL).date() - DAY
        while day <= end.astimezone(LOCAL).date():
            midnight = datetime.combine(day, time())
            edges = {edge for both in self._on(day) for edge in both}
            for told in (midnight + timedelta(minutes=edge) for edge in edges):
                for fold in (0, 1):
                    moment = told.replace(tzinfo=LOCAL, fold=fold).astimezone(UTC)
                    if start < moment < end:
                        yield moment
            changes = datetime.combine(day, CLOCKS_CHANGE, tzinfo=UTC)
            if start < changes < end:
                yield changes
            day += DAY


DAY = timedelta(days=1)
DAY_MINUTES = 24 * 60
CLOCKS_CHANGE = time(1)
"""When British clocks change, on the days on which they do, in UTC."""


def read_hours(text: str) -> Hours | None:
    """Hours as they are written, None where they are not known; raises `UnclearHours`."""
    said = " ".join(text.lower().split())
    if not said:
        return None
    if said == ALWAYS:
        return Hours(tuple((day, 0, DAY_MINUTES) for day in range(7)))
    if said == NEVER:
        return Hours(())
    spans: list[tuple[int, int, int]] = []
    holidays: list[tuple[int, int]] | None = None
    for part in filter(None, (each.strip() for each in said.split(";"))):
        if on_holidays := ON_HOLIDAYS.fullmatch(part):
            holidays = holidays or []
            if on_holidays[1]:
                holidays.append(_from_to(on_holidays.groups(), part))
            continue
        found = SPAN.fullmatch(part)
        if not found or found[1] not in DAYS or (found[2] or found[1]) not in DAYS:
            raise UnclearHours(f"“{part}” cannot be read. {HOW}")
        start, end = _from_to(found.groups()[2:], part)
        first, last = DAYS.index(found[1]), DAYS.index(found[2] or found[1])
        days = range(first, last + 1) if first <= last else [*range(first, 7), *range(last + 1)]
        spans += [(day, start, end) for day in days]
    return Hours(tuple(sorted(spans)), None if holidays is None else tuple(sorted(holidays)))


def _from_to(told: Sequence[str], part: str) -> tuple[int, int]:
    start, end = _minutes(told[0], told[1], part), _minutes(told[2], told[3], part)
    return start, end if end > start else end + DAY_MINUTES


def _minutes(hour: str, minute: str, part: str) -> int:
    if (int(hour), int(minute)) == (24, 0):
        return DAY_MINUTES
    try:
        told = time(int(hour), int(minute))
    except ValueError:
        raise UnclearHours(f"There is no such time of day in “{part}”. {HOW}") from None
    return told.hour * 60 + told.minute
