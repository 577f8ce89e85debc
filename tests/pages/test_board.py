"""The custody board: everybody in the suite, most urgent first, in a few queries, on the trail."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.custody import HOUR, arrived, signed_in, somebody, suite
from tests.journey_world import happens
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.access.rules import INSTALLATION
from throughcare.care import actions as care
from throughcare.care.rules import AlertReason, LiaisonEventKind, SafetyKind, SafetyState
from throughcare.pathway.actions import correct_event, cover, open_place
from throughcare.pathway.rules import EventKind, PlaceKind
from throughcare.people.rules import BornPrecision

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
TRANSACTION = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SET TRANSACTION")


@pytest.fixture(autouse=True)
def _moment(monkeypatch):
    monkeypatch.setattr("throughcare.web.clock.now", lambda: NOW)


@pytest.fixture
def scene():
    world = staffed()
    return world, suite(world)


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def names(response) -> list[str]:
    page = response.content.decode()
    rows = re.findall(r'<th role="rowheader" scope="row">(.*?)</th>', page, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()).split(" ,")[0] for row in rows]


def row_html(response, name: str) -> str:
    rows = re.findall(r'<tr role="row" id=.*?</tr>', response.content.decode(), re.S)
    (found,) = [row for row in rows if name in row]
    return found


def row_of(response, name: str) -> str:
    found = row_html(response, name)
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def board(client, world, first="amara", query=""):
    return signed_in(client, world, first).get(f"/board/amb-c1{query}")


def test_a_row_says_who_since_when_what_is_due_and_what_is_known(client, scene):
    world, place = scene
    person, ids = arrived(
        world.dana,
        place,
        somebody("Robin Sampleford", known_as="Rob"),
        ago=5 * HOUR + HOUR / 3,
        detention_authorised_at=NOW - 5 * HOUR - HOUR / 3,
        likely_release_at=NOW + 2 * HOUR,
    )
    care.note_safety(
        by=world.dana,
        at=NOW,
        person_id=person,
        kind=SafetyKind.SELF_HARM,
        state=SafetyState.YES,
    )
    care.alert(
        by=world.dana,
        at=NOW,
        person_id=person,
        episode_id=ids.episode_id,
        reasons=[AlertReason.MENTAL_HEALTH],
    )
    said = row_of(board(client, world), "Robin")
    for words in (
        "Robin Sampleford (Rob) , 34",
        "Theft",
        "5 hours 20 minutes",
        "Review due in 40 minutes (3:10 pm)",
        "Not yet offered",
        "Self-harm",
        "Alerted: mental health",
        "4:30 pm",
    ):
        assert words in said, said


def test_a_row_says_how_far_it_is_with_the_appropriate_adult(client, scene):
    world, place = scene
    child, _ = arrived(world.dana, place, somebody("Young One", date(2010, 1, 1)))
    adult, _ = arrived(world.dana, place, somebody("Grown Needing"))
    arrived(world.dana, place, somebody("Grown Unasked"))
    care.note_safety(
        by=world.dana, at=NOW, person_id=adult, kind="appropriate-adult", state=SafetyState.YES
    )
    first = board(client, world, "dana")
    assert "Needed, not called" in row_of(first, "Young One")
    assert "Needed, not called" in row_of(first, "Grown Needing")
    assert "Not known" in row_of(first, "Grown Unasked")
    assert "2 in need of an appropriate adult, not called yet" in text(first)
    assert names(board(client, world, "dana", "?show=adult")) == ["Young One", "Grown Needing"]
    called = happens(world.dana, child, EventKind.ADULT_CALLED, place.id, NOW - HOUR / 2)
    happens(world.dana, adult, EventKind.ADULT_CALLED, place.id, NOW - HOUR / 2)
    happens(world.dana, adult, EventKind.ADULT_ARRIVED, place.id, happened_at=None)
    then = board(client, world, "dana")
    young = row_of(then, "Young One")
    assert "Called" in young
    assert "2:00 pm" in young
    assert "Arrived" in row_of(then, "Grown Needing")
    page = first.content.decode()
    assert f"/record/{child}/happened/appropriate-adult-called?place=amb-c1" in page
    assert f"/record/{child}/happened/appropriate-adult-arrived?place=amb-c1" in (
        then.content.decode()
    )
    assert "appropriate-adult-arrived" not in row_html(then, "Grown Needing")
    correct_event(
        by=world.dana, at=NOW, event_id=called.event_id, reason="Nobody called", struck_out=True
    )
    assert "Needed, not called" in row_of(board(client, world, "dana"), "Young One")


def test_the_most_urgent_comes_first(client, scene):
    world, place = scene
    arrived(world.dana, place, somebody("Calm Longest"), ago=9 * HOUR)
    due = NOW - 7 * HOUR
    arrived(world.dana, place, somebody("Late Review"), ago=7 * HOUR, detention_authorised_at=due)
    unknown, _ = arrived(world.dana, place, somebody("At Risk"), ago=HOUR)
    care.note_safety(
        by=world.dana, at=NOW, person_id=unknown, kind="self-harm", state=SafetyState.YES
    )
    alerted, ids = arrived(world.dana, place, somebody("Custody Alerted"), ago=2 * HOUR)
    care.alert(
        by=world.dana,
        at=NOW,
        person_id=alerted,
        episode_id=ids.episode_id,
        reasons=[AlertReason.VETERAN],
    )
    arrived(world.dana, place, somebody("Young One", date(2010, 1, 1)), ago=HOUR)
    found = names(board(client, world, "dana"))
    assert found == ["At Risk", "Late Review", "Young One", "Custody Alerted", "Calm Longest"]


def test_the_order_can_be_changed_and_nobody_is_lost_by_it(client, scene):
    world, place = scene
    for number, name in enumerate(("Zed First", "Ann Second", "Mid Third")):
        arrived(world.dana, place, somebody(name), ago=(5 - number) * HOUR)
    assert names(board(client, world, query="?sort=name")) == [
        "Ann Second",
        "Mid Third",
        "Zed First",
    ]
    assert names(board(client, world, query="?sort=arrived"))[0] == "Zed First"
    assert len(names(board(client, world, query="?sort=nonsense&show=nonsense"))) == 3


def test_filters_show_counts_and_say_what_they_hide(client, scene):
    world, place = scene
    arrived(world.dana, place, somebody("Grown Up"))
    person, ids = arrived(world.dana, place, somebody("Said Yes"))
    arrived(world.dana, place, somebody("Young One", date(2010, 1, 1)))
    care.offer(
        by=world.amara,
        at=NOW,
        person_id=person,
        episode_id=ids.episode_id,
        response=LiaisonEventKind.OFFERED_ACCEPTED,
    )
    everybody = board(client, world, "dana")
    for words in ("3 in custody", "2 not yet offered", "1 waiting", "1 under 18", "Nothing is hid"):
        assert words in text(everybody)
    waiting = board(client, world, "dana", "?show=waiting")
    assert names(waiting) == ["Said Yes"]
    assert "2 people not waiting are hidden. Show everybody" in text(waiting)
    assert names(board(client, world, "dana", "?show=under-18")) == ["Young One"]


def test_an_empty_suite_says_so_and_what_to_do_next(client, scene):
    world, _ = scene
    page = board(client, world, "dana")
    assert "Nobody is in custody here now." in text(page)
    assert "/arrive" in page.content.decode()
    assert "Record an arrival" not in text(board(client, world, "amara")).replace("Board", "")


def test_a_filter_that_matches_nobody_is_not_an_empty_suite(client, scene):
    world, place = scene
    arrived(world.dana, place)
    assert "Nobody here matches this filter." in text(board(client, world, query="?show=waiting"))


@pytest.mark.parametrize("people", [0, 5, 60])
def test_the_board_asks_few_questions_however_many_people(client, scene, people):
    world, place = scene
    for number in range(people):
        person, ids = arrived(world.dana, place, somebody(f"Person Number{number}"))
        if number % 3 == 0:
            care.note_safety(
                by=world.dana, at=NOW, person_id=person, kind="self-harm", state=SafetyState.YES
            )
            care.alert(
                by=world.dana,
                at=NOW,
                person_id=person,
                episode_id=ids.episode_id,
                reasons=[AlertReason.OTHER],
            )
    signed_in(client, world, "amara")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get("/board/amb-c1")
    assert len(names(page)) == people
    queries = [one["sql"] for one in asked if not one["sql"].lstrip().startswith(TRANSACTION)]
    assert len(queries) <= MOST_QUERIES, "\n".join(query[:120] for query in queries)


def test_whom_the_board_showed_is_on_the_trail(client, scene):
    world, place = scene
    shown, _ = arrived(world.dana, place, somebody("Young One", date(2010, 1, 1)))
    arrived(world.dana, place, somebody("Grown Up"))
    board(client, world, "dana", "?show=under-18")
    with viewing(world.dana, NOW):
        event = AuditEvent.objects.filter(what="board").latest("id")
    assert event.person_ids == [shown]
    assert {"identity", "whereabouts", "offence", "safety", "engagement"} <= set(event.categories)
    assert event.relationship == "present"


def test_each_team_sees_its_own_people(client, scene):
    world, place = scene
    arrived(world.dana, place, somebody("Grown Up"))
    arrived(world.dana, place, somebody("Young One", date(2010, 1, 1)))
    assert names(board(client, world, "amara")) == ["Grown Up"]
    assert names(board(client, world, "joel")) == ["Young One"]


@pytest.mark.parametrize("first", ["otto", "priya", "helen", "grace"])
def test_others_have_no_board(client, scene, first):
    world, place = scene
    arrived(world.dana, place)
    page = board(client, world, first)
    assert page.status_code == 404
    assert "Robin" not in text(page)


def test_an_age_that_is_only_about_right_says_so(client, scene):
    world, place = scene
    arrived(
        world.dana,
        place,
        somebody("Half Known", date(2008, 1, 1), precision=BornPrecision.YEAR),
    )
    arrived(world.dana, place, somebody("Un Known", None))
    page = board(client, world, "dana")
    assert "about 18" in row_of(page, "Half Known")
    assert "Under 18" in row_of(page, "Half Known")
    assert "age not known" in row_of(page, "Un Known")
    assert "Under 18" not in row_of(page, "Un Known")


def test_one_place_opens_at_once_and_several_are_listed(client, scene):
    world, place = scene
    signed_in(client, world, "dana")
    assert client.get("/board").url == "/board/amb-c1"
    suite(world, code="amb-c2")
    arrived(world.dana, place)
    listed = text(client.get("/board"))
    assert "Amberford custody suite" in listed
    assert "1 person in custody now" in listed
    assert "0 people in custody now" in listed


def test_a_worker_whose_team_covers_nothing_is_told_so(client, scene):
    world, _ = scene
    signed_in(client, world, "otto")
    assert "covers no custody suite" in text(client.get("/board"))


def test_the_board_is_kept_by_nobody_on_the_way(client, scene):
    world, _ = scene
    assert board(client, world).headers["Cache-Control"] == "no-store"


def test_a_day_in_custody_is_counted_in_hours(client, scene):
    world, place = scene
    arrived(world.dana, place, ago=timedelta(hours=25))
    said = row_of(board(client, world), "Robin")
    assert "25 hours" in said
    assert "Detention limit passed 1 hour ago" in said


def test_the_list_of_boards_has_suites_and_wherever_else_somebody_is(client, scene):
    world, _ = scene
    courts = [
        open_place(
            by=INSTALLATION,
            at=NOW,
            organisation_id=world.organisations["court"],
            code=code,
            name=f"Court {code}",
            kind=PlaceKind.MAGISTRATES_COURT,
        )
        for code in ("amb-m1", "amb-m2")
    ]
    for court in courts:
        cover(by=INSTALLATION, at=NOW, place_id=court.id, team_id=world.teams["liaison"])
    signed_in(client, world, "amara")
    assert client.get("/board").url == "/board/amb-c1", "one suite, and nobody at court"
    arrived(world.amara, courts[0])
    listed = text(client.get("/board"))
    assert "Amberford custody suite" in listed
    assert "Court amb-m1" in listed
    assert "Court amb-m2" not in listed


def test_a_view_of_the_board_is_kept_by_its_worker(client, scene):
    world, place = scene
    arrived(world.dana, place, somebody())
    signed_in(client, world, "amara")
    sent = {"page": "/board/amb-c1", "name": "By name", "query": "sort=name"}
    assert client.post("/views/keep", sent).url == "/board/amb-c1?sort=name"
    link = '<a href="/board/amb-c1?sort=name">By name</a>'
    assert link in board(client, world).content.decode()
    assert link not in board(client, world, "dana").content.decode()
