"""A length of time as a limit states it: hours that elapse, days, months or working days."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from throughcare.clocks.calendar import add_months, add_working_days

LOCAL = ZoneInfo("Europe/London")

ISO_8601 = re.compile(
    r"P(?=[0-9T])(?:([0-9]+)M)?(?:([0-9]+)D)?(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?)?"
)
WORKING_DAYS = re.compile(r"([0-9]+) working days?")


@dataclass(frozen=True, slots=True)
class Length:
    """So many months, calendar days, hours and minutes, or so many working days."""

    months: int = 0
    days: int = 0
    hours: int = 0
    minutes: int = 0
    working_days: int = 0

    def after(self, start: datetime) -> datetime:
        """The moment (UTC) at which this length ends when it begins at `start`.

        Hours and minutes elapse: a night in which the clocks change does not make them longer.
        Months and days keep the time of day in England. Working days end with the last of them,
        at midnight, and the day of the start does not count.
        """
        local = start.astimezone(LOCAL)
        if self.working_days:
            last = add_working_days(local.date(), self.working_days)
            return datetime.combine(last + timedelta(days=1), time(), LOCAL).astimezone(UTC)
        elapsing = timedelta(hours=self.hours, minutes=self.minutes)
        if not self.months and not self.days:
            return start.astimezone(UTC) + elapsing
        day = add_months(local.date(), self.months) + timedelta(days=self.days)
        return datetime.combine(day, local.timetz()).astimezone(UTC) + elapsing


def parse_length(text: str) -> Length:
    """Read a length in ISO 8601 (PT24H, P7D, P3M) or as "3 working days"; ValueError if neither."""
    if parts := WORKING_DAYS.fullmatch(text):
        return Length(working_days=int(parts[1]))
    if parts := ISO_8601.fullmatch(text):
        return Length(*(int(part or 0) for part in parts.groups()))
    raise ValueError(f"{text!r} is not a length such as PT24H, P7D, P3M or 3 working days")
