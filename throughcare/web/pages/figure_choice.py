"""Which days, which place and whom: the choice above every figure, read from the address."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import QueryDict

from throughcare.returns.choosing import Wanted
from throughcare.tables.values import Period
from throughcare.web.dates import NotRead, read_date
from throughcare.web.words import day

LATEST = {"30": 30, "90": 90}
LONGEST = 731  # days; two years with a leap day
PEOPLE = {"adults": "adults only", "under-18": "people under 18 only"}


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, as typed and as read; errors are of field id and message."""

    period: Period
    named: str
    typed_from: str
    typed_to: str
    wanted: Wanted
    errors: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """The choice in a sentence, for the head of a page or file."""
        said = f"People who arrived from {day(self.period.first)} to {day(self.period.last)}"
        where = f", {self.wanted.place}" if self.wanted.place else ", all places"
        whom = f", {PEOPLE[self.wanted.people]}" if self.wanted.people else ""
        return f"{said}{where}{whom}"

    def address(self, **more: str) -> str:
        """The choice as the end of an address, with what else a link needs."""
        said = {
            "period": self.named,
            "from": self.typed_from if self.named == "dates" else "",
            "to": self.typed_to if self.named == "dates" else "",
            "place": self.wanted.place,
            "people": self.wanted.people,
            **more,
        }
        return "?" + urlencode({key: value for key, value in said.items() if value})


def read_choice(asked: QueryDict, today: date) -> Choice:
    """The choice that an address makes; without one, the last 90 days and everybody.

    Dates that cannot be read are said as errors, and the last 90 days are shown.
    """
    typed_from, typed_to = asked.get("from", "").strip(), asked.get("to", "").strip()
    named = asked.get("period", "dates" if typed_from or typed_to else "90")
    errors: list[tuple[str, str]] = []
    period = _latest(LATEST.get(named, 90), today)
    if named == "dates":
        first = _read(typed_from, "from", "first day", errors)
        last = _read(typed_to, "to", "last day", errors)
        if first and last and not errors:
            errors += _wrong(first, last)
            period = period if errors else Period(first, last)
    elif named not in LATEST:
        named = "90"
    people = asked.get("people", "")
    wanted = Wanted(asked.get("place", ""), people if people in PEOPLE else "")
    return Choice(period, named, typed_from, typed_to, wanted, tuple(errors))


def read_day(text: str, what: str = "date") -> date:
    """A day as people type it: 1/10/2026, 2026-10-01 or 1 October 2026. Raises NotRead."""
    parts = [part for part in re.split(r"[\s/.\-]+", text.strip()) if part]
    if len(parts) != 3:
        raise NotRead(f"Enter the {what} with day, month and year, like 1 10 2026")
    year_first = len(parts[0]) == 4
    day_of, month, year = reversed(parts) if year_first else parts
    read = read_date(day_of, month, year, what=what).complete()
    if read is None:
        raise NotRead(f"Enter the {what} with day, month and year, like 1 10 2026")
    return read


def _latest(days: int, today: date) -> Period:
    return Period(today - timedelta(days=days - 1), today)


def _read(text: str, field: str, what: str, errors: list[tuple[str, str]]) -> date | None:
    if not text:
        errors.append((field, f"Enter the {what}"))
        return None
    try:
        return read_day(text, what)
    except NotRead as wrong:
        errors.append((field, wrong.message))
        return None


def _wrong(first: date, last: date) -> list[tuple[str, str]]:
    if last < first:
        return [("to", "The last day must be the same as or after the first day")]
    if (last - first).days >= LONGEST:
        return [("from", "Choose two years at most")]
    return []
