"""A date of birth as people type it into a search: a day, a month, a year or an age."""

import re
from calendar import monthrange
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAMED = (
    r"(?P<named>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY = r"(?P<day>\d{1,2})"
MONTH = r"(?P<month>\d{1,2})"
YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
SHORT = r"(?P<year>\d{4}|\d{2})"
ALONE = r"(?<![\w/.-]){}(?![\w/])"

WHOLE_DAYS = tuple(
    re.compile(ALONE.format(form), re.I)
    for form in (
        rf"{YEAR}-{MONTH}-{DAY}",
        rf"{YEAR}/{MONTH}/{DAY}",
        rf"{DAY}[/.\-]{MONTH}[/.\-]{SHORT}",
        rf"{DAY} {MONTH} {YEAR}",
        rf"{DAY}(?:st|nd|rd|th)?[ -]?(?:of )?{NAMED},?[ -]{SHORT}",
        rf"{NAMED} {DAY}(?:st|nd|rd|th)?,? {YEAR}",
        r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>19\d\d|20\d\d)",
    )
)
WHOLE_MONTHS = tuple(
    re.compile(ALONE.format(form), re.I)
    for form in (rf"{NAMED},?[ -]{YEAR}", rf"{MONTH}[/.\-]{YEAR}", rf"{YEAR}-{MONTH}")
)
WHOLE_YEAR = re.compile(rf"(?<!\S)(?:(?:about|circa|born|in|c\.?) ?)*{YEAR}(?!\S)", re.I)
AGE = re.compile(
    r"(?<!\S)(?:aged?:? (?P<age>\d{1,3})|(?P<old>\d{1,3}) ?(?:years?(?: old)?|yrs?|y/?o))(?!\S)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class BornAsked:
    """What was typed of a date of birth: days that count as it, or the first and last it may be."""

    days: tuple[date, ...] = ()
    between: tuple[date, date] | None = None
    about: str = ""


def read_born(text: str, on: date) -> tuple[BornAsked, str]:
    """The date of birth in what was typed, and what is left of the text without it.

    Day comes before month, as in Britain; where that is no date, they are read the other way
    round. Nobody is born after `on`.
    """
    for form in WHOLE_DAYS:
        if (found := form.search(text)) and (day := _day(found, on)):
            return BornAsked(days_that_may_be(day)), _without(text, found)
    for form in WHOLE_MONTHS:
        if (found := form.search(text)) and (first := _first(found)):
            last = first.replace(day=monthrange(first.year, first.month)[1])
            # Where only the year was known, the first of January stands for it.
            year_alone = first.replace(month=1)
            return BornAsked((year_alone,), (first, last), "month of birth"), _without(text, found)
    if found := WHOLE_YEAR.search(text):
        year = int(found["year"])
        between = (date(year, 1, 1), date(year, 12, 31))
        return BornAsked((), between, "year of birth"), _without(text, found)
    if found := AGE.search(text):
        age = int(found["age"] or found["old"])
        with suppress(ValueError):
            return BornAsked((), _of_age(age, on), "age"), _without(text, found)
    return BornAsked(), text


def _of_age(age: int, on: date) -> tuple[date, date]:
    # A year more on both sides: an age is told more often than it is worked out.
    return date(on.year - age - 2, on.month, 1), date(on.year - age + 1, on.month, 1)


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _day(found: re.Match[str], on: date) -> date | None:
    year, month, day = _year(found["year"], on), _month(found), int(found["day"])
    for m, d in ((month, day), (day, month)):
        with suppress(ValueError):
            return date(year, m, d)
    return None


def _first(found: re.Match[str]) -> date | None:
    with suppress(ValueError):
        return date(int(found["year"]), _month(found), 1)
    return None


def _month(found: re.Match[str]) -> int:
    parts = found.groupdict()
    if named := parts.get("named"):
        return MONTHS.index(named[:3].lower()) + 1
    return int(parts["month"])


def _year(typed: str, on: date) -> int:
    if len(typed) == 4:
        return int(typed)
    return int(typed) + (2000 if int(typed) <= on.year % 100 else 1900)


def days_that_may_be(born: date) -> tuple[date, ...]:
    """The day itself, the day with day and month changed round, and where less was known."""
    days = [born, born.replace(day=1), born.replace(month=1, day=1)]
    with suppress(ValueError):
        days.insert(1, born.replace(month=born.day, day=born.month))
    return tuple(dict.fromkeys(days))
