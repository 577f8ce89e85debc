"""When the system is down, in the browser: a pack on paper, and its answers entered after."""

from datetime import date

import pytest

from tests.pages.screening_browser import LATER, At, asked, said
from tests.records.screening_world import PHQ, everything, somebody_in_custody
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.access.rules import Verb
from throughcare.care.actions import note_safety
from throughcare.screening import actions, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]
ALLERGIC = {"kind": "allergy", "state": "yes", "action": "No penicillin"}


def test_a_pack_holds_what_keeps_them_safe_what_was_said_and_blank_forms():
    here = somebody_in_custody()
    by = here.world.amara
    note_safety(by=by, at=LATER, person_id=here.person_id, **ALLERGIC)
    first = here.start()
    here.answer(first, {"armed_forces": "yes", "thoughts_of_suicide": "no"})
    actions.stop(by=by, at=LATER, screening_id=first, reason="left")
    at = At(here)
    assert "Print a pack for when the system is down" in said(at.see("screenings"))
    assert "Make the pack" in said(at.see("screening_pack"))
    assert "Select at least one" in said(at.send("screening_pack"))
    led_to = at.send("screening_pack", answers={"ask": ["ld-core", "phq-9"]})
    page = said(at.client.get(led_to.url))
    number = led_to.url.split("/")[-1].split("?")[0]
    assert f"Pack {number}" in page
    assert "No penicillin" in page
    assert "Printed 3:30 pm on 2 November 2026 by Amara Obi" in page
    assert "Do not rely on it after" in page
    assert "It leaves out: offences" in page
    assert "“Yes”. ☐ Still right" in page
    assert "“No”. Ask again." in page
    assert "Little interest or pleasure" in page
    assert "Are you pregnant" not in page
    assert "Only if “Are you thinking about killing yourself, or wishing you were dead?” is" in page
    assert "thoughts_of_suicide" not in page
    with viewing(by, LATER):
        assert AuditEvent.objects.filter(what="print-pack", items__contains=[number]).count() == 1


def test_every_opening_of_a_pack_is_a_disclosure_on_the_trail():
    here = somebody_in_custody()
    for number in ("ab12", "ab12", "made-up"):
        page = At(here).see("screening_pack_sheets", number=number, query="?ask=phq-9")
        assert page.status_code == 200
    with viewing(here.world.amara, LATER):
        opened = AuditEvent.objects.filter(what="screening_pack_sheets")
        assert [event.verb for event in opened] == [Verb.DISCLOSE] * 3


@pytest.mark.parametrize(("born", "asked_of_them"), [(2008, True), (2005, False)])
def test_somebody_who_has_come_of_age_since_can_be_answered_for_as_the_child_they_were(
    born, asked_of_them
):
    here = somebody_in_custody(born=date(born, 11, 2))
    page = said(At(here).see("screening_paper", instrument="ld-core"))
    assert ("Have you been told to stay away from school" in page) is asked_of_them


def test_a_pack_of_nothing_is_not_found():
    here = somebody_in_custody()
    assert At(here).see("screening_pack_sheets", number="ab12").status_code == 404
    assert At(here).see("screening_paper", instrument="irc-made-up").status_code == 404


HEAD = {
    "asked_by": "Joel Penrose",
    "on-day": "2",
    "on-month": "11",
    "on-year": "2026",
    "clock": "13:00",
    "place": "elsewhere",
    "asked_in": "Cell 4, by torch",
    "agreed": "agreed",
    "mode": "interview",
    "paper_number": "ab12cd34",
}


def test_a_paper_is_entered_with_its_own_time_and_its_score():
    here = somebody_in_custody()
    at = At(here)
    assert "Patient Health Questionnaire (PHQ-9)" in said(at.see("screening_paper_which"))
    answers = HEAD | asked(**PHQ | {"self_harm_thoughts": 0, "difficulty": 0})
    led_to = at.send("screening_paper", instrument="phq-9", answers=answers)
    page = said(at.client.get(led_to.url))
    assert "Score 8 of 27" in page
    assert "Asked by Joel Penrose" in page
    assert "Cell 4, by torch" in page
    assert "Entered later from paper, paper ab12cd34" in page
    assert "Entered by Amara Obi, just now" in page
    again = said(at.send("screening_paper", instrument="phq-9", answers=answers))
    assert "This paper was entered already" in again
    assert "Is this paper one of these?" in again


def test_an_urgent_answer_on_paper_is_read_and_told_like_any_other():
    here = somebody_in_custody()
    at = At(here)
    led_to = at.send(
        "screening_paper", instrument="phq-9", answers=HEAD | asked(**PHQ | {"difficulty": 0})
    )
    assert led_to.url.endswith("/urgent")
    assert "self-harm. Tell them as well" in said(at.client.get(led_to.url))


def test_what_is_missing_on_a_paper_is_named_and_what_was_typed_is_kept():
    here = somebody_in_custody()
    at = At(here)
    empty = said(at.send("screening_paper", instrument="phq-9"))
    for words in (
        "Enter who asked the questions",
        "Enter the day of the interview",
        "Enter the time of the interview",
        "Select where it was",
        "Select how they agreed",
    ):
        assert words in empty
    half = HEAD | asked(interest="1") | {"asked_in": "", "clock": "23:00"}
    page = said(at.send("screening_paper", instrument="phq-9", answers=half))
    assert "Enter where the interview was" in page
    assert "must not be later than now" in page
    page = at.send("screening_paper", instrument="phq-9", answers=HEAD | asked(interest="1"))
    assert "No answer to: Feeling down, depressed, or hopeless" in said(page)
    assert "Cell 4, by torch" in page.content.decode()
    odd = HEAD | asked(interest="9")
    assert "Select one of the answers" in said(
        at.send("screening_paper", instrument="phq-9", answers=odd)
    )
    with viewing(here.world.amara, LATER):
        assert queries.screenings(here.sight(at=LATER)) == []


def test_a_half_filled_paper_says_why_it_stopped():
    here = somebody_in_custody()
    at = At(here)
    half = HEAD | asked(interest="1") | {"stopped_because": "left"}
    led_to = at.send("screening_paper", instrument="phq-9", answers=half)
    assert "Stopped before the end" in said(at.client.get(led_to.url))


def test_a_paper_of_the_core_screen_may_answer_every_question():
    here = somebody_in_custody()
    at = At(here)
    given = {
        f"q-{name}-none" if value == "declined" else f"q-{name}": value
        for name, value in everything(thoughts_of_suicide="yes", suicide_plan="no").items()
    }
    led_to = at.send("screening_paper", instrument="ld-core", answers=HEAD | given)
    assert led_to.status_code == 302, said(led_to)
