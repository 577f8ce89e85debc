"""Working days in England: Monday to Friday without bank holidays, whatever the year."""

from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
MONDAY, SATURDAY = 0, 5

# Days that were moved or added by proclamation, for one year only. Source: gov.uk/bank-holidays
# and the proclamations, from background knowledge; the listed days were not read again.
MOVED = {date(2020, 5, 4): date(2020, 5, 8), date(2022, 5, 30): date(2022, 6, 2)}
ADDED = {date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}


def easter_sunday(year: int) -> date:
    """Easter Sunday of a year by the Gregorian reckoning (the anonymous algorithm)."""
    golden, century, year_of_century = year % 19, year // 100, year % 100
    epact_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - epact_shift + 15) % 30
    weekday = (
        32 + 2 * (century % 4) + 2 * (year_of_century // 4) - epact - year_of_century % 4
    ) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Bank holidays in England and Wales (Banking and Financial Dealings Act 1971, proclamations).

    Days not yet proclaimed are assumed to follow the standing pattern.
    """
    easter = easter_sunday(year)
    days = {
        easter - 2 * DAY,
        easter + DAY,
        _monday_from(date(year, 5, 1)),
        _monday_from(date(year, 5, 25)),
        _monday_from(date(year, 8, 25)),
    }
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        # A bank holiday at a weekend is given on the next day that is not one already.
        day = fixed
        while day.weekday() >= SATURDAY or day in days:
            day += DAY
        days.add(day)
    moved = {MOVED.get(day, day) for day in days}
    return frozenset(moved | {day for day in ADDED if day.year == year})


def is_working_day(day: date) -> bool:
    """Whether services that keep office hours work on that day."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def add_working_days(start: date, days: int) -> date:
    """The working day that many working days after `start`; the day of the start does not count."""
    day = start
    while days > 0:
        day += DAY
        days -= is_working_day(day)
    return day


def add_months(start: date, months: int) -> date:
    """The same day that many months later, or the last day of a month that is too short."""
    years, month = divmod(start.month - 1 + months, 12)
    first = date(start.year + years, month + 1, 1)
    next_first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + (start.day - 1) * DAY, next_first - DAY)


def _monday_from(day: date) -> date:
    return day + ((MONDAY - day.weekday()) % 7) * DAY
