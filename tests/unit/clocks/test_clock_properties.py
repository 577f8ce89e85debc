"""What is true of every clock, whatever happened and whenever it is looked at."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughcare.clocks.limits import Limit, published
from throughcare.clocks.rules import Pause, State, clock

LIMITS = st.sampled_from([each for each in published().all if each.length.value is not None])
# Sunday 29 March 2026, 01:00 UTC: the clocks go forward. STARTS reach over a leap day and four
# changes of the clocks.
START = datetime(2026, 3, 28, 20, 0, tzinfo=UTC)
STARTS = st.integers(0, 735 * 24 * 60).map(
    lambda minutes: datetime(2024, 2, 26, tzinfo=UTC) + timedelta(minutes=minutes)
)
STEPS = st.integers(0, 15_000).map(lambda minutes: timedelta(minutes=minutes))
LATER = st.integers(-60, 15_000).map(lambda minutes: timedelta(minutes=minutes))
Stops = list[tuple[timedelta, timedelta | None]]
PAUSES = st.lists(st.tuples(LATER, st.none() | STEPS), max_size=4)


def made(start: datetime, pauses: Stops) -> list[Pause]:
    return [
        Pause(start + begins, None if lasts is None else start + begins + lasts)
        for begins, lasts in pauses
    ]


@settings(deadline=None)
@given(LIMITS, STARTS, PAUSES, STEPS, STEPS, st.none() | STEPS)
def test_a_breach_never_goes_away_with_time(
    limit: Limit,
    start: datetime,
    pauses: Stops,
    first: timedelta,
    more: timedelta,
    met: timedelta | None,
) -> None:
    met_at = None if met is None else start + met
    seen = [
        clock(limit, started_at=start, at=start + each, met_at=met_at, pauses=made(start, pauses))
        for each in (first, first + more)
    ]
    if seen[0].state is State.BREACHED:
        assert seen[1].state is State.BREACHED


@settings(deadline=None)
@given(LIMITS, STARTS, PAUSES, PAUSES, STEPS)
def test_a_pause_never_makes_anything_due_earlier(
    limit: Limit, start: datetime, some: Stops, others: Stops, at: timedelta
) -> None:
    fewer, more = (
        clock(limit, started_at=start, at=start + at, pauses=made(start, pauses))
        for pauses in (some, some + others)
    )
    assert fewer.due_at <= more.due_at
    assert clock(limit, started_at=start, at=start + at).due_at <= fewer.due_at


@settings(deadline=None)
@given(LIMITS, STARTS, PAUSES, STEPS)
def test_what_is_past_due_is_breached_and_nothing_else_is(
    limit: Limit, start: datetime, pauses: Stops, at: timedelta
) -> None:
    seen = clock(limit, started_at=start, at=start + at, pauses=made(start, pauses))
    assert (seen.state is State.BREACHED) is (seen.at > seen.due_at) is (seen.remaining.days < 0)
    assert seen.words()


@settings(deadline=None)
@given(LIMITS, STARTS, STEPS, STEPS)
def test_once_met_a_clock_stands_still(
    limit: Limit, start: datetime, met: timedelta, more: timedelta
) -> None:
    seen = [
        clock(limit, started_at=start, at=start + at, met_at=start + met)
        for at in (met, met + more)
    ]
    assert seen[0].state is seen[1].state
    assert seen[0].remaining == seen[1].remaining
    assert seen[0].met_at == start + met


@settings(deadline=None)
@given(LIMITS, STARTS, PAUSES, STEPS)
def test_the_time_zone_of_a_moment_changes_nothing(
    limit: Limit, start: datetime, pauses: Stops, at: timedelta
) -> None:
    london = ZoneInfo("Europe/London")
    stops = made(start, pauses)
    abroad = [
        Pause(p.start.astimezone(london), None if p.end is None else p.end.astimezone(london))
        for p in stops
    ]
    here = clock(limit, started_at=start, at=start + at, pauses=stops)
    there = clock(
        limit,
        started_at=start.astimezone(london),
        at=(start + at).astimezone(london),
        pauses=abroad,
    )
    assert (here.state, here.due_at, here.remaining) == (there.state, there.due_at, there.remaining)


def test_moments_without_a_time_zone_are_refused() -> None:
    limit = published().in_force("pace.detention.basic", START.date())
    naive = START.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        clock(limit, started_at=naive, at=START)
    with pytest.raises(ValueError, match="time zone"):
        clock(limit, started_at=START, at=START, pauses=[Pause(naive)])


BASIC = published().in_force("pace.detention.basic", START.date())


def states(pauses: list[Pause], *hours: float, met: float | None = None) -> list[State]:
    return [
        clock(
            BASIC,
            started_at=START,
            at=START + timedelta(hours=each),
            pauses=pauses,
            met_at=None if met is None else START + timedelta(hours=met),
        ).state
        for each in hours
    ]


def test_a_clock_runs_then_is_due_soon_then_breached() -> None:
    assert states([], 0, 20.9, 21, 24, 24.1) == [
        State.RUNNING,
        State.RUNNING,
        State.DUE_SOON,
        State.DUE_SOON,
        State.BREACHED,
    ]


def test_what_is_done_late_stays_a_breach_and_what_is_done_in_time_is_met() -> None:
    assert states([], 23, 25, met=24) == [State.DUE_SOON, State.MET]
    assert states([], 24.5, 26, met=25) == [State.BREACHED, State.BREACHED]


def test_a_pause_holds_the_clock_while_it_lasts() -> None:
    stop = Pause(START + timedelta(hours=2), START + timedelta(hours=4))
    later = Pause(START + timedelta(hours=30))
    assert states([stop, later], 1, 2, 3, 4, 24.5, 26.5) == [
        State.RUNNING,
        State.PAUSED,
        State.PAUSED,
        State.RUNNING,
        State.DUE_SOON,
        State.BREACHED,
    ]


def test_a_pause_after_the_limit_has_passed_gives_no_time_back() -> None:
    hospital = Pause(START + timedelta(hours=25))
    assert states([hospital], 24.5, 26, 100) == [State.BREACHED] * 3
    seen = clock(BASIC, started_at=START, at=START + timedelta(hours=30), pauses=[hospital])
    assert seen.due_at == START + timedelta(hours=24)
    assert seen.remaining == timedelta(hours=-6)


@pytest.mark.parametrize(
    "night", [datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC)]
)
def test_a_night_in_hospital_counts_its_hours_even_if_the_clocks_change(night: datetime) -> None:
    london = ZoneInfo("Europe/London")
    start, end, at = ((night + timedelta(hours=hours)).astimezone(london) for hours in (20, 28, 30))
    seen = clock(BASIC, started_at=start, at=at, pauses=[Pause(start, end)])
    assert seen.due_at == night + timedelta(hours=20 + 24 + 8)
    assert seen.elapsed == timedelta(hours=2)
