"""A page of questions: saved, errors named, both answers shown, nothing typed is lost."""

import re

import pytest

from tests.pages.screening_browser import LATER, At, asked, said
from tests.records.screening_world import everything, somebody_in_custody
from throughcare.people.rules import Sex
from throughcare.screening.instrument import find

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]


def test_each_page_is_saved_and_leads_to_the_next():
    here = somebody_in_custody()
    at, screening_id = At(here), here.start()
    assert "Page 1 of 6" in said(at.see("screening_page", screening_id, number=1))
    answers = asked(
        interpreter="no",
        understanding="no",
        adult_to_help="no",
        told_learning=["none"],
        head_injury_past="unable",
    ) | {"q-communication_help-none": "nothing-to-add"}
    led_to = at.send("screening_page", screening_id, answers, number=1)
    assert led_to.url == at.address("screening_page", screening_id, number=2)
    saved = here.sheet(screening_id, LATER).answers(LATER)
    assert saved["head_injury_past"] == "unable"
    assert saved["communication_help"] == "Nothing to add"
    page = at.see("screening_page", screening_id, number=1).content.decode()
    assert re.search(r'value="none"[^>]*checked', page)
    assert re.search(r'value="nothing-to-add"[^>]*checked', page)


def test_a_question_without_an_answer_is_named_and_the_others_are_saved():
    here = somebody_in_custody()
    at, screening_id = At(here), here.start()
    led_to = at.send("screening_page", screening_id, asked(interpreter="no"), number=1)
    assert "open=1" in led_to.url
    page = at.client.get(led_to.url)
    assert "Your answers are saved" in said(page)
    assert "No answer yet: Has anyone ever told you" in said(page)
    assert "<title>Error: " in page.content.decode()
    assert here.sheet(screening_id, LATER).answers(LATER) == {"interpreter": "no"}


def test_a_question_that_an_answer_brings_up_is_asked_on_the_same_page():
    here = somebody_in_custody()
    at, screening_id = At(here), here.start()
    page2 = {i: everything()[i] for i in find("ld-core").pages[1].items if i != "suicide_plan"}
    page2 |= {"thoughts_of_suicide": "declined"}
    led_to = at.send("screening_page", screening_id, asked(**page2), number=2)
    assert "No answer yet: Have you thought about how or when" in said(at.client.get(led_to.url))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"q-worry": "maybe"}, "Select one of the answers to “Do you often feel so worried"),
        ({"q-shoe_size": "9"}, "“shoe_size” is not a question on this page"),
        ({"q-told_mental_health": ["none", "anxiety"]}, "select only “None of these”"),
    ],
)
def test_what_does_not_fit_is_named_keeps_what_was_chosen_and_saves_nothing(sent, words):
    here = somebody_in_custody()
    at, screening_id = At(here), here.start()
    page = at.send("screening_page", screening_id, {"q-low_mood": "not_sure", **sent}, number=3)
    assert page.status_code == 200
    assert words in said(page)
    assert re.search(r'name="q-low_mood"[^>]*value="not_sure"[^>]*checked', page.content.decode())
    assert here.sheet(screening_id, LATER).said == {}


def test_words_and_a_reason_for_having_none_are_not_both_taken():
    here = somebody_in_custody()
    at, screening_id = At(here), here.start()
    both = {"q-matters_most": "My dog", "q-matters_most-none": "declined"}
    assert "or choose why there is none" in said(
        at.send("screening_page", screening_id, both, number=6)
    )


def test_a_changed_answer_is_asked_the_reason_and_nothing_typed_is_lost():
    here = somebody_in_custody()
    at, screening_id = At(here), here.start()
    here.answer(screening_id, {"worry": "yes"})
    change = {"q-worry": "no", "q-low_mood": "no", "seen": "worry:1"}
    page = at.send("screening_page", screening_id, change, number=3)
    assert "Say why the answer is changed: Do you often feel so worried" in said(page)
    assert re.search(r'name="q-low_mood"[^>]*value="no"[^>]*checked', page.content.decode())
    led_to = at.send("screening_page", screening_id, {**change, "reason": "Misheard"}, number=3)
    assert led_to.status_code == 302
    assert here.sheet(screening_id, LATER).answers(LATER) == {"worry": "no", "low_mood": "no"}


def test_two_workers_at_once_see_both_answers():
    here = somebody_in_custody()
    screening_id = here.start()
    amara, joel = At(here), At(here, here.world.joel)
    joel.send("screening_page", screening_id, asked(worry="yes"), number=3)
    page = amara.send(
        "screening_page", screening_id, {**asked(worry="no"), "seen": "worry:0"}, number=3
    )
    assert "Somebody else changed this" in said(page)
    assert "Joel Penrose" in said(page)
    assert 'name="seen" value="' in page.content.decode()
    assert "worry:1" in page.content.decode()
    again = {**asked(worry="no"), "seen": "worry:1", "reason": "Asked again"}
    assert amara.send("screening_page", screening_id, again, number=3).status_code == 302
    assert here.sheet(screening_id, LATER).answers(LATER)["worry"] == "no"


def test_questions_are_left_out_that_do_not_fit_the_person():
    here = somebody_in_custody()
    assert "Are you pregnant" not in said(At(here).see("screening_page", here.start(), number=4))


def test_a_woman_is_asked_whether_she_is_pregnant():
    here = somebody_in_custody(sex=Sex.FEMALE)
    assert "Are you pregnant" in said(At(here).see("screening_page", here.start(), number=4))


def test_what_a_page_says_it_has_seen_is_read_only_where_it_can_be_so():
    here = somebody_in_custody()
    screening_id = here.start("phq-9")
    for seen in ("interest:" + "9" * 5000, "interest", "::", "interest:1:2 x:", "interest:²"):
        answers = asked(interest=1) | {"seen": seen}
        assert At(here).send("screening_page", screening_id, answers, number=1).status_code == 302
