"""Release on pages: the checklist, the lists of those who leave and left, contacts, learning."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.custody import signed_in
from tests.records.test_care_handovers import K, happens, worked_with
from tests.records.test_care_handovers import world as world_of_movements
from tests.records.test_care_release import received, released
from tests.records.test_care_release import world as world_of_prison
from throughcare.web import clock

pytestmark = pytest.mark.django_db
prison = world_of_movements
world = world_of_prison
DAY = timedelta(days=1)


@pytest.fixture
def amara(world):
    return signed_in(Client(), world, "amara")


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def send(client, href, **answers):
    answer = client.post(href, {"form_key": str(uuid4()), **answers}, follow=True)
    return answer.content.decode()


def day(name, on):
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def test_the_checklist_says_why_somebody_is_not_ready_and_keeps_what_was_typed(
    world, amara, monkeypatch
):
    held, came = received(world)
    monkeypatch.setattr(clock, "now", lambda: came)
    shown = page(amara, "release", held.person_id)
    assert "Not ready" in shown
    assert "0 of 13 matters are settled" in shown
    assert "Where they sleep tonight: not known." in shown
    href = reverse("release_matter", args=[held.person_id, "accommodation"])
    assert "Say where they sleep tonight." in send(amara, href, state="done")
    refused = send(amara, href, state="to-do", who="Rhys", words="Typed and kept")
    assert "Typed and kept" in refused
    assert "Recorded" in send(amara, href, state="done", words="Harrow House, room 4")
    assert "Harrow House, room 4" in page(amara, "release", held.person_id)
    tomorrow = day("by_on", (came + DAY).date())
    phone = reverse("release_matter", args=[held.person_id, "phone"])
    assert "Recorded" in send(amara, phone, state="to-do", who="Rhys", **tomorrow)
    assert "A telephone: Rhys does it by" in page(amara, "release", held.person_id)
    for wrong in ("nothing", "GP"):
        assert amara.get(reverse("release_matter", args=[held.person_id, wrong])).status_code == 404


def test_lists_say_how_far_a_release_is_and_who_was_reached(world, amara, monkeypatch):
    held, came = received(world)
    happens(
        world, held.person_id, K.RELEASE_PLANNED, "fennick", came, by=world.nia,
        planned_for=came + 9 * DAY,
    )  # fmt: skip
    monkeypatch.setattr(clock, "now", lambda: came)
    assert "0 of 13 settled" in page(amara, "releases")
    assert "Not shown to you" in page(signed_in(Client(), world, "nia"), "releases")
    out = came + 9 * DAY
    happens(world, held.person_id, K.RELEASED, "fennick", out, by=world.nia, detail="planned")
    later = out + 4 * DAY
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "Nobody has tried in time (0 contacts)" in page(amara, "released")
    href = reverse("release_contact", args=[held.person_id])
    assert "Select what came of it" in send(
        amara, href, **day("happened_on", later.date()), happened_at="9:00"
    )
    before = day("happened_on", (came - DAY).date())
    assert "before they left" in send(amara, href, kind="tried", **before, happened_at="9:00")
    then = day("happened_on", later.date())
    assert "Recorded" in send(amara, href, kind="spoke", **then, happened_at="9:00", note="Rang")
    assert "Reached (1 contact)" in page(amara, "released")
    assert "Rang" in page(amara, "release", held.person_id)


def test_a_death_is_learnt_from_in_words_that_look_for_nobody_at_fault(world, monkeypatch):
    held, out = released(world)
    at = out + DAY
    happens(world, held.person_id, K.DIED, "dock", at, by=world.amara, detail="after-release")
    monkeypatch.setattr(clock, "now", lambda: at + DAY)
    amara = signed_in(Client(), world, "amara")
    shown = page(amara, "release", held.person_id)
    assert "stay where they are until somebody ends them" in shown
    assert "Record a contact" not in shown
    href = reverse("release_learning", args=[held.person_id])
    assert "at fault" in amara.get(href).content.decode()
    assert "Say what we learn" in send(amara, href, known="Known")
    assert "stays open" in send(amara, href, known="Known", learnt="Ring the same day")
    assert "Ring the same day" in page(amara, "release", held.person_id)


def test_who_was_never_in_prison_has_an_empty_page_and_strangers_have_none(world, amara):
    held = worked_with(world)
    assert "never received" in page(amara, "release", held.person_id)
    for name in ("release_contact", "release_learning"):
        answer = amara.get(reverse(name, args=[held.person_id]))
        assert answer.url == reverse("release", args=[held.person_id])
    for first in ("nia", "otto", "tom"):
        client = signed_in(Client(), world, first)
        assert client.get(reverse("release", args=[held.person_id])).status_code == 404
