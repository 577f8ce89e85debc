"""Hours as people write them, and the lists that the details of events are chosen from."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.pathway.rules import UnclearHours, choices, detail_words, read_hours
from throughcare.pathway.rules.details import detail, published, title

MONDAY_9 = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_hours_are_read_as_people_write_them():
    hours = read_hours("Mon-Fri 09:00-17:00; Sat 10:00-14:00")
    assert hours.holds(MONDAY_9)
    assert not hours.holds(MONDAY_9 + 8 * HOUR)
    assert hours.holds(MONDAY_9 + timedelta(days=5, hours=2))
    assert not hours.holds(MONDAY_9 + timedelta(days=6, hours=2))


def test_hours_are_local_in_summer():
    assert read_hours("Wed 09:00-10:00").holds(datetime(2026, 7, 1, 8, 30, tzinfo=UTC))


def test_a_span_goes_over_midnight_and_days_over_the_weekend():
    hours = read_hours("Fri-Mon 22:00-02:00")
    assert hours.holds(MONDAY_9 + 14 * HOUR)
    assert hours.holds(MONDAY_9 + 16 * HOUR)
    assert not hours.holds(MONDAY_9 + 40 * HOUR)
    assert hours.holds(MONDAY_9 - 8 * HOUR)


def test_always_never_and_not_known_are_three_things():
    assert read_hours("24/7").holds(MONDAY_9)
    assert not read_hours("closed").holds(MONDAY_9)
    assert read_hours("  ") is None
    assert read_hours("Mon 20:00-24:00").holds(MONDAY_9 + 14 * HOUR)


def test_bank_holidays_are_as_any_day_unless_something_is_said_of_them():
    christmas = datetime(2026, 12, 25, 11, tzinfo=UTC)
    usual = "Mon-Fri 09:00-17:00"
    assert read_hours(usual).holds(christmas)
    assert not read_hours(f"{usual}; bank holidays closed").holds(christmas)
    some = read_hours(f"{usual}; Bank holidays 10:00-12:00")
    assert some.holds(christmas)
    assert not some.holds(christmas + 2 * HOUR)
    assert read_hours(f"{usual}; bank holidays closed").holds(MONDAY_9)
    eve = read_hours("Thu 22:00-06:00; bank holidays closed")
    assert eve.holds(christmas - 8 * HOUR), "the night before ends when it ends"


WRITTEN = (
    "Mon-Fri 09:00-17:00; Sat 10:00-14:00", "24/7", "closed", "Fri-Mon 22:00-02:00",
    "Mon-Fri 09:00-17:00; bank holidays closed", "Mon-Fri 20:00-04:00; bank holiday 10:00-02:00",
    "Sat-Sun 01:30-01:45", "Sun 00:30-01:30; Sun 02:00-03:00", "Mon-Sun 08:00-08:00",
)  # fmt: skip
AROUND = (
    datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC),
    datetime(2026, 6, 10, tzinfo=UTC), datetime(2028, 2, 28, tzinfo=UTC),
    datetime(2026, 12, 24, tzinfo=UTC), datetime(2026, 5, 3, tzinfo=UTC),
)  # fmt: skip


@given(
    st.sampled_from(WRITTEN),
    st.sampled_from(AROUND),
    st.integers(0, 3 * 24 * 60),
    st.integers(0, 3 * 24 * 60),
    st.integers(-60, 3 * 24 * 60),
)
def test_spans_hold_exactly_the_moments_that_the_hours_hold(written, day, after, length, moment):
    hours, start = read_hours(written), day + timedelta(minutes=after)
    end, at = start + timedelta(minutes=length), start + timedelta(minutes=moment)
    spans = hours.spans_between(start, end)
    inside = any(first <= at < last for first, last in spans)
    assert inside == (start <= at < end and hours.holds(at))
    assert all(one[1] < two[0] for one, two in pairwise(spans))
    assert all(first < last for first, last in spans)


def test_an_hour_that_comes_twice_is_covered_twice_and_one_that_is_left_out_never():
    autumn, spring = datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 3, 29, tzinfo=UTC)
    night = read_hours("Sat-Sun 22:00-06:00")
    ((first, last),) = night.spans_between(autumn - 4 * HOUR, autumn + 12 * HOUR)
    assert last - first == 9 * HOUR
    ((first, last),) = night.spans_between(spring - 4 * HOUR, spring + 12 * HOUR)
    assert last - first == 7 * HOUR
    assert not read_hours("Sun 01:15-01:45").spans_between(spring, spring + 12 * HOUR)
    twice = read_hours("Sun 01:15-01:45").spans_between(autumn, autumn + 12 * HOUR)
    assert len(twice) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        "always",
        "Mon 9-17",
        "Mon-Xyz 09:00-17:00",
        "Mon 25:00-26:00",
        "bank holidays",
        "bank holidays 25:00-26:00",
    ],
)
def test_hours_that_cannot_be_read_say_how_to_write_them(wrong):
    with pytest.raises(UnclearHours, match="Write the hours like this"):
        read_hours(wrong)


def test_every_list_says_who_says_so_and_each_answer_stands_once():
    for each in published():
        codes = [one.code for one in each.codes.value]
        assert each.codes.source
        assert len(codes) == len(set(codes))


def test_answers_have_words_and_unknown_codes_are_said_as_they_came():
    assert detail_words("court-result", "3108").endswith("mental health treatment requirement")
    assert detail_words("court-result", "9999") == "9999"
    assert detail("remand", "PR").held
    assert detail("court-result", "1008").hospital
    assert title("remand") == "Remand"


def test_a_list_that_does_not_exist_holds_on_no_day():
    assert choices("remand", date(2026, 11, 2))
    with pytest.raises(LookupError):
        choices("weather", date(2026, 11, 2))
