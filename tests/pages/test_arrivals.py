"""Recording an arrival: typed once, checked once, recorded once, and nobody gets two records."""

import re
from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from tests.custody import HOUR, arrived, signed_in, somebody, suite
from tests.journey_world import happens
from tests.world import NOW, staffed
from throughcare.access.actions import trail
from throughcare.access.actions.acting import action, viewing
from throughcare.access.models import AuditEvent
from throughcare.care import actions as care
from throughcare.care import queries as care_queries
from throughcare.care.rules import AlertReason, LiaisonStatus, SafetyKind, SafetyState
from throughcare.pathway import actions, queries
from throughcare.pathway.rules import EventKind, Leaving
from throughcare.people import queries as people_queries
from throughcare.people.models import Person
from throughcare.people.queries import sight_of
from throughcare.web.pages.arrival_draft import KEY

pytestmark = pytest.mark.django_db

WHO = {
    "given_names": "Robin",
    "family_name": "Sampleford",
    "known_as": "Rob",
    "born-day": "27",
    "born-month": "March",
    "born-year": "1992",
    "sex": "female",
    "pnc": "",
    "nhs_number": "",
}
DETAILS = {
    "place": "amb-c1",
    "reference": "AMB/26/0001",
    "arrived_on-day": "2",
    "arrived_on-month": "11",
    "arrived_on-year": "2026",
    "arrived_at": "13:45",
    "authorised_at": "2pm",
    "offence_group": "theft",
    "release_on-day": "",
    "release_on-month": "",
    "release_on-year": "",
    "release_at": "",
    "self_harm": "yes",
    "appropriate_adult": "no",
    "interpreter": "not_known",
    "pregnancy": "no",
    "medicines": "not_known",
}
ALERT = {"alert": "yes", "reasons": ["mental-health", "self-harm-or-suicide"]}


@pytest.fixture(autouse=True)
def _moment(monkeypatch):
    monkeypatch.setattr("throughcare.web.clock.now", lambda: NOW)


@pytest.fixture
def scene(client):
    world = staffed()
    place = suite(world)
    return world, place, signed_in(client, world, "dana")


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def key(page) -> str:
    return re.search(r'name="form_key" value="([^"]+)"', page.content.decode())[1]


def send(client, step, answers):
    return client.post(f"/{step}", {**answers, "form_key": key(client.get(f"/{step}"))})


def up_to_check(client, who=WHO, details=DETAILS, alert=ALERT, choice=None):
    assert send(client, "arrive", who).url == "/arrive/match"
    if choice:
        assert send(client, "arrive/match", {"person": choice}).url == "/arrive/details"
    else:
        assert client.get("/arrive/match").url == "/arrive/details"
    assert send(client, "arrive/details", details).url == "/arrive/alert"
    assert send(client, "arrive/alert", alert).url == "/arrive/check"
    return client.get("/arrive/check")


def on_board(world, place, viewer="dana"):
    with viewing(getattr(world, viewer), NOW):
        return queries.board(getattr(world, viewer), place.id, at=NOW)


def test_three_steps_and_a_check_put_somebody_on_the_board(scene):
    world, place, client = scene
    check = up_to_check(client)
    for words in (
        "Robin Sampleford",
        "27 March 1992",
        "AMB/26/0001",
        "1:45 pm on 2 November 2026",
        "2:00 pm on 2 November 2026",
        "Yes: Mental health, Self-harm or suicide",
    ):
        assert words in text(check)
    assert on_board(world, place) == []
    done = client.post("/arrive/check", {"form_key": key(check)})
    assert done.url == "/board/amb-c1"
    (row,) = on_board(world, place, "amara")
    assert (row.name, row.known_as, row.born_on) == ("Robin Sampleford", "Rob", date(1992, 3, 27))
    assert row.arrived_at == NOW - 0.75 * HOUR
    assert row.detention_authorised_at == NOW - HOUR / 2
    with viewing(world.amara, NOW):
        mark = care_queries.board_marks(world.amara, [row.episode_id], at=NOW)[row.episode_id]
        facts = care_queries.safety(sight_of(world.amara, row.person_id, at=NOW))
    assert mark.status is LiaisonStatus.NOT_OFFERED
    assert mark.alerted_for == (AlertReason.MENTAL_HEALTH, AlertReason.SELF_HARM)
    assert {fact.kind: fact.state for fact in facts} == {
        SafetyKind.SELF_HARM: SafetyState.YES,
        SafetyKind.APPROPRIATE_ADULT: SafetyState.NO,
        SafetyKind.INTERPRETER: SafetyState.NOT_KNOWN,
        SafetyKind.PREGNANCY: SafetyState.NO,
        SafetyKind.MEDICINES: SafetyState.NOT_KNOWN,
    }
    page = text(client.get("/board/amb-c1"))
    assert "Robin Sampleford is on the board. Liaison and Diversion has been alerted." in page


def test_sending_the_last_step_twice_makes_one_record(scene):
    world, place, client = scene
    sent = {"form_key": key(up_to_check(client))}
    first, second = client.post("/arrive/check", sent), client.post("/arrive/check", sent)
    assert first.url == second.url == "/board/amb-c1"
    assert len(on_board(world, place)) == 1


def test_what_was_typed_comes_back_with_the_error_and_how_to_put_it_right(scene):
    _, _, client = scene
    page = send(client, "arrive", {**WHO, "born-day": "31", "born-month": "Feb"})
    assert page.status_code == 200
    assert "February 1992 does not have a day 31: check the day" in text(page)
    for typed in ("Robin", "Sampleford", 'value="31"', 'value="Feb"'):
        assert typed in page.content.decode()
    send(client, "arrive", WHO)
    late = {**DETAILS, "arrived_at": "23:00", "self_harm": ""}
    page = send(client, "arrive/details", late)
    assert "The time of arrival must not be in the future" in text(page)
    assert "Answer the question “Is there a risk of self-harm?”" in text(page)
    assert "AMB/26/0001" in page.content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"authorised_at": "1pm"}, "between the arrival (1:45 pm) and now"),
        ({"authorised_at": "14:40"}, "between the arrival (1:45 pm) and now"),
        ({"release_at": "18:00"}, "Enter the date as well"),
        ({"reference": ""}, "Enter the custody record number"),
        ({"place": "elsewhere"}, "Select one of the answers in the list"),
    ],
)
def test_details_that_cannot_be_right_are_refused_in_words(scene, wrong, words):
    _, _, client = scene
    send(client, "arrive", WHO)
    assert words in text(send(client, "arrive/details", {**DETAILS, **wrong}))


def test_somebody_needs_a_name_if_only_a_description(scene):
    _, _, client = scene
    page = send(client, "arrive", {**WHO, "given_names": "", "family_name": ""})
    assert "If no name is known, enter “Unknown”" in text(page)


def test_going_back_shows_what_was_answered(scene):
    _, _, client = scene
    up_to_check(client)
    assert 'value="Sampleford"' in client.get("/arrive").content.decode()
    details = client.get("/arrive/details").content.decode()
    assert 'value="AMB/26/0001"' in details
    assert 'value="13:45"' in details


def test_a_step_that_was_left_out_is_asked_first(scene):
    _, _, client = scene
    assert client.get("/arrive/details").url == "/arrive"
    assert client.get("/arrive/check").url == "/arrive"
    send(client, "arrive", WHO)
    assert client.get("/arrive/check").url == "/arrive/details"


def test_what_is_typed_lies_sealed_until_it_is_recorded(scene):
    _, _, client = scene
    send(client, "arrive", WHO)
    assert "Sampleford" not in str(dict(client.session))
    assert client.session[KEY]["text"]
    client.get("/arrive?start=again")
    assert KEY not in client.session


def _known_before(world, place) -> UUID:
    person, ids = arrived(
        world.dana, place, somebody("Robin Sampleford"), ago=5 * HOUR, reference="OLD/1"
    )
    care.note_safety(
        by=world.dana, at=NOW, person_id=person, kind="pregnancy", state=SafetyState.YES
    )
    actions.leave(
        by=world.dana,
        at=NOW,
        episode_id=ids.episode_id,
        left_at=NOW - 2 * HOUR,
        leaving=Leaving.NO_ACTION,
    )
    return person


def test_somebody_known_is_offered_with_the_reason_and_keeps_one_record(scene):
    world, place, client = scene
    person = _known_before(world, place)
    send(client, "arrive", WHO)
    offered = client.get("/arrive/match")
    assert "Robin Sampleford, born 27 March 1992" in text(offered)
    assert "date of birth" in text(offered)
    assert "None of these: open a new record" in text(offered)
    nothing = client.post("/arrive/match", {"form_key": key(offered)})
    assert "Select who it is, or that it is somebody else" in text(nothing)
    check = up_to_check(client, choice=str(person))
    assert "The record that is already held" in text(check)
    client.post("/arrive/check", {"form_key": key(check)})
    (row,) = on_board(world, place)
    assert row.person_id == person


def test_a_known_risk_is_not_weakened_by_somebody_who_has_just_met_the_person(scene):
    world, place, client = scene
    person = _known_before(world, place)
    check = up_to_check(client, choice=str(person))
    client.post("/arrive/check", {"form_key": key(check)})
    with viewing(world.dana, NOW):
        facts = care_queries.safety(sight_of(world.dana, person, at=NOW))
    assert {fact.kind: fact.state for fact in facts}[SafetyKind.PREGNANCY] is SafetyState.YES
    assert "stays on the record: pregnant" in text(client.get("/board/amb-c1"))


def test_somebody_new_with_a_similar_name_can_still_be_new(scene):
    world, place, client = scene
    person = _known_before(world, place)
    client.post("/arrive/check", {"form_key": key(up_to_check(client, choice="new"))})
    (row,) = on_board(world, place)
    assert row.person_id != person


def test_who_it_could_be_is_said_comparison_by_comparison_in_words(scene):
    world, place, client = scene
    _known_before(world, place)
    assert send(client, "arrive", WHO).url == "/arrive/match"
    page = text(client.get("/arrive/match"))
    assert "All in all this" in page
    assert "You decide." in page
    assert "What was compared" in page
    rows = page.split("How much", 1)[1].split("How to read this")[0]
    assert re.search(r"Name\b.*the name is the same.*\(\+\d", rows, re.I), rows


@pytest.mark.parametrize(
    ("first", "choice", "asked_about"),
    [("amara", "new", False), ("amara", "not-sure", True), ("dana", "new", True)],
)
def test_none_of_these_is_remembered_where_who_says_so_may_decide_it(
    scene, first, choice, asked_about
):
    world, place, client = scene
    person = _known_before(world, place)
    signed_in(client, world, first)
    client.post("/arrive/check", {"form_key": key(up_to_check(client, choice=choice))})
    (row,) = on_board(world, place)
    with viewing(world.amara, NOW):
        found = people_queries.possible_duplicates(world.amara, at=NOW)
    pairs = [{one.person_id, one.other_id} for one in found.pairs]
    assert pairs == ([{row.person_id, person}] if asked_about else [])


def test_one_choice_does_not_stand_for_another_name(scene):
    world, place, client = scene
    person = _known_before(world, place)
    up_to_check(client, choice=str(person))
    send(client, "arrive", {**WHO, "given_names": "Mavis", "family_name": "Testington"})
    assert client.get("/arrive/match").url == "/arrive/details"
    client.post("/arrive/check", {"form_key": key(client.get("/arrive/check"))})
    (row,) = on_board(world, place)
    assert (row.name, row.person_id == person) == ("Mavis Testington", False)


def test_somebody_who_was_not_offered_cannot_be_chosen(scene):
    world, place, client = scene
    other, _ = arrived(world.dana, place, somebody("Mavis Testington", date(1960, 1, 1)))
    _known_before(world, place)
    send(client, "arrive", WHO)
    page = send(client, "arrive/match", {"person": str(other)})
    assert "Select one of the answers in the list" in text(page)


def test_who_is_already_in_custody_is_not_recorded_twice(scene):
    world, place, client = scene
    person, _ = arrived(world.dana, place, somebody("Robin Sampleford"))
    check = up_to_check(client, choice=str(person))
    refused = client.post("/arrive/check", {"form_key": key(check)})
    assert refused.status_code == 200
    assert "already recorded at Amberford custody suite" in text(refused)
    assert len(on_board(world, place)) == 1


def test_reasons_that_the_answers_speak_for_are_ticked_and_can_be_unticked(scene):
    _, _, client = scene
    send(client, "arrive", {**WHO, "born-year": "2010"})
    send(client, "arrive/details", DETAILS)
    page = client.get("/arrive/alert").content.decode()
    ticked = re.findall(r'value="([^"]+)"[^>]*\bchecked', page)
    assert sorted(ticked) == ["self-harm-or-suicide", "under-18"]


def test_an_alert_without_a_reason_is_asked_for_one_and_none_is_needed_without_an_alert(scene):
    _, _, client = scene
    send(client, "arrive", WHO)
    send(client, "arrive/details", DETAILS)
    assert "Select at least one reason" in text(send(client, "arrive/alert", {"alert": "yes"}))
    assert send(client, "arrive/alert", {"alert": "no"}).url == "/arrive/check"


@pytest.mark.parametrize("first", ["helen", "priya", "grace"])
def test_others_record_no_arrivals(client, first):
    world = staffed()
    suite(world)
    assert signed_in(client, world, first).get("/arrive").status_code == 404


@action
def _restrict(*, by, at, person_id):
    trail.consulted(by=by, at=at, what="restrict", people=[], categories=[])
    Person.objects.filter(pk=person_id).update(restricted=True)


def _restricted_one(world, place, person):
    known, ids = arrived(world.dana, place, person, ago=3 * HOUR)
    care.begin(by=world.amara, at=NOW, person_id=known, episode_id=ids.episode_id)
    _restrict(by=world.amara, at=NOW, person_id=known)
    return known


def test_a_restricted_record_is_hinted_at_never_shown_and_stops_nobody(scene):
    world, place, client = scene
    known = _restricted_one(world, place, somebody())
    up_to_check(client)
    page = client.get("/arrive/check")
    assert "There may be a restricted record" in text(page)
    assert str(known) not in page.content.decode()
    told = text(client.post("/arrive/check", {"form_key": key(page)}, follow=True))
    assert "Robin Sampleford is on the board." in told
    assert "tell your supervisor or your information governance lead" in told
    with viewing(world.dana, NOW):
        rows = AuditEvent.objects.filter(what="may-be-restricted").order_by("id")
        new = [row for row in queries.board(world.dana, place.id, at=NOW) if row.name]
        assert [list(row.person_ids) for row in rows] == [[], [new[0].person_id]]
    assert new[0].person_id != known


def test_without_a_restricted_record_nothing_is_said_of_one(scene):
    world, place, client = scene
    _restricted_one(world, place, somebody(born_on=date(1992, 3, 28)))
    up_to_check(client)
    assert "restricted" not in text(client.get("/arrive/check"))
    with viewing(world.dana, NOW):
        assert not AuditEvent.objects.filter(what="may-be-restricted").exists()


def bailed_and_gone(world, place):
    """Robin was bailed and left; the police have lost sight of her since."""
    person, ids = arrived(world.dana, place, ago=9 * HOUR)
    happens(world.dana, person, EventKind.BAILED, place.id, NOW - HOUR, detail="before-charge")
    actions.leave(
        by=world.dana,
        at=NOW - HOUR,
        episode_id=ids.episode_id,
        left_at=NOW - HOUR,
        leaving=Leaving.BAILED,
    )
    return person


def test_whoever_comes_back_on_bail_is_recorded_so_and_bail_can_be_changed_and_ended(scene):
    world, place, client = scene
    person = bailed_and_gone(world, place)
    assert client.get(f"/record/{person}/journey").status_code == 404, "out of sight"
    details = DETAILS | {"came": "bail", "arrived_at": "14:00", "authorised_at": "14:10"}
    check = up_to_check(client, details=details, choice=str(person))
    assert "Came back to answer police bail" in text(check)
    board = client.post("/arrive/check", {"form_key": key(check)}, follow=True)
    assert "Time in custody before they were bailed counts" in text(board)
    journey = text(client.get(f"/record/{person}/journey"))
    assert "Came back to answer police bail" in journey
    custody = text(client.get(f"/record/{person}/custody"))
    assert "take off what was used before" in custody, "said beside the clocks for as long"
    offered = client.get(f"/record/{person}/happened").content.decode()
    for kind in ("bail-extended", "bailed", "bail-ended"):
        assert f"/record/{person}/happened/{kind}" in offered
    happens(world.dana, person, EventKind.BAIL_ENDED, place.id, NOW)
    assert "Police bail ended" in text(client.get(f"/record/{person}/journey"))


def test_an_arrest_for_breach_is_said_on_arrival_by_custody_alone(scene):
    world, place, client = scene
    person = bailed_and_gone(world, place)
    details = DETAILS | {"came": "breach", "arrived_at": "14:00", "authorised_at": "14:10"}
    check = up_to_check(client, details=details, choice=str(person))
    client.post("/arrive/check", {"form_key": key(check)})
    assert "Arrested for breach of police bail" in text(client.get(f"/record/{person}/journey"))
    assert "take off what was used before" in text(client.get(f"/record/{person}/custody"))
    amara = signed_in(Client(), world, "amara")
    assert send(amara, "arrive", WHO | {"family_name": "Otherford"}).url == "/arrive/match"
    page = amara.get("/arrive/details").content.decode()
    assert 'value="bail"' in page
    assert 'value="breach"' not in page
    wrong = send(amara, "arrive/details", details)
    assert wrong.status_code == 200
    assert "AMB/26/0001" in wrong.content.decode()


def test_how_they_came_in_is_arrested_unless_somebody_says_so(scene):
    client = scene[2]
    check = up_to_check(client)
    assert "How they came in Arrested" in text(check)
    board = client.post("/arrive/check", {"form_key": key(check)}, follow=True)
    assert "before they were bailed" not in text(board)
