"""When a question is asked is said in the words of the questions, never in those of the file."""

import re

import pytest

from throughcare.screening.instrument import asked_when, find, instruments


@pytest.mark.parametrize(
    ("instrument", "item", "words"),
    [
        (
            "ld-core",
            "suicide_plan",
            "“Are you thinking about killing yourself, or wishing you were dead?” is answered"
            " “Yes”, “Not sure” or “Prefer not to say”",
        ),
        ("ld-core", "interpreter", ""),
        ("ld-core", "pregnant", "their sex is not male or not known"),
        ("ld-core", "school_missed", "their age is less than 18 or not known"),
        ("phq-9", "difficulty", "the score so far is more than 0"),
    ],
)
def test_a_condition_is_said_in_words(instrument: str, item: str, words: str) -> None:
    chosen = find(instrument)
    assert asked_when(chosen, chosen.item(item)) == words


def test_two_ways_to_be_asked_are_both_said() -> None:
    chosen = next(
        (each, item)
        for each in instruments()
        for item in each.items
        if item.show_when and len(item.show_when.any_of) == 2
    )
    said = asked_when(*chosen)
    assert said.count("is answered") == 2
    assert ", or “" in said


def test_no_condition_of_any_instrument_shows_a_name_or_a_value_of_the_file() -> None:
    for each in instruments():
        for item in each.items:
            said = asked_when(each, item)
            assert bool(said) == (item.show_when is not None)
            assert not re.search(r"_|[\[\]]|<|>|==|answered $", said), said
