"""Hours of opening and cover, written as people write them: "Mon-Fri 09:00-17:00; Sat 10:00-14:00".

"24/7" is always, "closed" is never, and nothing written is not known. A span that ends before it
begins goes over midnight. Times are local times.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from throughcare.clocks.lengths import LOCAL

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPAN = re.compile(r"([a-z]{3})(?:\s*-\s*([a-z]{3}))?\s+(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
HOW = 'Write the hours like this: "Mon-Fri 09:00-17:00; Sat 10:00-14:00", or 24/7, or closed.'
ALWAYS, NEVER = "24/7", "closed"


class UnclearHours(ValueError):
    """Hours that cannot be read; the message says how to write them."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Spans of one week, each a day (0 is Monday), a beginning and an end in minutes."""

    spans: tuple[tuple[int, int, int], ...]

    def holds(self, at: datetime) -> bool:
        """Whether a moment lies within the hours."""
        local = at.astimezone(LOCAL)
        day, minute = local.weekday(), local.hour * 60 + local.minute
        return any(
            (day == on and start <= minute < end)
            or (day == (on + 1) % 7 and minute < end - DAY_MINUTES)
            for on, start, end in self.spans
        )

    def within(self, start: datetime, end: datetime) -> bool:
        """Whether any moment between the two lies within the hours, to the quarter of an hour."""
        moment = start
        while moment < end:
            if self.holds(moment):
                return True
            moment += STEP
        return self.holds(end)


DAY_MINUTES = 24 * 60
STEP = timedelta(minutes=15)


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
    for part in filter(None, (each.strip() for each in said.split(";"))):
        found = SPAN.fullmatch(part)
        if not found or found[1] not in DAYS or (found[2] or found[1]) not in DAYS:
            raise UnclearHours(f"“{part}” cannot be read. {HOW}")
        start, end = _minutes(found[3], found[4], part), _minutes(found[5], found[6], part)
        if end <= start:
            end += DAY_MINUTES
        first, last = DAYS.index(found[1]), DAYS.index(found[2] or found[1])
        days = range(first, last + 1) if first <= last else [*range(first, 7), *range(last + 1)]
        spans += [(day, start, end) for day in days]
    return Hours(tuple(sorted(spans)))


def _minutes(hour: str, minute: str, part: str) -> int:
    if (int(hour), int(minute)) == (24, 0):
        return DAY_MINUTES
    try:
        told = time(int(hour), int(minute))
    except ValueError:
        raise UnclearHours(f"There is no such time of day in “{part}”. {HOW}") from None
    return told.hour * 60 + told.minute
