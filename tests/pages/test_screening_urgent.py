"""Urgent answers in the browser: they interrupt, and reach custody at once."""

from datetime import timedelta

import pytest

from tests.pages.screening_browser import LATER, At, asked, said
from tests.records.screening_world import PHQ, somebody_in_custody
from tests.world import NOW
from throughcare.access.actions.acting import viewing
from throughcare.care import queries as care
from throughcare.care.actions import note_safety, read_alerts
from throughcare.care.rules import SafetyKind, SafetyState
from throughcare.care.rules.alerts import AlertKind
from throughcare.screening import actions, queries
from throughcare.screening.instrument import instruments
from throughcare.screening.rules import ResponseState
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


def alerted(here, viewer, at=LATER):
    """The alerts that a worker has not read."""
    with viewing(viewer, at):
        return [one for one in care.alerts(viewer, at=at) if not one.read]


def kinds_of(alerts):
    return sorted(one.kind.value for one in alerts)


def test_custody_and_the_team_are_alerted_with_the_answer_long_before_the_end():
    here = somebody_in_custody()
    at, screening_id = At(here), here.start()
    dana, amara, rhys = here.world.dana, here.world.amara, here.world.rhys
    assert not [one for who in (dana, amara, rhys) for one in alerted(here, who)]
    at.send("screening_page", screening_id, asked(self_harm_recent="yes"), number=2)
    assert here.sheet(screening_id, LATER).asked.state is ResponseState.IN_PROGRESS
    (told,) = alerted(here, dana)
    assert (told.kind, told.line) == (AlertKind.SAFETY, "New safety alert")
    assert kinds_of(alerted(here, rhys)) == ["safety", "urgent"], "a colleague of the team"
    (waits,) = alerted(here, amara)
    assert waits.kind is AlertKind.URGENT
    assert waits.due == LATER + timedelta(hours=1)
    assert not alerted(here, here.world.otto)
    page = said(at.client.get("/alerts"))
    assert "An urgent answer waits until it is said what was done" in page
    with viewing(amara, LATER):
        (urgent,) = queries.urgent(here.sight(amara, LATER), open_only=True)
    actions.say_done(by=amara, at=LATER, clock_id=urgent.clock_id, done="healthcare")
    assert not alerted(here, amara)


def test_an_urgent_answer_about_what_is_known_alerts_anew_and_the_same_answer_does_not():
    here = somebody_in_custody()
    dana = here.world.dana
    at, screening_id = At(here), here.start()
    at.send("screening_page", screening_id, asked(self_harm_past="yes"), number=2)
    (first,) = alerted(here, dana)
    read_alerts(by=dana, at=LATER, keys=[first.key])
    at.send("screening_page", screening_id, asked(worry="yes"), number=3)
    assert not alerted(here, dana), "nothing urgent is new"
    at.send("screening_page", screening_id, asked(self_harm_recent="yes"), number=2)
    (second,) = alerted(here, dana)
    assert second.key != first.key
    read_alerts(by=dana, at=LATER, keys=[second.key])
    at.send("screening_page", screening_id, asked(self_harm_recent="yes"), number=2)
    assert not alerted(here, dana)


def test_custody_is_alerted_to_what_health_workers_tell_and_not_to_its_own_questions():
    here = somebody_in_custody()
    about = {"at": LATER, "person_id": here.person_id, "state": "yes"}
    note_safety(by=here.world.dana, kind="pregnancy", **about)
    assert not alerted(here, here.world.amara)
    note_safety(by=here.world.amara, kind="physical-risk", **about)
    assert kinds_of(alerted(here, here.world.dana)) == ["safety"]


def test_what_custody_wrote_about_a_risk_stands_beside_what_is_urgent_now():
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
    assert fact.action == (
        "Agree the level of observation with healthcare now."
        " Written before: Level 3, every 30 minutes"
    )


def test_every_flag_is_either_told_to_custody_or_kept_from_it_on_purpose():
    flags = {flag.id for instrument in instruments() for flag in instrument.flags}
    assert flags == set(TELLS) | NOT_FOR_CUSTODY
    assert not set(TELLS) & NOT_FOR_CUSTODY
    assert set(TELLS.values()) == set(ACTIONS)
