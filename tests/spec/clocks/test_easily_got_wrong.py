"""What is easily got wrong about clocks"""

from datetime import UTC, datetime, timedelta

from throughcare.clocks.reckoning import State
from throughcare.clocks.standing import standing

ARRIVED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def hours(number: float) -> datetime:
    return ARRIVED + number * HOUR


def test_detention_and_reviews_have_two_zero_points():
    """Arrived 9:00 am, authorised 9:40 am: 24 hours from the first, six hours from the second."""
    events = [("arrived-at-station", ARRIVED), ("detention-authorised", hours(2 / 3))]
    at = hours(1)
    assert standing("pace.detention.basic", events, at).due_at == hours(24)
    assert standing("pace.review.1", events, at).due_at == hours(2 / 3 + 6)


def test_a_pause_is_a_stretch_of_the_clock_and_leaves_its_start_alone():
    events = [
        ("arrived-at-station", ARRIVED),
        ("hospital-left-for", hours(3)),
        ("hospital-back", hours(7)),
    ]
    seen = standing("pace.detention.basic", events, hours(8))
    assert seen.started_at == ARRIVED
    assert seen.due_at == hours(28)


def test_bail_stops_detention_and_the_rest_runs_on_when_bail_is_answered():
    """Ten hours used before bail: fourteen are left when the person comes back."""
    bailed = [("arrived-at-station", ARRIVED), ("bailed", hours(10))]
    assert standing("pace.detention.basic", bailed, hours(400)).state is State.MET
    back = [*bailed, ("answered-bail", hours(300))]
    seen = standing("pace.detention.basic", back, hours(301))
    assert (seen.state, seen.due_at) == (State.RUNNING, hours(314))


def test_release_under_investigation_ends_detention():
    events = [("arrived-at-station", ARRIVED), ("released-under-investigation", hours(9))]
    seen = standing("pace.detention.basic", events, hours(100))
    assert (seen.state, seen.met_at) == (State.MET, hours(9))


def test_what_is_due_next_and_what_is_the_latest_lawful_moment_are_two_limits():
    events = [("arrived-at-station", ARRIVED)]
    assert standing("pace.detention.basic", events, hours(1)).due_at == hours(24)
    assert standing("pace.detention.max", events, hours(1)).due_at == hours(96)


def test_three_months_of_bail_are_a_calendar_matter():
    """From 30 November: to 28 February, which is 90 days."""
    start = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
    seen = standing("bail.initial", [("bail-started", start)], start)
    assert seen.due_at == datetime(2027, 2, 28, 12, 0, tzinfo=UTC)


def test_a_custody_time_limit_leaves_out_the_first_day():
    """First appearance on Monday 2 November: day 56 is Monday 28 December, a bank holiday in 2026,
    so the limit falls on Thursday 24 December and ends with that day."""
    seen = standing("ctl.summary", [("first-appearance", ARRIVED)], ARRIVED)
    assert seen.due_at == datetime(2026, 12, 25, 0, 0, tzinfo=UTC)


def test_a_custody_time_limit_at_a_weekend_falls_on_the_friday_before():
    """From Monday 7 September, day 70 is Monday 16 November; from Saturday 5th it is a Saturday."""
    monday = datetime(2026, 9, 7, 10, 0, tzinfo=UTC)
    saturday = datetime(2026, 9, 5, 10, 0, tzinfo=UTC)
    for start, day in ((monday, 16), (saturday, 13)):
        seen = standing("ctl.eitherway", [("first-appearance", start)], start)
        assert seen.due_at == datetime(2026, 11, day + 1, 0, 0, tzinfo=UTC)


def test_custody_at_the_magistrates_court_is_taken_off_in_the_crown_court():
    """Twelve days served: 170 are left."""
    sent = datetime(2026, 1, 13, 10, 0, tzinfo=UTC)
    events = [
        ("first-appearance", datetime(2026, 1, 1, 10, 0, tzinfo=UTC)),
        ("sent-for-trial", sent),
    ]
    seen = standing("ctl.crown", events, sent)
    assert seen.due_at == datetime(2026, 7, 2, 23, 0, tzinfo=UTC)
    assert "12 days since the first appearance in court are taken off." in seen.because
