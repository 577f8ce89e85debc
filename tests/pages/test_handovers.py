"""Handovers on pages: the list of both sides, what is done with one, and what is refused."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.care_world import NOW, hold, leave
from tests.custody import signed_in
from tests.records.test_care_handovers import K, happens, rows, sent_to_prison, worked_with
from tests.records.test_care_handovers import world as world_of_movements
from tests.records.test_handover_packs import out_of_prison
from throughcare.access.actions import employment
from throughcare.access.roles import Role
from throughcare.access.rules import INSTALLATION
from throughcare.care import actions as care
from throughcare.pathway.rules import Leaving
from throughcare.web import clock

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
world = world_of_movements


@pytest.fixture(autouse=True)
def _moment(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))


def send(client, href, **answers):
    answer = client.post(href, {"form_key": str(uuid4()), **answers}, follow=True)
    return answer.content.decode()


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_reception_sees_who_comes_accepts_and_says_that_they_were_seen(world):
    held, _ = sent_to_prison(world)
    one = rows(world)[-1]
    nia, amara = (signed_in(Client(), world, first) for first in ("nia", "amara"))
    assert "From us" in page(amara, "handovers")
    for listed in (page(nia, "handovers"), page(nia, "home")):
        assert "Robin Sampleford" in listed
        assert "Fennick reception" in listed
    on_record = page(nia, "person_handovers", held.person_id)
    assert "Accept: our team takes them over" in on_record
    assert "alcohol" not in on_record.lower()

    def step(name):
        return reverse("handover_move", args=[held.person_id, one.id, name])

    assert "Select why not" in send(nia, step("decline"), note="Full")
    assert "It stays open until you record" in send(nia, step("accept"))
    assert "Nia Sampleton answered meanwhile: accepted" in send(nia, step("accept"))
    assert "The handover is closed" in send(
        nia, step("seen"), **{"seen_on-day": "3", "seen_on-month": "11", "seen_on-year": "2026",
                              "seen_at": "10:00"},
    )  # fmt: skip
    assert rows(world)[-1].state == "seen"
    assert "Seen" in page(nia, "person_handovers", held.person_id)


def test_two_workers_accept_the_same_handover_and_the_second_is_told_who_was_first(world):
    held, _ = sent_to_prison(world)
    one = rows(world)[-1]
    other = employment.employ(
        by=INSTALLATION, at=NOW, email="ida@ambershire.example", name="Ida Brook"
    )
    employment.appoint(
        by=INSTALLATION, at=NOW, worker_id=other.id, team_id=world.teams["prison"],
        role=Role.ESTABLISHMENT_WORKER, starts_on=NOW.date(),
    )  # fmt: skip
    world.emails["ida"] = other.email
    nia, ida = (signed_in(Client(), world, first) for first in ("nia", "ida"))
    href = reverse("handover_move", args=[held.person_id, one.id, "accept"])
    assert "Fennick reception" in ida.get(href).content.decode(), "she has the page open"
    assert "It stays open until you record" in send(nia, href)
    assert "Nia Sampleton answered meanwhile: accepted" in send(ida, href)
    assert rows(world)[-1].state == "accepted"


def test_a_wrong_time_is_said_and_kept_and_changes_nothing(world):
    held, _ = sent_to_prison(world)
    one = rows(world)[-1]
    nia = signed_in(Client(), world, "nia")
    href = reverse("handover_move", args=[held.person_id, one.id, "seen"])
    early = {"seen_on-day": "1", "seen_on-month": "11", "seen_on-year": "2026", "seen_at": "10:00"}
    refused = send(nia, href, **early, note="Typed and kept")
    assert "before they moved" in refused
    both = r"They moved at [^<]+, and were seen at 10:00 am on Sunday 1 November\. Check both"
    assert re.search(both, refused)
    assert "Typed and kept" in refused
    assert "Enter the time" in send(nia, href, **early | {"seen_at": ""})
    assert rows(world)[-1].state == "waiting"


def test_a_handover_by_hand_goes_out_comes_back_and_goes_elsewhere(world):
    held = worked_with(world)
    amara, priya = (signed_in(Client(), world, first) for first in ("amara", "priya"))
    new = reverse("open_handover", args=[held.person_id])
    assert "Hand over to another team" in page(amara, "person_handovers", held.person_id)
    asked = {"route": "to-community-team", "to_team": str(world.teams["drugs"]), "reason": "Asks"}
    assert "Select a team" in send(amara, new, **asked | {"to_team": ""})
    key = {"form_key": str(uuid4())}
    for _ in range(2):
        amara.post(new, asked | key)
    (one,) = rows(world)

    def step(name):
        return reverse("handover_move", args=[held.person_id, one.id, name])

    assert "Asks" in page(priya, "person_handovers", held.person_id)
    assert "Answer: will you take them over?" in page(priya, "worklist")
    assert "Declined. The team" in send(priya, step("decline"), because="no-capacity", note="Full")
    assert "Find another team for them" in page(amara, "worklist")
    back = page(amara, "person_handovers", held.person_id)
    assert "We have no room at the moment. Full" in back
    to_tom = {"to_team": str(world.teams["housing"]), "reason": "Needs a home first"}
    assert "Offered. Until they accept" in send(amara, step("pass-on"), **to_tom)
    assert "Nobody waits for them any more" in send(amara, step("did-not-move"), reason="Moved on")
    assert amara.get(step("nothing")).status_code == 404
    unknown = reverse("handover_move", args=[held.person_id, uuid4(), "accept"])
    assert amara.get(unknown).status_code == 404


def test_who_is_out_before_it_could_be_prepared_stands_on_top(world):
    held = worked_with(world)
    care.record_need(
        by=world.amara, at=NOW, person_id=hold(world, "Ash Other").person_id, need="debt",
        status="suspected",
    )  # fmt: skip
    for kind, detail in ((K.HEARING, "police-cells"), (K.SENTENCED, "1018")):
        happens(world, held.person_id, kind, "dock", NOW + HOUR, by=world.amara, detail=detail)
    amara = signed_in(Client(), world, "amara")
    for name in ("worklist", "home", "handovers"):
        shown = page(amara, name)
        assert "Released from court" in shown, name
    listed = page(amara, "worklist")
    assert listed.index("See them, and say so") < listed.index("Refer or plan")
    assert "Now: they are out before anybody could prepare it" in listed
    assert "act now" in page(amara, "person_handovers", held.person_id)


def test_nobody_else_opens_them_and_an_empty_list_says_so(world):
    held, _ = sent_to_prison(world)
    one = rows(world)[-1]
    for first in ("otto", "tom", "helen", "grace", "dana"):
        worker = signed_in(Client(), world, first)
        assert worker.get(reverse("person_handovers", args=[held.person_id])).status_code == 404
        step = reverse("handover_move", args=[held.person_id, one.id, "accept"])
        assert worker.post(step, {"form_key": str(uuid4())}).status_code == 404
    assert "No handover is open" in page(signed_in(Client(), world, "tom"), "handovers")
    assert signed_in(Client(), world, "helen").get(reverse("handovers")).status_code == 404


def test_the_list_asks_as_much_of_the_database_for_many_as_for_few(world):
    nia = signed_in(Client(), world, "nia")

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as found:
            page(nia, "handovers")
        return len(found)

    def another(number):
        held = hold(world, f"Robin Sampleford{'abcdef'[number]}")
        happens(
            world, held.person_id, K.REMANDED, "dock", NOW, by=world.amara, detail="PR",
            to="fennick",
        )  # fmt: skip

    another(0)
    few = asked()
    for number in range(1, 5):
        another(number)
    assert asked() == few


def test_who_hands_over_has_a_button_to_send_the_pack_and_nobody_else_has(world, monkeypatch):
    held, out = out_of_prison(world)
    happens(world, held.person_id, K.RELEASED, "fennick", out, by=world.nia, detail="planned")
    monkeypatch.setattr(clock, "now", lambda: out + HOUR)
    sol, amara = (signed_in(Client(), world, first) for first in ("sol", "amara"))
    button = "Send what the receiving team must know"
    ask = reverse(
        "share_ask",
        args=[held.person_id, "receiving-service", world.organisations["liaison"]],
    )
    assert ask in page(sol, "person_handovers", held.person_id)
    assert button not in page(amara, "person_handovers", held.person_id)
    asked = sol.get(ask).content.decode()
    assert reverse("person_handovers", args=[held.person_id]) in asked
    assert "Liaison and Diversion" in send(sol, ask, answer="given")
    looked = sol.get(ask.removesuffix("/ask")).content.decode()
    mark = looked.split('name="mark" value="')[1].split('"')[0]
    assert "The summary is sent." in send(sol, ask.removesuffix("/ask"), do="send", mark=mark)
    assert "Pack sent" in page(sol, "person_handovers", held.person_id)
    for recipient, organisation in (
        ("receiving-service", "drugs"), ("court", "court"), ("custody-officer", "police"),
    ):  # fmt: skip
        address = ["share_preview", [held.person_id, recipient, world.organisations[organisation]]]
        assert sol.get(reverse(address[0], args=address[1])).status_code == 404
    assert sol.get(reverse("share", args=[held.person_id])).status_code == 404
    assert amara.get(ask).status_code == 404


def test_where_nobody_is_known_to_take_them_over_a_team_is_what_is_waited_for(world):
    held = worked_with(world)
    leave(world, held, at=NOW + HOUR, leaving=Leaving.HOSPITAL)
    amara = signed_in(Client(), world, "amara")
    for said in (page(amara, "handovers"), page(amara, "person_handovers", held.person_id)):
        assert "A team to take them over" in said
        assert "Their answer" not in said
    assert "to a team not known yet" in page(amara, "handovers")
    assert "to a team not known yet" in page(amara, "worklist")
