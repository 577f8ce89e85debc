"""The workbench shows how far to trust each instrument, and a trial that keeps nothing."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.pages.screening_browser import At, said
from tests.records.screening_world import somebody_in_custody
from tests.world import NOW
from throughcare.screening import actions
from throughcare.screening.instrument import find
from throughcare.screening.models import Answer, Screening
from throughcare.web import clock
from throughcare.web.pages import instruments as pages

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _at_one_moment(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)


@pytest.fixture
def at():
    return At(somebody_in_custody())


def see(at, name, **parts):
    """A page of the workbench."""
    return said(at.client.get(reverse(name, kwargs=parts)))


def test_it_says_what_can_be_asked_what_cannot_and_why(at):
    page = see(at, "instruments")
    assert "Anxiety, seven questions (GAD-7)" in page
    assert "The wording is not verified against its authors' form" in page
    assert "prohibited since April 2021" in page
    assert "Machine translation, not verified" in page
    assert "Polski" in page


def test_an_instrument_says_who_may_ask_and_at_which_age_it_can_be_read(at):
    page = see(at, "instrument", instrument_id="phq-9")
    asks = find("phq-9").administered_by
    assert f"Who may ask {asks}" in page
    assert "Reading age" in page
    assert asks in said(at.see("screening_start", instrument="phq-9"))


def test_it_is_for_those_who_are_signed_in():
    assert Client().get(reverse("instruments")).url == reverse("sign_in")


def test_an_instrument_says_how_well_it_finds_or_that_nobody_knows(at):
    page = see(at, "instrument", instrument_id="gad-7")
    assert "89 %" in page
    assert "82 %" in page
    assert "health care, not custody" in page
    assert "Sensitivity and specificity are not known" in see(
        at, "instrument", instrument_id="ld-core"
    )
    assert "Cannot be asked" in see(at, "instrument", instrument_id="bjmhs")
    assert at.client.get(reverse("instrument", kwargs={"instrument_id": "nope"})).status_code == 404


def test_what_instruments_share_is_listed(at):
    page = see(at, "instrument_concepts")
    assert "alcohol.heavy_days" in page
    assert "suicide.thoughts" in page
    assert "Always asked" in page


def test_the_questions_can_be_printed_without_a_name_and_without_a_score(at):
    page = see(at, "instrument_paper", instrument_id="ld-core")
    assert "Paper number" in page
    assert "☐ Prefer not to say" in page
    assert "Do not add up a score on paper" in page
    assert "Robin" not in page
    address = reverse("instrument_paper", kwargs={"instrument_id": "bjmhs"})
    assert at.client.get(address).status_code == 404


def test_a_trial_scores_typed_answers_and_keeps_nothing(at):
    address = reverse("instrument_trial", kwargs={"instrument_id": "audit-c"})
    form = {"form_key": str(uuid4()), "q-frequency": "4", "q-units": "4", "q-heavy_days": "4"}
    page = said(at.client.post(address, form))
    assert "Score 12: possible dependence" in page
    assert "4 + 4 + 4 = 12" in page
    assert "Points to: Alcohol" in page
    assert "No score" in said(at.client.post(address, {**form, "q-units": "declined"}))
    assert "Select one of the answers" in said(at.client.post(address, {**form, "q-units": "9"}))
    assert Screening.objects.count() == Answer.objects.count() == 0


def test_what_changed_since_an_earlier_version_is_shown_beside_it(at, monkeypatch):
    now = find("phq-9")
    before = replace(now, version="0.9", title="Low mood", items=now.items[:-1])
    monkeypatch.setattr(pages, "instruments", lambda: (before, now))
    page = see(at, "instrument", instrument_id="phq-9")
    assert "What changed since 0.9" in page
    address = reverse("instrument", kwargs={"instrument_id": "phq-9"})
    changed = said(at.client.get(f"{address}?version={now.version}&against=0.9"))
    assert f"From 0.9 to {now.version}" in changed
    assert f"Title Low mood {now.title} No" in changed
    assert "Question difficulty Not there" in changed


def test_a_change_since_last_time_is_a_picture_and_a_table():
    here = somebody_in_custody()
    scored = find("gad-7").scored()
    ids = []
    for days, value in ((30, 3), (10, 2), (0, 1)):
        moment = NOW - timedelta(days=days)
        one = here.start("gad-7", at=moment)
        here.answer(one, dict.fromkeys(scored, value), at=moment)
        actions.complete(by=here.world.amara, at=moment, screening_id=one)
        ids.append(one)
    at = At(here)
    page = at.see("screening_result", ids[-1])
    text = said(page)
    assert "7 now (mild), 7 less than the time before (14, moderate), of 21." in text
    assert page.content.decode().count("<circle") == 3
    assert "Change since last time" not in said(at.see("screening_result", ids[0]))
    middle = said(at.see("screening_result", ids[1]))
    assert "14 now (moderate), 7 less than" in middle
