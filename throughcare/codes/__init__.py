"""Is this number well formed? Identifiers and codes of health and justice, as types."""

from datetime import date

from throughcare.codes import (
    asn,
    by_pattern,
    cro,
    ethnicity,
    justice_ethnicity,
    nhs_number,
    pnc,
    postcode,
)
from throughcare.codes.checked import Checked, Kind, System, bad
from throughcare.codes.ethnicity import EthnicCategory, EthnicGroup
from throughcare.codes.justice_ethnicity import MappedEthnicity, nhs_category
from throughcare.codes.nhs_number import NumberRange, range_of
from throughcare.codes.synthetic import (
    synthetic_asn,
    synthetic_crn,
    synthetic_cro,
    synthetic_nhs_number,
    synthetic_pnc,
    synthetic_prison_number,
)

__all__ = [
    "KINDS",
    "Checked",
    "EthnicCategory",
    "EthnicGroup",
    "Kind",
    "MappedEthnicity",
    "NumberRange",
    "System",
    "check",
    "display",
    "nhs_category",
    "range_of",
    "synthetic_asn",
    "synthetic_crn",
    "synthetic_cro",
    "synthetic_nhs_number",
    "synthetic_pnc",
    "synthetic_prison_number",
]

KINDS: dict[Kind, System] = {
    system.kind: system
    for system in (
        nhs_number.SYSTEM,
        pnc.SYSTEM,
        cro.SYSTEM,
        asn.SYSTEM,
        *by_pattern.SYSTEMS,
        postcode.SYSTEM,
        ethnicity.SYSTEM,
        justice_ethnicity.SYSTEM,
    )
}


def check(kind: str, value: str, *, on: date, synthetic: bool = False) -> Checked:
    """Check an identifier and bring it to the one form to keep.

    `on` is the day on which it is read, which settles the century of a two-digit PNC year.
    `synthetic` accepts made-up numbers as well, for practice data. An NHS number that begins
    with 999 is well formed either way and is marked synthetic either way.
    Raises ValueError for a kind that does not exist.
    """
    system = KINDS[Kind(kind)]
    if not value.strip():
        return bad(system.kind, value, f"No {system.name} was given.")
    return system.read(value, on, synthetic)


def display(kind: str, canonical: str) -> str:
    """The form in which people read the identifier; raises ValueError for an unknown kind."""
    return KINDS[Kind(kind)].show(canonical)
