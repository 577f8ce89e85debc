"""A standing: its edges, and the sentences that say why."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from throughcare.clocks.limits import published
from throughcare.clocks.reckoning import State
from throughcare.clocks.standing import standing, status_of

ARRIVED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DETAINED = ("arrived-at-station", ARRIVED)
BASIC = published().in_force("pace.detention.basic", ARRIVED.date())


def hours(number: float) -> datetime:
    return ARRIVED + number * HOUR


def test_nothing_told_means_not_started_and_names_what_would_start_it() -> None:
    seen = standing("pace.review.1", [], ARRIVED)
    assert (seen.state, seen.started_at, seen.remaining) == (State.NOT_STARTED, None, None)
    assert seen.because == [
        "Not started: the decision to authorise detention for the first time is not among the"
        " events."
    ]
    assert seen.by_whom.startswith("before charge an inspector")


def test_a_moment_without_a_time_zone_is_refused() -> None:
    naive = ARRIVED.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        status_of(BASIC, [], naive)
    with pytest.raises(ValueError, match="time zone"):
        status_of(BASIC, [("released", naive)], ARRIVED)


def test_moments_of_any_time_zone_are_understood() -> None:
    local = ARRIVED.astimezone(ZoneInfo("Asia/Kolkata"))
    seen = status_of(BASIC, [("arrived-at-station", local)], hours(1).astimezone(local.tzinfo))
    assert seen.due_at == hours(24)


def test_what_ends_exactly_when_it_is_due_is_in_time() -> None:
    assert status_of(BASIC, [DETAINED, ("charged", hours(24))], hours(30)).state is State.MET
    late = status_of(BASIC, [DETAINED, ("charged", hours(25))], hours(30))
    assert (late.state, late.met_at, late.remaining) == (State.BREACHED, hours(25), -HOUR)
    assert "Ended by the charge at 10:00 am, 1 hour late." in late.because


def test_a_warning_comes_before_it_is_due() -> None:
    assert status_of(BASIC, [DETAINED], hours(1)).warn_at == hours(21)


def test_what_ended_before_it_began_does_not_end_it() -> None:
    seen = status_of(BASIC, [("released", hours(-2)), DETAINED], hours(1))
    assert seen.state is State.RUNNING


def test_a_pause_that_goes_on_holds_the_clock() -> None:
    events = [DETAINED, ("hospital-left-for", hours(2))]
    seen = [status_of(BASIC, events, hours(at)) for at in (2, 50)]
    assert [each.state for each in seen] == [State.PAUSED] * 2
    assert [each.remaining for each in seen] == [22 * HOUR] * 2
    assert any(each.startswith("Paused since 11:00 am") for each in seen[0].because)


def test_pauses_are_repeated_and_those_told_twice_count_once() -> None:
    events = [
        DETAINED,
        *(("hospital-left-for", hours(each)) for each in (2, 10, 10)),
        *(("hospital-back", hours(each)) for each in (4, 13, 13)),
    ]
    assert status_of(BASIC, events, hours(20)).due_at == hours(29)


def test_one_who_is_back_and_leaves_again_at_once_is_away_throughout() -> None:
    events = [
        DETAINED,
        *(("hospital-left-for", hours(each)) for each in (2, 4)),
        *(("hospital-back", hours(each)) for each in (4, 6)),
    ]
    assert status_of(BASIC, events, hours(20)).due_at == hours(28)


def test_a_return_without_a_departure_is_said_and_not_counted() -> None:
    seen = status_of(BASIC, [DETAINED, ("hospital-back", hours(4))], hours(5))
    assert seen.due_at == hours(24)
    assert (
        "The return from hospital does not count: when the pause began is not known."
        in seen.because
    )


def test_a_pause_after_the_limit_has_passed_gives_no_time_back() -> None:
    seen = status_of(BASIC, [DETAINED, ("hospital-left-for", hours(25))], hours(30))
    assert (seen.state, seen.due_at) == (State.BREACHED, hours(24))
    assert any("gives no time back" in each for each in seen.because)


def test_an_extension_during_a_pause_counts() -> None:
    events = [
        DETAINED,
        ("hospital-left-for", hours(20)),
        ("superintendent-extension", hours(30)),
        ("hospital-back", hours(32)),
    ]
    assert status_of(BASIC, events, hours(33)).due_at == hours(48)


def test_a_warrant_issued_during_a_pause_counts_from_its_issue_without_the_pause() -> None:
    events = [
        DETAINED,
        ("hospital-left-for", hours(20)),
        ("warrant-issued", hours(22)),
        ("hospital-back", hours(24)),
    ]
    assert status_of(BASIC, events, hours(25)).due_at == hours(22 + 36 + 2)


def test_an_arrest_for_breach_of_bail_adds_three_hours() -> None:
    events = [DETAINED, ("bailed", hours(5)), ("arrested-for-bail-breach", hours(105))]
    assert status_of(BASIC, events, hours(106)).due_at == hours(24 + 100 + 3)


def test_that_the_law_asks_for_a_second_review_first_is_said() -> None:
    extended = ("superintendent-extension", hours(20))
    told = status_of(BASIC, [DETAINED, ("review", hours(6)), extended], hours(21)).because
    assert "The law asks for 2 of these before it: review of detention. The events show 1." in told
    reviewed = [DETAINED, ("review", hours(6)), ("review", hours(15)), extended]
    assert not any("The law asks" in each for each in status_of(BASIC, reviewed, hours(21)).because)


def test_a_summary_trial_decided_in_time_shortens_a_custody_time_limit() -> None:
    day = timedelta(days=1)
    events = [("first-appearance", ARRIVED)]
    long = standing("ctl.eitherway", events, hours(1)).due_at
    in_time = [*events, ("summary-trial-decided", ARRIVED + 20 * day)]
    late = [*events, ("summary-trial-decided", ARRIVED + 60 * day)]
    at = ARRIVED + 61 * day
    assert standing("ctl.eitherway", late, at).due_at == long
    short = standing("ctl.eitherway", in_time, ARRIVED + 21 * day)
    assert short.due_at == standing("ctl.summary", events, hours(1)).due_at
    assert any("falls within that time" in each for each in short.because)


def test_custody_before_that_nobody_told_is_said_to_be_unknown() -> None:
    seen = standing("ctl.crown", [("sent-for-trial", ARRIVED)], hours(1))
    assert any("is not known: the limit ends earlier" in each for each in seen.because)


def test_of_two_starts_the_earliest_counts_and_that_is_said() -> None:
    seen = status_of(BASIC, [DETAINED, ("relevant-time", hours(-1))], hours(1))
    assert seen.started_at == hours(-1)
    assert "Of several events that could start it, the earliest counts." in seen.because


def test_a_limit_that_begins_again_says_so() -> None:
    events = [("review", hours(5)), ("review", hours(13))]
    told = standing("pace.review.n", events, hours(14)).because
    assert "It begins again with each of these events; the latest counts." in told


def test_a_start_that_lies_ahead_is_told() -> None:
    seen = standing("bail.court", [("bail-started", ARRIVED)], hours(1))
    assert seen.state is State.NOT_STARTED
    assert seen.because[0] == (
        "Not started: it begins at 9:00 am on Monday 2 August 2027, 9 months after the start of"
        " pre-charge bail, unless something starts it earlier."
    )


def test_a_clock_from_before_the_limit_is_known_to_hold_is_not_counted() -> None:
    events = [("arrived-at-place-of-safety", datetime(2016, 5, 1, tzinfo=UTC))]
    seen = standing("mha.135-136", events, ARRIVED)
    assert (seen.state, seen.in_force) == (State.NOT_STARTED, False)
    assert seen.because == [
        "Not counted: this version is known to hold from 11 December 2017 only."
    ]


def test_an_entry_that_nothing_starts_says_so() -> None:
    seen = standing("mha25.started", [], ARRIVED)
    assert seen.because[0].startswith("Nothing starts this entry: nothing to count")


def test_events_that_are_no_part_of_the_clock_or_lie_ahead_are_named() -> None:
    told = status_of(BASIC, [DETAINED, ("acct-opened", ARRIVED), ("charged", hours(9))], hours(1))
    assert "No part of this clock: acct-opened." in told.because
    assert "Not counted yet: the charge at 6:00 pm lies ahead." in told.because


def test_a_limit_that_was_not_verified_says_so() -> None:
    told = standing("release.mh", [("release", ARRIVED)], hours(1))
    assert not told.verified
    assert told.because[-1] == (
        "The source was not verified. A service confirms it or sets its own."
    )


def test_a_limit_that_does_not_exist_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(LookupError, match=r"there is no limit pace\.tea"):
        standing("pace.tea", [], ARRIVED)
