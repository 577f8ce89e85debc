"""The CRO number: a Criminal Records Office file, of the standard or short-file series."""

import re
from datetime import date

from throughcare.codes.checked import Checked, Kind, System, bad, good
from throughcare.codes.letters import check_letter, judge

STANDARD = re.compile(r"([0-9]{1,6})/([0-9]{2})([A-Z])")
SHORT_FILE = re.compile(r"SF([0-9]{2})/([0-9]{1,6})([A-Z])")


def read(given: str, on: date, synthetic: bool) -> Checked:
    """Check a CRO number of either series."""
    text = given.strip().upper()
    if parts := STANDARD.fullmatch(text):
        serial, year, letter = parts[1].zfill(6), parts[2], parts[3]
        canonical = f"{serial}/{year}{letter}"
    elif parts := SHORT_FILE.fullmatch(text):
        # The short-file series is checked on the serial as written: padding changes the letter.
        year, serial, letter = parts[1], parts[2], parts[3]
        canonical = text
    else:
        return bad(
            Kind.CRO,
            given,
            "A CRO number is up to 6 digits, a slash, 2 digits and a letter, such as 065656/91H,"
            " or starts with SF, such as SF05/482703J.",
        )
    reason, made_up = judge(letter, check_letter(year + serial), synthetic=synthetic)
    if reason:
        return bad(Kind.CRO, given, reason, synthetic=made_up)
    return good(Kind.CRO, given, canonical, synthetic=made_up)


SYSTEM = System(
    kind=Kind.CRO,
    name="CRO number",
    example="000999/24S",
    owner="the police",
    source="ministryofjustice hmpps-person-record, CROIdentifier and its tests (MIT)",
    status="verified",
    read=read,
)
