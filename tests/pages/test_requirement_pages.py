"""Treatment requirements on the record and on the court list."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.custody import HOUR, arrived, signed_in, somebody, suite
from tests.journey_world import DAY, places
from tests.world import NOW, staffed
from throughcare.care.rules import requirement_of
from throughcare.pathway import actions as pathway
from throughcare.pathway.actions import ToList
from throughcare.pathway.rules import ListingKind
from throughcare.web import clock

pytestmark = pytest.mark.django_db
TODAY = {"on-day": "2", "on-month": "11", "on-year": "2026"}
EVERY = {f"condition_{one.id}": "yes" for one in requirement_of("drug").criteria}


@pytest.fixture
def scene(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    world = staffed(NOW - 40 * DAY)
    where = places(world)
    person, _ = arrived(world.dana, suite(world), somebody("Ann Listed"))
    pathway.list_person(
        by=world.amara, at=NOW,
        listing=ToList(person, where["court"], ListingKind.HEARING, NOW.date(), NOW + HOUR, "2",
                       "police-cells"),
    )  # fmt: skip
    return world, person


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def send(client, page, person, *args, **answers):
    href = reverse(page, args=[person, *args])
    return client.post(href, {"form_key": str(uuid4()), **answers}, follow=True)


def test_a_requirement_is_assessed_followed_and_seen_on_the_court_list(scene):
    world, person = scene
    amara = signed_in(Client(), world, "amara")
    empty = text(amara.get(reverse("requirements", args=[person])))
    assert "No treatment requirement was assessed" in empty
    assert "Drug rehabilitation requirement" in empty
    assert "youth rehabilitation order" not in empty.lower(), "what is for children alone"
    wrong = send(amara, "assess_requirement", person, "drug", version="0", **EVERY)
    assert "Select whether they are willing" in text(wrong)
    said = {"version": "0", "consent": "willing", "provider": "agreed", **EVERY}
    missing = send(amara, "assess_requirement", person, "drug", **said)
    assert "Enter which service has agreed" in text(missing)
    whole = said | {"provider_name": "Recovery", "consent_words": "I want to stop"}
    page = send(amara, "assess_requirement", person, "drug", **whole)
    for words in ("Suitable.", "The court decides", "I want to stop", "Schedule 9, paragraphs 19"):
        assert words in text(page)
    one = re.search(r"/requirements/([0-9a-f-]{36})", page.content.decode())[1]
    page = send(amara, "follow_requirement", person, one, version="1", event="proposed", **TODAY)
    assert "Ask what the court decided" in text(page)
    again = send(amara, "follow_requirement", person, one, version="1", event="ordered", **TODAY)
    assert "changed this while you were writing" in text(again)
    shown = amara.get(reverse("assess_requirement", args=[person, "drug"])).content.decode()
    assert 'value="willing" checked' in shown
    court = text(amara.get("/court/amb-m1"))
    assert "Drug rehabilitation requirement: proposed to the court" in court
    helen = text(signed_in(Client(), world, "helen").get("/court/amb-m1"))
    assert "Ann Listed" in helen
    assert "Drug rehabilitation" not in helen
    work = text(amara.get(reverse("worklist")))
    assert "Ask what the court decided" in work


def test_there_is_no_such_requirement(scene):
    world, person = scene
    amara = signed_in(Client(), world, "amara")
    assert amara.get(reverse("assess_requirement", args=[person, "none"])).status_code == 404
    assert amara.get(reverse("follow_requirement", args=[person, uuid4()])).status_code == 404
    assert "None assessed" in text(amara.get("/court/amb-m1"))
