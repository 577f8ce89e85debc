"""How times, dates, ages, numbers and unknown values are said to a person who reads a page."""

from __future__ import annotations

from collections.abc import Sized
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from throughcare.codes import display

LONDON = ZoneInfo("Europe/London")
NOT_KNOWN = "Not known"

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# Custody staff and the law count detention in hours up to its longest limit of 96.
COUNTED_IN_HOURS = timedelta(hours=96)


def plural(count: int | Sized, one: str, many: str | None = None) -> str:
    """Say a count with its noun: "1 person", "2 people", "0 referrals"."""
    number = count if isinstance(count, int) else len(count)
    noun = one if number == 1 else (many or f"{one}s")
    return f"{number:,} {noun}"


def known(value: object, otherwise: str = NOT_KNOWN) -> str:
    """Say a value, or that it is not known; zero and "no" are values."""
    return otherwise if value is None or str(value) == "" else str(value)


def london_date(at: datetime) -> date:
    """The date that a calendar in London shows at a moment."""
    return at.astimezone(LONDON).date()


def day(on: date | datetime | None) -> str:
    """Say a date: "21 November 2026"; a moment is said as its date in London."""
    if on is None:
        return NOT_KNOWN
    if isinstance(on, datetime):
        on = london_date(on)
    return f"{on.day} {on:%B} {on.year}"


def day_in_words(on: date | datetime | None, at: datetime) -> str:
    """Say "today", "yesterday" or "tomorrow" where it is one of them, otherwise the date."""
    if on is None:
        return NOT_KNOWN
    if isinstance(on, datetime):
        on = london_date(on)
    distance = (on - london_date(at)).days
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(distance, day(on))


def clock_time(moment: datetime | None) -> str:
    """Say the time of day in London: "3:20 pm", "midday", "midnight"."""
    if moment is None:
        return NOT_KNOWN
    local = moment.astimezone(LONDON)
    if local.minute == 0 and local.hour in (0, 12):
        return "midday" if local.hour else "midnight"
    return f"{local.hour % 12 or 12}:{local:%M} {'am' if local.hour < 12 else 'pm'}"


def day_and_time(moment: datetime | None) -> str:
    """Say date and time in full: "21 November 2026, 3:20 pm"."""
    return NOT_KNOWN if moment is None else f"{day(moment)}, {clock_time(moment)}"


def exact(moment: datetime | None, at: datetime) -> str:
    """Say when in as few words as are still exact: "1:05 pm", "yesterday, 11:05 pm", or in full."""
    if moment is None:
        return NOT_KNOWN
    named = day_in_words(moment, at)
    if named == "today":
        return clock_time(moment)
    if abs(moment - at) < DAY:
        return f"{named}, {clock_time(moment)}"
    return day_and_time(moment)


def duration(length: timedelta | None) -> str:
    """Say a length of time: "5 hours 20 minutes"; in hours up to 96, then in days and hours."""
    if length is None:
        return NOT_KNOWN
    length = abs(length)
    if length < MINUTE:
        return "less than a minute"
    if length > COUNTED_IN_HOURS:
        parts = [plural(length.days, "day"), plural((length % DAY) // HOUR, "hour")]
    else:
        parts = [plural(length // HOUR, "hour"), plural((length % HOUR) // MINUTE, "minute")]
    return " ".join(part for part in parts if not part.startswith("0 "))


def relative(moment: datetime | None, at: datetime) -> str:
    """Say how long ago, or how long until: "2 hours ago", "in 40 minutes", "just now"."""
    if moment is None:
        return NOT_KNOWN
    apart = abs(moment - at)
    if apart < MINUTE:
        return "just now" if moment <= at else "in less than a minute"
    if apart < HOUR:
        length = plural(apart // MINUTE, "minute")
    elif apart < DAY:
        length = plural(apart // HOUR, "hour")
    elif apart.days < 60:
        length = plural(apart.days, "day")
    elif apart.days < 730:
        length = plural(apart.days // 30, "month")
    else:
        length = plural(apart.days // 365, "year")
    return f"{length} ago" if moment <= at else f"in {length}"


def when(moment: datetime | None, at: datetime) -> str:
    """Say relative and exact time together: "2 hours ago (1:05 pm)"."""
    return NOT_KNOWN if moment is None else f"{relative(moment, at)} ({exact(moment, at)})"


def who_when(verb: str, who: str | None, moment: datetime | None, at: datetime) -> str:
    """Say who did something and when: "Seen by Amara Obi, 2 hours ago (1:05 pm)"."""
    by = who or "somebody whose name is not known"
    then = "time not known" if moment is None else when(moment, at)
    return f"{verb} by {by}, {then}"


def due(what: str, moment: datetime | None, at: datetime) -> str:
    """Say what is due and when, or for how long it has been overdue.

    "Review due in 40 minutes (3:20 pm)"; "Review overdue by 20 minutes (due 2:40 pm)".
    """
    if moment is None:
        return f"{what}: time due not known"
    if moment == at:
        return f"{what} due now"
    if moment < at:
        return f"{what} overdue by {duration(at - moment)} (due {exact(moment, at)})"
    return f"{what} due in {duration(moment - at)} ({exact(moment, at)})"


def age(born: date | None, on: date) -> int | None:
    """Whole years from birth to a date; a person born on 29 February ages on 1 March."""
    if born is None:
        return None
    before_birthday = (on.month, on.day) < (born.month, born.day)
    return on.year - born.year - before_birthday


def born_and_age(born: date | None, on: date) -> str:
    """Say a date of birth with the age: "3 May 1992 (34 years old)"."""
    if born is None:
        return NOT_KNOWN
    return f"{day(born)} ({plural(age(born, on) or 0, 'year')} old)"


def nhs_number(number: str | None) -> str:
    """Say an NHS number as it is read aloud, 3-3-4: "999 000 0018"."""
    return display("nhs-number", number) if number else NOT_KNOWN


def share(numerator: int | None, denominator: int | None) -> str:
    """Say a share as a whole percentage: "77%"; with nothing to divide by it is not known."""
    if numerator is None or not denominator:
        return NOT_KNOWN
    return f"{(200 * numerator + denominator) // (2 * denominator)}%"


FILTERS = {
    function.__name__: function
    for function in (
        plural, known, london_date, day, day_in_words, clock_time, day_and_time, exact, duration,
        relative, when, due, age, born_and_age, nhs_number, share,
    )
}  # fmt: skip
