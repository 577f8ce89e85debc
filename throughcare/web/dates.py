"""What people type as a date or a time, read as British English, and turned into moments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from throughcare.web.words import LONDON

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

SPOKEN_TIMES = {"midday": time(12), "noon": time(12), "midnight": time(0)}
TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?")


class NotRead(ValueError):
    """What was typed is not a date or time; carries the part to put right and how."""

    def __init__(self, message: str, part: str = "day") -> None:
        super().__init__(message)
        self.message = message
        self.part = part


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which only the year, or the year and month, may be known."""

    year: int
    month: int | None = None
    day: int | None = None

    def complete(self) -> date | None:
        """The date, or nothing while a part of it is not known."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def __str__(self) -> str:
        parts = (self.day, MONTHS[self.month - 1].title() if self.month else None, self.year)
        return " ".join(str(part) for part in parts if part is not None)


def read_month(typed: str) -> int | None:
    """A month from its number, its name or the beginning of its name; nothing if there is none."""
    text = typed.strip().lower().rstrip(".")
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else None
    named = (n for n, name in enumerate(MONTHS, 1) if len(text) >= 3 and name.startswith(text))
    return next(named, None)


def read_date(day: str, month: str, year: str, *, what: str = "date") -> PartialDate:
    """Read the three boxes of a date; empty day, or empty day and month, stay unknown.

    `what` names the date in messages ("date of birth"). Raises NotRead.
    """
    day, month, year = day.strip(), month.strip(), year.strip()
    if not year:
        raise NotRead(f"The {what} must include a year", "year")
    if not (year.isdecimal() and len(year) == 4):
        raise NotRead("Enter the year with 4 numbers, like 1992", "year")
    if not 1850 <= int(year) <= 2200:
        raise NotRead("Check the year: it must be between 1850 and 2200", "year")
    if day and not month:
        raise NotRead(f"The {what} must include a month", "month")
    if not month:
        return PartialDate(int(year))
    number = read_month(month)
    if number is None:
        raise NotRead("Enter the month as a number from 1 to 12 or as a name, like March", "month")
    if not day:
        return PartialDate(int(year), number)
    if not (day.isdecimal() and 1 <= int(day) <= 31):
        raise NotRead("Enter the day as a number from 1 to 31", "day")
    try:
        date(int(year), number, int(day))
    except ValueError:
        name = f"{MONTHS[number - 1].title()} {year}"
        raise NotRead(f"{name} does not have a day {int(day)}: check the day", "day") from None
    return PartialDate(int(year), number, int(day))


def read_time(typed: str) -> time:
    """Read a time of day: "14:30", "2.30pm", "1430", "3 pm", "midday". Raises NotRead."""
    text = typed.strip().lower()
    if text in SPOKEN_TIMES:
        return SPOKEN_TIMES[text]
    match = TIME.fullmatch(text)
    if match:
        hour, minute = int(match[1]), int(match[2] or 0)
        half = (match[3] or "").replace(".", "")
        if half and not 1 <= hour <= 12:
            match = None
        elif half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        elif match[2] is None:
            match = None  # a bare "3" could be the night or the afternoon
    if not match or hour > 23 or minute > 59:
        raise NotRead("Enter a time, like 2:30 pm or 14:30", "time")
    return time(hour, minute)


def moment_in_london(on: date, time_of_day: time) -> datetime:
    """The moment (UTC) that a London clock showed.

    Of an hour that the clocks show twice, the first. Raises NotRead for one they skip.
    """
    local = datetime.combine(on, time_of_day, tzinfo=LONDON)
    moment = local.astimezone(UTC)
    if moment.astimezone(LONDON).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NotRead("The clocks went forward then: enter a time an hour later", "time")
    return moment
