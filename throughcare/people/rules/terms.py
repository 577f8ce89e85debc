"""Words about people: names, dates of birth, sex, and who says so."""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from functools import lru_cache

from throughcare.codes import Kind


class NameKind(StrEnum):
    """What a name is for."""

    LEGAL = "legal"
    KNOWN_AS = "known-as"
    ALIAS = "alias"
    PREVIOUS = "previous"


NAME_KIND_WORDS = {
    NameKind.LEGAL: "Legal name",
    NameKind.KNOWN_AS: "Known as",
    NameKind.ALIAS: "Other name",
    NameKind.PREVIOUS: "Earlier name",
}


class BornPrecision(StrEnum):
    """How much of a date of birth is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ESTIMATED = "estimated"
    UNKNOWN = "unknown"


class Sex(StrEnum):
    """Sex as stated. Unknown is an answer of its own."""

    FEMALE = "female"
    MALE = "male"
    NOT_SPECIFIED = "not-specified"
    UNKNOWN = "unknown"


class Source(StrEnum):
    """Who says so."""

    PERSON = "person"
    CUSTODY_RECORD = "custody-record"
    PRACTITIONER = "practitioner"
    COURT = "court"
    NHS = "nhs"
    MERGED = "merged"


class AddressKind(StrEnum):
    """What kind of address it is. Having none is said by the address itself."""

    HOME = "home"
    STAYING = "staying"
    HOSTEL = "hostel"
    APPROVED_PREMISES = "approved-premises"
    CARE = "care"
    CORRESPONDENCE = "correspondence"


ADDRESS_KIND_WORDS = {
    AddressKind.HOME: "Home",
    AddressKind.STAYING: "Staying with others for a time",
    AddressKind.HOSTEL: "Hostel or temporary housing",
    AddressKind.APPROVED_PREMISES: "Approved premises",
    AddressKind.CARE: "Care home or supported housing",
    AddressKind.CORRESPONDENCE: "For letters only",
}

SEX_IN_WORDS = {
    Sex.FEMALE: "Female",
    Sex.MALE: "Male",
    Sex.NOT_SPECIFIED: "Not specified",
    Sex.UNKNOWN: "Not known",
}

NUMBERS_OF_A_PERSON = (
    Kind.NHS_NUMBER,
    Kind.PNC,
    Kind.CRO,
    Kind.PRISON_NUMBER,
    Kind.CRN,
    Kind.ASN,
)
"""The kinds of number by which a person is known, in the order in which a page lists them."""

ADULT_AGE = 18


def age_on(born_on: date, on: date) -> int:
    """Whole years of age on a day. Somebody born on 29 February has a birthday on 1 March."""
    had_birthday = (on.month, on.day) >= (born_on.month, born_on.day)
    return on.year - born_on.year - (0 if had_birthday else 1)


def is_child(born_on: date | None, on: date) -> bool | None:
    """Whether somebody is under 18; None when the date of birth is not known."""
    return None if born_on is None else age_on(born_on, on) < ADULT_AGE


@lru_cache(maxsize=16_384)
def search_key(*names: str) -> str:
    """Names folded for comparison: no accents, no punctuation, lower case, single spaces."""
    joined = unicodedata.normalize("NFKD", " ".join(names).replace("ß", "ss").replace("ł", "l"))
    letters = "".join(c for c in joined if not unicodedata.combining(c)).casefold()
    return " ".join(re.sub(r"[^\w]+", " ", letters.replace("'", "").replace("’", "")).split())
