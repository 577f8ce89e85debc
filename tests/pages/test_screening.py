"""Screening in the browser's terms: every page saved, errors named, urgent things first."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.records.screening_world import PHQ, everything, somebody_in_custody
from tests.world import NOW
from throughcare.access.actions.acting import viewing
from throughcare.access.models import Worker
from throughcare.care import queries as care
from throughcare.care.actions import note_safety
from throughcare.care.rules import LiaisonStatus, NeedStatus, SafetyKind, SafetyState
from throughcare.people.rules import Sex
from throughcare.screening import actions
from throughcare.screening.instrument import find, instruments
from throughcare.web import clock
from throughcare.web.pages.screening_raised import ACTIONS, NOT_FOR_CUSTODY, TELLS

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _at_one_moment(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)


class At:
    """A worker at a browser, with one person's record open."""

    def __init__(self, here, viewer=None):
        self.here = here
        self.client = Client()
        worker = Worker.objects.get(pk=(viewer or here.world.amara).worker_id)
        self.client.force_login(worker, backend="throughcare.web.signing_in.ByPassword")

    def address(self, name, screening_id=None, **more):
        """The address of a page of this person."""
        given = {"person_id": self.here.person_id, **more}
        if screening_id:
            given["screening_id"] = screening_id
        return reverse(name, kwargs=given)

    def see(self, name, screening_id=None, query="", **more):
        """Open a page."""
        return self.client.get(self.address(name, screening_id, **more) + query)

    def send(self, name, screening_id=None, answers=(), *, key=None, **more):
        """Send a form."""
        data = {"form_key": str(key or uuid4()), **dict(answers)}
        return self.client.post(self.address(name, screening_id, **more), data)


def said(response):
    """What a page says, without its markup."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text).replace("&#39;", "'")


def asked(**answers):
    """Answers as the page sends them."""
    return {f"q-{item}": value for item, value in answers.items()}


def test_what_can_be_asked_is_listed_with_what_it_is_for_and_how_long_it_takes():
    at = At(somebody_in_custody())
    page = said(at.see("screenings"))
    assert "Core screen" in page
    assert find("phq-9").purpose in page
    assert re.search(r"\d+ questions\. About \d+ minutes", page)
    assert "That says nothing about what this person needs" in page


def test_an_instrument_for_adults_is_not_offered_to_a_child():
    at = At(somebody_in_custody(born=date(2011, 1, 1)))
    page = said(at.see("screenings"))
    assert "Not for this person" in page
    assert "Patient Health Questionnaire (PHQ-9) is for people aged 18 or over" in page
    assert "Start asking" not in said(at.see("screening_start", instrument="phq-9"))


def test_a_screening_starts_once_with_agreement_and_says_that_the_person_was_seen():
    here = somebody_in_custody()
    at = At(here)
    key = uuid4()
    form = {"agreed": "agreed", "mode": "interview", "present": ["interpreter"]}
    first = at.send("screening_start", instrument="ld-core", answers=form, key=key)
    again = at.send("screening_start", instrument="ld-core", answers=form, key=key)
    assert first.status_code == again.status_code == 302
    assert first.url == again.url
    with viewing(here.world.amara, LATER):
        (liaison,) = care.liaisons(here.sight(at=LATER))
    assert liaison.status is LiaisonStatus.SEEN


def test_who_could_not_agree_alone_is_asked_about_in_words():
    at = At(somebody_in_custody())
    page = at.send(
        "screening_start",
        instrument="ld-core",
        answers={"agreed": "best_interests", "mode": "interview"},
    )
    assert page.status_code == 200
    assert "Say why the person could not decide" in said(page)
    assert "Select how they agreed" in said(at.send("screening_start", instrument="ld-core"))


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


def _completed(here, instrument="ld-core", answers=None):
    screening_id = here.start(instrument)
    given = everything(instrument=instrument, **(answers or {}))
    here.answer(screening_id, given)
    sheet = here.sheet(screening_id)
    by = here.world.amara
    flags = [flag.id for flag in sheet.unread()]
    actions.read_urgent(by=by, at=NOW, screening_id=screening_id, flags=flags)
    return screening_id


def test_the_result_shows_score_meaning_next_step_and_arithmetic():
    here = somebody_in_custody()
    at = At(here)
    screening_id = _completed(
        here, "phq-9", {"low_mood": 3, "interest": 3, "sleep": 3, "energy": 2}
    )
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
    screening_id = _completed(here, answers=answers)
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
    at, screening_id = At(here), _completed(here, answers={"worry": "yes"})
    at.send("screening_check", screening_id)
    page = at.send("screening_result", screening_id, {"need-anxiety": "ruled-out"})
    assert "Select one of the answers for “Anxiety”" in said(page)


def test_stopping_asks_why_and_going_on_is_one_button():
    here = somebody_in_custody()
    at, screening_id = At(here), here.start()
    assert "Select why you stop here" in said(at.send("screening_stop", screening_id))
    at.send("screening_stop", screening_id, {"reason": "too_unwell"})
    assert "Too unwell or upset to go on" in said(at.see("screenings"))
    assert "Stopped before the end" in said(at.see("screening_result", screening_id))
    at.send("screening_resume", screening_id)
    assert "Page 1 of 6" in said(at.client.get(at.see("screening_go", screening_id).url))


def test_an_error_is_marked_with_a_reason_and_stays_on_record():
    here = somebody_in_custody()
    at, screening_id = At(here), _completed(here)
    at.send("screening_check", screening_id)
    assert "Say why this screening" in said(at.send("screening_error", screening_id))
    at.send("screening_error", screening_id, {"reason": "Another person"})
    assert "entered in error" in said(at.see("screenings"))
    page = said(at.see("screening_result", screening_id))
    assert "Entered in error, so it does not count. Another person" in page
    assert "Record what I chose" not in page


@pytest.mark.parametrize("name", ["dana", "helen", "priya", "otto", "grace"])
def test_nobody_else_finds_a_screening(name):
    here = somebody_in_custody()
    screening_id = here.start()
    at = At(here, getattr(here.world, name))
    for page in ("screening_go", "screening_urgent", "screening_check", "screening_result"):
        assert at.see(page, screening_id).status_code == 404
    assert at.see("screenings").status_code == 404


def test_a_screening_of_somebody_else_is_not_found_under_this_name():
    here = somebody_in_custody()
    assert At(here).see("screening_result", uuid4()).status_code == 404
    assert At(here).see("screening_page", here.start(), number=7).status_code == 404
    assert At(here).see("screening_start", instrument="made-up").status_code == 404


def test_questions_are_left_out_that_do_not_fit_the_person():
    here = somebody_in_custody()
    assert "Are you pregnant" not in said(At(here).see("screening_page", here.start(), number=4))


def test_a_woman_is_asked_whether_she_is_pregnant():
    here = somebody_in_custody(sex=Sex.FEMALE)
    assert "Are you pregnant" in said(At(here).see("screening_page", here.start(), number=4))


@pytest.mark.parametrize(
    ("name", "more", "most"),
    [
        ("screenings", {}, 22),
        ("screening_page", {"number": 2}, 22),
        ("screening_check", {}, 22),
    ],
)
def test_pages_ask_the_database_few_questions(name, more, most, django_assert_max_num_queries):
    here = somebody_in_custody()
    at, screening_id = At(here), here.start()
    here.answer(screening_id, {"interpreter": "no", "worry": "no"})
    given = {"screening_id": screening_id} if name != "screenings" else {}
    with django_assert_max_num_queries(most):
        assert at.see(name, **given, **more).status_code == 200


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
