"""Lists to work from: who is on them, how they filter and page, and how often they ask."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.custody import HOUR, arrived, signed_in, somebody, suite
from tests.journey_world import DAY, happens, places
from tests.world import NOW, staffed
from throughcare.access.rules import INSTALLATION
from throughcare.pathway import actions
from throughcare.pathway.actions import About, ToList, cover, open_place
from throughcare.pathway.queries import known_place
from throughcare.pathway.rules import PLACE_WORDS, EventKind, Leaving, ListingKind, PlaceKind

pytestmark = pytest.mark.django_db
K = EventKind
MOST_QUERIES = 14
TRANSACTION = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT", "SELECT set_config")


@pytest.fixture(autouse=True)
def _moment(monkeypatch):
    monkeypatch.setattr("throughcare.web.clock.now", lambda: NOW)


@pytest.fixture
def scene():
    world = staffed(NOW - 40 * DAY)
    return world, suite(world), places(world)


def text(page):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def gone(world, place, name, ago=2 * DAY, leaving=Leaving.CHARGED_DETAINED):
    """Somebody who left custody."""
    person, ids = arrived(
        world.dana, place, somebody(name), at=NOW - ago, ago=5 * HOUR, reference=f"R/{name}"
    )
    actions.leave(by=world.dana, at=NOW - ago, episode_id=ids.episode_id, left_at=NOW - ago,
                  leaving=leaving)  # fmt: skip
    return person


def in_prison(world, place, where, name, ago=DAY):
    person = gone(world, place, name, ago + 2 * HOUR)
    happens(world.amara, person, K.REMANDED, where["court"], NOW - ago - HOUR, detail="PR",
            to_place_id=where["fennick"])  # fmt: skip
    happens(world.nia, person, K.RECEIVED, where["fennick"], NOW - ago, detail="remand")
    return person


def get(client, world, first, address):
    return signed_in(client, world, first).get(address)


def test_a_court_list_says_who_is_heard_when_and_what_is_due(client, scene):
    world, place, where = scene
    person = gone(world, place, "Ann Listed")
    actions.list_person(
        by=world.amara, at=NOW,
        listing=ToList(person, where["court"], ListingKind.HEARING, NOW.date(), NOW + HOUR, "2",
                       "police-cells", NOW + 2 * HOUR),
    )  # fmt: skip
    page = text(get(client, world, "helen", "/court/amb-m1"))
    for words in ("Ann Listed", "3:30 pm", "Police cells", "Report due in 2 hours", "1 listed"):
        assert words in page
    assert "Nobody is listed" in text(client.get("/court/amb-m1?on=2026-11-03"))
    happens(world.helen, person, K.VERBAL_REPORT, where["court"])
    happens(world.helen, person, K.HEARING, where["court"], detail="police-cells")
    page = text(get(client, world, "amara", "/court/amb-m1?show=report&sort=room"))
    assert "Given" in page
    assert "Heard" in page


def test_a_reception_shows_whom_it_expects_and_whose_first_screen_is_due(client, scene):
    world, place, where = scene
    in_prison(world, place, where, "Ben Came", ago=3 * HOUR)
    expected = gone(world, place, "Cai Coming", 3 * HOUR)
    happens(world.amara, expected, K.REMANDED, where["court"], NOW - HOUR, detail="PR",
            to_place_id=where["fennick"])  # fmt: skip
    page = text(get(client, world, "nia", "/reception/amb-p1"))
    for words in ("Ben Came", "Due now, 3 hours after they came", "Cai Coming", "Expected today",
                  "1 expected", "1 first health screen due"):  # fmt: skip
        assert words in page
    assert "Ben Came" not in text(client.get("/reception/amb-p1?show=expected"))


def test_a_screen_that_was_done_is_no_longer_due(client, scene):
    world, place, where = scene
    person = in_prison(world, place, where, "Ben Came", ago=3 * HOUR)
    happens(world.nia, person, K.FIRST_SCREENED, where["fennick"], NOW - HOUR)
    page = text(get(client, world, "nia", "/reception/amb-p1"))
    assert "0 first health screen due" in page
    assert "1 second health screen due" in page


def test_everybody_in_an_establishment_and_their_release(client, scene):
    world, place, where = scene
    person = in_prison(world, place, where, "Dee There")
    happens(world.nia, person, K.RELEASE_PLANNED, where["fennick"], NOW, planned_for=NOW + 9 * DAY)
    page = text(get(client, world, "nia", "/establishment/amb-p1"))
    assert "Dee There" in page
    assert "11 November 2026" in page
    page = text(client.get("/releases"))
    assert "Dee There" in page
    assert "in 9 days" in page
    assert "0 within a week" in page


def test_a_release_that_nobody_recorded_is_said_to_be_past(client, scene):
    world, place, where = scene
    person = in_prison(world, place, where, "Eli Late", ago=5 * DAY)
    happens(world.nia, person, K.RELEASE_PLANNED, where["fennick"], NOW - 4 * DAY,
            planned_for=NOW - DAY)  # fmt: skip
    page = text(get(client, world, "amara", "/releases?show=past"))
    assert "not recorded that they left" in page


def test_the_first_days_after_release_say_who_was_met(client, scene):
    world, place, where = scene
    person = in_prison(world, place, where, "Fay Out", ago=5 * DAY)
    happens(world.nia, person, K.RELEASED, where["fennick"], NOW - 2 * DAY, detail="from-court")
    page = text(get(client, world, "amara", "/released"))
    for words in ("Fay Out", "day 3 of 14", "From court", "Nobody met them yet"):
        assert words in page
    happens(world.amara, person, K.STREET_CONTACT, where["street"], NOW - HOUR)
    assert "Met since" in text(client.get("/released"))


def test_who_left_unseen_is_listed_with_whether_the_team_was_there(client, scene):
    world, place, _ = scene
    gone(world, place, "Gus Unseen", leaving=Leaving.NO_ACTION)
    page = text(get(client, world, "amara", "/left-unseen"))
    assert "Gus Unseen" in page
    assert "Cover hours not known" in page
    for number, (hours, words) in enumerate(
        (("24/7", "Yes, for part of it"), ("closed", "No, out of hours"))
    ):
        actions.describe_place(
            by=world.grace, at=NOW + number * HOUR, place_id=place.id,
            about=About(cover_hours=hours),
            valid_from=NOW.date() - 9 * DAY, source="The team",
        )  # fmt: skip
        assert words in text(client.get("/left-unseen"))


def says_hours(world, place, hours, valid_from):
    actions.describe_place(
        by=world.grace, at=NOW, place_id=place.id, about=About(cover_hours=hours),
        valid_from=valid_from, source="The team",
    )  # fmt: skip


def test_who_was_there_only_out_of_hours_is_a_list_of_its_own(client, scene):
    world, place, _ = scene
    quarry = suite(world, code="amb-c2")
    # Five hours each: until 2:30 pm, until 2:30 am, and in a suite whose hours nobody said.
    gone(world, place, "Dai Daytime", leaving=Leaving.NO_ACTION)
    gone(world, place, "Nye Night", ago=2 * DAY + 12 * HOUR, leaving=Leaving.NO_ACTION)
    gone(world, quarry, "Una Unknown", ago=3 * DAY, leaving=Leaving.NO_ACTION)
    says_hours(world, place, "Mon-Sun 09:00-17:00", NOW.date() - 30 * DAY)
    page = text(get(client, world, "amara", "/left-unseen?show=out-of-hours"))
    assert "Nye Night" in page
    assert "Dai Daytime" not in page
    assert "Una Unknown" not in page
    assert "1 out of hours" in page
    assert "1 cover hours not known" in page
    page = text(client.get("/left-unseen?show=not-known"))
    assert "Una Unknown" in page
    assert "Nye Night" not in page


def test_hours_said_from_a_later_day_say_nothing_of_an_earlier_stay(client, scene):
    world, place, _ = scene
    gone(world, place, "Eve Earlier", ago=3 * DAY, leaving=Leaving.NO_ACTION)
    says_hours(world, place, "closed", NOW.date() - DAY)
    assert "Eve Earlier" not in text(get(client, world, "amara", "/left-unseen?show=out-of-hours"))
    assert "Eve Earlier" in text(client.get("/left-unseen?show=not-known"))
    says_hours(world, place, "Mon-Sun 09:00-10:00", NOW.date() - 9 * DAY)
    says_hours(world, place, "24/7", NOW.date() - 2 * DAY)
    assert "Eve Earlier" not in text(client.get("/left-unseen?show=not-known"))
    assert "Yes, for part of it" in text(client.get("/left-unseen"))


def test_a_team_that_has_gone_still_follows_up_whom_nobody_saw_while_it_was_there(client, scene):
    world, place, _ = scene
    gone(world, place, "Lou Left", leaving=Leaving.NO_ACTION)
    cover_id = next(
        one.cover_id
        for one in known_place(world.grace, place.code, on=NOW.date()).covers
        if one.team == "Ambershire Liaison and Diversion team"
    )
    last = NOW.date() - DAY
    actions.end_cover(by=world.grace, at=NOW, cover_id=cover_id, last_day=last, anyway=True)
    assert "Lou Left" in text(get(client, world, "amara", "/left-unseen"))


def test_the_diary_of_a_clinic(client, scene):
    world, place, where = scene
    person = gone(world, place, "Hal Coming")
    actions.list_person(
        by=world.amara, at=NOW,
        listing=ToList(person, where["station"], ListingKind.INTERVIEW, NOW.date(), NOW + HOUR),
    )  # fmt: skip
    page = text(get(client, world, "amara", "/diary/amb-v1"))
    assert "Hal Coming" in page
    assert "Today, 3:30 pm" in page
    assert "Record that they came" in page


def test_that_somebody_came_is_not_recorded_before_their_day(client, scene):
    world, place, where = scene
    person = gone(world, place, "Ina Later")
    actions.list_person(
        by=world.amara, at=NOW,
        listing=ToList(person, where["station"], ListingKind.INTERVIEW, NOW.date() + DAY),
    )  # fmt: skip
    page = text(get(client, world, "amara", "/diary/amb-v1"))
    assert "Tomorrow, time not known" in page
    assert "Not yet" in page
    assert "Record that they came" not in page


def test_a_diary_leads_to_the_weeks_before_and_after(client, scene):
    world, _, _ = scene
    day = NOW.date()
    page = get(client, world, "amara", "/diary/amb-v1").content.decode()
    assert f"/diary/amb-v1?on={day + 7 * DAY}" in page
    assert f"/diary/amb-v1?on={day - 7 * DAY}" in page
    assert "From today" not in page
    later = text(client.get(f"/diary/amb-v1?on={day + 7 * DAY}"))
    assert "From today" in later
    assert "in the four weeks from" in later


def test_on_paper_a_list_says_what_was_chosen_and_how_many_are_hidden(client, scene):
    world, place, where = scene
    person = in_prison(world, place, where, "Dee There", ago=9 * DAY)
    page = get(client, world, "nia", "/establishment/amb-p1?show=new&sort=arrived")
    said = re.search(r'tc-print-only">(.*?)</p>', page.content.decode(), re.DOTALL)
    assert said
    for words in ("Show: Came in the last seven days.", "Order: Longest there first.", "1 hidden."):
        assert words in said[1]
    page = text(client.get("/establishment/amb-p1")), text(client.get(f"/record/{person}/journey"))
    assert "As it was at 2:30 pm" in page[0]
    assert "As it was at 2:30 pm" in page[1]


def test_empty_lists_say_so(client, scene):
    world, _, _ = scene
    signed_in(client, world, "amara")
    for address in ("/court/amb-m1", "/reception/amb-p1", "/establishment/amb-p1", "/releases",
                    "/released", "/released/six-months",
                    "/left-unseen", "/diary/amb-v1"):  # fmt: skip
        page = client.get(address)
        assert page.status_code == 200
        assert "tc-empty" in page.content.decode(), address
    assert client.get("/court/amb-p1").status_code == 404
    assert client.get("/court/nowhere").status_code == 404


def test_the_lists_of_ones_places(client, scene):
    world, _, _ = scene
    page = text(get(client, world, "amara", "/lists"))
    for words in ("Court list", "Reception", "Diary", "Left custody before anybody saw them"):
        assert words in page
    page = text(get(client, world, "helen", "/lists"))
    assert "Court list" in page
    assert "Releases" not in page.replace("Courts, prisons and releases", "")
    assert "covers no court" in text(get(client, world, "otto", "/lists"))


@pytest.mark.parametrize("people", [0, 3, 12])
def test_a_list_asks_few_questions_however_many_people(client, scene, people):
    world, place, where = scene
    for number in range(people):
        in_prison(world, place, where, f"Person Number{number}")
    signed_in(client, world, "amara")
    for address in ("/reception/amb-p1", "/establishment/amb-p1", "/court/amb-m1", "/left-unseen"):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        queries = [one["sql"] for one in asked if not one["sql"].lstrip().startswith(TRANSACTION)]
        assert len(queries) <= MOST_QUERIES, (address, "\n".join(q[:100] for q in queries))
        asked_of_all = [q for q in queries if "count(*)" in q and "LIMIT" in q]
        assert len(asked_of_all) == 1, "counts and page are one question, asked of each once"


def test_a_long_list_is_read_page_by_page(client, scene, monkeypatch):
    world, place, where = scene
    for number in range(5):
        in_prison(world, place, where, f"Person Number{number}")
    for module in ("throughcare.web.pages.list_frame", "throughcare.pathway.queries.lists"):
        monkeypatch.setattr(f"{module}.PAGE", 2)
    monkeypatch.setattr("throughcare.pathway.queries.lists.page_of.__kwdefaults__",
                        {"show": "", "sort": "", "page": 1, "size": 2})  # fmt: skip
    page = text(get(client, world, "nia", "/establishment/amb-p1"))
    assert "Showing 1 to 2 of 5" in page
    last = text(client.get("/establishment/amb-p1?page=3"))
    assert "Showing 5 to 5 of 5" in last
    assert "Number4" in last


def test_a_view_is_kept_used_and_forgotten_by_its_worker_alone(client, scene):
    world, place, where = scene
    in_prison(world, place, where, "Ivy There")
    signed_in(client, world, "nia")
    sent = {"page": "/establishment/amb-p1", "name": "Newest", "query": "sort=arrived"}
    for _ in range(2):
        answer = client.post("/views/keep", sent)
    assert answer.url == "/establishment/amb-p1?sort=arrived"
    page = client.get("/establishment/amb-p1").content.decode()
    assert page.count("Newest") == 2, "a link, and the button that forgets it"
    assert "Newest" not in text(get(client, world, "amara", "/establishment/amb-p1"))
    view = re.search(r'name="view" value="([^"]+)"', page)[1]
    client.post("/views/forget", {"view": view, "page": "/establishment/amb-p1"})
    signed_in(client, world, "nia")
    assert "Newest" in text(client.get("/establishment/amb-p1")), "only its worker forgets it"
    client.post("/views/forget", {"view": view, "page": "/establishment/amb-p1"})
    assert "Newest" not in text(client.get("/establishment/amb-p1"))
    assert client.post("/views/forget", {"view": "x"}).status_code == 404


def test_a_view_leads_nowhere_else(client, scene):
    world, _, _ = scene
    signed_in(client, world, "nia")
    for page in ("//elsewhere.example", "https://elsewhere.example/", "/lists?next=x"):
        answer = client.post("/views/keep", {"page": page, "name": "x", "query": ""})
        assert answer.url.startswith("/?")
    assert client.post("/views/keep", {"page": "/lists", "name": " "}).status_code == 409


def test_a_manager_changes_what_is_known_of_a_place_and_the_old_stays(client, scene):
    world, place, _ = scene
    signed_in(client, world, "grace")
    assert "Amberford custody suite" in text(client.get("/places"))
    address = f"/places/{place.code}"
    sent = {
        "form_key": "6a0b8f0e-0000-4000-8000-000000000001",
        "valid_from-day": "1", "valid_from-month": "11", "valid_from-year": "2026",
        "opening_hours": "24/7", "cover_hours": "Mon-Fri 9-5", "source": "Our contract",
    }  # fmt: skip
    assert "cannot be read" in text(client.post(address, sent))
    sent["cover_hours"] = "Mon-Fri 09:00-17:00"
    assert client.post(address, sent).url == address
    page = text(client.get(address))
    assert "From 1 November 2026" in page
    assert "Recorded by Grace Lindqvist" in page
    assert "Mon-Fri 09:00-17:00" in text(client.get("/places"))
    assert client.get("/places/nowhere").status_code == 404
    assert get(client, world, "amara", "/places").status_code == 404


def test_every_sort_of_place_is_described_by_the_same_editor(client, scene):
    world, _, _ = scene
    for kind in PlaceKind:
        made = open_place(
            by=INSTALLATION, at=NOW, organisation_id=world.organisations["police"],
            code=f"one-{kind.value}", name=f"One {PLACE_WORDS[kind]}", kind=kind,
        )  # fmt: skip
        cover(by=INSTALLATION, at=NOW, place_id=made.id, team_id=world.teams["liaison"])
    signed_in(client, world, "grace")
    listed = text(client.get("/places"))
    for number, kind in enumerate(PlaceKind, 1):
        address = f"/places/one-{kind.value}"
        sent = {
            "form_key": f"6a0b8f0e-0000-4000-8000-{number:012}",
            "valid_from-day": "1", "valid_from-month": "11", "valid_from-year": "2026",
            "opening_hours": "24/7", "cover_hours": "Mon-Fri 09:00-17:00", "catchment": "The north",
            "commissioner": "The county", "provider": "A trust", "source": "Our contract",
        }  # fmt: skip
        assert client.post(address, sent).url == address
        page = text(client.get(address))
        for said in ("The north", "The county", "A trust", "Mon-Fri 09:00-17:00"):
            assert said in page, kind
        assert f"One {PLACE_WORDS[kind]}" in listed


def test_whom_a_list_showed_is_on_the_trail(client, scene):
    from throughcare.access.actions.acting import viewing
    from throughcare.access.models import AuditEvent

    world, place, where = scene
    person = in_prison(world, place, where, "Jo There")
    get(client, world, "nia", "/establishment/amb-p1")
    with viewing(world.nia, NOW):
        event = AuditEvent.objects.filter(what="establishment").latest("id")
    assert event.person_ids == [person]
    assert {"identity", "whereabouts", "safety"} <= set(event.categories)


WEEK = timedelta(days=7)


def test_the_first_page_of_a_reception_and_of_a_court_says_what_is_due(client, scene):
    world, place, where = scene
    in_prison(world, place, where, "Kai Came", ago=3 * HOUR)
    page = text(get(client, world, "nia", "/"))
    for words in ("Reception", "1 first health screen due", "0 expected at HMP Fennick"):
        assert words in page
    page = text(get(client, world, "helen", "/"))
    for words in ("In court today", "0 listed today", "Nobody is listed today"):
        assert words in page
