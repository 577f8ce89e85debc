"""Managers add places, say which team covers them from when until when, and that one has closed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.custody import arrived, signed_in, suite
from tests.place_keepers import (
    TODAY,
    agreed,
    as_manager,
    cover_of,
    covering,
    managed,
    new_place,
    own_place,
    parts,
    send,
    text,
)
from tests.world import NOW
from throughcare.access.actions import employment
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.access.roles import Role
from throughcare.access.rules import INSTALLATION
from throughcare.pathway.models import Cover, Place
from throughcare.pathway.rules import PLACE_WORDS, PlaceKind
from throughcare.people.queries import sight_of
from throughcare.web import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch):
    return managed(monkeypatch)


def test_a_manager_adds_a_place_once_and_their_team_works_there(world):
    grace = as_manager(world)
    assert reverse("add_place") in text(grace.get(reverse("places")))
    key = uuid4()
    page = text(send(grace, reverse("add_place"), key, **new_place(world)))
    assert "Stavely Cross custody suite is added." in page
    assert "Your team covers it once Ambershire Police agrees, not before." in page
    assert "Waits for Ambershire Police to agree" in page
    send(grace, reverse("add_place"), key, **new_place(world))
    place = Place.objects.get(name="Stavely Cross custody suite")
    assert place.code == "stavely-cross-custody-suite"
    amara = signed_in(Client(), world, "amara")
    assert amara.get(f"/board/{place.code}").status_code == 404
    agreed(world, place, world.teams["liaison"])
    assert amara.get(f"/board/{place.code}").status_code == 200
    assert "Stavely Cross" in text(as_manager(world, "dana").get(reverse("board"), follow=True))
    with viewing(world.grace, NOW):
        trail = set(AuditEvent.objects.filter(worker_id=world.grace.worker_id).values_list("what"))
    assert {("add-place",), ("ask-cover",)} <= trail


def test_a_place_of_every_sort_can_be_added(world):
    grace = as_manager(world)
    for kind in PlaceKind:
        given = own_place(world, kind=kind.value, name=f"One {kind}")
        page = text(send(grace, reverse("add_place"), **given))
        assert f"One {kind} is added." in page
        assert PLACE_WORDS[kind] in page


def test_what_is_wrong_with_a_place_is_said_and_nothing_is_added(world):
    grace, place = as_manager(world), suite(world)
    before = Place.objects.count()
    for wrong, said in (
        ({"kind": ""}, "Select the sort of place"),
        ({"name": ""}, "Enter its name"),
        ({"name": "amberford  CUSTODY suite"}, "in this organisation already"),
        ({"code": place.code}, "Another place has the short code"),
        ({"code": "No Code!"}, "small letters, digits and hyphens"),
        ({"covered": "no"}, "Say which of your teams covers it"),
        ({"team": ""}, "Select your team"),
        ({"team": str(world.teams["youth"])}, "Select one of the answers"),
        ({"kind": "palace"}, "Select one of the answers"),
    ):
        page = text(send(grace, reverse("add_place"), **new_place(world, **wrong)))
        assert "There is a problem" in page
        assert said in page, wrong
    assert 'value="Stavely Cross custody suite"' in page
    assert Place.objects.count() == before


def test_the_same_name_in_another_organisation_is_another_place(world):
    grace, place = as_manager(world), suite(world)
    send(grace, reverse("add_place"), **own_place(world, name=place.name))
    assert Place.objects.filter(name=place.name).count() == 2
    assert Place.objects.filter(code="amberford-custody-suite").exists()
    send(
        as_manager(world, "olga"),
        reverse("add_place"),
        **own_place(world, name=place.name, organisation=str(world.organisations["elsewhere"])),
    )
    assert Place.objects.filter(code="amberford-custody-suite-2").exists()


def test_cover_begins_and_ends_on_its_days(world, monkeypatch):
    place = suite(world)
    olga, href = as_manager(world, "olga"), reverse("cover_place", args=[place.code])
    otto = signed_in(Client(), world, "otto")
    board = f"/board/{place.code}"
    assert href in text(olga.get(reverse("place", args=[place.code])))
    first, last = TODAY + timedelta(days=2), TODAY + timedelta(days=5)
    given = covering(world, team=str(world.teams["elsewhere"])) | parts("starts_on", first)
    page = text(send(olga, href, **given, **parts("ends_on", last)))
    assert "Pennmoor Liaison and Diversion team" in page
    agreed(world, place, world.teams["elsewhere"])
    assert "Not yet" in text(olga.get(reverse("place", args=[place.code])))
    for day, there in ((0, False), (2, True), (5, True), (6, False)):
        moment = NOW + timedelta(days=day)
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        otto = signed_in(Client(), world, "otto")
        assert otto.get(board).status_code == (200 if there else 404), day
        person, _ = arrived(world.dana, place, at=moment)
        with viewing(world.otto, moment):
            assert (sight_of(world.otto, person, at=moment) is not None) is there, day


def test_cover_that_cannot_be_is_refused(world):
    place = suite(world)
    grace, href = as_manager(world), reverse("cover_place", args=[place.code])
    for wrong, said in (
        (parts("ends_on", TODAY - timedelta(days=1)), "The last day is before the first"),
        ({}, "This team covers the place already"),
        ({"team": str(world.teams["youth"])}, "Select one of the answers"),
        ({"for_whom": ""}, "Select for whom"),
    ):
        page = text(send(grace, href, **covering(world, **wrong)))
        assert "There is a problem" in page
        assert said in page, wrong
    assert Cover.objects.filter(place=place).count() == 2


def test_ending_cover_asks_when_people_are_there_and_nobody_else_comes(world):
    place = suite(world)
    arrived(world.dana, place)
    grace = as_manager(world)
    cover = cover_of(place, world.teams["liaison"])
    href = reverse("end_cover", args=[place.code, cover.id])
    assert href in text(grace.get(reverse("place", args=[place.code])))
    asks = "1 person is there now, and no other team covers the place for adults after that day."
    assert asks in text(grace.get(href))
    page = text(send(grace, href, **parts("last_day", TODAY)))
    assert "Tick the box" in page
    assert asks in page
    cover.refresh_from_db()
    assert cover.ends_on is None
    page = text(send(grace, href, **parts("last_day", TODAY), anyway="yes"))
    assert "covers Amberford custody suite until 2 November 2026" in page
    cover.refresh_from_db()
    assert cover.ends_on == TODAY


def test_ending_cover_asks_nothing_where_nobody_is_there_or_another_team_comes(world):
    place = suite(world)
    grace = as_manager(world)
    href = reverse("end_cover", args=[place.code, cover_of(place, world.teams["liaison"]).id])
    assert "although people are there" not in text(grace.get(href))
    arrived(world.dana, place)
    send(
        as_manager(world, "olga"),
        reverse("cover_place", args=[place.code]),
        **covering(world, team=str(world.teams["elsewhere"])),
    )
    assert "although people are there" in text(grace.get(href)), "what is asked for does not count"
    agreed(world, place, world.teams["elsewhere"])
    assert "although people are there" not in text(grace.get(href))
    page = text(send(grace, href, **parts("last_day", TODAY - timedelta(days=9))))
    assert "until 24 October 2026" in page
    assert send(grace, href, **parts("last_day", TODAY)).status_code == 404


def test_whoever_runs_a_place_ends_the_cover_of_others_and_nobody_else_does(world):
    place = suite(world)
    href = reverse("end_cover", args=[place.code, cover_of(place, world.teams["youth"]).id])
    for first in ("grace", "olga"):
        client = as_manager(world, first)
        assert client.get(href).status_code == 404
        assert send(client, href, **parts("last_day", TODAY)).status_code == 404
    pia = as_manager(world, "pia")
    assert "End cover of Amberford custody suite" in text(pia.get(href))
    send(pia, href, **parts("last_day", TODAY))
    assert cover_of(place, world.teams["youth"]).ends_on == TODAY


def test_cover_is_no_longer_shown_to_be_ended_once_it_is_over(world, monkeypatch):
    place = suite(world)
    cover = cover_of(place, world.teams["liaison"])
    href = reverse("end_cover", args=[place.code, cover.id])
    send(as_manager(world), href, **parts("last_day", TODAY))
    tomorrow = NOW + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    grace = as_manager(world)
    page = text(grace.get(reverse("place", args=[place.code])))
    assert "Over" in page
    assert href not in page
    assert grace.get(href).status_code == 404
    send(
        grace,
        reverse("cover_place", args=[place.code]),
        **covering(world, **parts("starts_on", tomorrow.date())),
    )
    assert Cover.objects.filter(place=place, team_id=world.teams["liaison"]).count() == 2


def test_a_place_closes_when_nobody_is_there_and_no_other_organisation_covers_it(world):
    place = suite(world)
    arrived(world.dana, place)
    pia, href = as_manager(world, "pia"), reverse("close_place", args=[place.code])
    assert href in text(pia.get(reverse("place", args=[place.code])))
    page = text(send(pia, href, **parts("closed_on", TODAY + timedelta(days=1))))
    for said in (
        "on its last day, or later", "1 person is there now.",
        "Ambershire youth justice team covers it. It ends that first.",
    ):  # fmt: skip
        assert said in page
    assert Place.objects.get(pk=place.pk).closed_on is None


def test_a_place_that_was_never_used_is_closed_and_its_name_is_free_again(world):
    grace = as_manager(world)
    send(grace, reverse("add_place"), **own_place(world, name="By mistake"))
    place = Place.objects.get(name="By mistake")
    send(grace, reverse("cover_place", args=[place.code]), **covering(world))
    href = reverse("close_place", args=[place.code])
    page = text(send(grace, href, **parts("closed_on", TODAY)))
    assert "By mistake has closed." in page
    assert "until 2 November 2026" in page
    assert "Its last day was 2 November 2026" in text(
        grace.get(reverse("place", args=[place.code]))
    )
    for gone in (href, reverse("cover_place", args=[place.code])):
        assert grace.get(gone).status_code == 404
    assert "By mistake" not in text(signed_in(Client(), world, "amara").get(reverse("lists")))
    send(grace, reverse("add_place"), **own_place(world, name="By mistake"))
    assert Place.objects.filter(name="By mistake", closed_on__isnull=True).count() == 1


def test_whoever_neither_runs_nor_covers_a_place_reads_it_and_changes_nothing(world):
    place = suite(world)
    olga = as_manager(world, "olga")
    href = reverse("place", args=[place.code])
    page = text(olga.get(href))
    assert "Change what is known" not in page
    assert reverse("close_place", args=[place.code]) not in page
    for address in (href, reverse("close_place", args=[place.code])):
        given = {"source": "x", **parts("valid_from", TODAY), **parts("closed_on", TODAY)}
        assert send(olga, address, **given).status_code == 404
    assert "Nothing was recorded" in text(olga.get(href))


def test_only_managers_keep_places(world):
    place = suite(world)
    cover = cover_of(place, world.teams["liaison"])
    for first in ("amara", "dana", "ifan", "priya", "otto"):
        client = signed_in(Client(), world, first)
        for href in (
            reverse("add_place"),
            reverse("cover_place", args=[place.code]),
            reverse("end_cover", args=[place.code, cover.id]),
            reverse("close_place", args=[place.code]),
        ):
            assert client.get(href).status_code == 404
            assert send(client, href).status_code == 404
    grace = as_manager(world)
    for href in (
        reverse("cover_place", args=["nowhere"]),
        reverse("end_cover", args=[place.code, uuid4()]),
        reverse("end_cover", args=["nowhere", cover.id]),
        reverse("close_place", args=["nowhere"]),
    ):
        assert grace.get(href).status_code == 404


def test_cover_that_has_not_begun_is_taken_back(world):
    place = suite(world)
    olga, tomorrow = as_manager(world, "olga"), TODAY + timedelta(days=1)
    given = covering(world, team=str(world.teams["elsewhere"]), **parts("starts_on", tomorrow))
    send(olga, reverse("cover_place", args=[place.code]), **given)
    cover = agreed(world, place, world.teams["elsewhere"])
    href = reverse("end_cover", args=[place.code, cover.id])
    page = text(send(olga, href, **parts("last_day", TODAY)))
    assert "Pennmoor Liaison and Diversion team does not cover Amberford custody suite." in page
    assert not Cover.objects.filter(pk=cover.pk).exists()


def test_a_team_that_closes_covers_no_place_any_more(world):
    place = suite(world)
    team = employment.form_team(
        by=INSTALLATION, at=NOW, organisation_id=world.organisations["liaison"], name="Night team"
    ).id
    employment.appoint(
        by=INSTALLATION, at=NOW, worker_id=world.rhys.worker_id, team_id=team,
        role=Role.SUPPORT_WORKER, starts_on=TODAY,
    )  # fmt: skip
    grace, later = as_manager(world), TODAY + timedelta(days=9)
    href = reverse("cover_place", args=[place.code])
    last_asked = later + timedelta(days=9)
    for first, last in (
        (TODAY, TODAY + timedelta(days=3)), (later, later), (last_asked, last_asked),
    ):  # fmt: skip
        given = {"team": str(team), "for_whom": "adults", **parts("ends_on", last)}
        send(grace, href, **covering(world, **given) | parts("starts_on", first))
        if first != last_asked:
            agreed(world, place, team)
    assert Cover.objects.filter(team_id=team).count() == 3
    assert "Night team is closed" in text(send(grace, reverse("close_team", args=[team])))
    left = {(cover.state, cover.ends_on) for cover in Cover.objects.filter(team_id=team)}
    assert left == {("agreed", TODAY), ("taken-back", last_asked)}
