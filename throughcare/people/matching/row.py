"""One way in which somebody is written down, ready to be compared: one name, one number of a kind.

Somebody with several names, or several numbers of one kind, is several rows; how well two people
fit is how well the best two of their rows fit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice, product

from throughcare.people.matching.folding import root, sound, words

PLACEHOLDER_AREA = "ZZ99"
"""Postcodes that begin like this stand for no fixed abode, abroad or not known: not for a place."""


@dataclass(frozen=True, slots=True)
class Named:
    """One name in every form in which it is compared; empty where it has no plain letters."""

    given: str
    middle: str
    family: str
    name: str
    root: str
    given_sound: str
    family_sound: str
    family_first: str
    family_last: str


@lru_cache(maxsize=65_536)
def named(given: str, family: str, middle: str = "") -> Named:
    """A name for comparison. A second given name counts as a middle name where none is said."""
    givens, families, others = words(given), words(family), words(middle)
    first = givens[0] if givens else ""
    whole = "".join(families)
    return Named(
        given=first,
        middle=others[0] if others else (givens[1] if len(givens) > 1 else ""),
        family=whole,
        name=f"{first} {whole}".strip(),
        root=root(first),
        given_sound=sound(root(first)),
        family_sound=sound(whole),
        family_first=families[0] if families else "",
        family_last=families[-1] if families else "",
    )


@dataclass(frozen=True, slots=True)
class Birth:
    """A date of birth as far as it is known. `day` is the whole date as digits, or empty."""

    day: str = ""
    turned: str = ""
    month_day: str = ""
    year: int | None = None
    month: int | None = None


NOT_KNOWN = Birth()
MONTHS = 12


@lru_cache(maxsize=32_768)
def birth(born_on: date | None, *, month: bool = True, day: bool = True) -> Birth:
    """A date of birth for comparison, of which the month and the day may not be known."""
    if born_on is None:
        return NOT_KNOWN
    if not (month and day):
        return Birth(year=born_on.year, month=born_on.month if month else None)
    year, months, days = born_on.isoformat().split("-")
    return Birth(
        day=year + months + days,
        turned=year + days + months if born_on.month != born_on.day <= MONTHS else "",
        month_day=months + days,
        year=born_on.year,
        month=born_on.month,
    )


@lru_cache(maxsize=65_536)
def place(postcode: str) -> tuple[str, str]:
    """A postcode and its district, in one spelling; nothing for one that names no place."""
    whole = "".join(postcode.split()).upper()
    if len(whole) < 5 or whole.startswith(PLACEHOLDER_AREA):
        return "", ""
    return whole, whole[:-3]


MOST_WAYS = 48
"""Somebody with more names and numbers than this allows is compared under the first of them."""

NUMBERS = ("nhs_number", "pnc", "cro", "prison_number", "crn")
"""The numbers that are weighed, by the names of their columns."""

COLUMNS = (
    "given", "middle", "family", "name", "root", "given_sound", "family_sound", "family_first",
    "family_last", "born_day", "born_turned", "born_month_day", "born_year", "born_month", "sex",
    "postcode", "district", *NUMBERS, "tf_name", "tf_given", "tf_family",
)  # fmt: skip
"""What an engine is given of each row; nothing stands for whatever is not known."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is compared of one row. Numbers are valid ones in their canonical form, or absent."""

    named: Named
    birth: Birth = NOT_KNOWN
    sex: str = ""
    postcode: str = ""
    district: str = ""
    numbers: Mapping[str, str] | None = None

    def number(self, kind: str) -> str:
        """The number of a kind, or nothing."""
        return (self.numbers or {}).get(kind, "")


def other_names(text: str) -> tuple[str, list[tuple[str, str]]]:
    """ "Other names" of an extract: the first further given name, and names of two words or more.

    Names are divided by semicolons. A name of one word is a further given name; of more words it is
    another name that the person goes by, its last word the family name.
    """
    middle, others = "", []
    for part in text.split(";"):
        *before, last = part.split() or [""]
        if before:
            others.append((" ".join(before), last))
        elif last and not middle:
            middle = last
    return middle, others


@dataclass(frozen=True, slots=True)
class Somebody:
    """Everything that one side of a comparison knows of a person.

    `numbers` are valid ones in their canonical form, each with its kind; `confirmed` are the kinds
    of which the issuer confirmed one.
    """

    names: tuple[Named, ...]
    birth: Birth = NOT_KNOWN
    sex: str = ""
    postcodes: tuple[str, ...] = ("",)
    numbers: tuple[tuple[str, str], ...] = ()
    confirmed: frozenset[str] = frozenset()

    @property
    def rows(self) -> list[Row]:
        """The ways in which the person is written down, each name with each number and postcode."""
        by_kind: dict[str, list[tuple[str, str]]] = {}
        for number in self.numbers:
            by_kind.setdefault(number[0], []).append(number)
        ways = product(self.names, self.postcodes, product(*by_kind.values()))
        return [
            Row(name, self.birth, self.sex, *place(postcode), dict(numbers))
            for name, postcode, numbers in islice(ways, MOST_WAYS)
        ]

    def held(self, kind: str) -> frozenset[str]:
        """The numbers of one kind."""
        return frozenset(number for each, number in self.numbers if each == kind)
