"""Children and young people: what is asked at which age, what an answer needs, and turning 18."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.care.rules import (
    eighteenth,
    is_asked,
    plans_18_from,
    refuse_youth,
    youth_kind,
    youth_kinds,
    youth_words,
)
from throughcare.people.rules import age_on

ON = date(2026, 11, 2)
FIFTEEN, SIXTEEN, NINETEEN = date(2011, 5, 1), date(2010, 5, 1), date(2007, 5, 1)


def refuse(kind, answer, *, words="Words", day=ON, born_on=FIFTEEN):
    return refuse_youth(youth_kind(kind), answer, words=words, day=day, born_on=born_on, on=ON)


def test_everything_that_is_asked_says_who_says_so_and_has_an_answer_for_not_known():
    assert {one.id for one in youth_kinds()} >= {
        "looked-after", "education", "speech-language", "family-contract", "referral-panel",
        "parental-responsibility", "competence", "turning-18",
    }  # fmt: skip
    assert all(one.source and "not-known" in one.answers for one in youth_kinds())
    assert youth_kind("none") is None


def test_an_answer_that_needs_words_and_is_no_answer_is_refused(tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(
        "youth:\n"
        "  - {id: x, name: X, asks: X?, answers: {'yes': Y, not-known: N}, needs_words: [maybe],\n"
        "     configurable: true, source: S, status: unverified, effective_from: null,\n"
        "     effective_to: null}\n"
    )
    with pytest.raises(ValueError, match="maybe is no answer"):
        youth_kinds(wrong)


def test_competence_is_assessed_under_16_and_presumed_after():
    assert is_asked(youth_kind("competence"), FIFTEEN, ON)
    assert not is_asked(youth_kind("competence"), SIXTEEN, ON)
    assert is_asked(youth_kind("competence"), None, ON), "nobody knows the age"
    assert refuse("competence", "competent", born_on=SIXTEEN) == (
        "It is not asked of somebody who is 16."
    )
    assert not refuse("competence", "competent")
    assert not refuse("competence", "competent", born_on=None)


def test_an_answer_needs_its_words_and_its_day():
    assert "Select one" in refuse("education", "nowhere")
    assert "which authority" in refuse("looked-after", "looked-after", words=" ")
    assert "Enter the day" in refuse("referral-panel", "planned", day=None)
    assert not refuse("referral-panel", "none", words="", day=None)
    assert not refuse("looked-after", "not-known", words="")


def test_who_was_born_on_29_february_turns_18_on_1_march():
    assert eighteenth(date(2008, 2, 29)) == date(2026, 3, 1)
    assert eighteenth(SIXTEEN) == date(2028, 5, 1)
    assert plans_18_from(SIXTEEN) == date(2028, 5, 1) - timedelta(days=183)


@given(st.dates(date(1990, 1, 1), date(2020, 12, 31)))
def test_the_day_of_turning_18_is_the_first_on_which_they_are_18(born_on):
    day = eighteenth(born_on)
    assert age_on(born_on, day) == 18
    assert age_on(born_on, day - timedelta(days=1)) == 17


def test_the_words_of_an_answer_are_those_of_the_list():
    assert youth_words("education", "school") == ("Look again", "Education: At school")
    assert youth_words("gone", "x") == ("Look again", "gone")
