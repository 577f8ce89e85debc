"""What was told before: shown, confirmed with one choice, and the short way through."""

import re
from uuid import uuid4

import pytest

from tests.pages.screening_browser import LATER, At, asked, said
from tests.records.screening_world import PHQ, everything, somebody_in_custody
from tests.world import NOW
from throughcare.screening import actions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]


def test_what_was_told_before_is_shown_and_confirmed_with_one_choice():
    here = somebody_in_custody()
    first = here.start()
    here.answer(first, {"armed_forces": "yes", "work_or_school": "no", "thoughts_of_suicide": "no"})
    actions.stop(by=here.world.amara, at=NOW, screening_id=first, reason="left")
    at, second = At(here, here.world.joel), here.start(by=here.world.joel, at=LATER)
    page = said(at.see("screening_page", second, number=6))
    assert (
        "Said to Amara Obi, 1 hour ago in Amberford custody suite: “Yes”. Is that still right?"
        in page
    )
    safety = said(at.see("screening_page", second, number=2))
    assert "“No”. Ask again." in safety
    assert "still right" not in safety.split("Are you thinking")[1].split("Have you hurt")[0]
    sent = {
        "q-armed_forces": "still-right",
        "q-work_or_school": "yes",
    }
    at.send("screening_page", second, sent, number=6)
    sheet = here.sheet(second, LATER)
    assert sheet.answers(LATER) == {"armed_forces": "yes", "work_or_school": "yes"}
    assert sheet.said["armed_forces"][0].confirmed_from
    assert not sheet.said["work_or_school"][0].confirmed_from
    assert "Confirmed to Joel Penrose" in said(at.see("screening_page", second, number=6))


def test_what_another_instrument_asked_is_told_in_its_words_and_asked_again():
    here = somebody_in_custody()
    first = here.start("phq-9")
    here.answer(first, {**PHQ, "self_harm_thoughts": 2})
    page = said(At(here).see("screening_page", here.start(at=LATER), number=2))
    assert (
        "asked in Patient Health Questionnaire (PHQ-9): “More than half the days”. Ask again."
        in page
    )


def test_several_answers_and_words_are_confirmed_with_one_choice_too():
    here = somebody_in_custody()
    first = here.start()
    here.answer(first, {"told_learning": ["adhd"], "communication_help": "Short words"})
    actions.stop(by=here.world.amara, at=NOW, screening_id=first, reason="left")
    at, second = At(here), here.start(at=LATER)
    sent = {"q-told_learning": ["still-right"], "q-communication_help-none": "still-right"}
    at.send("screening_page", second, sent, number=1)
    sheet = here.sheet(second, LATER)
    assert sheet.answers(LATER) == {
        "told_learning": ("adhd",),
        "communication_help": "Short words",
    }
    assert all(said[0].confirmed_from for said in sheet.said.values())


def test_still_right_is_no_answer_where_nothing_was_told_before():
    here = somebody_in_custody()
    page = At(here).send(
        "screening_page", here.start(), asked(armed_forces="still-right"), number=6
    )
    assert "Select one of the answers to “Have you ever been in the army" in said(page)


def test_with_everything_known_the_core_screen_takes_five_page_loads():
    here = somebody_in_custody()
    first = here.start()
    here.answer(first, everything())
    actions.complete(by=here.world.amara, at=NOW, screening_id=first)
    loads = []

    def load(address):
        while True:
            page = at.client.get(address)
            if page.status_code != 302:
                loads.append(address)
                return page
            address = page.url

    def send(address, form):
        sent = at.client.post(address, {"form_key": str(uuid4()), **form})
        assert sent.status_code == 302, said(sent)
        return load(sent.url)

    at = At(here)
    start = at.address("screening_start", instrument="ld-core")
    load(start)
    page = send(start, {"agreed": "agreed", "mode": "interview"})
    assert "What you said before" in said(page)
    assert "page/0" in loads[-1]
    names = set(re.findall(r'name="(q-[a-z_]+)"', page.content.decode()))
    assert "q-thoughts_of_suicide" not in names
    page = send(loads[-1], dict.fromkeys(names, "still-right"))
    assert "What we ask today" in said(page)
    left = set(re.findall(r'name="(q-[a-z_]+)"', page.content.decode()))
    assert "q-thoughts_of_suicide" in left
    assert not left & names
    given = everything()
    page = send(loads[-1], {name: given[name[2:]] for name in left if name[2:] in given})
    assert "Check the answers" in said(page)
    page = send(loads[-1], {})
    assert "Result" in said(page) or "What the answers point to" in said(page)
    assert len(loads) <= 5, loads
    assert f"{len(names)} questions did not have to be asked again" in said(page)


def test_the_short_way_lets_an_answer_be_changed_and_the_long_way_stays_open():
    here = somebody_in_custody()
    first = here.start()
    here.answer(first, everything())
    actions.complete(by=here.world.amara, at=NOW, screening_id=first)
    at, second = At(here), here.start(at=LATER)
    page = at.see("screening_page", second, number=0).content.decode()
    names = set(re.findall(r'name="(q-[a-z_]+)"', page))
    answers = dict.fromkeys(names, "still-right") | {"q-worry": "yes"}
    led_to = at.send("screening_page", second, answers, number=0)
    assert led_to.url == at.address("screening_go", second)
    assert here.sheet(second, LATER).answers(LATER)["worry"] == "yes"
    assert "Page 1 of 2" not in said(at.see("screening_page", second, number=3))
    assert at.see("screening_page", second, number=3).status_code == 200
    assert at.see("screening_page", second, number=9).status_code == 404


def test_a_screening_with_little_known_goes_by_the_pages_of_the_instrument():
    here = somebody_in_custody()
    at, screening_id = At(here), here.start()
    assert at.see("screening_page", screening_id, number=0).status_code == 404
    assert at.see("screening_go", screening_id).url.endswith("page/1")
