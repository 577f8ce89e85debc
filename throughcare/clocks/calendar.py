"""Working days in England: Monday to Friday without bank holidays, whatever the year.

Bank holidays come from the `holidays` package. Loading it takes longer than a command may, so
those of the years around us stand in `bank_holidays.yaml`, which a test keeps equal to the package.
"""

from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from throughcare.sourced.lines import read

DAY = timedelta(days=1)
SATURDAY = 5
TABLE = Path(__file__).with_name("bank_holidays.yaml")


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The weekdays of a year that are bank holidays in England.

    Days not yet proclaimed are assumed to follow the standing pattern.
    """
    table = _table()
    return table[year] if year in table else from_package(year)


def from_package(year: int) -> frozenset[date]:
    """The same as the `holidays` package knows it; a holiday at a weekend moves no working day."""
    # Loaded here because it takes a second.
    from holidays import country_holidays

    days = country_holidays("GB", subdiv="ENG", years=year)
    return frozenset(day for day in days if day.weekday() < SATURDAY)


@cache
def _table() -> dict[int, frozenset[date]]:
    return {
        int(year): frozenset(date.fromisoformat(f"{year}-{day}") for day in days.split())
        for year, days in read(TABLE).data["days"].items()
    }


def is_working_day(day: date) -> bool:
    """Whether services that keep office hours work on that day."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


@lru_cache(4096)
def add_working_days(start: date, days: int) -> date:
    """The working day that many working days after `start`; the day of the start does not count."""
    day = start
    while days > 0:
        day += DAY
        days -= is_working_day(day)
    return day


@lru_cache(4096)
def working_day_before(day: date) -> date:
    """The day itself if services work on it, or else the last working day before."""
    while not is_working_day(day):
        day -= DAY
    return day


def add_months(start: date, months: int) -> date:
    """The same day that many months later, or the last day of a month that is too short."""
    years, month = divmod(start.month - 1 + months, 12)
    first = date(start.year + years, month + 1, 1)
    next_first = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + (start.day - 1) * DAY, next_first - DAY)
