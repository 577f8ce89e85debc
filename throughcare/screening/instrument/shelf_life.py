"""How long an answer stays fresh enough to be confirmed instead of asked again."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta

_WRITTEN = re.compile(
    r"P(?=[0-9T])(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)W)?(?:([0-9]+)D)?(?:T([0-9]+)H)?"
)


class WrongShelfLife(ValueError):
    """The text is not an ISO 8601 duration in years, months, weeks, days or hours."""


@dataclass(frozen=True)
class ShelfLife:
    """A length of time in calendar months, days and hours."""

    text: str
    months: int
    days: int
    hours: int

    def ends(self, given_at: datetime) -> datetime:
        """The moment from which an answer given then is no longer fresh.

        A month that has no such day ends on its last day.
        """
        month = given_at.month - 1 + self.months
        year, month = given_at.year + month // 12, month % 12 + 1
        day = min(given_at.day, monthrange(year, month)[1])
        moved = given_at.replace(year=year, month=month, day=day)
        return moved + timedelta(days=self.days, hours=self.hours)

    def in_words(self) -> str:
        """The length as people say it, such as "2 weeks" or "1 year"."""
        years, months = divmod(self.months, 12)
        weeks, days = divmod(self.days, 7)
        if days:  # 10 days, not 1 week and 3 days
            weeks, days = 0, self.days
        parts = ((years, "year"), (months, "month"), (weeks, "week"), (days, "day"))
        said = [
            f"{number} {unit}{'' if number == 1 else 's'}"
            for number, unit in (*parts, (self.hours, "hour"))
            if number
        ]
        return " and ".join(said)

    def __str__(self) -> str:
        return self.text


def shelf_life(text: str) -> ShelfLife:
    """Read a duration such as ``P14D``, ``P6M``, ``P1Y`` or ``PT12H``."""
    match = _WRITTEN.fullmatch(text)
    if match is None or not any(match.groups()):
        raise WrongShelfLife(f"{text!r} is not a duration such as P14D, P6M, P1Y or PT12H")
    years, months, weeks, days, hours = (int(part or 0) for part in match.groups())
    return ShelfLife(text, 12 * years + months, 7 * weeks + days, hours)
