"""A transfer to hospital goes step by step; a delay has a reason and stops nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.care.rules.transfer import (
    Took,
    TransferStep,
    in_order,
    may_follow_transfer,
    of_journey,
    refuse_transfer_step,
    stands,
    this_time,
)
from throughcare.pathway.rules import EventKind

AT = datetime(2026, 11, 2, 14, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
S = TransferStep


def took(*steps):
    return [Took(step, AT + number * HOUR) for number, step in enumerate(steps)]


@given(st.lists(st.integers(0, 9), max_size=12))
def test_whatever_may_follow_can_be_recorded_until_the_journey_says_they_returned(choices):
    taken = []
    for number, choice in enumerate(choices):
        may = may_follow_transfer(taken)
        if not may:
            assert stands(taken) is S.FIT_TO_RETURN, "the return itself stands in the journey"
            return
        step = may[choice % len(may)]
        at = AT + number * HOUR
        assert not refuse_transfer_step(
            taken, step, happened_at=at, at=at, delay="no-bed", held=True
        )
        taken.append(Took(step, at))


def test_a_delay_leaves_the_transfer_where_it_was():
    assert stands(took(S.REFERRED, S.DELAYED)) is S.REFERRED
    assert S.DELAYED not in may_follow_transfer([])
    assert S.DELAYED not in may_follow_transfer(took(S.REFERRED, S.WITHDRAWN))


def test_a_second_transfer_is_counted_from_its_own_referral():
    steps = took(S.REFERRED, S.WITHDRAWN, S.REFERRED)
    assert this_time(steps) == (steps[2],)


@pytest.mark.parametrize(
    ("taken", "step", "more", "why"),
    [
        ([], S.REFERRED, {"held": False}, "in no prison"),
        ([], S.ASSESSED, {}, "nothing is recorded yet"),
        (took(S.REFERRED), S.WARRANT, {}, "referred for transfer"),
        (took(S.REFERRED), S.ASSESSED, {"happened_at": AT + 9 * HOUR}, "future"),
        (took(S.REFERRED), S.ASSESSED, {"happened_at": AT - HOUR}, "recorded last"),
        (took(S.REFERRED), S.DELAYED, {}, "what delays it"),
        (took(S.REFERRED), S.ASSESSED, {"note": "Unwell"}, "keeps no notes"),
        (took(S.REFERRED, S.ASSESSED, S.GATEKEEPING, S.BED_OFFERED), S.TRANSFERRED, {}, "next"),
    ],
)
def test_what_cannot_be_is_refused_in_words(taken, step, more, why):
    given = {"happened_at": AT + HOUR, "at": AT + HOUR, "delay": "", "held": True} | more
    assert why in refuse_transfer_step(taken, step, **given)


@pytest.mark.parametrize(
    ("kind", "detail", "step"),
    [
        ("hospital-transfer-referred", "", S.REFERRED),
        ("hospital-transfer-assessed", "", S.ASSESSED),
        ("hospital-transfer-withdrawn", "", S.WITHDRAWN),
        ("transferred-to-hospital", "16", S.TRANSFERRED),
        ("admitted-to-hospital", "16", S.TRANSFERRED),
        ("left-hospital", "remitted", S.RETURNED),
        ("left-hospital", "discharged", None),
        ("received", "hospital", S.RETURNED),
        ("received", "remand", None),
        ("reviewed", "", None),
    ],
)
def test_which_events_of_the_journey_are_steps_of_a_transfer(kind, detail, step):
    assert of_journey(EventKind(kind), detail) is step


def test_a_movement_counts_only_while_a_transfer_is_under_way():
    told = took(S.TRANSFERRED, S.RETURNED, S.REFERRED, S.TRANSFERRED, S.TRANSFERRED, S.RETURNED)
    kept = [one.step for one in in_order(reversed(told))]
    assert kept == [S.REFERRED, S.TRANSFERRED, S.RETURNED]
    fit = took(S.REFERRED, S.TRANSFERRED, S.FIT_TO_RETURN, S.RETURNED)
    assert in_order(fit) == tuple(fit)
