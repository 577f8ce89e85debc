"""What was typed into the one search box, read as numbers, a date of birth and a name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from throughcare.codes import KINDS, Kind, check
from throughcare.people.rules.dates_asked import (
    BornAsked,
    days_that_may_be,
    read_born,
)
from throughcare.people.rules.terms import NUMBERS_OF_A_PERSON, search_key

NHS_IN_GROUPS = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
FAMILY_FIRST = re.compile(r"^\s*[^\W\d][^,]*,\s*[^\W\d]")
LOOKS_LIKE = (
    (Kind.PNC, re.compile(r"(?:\d{2}|\d{4})/\d{1,7}[A-Za-z]")),
    (Kind.CRO, re.compile(r"\d{1,6}/\d{2}[A-Za-z]|SF\d{2}/\d{1,6}[A-Za-z]", re.I)),
    (Kind.ASN, re.compile(r"\d{2}/[A-Za-z0-9]{4,5}/[A-Za-z0-9]{2}/\d{1,11}[A-Za-z]")),
)
LONGEST = 200

__all__ = ["Asked", "days_that_may_be", "read_search"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it was understood.

    `born` are the days that count as the date of birth, the one that was typed first; `between`
    the first and last day of a month, year or age that was typed, and `about` says which of these.
    `family_first` says that a comma stood after the family name. `wrong` says of a number that
    looks like one kind why it cannot be one.
    """

    text: str
    numbers: frozenset[tuple[Kind, str]] = frozenset()
    name: str = ""
    family_first: bool = False
    born: tuple[date, ...] = ()
    between: tuple[date, date] | None = None
    about: str = ""
    wrong: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to search for."""
        return not (self.numbers or self.name or self.dated)

    @property
    def dated(self) -> bool:
        """Whether anything was said of the date of birth."""
        return bool(self.born or self.between)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name."""
        return tuple(self.name.split())


def read_search(text: str, *, on: date) -> Asked:
    """Read what was typed; `on` settles ages, and the century of years with two digits."""
    text = " ".join(text.replace("\0", " ").split())[:LONGEST]
    numbers = frozenset(_numbers(text, on))
    born, left = read_born(NHS_IN_GROUPS.sub(" ", text), on) if text else (BornAsked(), "")
    words = [word for word in left.split() if not any(c.isdigit() for c in word)]
    return Asked(
        text=text,
        numbers=numbers,
        name=search_key(*words),
        family_first=FAMILY_FIRST.match(text) is not None,
        born=born.days,
        between=born.between,
        about=born.about,
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
    for kind, form in LOOKS_LIKE:
        if form.fullmatch(text):
            return f"{KINDS[kind].name}: {check(kind, text, on=on, synthetic=True).reason}"
    return ""
