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
    assert (asked.name, asked.year, asked.born) == ("sampleford", 1992, ())


def test_a_day_also_means_the_day_turned_round_and_what_may_be_known_in_part():
    assert read_search("4/5/1980", on=ON).born == (
        date(1980, 5, 4), date(1980, 4, 5), date(1980, 5, 1), date(1980, 1, 1),
    )  # fmt: skip


def test_a_number_that_cannot_be_right_says_why():
    assert "mistyped" in read_search("999 000 0019", on=ON).wrong
    assert "mistyped" in read_search("2019/0000001A", on=ON).wrong
    assert read_search("Robin", on=ON).wrong == ""


def test_a_name_is_looked_for_in_every_turn_of_its_words():
    assert read_search("a b c", on=ON).orders == ("a b c", "b c a", "c a b")


@given(st.text(max_size=300))
def test_anything_can_be_typed(text):
    asked = read_search(text, on=ON)
    assert len(asked.text) <= 200
    assert asked.name == " ".join(asked.name.split())
