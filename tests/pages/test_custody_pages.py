"""In custody and the journey: what happened, what is due, and what leaving will do beforehand."""

import re
from uuid import uuid4

import pytest

from tests.custody import HOUR, arrived, signed_in, somebody, suite
from tests.journey_world import happens, places
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import RelationshipKind
from throughcare.care import queries as care
from throughcare.care.actions import alert
from throughcare.care.rules import LiaisonStatus
from throughcare.pathway import queries
from throughcare.pathway.rules import EventKind
from throughcare.people.actions import register
from throughcare.people.queries import sight_of

pytestmark = pytest.mark.django_db

TODAY = {"happened_on-day": "2", "happened_on-month": "11", "happened_on-year": "2026"}


@pytest.fixture(autouse=True)
def _moment(monkeypatch):
    monkeypatch.setattr("throughcare.web.clock.now", lambda: NOW)


@pytest.fixture
def scene(client):
    world = staffed()
    place = suite(world)
    person, ids = arrived(world.dana, place, somebody(), ago=8 * HOUR)
    return world, person, ids, signed_in(client, world, "dana")


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def key(page) -> str:
    return re.search(r'name="form_key" value="([^"]+)"', page.content.decode())[1]


def send(client, person, step, answers):
    page = client.get(f"/record/{person}/custody")
    return client.post(f"/record/{person}/custody/{step}", {**answers, "form_key": key(page)})


def now_there(world, person):
    with viewing(world.dana, NOW):
        return queries.current_episode(sight_of(world.dana, person, at=NOW))


def test_detention_is_authorised_and_reviewed(scene):
    world, person, _, client = scene
    page = client.get(f"/record/{person}/custody")
    assert "Detention authorised Not recorded" in text(page)
    assert "Record that the review was done" not in text(page)
    assert "before they were bailed" not in text(page)
    done = send(client, person, "authorise", {**TODAY, "happened_at": "7am"})
    assert done.url == f"/record/{person}/custody"
    page = client.get(done.url)
    assert "Recorded that detention was authorised" in text(page)
    assert "Review was due 1 hour 30 minutes ago (1:00 pm)" in text(page)
    send(client, person, "review", {**TODAY, "happened_at": "14:00"})
    assert now_there(world, person).last_review_at == NOW - HOUR / 2
    assert "Review due in 8 hours 30 minutes (11:00 pm)" in text(client.get(done.url))


def test_what_the_record_refuses_is_said_and_what_was_typed_stays(scene):
    _, person, _, client = scene
    page = send(client, person, "authorise", {**TODAY, "happened_at": "5.15am"})
    assert page.status_code == 200
    assert "cannot be before they arrived (6:30 am)" in text(page)
    assert 'value="5.15am"' in page.content.decode()
    page = send(client, person, "authorise", {**TODAY, "happened_at": "23:00"})
    assert "The time must not be in the future" in text(page)


def test_the_likely_release_can_be_set_and_emptied(scene):
    world, person, _, client = scene
    when = {"release_on-day": "2", "release_on-month": "11", "release_on-year": "2026"}
    send(client, person, "release", {**when, "release_at": "6pm"})
    assert now_there(world, person).likely_release_at == NOW + 3.5 * HOUR
    empty = dict.fromkeys(when, "")
    send(client, person, "release", {**empty, "release_at": ""})
    assert now_there(world, person).likely_release_at is None
    page = send(client, person, "release", {**empty, "release_at": "6pm"})
    assert "Enter the date of the likely release as well" in text(page)


def test_leaving_says_beforehand_what_will_happen(scene):
    _, person, _, client = scene
    page = text(client.get(f"/record/{person}/leaving"))
    assert "They come off the custody board at once." in page
    assert "Custody staff can open their record no longer from then on." in page
    assert "Liaison and Diversion can open it for 14 more days" in page
    assert "Open referrals stay on the worklists" in page
    assert "This cannot be undone here." in page


def test_who_leaves_unseen_is_off_the_board_and_on_the_list_of_liaison(scene):
    world, person, ids, client = scene
    page = client.get(f"/record/{person}/leaving")
    sent = {**TODAY, "happened_at": "14:20", "leaving": "bailed-before-charge"}
    done = client.post(f"/record/{person}/leaving", {**sent, "form_key": key(page)})
    assert done.url == "/board/amb-c1"
    assert "Recorded that they left." in text(client.get(done.url))
    assert client.get(f"/record/{person}/journey").status_code == 404
    with viewing(world.amara, NOW):
        marks = care.board_marks(world.amara, [ids.episode_id], at=NOW)
        assert marks[ids.episode_id].status is LiaisonStatus.LEFT_UNSEEN


def test_how_they_left_must_be_said_if_only_as_not_known(scene):
    _, person, _, client = scene
    page = client.get(f"/record/{person}/leaving")
    sent = {**TODAY, "happened_at": "14:20", "form_key": key(page)}
    assert "Select how they left, or that it is not known" in text(
        client.post(f"/record/{person}/leaving", sent)
    )


def test_after_leaving_the_custody_page_opens_for_nobody(scene):
    _, person, _, client = scene
    page = client.get(f"/record/{person}/leaving")
    sent = {**TODAY, "happened_at": "14:20", "leaving": "unknown", "form_key": key(page)}
    client.post(f"/record/{person}/leaving", sent)
    for first in ("dana", "amara"):
        signed_in(client, scene[0], first)
        assert client.get(f"/record/{person}/custody").status_code == 404, first


def test_who_attends_voluntarily_has_no_page_of_custody(client, scene):
    world, *_ = scene
    where = places(world)
    person = register(
        by=world.dana, at=NOW, person=somebody("Val Untary"),
        relationship=RelationshipKind.PRESENT, because="At the station", made_by_event=uuid4(),
    )  # fmt: skip
    happens(world.dana, person, EventKind.ATTENDED_VOLUNTARILY, where["station"])
    signed_in(client, world, "dana")
    for page in ("custody", "leaving"):
        assert client.get(f"/record/{person}/{page}").status_code == 404
    assert client.get(f"/record/{person}/journey").status_code == 200


def test_the_journey_tells_passages_stays_and_events(scene):
    world, person, _, client = scene
    send(client, person, "authorise", {**TODAY, "happened_at": "7am"})
    signed_in(client, world, "amara")
    page = text(client.get(f"/record/{person}/journey"))
    for words in (
        "In Amberford custody suite since 6:30 am, 8 hours so far.",
        "Arrested on suspicion of Theft",
        "Detention authorised",
        "Recorded by Sergeant Dana Whitlock, 7 hours ago (7:00 am), Amberford custody suite",
        "Arrived",
        "How they left Not left",
    ):
        assert words in page, page


@pytest.mark.parametrize("first", ["otto", "priya", "helen", "grace"])
def test_others_see_neither(scene, first):
    world, person, _, client = scene
    signed_in(client, world, first)
    for where in ("journey", "custody", "leaving"):
        assert client.get(f"/record/{person}/{where}").status_code == 404


def test_an_address_of_no_step_leads_back_to_the_page(scene):
    _, person, _, client = scene
    page = client.get(f"/record/{person}/custody")
    sent = {"form_key": key(page)}
    assert client.post(f"/record/{person}/custody/nonsense", sent).url.endswith("/custody")
    assert client.get(f"/record/{person}/custody/review").url.endswith("/custody")


def test_the_journey_tells_each_alert_with_its_own_reasons(scene):
    world, person, ids, client = scene
    about = {"by": world.dana, "person_id": person, "episode_id": ids.episode_id}
    alert(**about, at=NOW - HOUR / 2, reasons=["mental-health"])
    alert(**about, at=NOW, reasons=["woman", "veteran"])
    for first in ("dana", "amara"):
        page = text(signed_in(client, world, first).get(f"/record/{person}/journey"))
        assert "Liaison and Diversion alerted Woman, Veteran." in page
        assert "Liaison and Diversion alerted Mental health." in page
        assert page.index("Woman, Veteran.") < page.index("Mental health."), "newest first"


def test_only_those_who_keep_custody_are_offered_to_record_it(scene):
    world, person, _, client = scene
    offered = {}
    for first in ("dana", "amara"):
        signed_in(client, world, first)
        board, journey = client.get("/board/amb-c1"), client.get(f"/record/{person}/journey")
        assert board.status_code == journey.status_code == 200
        offered[first] = [
            f"/record/{person}/custody" in page.content.decode() for page in (board, journey)
        ]
    assert offered == {"dana": [True, True], "amara": [False, False]}
