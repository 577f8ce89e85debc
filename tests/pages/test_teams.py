"""A manager closes a team or says that somebody has left; what it holds stands in the way."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.care_world import NOW, custody, hold
from tests.custody import signed_in
from throughcare.access.actions import employment
from throughcare.access.queries import at_the_door
from throughcare.access.roles import Role
from throughcare.access.rules import INSTALLATION
from throughcare.care import actions as care
from throughcare.web import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return custody()


def send(client, href, key=None):
    given = {"form_key": str(key or uuid4())}
    return client.post(href, given, follow=True).content.decode()


def _second_team(world):
    team = employment.form_team(
        by=INSTALLATION, at=NOW, organisation_id=world.organisations["liaison"], name="Night team"
    ).id
    employment.appoint(
        by=INSTALLATION, at=NOW, worker_id=world.rhys.worker_id, team_id=team,
        role=Role.PRACTITIONER, starts_on=NOW.date(),
    )  # fmt: skip
    return team


def test_a_team_that_owns_needs_does_not_close_and_says_what_goes_first(world):
    held = hold(world)
    care.record_need(
        by=world.amara, at=NOW, person_id=held.person_id, need="alcohol", status="suspected"
    )
    grace = signed_in(Client(), world, "grace")
    assert reverse("teams") in grace.get(reverse("home")).content.decode()
    href = reverse("close_team", args=[world.teams["liaison"]])
    assert href in grace.get(reverse("teams")).content.decode()
    page = grace.get(href).content.decode()
    assert "1 open need is its own. Hand them over first." in page
    assert "Close the team</button>" not in page
    refused = send(grace, href)
    assert "There is a problem" in refused
    assert "1 open need is its own. Hand them over first." in refused
    assert "Sampleford" not in page + refused
    assert at_the_door(world.amara.worker_id, on=NOW.date().replace(day=3))


def test_a_team_that_holds_nothing_closes_once(world):
    team = _second_team(world)
    grace = signed_in(Client(), world, "grace")
    href, key = reverse("close_team", args=[team]), uuid4()
    assert "Nobody works in it from tomorrow" in grace.get(href).content.decode()
    assert "Night team is closed" in send(grace, href, key)
    send(grace, href, key)
    assert grace.get(href).status_code == 404
    assert "Night team" not in grace.get(reverse("teams")).content.decode()


def test_somebody_who_left_signs_in_no_more_and_their_people_wait_for_a_colleague(world):
    held = hold(world)
    care.record_need(
        by=world.amara, at=NOW, person_id=held.person_id, need="alcohol", status="suspected"
    )
    care.allocate(by=world.amara, at=NOW, person_id=held.person_id, worker_id=world.rhys.worker_id)
    grace = signed_in(Client(), world, "grace")
    href = reverse("leaver", args=[world.rhys.worker_id])
    assert "Rhys Maddock has left" in grace.get(href).content.decode()
    assert "Rhys Maddock works here no longer" in send(grace, href)
    assert not at_the_door(world.rhys.worker_id, on=NOW.date().replace(day=3))
    assert grace.get(href).status_code == 404


def test_only_managers_close_teams_and_only_their_own(world):
    for first in ("amara", "dana", "ifan", "priya", "otto"):
        client = signed_in(Client(), world, first)
        for href in (
            reverse("teams"),
            reverse("close_team", args=[world.teams["liaison"]]),
            reverse("leaver", args=[world.amara.worker_id]),
        ):
            assert client.get(href).status_code == 404
            assert client.post(href, {"form_key": str(uuid4())}).status_code == 404
    grace = signed_in(Client(), world, "grace")
    for href in (
        reverse("close_team", args=[world.teams["youth"]]),
        reverse("close_team", args=[uuid4()]),
        reverse("leaver", args=[world.joel.worker_id]),
    ):
        assert grace.get(href).status_code == 404
