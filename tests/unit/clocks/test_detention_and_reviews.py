"""Detention and its reviews are two clocks with two zero points."""

from datetime import UTC, datetime, timedelta

import pytest

from throughcare.clocks.rules import Pause, State, detention, next_review

ARRIVED = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
AUTHORISED = datetime(2026, 3, 3, 9, 40, tzinfo=UTC)


def after(hours: float, start: datetime = ARRIVED) -> datetime:
    return start + timedelta(hours=hours)


# Source: PACE 1984 s41(1), s42, s43, s44.
@pytest.mark.parametrize(
    ("authority", "hours"), [("basic", 24), ("supt", 36), ("warrant", 72), ("max", 96)]
)
def test_detention_runs_from_the_relevant_time_under_the_authority_given(
    authority: str, hours: int
) -> None:
    held = detention(ARRIVED, after(1), authority=authority)
    assert held.clock.due_at == after(hours)
    assert held.latest_lawful == after(96)


def test_an_authority_that_does_not_exist_is_refused() -> None:
    with pytest.raises(LookupError, match=r"pace.detention.sergeant"):
        detention(ARRIVED, after(1), authority="sergeant")


# Source: PACE 1984 s40(3): not later than six hours, then at intervals of not more than nine.
def test_the_first_review_is_due_six_hours_after_detention_was_authorised() -> None:
    review = next_review(AUTHORISED, [], after(1))
    assert review.due_at == after(6, AUTHORISED)
    assert review.limit.id == "pace.review.1"


def test_later_reviews_are_due_nine_hours_after_the_one_before() -> None:
    done = [after(5, AUTHORISED), after(13, AUTHORISED)]
    assert next_review(AUTHORISED, done[:1], after(6)).due_at == after(14, AUTHORISED)
    assert next_review(AUTHORISED, done, after(15)).due_at == after(22, AUTHORISED)
    assert next_review(AUTHORISED, done[::-1], after(15)).due_at == after(22, AUTHORISED)


def test_a_review_that_has_not_happened_yet_is_not_counted() -> None:
    assert next_review(AUTHORISED, [after(5)], after(4)).due_at == after(6, AUTHORISED)


def test_a_missed_review_is_breached_until_it_is_done() -> None:
    at = after(6.5, AUTHORISED)
    assert next_review(AUTHORISED, [], at).state is State.BREACHED
    assert next_review(AUTHORISED, [at], at).state is State.RUNNING


def test_release_ends_both_clocks_and_they_stand_still() -> None:
    released = after(4)
    for at in (released, after(400)):
        assert detention(ARRIVED, at, ended_at=released).clock.state is State.MET
        assert detention(ARRIVED, at, ended_at=released).clock.elapsed == timedelta(hours=4)
        assert next_review(AUTHORISED, [], at, ended_at=released).state is State.MET


def test_time_in_hospital_moves_the_detention_clock_and_not_the_review() -> None:
    hospital = [Pause(after(2), after(5))]
    held = detention(ARRIVED, after(6), pauses=hospital)
    assert held.clock.due_at == after(27)
    assert held.clock.elapsed == timedelta(hours=3)
    assert held.latest_lawful == after(99)
    assert next_review(AUTHORISED, [], after(6)).due_at == after(6, AUTHORISED)


def test_detention_begun_long_ago_still_has_its_limits() -> None:
    assert detention(datetime(1999, 1, 1, tzinfo=UTC), ARRIVED).clock.state is State.BREACHED
