"""British dates and times as custody logs write them, read strictly: day first, in local time.

What cannot be, or could be two moments, is not guessed: the row is handed back with a reason.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from throughcare.clocks.lengths import LOCAL
from throughcare.people.rules import BornPrecision, age_on

MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
WRITTEN = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[/.\- ]*([a-z]{3,9})\.?[,/.\- ]*(\d{4}|\d{2})", re.I
)
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
CLOCK = re.compile(
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*(am|pm)?|(\d{2})(\d{2})", re.I
)
OFFSET = re.compile(r"(?:Z|([+-])(\d{2}):?(\d{2}))$")
AFTER_TIME = re.compile(r"\s*(?:hours|hrs|hr|h)\.?$", re.I)
YEAR = re.compile(r"(?:(circa|c\.?|about|approx\.?|est\.?)\s*)?(\d{4})", re.I)
MONTH_YEAR = re.compile(r"(?:(\d{1,2})[/.\-]|([a-z]{3,9})\.?[ \-/])(\d{4})", re.I)
EARLIEST, LATEST = 1850, 2199
YOUNGEST, OLDEST = 10, 110
"""Ages outside which a date of birth is a slip. Ten is the age of criminal responsibility in
England and Wales (Children and Young Persons Act 1933, section 50; background, not read again)."""

WRITE_MOMENT = "Write day, month, year and time, such as 21/11/2026 14:05."
WRITE_BIRTH = "Write day, month and year, such as 27/03/1992, or leave it empty if not known."


class Unclear(ValueError):
    """A date or time that cannot be taken; says what is wrong and what to do."""

    def __init__(self, problem: str, what_to_do: str) -> None:
        super().__init__(problem)
        self.problem, self.what_to_do = problem, what_to_do


@lru_cache(maxsize=4096)
def moment(text: str, time_text: str = "") -> datetime:
    """The moment (UTC) that a cell says, or a date with a time from the cell beside it.

    Without an offset it is local time. Raises `Unclear`.
    """
    whole = f"{text} {time_text}".strip() if time_text and not _has_time(text) else text.strip()
    day, rest = _leading_day(whole)
    if day is None:
        raise Unclear("This is not a date and time.", WRITE_MOMENT)
    rest = AFTER_TIME.sub("", rest.lstrip(" ,T").strip())
    if not rest:
        raise Unclear("The time of day is missing.", WRITE_MOMENT)
    offset = OFFSET.search(rest)
    clock = _clock(rest[: offset.start()].strip() if offset else rest)
    if offset:
        return datetime.combine(day, clock, _zone(offset)).astimezone(UTC)
    return _local(day, clock)


def birth(text: str, *, on: date) -> tuple[date, BornPrecision]:
    """The first day of what is known of a date of birth, and how much that is.

    `on` is the day of the arrival, for which the age must be possible. Raises `Unclear`.
    """
    said = re.sub(r"[ T]+0{1,2}[:.]?00([:.]00(\.0+)?)?$", "", text.strip())
    if year := YEAR.fullmatch(said):
        precision = BornPrecision.ESTIMATED if year[1] else BornPrecision.YEAR
        return _possible(_day(int(year[2]), 1, 1), on), precision
    if parts := MONTH_YEAR.fullmatch(said):
        month = int(parts[1]) if parts[1] else MONTHS.get(parts[2][:3].lower(), 0)
        if not 1 <= month <= 12:
            raise Unclear("There is no such month.", WRITE_BIRTH)
        return _possible(_day(int(parts[3]), month, 1), on), BornPrecision.MONTH
    day, rest = _leading_day(said, on=on)
    if day is None or rest.strip():
        raise Unclear("This is not a date of birth.", WRITE_BIRTH)
    return _possible(day, on), BornPrecision.DAY


def _possible(born: date, on: date) -> date:
    if born > on:
        raise Unclear("This date of birth is after the arrival.", WRITE_BIRTH)
    # A year alone may mean somebody a year younger than its first day says.
    age = age_on(born, on)
    if not YOUNGEST <= age <= OLDEST:
        raise Unclear(f"With this date of birth the person would be {age} years old.", WRITE_BIRTH)
    return born


def _has_time(text: str) -> bool:
    day, rest = _leading_day(text.strip())
    return day is not None and bool(rest.strip())


def _leading_day(text: str, on: date | None = None) -> tuple[date | None, str]:
    """The date that a text begins with, and what follows it; raises `Unclear` if it cannot be."""
    if parts := ISO.match(text):
        year, month, day = int(parts[1]), int(parts[2]), int(parts[3])
    elif parts := DAY_FIRST.match(text):
        day, month, year = int(parts[1]), int(parts[2]), _year(parts[3], on)
    elif parts := WRITTEN.match(text):
        day, month, year = int(parts[1]), MONTHS.get(parts[2][:3].lower(), 0), _year(parts[3], on)
    else:
        return None, text
    return _day(year, month, day), text[parts.end() :]


def _day(year: int, month: int, day: int) -> date:
    if not EARLIEST <= year <= LATEST:
        raise Unclear(f"The year {year} cannot be right.", "Correct the date.")
    try:
        return date(year, month, day)
    except ValueError:
        hint = " The day comes before the month." if month > 12 >= day else ""
        raise Unclear(f"There is no such day.{hint}", "Correct the date.") from None


def _year(text: str, on: date | None) -> int:
    if len(text) == 4:
        return int(text)
    if on is None:
        return 2000 + int(text)
    later = 2000 + int(text)
    return later if later + YOUNGEST <= on.year else 1900 + int(text)


def _clock(text: str) -> time:
    parts = CLOCK.fullmatch(text)
    if not parts:
        raise Unclear("The time of day cannot be read.", WRITE_MOMENT)
    hour, minute, second = int(parts[1] or parts[5]), int(parts[2] or parts[6]), int(parts[3] or 0)
    if parts[4]:
        if not 1 <= hour <= 12:
            raise Unclear("There is no such time of day.", WRITE_MOMENT)
        hour = hour % 12 + (12 if parts[4].lower() == "pm" else 0)
    if (hour, minute) == (24, 0):
        raise Unclear(
            "24:00 belongs to two days.", "Write 23:59, or 00:00 with the date of the next day."
        )
    try:
        return time(hour, minute, second)
    except ValueError:
        raise Unclear("There is no such time of day.", WRITE_MOMENT) from None


def _zone(offset: re.Match[str]) -> timezone:
    if not offset[1]:
        return UTC
    ahead = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
    if ahead >= timedelta(hours=15):
        raise Unclear("There is no such offset from UTC.", WRITE_MOMENT)
    return timezone(ahead if offset[1] == "+" else -ahead)


def _local(day: date, clock: time) -> datetime:
    first = datetime.combine(day, clock, LOCAL)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(LOCAL).time() != clock:
        raise Unclear(
            "There was no such time: the clocks went forward over it.",
            "Correct the time; that night, 00:59 was followed by 02:00.",
        )
    raise Unclear(
        "There were two such times: the clocks went back.",
        f"Write which one: {day}T{clock:%H:%M}+01:00 before, {day}T{clock:%H:%M}+00:00 after.",
    )
