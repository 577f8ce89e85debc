"""In the browser: who cannot be asked now, and what was done about an urgent answer."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.pages.screening_browser import LATER, At, asked, said
from tests.records.screening_world import PHQ, somebody_in_custody
from throughcare.access.actions.acting import viewing
from throughcare.screening import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]


def test_somebody_asleep_is_tried_again_and_stands_on_the_worklist():
    here = somebody_in_custody()
    at = At(here)
    assert "They said no, or cannot be asked now" in said(
        at.see("screening_start", instrument="ld-core")
    )
    empty = said(at.send("screening_not_now", instrument="ld-core"))
    assert "Select why they are not asked now" in empty
    assert "Select whether somebody should try again" in empty
    form = {"why": "asleep", "again": "yes", "on-day": "2", "on-month": "11", "on-year": "2026"}
    assert "Enter the time" in said(
        at.send("screening_not_now", instrument="ld-core", answers=form)
    )
    early = said(
        at.send("screening_not_now", instrument="ld-core", answers=form | {"clock": "9:00"})
    )
    assert "must be later than now" in early
    key = uuid4()
    for _ in "twice":
        led_to = at.send(
            "screening_not_now", instrument="ld-core", answers=form | {"clock": "18:30"}, key=key
        )
        assert led_to.url == at.address("screenings")
    page = said(at.see("screenings"))
    assert page.count("Try again 6:30 pm") == 1
    assert "Asleep, or too tired" in page
    listed = said(at.client.get(reverse("worklist")))
    assert "Try to ask again" in listed
    assert "6:30 pm" in listed


def test_a_no_is_kept_without_another_try():
    here = somebody_in_custody()
    at = At(here)
    at.send("screening_not_now", instrument="phq-9", answers={"why": "declined", "again": "no"})
    assert "Nobody tries again unless they want it" in said(at.see("screenings"))
    assert at.see("screening_not_now", instrument="made-up").status_code == 404


def test_what_was_done_stops_the_clock_on_the_record_and_the_worklist():
    here = somebody_in_custody()
    at, screening_id = At(here), here.start("phq-9")
    at.send("screening_page", screening_id, asked(**{item: "1" for item in PHQ}), number=1)
    assert "Say what was done in 1 hour" in said(at.see("screenings"))
    assert "Say what was done in 1 hour" in said(at.see("record"))
    listed = said(at.client.get(reverse("worklist")))
    assert "Nobody has said what was done" in listed
    with viewing(here.world.amara, LATER):
        (one,) = queries.urgent(here.sight(at=LATER))
    page = said(at.see("screening_done", clock_id=one.clock_id))
    assert "not verified. Our own starting value" in page
    assert "Select what was done" in said(at.send("screening_done", clock_id=one.clock_id))
    short = at.send("screening_done", clock_id=one.clock_id, answers={"done": "nothing_more"})
    assert "Say in a few words" in said(short)
    sent = at.send("screening_done", clock_id=one.clock_id, answers={"done": "healthcare"})
    assert sent.url == at.address("screenings")
    assert at.see("screening_done", clock_id=one.clock_id).status_code == 302
    assert "Nobody has said what was done" not in said(at.client.get(reverse("worklist")))
    assert at.see("screening_done", clock_id=uuid4()).status_code == 404


def test_a_clock_that_has_run_out_is_overdue_on_the_worklist(monkeypatch):
    here = somebody_in_custody()
    here.answer(here.start(), {"thoughts_of_suicide": "yes"}, at=LATER - timedelta(hours=3))
    listed = said(At(here).client.get(reverse("worklist") + "?when=overdue"))
    assert "Was due 2 hours ago" in listed
