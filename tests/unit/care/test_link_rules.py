"""When a secure link opens, and how long it may be used."""

from datetime import timedelta
from uuid import uuid4

from tests.world import NOW
from throughcare.care.rules import (
    LASTS,
    Link,
    ReferralEventKind,
    ReferralStatus,
    Side,
    hashed,
    may_go_on,
    moves,
    reason_words,
    refuse_move,
    refuse_opening,
    sentence,
    too_many,
)
from throughcare.care.rules.links import SESSION_LASTS

K, S = ReferralEventKind, ReferralStatus


def link(**said) -> Link:
    given = {
        "link_id": uuid4(), "referral_id": uuid4(), "person_id": uuid4(), "team_id": uuid4(),
        "team": "T", "organisation_id": uuid4(), "organisation": "O", "acts_as": uuid4(),
        "acts_as_name": "T, by secure link", "expires_at": NOW + LASTS, "opened_at": None,
        "revoked_at": None,
    } | said  # fmt: skip
    return Link(**given)


def test_a_link_opens_once_until_it_expires_or_is_taken_back():
    assert refuse_opening(link(), NOW) == ""
    assert "does not open" in refuse_opening(None, NOW)
    assert "does not open" in refuse_opening(link(revoked_at=NOW), NOW)
    assert "expired" in refuse_opening(link(), NOW + LASTS)
    assert "opens once" in refuse_opening(link(opened_at=NOW), NOW)


def test_who_opened_it_goes_on_for_half_an_hour():
    opened = link(opened_at=NOW)
    assert may_go_on(opened, NOW + timedelta(minutes=29))
    assert not may_go_on(opened, NOW + SESSION_LASTS)
    assert not may_go_on(link(), NOW)
    assert not may_go_on(None, NOW)
    assert not may_go_on(link(opened_at=NOW, revoked_at=NOW), NOW)


def test_secrets_are_hashed_and_guessing_is_slowed_down():
    assert hashed("a") == hashed("a") != hashed("b")
    assert not too_many(9)
    assert too_many(10)


def test_a_draft_is_sent_or_closed_and_an_open_referral_is_chased_or_moved_by_its_sender():
    assert moves(S.DRAFT, Side.SENDER, relink=False) == (K.MADE, K.CLOSED)
    assert moves(S.DRAFT, Side.SERVICE, relink=True) == ()
    assert moves(S.WAITING_LIST, Side.SENDER, relink=False) == (
        K.CHASED,
        K.GETTING_THERE,
        K.MOVED,
        K.CLOSED,
    )
    assert moves(S.BACK_WITH_SENDER, Side.SENDER, relink=False) == (K.MOVED, K.CLOSED)


def test_who_cancelled_and_why_it_ended_early_are_said():
    def refused(status, move, **more):
        return refuse_move(status, move, Side.SERVICE, relink=False, **more)

    assert refused(S.BOOKED, K.CANCELLED) == "Say who cancelled."
    assert refused(S.BOOKED, K.CANCELLED, reason="person") == ""
    assert refused(S.SEEN, K.ENDED_EARLY) == "Say why."
    assert "in the past" in refused(
        S.ACCEPTED, K.BOOKED, appointment_on=NOW.date() - timedelta(days=1), on=NOW.date()
    )
    assert refused(S.ACCEPTED, K.OFFERED) == "Say when the appointment is."
    assert reason_words(K.CANCELLED, "court") == "They had to be at court"
    assert reason_words(K.ENDED_EARLY, "stopped-coming") == "They stopped coming"
    assert all(sentence(status) for status in S)
