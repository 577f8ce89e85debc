"""Whose people are whose, leave, staff who leave; and the directory as referrals see it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.care_world import NOW, custody, hold, refer
from tests.custody import signed_in
from tests.journey_world import happens
from tests.prison_world import prison, received
from throughcare.access.actions.acting import viewing
from throughcare.access.queries import at_the_door
from throughcare.access.rules import NotPermitted, Refused
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.care.actions import Entry
from throughcare.care.queries import Whose
from throughcare.pathway.rules import EventKind
from throughcare.people.queries import sight_of
from throughcare.web import clock

pytestmark = pytest.mark.django_db
ON = NOW.date()


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return custody()


def _need(world, held, need="alcohol", **more):
    return care.record_need(
        by=world.amara, at=NOW, person_id=held.person_id, need=need, status="suspected", **more
    )


def _allocate(world, held, to="amara"):
    return care.allocate(
        by=world.amara,
        at=NOW,
        person_id=held.person_id,
        worker_id=getattr(world, to).worker_id,
    )


def _counts(world, first="amara", on=ON):
    viewer = getattr(world, first)
    with viewing(viewer, NOW):
        return {one.value: n for one, n in queries.caseload(viewer, on=on).by_whose.items()}


def test_people_are_mine_my_teams_or_nobodys(world):
    one, other = hold(world), hold(world, "Sam Other")
    _need(world, one, severity="severe")
    _need(world, other)
    assert _counts(world) == {"mine": 0, "team": 2, "unallocated": 2}
    first = _allocate(world, one)
    assert _allocate(world, one) == first
    assert _counts(world) == {"mine": 1, "team": 2, "unallocated": 1}
    _allocate(world, one, "rhys")
    assert _counts(world, "rhys")["mine"] == 1
    with viewing(world.amara, NOW):
        team = queries.caseload(world.amara, on=ON, whose=Whose.TEAM)
        assert (team.rows[0].person, team.rows[0].weight) == ("Robin Sampleford", 3)
        assert [(one.worker, one.people, one.weight) for one in team.workers] == [
            ("Rhys Maddock", 1, 3)
        ]
    with pytest.raises(Refused, match="do not work in your team"):
        _allocate(world, one, "joel")
    with pytest.raises(NotPermitted), viewing(world.grace, NOW):
        queries.caseload(world.grace, on=ON)


def test_the_database_weighs_orders_and_pages_as_the_rule_does(world):
    people = [hold(world, f"Sam Number{letter}") for letter in "abcdefg"]
    for number, held in enumerate(people[1:]):
        _need(world, held, severity=("severe", "mild")[number % 2])
        if number % 3 == 0:
            _need(world, held, "debt", urgency="now")
        if number in (1, 4):
            refer(world, held, urgent=number == 4)
        if number in (2, 5):
            care.record_risk(
                by=world.amara, at=NOW, person_id=held.person_id, kind="self-harm", level="high",
                what_to_do="Stay with them", review_on=ON + timedelta(days=number),
            )  # fmt: skip
    refer(world, people[0], urgent=True)
    for held, to in zip(people[:5], ("amara", "rhys", "rhys", "amara", "rhys"), strict=True):
        _allocate(world, held, to)

    def asked(**more):
        return queries.caseload(world.amara, on=ON, whose=Whose.TEAM, **more)

    with viewing(world.amara, NOW):
        team = asked()
        assert len({row.weight for row in team.rows}) == 4
        assert list(team.rows) == sorted(
            team.rows, key=lambda row: (row.due or date.max, -row.weight, row.person_id)
        )
        for one in team.workers:
            theirs = [row.weight for row in team.rows if row.worker == one.worker]
            assert (one.people, one.weight) == (len(theirs), sum(theirs))
        assert [one.people for one in team.workers] == [2, 3]
        pages = [asked(offset=first, limit=3) for first in (0, 3, 6, 9)]
        assert [row for page in pages for row in page.rows] == list(team.rows)
        assert {(page.workers, *page.by_whose.values()) for page in pages} == {
            (team.workers, 2, 7, 2)
        }
        for whose, n in ((Whose.MINE, 2), (Whose.UNALLOCATED, 2)):
            assert len(queries.caseload(world.amara, on=ON, whose=whose).rows) == n


def test_leave_is_covered_and_who_leaves_has_nobody(world):
    held = hold(world)
    _need(world, held)
    _allocate(world, held)
    cover = {
        "by": world.amara,
        "at": NOW,
        "worker_id": world.amara.worker_id,
        "covered_by_id": world.rhys.worker_id,
    }
    week = ON + timedelta(days=7)
    care.cover_leave(**cover, from_on=ON, until_on=week)
    assert _counts(world, "rhys")["mine"] == 1
    assert _counts(world, "rhys", week + timedelta(days=1))["mine"] == 0
    with pytest.raises(Refused, match="before the first"):
        care.cover_leave(**cover, from_on=week, until_on=ON)
    with pytest.raises(Refused, match="in your team"):
        care.cover_leave(**(cover | {"worker_id": world.joel.worker_id}), from_on=ON, until_on=week)
    with pytest.raises(NotPermitted):
        care.staff_leaves(by=world.amara, at=NOW, worker_id=world.rhys.worker_id)
    care.staff_leaves(by=world.grace, at=NOW, worker_id=world.amara.worker_id)
    tomorrow = ON + timedelta(days=1)
    assert not at_the_door(world.amara.worker_id, on=tomorrow)
    assert _counts(world, "rhys", tomorrow)["unallocated"] == 1


def test_lists_ask_the_database_as_often_for_many_as_for_few(world):
    def asked():
        with (
            viewing(world.amara, NOW),
            CaptureQueriesContext(
                connection,
            ) as seen,
        ):
            queries.caseload(world.amara, on=ON, whose=Whose.TEAM)
            queries.worklist(world.amara, on=ON)
        return len(seen)

    _need(world, hold(world))
    few = asked()
    for number in range(12):
        _need(world, hold(world, f"Sam Number{chr(97 + number)}"))
    assert asked() == few
    assert few == 5  # of the worklist one counts, and one reads the page


def test_the_pages_of_lists_allocation_and_leave(world):
    held = hold(world)
    _need(world, held)
    refer(world, held)
    amara = signed_in(Client(), world, "amara")
    assert "Nobody is allocated to you" in amara.get(reverse("caseload")).content.decode()
    allocate = reverse("allocate", args=[held.person_id])
    assert "Amara Obi" in amara.get(allocate).content.decode()
    worker = str(world.amara.worker_id)
    amara.post(allocate, {"worker": worker, "form_key": str(uuid4())})
    shown = amara.get(reverse("caseload")).content.decode()
    assert "Robin Sampleford" in shown
    assert "How the work is shared" in amara.get("/caseload?whose=team").content.decode()
    leave = {
        "worker": worker, "covered_by": str(world.rhys.worker_id),
        "from_on-day": "2", "from_on-month": "11", "from_on-year": "2026",
        "until_on-day": "9", "until_on-month": "11", "until_on-year": "2026",
        "form_key": str(uuid4()),
    }  # fmt: skip
    assert amara.post(reverse("leave_cover"), leave).status_code == 302
    assert "covered by Rhys Maddock" in amara.get("/caseload?whose=team").content.decode()


def _describe(world, first="priya", team="drugs", **said):
    given = {"about": "Helps people stop drinking", "needs": ["alcohol"]} | said
    return care.describe_service(
        by=getattr(world, first), at=NOW, team_id=world.teams[team], entry=Entry(**given)
    )


def test_only_the_service_says_what_it_does_and_what_it_said_before_is_kept(world):
    with pytest.raises(Refused, match="Only the service itself"):
        _describe(world, "amara")
    with pytest.raises(Refused, match="Say what the service does"):
        _describe(world, needs=[])
    with pytest.raises(Refused, match="above the oldest"):
        _describe(world, youngest=30, oldest=20)
    _describe(world)
    _describe(world, wait_days=9)
    with viewing(world.amara, NOW):
        found = queries.entry(world.amara, world.teams["drugs"])
        assert (found.service.wait_days, found.who) == (9, "Priya Nair")
        assert queries.entry(world.amara, world.teams["housing"]) is None


def test_a_referral_that_the_service_cannot_take_is_refused_with_who_could(world):
    held = hold(world, born=date(2000, 5, 1))
    need = _need(world, held)
    _describe(world, youngest=40, areas=["Amberford"])
    _describe(world, "tom", "housing", about="Young people", oldest=30)
    with pytest.raises(Refused) as refused:
        refer(world, held, need_ids=[need], although="Please")
    said = " ".join(refused.value.reasons)
    assert "people aged 40 or over" in said
    assert "Could take them: Amberford housing options." in said
    _describe(world, places=0)
    with pytest.raises(Refused, match="no places now"):
        refer(world, held, need_ids=[need])
    refer(world, held, need_ids=[need], although="They keep one for us")


def test_from_custody_a_service_outside_is_asked_for_when_they_are_out(world):
    held = hold(world)
    need = _need(world, held)
    _describe(world, settings=["community"])
    refer(world, held, need_ids=[need])
    amara = signed_in(Client(), world, "amara")
    who = amara.get(reverse("who_could_take", args=[held.person_id])).content.decode()
    assert "It sees people in the community, so once they are out." in who
    with viewing(world.amara, NOW):
        assert queries.wanted_for(world.amara, held.person_id, "alcohol", on=ON).out_soon


def test_from_prison_a_service_outside_is_asked_in_the_weeks_before_release():
    world = prison()
    person_id, fennick = received(world), world.organisations["fennick"]

    def wanted():
        with viewing(world.sol, NOW):
            return queries.wanted_for(world.sol, person_id, "alcohol", on=ON)

    assert (wanted().setting, wanted().out_soon) == ("prison", False)
    leaves = NOW + timedelta(weeks=6)
    happens(world.sol, person_id, EventKind.RELEASE_PLANNED, fennick, NOW, planned_for=leaves)
    assert (wanted().setting, wanted().out_soon) == ("prison", True)


def test_the_page_of_a_referral_that_cannot_be_taken_says_why_and_who_could_and_keeps_it(world):
    held = hold(world, born=date(2000, 5, 1))
    need = _need(world, held)
    _describe(world, youngest=40)
    _describe(world, "tom", "housing", about="Young people", oldest=30)
    amara = signed_in(Client(), world, "amara")
    href = reverse("refer", args=[held.person_id])
    typed = {
        "form_key": str(uuid4()),
        "to_team": str(world.teams["drugs"]),
        "needs": [str(need)],
        "reason": "Wants to stop drinking",
        "kind": "new",
    }
    refused = amara.post(href, typed).content.decode()
    assert "There is a problem" in refused
    assert "people aged 40 or over" in refused
    assert "Could take them: Amberford housing options." in refused
    assert "Wants to stop drinking" in refused
    with viewing(world.amara, NOW):
        assert queries.referrals(sight_of(world.amara, held.person_id, at=NOW)) == []
    again = typed | {"form_key": str(uuid4()), "to_team": str(world.teams["housing"])}
    assert amara.post(href, again).status_code == 302


def test_the_pages_of_the_directory(world):
    held = hold(world)
    need = _need(world, held)
    priya, amara = (signed_in(Client(), world, one) for one in ("priya", "amara"))
    edit = reverse("edit_service", args=[world.teams["drugs"]])
    answers = {
        "form_key": str(uuid4()),
        "about": "Helps people stop drinking",
        "needs": ["alcohol"],
        "for_whom": "women",
        "areas": "Amberford",
        "wait_days": "5",
        "settings": ["custody", "community"],
        "excluding": ["active-drugs"],
        "places": "3",
        "how_to_refer": "Ring the duty worker",
        "hours": "Weekdays 9 to 5",
        "languages": "Polish",
        "cost": "Nothing",
    }
    assert priya.post(edit, answers).status_code == 302
    assert "Helps people stop drinking" in priya.get(edit).content.decode()
    assert amara.get(edit).status_code == 404
    one = amara.get(reverse("service", args=[world.teams["drugs"]])).content.decode()
    assert "Women and girls" in one
    said = ("In police custody", "Ring the duty worker", "Weekdays 9 to 5", "Polish", "Nothing")
    for words in (*said, "Priya Nair", "Amberford"):
        assert words in one
    assert amara.get(reverse("service", args=[world.teams["housing"]])).status_code == 404
    listed = amara.get("/services?need=alcohol&area=amberford&words=drink").content.decode()
    assert "Ambershire drug and alcohol service" in listed
    assert "No service says" in amara.get("/services?need=debt").content.decode()
    assert amara.get("/services?page=" + "9" * 40).status_code == 200
    who = reverse("who_could_take", args=[held.person_id])
    assert "about 5 days to wait" in amara.get(f"{who}?area=amberford").content.decode()
    elsewhere = amara.get(f"{who}?area=pennmoor").content.decode()
    assert "It does not serve pennmoor" in elsewhere
    assert need
