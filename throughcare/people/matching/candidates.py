"""Under which names and days of birth could somebody be recorded who comes in now?"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

LIKE, VERY_LIKE, EQUAL = 0.3, 0.5, 2.0
"""How alike two names must be, from 0 to 1: beside the day that was said, and beside another day.

More than 1 asks for the name as it stands, whatever the day.
"""


def days_to_look_at(born_on: date, *, thorough: bool) -> Iterator[tuple[date, float]]:
    """Days of birth under which the person may be, each with how alike the name must be.

    The day itself; with `thorough` the day with month and day changed round, the days that stand
    for a month or a year of which no more is known, and every day that differs in one digit.
    """
    yield born_on, LIKE
    if thorough:
        seen = {born_on}
        for day in (*_known_in_part(born_on), *_slips(born_on)):
            if day not in seen:
                seen.add(day)
                yield day, VERY_LIKE


def _known_in_part(born_on: date) -> Iterator[date]:
    with suppress(ValueError):
        yield born_on.replace(month=born_on.day, day=born_on.month)
    yield born_on.replace(day=1)
    yield born_on.replace(month=1, day=1)


def _slips(born_on: date) -> Iterator[date]:
    """Every day that differs in one digit; the first two of the year are taken for right."""
    digits = f"{born_on:%Y%m%d}"
    for at in range(2, len(digits)):
        for digit in "0123456789":
            with suppress(ValueError):
                text = digits[:at] + digit + digits[at + 1 :]
                yield date(int(text[:4]), int(text[4:6]), int(text[6:]))


def turned(key: str) -> str:
    """A folded name with its last word first, for names that were entered the other way round."""
    *before, last = key.split() or [""]
    return " ".join((last, *before))
