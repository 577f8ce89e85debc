"""A referral is open until the person was seen"""

from datetime import date

from throughcare.care.rules.deadlines import published
from throughcare.care.rules.referral_chain import (
    moves,
    next_step,
    referral_status,
    refuse_move,
)
from throughcare.care.rules.referrals import (
    ReferralEventKind as Event,
)
from throughcare.care.rules.referrals import (
    ReferralStatus as Status,
)
from throughcare.care.rules.referrals import Side

TODAY = date(2026, 11, 2)


def test_an_accepted_referral_is_not_finished():
    assert referral_status([Event.MADE, Event.ACCEPTED]) is Status.ACCEPTED
    assert next_step(Status.ACCEPTED, published(), on=TODAY).held_by is Side.SERVICE


def test_a_declined_referral_goes_back_to_the_team_that_referred_with_a_date():
    step = next_step(Status.BACK_WITH_SENDER, published(), on=TODAY)
    assert step.held_by is Side.SENDER
    assert step.action
    assert step.on is not None
    assert step.on >= TODAY


def test_a_service_that_declines_says_why():
    refused = refuse_move(
        Status.WAITING_FOR_ANSWER, Event.DECLINED, Side.SERVICE, relink=False, reason=""
    )
    assert refused == "Say why."


def test_only_seen_back_in_touch_or_closed_ends_a_referral():
    held = {status: next_step(status, published(), on=TODAY).held_by for status in Status}
    nobody = {status for status, side in held.items() if side is None}
    after_seen = {Status.COMPLETED, Status.ENDED_EARLY}
    assert nobody == {Status.SEEN, Status.RELINKED, Status.CLOSED} | after_seen


def test_being_put_back_in_touch_is_an_outcome_of_its_own():
    """With a professional who already knows the person; it is not counted as a new referral."""
    assert Event.RELINKED in moves(Status.WAITING_FOR_ANSWER, Side.SERVICE, relink=True)
    assert Event.RELINKED not in moves(Status.WAITING_FOR_ANSWER, Side.SERVICE, relink=False)
