"""Identifiers with a form but no check digit: prison number, CRN, offence code and ODS code."""

import re
from datetime import date

from throughcare.codes.checked import Checked, Kind, System, bad, good
from throughcare.codes.letters import MADE_UP

# No range is set aside for made-up numbers, so a prefix breaks the live form on purpose.
SYNTHETIC_PREFIX = "SYN-"

PRISON_NUMBER = re.compile(r"[A-Z][0-9]{4}[A-Z]{2}")
CRN = re.compile(r"[A-Z][0-9]{6}")
OFFENCE_CODE = re.compile(r"[A-Z]{2}[0-9]{5}[A-Z]?")
ODS = re.compile(r"[A-Z0-9]{3,9}")


def read_person_number(
    kind: Kind, form: re.Pattern[str], reason: str, given: str, synthetic: bool
) -> Checked:
    """Check a number that a justice system gives to a person; capital letters only."""
    text = given.strip()
    made_up = text.startswith(SYNTHETIC_PREFIX)
    if form.fullmatch(text.removeprefix(SYNTHETIC_PREFIX)) is None:
        return bad(kind, given, reason, synthetic=made_up)
    if made_up and not synthetic:
        return bad(kind, given, MADE_UP, synthetic=True)
    return good(kind, given, text, synthetic=made_up)


def read_prison_number(given: str, on: date, synthetic: bool) -> Checked:
    """Check a prison number (also called NOMIS number)."""
    reason = "A prison number is a capital letter, 4 digits and 2 capital letters, like A1234BC."
    return read_person_number(Kind.PRISON_NUMBER, PRISON_NUMBER, reason, given, synthetic)


def read_crn(given: str, on: date, synthetic: bool) -> Checked:
    """Check a probation case reference number."""
    reason = "A probation case reference number is a capital letter and 6 digits, like X123456."
    return read_person_number(Kind.CRN, CRN, reason, given, synthetic)


def read_offence_code(given: str, on: date, synthetic: bool) -> Checked:
    """Check the form of a Criminal Justice System offence code, not that the offence exists."""
    text = given.strip().upper()
    if OFFENCE_CODE.fullmatch(text) is None:
        reason = "An offence code is 2 letters, 5 digits and sometimes a letter, such as TH68001."
        return bad(Kind.OFFENCE_CODE, given, reason)
    return good(Kind.OFFENCE_CODE, given, text)


def read_ods(given: str, on: date, synthetic: bool) -> Checked:
    """Check the form of an organisation's ODS code, not that the organisation exists."""
    text = given.strip().upper()
    if ODS.fullmatch(text) is None:
        reason = "An ODS code is 3 to 9 letters and digits without spaces, such as Y12345."
        return bad(Kind.ODS, given, reason)
    return good(Kind.ODS, given, text)


_PRISON_PAGES = "ministryofjustice prison visits and prisoner search code, number patterns"

SYSTEMS = (
    System(
        kind=Kind.PRISON_NUMBER,
        name="prison number",
        example="SYN-A0001AA",
        owner="HM Prison and Probation Service",
        source=_PRISON_PAGES,
        status="verified",
        read=read_prison_number,
    ),
    System(
        kind=Kind.CRN,
        name="probation case reference number",
        example="SYN-X000001",
        owner="HM Prison and Probation Service",
        source=_PRISON_PAGES,
        status="verified",
        read=read_crn,
    ),
    System(
        kind=Kind.OFFENCE_CODE,
        name="offence code",
        example="TH68001",
        owner="Ministry of Justice",
        source="published sample court hearing; the form only",
        status="verified form",
        read=read_offence_code,
    ),
    System(
        kind=Kind.ODS,
        name="ODS code",
        example="Y12345",
        owner="NHS England",
        source="NHS England developer guide (at most 9 characters) and NHS Data Dictionary",
        status="partly verified",
        read=read_ods,
    ),
)
