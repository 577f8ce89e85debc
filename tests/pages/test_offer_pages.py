"""A need is handed over on pages: offered, refused or taken over, and the register of refusals."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.care_world import NOW, custody, hold, refer, refer_to
from tests.custody import signed_in
from throughcare.care import actions as care
from throughcare.web import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return custody()


def send(client, href, **answers):
    given = {"form_key": str(uuid4()), **answers}
    return client.post(href, given, follow=True).content.decode()


def test_a_need_is_offered_declined_offered_again_and_taken_over(world):
    held = hold(world)
    need = care.record_need(
        by=world.amara, at=NOW, person_id=held.person_id, need="alcohol", status="suspected"
    )
    amara, joel = (signed_in(Client(), world, first) for first in ("amara", "joel"))
    offer = reverse("offer_need", args=[held.person_id, need])
    assert (
        "Hand it over" in amara.get(reverse("need", args=[held.person_id, need])).content.decode()
    )
    to_joel = {"to_team": str(world.teams["youth"]), "reason": "Turns 18 next week"}
    assert "your team is responsible" in send(amara, offer, **to_joel)
    listed = joel.get(reverse("worklist")).content.decode()
    assert "Answer: will you take it over?" in listed
    answer = listed.split("/offers/")[1].split('"')[0]
    href = reverse("offer", args=[held.person_id, answer])
    assert "Turns 18 next week" in joel.get(href).content.decode()
    assert "Select why not" in send(joel, href, answer="declined")
    assert "The answer is saved" in send(joel, href, answer="declined", because="no-capacity")
    returned = amara.get(reverse("worklist")).content.decode()
    assert "We have no room at the moment" in returned
    send(amara, offer, **to_joel)
    again = joel.get(reverse("worklist")).content.decode().split("/offers/")[1].split('"')[0]
    href = reverse("offer", args=[held.person_id, again])
    back = amara.get(href).content.decode()
    assert "Take back the offer" in back
    assert "The answer is saved" in send(joel, href, answer="accepted")
    assert "answered meanwhile" in send(joel, href, answer="accepted")
    assert amara.get(reverse("offer", args=[held.person_id, uuid4()])).status_code == 404
    assert amara.get(reverse("offer_need", args=[held.person_id, uuid4()])).status_code == 404


def test_an_offer_is_taken_back(world):
    held = hold(world)
    need = care.record_need(
        by=world.amara, at=NOW, person_id=held.person_id, need="alcohol", status="suspected"
    )
    offer = care.offer_need(
        by=world.amara, at=NOW, need_id=need, to_team_id=world.teams["youth"], reason="x"
    )
    amara = signed_in(Client(), world, "amara")
    assert "as before" in send(amara, reverse("offer", args=[held.person_id, offer]))


def test_the_register_says_who_turned_whom_away_and_who_excludes_whom(world):
    held = hold(world)
    for service, worker, reason in (
        ("drugs", "priya", "threshold"),
        ("housing", "tom", "wrong-service"),
    ):
        referral = refer_to(world, held, service)
        care.decline(by=getattr(world, worker), at=NOW, referral_id=referral, reason=reason)
    refer(world, hold(world, "Sam Waiting"), at=NOW - timedelta(days=12))
    grace = signed_in(Client(), world, "grace")
    shown = grace.get(reverse("bounces")).content.decode()
    assert "Their need is above or below what we help with" in shown
    assert "Teams that exclude each other" in shown
    assert ">12<" in shown
    assert "Sampleford" not in shown
    assert signed_in(Client(), world, "amara").get(reverse("bounces")).status_code == 404
