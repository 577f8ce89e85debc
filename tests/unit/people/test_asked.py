"""What was typed into the search box, read as numbers, a date of birth and a name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.codes import Kind
from throughcare.people.rules import read_search

ON = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("text", "name", "born"),
    [
        ("Robin Sampleford", "robin sampleford", None),
        ("O'Brien-Ünal, ZOË", "obrien unal zoe", None),
        ("27/03/1992", "", date(1992, 3, 27)),
        ("27.3.92 Sampleford", "sampleford", date(1992, 3, 27)),
        ("Sampleford 1/2/25", "sampleford", date(2025, 2, 1)),
        ("1992-03-27", "", date(1992, 3, 27)),
        ("Robin 27 March 1992", "robin", date(1992, 3, 27)),
        ("3rd May 2001 Kestrel", "kestrel", date(2001, 5, 3)),
        ("31/02/1992", "", None),
        ("May Sampleford", "may sampleford", None),
        ("   ", "", None),
    ],
)
def test_a_name_and_a_date_are_told_apart(text, name, born):
    asked = read_search(text, on=ON)
    assert asked.name == name
    assert (asked.born[0] if asked.born else None) == born


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("999 000 0018", (Kind.NHS_NUMBER, "9990000018")),
        ("nhs 9990000018 please", (Kind.NHS_NUMBER, "9990000018")),
        ("2019/0000001S", (Kind.PNC, "2019/0000001S")),
        ("19/1s", (Kind.PNC, "2019/0000001S")),
        ("syn-a0001aa", (Kind.PRISON_NUMBER, "SYN-A0001AA")),
        ("SYN-X000001", (Kind.CRN, "SYN-X000001")),
    ],
)
def test_numbers_of_every_kind_are_known_however_they_are_written(text, number):
    assert number in read_search(text, on=ON).numbers


def test_a_year_alone_is_a_year_of_birth():
    asked = read_search("Sampleford 1992", on=ON)
    assert (asked.name, asked.about, asked.born) == ("sampleford", "year of birth", ())
    assert asked.between == (date(1992, 1, 1), date(1992, 12, 31))


@pytest.mark.parametrize(
    "text",
    ["March 1992", "mar 1992", "3/1992", "03-1992", "1992-03", "March, 1992", "Robin March 1992"],
)
def test_a_month_is_its_first_to_its_last_day_or_a_year_known_alone(text):
    asked = read_search(text, on=ON)
    assert asked.between == (date(1992, 3, 1), date(1992, 3, 31))
    assert (asked.about, asked.born) == ("month of birth", (date(1992, 1, 1),))
    assert asked.name in {"", "robin"}


@pytest.mark.parametrize(
    "text",
    [
        "12/3/92", "12/3/1992", "12.03.1992", "12 3 1992", "12 March 1992", "12th of March 1992",
        "12 Mar 92", "March 12, 1992", "1992-03-12", "1992/3/12", "12031992", "12-mar-1992",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text):
    assert read_search(text, on=ON).born[0] == date(1992, 3, 12)


def test_where_day_before_month_is_no_date_they_are_read_the_other_way_round():
    assert read_search("3/27/1992", on=ON).born[0] == date(1992, 3, 27)


@pytest.mark.parametrize("text", ["aged 34", "age 34", "34 years old", "34 yrs", "34yo", "34 y/o"])
def test_an_age_is_the_years_in_which_somebody_of_that_age_was_born(text):
    asked = read_search(f"Robin {text}", on=ON)
    assert (asked.name, asked.about) == ("robin", "age")
    assert asked.between == (date(1990, 11, 1), date(1993, 11, 1))


@pytest.mark.parametrize("text", ["13/13/1992", "00/1992 x", "age 2500", "31/02/1992"])
def test_what_is_no_date_is_not_taken_for_one(text):
    asked = read_search(text, on=date(1200, 1, 1) if "age" in text else ON)
    assert (asked.born, asked.between) == ((), None)


def test_a_comma_after_the_family_name_says_so():
    assert read_search("Sampleford, Robin", on=ON).family_first
    assert not read_search("Robin Sampleford", on=ON).family_first
    assert not read_search("March 12, 1992", on=ON).family_first


def test_a_day_also_means_the_day_turned_round_and_what_may_be_known_in_part():
    assert read_search("4/5/1980", on=ON).born == (
        date(1980, 5, 4), date(1980, 4, 5), date(1980, 5, 1), date(1980, 1, 1),
    )  # fmt: skip


def test_a_number_that_cannot_be_right_says_why():
    assert "mistyped" in read_search("999 000 0019", on=ON).wrong
    assert "mistyped" in read_search("2019/0000001A", on=ON).wrong
    assert read_search("Robin", on=ON).wrong == ""


def test_a_cro_and_an_arrest_summons_number_that_cannot_be_right_say_why():
    assert "CRO number" in read_search("85227/65G", on=ON).wrong
    assert "arrest summons number" in read_search("11/01ZD/01/448754A", on=ON).wrong


@given(st.text(max_size=300))
def test_anything_can_be_typed(text):
    asked = read_search(text, on=ON)
    assert len(asked.text) <= 200
    assert asked.name == " ".join(asked.name.split())
