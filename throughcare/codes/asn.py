"""The arrest summons number: one arrest or summons, by force, year and sequence."""

import re
from datetime import date

from throughcare.codes.checked import Checked, Kind, System, bad, good
from throughcare.codes.letters import check_letter as letter_for
from throughcare.codes.letters import judge

TOGETHER = re.compile(r"[0-9]{2}[A-Z0-9]{6,7}[0-9]{11}[A-Z]")
WITH_SLASHES = re.compile(r"([0-9]{2})/([A-Z0-9]{4,5})/([A-Z0-9]{2})/([0-9]{1,11})([A-Z])")
SEQUENCE = 11


def check_letter(stem: str) -> str:
    """The check letter for the 19 characters before it (20 with a top-level code).

    Force and system count only where they are all digits; the unit never counts. A top-level
    code is left out: published sources do not settle how it counts, so that form is uncertain.
    """
    year, organisation, sequence = stem[:2], stem[2:-SEQUENCE], stem[-SEQUENCE:]
    force, system = organisation[-6:-4], organisation[-2:]
    counted = "".join(part for part in (force, system) if part.isdigit())
    return letter_for(counted + year + sequence)


def read(given: str, on: date, synthetic: bool) -> Checked:
    """Check an arrest summons number, written together or in its short form with slashes."""
    text = given.strip().upper()
    if parts := WITH_SLASHES.fullmatch(text):
        text = parts[1] + parts[2] + parts[3] + parts[4].zfill(SEQUENCE) + parts[5]
    if TOGETHER.fullmatch(text) is None:
        return bad(
            Kind.ASN,
            given,
            "An arrest summons number is 20 characters, such as 1101ZD0100000448754K,"
            " or its short form, such as 11/01ZD/01/448754K.",
        )
    reason, made_up = judge(text[-1], check_letter(text[:-1]), synthetic=synthetic)
    if reason:
        return bad(Kind.ASN, given, reason, synthetic=made_up)
    return good(Kind.ASN, given, text, synthetic=made_up)


def show(canonical: str) -> str:
    """The short form with slashes, its sequence without leading zeros."""
    year, organisation = canonical[:2], canonical[2 : -SEQUENCE - 1]
    sequence = int(canonical[-SEQUENCE - 1 : -1])
    return f"{year}/{organisation[:-2]}/{organisation[-2:]}/{sequence}{canonical[-1]}"


SYSTEM = System(
    kind=Kind.ASN,
    name="arrest summons number",
    example="24ZZZZ0100000000001S",
    owner="the police and the courts",
    source="ministryofjustice bichard7-next-core, Asn and its tests",
    status="verified; the 21-character form with a top-level code is partly verified",
    read=read,
    show=show,
)
