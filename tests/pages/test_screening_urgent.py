"""Urgent answers in the browser: they interrupt, and reach custody at once."""

import pytest

from tests.pages.screening_browser import LATER, At, asked, said
from tests.records.screening_world import PHQ, somebody_in_custody
from tests.world import NOW
from throughcare.access.actions.acting import viewing
from throughcare.care import queries as care
from throughcare.care.actions import note_safety
from throughcare.care.rules import SafetyKind, SafetyState
from throughcare.screening.instrument import instruments
from throughcare.web.pages.screening_raised import ACTIONS, NOT_FOR_CUSTODY, TELLS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]


def test_an_urgent_answer_interrupts_until_it_is_read_and_reaches_custody_at_once():
    here = somebody_in_custody()
    at, screening_id = At(here), here.start("phq-9")
    answers = {item: "1" for item in PHQ}
    led_to = at.send("screening_page", screening_id, asked(**answers), number=1)
    assert led_to.url == at.address("screening_urgent", screening_id)
    assert at.see("screening_page", screening_id, number=1).url == led_to.url
    assert at.see("screening_check", screening_id).url == led_to.url
    page = said(at.client.get(led_to.url))
    assert "Ask about it now, keep the person safe" in page
    assert "self-harm. Tell them as well" in page
    with viewing(here.world.dana, LATER):
        (fact,) = care.safety(here.sight(here.world.dana, LATER))
    assert (fact.kind, fact.state) == (SafetyKind.SELF_HARM, SafetyState.YES)
    flag = {"flag": ["thoughts-of-death-or-self-harm"]}
    assert at.send("screening_urgent", screening_id, flag).status_code == 302
    assert "Check the answers" in said(at.see("screening_check", screening_id))


def test_what_custody_wrote_about_a_risk_is_not_written_over():
    here = somebody_in_custody()
    note_safety(
        by=here.world.dana,
        at=NOW,
        person_id=here.person_id,
        kind="self-harm",
        state="yes",
        action="Level 3, every 30 minutes",
    )
    at, screening_id = At(here), here.start()
    at.send("screening_page", screening_id, asked(self_harm_recent="yes"), number=2)
    with viewing(here.world.dana, LATER):
        (fact,) = care.safety(here.sight(here.world.dana, LATER))
    assert fact.action == "Level 3, every 30 minutes"


def test_every_flag_is_either_told_to_custody_or_kept_from_it_on_purpose():
    flags = {flag.id for instrument in instruments() for flag in instrument.flags}
    assert flags == set(TELLS) | NOT_FOR_CUSTODY
    assert not set(TELLS) & NOT_FOR_CUSTODY
    assert set(TELLS.values()) == set(ACTIONS)
