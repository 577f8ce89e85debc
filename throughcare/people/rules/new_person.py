"""What is said of somebody when a record is opened or put right, before anything is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple, cast

from throughcare.access.roles import Purpose
from throughcare.codes import EthnicCategory, Kind, check
from throughcare.people.rules.terms import (
    ADDRESS_KIND_WORDS,
    NUMBERS_OF_A_PERSON,
    SEX_IN_WORDS,
    AddressKind,
    BornPrecision,
    NameKind,
    Sex,
    Source,
    search_key,
)


@dataclass(frozen=True, slots=True)
class NewName:
    """One name; at least one of its two parts is there."""

    given: str = ""
    family: str = ""
    kind: NameKind = NameKind.LEGAL

    @property
    def whole(self) -> str:
        """The name as it is said."""
        return f"{self.given} {self.family}".strip()

    @property
    def key(self) -> str:
        """The name folded for comparison."""
        return search_key(self.given, self.family)


class GivenNumber(NamedTuple):
    """A number as it was given, and whether its issuer confirmed that it is this person's.

    `from_on` and `until_on` are the first and the last day on which it was theirs, where known: a
    number that ended still says who somebody is.
    """

    kind: Kind
    given: str
    verified: bool = False
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewAddress:
    """Where somebody lives, or that they have no fixed address."""

    lines: str = ""
    postcode: str = ""
    no_fixed_abode: bool = False
    kind: AddressKind = AddressKind.HOME
    from_on: date | None = None

    @property
    def said(self) -> str:
        """The address on one line."""
        if self.no_fixed_abode:
            return "No fixed address"
        said = ", ".join(part for part in (*self.lines.splitlines(), self.postcode) if part)
        if self.kind is AddressKind.HOME:
            return said
        return f"{said} ({ADDRESS_KIND_WORDS[self.kind].lower()})"


ORDER: dict[str, int] = {
    kind: place for kinds in (NameKind, NUMBERS_OF_A_PERSON) for place, kind in enumerate(kinds)
}
"""In which order the names and the numbers of a person stand."""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Who somebody is, as one source says it. What is not said stays unknown.

    `identifiers` may be plain pairs of kind and number; only numbers of a person. `born_on` is
    the first day of what is known of the date of birth, and `born_precision` says how much that is.
    Raises ValueError without any name, or with a date of birth of unknown precision.
    """

    names: Sequence[NewName]
    source: Source
    born_on: date | None = None
    born_precision: BornPrecision = BornPrecision.UNKNOWN
    sex: Sex = Sex.UNKNOWN
    gender: str = ""
    pronouns: str = ""
    ethnicity: EthnicCategory = EthnicCategory.NOT_KNOWN
    ethnicity_given: str = ""
    ethnicity_by_others: str = ""
    identifiers: Sequence[tuple[Kind, str] | GivenNumber] = ()
    language: str = ""
    interpreter: bool | None = None
    phone: str = ""
    safe_to_contact: bool | None = None
    address: NewAddress | None = None

    def __post_init__(self) -> None:
        # One order, so that the same details are equal however they came.
        names = tuple(
            sorted({n for n in self.names if n.key}, key=lambda n: (ORDER[n.kind], n.key))
        )
        held = {(n.kind, n.given): n for n in (GivenNumber(*each) for each in self.identifiers)}
        if not names:
            raise ValueError("a person needs a name")
        if (self.born_on is None) != (self.born_precision is BornPrecision.UNKNOWN):
            raise ValueError("a date of birth and how much of it is known go together")
        object.__setattr__(self, "names", names)
        identifiers = sorted(held.values(), key=lambda n: (ORDER[n.kind], n.given))
        object.__setattr__(self, "identifiers", tuple(identifiers))

    @property
    def main_name(self) -> NewName:
        """The name to show: the legal one, else the first."""
        return next((n for n in self.names if n.kind is NameKind.LEGAL), self.names[0])

    @property
    def shown_name(self) -> str:
        """The name to show in lists."""
        return self.main_name.whole

    @property
    def sort_name(self) -> str:
        """The name to sort lists by: family name first."""
        return search_key(self.main_name.family, self.main_name.given)

    @property
    def known_as(self) -> str:
        """The name that the person uses, where it differs."""
        return next((n.whole for n in self.names if n.kind is NameKind.KNOWN_AS), "")

    @property
    def numbers(self) -> tuple[GivenNumber, ...]:
        """The numbers, each with its kind."""
        return cast("tuple[GivenNumber, ...]", self.identifiers)  # made so as they came

    @property
    def collected_for(self) -> Purpose:
        """Why this is collected: what custody recorded, to keep safe; everything else, to care."""
        custody = self.source is Source.CUSTODY_RECORD
        return Purpose.CUSTODY_SAFETY if custody else Purpose.CARE


@lru_cache(maxsize=8192)
def canonical(number: GivenNumber, *, on: date, synthetic: bool) -> str:
    """The form to compare, or nothing when the number is not valid. Asked twice of each row."""
    return check(number.kind, number.given, on=on, synthetic=synthetic).canonical or ""


def born_in_words(born_on: date | None, precision: BornPrecision) -> str:
    """What is known of a date of birth: "27 March 1992", "March 1992", "1992", "about 1992"."""
    if born_on is None:
        return ""
    return {
        BornPrecision.DAY: f"{born_on.day} {born_on:%B} {born_on.year}",
        BornPrecision.MONTH: f"{born_on:%B} {born_on.year}",
        BornPrecision.YEAR: f"{born_on.year}",
    }.get(precision, f"about {born_on.year}")


def period_in_words(number: GivenNumber) -> str:
    """From when until when a number is somebody's, to stand after it; "" where nobody said."""
    days = {"from": number.from_on, "until": number.until_on}
    said = (f" {word} {day.day} {day:%B} {day.year}" for word, day in days.items() if day)
    return "".join(said)


def _yes_no(answer: bool | None) -> str:
    return "" if answer is None else ("Yes" if answer else "No")


def details_in_words(person: NewPerson) -> dict[str, str]:
    """Every detail under its label, as a page shows it; what is not known is empty."""
    told = {
        "Given names": person.main_name.given,
        "Family name": person.main_name.family,
        "Known as": person.known_as,
        "Other names": ", ".join(n.whole for n in person.names if n.kind is NameKind.ALIAS),
        "Earlier names": ", ".join(n.whole for n in person.names if n.kind is NameKind.PREVIOUS),
        "Date of birth": born_in_words(person.born_on, person.born_precision),
        "Sex registered at birth": "" if person.sex is Sex.UNKNOWN else SEX_IN_WORDS[person.sex],
        "Gender": person.gender,
        "Pronouns": person.pronouns,
        "Ethnicity": (
            "" if person.ethnicity is EthnicCategory.NOT_KNOWN else person.ethnicity.label
        ),
        "Ethnicity as others recorded it": person.ethnicity_by_others,
        "First language": person.language,
        "Interpreter needed": _yes_no(person.interpreter),
        "Telephone": person.phone,
        "Safe to contact": _yes_no(person.safe_to_contact),
        "Address": person.address.said if person.address else "",
    }
    return told | number_words(person)


def number_words(person: NewPerson) -> dict[str, str]:
    """The NHS number and the PNC number, as they were given."""
    labels = {Kind.NHS_NUMBER: "NHS number", Kind.PNC: "PNC number"}
    return {
        label: ", ".join(n.given for n in person.numbers if n.kind is kind)
        for kind, label in labels.items()
    }
