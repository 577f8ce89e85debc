"""Made-up numbers are all different, all well formed, and can belong to nobody."""

from collections.abc import Callable
from datetime import date

import pytest

from throughcare.codes import (
    check,
    synthetic_asn,
    synthetic_crn,
    synthetic_cro,
    synthetic_nhs_number,
    synthetic_pnc,
    synthetic_prison_number,
)
from throughcare.codes.synthetic import NHS_NUMBERS, _numbers_up_to_block

ON = date(2026, 6, 1)


def test_made_up_nhs_numbers_come_in_order_and_skip_those_without_a_check_digit() -> None:
    assert [synthetic_nhs_number(n) for n in range(5)] == [
        "9990000018",
        "9990000026",
        "9990000034",
        "9990000042",
        "9990000050",
    ]
    # The stem 999 000 014 has no check digit and is passed over.
    assert synthetic_nhs_number(12) == "9990000131"
    assert synthetic_nhs_number(13) == "9990000158"
    assert synthetic_nhs_number(NHS_NUMBERS - 1) == "9999999999"


def test_as_many_made_up_nhs_numbers_exist_as_the_arithmetic_says() -> None:
    assert _numbers_up_to_block()[-1] == NHS_NUMBERS == 1_000_000 - 90_909


MAKERS = [
    ("nhs-number", synthetic_nhs_number),
    ("pnc", lambda n: synthetic_pnc(2024, n)),
    ("cro", lambda n: synthetic_cro(2024, n)),
    ("asn", lambda n: synthetic_asn(2024, n)),
    ("prison-number", synthetic_prison_number),
    ("crn", synthetic_crn),
]


@pytest.mark.parametrize(("kind", "make"), MAKERS)
def test_made_up_numbers_are_different_and_accepted_as_made_up(
    kind: str, make: Callable[[int], str]
) -> None:
    made = [make(n) for n in range(20_001)]
    assert len(set(made)) == len(made)
    checked = [check(kind, value, on=ON, synthetic=True) for value in made]
    assert all(one.valid and one.synthetic and one.canonical == one.given for one in checked)


@pytest.mark.parametrize(("kind", "make"), MAKERS)
@pytest.mark.parametrize("n", [-1, 10**12])
def test_a_made_up_number_outside_its_range_is_refused(
    kind: str, make: Callable[[int], str], n: int
) -> None:
    with pytest.raises(ValueError, match="outside the made-up numbers"):
        make(n)


def test_the_first_made_up_prison_number_and_case_reference_are_as_documented() -> None:
    assert synthetic_prison_number(1) == "SYN-A0001AA"
    assert synthetic_crn(1) == "SYN-X000001"
