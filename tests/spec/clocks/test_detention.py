"""Detention and its reviews"""

from datetime import UTC, datetime, timedelta

from throughcare.clocks.reckoning import State
from throughcare.clocks.standing import standing

ARRIVED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
AUTHORISED = ARRIVED + timedelta(minutes=40)
HOUR = timedelta(hours=1)


def detention(at, *events):
    return standing("pace.detention.basic", [("relevant-time", ARRIVED), *events], at)


def test_detention_runs_24_hours_from_arrival_at_the_station():
    """Arrived 9:00 am on Monday: the limit is 9:00 am on Tuesday."""
    assert detention(ARRIVED + HOUR).due_at == ARRIVED + 24 * HOUR


def test_a_superintendent_can_extend_detention_to_36_hours_in_all():
    granted = ("superintendent-extension", ARRIVED + 19 * HOUR)
    assert detention(ARRIVED + 20 * HOUR, granted).due_at == ARRIVED + 36 * HOUR


def test_reviews_run_from_when_detention_was_authorised_not_from_arrival():
    """Authorised 9:40 am: the first review is due at 3:40 pm, six hours later."""
    first = standing("pace.review.1", [("detention-authorised", AUTHORISED)], ARRIVED + HOUR)
    assert first.due_at == AUTHORISED + 6 * HOUR


def test_each_later_review_is_due_nine_hours_after_the_one_before():
    done = AUTHORISED + 5 * HOUR
    later = standing("pace.review.n", [("review", done)], done + HOUR)
    assert later.due_at == done + 9 * HOUR


def test_time_in_hospital_moves_the_limit_and_not_the_start():
    """Two hours of treatment: the limit is two hours later."""
    away = ("hospital-left-for", ARRIVED + 3 * HOUR), ("hospital-back", ARRIVED + 5 * HOUR)
    paused = detention(ARRIVED + 6 * HOUR, *away)
    assert paused.due_at == ARRIVED + 26 * HOUR


def test_a_limit_that_has_passed_stays_passed():
    assert detention(ARRIVED + 25 * HOUR).state is State.BREACHED
