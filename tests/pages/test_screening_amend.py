"""Amending in the browser: the first answer stays to be read, and what is missing is asked."""

import re

import pytest

from tests.pages.screening_browser import LATER, At, asked, completed, said
from tests.records.screening_world import somebody_in_custody, take_in
from throughcare.access.actions.acting import viewing
from throughcare.care import queries as care
from throughcare.screening import actions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_hour_later")]


def done(here, instrument="phq-9", answers=None):
    """A completed screening."""
    screening_id = completed(here, instrument, answers)
    actions.complete(by=here.world.amara, at=LATER, screening_id=screening_id)
    return screening_id


def test_an_answer_is_amended_with_a_reason_and_both_are_shown():
    here = somebody_in_custody()
    at, screening_id = At(here), done(here)
    assert "Amend an answer" in said(at.see("screening_result", screening_id))
    listed = at.see("screening_amend", screening_id).content.decode()
    assert at.address("screening_amend_page", screening_id, number=1) in listed
    page = at.see("screening_amend_page", screening_id, number=1).content.decode()
    assert re.search(r'name="q-low_mood"[^>]*value="0"[^>]*checked', page)
    change = asked(low_mood="3") | {"seen": "low_mood:1"}
    again = at.send("screening_amend_page", screening_id, change, number=1)
    assert "Say why the answers are amended" in said(again)
    assert re.search(r'name="q-low_mood"[^>]*value="3"[^>]*checked', again.content.decode())
    change |= {"reason": "Misheard"}
    led_to = at.send("screening_amend_page", screening_id, change, number=1)
    assert led_to.url == at.address("screening_result", screening_id)
    page = said(at.client.get(led_to.url))
    assert "Score 3 of 27" in page
    assert "Score 0, minimal, became 3, minimal. Misheard" in page
    assert "1 answer changed, with what was said first" in page
    assert "Amended." in said(at.see("screenings"))


def test_what_an_amended_answer_brings_up_is_asked_on_the_same_page():
    here = somebody_in_custody()
    at, screening_id = At(here), done(here, "ld-core")
    change = asked(thoughts_of_suicide="yes") | {"reason": "Misheard"}
    page = at.send("screening_amend_page", screening_id, change, number=2)
    assert "With this answer, answer “Have you thought about how or when" in said(page)
    assert re.search(
        r'name="q-thoughts_of_suicide"[^>]*value="yes"[^>]*checked', page.content.decode()
    )
    change |= asked(suicide_plan="yes")
    led_to = at.send("screening_amend_page", screening_id, change, number=2)
    assert at.client.get(led_to.url).url == at.address("screening_urgent", screening_id)
    page = said(at.see("screening_urgent", screening_id))
    assert "Recorded as safety facts" not in page
    assert "Stop here" not in page
    flags = {"flag": ["thoughts-of-suicide", "suicide-plan"]}
    at.send("screening_urgent", screening_id, flags)
    page = said(at.see("screening_result", screening_id))
    assert "What whoever has them in their care must know" in page
    assert "Say what was done" in page
    at.send("screening_result", screening_id, {"safety": ["self-harm"]})
    with viewing(here.world.dana, LATER):
        (fact,) = care.safety(here.sight(here.world.dana, LATER))
    assert fact.kind == "self-harm"


def test_what_cannot_be_amended_says_why():
    here = somebody_in_custody()
    at = At(here)
    for screening_id, why in (
        (here.start(), "Only a completed one is amended"),
        (take_in(here, "7.3", {"sleep": 7}), "Its version is not here"),
    ):
        for page in (
            at.see("screening_amend", screening_id),
            at.see("screening_amend_page", screening_id, number=1),
        ):
            assert page.status_code == 409
            assert why in said(page)
        assert "Amend an answer" not in said(at.see("screening_result", screening_id))
    assert at.see("screening_amend_page", done(here), number=9).status_code == 404


def test_somebody_who_amended_meanwhile_is_named():
    here = somebody_in_custody()
    at, screening_id = At(here), done(here)
    actions.amend(
        by=here.world.rhys,
        at=LATER,
        screening_id=screening_id,
        given={"low_mood": 2},
        reason="Misheard",
    )
    change = asked(low_mood="3") | {"seen": "low_mood:1", "reason": "Misheard"}
    page = said(at.send("screening_amend_page", screening_id, change, number=1))
    assert "Rhys Maddock amended this since" in page


def test_a_screening_of_another_organisation_says_who_may_put_it_right_and_offers_no_way():
    here = somebody_in_custody()
    screening_id = done(here)
    joel = At(here, here.world.joel)
    page = said(joel.see("screening_result", screening_id))
    words = "Ambershire Liaison and Diversion recorded these answers, so only they can amend them"
    assert words in page
    assert "Amend an answer" not in page
    assert "Mark as entered in error" not in page
    assert "Mark as entered in error" not in said(joel.see("screenings"))
    for refused in (
        joel.see("screening_amend", screening_id),
        joel.see("screening_amend_page", screening_id, number=1),
        joel.see("screening_error", screening_id),
        joel.send("screening_error", screening_id, {"reason": "Not what they told me"}),
    ):
        assert refused.status_code == 409
        assert words in said(refused)
    own = said(At(here).see("screening_result", screening_id))
    assert words not in own
    assert "Mark as entered in error" in own
