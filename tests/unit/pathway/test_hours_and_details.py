"""Hours as people write them, and the lists that the details of events are chosen from."""

from datetime import UTC, date, datetime, timedelta

import pytest

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


def test_whether_any_moment_of_a_stay_was_covered():
    hours = read_hours("Mon-Fri 09:00-17:00")
    night = MONDAY_9 + 10 * HOUR
    assert not hours.within(night, night + 9 * HOUR)
    assert hours.within(night, night + 14 * HOUR)
    assert hours.within(MONDAY_9, MONDAY_9)


@pytest.mark.parametrize("wrong", ["always", "Mon 9-17", "Mon-Xyz 09:00-17:00", "Mon 25:00-26:00"])
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
