"""What was typed into the one search box, read as numbers, a date of birth and a name."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from throughcare.codes import KINDS, Kind, check
from throughcare.people.rules.terms import NUMBERS_OF_A_PERSON, search_key

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMERIC = re.compile(r"(?<![\w/])(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?![\w/])")
WRITTEN = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})\b", re.I)
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
YEAR = re.compile(r"(?<!\S)(1[89]\d\d|20\d\d)(?!\S)")
NHS_IN_GROUPS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it was understood.

    `born` are the days that count as the date of birth, the one that was typed first; `year` is
    a year of birth. `wrong` says of a number that looks like one kind why it cannot be one.
    """

    text: str
    numbers: frozenset[tuple[Kind, str]] = frozenset()
    name: str = ""
    born: tuple[date, ...] = ()
    year: int | None = None
    wrong: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to search for."""
        return not (self.numbers or self.name or self.born or self.year)

    @property
    def orders(self) -> tuple[str, ...]:
        """The name with its words in every turn, for names given family name first."""
        words = self.name.split()
        return tuple(" ".join(words[n:] + words[:n]) for n in range(len(words)))


def read_search(text: str, *, on: date) -> Asked:
    """Read what was typed; `on` settles the century of years written with two digits."""
    text = " ".join(text.split())[:LONGEST]
    numbers = frozenset(_numbers(text, on))
    left = NHS_IN_GROUPS.sub(" ", text)
    born, left = _date(left, on)
    year = None
    if not born and (found := YEAR.search(left)):
        year, left = int(found[0]), left.replace(found[0], " ", 1)
    words = [word for word in left.split() if not any(c.isdigit() for c in word)]
    return Asked(
        text=text,
        numbers=numbers,
        name=search_key(*words),
        born=days_that_may_be(born) if born else (),
        year=year,
        wrong=_wrong(text, on) if not numbers else "",
    )


def _numbers(text: str, on: date) -> Iterator[tuple[Kind, str]]:
    tries = [text, *text.split(), *NHS_IN_GROUPS.findall(text)]
    for kind in NUMBERS_OF_A_PERSON:
        for one in dict.fromkeys(each for word in tries for each in (word, word.upper())):
            canonical = check(kind, one, on=on, synthetic=True).canonical
            if canonical:
                yield kind, canonical


def _wrong(text: str, on: date) -> str:
    if found := NHS_IN_GROUPS.search(text):
        return check(Kind.NHS_NUMBER, found[0], on=on, synthetic=True).reason
    if re.fullmatch(r"(?:\d{2}|\d{4})/\d{1,7}[A-Za-z]", text):
        return f"{KINDS[Kind.PNC].name}: {check(Kind.PNC, text, on=on, synthetic=True).reason}"
    return ""


def _date(text: str, on: date) -> tuple[date | None, str]:
    for pattern, order in ((ISO, "ymd"), (NUMERIC, "dmy"), (WRITTEN, "dby")):
        if not (found := pattern.search(text)):
            continue
        parts = dict(zip(order, found.groups(), strict=True))
        month = MONTHS.index(parts["b"][:3].lower()) + 1 if _month(parts) else 0
        with suppress(ValueError):
            day = date(_year(parts["y"], on), month or int(parts.get("m", 0)), int(parts["d"]))
            return day, text.replace(found[0], " ", 1)
    return None, text


def _month(parts: dict[str, str]) -> bool:
    return parts.get("b", "")[:3].lower() in MONTHS


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
