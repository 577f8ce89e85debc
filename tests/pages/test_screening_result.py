"""The end in the browser: the result, what is taken up from it, stopping, and errors."""

import pytest
from django.urls import reverse

from tests.pages.screening_browser import LATER, At, completed, said
from tests.records.screening_world import everything, somebody_in_custody, take_in
from throughcare.access.actions.acting import viewing
from throughcare.care import queries as care
from throughcare.care.rules import NeedStatus

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]


def test_the_result_shows_score_meaning_next_step_and_arithmetic():
    here = somebody_in_custody()
    at = At(here)
    screening_id = completed(here, "phq-9", {"low_mood": 3, "interest": 3, "sleep": 3, "energy": 2})
    led_to = at.send("screening_check", screening_id)
    assert led_to.url == at.address("screening_result", screening_id)
    page = said(at.client.get(led_to.url))
    assert "Score 11 of 27: moderate" in page
    assert "Offer an assessment by a mental health practitioner" in page
    assert "3 + 3 + 3 + 2 + 0 + 0 + 0 + 0 + 0 = 11" in page
    assert "A cell, withdrawal or intoxication can disturb sleep" in page
    assert "11, moderate" in said(at.see("screenings"))


def test_nothing_is_completed_while_a_question_is_open():
    here = somebody_in_custody()
    at, screening_id = At(here), here.start("phq-9")
    page = said(at.see("screening_check", screening_id))
    assert "9 questions have no answer yet" in page
    assert "Complete and see the result" not in page
    assert "no answer yet" in said(at.send("screening_check", screening_id))


def test_needs_and_strengths_go_on_record_only_as_somebody_chose():
    here = somebody_in_custody()
    at = At(here)
    answers = {"worry": "yes", "alcohol": "yes", "gambling": "yes", "supportive_adult": "yes"}
    screening_id = completed(here, answers=answers)
    at.send("screening_check", screening_id)
    at.see("screening_result", screening_id)
    with viewing(here.world.amara, LATER):
        assert care.needs(here.sight(at=LATER)) == []
    chosen = {
        "need-anxiety": "suspected",
        "need-alcohol": "confirmed",
        "need-gambling": "leave",
        "strengths": ["supportive_adult"],
    }
    assert at.send("screening_result", screening_id, chosen).status_code == 302
    with viewing(here.world.amara, LATER):
        sight = here.sight(at=LATER)
        needs = {need.type.value: need for need in care.needs(sight)}
        helps = [strength.kind.value for strength in care.strengths(sight)]
    assert {name: need.status for name, need in needs.items()} == {
        "anxiety": NeedStatus.SUSPECTED,
        "alcohol": NeedStatus.CONFIRMED,
    }
    assert needs["alcohol"].screening_id == screening_id
    assert helps == ["supportive_adult"]
    page = said(at.see("screening_result", screening_id))
    assert "On record already: Anxiety, Alcohol" in page
    assert "2 needs and 1 strength recorded" in page


def test_a_need_is_not_recorded_as_something_that_is_no_choice():
    here = somebody_in_custody()
    at, screening_id = At(here), completed(here, answers={"worry": "yes"})
    at.send("screening_check", screening_id)
    page = at.send("screening_result", screening_id, {"need-anxiety": "ruled-out"})
    assert "Select one of the answers for “Anxiety”" in said(page)


def test_stopping_asks_why_and_going_on_is_one_button():
    here = somebody_in_custody()
    at, screening_id = At(here), here.start()
    assert "Select why you stop here" in said(at.send("screening_stop", screening_id))
    again = said(at.send("screening_stop", screening_id, {"reason": "too_unwell"}))
    assert "Select whether somebody should try again" in again
    at.send("screening_stop", screening_id, {"reason": "too_unwell", "again": "no"})
    assert "Too unwell or upset to go on" in said(at.see("screenings"))
    assert "Stopped before the end" in said(at.see("screening_result", screening_id))
    at.send("screening_resume", screening_id)
    assert "Page 1 of 6" in said(at.client.get(at.see("screening_go", screening_id).url))


def test_a_colleague_on_another_device_finds_it_on_the_worklist_and_goes_on():
    here = somebody_in_custody()
    amara, rhys, screening_id = At(here), At(here, here.world.rhys), here.start("phq-9")
    here.answer(screening_id, {"interest": 1})
    stop = {"reason": "asleep", "note": "Ask after breakfast", "again": "yes", "clock": "10:00"}
    days = {"on-day": "3", "on-month": "11", "on-year": "2026"}
    past = said(amara.send("screening_stop", screening_id, stop | days | {"on-day": "1"}))
    assert "The time to try again must be later than now" in past
    assert "Ask after breakfast" in past
    led_to = amara.send("screening_stop", screening_id, stop | days)
    assert "Whoever goes on finds it on the worklist" in said(amara.client.get(led_to.url))
    assert "Try to ask again" in said(rhys.client.get(reverse("worklist")))
    tab = said(rhys.see("screenings"))
    assert "Ask after breakfast" in tab
    assert "go on below" in tab
    led_to = rhys.send("screening_resume", screening_id)
    assert led_to.url == rhys.address("screening_go", screening_id)
    page = rhys.client.get(led_to.url, follow=True).content.decode()
    assert 'name="q-low_mood"' in page
    assert "Try to ask again" not in said(rhys.client.get(reverse("worklist")))
    rest = everything({"interest": 1}, "phq-9")
    del rest["interest"]
    here.answer(screening_id, rest, by=here.world.rhys, at=LATER)
    heard = f"Answers were given to Amara Obi (1) and Rhys Maddock ({len(rest)})."
    assert heard in said(rhys.see("screening_check", screening_id))
    led_to = rhys.send("screening_check", screening_id)
    assert heard in said(rhys.client.get(led_to.url))


def test_an_error_is_marked_with_a_reason_and_stays_on_record():
    here = somebody_in_custody()
    at, screening_id = At(here), completed(here)
    at.send("screening_check", screening_id)
    assert "Say why this screening" in said(at.send("screening_error", screening_id))
    at.send("screening_error", screening_id, {"reason": "Another person"})
    assert "entered in error" in said(at.see("screenings"))
    page = said(at.see("screening_result", screening_id))
    assert "Entered in error, so it does not count. Another person" in page
    assert "Record what I chose" not in page


def test_what_came_in_an_unknown_version_claims_nothing_that_nobody_knows():
    here = somebody_in_custody()
    kept = take_in(here, "7.3", {"sleep": 7})
    page = said(At(here).see("screening_result", kept))
    assert "Unknown version." in page
    assert "Nobody has worked out what these answers point to" in page
    assert "The answers point to no need" not in page
    assert "Not known, because it was asked elsewhere" in page
    assert "face to face" not in page, "how it was asked elsewhere is not known"
