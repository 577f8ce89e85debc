"""A justice code of ethnicity keeps its own words, whatever NHS category it is counted under."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.codes import EthnicCategory, check, display, nhs_category
from throughcare.codes.justice_ethnicity import _CODES

ON = date(2026, 6, 1)

# Source: ministryofjustice hmpps-person-record, EthnicityCode (MIT): every code of the list.
PUBLISHED = (
    "A1 A2 A3 A4 A9 B1 B2 B9 M1 M2 M3 M9 MERGE NS O1 O2 O3 O9 W1 W2 W3 W4 W5 W9 ETH03 ETH04 ETH05"
    " W8 Z1 P UN"
).split()


def test_every_published_code_is_known_and_no_other() -> None:
    assert set(_CODES) == set(PUBLISHED)


# The categories are proposed; NHS codes from HL7 UK Core, ethnic category (England).
@pytest.mark.parametrize(
    ("codes", "category"),
    [
        ("W1", "A"), ("W2", "B"), ("W3 W4 W5 W8 W9", "C"), ("M1", "D"), ("M2", "E"), ("M3", "F"),
        ("M9", "G"), ("A1", "H"), ("A2", "J"), ("A3", "K"), ("A9", "L"), ("B1", "M"), ("B2", "N"),
        ("B9", "P"), ("A4 O1", "R"), ("O2 O9 ETH03", "S"), ("NS", "Z"), ("UN Z1 MERGE", "99"),
    ],
)  # fmt: skip
def test_a_code_is_counted_under_its_category(codes: str, category: str) -> None:
    for code in codes.split():
        mapped = nhs_category(code)
        assert mapped is not None
        assert mapped.category == EthnicCategory(category)


@pytest.mark.parametrize("code", ["W3", "W4", "W5", "W8", "O2", "A4", "MERGE"])
def test_what_a_category_loses_is_said(code: str) -> None:
    mapped = nhs_category(code)
    assert mapped is not None
    assert mapped.loses


@pytest.mark.parametrize("code", ["O3", "ETH04", "ETH05", "P"])
def test_a_code_whose_meaning_is_not_published_gets_no_category(code: str) -> None:
    mapped = nhs_category(code)
    assert mapped is not None
    assert mapped.category is None
    assert mapped.loses


@given(st.sampled_from(PUBLISHED), st.sampled_from([str.lower, str.upper, " {} ".format]))
def test_mapping_never_loses_what_was_given(code: str, written) -> None:  # type: ignore[no-untyped-def]
    mapped = nhs_category(written(code))
    assert mapped is not None
    assert mapped.given == written(code)
    assert mapped.code == code


@pytest.mark.parametrize("code", PUBLISHED)
def test_the_words_of_a_code_lead_back_to_it(code: str) -> None:
    assert check("ethnicity-hmpps", display("ethnicity-hmpps", code), on=ON).canonical == code


def test_a_code_nobody_knows_is_refused_and_has_no_category() -> None:
    assert check("ethnicity-hmpps", "W7", on=ON).reason
    assert nhs_category("W7") is None


@pytest.mark.parametrize(
    ("given", "canonical"),
    [("a", "A"), ("99", "99"), ("white british", "A"), ("I", None), ("W1", None), ("Q", None)],
)
def test_an_nhs_category_is_read_from_its_code_or_its_words(
    given: str, canonical: str | None
) -> None:
    assert check("ethnicity", given, on=ON).canonical == canonical


# Source: Mental Health Services Data Set reference tables, in which these have an end date.
@pytest.mark.parametrize("code", ["T", "U", "V", "t"])
def test_a_category_that_is_not_collected_now_is_refused_as_such(code: str) -> None:
    assert "not collected" in check("ethnicity", code, on=ON).reason
