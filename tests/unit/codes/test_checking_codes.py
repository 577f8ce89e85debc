"""Checking keeps what was given, explains itself, and tells practice data from the real thing."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughcare.codes import (
    KINDS,
    Kind,
    check,
    display,
    range_of,
    synthetic_asn,
    synthetic_crn,
    synthetic_cro,
    synthetic_nhs_number,
    synthetic_pnc,
    synthetic_prison_number,
)
from throughcare.codes.letters import CHECK_LETTERS
from throughcare.codes.letters import check_letter as letter_for

ON = date(2026, 6, 1)
KIND = st.sampled_from(list(Kind))


@settings(deadline=None)
@given(KIND, st.text(), st.booleans())
def test_anything_at_all_gets_an_answer_that_keeps_what_was_given(
    kind: Kind, value: str, synthetic: bool
) -> None:
    checked = check(kind, value, on=ON, synthetic=synthetic)
    assert checked.given == value
    assert checked.valid is (checked.canonical is not None) is (checked.reason == "")


@settings(deadline=None)
@given(st.integers(0, 909_090), KIND)
def test_the_canonical_form_of_a_canonical_form_is_itself(n: int, kind: Kind) -> None:
    made_up = {
        Kind.NHS_NUMBER: synthetic_nhs_number(n),
        Kind.PNC: synthetic_pnc(2020, n),
        Kind.CRO: synthetic_cro(2020, n),
        Kind.ASN: synthetic_asn(2020, n),
        Kind.PRISON_NUMBER: synthetic_prison_number(n),
        Kind.CRN: synthetic_crn(n),
    }.get(kind, KINDS[kind].example)
    once = check(kind, made_up, on=ON, synthetic=True).canonical
    assert once is not None
    assert check(kind, once, on=ON, synthetic=True).canonical == once
    assert check(kind, display(kind, once), on=ON, synthetic=True).canonical == once


@settings(deadline=None)
@given(st.integers(1950, 2026), st.integers(0, 9_999_999))
def test_a_pnc_identifier_reads_the_same_long_short_and_without_its_slash(
    year: int, serial: int
) -> None:
    letter = letter_for(f"{year % 100:02d}{serial:07d}")
    expected = f"{year}/{serial:07d}{letter}"
    written = [expected, expected.replace("/", ""), f"{year % 100:02d}/{serial}{letter}"]
    if year > 1926:
        assert {check("pnc", form, on=ON).canonical for form in written} == {expected}


@settings(deadline=None)
@given(
    st.integers(0, 9_999_999), st.integers(0, 6), st.integers(1, 9), st.sampled_from(CHECK_LETTERS)
)
def test_one_wrong_digit_in_a_pnc_identifier_never_passes(
    serial: int, place: int, change: int, letter: str
) -> None:
    digits = f"{serial:07d}"
    other = digits[:place] + str((int(digits[place]) + change) % 10) + digits[place + 1 :]
    passes = [check("pnc", f"2020/{form}{letter}", on=ON).valid for form in (digits, other)]
    assert not all(passes)


@settings(deadline=None)
@given(st.integers(0, 909_090), st.integers(3, 9), st.integers(1, 9))
def test_one_wrong_digit_in_an_nhs_number_never_passes(n: int, place: int, change: int) -> None:
    number = synthetic_nhs_number(n)
    wrong = number[:place] + str((int(number[place]) + change) % 10) + number[place + 1 :]
    assert not check("nhs-number", wrong, on=ON).valid


def test_the_century_of_a_two_digit_year_turns_with_the_year() -> None:
    assert check("pnc", "27/1B", on=date(2026, 12, 31)).reason
    letter = letter_for("270000001")
    assert check("pnc", f"27/1{letter}", on=date(2026, 12, 31)).canonical == f"1927/0000001{letter}"
    assert check("pnc", f"27/1{letter}", on=date(2027, 1, 1)).canonical == f"2027/0000001{letter}"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("pnc", "2024/0000001S"),
        ("cro", "000999/24S"),
        ("cro", "SF24/999S"),
        ("asn", "24ZZZZ0100000000001S"),
        ("prison-number", "SYN-A0001AA"),
        ("crn", "SYN-X000001"),
    ],
)
def test_a_made_up_number_is_refused_unless_practice_data_is_asked_for(
    kind: str, value: str
) -> None:
    live, practice = check(kind, value, on=ON), check(kind, value, on=ON, synthetic=True)
    assert (live.valid, live.canonical, live.synthetic) == (False, None, True)
    assert "made-up" in live.reason
    assert (practice.valid, practice.canonical, practice.synthetic) == (True, value, True)


@pytest.mark.parametrize("synthetic", [True, False])
def test_an_nhs_number_that_begins_with_999_is_well_formed_and_marked(synthetic: bool) -> None:
    checked = check("nhs-number", "999 000 0018", on=ON, synthetic=synthetic)
    assert (checked.valid, checked.synthetic) == (True, True)


def test_a_real_number_is_not_marked_even_in_practice_data() -> None:
    assert not check("pnc", "1979/0163001B", on=ON, synthetic=True).synthetic


def test_ten_zeros_are_not_an_nhs_number() -> None:
    assert check("nhs-number", "0000000000", on=ON).reason == "Ten zeros stand for no number."
    assert range_of("0000000000") is None


def test_an_nhs_number_is_shown_in_groups_of_three_three_and_four() -> None:
    assert display("nhs-number", "9990000018") == "999 000 0018"


def test_letters_are_accepted_small_where_a_check_letter_guards_them() -> None:
    assert check("pnc", " 79/163001b ", on=ON).canonical == "1979/0163001B"


def test_an_arrest_summons_number_with_a_top_level_code_is_read() -> None:
    checked = check("asn", "11A01ZD0100000448754K", on=ON)
    assert checked.canonical == "11A01ZD0100000448754K"
    assert display("asn", "11A01ZD0100000448754K") == "11/A01ZD/01/448754K"


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_given_says_so(kind: Kind) -> None:
    assert check(kind, "  ", on=ON).reason == f"No {KINDS[kind].name} was given."


def test_an_unknown_kind_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="shoe-size"):
        check("shoe-size", "9", on=ON)


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_says_who_says_so_and_gives_an_example_that_passes(kind: Kind) -> None:
    system = KINDS[kind]
    assert system.source
    assert system.status
    assert check(kind, system.example, on=ON, synthetic=True).valid
