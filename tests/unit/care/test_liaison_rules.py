"""Where a liaison stands, whatever happened before."""

from hypothesis import given
from hypothesis import strategies as st

from throughcare.care.rules import (
    ALERT_WORDS,
    DECLINE_WORDS,
    LIAISON_EVENT_WORDS,
    SAFETY_WORDS,
    AlertReason,
    DeclineReason,
    FollowUpReason,
    LiaisonEventKind,
    LiaisonStatus,
    SafetyKind,
    follow_up_words,
    liaison_reason,
    liaison_status,
    may_follow,
)

Kind, Status = LiaisonEventKind, LiaisonStatus
EVENTS = st.lists(st.sampled_from(Kind), max_size=8)


@given(EVENTS, EVENTS)
def test_who_was_seen_stays_seen(before, later):
    assert liaison_status([*before, Kind.SEEN, *later]) is Status.SEEN


@given(EVENTS)
def test_who_leaves_was_seen_or_declined_or_left_unseen(before):
    after = liaison_status([*before, Kind.LEFT_UNSEEN])
    assert after in (Status.SEEN, Status.DECLINED, Status.LEFT_UNSEEN)


@given(EVENTS)
def test_nobody_is_seen_without_being_seen(events):
    if Kind.SEEN not in events:
        assert liaison_status(events) is not Status.SEEN


def test_the_last_answer_to_the_offer_counts():
    assert liaison_status([]) is Status.NOT_OFFERED
    assert liaison_status([Kind.ALERTED]) is Status.NOT_OFFERED
    assert liaison_status([Kind.OFFERED_DECLINED, Kind.OFFERED_ACCEPTED]) is Status.WAITING
    assert liaison_status([Kind.OFFERED_ACCEPTED, Kind.OFFERED_DECLINED]) is Status.DECLINED
    assert liaison_status([Kind.UNABLE_TO_DECIDE]) is Status.WAITING
    assert liaison_status([Kind.OFFERED_ACCEPTED, Kind.BEGUN]) is Status.BEING_SEEN


def test_a_report_that_was_sent_is_said_before_all_else():
    assert liaison_status([Kind.SEEN], report_sent=True) is Status.REPORT_SENT


def test_what_cannot_follow_says_why():
    assert "already been seen" in may_follow([Kind.SEEN], Kind.BEGUN)
    assert "closed before" in may_follow([Kind.SEEN, Kind.CLOSED], Kind.CLOSED)
    assert "already recorded" in may_follow([Kind.LEFT_UNSEEN], Kind.LEFT_UNSEEN)
    assert may_follow([Kind.LEFT_UNSEEN], Kind.SEEN) == ""


def test_every_code_has_words():
    assert set(ALERT_WORDS) == set(AlertReason)
    assert set(DECLINE_WORDS) == set(DeclineReason)
    assert set(LIAISON_EVENT_WORDS) == set(Kind)
    assert set(SAFETY_WORDS) == set(SafetyKind)
    assert all(follow_up_words(reason) for reason in FollowUpReason)


def test_the_reason_of_an_event_is_said_in_the_words_of_its_kind():
    said = liaison_reason(Kind.ALERTED, "mental-health woman")
    assert said == "Mental health, Woman"
    assert liaison_reason(Kind.CLOSED, "done") == "Everything we agreed is done"
    assert liaison_reason(Kind.OFFERED_DECLINED, "distrust") == "They do not trust the service"
    assert all(liaison_reason(kind, "") == "" for kind in Kind)
