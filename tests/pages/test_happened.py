"""Recording what happened, correcting it, and the way as a picture and a list."""

import re
from uuid import uuid4

import pytest

from tests.custody import HOUR, arrived, signed_in, somebody, suite
from tests.journey_world import DAY, happens, places
from tests.pages.test_lists import get, gone, in_prison, text
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.pathway.actions import ToList, list_person
from throughcare.pathway.models import Event
from throughcare.pathway.rules import EventKind, ListingKind
from throughcare.web.pages.happened import NOT_HERE

pytestmark = pytest.mark.django_db
K = EventKind


@pytest.fixture(autouse=True)
def _moment(monkeypatch):
    monkeypatch.setattr("throughcare.web.clock.now", lambda: NOW)


@pytest.fixture
def scene():
    world = staffed(NOW - 40 * DAY)
    return world, suite(world), places(world)


def sends(client, person, kind, place, **more):
    given = {
        "form_key": str(uuid4()), "known": "minute", "place": str(place),
        "happened_on-day": "2", "happened_on-month": "11", "happened_on-year": "2026",
        "happened_at": "14:00",
    }  # fmt: skip
    return client.post(f"/record/{person}/happened/{kind}", given | more)


def test_a_court_records_a_remand_in_two_taps_and_the_prison_expects_them(client, scene):
    world, place, where = scene
    person = gone(world, place, "Ann Way")
    happens(world.amara, person, K.HEARING, where["court"], NOW - HOUR, detail="police-cells")
    signed_in(client, world, "helen")
    choices = text(client.get(f"/record/{person}/happened"))
    assert "Remand decided" in choices
    assert "Received" not in choices, "what happens in prison is not the court's to record"
    form = client.get(f"/record/{person}/happened/remanded").content.decode()
    assert "HMP Fennick" in form
    answer = sends(client, person, "remanded", where["court"], detail="PR",
                   to_place=str(where["fennick"]))  # fmt: skip
    assert answer.url == f"/record/{person}/journey"
    assert "Recorded: Remand decided" in text(client.get(answer.url))
    assert "Ann Way" in text(get(client, world, "nia", "/reception/amb-p1"))


def test_prison_staff_open_an_acct_and_its_times_are_on_the_journey_and_the_list(client, scene):
    world, place, where = scene
    person = in_prison(world, place, where, "Ada Way", ago=2 * HOUR)
    signed_in(client, world, "nia")
    choices = text(client.get(f"/record/{person}/happened"))
    assert "ACCT or ACDT opened" in choices
    assert "RECONNECT" not in choices, "that is for those who know of the engagement"
    answer = sends(client, person, "acct-opened", where["fennick"])
    page = text(client.get(answer.url))
    assert "Action plan due in 30 minutes" in page
    assert "Assessor interview due" in page
    assert "Action plan due" in text(get(client, world, "nia", "/establishment/amb-p1?sort=due"))


def test_a_court_is_shown_nothing_of_an_acct(client, scene):
    world, place, where = scene
    person = in_prison(world, place, where, "Ida Way", ago=2 * HOUR)
    happens(world.nia, person, K.ACCT_OPENED, where["fennick"], NOW - HOUR)
    list_person(
        by=world.amara, at=NOW,
        listing=ToList(person, where["court"], ListingKind.HEARING, NOW.date()),
    )  # fmt: skip
    signed_in(client, world, "helen")
    journey = client.get(f"/record/{person}/journey")
    assert journey.status_code == 200
    assert "ACCT" not in journey.content.decode()
    assert client.get(f"/record/{person}/happened/acct-closed").status_code == 404


def test_a_sergeant_extends_bail_and_a_practitioner_cannot(client, scene):
    world, place, _ = scene
    person, _ = arrived(world.dana, place, somebody("Bea Way"), ago=3 * HOUR)
    happens(world.dana, person, K.BAILED, place.id, NOW - HOUR, detail="before-charge")
    signed_in(client, world, "dana")
    answer = sends(client, person, "bail-extended", place.id, detail="senior-officer")
    assert answer.url == f"/record/{person}/journey"
    assert "Bail ends" in text(client.get(answer.url))
    signed_in(client, world, "amara")
    assert client.get(f"/record/{person}/happened/bail-extended").status_code == 404
    assert client.get(f"/record/{person}/happened/bail-answered").status_code == 200


def test_what_cannot_be_is_said_on_the_form_and_what_was_typed_stays(client, scene):
    world, place, where = scene
    person = in_prison(world, place, where, "Ben Way", ago=0.5 * HOUR)
    signed_in(client, world, "nia")
    answer = sends(client, person, "released", where["fennick"], detail="planned",
                   happened_at="13:00")  # fmt: skip
    page = text(answer)
    assert "cannot be before they came to HMP Fennick" in page
    assert 'value="13:00"' in answer.content.decode()
    assert "must not be in the future" in text(
        sends(client, person, "released", where["fennick"], detail="planned", happened_at="15:00")
    )


def test_only_what_is_known_of_the_time_is_asked(client, scene):
    world, place, where = scene
    person = gone(world, place, "Cai Way")
    signed_in(client, world, "amara")
    empty = {"happened_on-day": "", "happened_on-month": "", "happened_on-year": ""}
    for sent, words in (
        ({"happened_at": ""}, "select that it is not known"),
        (empty, "Enter the date"),
    ):
        assert words in text(sends(client, person, "street-contact", where["street"], **sent))
    day = sends(client, person, "street-contact", where["street"], known="day", happened_at="")
    assert day.status_code == 302
    unknown = sends(client, person, "licence-started", where["street"], known="unknown", **empty)
    assert unknown.status_code == 302
    page = text(client.get(f"/record/{person}/journey"))
    assert "2 November 2026, time not known" in page
    assert "Time not known" in page


def test_a_release_date_is_recorded_and_needed(client, scene):
    world, place, where = scene
    person = in_prison(world, place, where, "Dee Way")
    signed_in(client, world, "nia")
    answer = sends(client, person, "release-planned", where["fennick"])
    assert "Enter the release" in text(answer)
    planned = {"planned_on-day": "20", "planned_on-month": "11", "planned_on-year": "2026"}
    assert sends(client, person, "release-planned", where["fennick"], **planned).status_code == 302
    assert "20 November 2026" in text(client.get("/establishment/amb-p1"))


def test_an_event_is_corrected_with_a_reason_and_both_are_seen(client, scene):
    world, place, where = scene
    person = gone(world, place, "Eli Way")
    made = happens(world.amara, person, K.STREET_CONTACT, where["street"], NOW - HOUR)
    signed_in(client, world, "amara")
    address = f"/record/{person}/event/{made.event_id}"
    assert address in client.get(f"/record/{person}/journey").content.decode()
    assert "What was recorded stays to be read" in text(client.get(address))
    sent = {
        "form_key": str(uuid4()), "what": "struck-out", "known": "minute",
        "happened_on-day": "2", "happened_on-month": "11", "happened_on-year": "2026",
        "happened_at": "13:30",
    }  # fmt: skip
    assert "Say in a few words why" in text(client.post(address, sent))
    assert client.post(address, sent | {"reason": "Typed for another person"}).status_code == 302
    page = text(client.get(f"/record/{person}/journey"))
    assert "Did not happen: Met in the street" in page
    assert "corrected later" in page
    assert "Typed for another person" in page
    assert client.get(address).status_code == 404
    with viewing(world.amara, NOW):
        assert Event.objects.filter(kind=K.STREET_CONTACT).count() == 2


def test_the_way_is_a_picture_and_a_list_and_can_be_filtered(client, scene):
    world, place, where = scene
    person = in_prison(world, place, where, "Fay Way", ago=DAY)
    page = get(client, world, "amara", f"/record/{person}/journey")
    svg = re.search(r"<svg viewBox=\"0 0 900.*?</svg>", page.content.decode(), re.S)[0]
    assert svg.count('<rect class="tc-way__bar ') == 2
    assert "Received, 1 November 2026" in svg
    for words in ("In police custody from", "Before the court from",
                  "In prison or another secure setting from", "In custody.",
                  "From court, on remand"):  # fmt: skip
        assert words in text(page)
    only = text(client.get(f"/record/{person}/journey?kind=court"))
    assert "Remand decided" in only
    assert "3 events hidden" in only
    assert "In police custody from" not in only


def test_who_may_not_read_offences_is_told_no_result(client, scene):
    world, place, where = scene
    person = gone(world, place, "Gus Way")
    happens(world.amara, person, K.SENTENCED, where["court"], NOW - HOUR, detail="3108")
    page = text(get(client, world, "amara", f"/record/{person}/journey"))
    assert "mental health treatment requirement" in page


def test_nobody_records_what_is_not_theirs(client, scene):
    world, place, _where = scene
    person = gone(world, place, "Hal Way")
    assert get(client, world, "helen", f"/record/{person}/happened").status_code == 404
    signed_in(client, world, "amara")
    assert client.get(f"/record/{person}/happened/weather").status_code == 404
    assert client.get(f"/record/{person}/happened/alerted").status_code == 404
    assert client.get(f"/record/{person}/event/{uuid4()}").status_code == 404


def test_where_no_place_fits_the_page_says_so(client, scene):
    world, place, _ = scene
    person, _ = arrived(world.dana, place, somebody("Ida Way"))
    page = text(get(client, world, "dana", f"/record/{person}/happened/section-136"))
    assert "Taken to a place of safety" in page
    assert "covers no place" in text(client.get(f"/record/{person}/happened/released"))


def test_somebody_is_listed_for_a_hearing_and_is_on_the_court_list(client, scene):
    world, place, where = scene
    person = gone(world, place, "Jan Way")
    signed_in(client, world, "amara")
    address = f"/record/{person}/listing"
    assert "List for a hearing" in text(client.get(f"/record/{person}/journey"))
    assert "On which day?" in text(client.get(address))
    sent = {
        "form_key": str(uuid4()), "place": str(where["court"]),
        "on-day": "3", "on-month": "11", "on-year": "2026", "starts_at": "10:00", "room": "2",
        "appears_from": "bail",
        "report_on-day": "3", "report_on-month": "11", "report_on-year": "2026",
    }  # fmt: skip
    assert "Enter the day" in text(client.post(address, sent | {"on-day": "", "on-month": "",
                                                                "on-year": ""}))  # fmt: skip
    assert client.post(address, sent).url == f"/record/{person}/journey"
    page = text(get(client, world, "helen", "/court/amb-m1?on=2026-11-03"))
    for words in ("Jan Way", "10:00 am", "On bail", "Report due in 33 hours"):
        assert words in page


def test_an_interview_is_listed_without_a_time(client, scene):
    world, place, where = scene
    person = gone(world, place, "Kit Way")
    signed_in(client, world, "amara")
    sent = {
        "form_key": str(uuid4()), "place": str(where["station"]),
        "on-day": "4", "on-month": "11", "on-year": "2026",
    }  # fmt: skip
    assert client.post(f"/record/{person}/listing", sent).status_code == 302
    assert "Kit Way" in text(client.get("/diary/amb-v1"))


@pytest.mark.parametrize("kind", [kind for kind in K if kind not in NOT_HERE])
def test_whatever_can_happen_has_a_page_where_somebody_records_it(client, scene, kind):
    """The kinds that are left out have pages of their own: the alert, and transfer to hospital."""
    world, place, where = scene
    custody, _ = arrived(world.dana, place, somebody("Cas Custody"), ago=3 * HOUR)
    prison = in_prison(world, place, where, "Pru Prison", ago=2 * HOUR)
    for first, person in (("amara", prison), ("dana", custody), ("nia", prison)):
        signed_in(client, world, first)
        page = client.get(f"/record/{person}/happened/{kind.value}")
        if page.status_code == 200 and "no place where this can happen" not in text(page):
            break
    else:
        pytest.fail(f"nobody finds where to record {kind.value}")
    assert f"/record/{person}/happened/{kind.value}" in (
        client.get(f"/record/{person}/happened").content.decode()
    ), "and the list of what can happen leads there"
