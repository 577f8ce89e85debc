"""Ethnic category as the NHS in England collects it: self-defined, never read off a face."""

from datetime import date
from enum import StrEnum
from typing import Final

from throughcare.codes.checked import Checked, Kind, System, bad, good

CODE_SYSTEM: Final = "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland"
SOURCE: Final = "HL7 UK Core, ethnic category (England); Mental Health Services Data Set (verified)"


class EthnicGroup(StrEnum):
    """The groups in which ethnic categories are reported."""

    WHITE = "White"
    MIXED = "Mixed"
    ASIAN = "Asian or Asian British"
    BLACK = "Black or Black British"
    OTHER = "Other ethnic group"
    NOT_STATED = "Not stated"
    NOT_KNOWN = "Not known"


class EthnicCategory(StrEnum):
    """Sixteen categories, not stated (asked, preferred not to say) and not known (not asked)."""

    WHITE_BRITISH = "A"
    WHITE_IRISH = "B"
    WHITE_OTHER = "C"
    MIXED_WHITE_AND_BLACK_CARIBBEAN = "D"
    MIXED_WHITE_AND_BLACK_AFRICAN = "E"
    MIXED_WHITE_AND_ASIAN = "F"
    MIXED_OTHER = "G"
    INDIAN = "H"
    PAKISTANI = "J"
    BANGLADESHI = "K"
    ASIAN_OTHER = "L"
    CARIBBEAN = "M"
    AFRICAN = "N"
    BLACK_OTHER = "P"
    CHINESE = "R"
    OTHER = "S"
    NOT_STATED = "Z"
    NOT_KNOWN = "99"

    @property
    def label(self) -> str:
        """The words shown beside the code."""
        return _LABELS[self]

    @property
    def group(self) -> EthnicGroup:
        """The group in which the category is reported."""
        return _GROUPS[self]


_LABELS: Final = {
    EthnicCategory.WHITE_BRITISH: "White British",
    EthnicCategory.WHITE_IRISH: "White Irish",
    EthnicCategory.WHITE_OTHER: "Any other White background",
    EthnicCategory.MIXED_WHITE_AND_BLACK_CARIBBEAN: "White and Black Caribbean",
    EthnicCategory.MIXED_WHITE_AND_BLACK_AFRICAN: "White and Black African",
    EthnicCategory.MIXED_WHITE_AND_ASIAN: "White and Asian",
    EthnicCategory.MIXED_OTHER: "Any other mixed background",
    EthnicCategory.INDIAN: "Indian",
    EthnicCategory.PAKISTANI: "Pakistani",
    EthnicCategory.BANGLADESHI: "Bangladeshi",
    EthnicCategory.ASIAN_OTHER: "Any other Asian background",
    EthnicCategory.CARIBBEAN: "Caribbean",
    EthnicCategory.AFRICAN: "African",
    EthnicCategory.BLACK_OTHER: "Any other Black background",
    EthnicCategory.CHINESE: "Chinese",
    EthnicCategory.OTHER: "Any other ethnic group",
    EthnicCategory.NOT_STATED: "Not stated",
    EthnicCategory.NOT_KNOWN: "Not known",
}

_CODES_IN_GROUP: Final = {
    EthnicGroup.WHITE: "ABC",
    EthnicGroup.MIXED: "DEFG",
    EthnicGroup.ASIAN: "HJKL",
    EthnicGroup.BLACK: "MNP",
    EthnicGroup.OTHER: "RS",
    EthnicGroup.NOT_STATED: "Z",
}

_GROUPS: Final = {
    EthnicCategory(code): group for group, codes in _CODES_IN_GROUP.items() for code in codes
} | {EthnicCategory.NOT_KNOWN: EthnicGroup.NOT_KNOWN}

# Codes that national tables still hold and that end there on a date: not collected now.
ENDED: Final = {"T": "Gypsy or Irish Traveller", "U": "Roma", "V": "Arab"}
_BY_LABEL: Final = {category.label.casefold(): category for category in EthnicCategory}


def read(given: str, on: date, synthetic: bool) -> Checked:
    """Check an NHS ethnic category, given as its code or in the words of the national list."""
    text = " ".join(given.split())
    found = _BY_LABEL.get(text.casefold())
    if found is None and text.upper() in set(EthnicCategory):
        found = EthnicCategory(text.upper())
    if found is not None:
        return good(Kind.ETHNICITY, given, found.value)
    if ended := ENDED.get(text.upper()):
        reason = f"{text.upper()} ({ended}) is not collected as an NHS category now."
        return bad(Kind.ETHNICITY, given, f"{reason} Keep it as it was given.")
    return bad(
        Kind.ETHNICITY,
        given,
        "An NHS ethnic category is a letter of the national list, such as A or M, or 99.",
    )


def show(canonical: str) -> str:
    """The words of the category."""
    return EthnicCategory(canonical).label


SYSTEM = System(
    kind=Kind.ETHNICITY,
    name="ethnic category",
    example="A",
    owner="NHS England",
    source=SOURCE,
    status="verified",
    read=read,
    show=show,
)
