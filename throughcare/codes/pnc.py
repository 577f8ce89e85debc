"""The PNC identifier: a person on the Police National Computer, by year and serial."""

import re
from datetime import date

from throughcare.codes.checked import Checked, Kind, System, bad, good
from throughcare.codes.letters import check_letter, judge

WITH_SLASH = re.compile(r"([0-9]{4}|[0-9]{2})/([0-9]{1,7})([A-Z])")
LONG = re.compile(r"([0-9]{4})([0-9]{7})([A-Z])")
SHORT = re.compile(r"([0-9]{2})([0-9]{1,7})([A-Z])")


def full_year(year: str, on: date) -> str:
    """The four-digit year; two digits up to those of the year of `on` are this century's."""
    if len(year) == 4:
        return year
    return f"20{year}" if int(year) <= on.year % 100 else f"19{year}"


def read(given: str, on: date, synthetic: bool) -> Checked:
    """Check a PNC identifier, long or short, with or without slash; `on` settles the century."""
    text = given.strip().upper()
    parts = WITH_SLASH.fullmatch(text) or LONG.fullmatch(text) or SHORT.fullmatch(text)
    if parts is None:
        return bad(
            Kind.PNC,
            given,
            "A PNC identifier is a year, up to 7 digits and a letter, such as 2002/0073319Z.",
        )
    year, serial, letter = full_year(parts[1], on), parts[2].zfill(7), parts[3]
    reason, made_up = judge(letter, check_letter(year[2:] + serial), synthetic=synthetic)
    if reason:
        return bad(Kind.PNC, given, reason, synthetic=made_up)
    return good(Kind.PNC, given, f"{year}/{serial}{letter}", synthetic=made_up)


SYSTEM = System(
    kind=Kind.PNC,
    name="PNC identifier",
    example="2024/0000001S",
    owner="the police",
    source="ministryofjustice hmpps-person-record, PNCIdentifier and its tests (MIT)",
    status="verified",
    read=read,
)
