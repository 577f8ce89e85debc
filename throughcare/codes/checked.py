"""What came of checking an identifier: the answer, the form to keep, and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """The identifiers and codes that can be checked."""

    NHS_NUMBER = "nhs-number"
    PNC = "pnc"
    CRO = "cro"
    ASN = "asn"
    PRISON_NUMBER = "prison-number"
    CRN = "crn"
    OFFENCE_CODE = "offence-code"
    ODS = "ods"
    POSTCODE = "postcode"
    ETHNICITY = "ethnicity"
    ETHNICITY_HMPPS = "ethnicity-hmpps"


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer to "is this a well-formed identifier of this kind?".

    `given` is kept exactly as it came. `canonical` is the one form to store and compare, and is
    None when the identifier is not valid. `reason` is one sentence when it is not valid, else
    empty. `synthetic` says that it belongs to a made-up person and to practice data only.
    """

    kind: Kind
    given: str
    valid: bool
    canonical: str | None
    reason: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class System:
    """One system of identifiers: who runs it, how it is read and how it is shown."""

    kind: Kind
    name: str
    example: str
    owner: str
    source: str
    status: str
    read: Callable[[str, date, bool], Checked]
    show: Callable[[str], str] = str


def good(kind: Kind, given: str, canonical: str, *, synthetic: bool = False) -> Checked:
    """A well-formed identifier, with the form to keep."""
    return Checked(kind, given, True, canonical, "", synthetic)


def bad(kind: Kind, given: str, reason: str, *, synthetic: bool = False) -> Checked:
    """An identifier to keep as it was supplied and never to match people on."""
    return Checked(kind, given, False, None, reason, synthetic)
