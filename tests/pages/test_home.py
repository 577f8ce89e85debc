"""The first page: most urgent first whatever the suite, and the trail of exactly whom it showed."""

import pytest

from tests.custody import HOUR, arrived, signed_in, somebody, suite
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.care import actions as care
from throughcare.care.rules import SafetyKind, SafetyState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _moment(monkeypatch):
    monkeypatch.setattr("throughcare.web.clock.now", lambda: NOW)


def test_people_of_several_suites_are_one_list_most_urgent_first(client):
    world = staffed()
    first, second = suite(world), suite(world, code="amb-c2")
    arrived(world.dana, first, somebody("Calm Longest"), ago=3 * HOUR)
    at_risk, _ = arrived(world.dana, second, somebody("At Risk"), ago=HOUR)
    care.note_safety(
        by=world.dana,
        at=NOW,
        person_id=at_risk,
        kind=SafetyKind.SELF_HARM,
        state=SafetyState.YES,
    )
    page = signed_in(client, world, "amara").get("/").content.decode()
    assert 0 < page.index("At Risk") < page.index("Suite amb-c2") < page.index("Calm Longest")


def test_whoever_is_in_custody_is_shown_with_what_is_due_next(client):
    world = staffed()
    arrived(world.dana, suite(world), ago=7 * HOUR, detention_authorised_at=NOW - 7 * HOUR)
    page = signed_in(client, world, "dana").get("/").content.decode()
    assert "Review was due 1 hour ago" in page


def test_the_trail_names_those_who_were_shown_and_nobody_else(client):
    world = staffed()
    place = suite(world)
    seen, ids = arrived(world.dana, place, somebody("Seen Already"), ago=5 * HOUR)
    care.see(by=world.amara, at=NOW, person_id=seen, episode_id=ids.episode_id)
    waits, _ = arrived(world.dana, place, somebody("Still Waits"), ago=HOUR)
    page = signed_in(client, world, "amara").get("/").content.decode()
    assert "Still Waits" in page
    assert "Seen Already" not in page
    with viewing(world.amara, NOW):
        event = AuditEvent.objects.filter(what="home").latest("id")
    assert event.person_ids == [waits]
