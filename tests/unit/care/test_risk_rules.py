"""A risk says what to do and when to look again."""

from datetime import date, timedelta

from throughcare.care.rules import AS_SAFETY, RISK_WORDS, RiskKind, is_due, refuse_risk

ON = date(2026, 11, 2)


def test_a_risk_without_anything_to_do_or_with_a_day_in_the_past_is_refused():
    assert "what somebody" in refuse_risk(what_to_do=" ", review_on=ON, on=ON)
    before = ON - timedelta(days=1)
    assert "in the past" in refuse_risk(what_to_do="Look in", review_on=before, on=ON)
    assert refuse_risk(what_to_do="Look in", review_on=ON, on=ON) == ""


def test_a_risk_is_due_on_its_day_and_after():
    assert is_due(ON, ON)
    assert not is_due(ON + timedelta(days=1), ON)


def test_every_risk_has_words_and_what_custody_must_know_is_a_safety_fact():
    assert set(RISK_WORDS) == set(RiskKind)
    assert RiskKind.SUICIDE in AS_SAFETY
    assert RiskKind.MAPPA not in AS_SAFETY
