"""A plan of another service, taken in as a file: a FHIR CarePlan or plain text."""

import json
import re
from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.care_world import NOW, custody, hold
from tests.custody import signed_in, somebody
from tests.unit.fhir.test_care_plan import PLAN
from throughcare.access.rules import RelationshipKind
from throughcare.codes import Kind
from throughcare.people import actions as people
from throughcare.web import clock

pytestmark = pytest.mark.django_db
OF = {"made_on-day": "1", "made_on-month": "11", "made_on-year": "2026"}


@pytest.fixture
def scene(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    world = custody()
    return world, hold(world).person_id, signed_in(Client(), world, "amara")


def send(client, person, content=None, name="plan.json", **answers):
    given = {"form_key": str(uuid4()), **answers}
    if content is not None:
        written = content if isinstance(content, bytes) else json.dumps(content).encode()
        given["file"] = SimpleUploadedFile(name, written)
    href = reverse("take_in_plan", args=[person])
    answer = client.post(href, given, follow=True)
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_care_plan_is_taken_in_with_whose_it_is(scene):
    _, person, amara = scene
    page = amara.get(reverse("take_in_plan", args=[person])).content.decode()
    assert 'enctype="multipart/form-data"' in page
    page = send(amara, person, PLAN)
    assert "Pennmoor community team, of 20 October 2026" in page
    assert "Goal: A room of my own" in page


def test_plain_text_needs_whose_it_is_and_of_which_day(scene):
    _, person, amara = scene
    page = send(amara, person, b"Rest and see the GP", "plan.txt")
    assert "Enter which service made it" in page
    assert "There is no plan yet" in amara.get(reverse("plan", args=[person])).content.decode()
    page = send(amara, person, b"Rest and see the GP", "plan.txt", made_by="Ward 4", **OF)
    assert "Ward 4, of 1 November 2026" in page


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{", "no JSON document that can be read"),
        (b"\xff\xfe\x00x", "written in UTF-8"),
        (b"x" * 200_001, "must be smaller than 200 kB"),
        ({"resourceType": "Patient"}, "This is no FHIR CarePlan"),
        ({**PLAN, "status": "entered-in-error"}, "entered in error"),
        ({**PLAN, "title": "Half a character \ud800"}, "characters that are no text"),
        ({**PLAN, "note": [{"text": "Nothing \u0000"}]}, "characters that are no text"),
        (b"Rest\x00", "characters that are none"),
        ({**PLAN, "description": "x" * 20_001}, "must be shorter than 20,000 characters"),
        ({**PLAN, "author": {"display": "x" * 301}}, "must be shorter than 20,000 characters"),
        (b"y" * 20_001, "must be shorter than 20,000 characters"),
        (b'{"a":' * 2000 + b"1" + b"}" * 2000, "no JSON document that can be read"),
        (b'{"a":' + b"9" * 5000 + b"}", "no JSON document that can be read"),
    ],
)
def test_a_file_that_cannot_be_relied_on_is_refused_and_nothing_is_kept(scene, content, why):
    _, person, amara = scene
    page = send(amara, person, content)
    assert "There is a problem" in page
    assert why in page
    assert "community team" not in amara.get(reverse("plan", args=[person])).content.decode()


def test_a_plan_of_another_nhs_number_is_refused(scene):
    world, _, amara = scene
    other = people.register(
        by=world.amara,
        at=NOW,
        person=replace(somebody("Ann Other"), identifiers=[(Kind.NHS_NUMBER, "9990000026")]),
        relationship=RelationshipKind.SELF_CLAIMED,
        because="Met at court",
    )
    assert "another NHS number than this record" in send(amara, other, PLAN)


def test_nothing_at_all_says_what_is_missing(scene):
    _, person, amara = scene
    assert "Put in what it says, or choose a file of it" in send(amara, person, made_by="x", **OF)
