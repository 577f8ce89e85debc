"""Detention and its reviews"""

from datetime import UTC, datetime, timedelta

from throughcare.clocks.rules import Pause, State, detention, next_review

ARRIVED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
AUTHORISED = ARRIVED + timedelta(minutes=40)
HOUR = timedelta(hours=1)


def test_detention_runs_24_hours_from_arrival_at_the_station():
    """Arrived 9:00 am on Monday: the limit is 9:00 am on Tuesday."""
    assert detention(ARRIVED, ARRIVED + HOUR).clock.due_at == ARRIVED + 24 * HOUR


def test_a_superintendent_can_extend_detention_to_36_hours_in_all():
    extended = detention(ARRIVED, ARRIVED + 20 * HOUR, authority="supt")
    assert extended.clock.due_at == ARRIVED + 36 * HOUR


def test_reviews_run_from_when_detention_was_authorised_not_from_arrival():
    """Authorised 9:40 am: the first review is due at 3:40 pm, six hours later."""
    assert next_review(AUTHORISED, [], ARRIVED + HOUR).due_at == AUTHORISED + 6 * HOUR


def test_each_later_review_is_due_nine_hours_after_the_one_before():
    first = AUTHORISED + 5 * HOUR
    assert next_review(AUTHORISED, [first], first + HOUR).due_at == first + 9 * HOUR


def test_time_in_hospital_moves_the_limit_and_not_the_start():
    """Two hours of treatment: the limit is two hours later."""
    pause = Pause(ARRIVED + 3 * HOUR, ARRIVED + 5 * HOUR)
    paused = detention(ARRIVED, ARRIVED + 6 * HOUR, pauses=[pause])
    assert paused.clock.due_at == ARRIVED + 26 * HOUR


def test_a_limit_that_has_passed_stays_passed():
    assert detention(ARRIVED, ARRIVED + 25 * HOUR).clock.state is State.BREACHED
