"""A length of time as a limit states it: hours that elapse, days, months or working days."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from throughcare.clocks.calendar import add_months, add_working_days, working_day_before

LOCAL = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
MIDNIGHT = time(tzinfo=LOCAL)

ISO_8601 = re.compile(
    r"P(?=[0-9T])(?:([0-9]+)M)?(?:([0-9]+)D)?(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?)?"
)
WORKING_DAYS = re.compile(r"([0-9]+) working days?")
WHOLE_DAYS = re.compile(r"([0-9]+) whole days?( or the working day before)?")
SAME_DAY = "same day"


@dataclass(frozen=True, slots=True)
class Length:
    """So many months, calendar days, hours and minutes, or so many working days.

    `whole_days` leave out the day of the start and end with the last of them; they may fall `back`
    to the working day before. No whole days at all is the same day.
    """

    months: int = 0
    days: int = 0
    hours: int = 0
    minutes: int = 0
    working_days: int = 0
    whole_days: int | None = None
    back: bool = False
    _elapsing: timedelta = field(init=False, repr=False, compare=False)
    _by_calendar: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Worked out once: this is asked for every clock on every board.
        elapsing = timedelta(hours=self.hours, minutes=self.minutes)
        object.__setattr__(self, "_elapsing", elapsing)
        object.__setattr__(self, "_by_calendar", bool(self.months or self.days or self.ends_a_day))

    @property
    def ends_a_day(self) -> bool:
        """Whether it ends at the midnight that ends a day."""
        return bool(self.working_days) or self.whole_days is not None

    def after(self, start: datetime, *, less_days: int = 0) -> datetime:
        """The moment (UTC) at which this length ends when it begins at `start`.

        Hours and minutes elapse: a night in which the clocks change does not make them longer.
        Months and days keep the time of day in England. Working days and whole days end with the
        last of them, at midnight, and the day of the start does not count; `less_days` are taken
        off whole days.
        """
        if not self._by_calendar:
            return (start if start.tzinfo is UTC else start.astimezone(UTC)) + self._elapsing
        local = start.astimezone(LOCAL)
        if self.ends_a_day:
            return _end_of(self._last_day(local.date(), less_days))
        day = local.date()
        if self.months:
            day = add_months(day, self.months)
        day += timedelta(days=self.days)
        return datetime.combine(day, local.timetz()).astimezone(UTC) + self._elapsing

    def _last_day(self, start: date, less_days: int) -> date:
        if self.working_days:
            return add_working_days(start, self.working_days)
        last = start + timedelta(days=max(0, (self.whole_days or 0) - less_days))
        return working_day_before(last) if self.back else last

    def before(self, end: datetime) -> datetime:
        """The moment (UTC) so many calendar days before, at the same time of day in England."""
        local = end.astimezone(LOCAL)
        day = local.date() - timedelta(days=self.days)
        return datetime.combine(day, local.timetz()).astimezone(UTC)

    def in_words(self) -> str:
        """The length as people say it: "24 hours", "3 months", "56 days, excluding the first"."""
        if self.whole_days == 0:
            return "the same day"
        if self.whole_days is not None:
            back = ", or the working day before" if self.back else ""
            return f"{_counted(self.whole_days, 'day')}, not counting the first{back}"
        counted = (
            (self.months, "month"),
            (self.working_days, "working day"),
            (self.days, "day"),
            (self.hours, "hour"),
            (self.minutes, "minute"),
        )
        return " ".join(_counted(number, unit) for number, unit in counted if number)


def parse_length(text: str) -> Length:
    """Read a length: ISO 8601 (PT24H, P7D, P3M), "3 working days", "56 whole days", "same day".

    Raises ValueError for anything else.
    """
    if parts := WORKING_DAYS.fullmatch(text):
        return Length(working_days=int(parts[1]))
    if parts := WHOLE_DAYS.fullmatch(text):
        return Length(whole_days=int(parts[1]), back=bool(parts[2]))
    if text == SAME_DAY:
        return Length(whole_days=0)
    if parts := ISO_8601.fullmatch(text):
        months, days, hours, minutes = (int(part or 0) for part in parts.groups())
        return Length(months, days, hours, minutes)
    raise ValueError(f"{text!r} is not a length such as PT24H, P7D, P3M or 3 working days")


def elapsing(text: str) -> timedelta:
    """A length in days, hours and minutes as time that elapses."""
    length = parse_length(text)
    return timedelta(days=length.days, hours=length.hours, minutes=length.minutes)


@lru_cache(4096)
def _end_of(day: date) -> datetime:
    return datetime.combine(day + DAY, MIDNIGHT).astimezone(UTC)


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
