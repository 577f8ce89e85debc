"""Whoever runs a place agrees before a team of another organisation covers it."""

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
    parts,
    send,
    text,
)
from tests.world import NOW
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.pathway import actions
from throughcare.pathway.models import Cover
from throughcare.pathway.rules import PlaceKind
from throughcare.people.queries import sight_of
from throughcare.web import clock
from throughcare.web.cli import main

pytestmark = pytest.mark.django_db
TEAM = "Pennmoor Liaison and Diversion team"


@pytest.fixture
def world(monkeypatch):
    return managed(monkeypatch)


@pytest.fixture
def asked(world):
    """A suite that a team of another county asks to cover, and what it asks."""
    place = suite(world)
    given = covering(world, team=str(world.teams["elsewhere"]))
    page = text(send(as_manager(world, "olga"), reverse("cover_place", args=[place.code]), **given))
    assert "It is asked for. Your team covers it once Ambershire Police agrees, not before." in page
    return place, cover_of(place, world.teams["elsewhere"])


def answer_of(place, cover):
    return reverse("answer_cover", args=[place.code, cover.id])


def back_of(place, cover):
    return reverse("take_back_cover", args=[place.code, cover.id])


def page_of(world, place, first="olga"):
    return text(as_manager(world, first).get(reverse("place", args=[place.code])))


def on_trail(world, first, what):
    with viewing(world.viewers[first], NOW):
        mine = AuditEvent.objects.filter(worker_id=world.viewers[first].worker_id, what=what)
        return mine.count()


def knows(viewer, person, at=NOW):
    with viewing(viewer, at):
        return sight_of(viewer, person, at=at) is not None


def test_what_is_asked_for_shows_nobody_until_it_is_agreed(world, asked):
    place, cover = asked
    otto, board = signed_in(Client(), world, "otto"), f"/board/{place.code}"
    before, _ = arrived(world.dana, place)
    assert otto.get(board).status_code == 404
    assert not knows(world.otto, before)
    page = page_of(world, place)
    assert "Waits for Ambershire Police to agree" in page
    assert back_of(place, cover) in page
    assert answer_of(place, cover) not in page
    assert "Change what is known" not in page
    assert reverse("close_place", args=[place.code]) not in page

    pia = as_manager(world, "pia")
    line = f"{TEAM} asks to cover Amberford custody suite"
    assert line in text(pia.get(reverse("places")))
    assert answer_of(place, cover) in page_of(world, place, "pia")
    shown = text(pia.get(answer_of(place, cover)))
    assert "becomes known to Pennmoor Liaison and Diversion" in shown
    page = text(send(pia, answer_of(place, cover), agrees="yes"))
    assert f"You agreed that {TEAM} covers Amberford custody suite." in page
    assert line not in text(pia.get(reverse("places")))
    assert otto.get(board).status_code == 200
    assert not knows(world.otto, before), "nobody who was there already becomes known by it"
    after, _ = arrived(world.dana, place)
    assert knows(world.otto, after)
    assert [on_trail(world, "olga", "ask-cover"), on_trail(world, "pia", "agree-cover")] == [1, 1]


def test_agreed_late_it_holds_from_the_day_of_agreement_on(world, monkeypatch):
    place = suite(world)
    long_ago = covering(world, team=str(world.teams["elsewhere"])) | parts(
        "starts_on", TODAY - timedelta(days=30)
    )
    send(as_manager(world, "olga"), reverse("cover_place", args=[place.code]), **long_ago)
    cover = cover_of(place, world.teams["elsewhere"])
    later = NOW + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "from 4 November 2026" in text(as_manager(world, "pia").get(answer_of(place, cover)))
    send(as_manager(world, "pia"), answer_of(place, cover), agrees="yes")
    cover.refresh_from_db()
    assert cover.starts_on == later.date()


def test_what_would_begin_later_begins_as_it_was_asked(world):
    place, first = suite(world), TODAY + timedelta(days=7)
    given = covering(world, team=str(world.teams["elsewhere"])) | parts("starts_on", first)
    send(as_manager(world, "olga"), reverse("cover_place", args=[place.code]), **given)
    assert agreed(world, place, world.teams["elsewhere"]).id
    assert cover_of(place, world.teams["elsewhere"]).starts_on == first


def test_whoever_says_no_says_why_and_it_can_be_asked_again(world, asked):
    place, cover = asked
    pia, href = as_manager(world, "pia"), answer_of(place, cover)
    for wrong, said in (
        ({}, "Say whether you agree"),
        ({"agrees": "perhaps"}, "Select one of the answers"),
        ({"agrees": "no"}, "Say why you do not agree"),
        ({"agrees": "no", "because": "   "}, "Say why you do not agree"),
    ):
        page = text(send(pia, href, **wrong))
        assert "There is a problem" in page
        assert said in page, wrong
    cover.refresh_from_db()
    assert cover.state == "asked"
    page = text(send(pia, href, agrees="no", because="Another county covers us"))
    assert "You said no." in page
    for first in ("olga", "pia", "grace"):
        page = page_of(world, place, first)
        assert "Declined: Another county covers us" in page
        assert href not in page
    assert on_trail(world, "pia", "decline-cover") == 1
    olga = as_manager(world, "olga")
    again = covering(world, team=str(world.teams["elsewhere"]))
    assert "It is asked for." in text(
        send(olga, reverse("cover_place", args=[place.code]), **again)
    )
    assert "asked for this team already" in text(
        send(olga, reverse("cover_place", args=[place.code]), **again)
    )
    assert Cover.objects.filter(place=place, team_id=world.teams["elsewhere"]).count() == 2


def test_one_answer_wins_and_the_other_is_told(world, asked):
    place, cover = asked
    first, second = as_manager(world, "pia"), as_manager(world, "pia")
    send(first, answer_of(place, cover), agrees="yes")
    page = text(send(second, answer_of(place, cover), agrees="no", because="No"))
    assert "Somebody agreed to it already." in page
    assert "There is a problem" in page
    cover.refresh_from_db()
    assert (cover.state, cover.declined_because) == ("agreed", "")
    assert on_trail(world, "pia", "decline-cover") == 0
    assert first.get(answer_of(place, cover)).status_code == 404


def test_what_is_taken_back_is_answered_no_more(world, asked):
    place, cover = asked
    olga, key = as_manager(world, "olga"), uuid4()
    assert "can no longer agree" in text(olga.get(back_of(place, cover)))
    page = text(send(olga, back_of(place, cover), key))
    assert "You no longer ask" in page
    assert "Taken back" in page
    send(olga, back_of(place, cover), key)
    assert "That was taken back" in text(send(olga, back_of(place, cover)))
    page = text(send(as_manager(world, "pia"), answer_of(place, cover), agrees="yes"))
    assert "That was taken back, so there is nothing to answer." in page
    cover.refresh_from_db()
    assert cover.state == "taken-back"
    assert on_trail(world, "olga", "take-back-cover") == 1


def test_others_neither_answer_nor_take_back(world, asked):
    place, cover = asked
    for first, href in (
        ("olga", answer_of(place, cover)), ("grace", answer_of(place, cover)),
        ("yas", back_of(place, cover)), ("pia", back_of(place, cover)),
    ):  # fmt: skip
        client = as_manager(world, first)
        assert client.get(href).status_code == 404, (first, href)
        assert send(client, href, agrees="yes").status_code == 404, (first, href)
    for first in ("dana", "otto", "ifan"):
        client = signed_in(Client(), world, first)
        for href in (answer_of(place, cover), back_of(place, cover)):
            assert client.get(href).status_code == 404
            assert send(client, href, agrees="yes").status_code == 404
    pia = as_manager(world, "pia")
    for href in (
        reverse("answer_cover", args=[place.code, uuid4()]),
        reverse("answer_cover", args=["nowhere", cover.id]),
        reverse("end_cover", args=[place.code, cover.id]),
    ):
        assert pia.get(href).status_code == 404
        assert send(pia, href, agrees="yes").status_code == 404
    cover.refresh_from_db()
    assert cover.state == "asked"


def test_one_s_own_place_is_covered_without_a_second_step(world):
    actions.open_place(
        by=world.grace, at=NOW, organisation_id=world.organisations["liaison"],
        code="amb-own", name="Our clinic", kind=PlaceKind.STREET,
    )  # fmt: skip
    grace = as_manager(world)
    page = text(send(grace, reverse("cover_place", args=["amb-own"]), **covering(world)))
    assert "Your team covers Our clinic." in page
    assert "agrees, not before" not in page
    assert "Waits for" not in page


def test_what_nobody_answered_when_a_place_closes_is_answered_no_more(world, asked):
    place, cover = asked
    for one in Cover.objects.filter(place=place, state="agreed"):
        actions.end_cover(by=world.pia, at=NOW, cover_id=one.id, last_day=TODAY - timedelta(days=1))
    pia = as_manager(world, "pia")
    send(pia, reverse("close_place", args=[place.code]), **parts("closed_on", TODAY))
    assert "Was not answered" in page_of(world, place)
    assert TEAM not in text(pia.get(reverse("places")))
    page = text(send(pia, answer_of(place, cover), agrees="yes"))
    assert "This place has closed." in page


def test_the_operator_enters_that_whoever_runs_a_place_agrees(world, asked, capsys):
    place, cover = asked
    assert main(["cover", "list"]) == 0
    said = capsys.readouterr().out
    assert f"{place.code}  {TEAM}" in said
    assert "from 2 November 2026, asked by olga Manager of Pennmoor" in said
    assert "waits for Ambershire Police, which runs Amberford custody suite" in said
    assert main(["cover", "agree", place.code, "Another team"]) == 1
    assert main(["cover", "agree", place.code, TEAM.upper()]) == 0
    assert f"Agreed: {TEAM} covers Amberford custody suite" in capsys.readouterr().out
    cover.refresh_from_db()
    assert (cover.state, cover.said_by_id) == ("agreed", None)
    assert main(["cover", "list"]) == 0
    assert "Nothing waits for an answer." in capsys.readouterr().out
    assert main(["cover", "agree", place.code, TEAM]) == 1
    page = page_of(world, place)
    assert "the installation" in page


def test_the_operator_is_told_when_what_was_asked_for_is_over(world, capsys):
    place = suite(world)
    over = {**parts("starts_on", TODAY - timedelta(days=9)), **parts("ends_on", TODAY)}
    given = covering(world, team=str(world.teams["elsewhere"])) | over
    olga = as_manager(world, "olga")
    send(olga, reverse("cover_place", args=[place.code]), **given)
    clock_now = NOW + timedelta(days=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: clock_now)
        patch.setattr(clock, "today", lambda: clock_now.date())
        assert main(["cover", "agree", place.code, TEAM]) == 1
    assert "The last day that was asked for is over." in capsys.readouterr().out
