"""Health in custody as the health team works with it: one person, and what is due in a place."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.custody import signed_in
from tests.prison_world import DAY, prison, received
from tests.world import NOW
from throughcare.web import clock

pytestmark = pytest.mark.django_db
TODAY = {"on-day": "2", "on-month": "11", "on-year": "2026"}


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return prison()


@pytest.fixture
def sol(world):
    return signed_in(Client(), world, "sol")


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def send(client, page, person, *args, **answers):
    href = reverse(page, args=[person, *args])
    return client.post(href, {"form_key": str(uuid4()), **answers}, follow=True)


def test_the_page_says_what_is_due_what_could_be_begun_and_what_nobody_knows(world, sol):
    person = received(world, born=None)
    page = text(sol.get(reverse("health", args=[person])))
    assert "Second-stage assessment" in page
    assert "Begin something" in page
    assert "Nobody knows whether it is for them: their date of birth is not known" in page


def test_a_step_is_answered_read_and_taken_back_on_the_pages(world, sol):
    person = received(world)
    wrong = send(sol, "answer_step", person, "hepatitis-c", "offered", **TODAY)
    assert "Select what became of it" in text(wrong)
    page = send(sol, "answer_step", person, "hepatitis-c", "offered", answer="done", **TODAY)
    assert "Recorded: Test offered" in text(page)
    send(sol, "answer_step", person, "hepatitis-c", "tested", answer="done", **TODAY)
    missing = send(sol, "answer_step", person, "hepatitis-c", "antibody", answer="done", **TODAY)
    assert "Select the result" in text(missing)
    given = {"answer": "done", "result": "positive", "note": "Told in person", **TODAY}
    send(sol, "answer_step", person, "hepatitis-c", "antibody", **given)
    one = sol.get(reverse("health_programme", args=[person, "hepatitis-c"]))
    for words in ("Antibody found", "Told in person", "Written answer to Parliament 134203"):
        assert words in text(one)
    back = re.search(r"health/answers/([0-9a-f-]{36})", one.content.decode())[1]
    page = send(sol, "take_back_step", person, back, because="Another person")
    assert "Taken back as wrong: Another person" in text(page)
    assert sol.get(reverse("take_back_step", args=[person, back])).status_code == 404


def test_what_is_not_possible_needs_a_reason_and_keeps_what_was_typed(world, sol):
    person = received(world)
    wrong = send(sol, "answer_step", person, "hiv", "offered", answer="not-able", **TODAY)
    assert "Say why, in a few words" in text(wrong)
    assert 'value="not-able" checked' in wrong.content.decode()


def test_a_step_that_is_kept_elsewhere_leads_there_and_one_that_is_not_is_not_found(world, sol):
    person = received(world)
    for programme, step, name, more in (
        ("second-stage", "done", "happened_kind", ["second-health-screen-done"]),
        ("medicines-check", "done", "check_medicines", []),
    ):
        answer = sol.get(reverse("answer_step", args=[person, programme, step]))
        assert answer.url == reverse(name, args=[person, *more])
    for args in (("none", "done"), ("hiv", "none")):
        assert sol.get(reverse("answer_step", args=[person, *args])).status_code == 404
    assert sol.get(reverse("health_programme", args=[person, "none"])).status_code == 404


def test_a_programme_that_has_not_begun_says_so_and_how_to_begin(world, sol):
    person = received(world)
    page = text(sol.get(reverse("health_programme", args=[person, "epilepsy"])))
    assert "It has not begun" in page
    assert "Begin it" in page
    women = text(sol.get(reverse("health_programme", args=[person, "breast"])))
    assert "It is for women" in women
    assert "Begin it" not in women


def test_the_list_of_a_place_is_for_its_health_team_alone(world, sol):
    received(world, name="Ann Early", at=NOW - 9 * DAY)
    page = text(sol.get(reverse("health_due", args=["amb-p1"])))
    assert "Ann Early" in page
    assert "Overdue" in page
    assert "Second-stage assessment" in page
    vaccines = text(sol.get(reverse("health_due", args=["amb-p1"]) + "?show=vaccines"))
    assert "Hepatitis B vaccination" in vaccines
    assert "Second-stage assessment" not in vaccines
    assert "Nothing is due" in text(sol.get(reverse("health_due", args=["amb-p2"])))
    assert sol.get(reverse("health_due", args=["nowhere"])).status_code == 404
    for first in ("amara", "nia", "dana", "grace"):
        other = signed_in(Client(), world, first)
        assert other.get(reverse("health_due", args=["amb-p1"])).status_code == 404
        assert "what is due" not in text(other.get(reverse("home")))


def test_the_health_team_reaches_its_lists_from_home_and_from_all_lists(world, sol):
    home = sol.get(reverse("home")).content.decode()
    assert reverse("health_due", args=["amb-p1"]) in home
    lists = sol.get(reverse("lists")).content.decode()
    assert reverse("health_due", args=["amb-i1"]) in lists


def test_the_list_asks_as_few_questions_for_many_people_as_for_one(world, sol):
    asked = []
    for number in (1, 9):
        for one in range(number):
            received(world, name=f"Person Number{number}{one}")
        with CaptureQueriesContext(connection) as queries:
            sol.get(reverse("health_due", args=["amb-p1"]))
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_record_of_one_person_asks_as_few_questions_with_many_answers(world, sol):
    person = received(world)
    asked = []
    for programme in ("hiv", "hepatitis-b", "smoking", "dependants", "trafficking"):
        with CaptureQueriesContext(connection) as queries:
            sol.get(reverse("health", args=[person]))
        asked.append(len(queries))
        step = {"smoking": "asked", "dependants": "asked", "trafficking": "asked"}
        given = {"answer": "declined", **TODAY}
        send(sol, "answer_step", person, programme, step.get(programme, "offered"), **given)
    assert len(set(asked)) == 1
