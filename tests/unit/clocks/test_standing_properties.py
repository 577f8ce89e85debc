"""What is true of every limit, whatever events are told, in whatever order, at whatever moment."""

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from throughcare.clocks.limits import Limit, published
from throughcare.clocks.reckoning import State
from throughcare.clocks.standing import Standing, status_of

LIMITS = st.sampled_from(published().all)
PAUSED = st.sampled_from([limit for limit in published().all if limit.pauses])
# From a leap day over four nights in which the clocks change.
FROM = datetime(2024, 2, 26, tzinfo=UTC)
STARTS = st.integers(0, 735 * 24 * 60).map(lambda minutes: FROM + timedelta(minutes=minutes))
Told = tuple[tuple[str, datetime], ...]


# What can move a clock is told more often than what cannot.
MOVED = [limit for limit in published().all if limit.extensions or limit.pauses]
SEVERAL = [limit for limit in published().all if len(limit.starts) > 1]


@st.composite
def happenings(draw: st.DrawFn) -> tuple[Limit, Told, datetime, datetime]:
    """A limit, events that it knows, and two moments, the second not before the first.

    Moments are eighths of the limit apart, so that what matters falls just before it or after.
    """
    limit = draw(st.one_of(LIMITS, st.sampled_from(MOVED), st.sampled_from(SEVERAL)))
    start, length = draw(STARTS), limit.length.value
    eighth = (length.after(start) - start) / 8 if length else timedelta(hours=3)
    names = sorted(limit.events)
    starting = [each.event for each in limit.starts]
    told = [(draw(st.sampled_from(starting)), start)] if starting else []
    if names:
        more = draw(st.lists(st.tuples(st.sampled_from(names), st.integers(0, 32)), max_size=7))
        told += [(name, start + gap * eighth) for name, gap in more]
    at = start + draw(st.integers(-2, 30)) * eighth + timedelta(minutes=draw(st.integers(0, 2)))
    return limit, tuple(told), at, at + draw(st.integers(0, 16)) * eighth


def answer(seen: Standing) -> tuple[object, ...]:
    return (seen.state, seen.started_at, seen.due_at, seen.warn_at, seen.met_at, seen.remaining)


@settings(deadline=None, max_examples=1000)
@given(happenings())
def test_a_breach_never_goes_away_with_time(
    told: tuple[Limit, Told, datetime, datetime],
) -> None:
    limit, events, at, later = told
    first, second = (status_of(limit, events, moment) for moment in (at, later))
    # A limit that begins again is another clock after its next start.
    same = not limit.begins_again or first.started_at == second.started_at
    if first.state is State.BREACHED and same:
        assert second.state is State.BREACHED


@settings(deadline=None, max_examples=300)
@given(happenings(), st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_told_makes_no_difference(
    told: tuple[Limit, Told, datetime, datetime], rng: random.Random
) -> None:
    limit, events, at, _ = told
    shuffled = list(events)
    rng.shuffle(shuffled)
    one, other = status_of(limit, events, at), status_of(limit, shuffled, at)
    assert answer(one) == answer(other)
    assert one.because == other.because


@settings(deadline=None, max_examples=300)
@given(happenings())
def test_an_event_told_twice_is_one_event(told: tuple[Limit, Told, datetime, datetime]) -> None:
    limit, events, at, _ = told
    assert answer(status_of(limit, events, at)) == answer(status_of(limit, events * 2, at))


@settings(deadline=None, max_examples=300)
@given(happenings())
def test_what_lies_ahead_changes_nothing_unless_it_is_planned(
    told: tuple[Limit, Told, datetime, datetime],
) -> None:
    limit, events, at, _ = told
    so_far = [each for each in events if each[1] <= at or each[0] in limit.planned]
    assert answer(status_of(limit, events, at)) == answer(status_of(limit, so_far, at))


@settings(deadline=None, max_examples=300)
@given(
    PAUSED,
    STARTS,
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 900)), max_size=4),
    st.integers(0, 4),
    st.integers(0, 6000),
)
def test_a_pause_never_makes_anything_due_earlier(
    limit: Limit, start: datetime, gaps: list[tuple[int, int]], kept: int, at: int
) -> None:
    rule, told, moment = limit.pauses[0], [], start
    for wait, lasts in gaps:
        begins = moment + timedelta(minutes=wait)
        moment = begins + timedelta(minutes=lasts)
        told.append(((rule.begins, begins), (rule.ends[0], moment)))
    seen = [
        status_of(
            limit,
            [(limit.starts[0].event, start), *(event for pair in pairs for event in pair)],
            start + timedelta(minutes=at),
        )
        for pairs in ([], told[:kept], told)
    ]
    dues = [each.due_at for each in seen]
    assert dues == sorted(dues)


@settings(deadline=None, max_examples=300)
@given(happenings())
def test_every_answer_agrees_with_itself_and_says_why(
    told: tuple[Limit, Told, datetime, datetime],
) -> None:
    limit, events, at, _ = told
    seen = status_of(limit, events, at)
    assert seen.because
    assert all(sentence[-1] in ".:" for sentence in seen.because)
    if seen.state is State.NOT_STARTED:
        assert (seen.started_at, seen.due_at, seen.met_at, seen.remaining) == (None,) * 4
        return
    assert seen.started_at is not None
    assert seen.started_at <= at
    assert (seen.due_at is None) is (seen.remaining is None) is (seen.warn_at is None)
    if seen.due_at is None:
        assert seen.state in {State.RUNNING, State.PAUSED, State.MET}
    elif not limit.at_least:
        assert (seen.state is State.BREACHED) is (seen.remaining < timedelta(0))


@settings(deadline=None)
@given(STARTS, st.integers(0, 3000))
def test_detention_counts_hours_that_elapse_in_every_night(start: datetime, at: int) -> None:
    events = [("arrived-at-station", start)]
    limit = published().in_force("pace.detention.basic", start.date())
    seen = status_of(limit, events, start + timedelta(minutes=at))
    assert seen.due_at == start + timedelta(hours=24)
