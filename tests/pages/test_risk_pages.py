"""Risks and unmet needs as pages show them."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.care_world import NOW, custody, hold
from tests.custody import signed_in
from throughcare.care import actions as care
from throughcare.web import clock

pytestmark = pytest.mark.django_db
LATER = {"review_on-day": "9", "review_on-month": "11", "review_on-year": "2026"}


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return custody()


def send(client, href, **answers):
    given = {"form_key": str(uuid4()), **answers}
    return client.post(href, given, follow=True).content.decode()


def test_a_risk_is_recorded_looked_at_again_disagreed_with_and_ended(world):
    held = hold(world)
    amara = signed_in(Client(), world, "amara")
    add = reverse("add_risk", args=[held.person_id])
    assert "Enter the day to look again" in send(amara, add, kind="suicide", level="high")
    told = {"kind": "suicide", "level": "high", "what_to_do": "Look in", **LATER}
    shown = send(amara, add, **told)
    assert "What to do:" in shown
    assert "9 November 2026" in shown
    risk = shown.split("/risks/")[-1].split('"')[0]
    if risk == "add":
        risk = next(part.split('"')[0] for part in shown.split("/risks/")[1:] if part[:3] != "add")
    about = reverse("disagree", args=[held.person_id, "risk", risk])
    assert "I am fine" in send(amara, about, words="I am fine")
    assert "I am fine" in amara.get(reverse("risk", args=[held.person_id, risk])).content.decode()
    ended = send(amara, reverse("end_risk", args=[held.person_id, risk]), because="Settled")
    assert "No risk is recorded" in ended
    assert amara.get(reverse("risk", args=[held.person_id, uuid4()])).status_code == 404
    nothing = reverse("disagree", args=[held.person_id, "plan", uuid4()])
    assert amara.get(nothing).status_code == 404


def test_dual_diagnosis_and_a_need_below_the_threshold_are_seen_on_the_record(world):
    held = hold(world)
    for need in ("alcohol", "depression"):
        care.record_need(
            by=world.amara, at=NOW, person_id=held.person_id, need=need, status="suspected"
        )
    amara = signed_in(Client(), world, "amara")
    shown = send(
        amara,
        reverse("add_need", args=[held.person_id]),
        need="autism",
        status="below-threshold",
        known_before="no",
        severity="moderate",
        urgency="soon",
        source="family",
        reason="Told us by letter",
        **LATER,
    )
    assert "Dual diagnosis" in shown
    assert "Not being met now" in shown
    assert "Look at it again on" in shown
    assert "Moderate; act: in the next days; said by: their family" in shown
