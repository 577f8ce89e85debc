"""The order of the board: by the highest reason, never by a sum, and nobody jumps it silently."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from throughcare.clocks.kept import in_order, seen_at
from throughcare.clocks.limits import published
from throughcare.clocks.reckoning import State
from throughcare.pathway.rules import (
    EventKind,
    PlaceKind,
    Signs,
    UrgentBecause,
    board_order,
    published_order,
    urgency,
)
from throughcare.pathway.rules.running import Told, during_stay, running

NOW = datetime(2026, 11, 2, 14, 30, tzinfo=UTC)
ORDER = tuple(published_order())


def clocks_after(hours: float, *, authorised: float | None = None, reviewed: float | None = None):
    """The clocks of somebody who arrived so many hours ago."""
    stay = (uuid4(), uuid4(), uuid4(), PlaceKind.CUSTODY_SUITE, ago(hours))
    told = []
    if authorised is not None:
        told.append(Told(EventKind.DETENTION_AUTHORISED, ago(authorised)))
    if reviewed is not None:
        told.append(Told(EventKind.REVIEWED, ago(reviewed)))
    one = during_stay(stay, told)
    return in_order(seen_at(each, NOW, published()) for each in running(one, NOW, published()))


def ago(hours: float) -> datetime:
    return NOW - timedelta(hours=hours)


ages = st.floats(min_value=0, max_value=40, allow_nan=False)
signs = st.builds(
    Signs,
    self_harm=st.booleans(),
    under_18=st.sampled_from([None, True, False]),
    alerted_not_seen=st.booleans(),
    clocks=st.tuples(ages, st.floats(0, 1)).map(
        lambda drawn: clocks_after(drawn[0], authorised=drawn[0] * drawn[1])
    ),
)
orders = st.permutations(list(UrgentBecause))


def test_every_reason_has_a_place_in_the_published_order():
    assert set(ORDER) == set(UrgentBecause)


def test_the_published_order_is_a_starter_and_says_so():
    assert ORDER[0] is UrgentBecause.SELF_HARM
    assert all(words for words in published_order().values())


@given(signs, orders)
def test_the_highest_reason_decides_whatever_else_holds(found, order):
    result = urgency(found, order)
    if result.reasons:
        assert order[result.place] is result.reasons[0]
    else:
        assert result.place == len(order)


@given(signs, signs, orders)
def test_many_small_reasons_never_outweigh_a_higher_one(one, other, order):
    first, second = urgency(one, order), urgency(other, order)
    if first.reasons and second.reasons and first.reasons[0] is second.reasons[0]:
        assert first.place == second.place
    if first.place < second.place:
        assert board_order(first, one.clocks, NOW) < board_order(second, other.clocks, NOW)


@given(signs)
def test_a_reason_is_named_exactly_when_it_holds(found):
    reasons = set(urgency(found, ORDER).reasons)
    states = {clock.state for clock in found.clocks}
    assert (UrgentBecause.SELF_HARM in reasons) == found.self_harm
    assert (UrgentBecause.UNDER_18 in reasons) == (found.under_18 is True)
    assert (UrgentBecause.ALERTED_NOT_SEEN in reasons) == found.alerted_not_seen
    assert (UrgentBecause.CLOCK_OVER in reasons) == (State.BREACHED in states)
    assert (UrgentBecause.CLOCK_SOON in reasons) == (State.DUE_SOON in states)


def test_an_age_that_is_not_known_is_no_reason():
    assert urgency(Signs(under_18=None), ORDER).reasons == ()


def test_of_two_equally_urgent_people_the_one_due_first_comes_first():
    early, late = clocks_after(5, authorised=5), clocks_after(2, authorised=2)
    same = urgency(Signs(), ORDER)
    rows = sorted([late, early], key=lambda clocks: board_order(same, clocks, NOW))
    assert rows == [early, late]


@given(ages, st.floats(0, 1), st.floats(0, 1))
def test_the_clock_in_front_is_the_one_due_first(hours, authorised, reviewed):
    authorised = hours * authorised
    clocks = clocks_after(hours, authorised=authorised, reviewed=authorised * reviewed)
    assert [c.due_at for c in clocks] == sorted(c.due_at for c in clocks)
    assert len(clocks) == 2


def test_before_detention_is_authorised_no_review_is_due():
    (clock,) = clocks_after(7)
    assert clock.limit.id == "pace.detention.basic"
    assert clock.due_at == NOW - timedelta(hours=7) + timedelta(hours=24)


def test_the_first_review_runs_from_authorisation_and_the_next_from_the_review():
    first = clocks_after(3, authorised=2)[0]
    assert (first.limit.id, first.due_at) == ("pace.review.1", NOW + timedelta(hours=4))
    later = clocks_after(8, authorised=7, reviewed=1)[0]
    assert (later.limit.id, later.due_at) == ("pace.review.n", NOW + timedelta(hours=8))


def test_outside_police_custody_none_of_these_clocks_runs():
    court = (uuid4(), uuid4(), uuid4(), PlaceKind.MAGISTRATES_COURT, NOW)
    assert during_stay(court, [Told(EventKind.DETENTION_AUTHORISED, NOW)]) is None
