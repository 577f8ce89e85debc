"""No allowed sequence of events leaves an open referral without holder, next action and date."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from throughcare.care.rules import (
    ENDED,
    EVENT_WORDS,
    ReferralEventKind,
    ReferralStatus,
    Side,
    moves,
    next_step,
    published,
    referral_status,
    refuse_move,
    sentence,
)

START = date(2026, 11, 2)
CHOICES = st.lists(
    st.tuples(st.sampled_from(Side), st.sampled_from(ReferralEventKind), st.integers(0, 40)),
    max_size=12,
)


@given(CHOICES, st.booleans(), st.booleans())
def test_an_open_referral_always_has_a_holder_an_action_and_a_date(tried, relink, urgent):
    chain, status, today = [ReferralEventKind.MADE], ReferralStatus.WAITING_FOR_ANSWER, START
    for side, kind, days in tried:
        appointment = today + timedelta(days=days)
        if refuse_move(
            status, kind, side, relink=relink, reason="other", appointment_on=appointment
        ):
            continue
        chain.append(kind)
        status = referral_status(chain)
        booked = appointment if kind is ReferralEventKind.BOOKED else None
        step = next_step(
            status, published(), on=today, urgent=urgent, relink=relink, appointment_on=booked
        )
        if status in ENDED:
            assert (step.held_by, step.action, step.on) == (None, "", None)
        else:
            assert step.held_by
            assert step.action
            assert step.on
            assert step.on > today
            assert booked is None or step.on > booked
        today += timedelta(days=1)
    assert (status in ENDED) == (referral_status(chain) in ENDED)


@given(st.sampled_from(ReferralStatus), st.sampled_from(Side), st.booleans())
def test_what_is_offered_is_what_is_allowed(status, side, relink):
    allowed = [
        kind
        for kind in ReferralEventKind
        if not refuse_move(status, kind, side, relink=relink, reason="other", appointment_on=START)
    ]
    assert set(allowed) == set(moves(status, side, relink=relink))


@given(st.sampled_from([one for one in ReferralStatus if one not in ENDED]), st.booleans())
def test_every_open_referral_can_be_moved_by_whoever_holds_it(status, relink):
    step = next_step(status, published(), on=START, relink=relink)
    assert step.held_by is not None
    assert moves(status, step.held_by, relink=relink)


def test_after_being_seen_nothing_but_engagement_follows():
    assert moves(ReferralStatus.SEEN, Side.SERVICE, relink=True) == (
        ReferralEventKind.ENGAGED,
        ReferralEventKind.COMPLETED,
        ReferralEventKind.ENDED_EARLY,
    )
    assert moves(ReferralStatus.SEEN, Side.SENDER, relink=True) == ()
    assert referral_status([ReferralEventKind.SEEN, ReferralEventKind.ENGAGED]) == "seen"


def test_a_refusal_says_what_stands_in_the_way():
    said = refuse_move(
        ReferralStatus.CLOSED, ReferralEventKind.ACCEPTED, Side.SERVICE, relink=False
    )
    assert "Accepted" in said
    assert "closed" in said
    assert (
        refuse_move(
            ReferralStatus.WAITING_FOR_ANSWER,
            ReferralEventKind.DECLINED,
            Side.SERVICE,
            relink=False,
        )
        == "Say why."
    )


def test_urgent_referrals_are_answered_sooner():
    slow = next_step(ReferralStatus.WAITING_FOR_ANSWER, published(), on=START)
    fast = next_step(ReferralStatus.WAITING_FOR_ANSWER, published(), on=START, urgent=True)
    assert (slow.on, fast.on) == (date(2026, 11, 5), date(2026, 11, 3))


def test_a_deadline_skips_weekends_and_bank_holidays():
    christmas_eve = date(2026, 12, 24)
    step = next_step(ReferralStatus.WAITING_FOR_ANSWER, published(), on=christmas_eve)
    assert step.on == date(2026, 12, 31)


def test_every_status_and_event_has_words():
    assert all(sentence(status).endswith(".") for status in ReferralStatus)
    assert set(EVENT_WORDS) == set(ReferralEventKind)
