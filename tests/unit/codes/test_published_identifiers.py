"""Every published example of an identifier gives the published answer."""

from datetime import date

import pytest

from throughcare.codes import asn, check, display, range_of
from throughcare.codes.nhs_number import check_digit, is_synthetic

ON = date(2026, 6, 1)


def canonical(kind: str, value: str) -> str | None:
    return check(kind, value, on=ON).canonical


# Source: NHS Data Dictionary modulus 11; uk-fci nhs-number tests (MIT); published example
# 943 476 5919; the 999 numbers recomputed from the stated algorithm.
NHS_NUMBERS = [
    ("9434765919", True),
    ("943 476 5919", True),
    ("9876543210", True),
    ("1234567890", False),
    ("9990000018", True),
    ("999 000 0026", True),
    ("9990000034", True),
    ("999 000 0042", True),
    ("9990000050", True),
    ("999 000 0069", True),
    ("9990000077", True),
    ("999 000 0107", True),
    ("999 000 0131", True),
    ("999 000 0158", True),
    ("999 999 9999", True),
    ("999 000 0026 ", True),
    ("999-000-0042", True),
    ("123 456 789", False),
    ("4000000632", True),
    ("0607230002", True),
    ("9434765918", False),
    ("999 000 0019", False),
    ("", False),
    ("943-476 5919", False),
    ("94 3476 5919", False),
    ("943  476  5919", False),
]


@pytest.mark.parametrize(("given", "valid"), NHS_NUMBERS)
def test_an_nhs_number_agrees_with_the_published_answer(given: str, valid: bool) -> None:
    assert check("nhs-number", given, on=ON).valid is valid


@pytest.mark.parametrize("stem", ["999000000", "999000014"])
def test_some_nine_digits_can_never_be_completed(stem: str) -> None:
    assert check_digit(stem) is None
    assert not any(check("nhs-number", f"{stem}{last}", on=ON).valid for last in range(10))


# Source: uk-fci nhs-number, constants.py (MIT).
@pytest.mark.parametrize(
    ("number", "issuer", "allowed"),
    [
        ("9434765919", "not issued, synthetic and test", False),
        ("4000000632", "England, Wales, Isle of Man", False),
        ("0607230002", "Scotland CHI", False),
        ("9990000018", "not issued, synthetic and test", True),
    ],
)
def test_an_nhs_number_falls_into_its_published_range(
    number: str, issuer: str, allowed: bool
) -> None:
    band = range_of(number)
    assert band is not None
    assert band.issuer == issuer
    assert is_synthetic(number) is allowed


# Source: ministryofjustice hmpps-person-record, PNCIdentifier tests (MIT, Crown copyright), read
# with 2026 as the current year.
PNCS = [
    ("81/34U", "1981/0000034U"),
    ("02/73319Z", "2002/0073319Z"),
    ("00/223R", "2000/0000223R"),
    ("0273319Z", "2002/0073319Z"),
    ("033Y", "2003/0000003Y"),
    ("67/9893091D", "1967/9893091D"),
    ("79/163001B", "1979/0163001B"),
    ("79163001B", "1979/0163001B"),
    ("20020073319Z", "2002/0073319Z"),
    ("19790163001B", "1979/0163001B"),
    ("1979/0163001B", "1979/0163001B"),
    ("2020/0000009N", "2020/0000009N"),
    ("1999/0123456X", "1999/0123456X"),
    ("1999/1234567B", "1999/1234567B"),
    ("1980/0163001B", None),
    ("20030011985Z", None),
    ("20120052494O", None),
    ("20230583843N", None),
    ("2001/0171310S", None),
    ("1X23/1234567A", None),
    ("1923[1234567A", None),
    ("1923/1234567AA", None),
    ("TOTALLYINVALID", None),
    ("01", None),
    ("012345", None),
    ("0123567", None),
    ("01234567890123", None),
]


@pytest.mark.parametrize(("given", "expected"), PNCS)
def test_a_pnc_identifier_is_brought_to_its_published_form(
    given: str, expected: str | None
) -> None:
    assert canonical("pnc", given) == expected


# Source: ministryofjustice hmpps-person-record, CROIdentifier tests (MIT, Crown copyright).
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("SF05/482703J", "SF05/482703J"),
        ("SF83/50058Z", "SF83/50058Z"),
        ("65656/91H", "065656/91H"),
        ("065656/91H", "065656/91H"),
        ("85227/65G", None),
        ("000999/24S", None),
        ("", None),
    ],
)
def test_a_cro_number_is_brought_to_its_published_form(given: str, expected: str | None) -> None:
    assert canonical("cro", given) == expected


# Source: ministryofjustice bichard7-next-core, Asn and getShortAsn tests and fixtures (Crown
# copyright), with the letter recomputed from the stated algorithm.
@pytest.mark.parametrize(
    ("stem", "letter", "short"),
    [
        ("1101ZD0100000448754", "K", "11/01ZD/01/448754K"),
        ("2202XC0200000000021", "R", "22/02XC/02/21R"),
        ("9700000000000123456", "K", "97/0000/00/123456K"),
        ("2005FF0500000000555", "P", "20/05FF/05/555P"),
        ("22FD112200001234560", "X", "22/FD11/22/1234560X"),
        ("1201ZD0100000445099", "L", "12/01ZD/01/445099L"),
        ("2600000000100001168", "T", "26/0000/00/100001168T"),
        ("1101ZD0100000410836", "V", "11/01ZD/01/410836V"),
        ("0800NP0100000000001", "H", "08/00NP/01/1H"),
    ],
)
def test_an_arrest_summons_number_has_its_published_letter_and_short_form(
    stem: str, letter: str, short: str
) -> None:
    assert asn.check_letter(stem) == letter
    assert canonical("asn", stem + letter) == stem + letter
    assert canonical("asn", short) == stem + letter
    assert display("asn", stem + letter) == short


def test_a_fixture_whose_letter_is_known_to_be_wrong_is_refused() -> None:
    assert canonical("asn", "11/01ZD/01/1410923P") is None
    assert canonical("asn", "11/01ZD/01/1410923W") is not None


# Source: number patterns in ministryofjustice prison repositories (MIT).
@pytest.mark.parametrize(
    ("kind", "given", "valid"),
    [
        ("prison-number", "A1234BC", True),
        ("prison-number", "A123BC", False),
        ("prison-number", "a1234bc", False),
        ("prison-number", "A12345C", False),
        ("crn", "X123456", True),
        ("crn", "XX12345", False),
        ("crn", "X12345", False),
        # Source: published sample court hearing.
        ("offence-code", "TH68001", True),
        ("offence-code", "SX03001A", True),
        ("offence-code", "RT88191", True),
        ("offence-code", "039/00", False),
        ("ods", "Y12345", True),
        ("ods", "RXX", True),
        ("ods", "G7H8J", True),
        ("ods", "K81003001", True),
        ("ods", "R X", False),
    ],
)
def test_a_code_without_a_check_digit_has_its_published_pattern(
    kind: str, given: str, valid: bool
) -> None:
    assert check(kind, given, on=ON).valid is valid
