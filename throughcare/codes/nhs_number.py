"""The NHS number: ten digits, the last one worked out from the other nine."""

import re
from dataclasses import dataclass
from datetime import date
from operator import mul

from throughcare.codes.checked import Checked, Kind, System, bad, good

LAYOUT = re.compile(r"([0-9]{3})([ -]?)([0-9]{3})\2([0-9]{4})")
# Numbers that begin with 999 are well formed and have never been issued to anybody.
SYNTHETIC_PREFIX = "999"


@dataclass(frozen=True, slots=True)
class NumberRange:
    """A band of ten-digit numbers, first and last included, and who issues it."""

    first: str
    last: str
    issuer: str


# Source: uk-fci nhs-number, constants.py (MIT); agrees with the NHS Data Dictionary where read.
RANGES = (
    NumberRange("0000000010", "0099999999", "unallocated"),
    NumberRange("0100000000", "3112999999", "Scotland CHI"),
    NumberRange("3113000000", "3199999999", "unallocated"),
    NumberRange("3200000000", "3999999999", "Northern Ireland"),
    NumberRange("4000000000", "4999999999", "England, Wales, Isle of Man"),
    NumberRange("5000000000", "5999999999", "not issued"),
    NumberRange("6000000000", "7999999999", "England, Wales, Isle of Man"),
    NumberRange("8000000000", "8599999999", "Ireland IHI"),
    NumberRange("8600000000", "8999999999", "unallocated"),
    NumberRange("9000000000", "9999999999", "not issued, synthetic and test"),
)

WEIGHTS = tuple(range(10, 1, -1))


def check_digit(stem: str) -> str | None:
    """The tenth digit for nine digits by modulus 11, or None where no digit can complete them."""
    total = sum(map(mul, map(int, stem), WEIGHTS))
    remainder = 11 - total % 11
    if remainder == 10:
        return None
    return str(remainder % 11)


def range_of(number: str) -> NumberRange | None:
    """The band that a ten-digit number falls into; None for the few numbers below every band."""
    return next((band for band in RANGES if band.first <= number <= band.last), None)


def is_synthetic(number: str) -> bool:
    """Whether a ten-digit number may stand in practice data: it begins with 999."""
    return number.startswith(SYNTHETIC_PREFIX)


def read(given: str, on: date, synthetic: bool) -> Checked:
    """Check an NHS number written together, or 3-3-4 with spaces or with hyphens."""
    layout = LAYOUT.fullmatch(given.replace("\u00a0", " ").strip())
    if layout is None:
        return bad(
            Kind.NHS_NUMBER,
            given,
            "An NHS number is 10 digits, written together or in groups of 3, 3 and 4.",
        )
    number = layout[1] + layout[3] + layout[4]
    if number == "0" * 10:
        # Ten zeros agree with the check but are what people type when there is no number.
        return bad(Kind.NHS_NUMBER, given, "Ten zeros stand for no number.")
    if check_digit(number[:9]) != number[9]:
        return bad(
            Kind.NHS_NUMBER,
            given,
            "The last digit does not agree with the other nine, so something was mistyped.",
            synthetic=is_synthetic(number),
        )
    return good(Kind.NHS_NUMBER, given, number, synthetic=is_synthetic(number))


def show(canonical: str) -> str:
    """The number in groups of 3, 3 and 4, as it is read aloud."""
    return f"{canonical[:3]} {canonical[3:6]} {canonical[6:]}"


SYSTEM = System(
    kind=Kind.NHS_NUMBER,
    name="NHS number",
    example="999 000 0018",
    owner="NHS England",
    source="NHS Data Dictionary, modulus 11; published example 943 476 5919",
    status="verified",
    read=read,
    show=show,
)
