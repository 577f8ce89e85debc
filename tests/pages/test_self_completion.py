"""A tablet in the person's hands: one question at a time, nothing of the record, a way out."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.pages.screening_browser import At, said
from tests.records.screening_world import everything, somebody_in_custody
from tests.world import NOW
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent, Worker
from throughcare.access.rules import Outcome
from throughcare.care import queries as care
from throughcare.care.rules import SafetyKind
from throughcare.screening import actions
from throughcare.screening.rules import Mode
from throughcare.web import clock

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _at_one_moment(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)


def handed_over(here, screening_id, **looks):
    """A browser that was handed over."""
    at = At(here)
    form = {"language": "en", **looks}
    assert at.send("hand_over", screening_id, form).url == reverse("self_page")
    return at


def question(at, address="self_page"):
    """The page that the person sees."""
    page = at.client.get(reverse(address))
    return page, page.content.decode()


def send(at, item, key=None, **form):
    """Answer a question on the tablet."""
    data = {"form_key": str(key or uuid4()), "item": item, **form}
    return at.client.post(reverse("self_page"), data)


def test_it_shows_one_question_and_nothing_of_the_record():
    here = somebody_in_custody()
    at = handed_over(here, here.start())
    page, text = question(at)
    assert page.status_code == 200
    assert "Do you need someone to put our words" in text
    assert text.count("<fieldset") == 1
    for hidden in ("Robin", "Sampleford", "Amara", "Screening", "/record/", "Amberford"):
        assert hidden not in text, hidden
    assert here.sheet(here.start(), LATER).asked.mode is Mode.SELF


@pytest.mark.parametrize("name", ["home", "worklist", "figures", "search", "sign_in"])
def test_no_other_page_opens_while_it_is_handed_over(name):
    here = somebody_in_custody()
    at = handed_over(here, here.start())
    assert at.client.get(reverse(name)).url == reverse("self_page")
    assert at.see("record").url == reverse("self_page")
    assert at.see("screenings").url == reverse("self_page")


def test_each_answer_is_saved_once_and_the_next_question_comes():
    here = somebody_in_custody()
    screening_id = here.start()
    at, key = handed_over(here, screening_id), uuid4()
    first = send(at, "interpreter", key, answer="no")
    again = send(at, "interpreter", key, answer="no")
    assert first.status_code == again.status_code == 302
    assert len(here.sheet(screening_id, LATER).said["interpreter"]) == 1
    assert "Is it hard for you to understand" in question(at)[1]


def test_an_answer_can_be_left_out_and_changed():
    here = somebody_in_custody()
    screening_id = here.start()
    at = handed_over(here, screening_id)
    send(at, "interpreter", skip="yes")
    assert here.sheet(screening_id, LATER).answers(LATER)["interpreter"] == "declined"
    send(at, "understanding", answer="no")
    assert 'href="/questions?item=understanding"' in question(at)[1]
    page = at.client.get(f"{reverse('self_page')}?item=understanding").content.decode()
    assert re.search(r'value="no"\s+checked', page)
    send(at, "understanding", answer="yes")
    assert here.sheet(screening_id, LATER).answers(LATER)["understanding"] == "yes"


def test_nothing_and_what_is_no_answer_are_asked_again():
    here = somebody_in_custody()
    at = handed_over(here, here.start())
    for form in ({}, {"answer": "perhaps"}):
        page = send(at, "interpreter", **form)
        assert page.status_code == 200
        assert "Choose an answer, or press" in said(page)
    assert send(at, "no_such_item", answer="no").url == reverse("self_page")
    assert "Do you need someone" in question(at)[1]


def test_an_urgent_answer_calls_the_worker_and_the_person_reads_calm_words():
    here = somebody_in_custody()
    at = handed_over(here, here.start())
    send(at, "thoughts_of_suicide", answer="yes")
    page, text = question(at)
    assert page.url == reverse("self_back")
    text = said(at.client.get(page.url))
    assert "Somebody will talk with you and help you" in text
    assert "suicide" not in text.lower()
    with viewing(here.world.amara, LATER):
        kinds = {fact.kind for fact in care.safety(here.sight(at=LATER))}
    assert SafetyKind.SELF_HARM in kinds
    assert at.see("screening_go", here.start()).url == reverse("self_page")


def test_only_the_workers_password_opens_the_record_again(settings, monkeypatch):
    settings.DEMONSTRATION = False
    here = somebody_in_custody()
    amara = Worker.objects.get(pk=here.world.amara.worker_id)
    joel = Worker.objects.get(pk=here.world.joel.worker_id)
    proven = {"a long enough password": amara, "a colleague's password": joel}
    monkeypatch.setattr(
        "throughcare.web.pages.self_completion.authenticate",
        lambda _, email, password: proven.get(password) if email == amara.email else None,
    )
    screening_id = here.start()
    at = handed_over(here, screening_id)
    back = reverse("self_back")
    others = {"password": "a colleague's password"}
    for form in ({"password": "wrong"}, others, {}, {"demonstration": "yes"}):
        page = at.client.post(back, {"form_key": str(uuid4()), **form}, follow=True)
        assert "not the password of the worker" in said(page)
        assert at.see("record").url == reverse("self_page")
    led_to = at.client.post(back, {"form_key": str(uuid4()), "password": "a long enough password"})
    assert led_to.url == at.address("screening_go", screening_id)
    assert at.see("record").status_code == 200
    assert at.client.get(back).url == reverse("home")
    with viewing(here.world.amara, LATER):
        failed = AuditEvent.objects.filter(outcome=Outcome.FAILED)
        assert failed.count() == 4, "each try is on the trail"


def test_whoever_tries_passwords_on_the_tablet_is_signed_out_after_five(settings):
    settings.DEMONSTRATION = False
    here = somebody_in_custody()
    screening_id = here.start()
    at = handed_over(here, screening_id)
    answers = [
        at.client.post(reverse("self_back"), {"form_key": str(uuid4()), "password": f"guess {n}"})
        for n in range(5)
    ]
    assert [answer.url for answer in answers] == [reverse("self_back")] * 4 + [reverse("sign_in")]
    assert at.see("screenings").url == reverse("sign_in")
    with viewing(here.world.amara, LATER):
        assert AuditEvent.objects.filter(outcome=Outcome.FAILED).count() == 5
    at = handed_over(here, screening_id)
    assert "not the password" not in question(at, "self_back")[1], "counted anew each time"


def test_what_was_said_before_is_left_to_the_worker_to_confirm():
    here = somebody_in_custody()
    first = here.start()
    here.answer(first, everything())
    actions.complete(by=here.world.amara, at=NOW, screening_id=first)
    at = handed_over(here, here.start(at=LATER))
    text = question(at)[1]
    assert "Said to" not in text
    assert "Would you like an adult with you" in text


def test_easy_read_large_print_and_another_language_are_shown():
    here = somebody_in_custody()
    at = handed_over(here, here.start(), language="ar", shown=["easy", "large"])
    text = question(at)[1]
    assert 'lang="ar" dir="rtl"' in text
    assert "tc-self--large" in text
    assert "pictures/talk" in text
    assert "Do you want somebody to help with English" in text
    assert "نعم" in text
    assert "الأسئلة باللغة الإنجليزية" in text


def test_the_end_is_thanks_and_an_ended_screening_cannot_be_handed_over():
    here = somebody_in_custody()
    screening_id = here.start()
    here.answer(screening_id, everything())
    at = handed_over(here, screening_id)
    page, _ = question(at)
    assert page.url == reverse("self_back")
    assert "Thank you" in said(at.client.get(page.url))
    led_to = at.client.post(page.url, {"form_key": str(uuid4()), "demonstration": "yes"})
    assert led_to.url == at.address("screening_go", screening_id)
    actions.complete(by=here.world.amara, at=LATER, screening_id=screening_id)
    assert "hand-over" not in at.see("hand_over", screening_id).url
    assert at.client.get(reverse("self_page")).url == reverse("home")
