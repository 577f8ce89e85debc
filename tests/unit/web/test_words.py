"""How the pages speak: times, dates, ages, counts and what is not known."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.web import words

AT = datetime(2026, 11, 21, 15, 5, tzinfo=UTC)
MOMENTS = st.timedeltas(-timedelta(days=9000), timedelta(days=9000)).map(lambda apart: AT + apart)


def test_a_worker_and_a_time_are_said_relative_and_exact_together():
    seen = words.who_when("Seen", "Amara Obi", AT - timedelta(hours=2), AT)
    assert seen == "Seen by Amara Obi, 2 hours ago (1:05 pm)"


def test_who_or_when_that_is_not_known_is_said_to_be_so():
    said = words.who_when("Seen", None, None, AT)
    assert said == "Seen by somebody whose name is not known, time not known"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (AT, "just now (3:05 pm)"),
        (AT + timedelta(seconds=30), "in less than a minute (3:05 pm)"),
        (AT + timedelta(minutes=1), "in 1 minute (3:06 pm)"),
        (AT - timedelta(minutes=59), "59 minutes ago (2:06 pm)"),
        (AT - timedelta(hours=20), "20 hours ago (yesterday, 7:05 pm)"),
        (AT + timedelta(hours=12), "in 12 hours (tomorrow, 3:05 am)"),
        (AT - timedelta(days=1), "1 day ago (20 November 2026, 3:05 pm)"),
        (AT - timedelta(days=90), "3 months ago (23 August 2026, 4:05 pm)"),
        (AT - timedelta(days=800), "2 years ago (12 September 2024, 4:05 pm)"),
        (None, "Not known"),
    ],
)
def test_a_moment_is_said_from_where_the_reader_stands(moment, said):
    assert words.when(moment, AT) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (AT + timedelta(minutes=40), "Review due in 40 minutes (3:45 pm)"),
        (AT + timedelta(minutes=100), "Review due in 1 hour 40 minutes (4:45 pm)"),
        (AT, "Review due now"),
        (AT - timedelta(minutes=20), "Review overdue by 20 minutes (due 2:45 pm)"),
        (None, "Review: time due not known"),
    ],
)
def test_what_is_due_says_how_long_is_left_or_over(moment, said):
    assert words.due("Review", moment, AT) == said


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(hours=5, minutes=20), "5 hours 20 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=26, minutes=1), "26 hours 1 minute"),
        (timedelta(hours=96), "96 hours"),
        (timedelta(days=4, hours=3, minutes=9), "4 days 3 hours"),
        (None, "Not known"),
    ],
)
def test_detention_is_counted_in_hours_up_to_its_longest_limit(length, said):
    assert words.duration(length) == said


def test_noon_and_midnight_are_never_twelve_o_clock():
    assert words.clock_time(datetime(2026, 1, 5, 12, tzinfo=UTC)) == "midday"
    assert words.clock_time(datetime(2026, 1, 5, 0, tzinfo=UTC)) == "midnight"
    assert words.clock_time(datetime(2026, 1, 5, 0, 1, tzinfo=UTC)) == "12:01 am"


def test_british_summer_time_decides_which_day_it_is():
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert words.day_and_time(late) == "2 July 2026, 12:30 am"
    assert words.day_in_words(late, datetime(2026, 7, 1, 12, tzinfo=UTC)) == "tomorrow"


@given(born=st.dates(date(1900, 1, 1), date(2020, 1, 1)), days=st.integers(0, 30_000))
def test_an_age_goes_up_on_the_birthday_and_on_no_other_day(born, days):
    on = born + timedelta(days=days)
    birthday = (on.month, on.day) == (born.month, born.day)
    leap_birthday = (born.month, born.day, on.month, on.day) == (2, 29, 3, 1)
    went_up = words.age(born, on) - words.age(born, on - timedelta(days=1))
    leap_year = on.year % 4 == 0 and (on.year % 100 != 0 or on.year % 400 == 0)
    assert went_up == (birthday or (leap_birthday and not leap_year))


def test_a_date_of_birth_comes_with_the_age():
    assert words.born_and_age(date(1992, 11, 22), AT.date()) == "22 November 1992 (33 years old)"
    assert words.born_and_age(None, AT.date()) == "Not known"
    assert words.age(None, AT.date()) is None


def test_zero_and_no_are_answers_and_nothing_is_not_known():
    assert words.known(0) == "0"
    assert words.known("no") == "no"
    assert words.known(False) == "False"
    assert words.known(None) == words.known("") == "Not known"


def test_a_count_agrees_with_its_noun():
    assert words.plural(1, "person", "people") == "1 person"
    assert words.plural(0, "person", "people") == "0 people"
    assert words.plural(["a", "b"], "referral") == "2 referrals"
    assert words.plural(1500, "person", "people") == "1,500 people"


def test_an_nhs_number_is_said_in_three_parts():
    assert words.nhs_number("9990000018") == "999 000 0018"
    assert words.nhs_number(None) == "Not known"


def test_a_share_of_nothing_is_not_known_rather_than_none():
    assert words.share(231, 300) == "77%"
    assert words.share(1, 200) == "1%"
    assert words.share(0, 4) == "0%"
    assert words.share(0, 0) == words.share(None, 3) == words.share(3, None) == "Not known"


@given(moment=MOMENTS, at=MOMENTS)
def test_past_and_future_are_never_confused(moment, at):
    said = words.relative(moment, at)
    assert said.endswith("ago") == (moment <= at and said != "just now")
    assert said.startswith("in ") == (moment > at)
    assert " 0 " not in words.due("Review", moment, at)
