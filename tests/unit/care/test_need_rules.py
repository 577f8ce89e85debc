"""Which changes of a need make sense."""

from datetime import date

import pytest

from throughcare.care.rules import (
    KEPT_NEEDS,
    OPEN_NEEDS,
    NeedStatus,
    needs_open,
    refuse_change,
    refuse_status,
    together,
)
from throughcare.screening.rules import NeedType as N

S = NeedStatus


def test_nothing_changed_is_no_change():
    assert "Nothing has changed" in refuse_change(
        S.SUSPECTED, S.SUSPECTED, otherwise_same=True, reason="x"
    )
    assert refuse_change(S.SUSPECTED, S.SUSPECTED, otherwise_same=False, reason="") == ""


def test_ruling_out_and_opening_again_need_a_reason():
    assert refuse_change(S.SUSPECTED, S.RULED_OUT, otherwise_same=True, reason=" ")
    assert refuse_change(S.RULED_OUT, S.SUSPECTED, otherwise_same=True, reason="")
    assert refuse_change(S.RULED_OUT, S.SUSPECTED, otherwise_same=True, reason="Came back") == ""
    assert refuse_change(S.SUSPECTED, S.CONFIRMED, otherwise_same=True, reason="") == ""


def test_needs_that_are_met_or_ruled_out_are_not_open():
    assert needs_open([S.SUSPECTED, S.ON_PATHWAY, S.CONFIRMED, S.RULED_OUT, S.ADDRESSED]) == 3


@pytest.mark.parametrize("status", KEPT_NEEDS)
def test_what_nobody_meets_has_a_reason_and_a_day_to_look_again(status):
    on = date(2026, 11, 2)
    assert refuse_status(status, reason="", review_on=on, on=on).startswith("Say")
    assert "which day" in refuse_status(status, reason="x", review_on=None, on=on)
    past = date(2026, 11, 1)
    assert "in the past" in refuse_status(status, reason="x", review_on=past, on=on)
    assert refuse_status(status, reason="x", review_on=on, on=on) == ""
    assert status not in OPEN_NEEDS


def test_dual_diagnosis_is_said_as_such():
    (found,) = together([N.ALCOHOL, N.DEPRESSION, N.DEBT])
    assert found.name.startswith("Dual diagnosis")
    assert found.needs == (N.DEPRESSION, N.ALCOHOL)
    assert together([N.ALCOHOL, N.OPIOIDS]) == ()


def test_needs_of_three_kinds_without_a_known_pair_are_said_to_be_many():
    (found,) = together([N.DEBT, N.PAIN, N.VETERAN])
    assert found.name == "Needs of several kinds at once"
    names = {one.name for one in together([N.AUTISM, N.ANXIETY, N.BRAIN_INJURY, N.CANNABIS])}
    assert len(names) == 3


# The vulnerabilities of the broad Liaison and Diversion list and of the youth pilots, domain by
# domain: every one of them can be recorded.
BROAD = """
anxiety depression psychosis bipolar trauma personality_disorder eating_disorder dementia
other_mental_health undiagnosed_concern suicidal_thoughts suicide_plan recent_self_harm
past_self_harm hopelessness learning_disability learning_difficulty autism adhd brain_injury
speech_and_language alcohol opioids crack_or_cocaine cannabis stimulants synthetic_cannabinoids
prescription_drugs injecting withdrawal_risk gambling long_term_condition injury pregnancy pain
mobility sensory infection medicine_gap domestic_abuse_victim domestic_abuse_perpetrator
sexual_violence trafficking county_lines radicalisation accommodation debt benefits employment
education isolation relationships bereavement caring parenting immigration safeguarding_adult
safeguarding_child safeguarding_dependant behaviour school_exclusion looked_after missing_episodes
peer_group veteran older_person faith_or_culture
""".split()


def test_every_vulnerability_of_the_published_lists_can_be_recorded():
    assert {need.value for need in N} >= set(BROAD)
