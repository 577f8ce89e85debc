"""The page of alerts, an e-mail a day that names nobody, and a calendar."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.custody import HOUR, arrived, signed_in, somebody, suite
from tests.journey_world import DAY, places
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.care.rules.alerts import Digest
from throughcare.pathway import actions
from throughcare.pathway.rules import EventKind, Leaving
from throughcare.web.commands import alerts as command

pytestmark = pytest.mark.django_db
K = EventKind


@pytest.fixture(autouse=True)
def _moment(monkeypatch):
    monkeypatch.setattr("throughcare.web.clock.now", lambda: NOW)


@pytest.fixture
def scene():
    world = staffed()
    place = suite(world)
    person, ids = arrived(
        world.dana, place, somebody("Canary Sampleford"), ago=8 * HOUR,
        detention_authorised_at=NOW - 7 * HOUR,
    )  # fmt: skip
    return world, places(world), person, ids


def told(viewer, at=NOW):
    with viewing(viewer, at):
        return queries.alerts(viewer, at=at)


def kinds(viewer, at=NOW):
    return sorted(one.kind.value for one in told(viewer, at))


def met(world, person, ids):
    """Somebody of Liaison and Diversion works with them."""
    given = {"by": world.amara, "at": NOW, "person_id": person, "episode_id": ids.episode_id}
    care.begin(**given)
    care.see(**given)


def test_the_page_marks_one_or_all_as_read(client, scene):
    world, _, _, _ = scene
    worker = signed_in(client, world, "dana")
    page = worker.get("/alerts").content.decode()
    assert "A time limit has passed" in page
    assert "Canary Sampleford" in page
    (one,) = told(world.dana)
    worker.post("/alerts", {"key": "of nobody"})
    assert not told(world.dana)[0].read
    worker.post("/alerts", {"key": one.key})
    assert told(world.dana)[0].read
    assert "Mark all as read" not in worker.get("/alerts").content.decode()
    assert "You have read every alert" in worker.get("/").content.decode()


def test_without_alerts_the_page_says_so(client, scene):
    world, _, _, _ = scene
    page = signed_in(client, world, "joel").get("/alerts").content.decode()
    assert "Nothing to alert you to now" in page


def test_an_email_a_day_is_sent_to_whoever_wants_it_once(client, scene, settings, capsys):
    world, _, _, _ = scene
    settings.EMAIL_READY = True
    command._send(NOW)
    assert not mail.outbox, "off is where it begins"
    worker = signed_in(client, world, "dana")
    page = worker.get("/alerts/choices").content.decode()
    assert "Once a day" in page
    wrong = worker.post("/alerts/choices", {"form_key": "x"})
    assert wrong.status_code == 200
    assert "There is a problem" in wrong.content.decode()
    key = "7e7f0f6c-6f5b-4c0e-9d0e-3c9b7b6d4a11"
    worker.post("/alerts/choices", {"form_key": key, "digest": "daily"})
    care.choose_digest(by=world.joel, at=NOW, digest=Digest.DAILY)
    assert command._send(NOW) == (1, 1)
    (letter,) = mail.outbox
    assert letter.to == ["dana@ambershire.example"]
    assert "1 alert" in letter.subject
    for word in ("Canary", "Sampleford", "Amberford", "eview"):
        assert word not in letter.subject + letter.body
    assert command._send(NOW + HOUR) == (0, 0)
    assert command._send(NOW + DAY) == (1, 1)
    care.choose_digest(by=world.dana, at=NOW, digest=Digest.OFF)
    assert command._send(NOW + 2 * DAY) == (0, 1)


def calendar_of(client, world, first):
    worker = signed_in(client, world, first)
    page = worker.post("/alerts/calendar", {"do": "make"}, follow=True).content.decode()
    return page.split("/calendar/")[1].split(".ics")[0]


def test_a_calendar_opens_by_its_secret_address_alone_and_names_nobody(client, scene):
    world, _, _, _ = scene
    secret = calendar_of(client, world, "dana")
    answer = Client().get(f"/calendar/{secret}.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    text = answer.content.decode()
    assert text.count("BEGIN:VEVENT") == 2, "the review that was due, and detention"
    assert f"DTSTART:{NOW - HOUR:%Y%m%dT%H%M%SZ}" in text
    for word in ("Canary", "Sampleford", "Amberford", "PACE", "etention", "eview"):
        assert word not in text
    assert Client().get(f"/calendar/{secret}x.ics").status_code == 404
    again = calendar_of(client, world, "dana")
    assert Client().get(f"/calendar/{secret}.ics").status_code == 404
    assert Client().get(f"/calendar/{again}.ics").status_code == 200
    client.post("/alerts/calendar", {"do": "end"})
    assert Client().get(f"/calendar/{again}.ics").status_code == 404
    assert "Make an address" in client.get("/alerts/choices").content.decode()


def test_the_calendar_of_a_practitioner_has_the_worklist_too(client, scene):
    world, _, person, ids = scene
    actions.leave(
        by=world.dana, at=NOW, episode_id=ids.episode_id, left_at=NOW, leaving=Leaving.NO_ACTION
    )
    secret = calendar_of(client, world, "amara")
    text = Client().get(f"/calendar/{secret}.ics").content.decode()
    assert text.startswith("BEGIN:VCALENDAR")
    met(world, person, ids)
    text = Client().get(f"/calendar/{secret}.ics").content.decode()
    assert "something on your worklist is due" in text.replace("\r\n ", "")
    assert reverse("worklist") in text


def test_a_calendar_of_somebody_who_left_opens_no_more(client, scene, monkeypatch):
    world, _, _, _ = scene
    secret = calendar_of(client, world, "dana")
    monkeypatch.setattr("throughcare.web.clock.now", lambda: NOW - timedelta(days=800))
    assert Client().get(f"/calendar/{secret}.ics").status_code == 404
