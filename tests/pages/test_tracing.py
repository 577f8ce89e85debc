"""Asking the national register from the record: off unless configured, shown side by side, accepted
once, and nothing changed when it does not answer."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.custody import signed_in, somebody
from tests.register import bundle, outcome, patient, register
from tests.world import NOW, staffed
from throughcare.access.actions import acting, relationships
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.access.rules import RelationshipKind
from throughcare.codes import Kind
from throughcare.people import actions
from throughcare.people.models import Identifier
from throughcare.people.pds import Told
from throughcare.people.rules import NewAddress, Source
from throughcare.web.pages import tracing

pytestmark = pytest.mark.django_db
CONTACT = {
    "contact": [
        {
            "id": "C123",
            "relationship": [{"coding": [{"code": "C", "display": "Emergency contact"}]}],
            "telecom": [{"system": "phone", "value": "01632960587"}],
        }
    ]
}


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    monkeypatch.setattr("throughcare.web.clock.now", lambda: NOW)


@pytest.fixture
def world():
    return staffed()


@pytest.fixture
def stand_in(settings):
    with register() as known:
        settings.PDS_ADDRESS = known.address
        yield known


@pytest.fixture
def amara(world):
    return signed_in(Client(), world, "amara")


def known(world, *numbers, **more):
    return actions.register(
        by=world.amara,
        at=NOW,
        person=replace(
            somebody(),
            source=Source.PRACTITIONER,
            identifiers=numbers,
            address=NewAddress("1 Test Row", "ZZ99 3VZ"),
        ),
        relationship=RelationshipKind.ALLOCATED,
        because="test",
        **more,
    )


def page(client, person, name="trace_number"):
    answer = client.get(reverse(name, args=[person]), follow=True)
    return " ".join(answer.content.decode().split())


def send(client, person, key=None, **data):
    given = data | {"form_key": str(key or uuid4())}
    return client.post(reverse("trace_number", args=[person]), given)


def ask(client, person, how="details"):
    answer = send(client, person, do="ask", how=how)
    assert answer.status_code == 302, answer.content
    return page(client, person)


def numbers(world, person):
    with viewing(world.amara, NOW):
        rows = Identifier.objects.filter(person_id=person, superseded_at=None)
        return sorted(rows.values_list("given", "verified", "source"))


def test_where_the_register_is_not_asked_no_page_speaks_of_it(world, amara):
    person = known(world)
    assert "national register" not in page(amara, person, "person")
    answer = amara.get(reverse("trace_number", args=[person]))
    assert answer.headers["Location"] == reverse("person", args=[person])


def test_the_record_leads_to_asking_and_what_is_found_stands_beside_ours(world, amara, stand_in):
    person = known(world)
    assert reverse("trace_number", args=[person]) in page(amara, person, "person")
    stand_in.will(bundle(patient(**CONTACT)))
    shown = ask(amara, person)
    for words in (
        "999 000 0018",
        "Code Y12345",
        "01632960587",
        "one person",
        "Accept the NHS number",
    ):
        assert words in shown
    assert numbers(world, person) == []
    with viewing(world.amara, NOW):
        assert AuditEvent.objects.filter(what="pds-trace").exists()


def test_nothing_is_held_open_while_the_register_is_asked_and_the_trail_says_so_before(
    world, amara, stand_in, monkeypatch
):
    person, open_before, seen = known(world), len(connection.savepoint_ids), []
    really_ask = tracing.ask

    def slow(*args, **more):
        seen.append((acting.context(), len(connection.savepoint_ids) - open_before))
        with viewing(world.amara, NOW):
            rows = AuditEvent.objects.filter(what="pds-trace").values_list("items", flat=True)
            seen.append([list(items) for items in rows])
        return really_ask(*args, **more)

    monkeypatch.setattr(tracing, "ask", slow)
    stand_in.will(bundle(patient()))
    assert "one person" in ask(amara, person)
    assert seen == [(None, 0), [["Asked the register"]]]
    with viewing(world.amara, NOW):
        assert AuditEvent.objects.filter(what="pds-trace").count() == 2


def test_an_answer_that_comes_when_they_may_not_see_it_any_more_is_not_kept(
    world, amara, stand_in, monkeypatch
):
    event = uuid4()
    person = known(world, made_by_event=event)

    def meanwhile(*_, **__):
        over = {"made_by_events": [event], "tail": timedelta(0)}
        relationships.end_relationships(by=world.amara, at=NOW, **over)
        return Told(("one person",))

    monkeypatch.setattr(tracing, "ask", meanwhile)
    answer = send(amara, person, do="ask", how="details")
    assert answer.status_code == 404
    assert "trace" not in amara.session


def test_accepting_keeps_the_number_practice_and_contact_once(world, amara, stand_in):
    person = known(world)
    stand_in.will(bundle(patient(**CONTACT)))
    ask(amara, person)
    key = uuid4()
    wanted = {"compared": "yes", "practice": "yes", "emergency": "yes", "version": 1}
    for _ in range(2):
        assert send(amara, person, key, **wanted).status_code == 302
    assert numbers(world, person) == [("9990000018", True, "nhs")]
    shown = page(amara, person, "person")
    for words in ("999 000 0018", "From the NHS", "code Y12345", "01632960587"):
        assert words in shown
    assert "What it answered" not in page(amara, person)


def test_nothing_is_accepted_that_nobody_compared(world, amara, stand_in):
    person = known(world)
    stand_in.will(bundle(patient()))
    ask(amara, person)
    answer = send(amara, person, version=1, practice="yes")
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "There is a problem" in shown
    assert "Compare the two, then confirm that it is the same person" in shown
    assert "Enter i compared" not in shown
    assert 'name="practice" type="checkbox" value="yes" checked' in shown
    assert numbers(world, person) == []


def test_a_number_on_record_is_asked_about_and_becomes_confirmed(world, amara, stand_in):
    person = known(world, (Kind.NHS_NUMBER, "999 000 0018"))
    assert "Is the NHS number on this record theirs?" in page(amara, person)
    stand_in.will(patient())
    assert "agrees" in ask(amara, person, "number")
    send(amara, person, compared="yes", version=1)
    assert numbers(world, person) == [("9990000018", True, "nhs")]


def test_a_restricted_record_shows_no_place_and_says_so(world, amara, stand_in):
    person = known(world)
    stand_in.will(bundle())
    stand_in.will(bundle())
    stand_in.will(bundle(patient(label="R", address=patient()["address"])))
    shown = ask(amara, person)
    assert "The register restricts this record" in shown
    assert "Code Y12345" not in shown
    assert "Accept the NHS number" in shown


def test_a_very_restricted_record_cannot_be_accepted(world, amara, stand_in):
    person = known(world)
    stand_in.will(bundle(patient(label="V")))
    shown = ask(amara, person)
    assert "It cannot be accepted" in shown
    assert "Accept the NHS number" not in shown
    answer = send(amara, person, compared="yes", version=1)
    assert "does not open this record" in answer.content.decode()
    assert numbers(world, person) == []


@pytest.mark.parametrize("status", [429, 503, 401])
def test_a_register_that_is_busy_or_down_is_said_plainly_and_changes_nothing(
    world, amara, stand_in, monkeypatch, status
):
    monkeypatch.setattr("throughcare.people.pds.client.Pds.pause", lambda self, seconds: None)
    person = known(world, (Kind.NHS_NUMBER, "999 000 0018"))
    stand_in.will(outcome("NOT_NOW"), status, Retry_After="0")
    shown = ask(amara, person, "number")
    assert "There was no answer" in shown
    assert f"the register answered {status}" in shown
    assert "Nothing has changed" in shown
    assert numbers(world, person) == [("999 000 0018", False, "practitioner")]


def test_a_token_that_cannot_be_read_is_no_answer(world, amara, stand_in, monkeypatch):
    monkeypatch.setenv("THROUGHCARE_PDS_TOKEN_FILE", "/nowhere/token")
    person = known(world)
    assert "the token that opens the register cannot be read" in ask(amara, person)
    assert stand_in.asked == []


def test_nobody_found_is_no_fault_of_the_person(world, amara, stand_in):
    person = known(world)
    stand_in.will(bundle())
    shown = ask(amara, person, "sound")
    assert "did not name one person" in shown
    assert "Names that sound alike or stand the other way round: nobody" in shown


def test_what_to_ask_has_to_be_said(world, amara, stand_in):
    person = known(world)
    answer = send(amara, person, do="ask")
    assert "Select what you want to ask" in answer.content.decode()
    assert stand_in.asked == []


def test_an_answer_is_of_one_person_and_of_a_quarter_of_an_hour(
    world, amara, stand_in, monkeypatch
):
    person, other = known(world), known(world)
    stand_in.will(bundle(patient()))
    ask(amara, person)
    assert "What it answered" not in page(amara, other)
    assert "What it answered" in page(amara, person)
    monkeypatch.setattr("throughcare.web.clock.now", lambda: NOW + timedelta(minutes=16))
    assert "What it answered" not in page(amara, person)


def test_a_change_meanwhile_stops_the_acceptance(world, amara, stand_in):
    person = known(world)
    stand_in.will(bundle(patient()))
    ask(amara, person)
    answer = send(amara, person, compared="yes", version=7)
    assert "Somebody changed this record" in answer.content.decode()
    assert numbers(world, person) == []
