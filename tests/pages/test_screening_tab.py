"""The Screening tab and the first page: what can be asked, agreement, who finds it."""

import re
from datetime import date
from uuid import uuid4

import pytest

from tests.pages.screening_browser import LATER, At, said
from tests.records.screening_world import somebody_in_custody
from throughcare.access.actions.acting import viewing
from throughcare.care import queries as care
from throughcare.care.rules import LiaisonStatus
from throughcare.screening.instrument import find

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]


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
    assert "that do not fit this person here, and why" in page
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


@pytest.mark.parametrize(
    ("name", "more", "most"),
    [
        ("screenings", {}, 22),
        ("screening_page", {"number": 2}, 26),
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
