"""`people trace` asks the national register, proposes, keeps the steps, and changes nothing."""

import argparse
import json
from dataclasses import replace

import pytest

from tests.custody import somebody
from tests.register import bundle, outcome, patient, register
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.access.rules import NotPermitted, RelationshipKind
from throughcare.codes import Kind
from throughcare.people import actions
from throughcare.people.actions.tracing import record_trace
from throughcare.people.models import Identifier
from throughcare.people.rules import NewAddress, Source
from throughcare.web import clock, configuration
from throughcare.web.commands import people_trace
from throughcare.web.starting import CannotStart

pytestmark = pytest.mark.django_db
AMARA = ("--as", "amara@ambershire.example")


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)
    return staffed()


@pytest.fixture
def stand_in(settings):
    with register() as known:
        settings.PDS_ADDRESS = known.address
        yield known


def known(world, *numbers):
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
    )


def trace(*words):
    parser = argparse.ArgumentParser()
    people_trace.add_to(parser.add_subparsers())
    args = parser.parse_args(["trace", *map(str, words)])
    return args.run(args)


def test_somebody_without_a_number_is_traced_and_the_number_is_only_proposed(
    world, stand_in, capsys
):
    person = known(world)
    stand_in.will(bundle())
    stand_in.will(bundle(patient()))
    assert trace(person, "--json", *AMARA) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["nhs_number"], answer["sure"], answer["sensitivity"]) == (
        "9990000018", True, "U",
    )  # fmt: skip
    assert [path.rpartition("/")[2] for path, _ in stand_in.asked] == ["Patient", "Patient"]
    with viewing(world.amara, NOW):
        assert not Identifier.objects.filter(person_id=person).exists()
        row = AuditEvent.objects.get(what="pds-trace")
    assert (row.person_ids, row.items) == ([person], answer["steps"])
    assert "9990000018" not in " ".join(row.items)


def test_a_number_on_record_is_verified_and_not_traced(world, stand_in, capsys):
    person = known(world, (Kind.NHS_NUMBER, "999 000 0018"))
    stand_in.will(patient())
    assert trace(person, *AMARA) == 0
    assert stand_in.asked[0][0].endswith("/Patient/9990000018")
    assert "agrees" in capsys.readouterr().out


def test_a_number_that_the_register_does_not_have_is_something_to_look_at(world, stand_in, capsys):
    person = known(world, (Kind.NHS_NUMBER, "999 000 0018"))
    stand_in.will(outcome("RESOURCE_NOT_FOUND"), 404)
    assert trace(person, *AMARA) == 1
    assert "nobody with this NHS number" in capsys.readouterr().out


def test_an_impossible_number_is_traced_again(world, stand_in):
    person = known(world, (Kind.NHS_NUMBER, "999 000 0019"))
    stand_in.will(bundle(patient()))
    assert trace(person, *AMARA) == 0
    assert stand_in.asked[0][0].endswith("/Patient")


def test_an_outage_proposes_nothing(world, stand_in, monkeypatch, capsys):
    monkeypatch.setattr("throughcare.people.pds.client.Pds.attempts", 1)
    person = known(world, (Kind.NHS_NUMBER, "999 000 0018"))
    stand_in.will(outcome("ACCESS_DENIED"), 401)
    assert trace(person, *AMARA) == 1
    assert "no answer (the register answered 401 ACCESS_DENIED)" in capsys.readouterr().out


def test_it_is_off_unless_an_address_is_given(world):
    person = known(world)
    with pytest.raises(CannotStart, match="THROUGHCARE_PDS_URL"):
        trace(person, *AMARA)


def test_who_may_not_write_the_number_may_not_trace(world, stand_in):
    person = known(world)
    with pytest.raises(CannotStart, match="may not trace"):
        trace(person, "--as", "grace@ambershire.example")
    with pytest.raises(NotPermitted):
        record_trace(by=world.grace, at=NOW, person_id=person, came=[])


def test_a_demonstration_asks_only_a_stand_in_on_this_machine(monkeypatch, tmp_path):
    monkeypatch.setattr(configuration, "is_demonstration", lambda: True)
    monkeypatch.setenv("THROUGHCARE_PDS_URL", "https://pds.example/FHIR/R4")
    with pytest.raises(configuration.WrongConfiguration, match="demonstration"):
        configuration.pds_address()
    monkeypatch.setenv("THROUGHCARE_PDS_URL", "http://127.0.0.1:9/FHIR/R4")
    assert configuration.pds_address() == "http://127.0.0.1:9/FHIR/R4"
    monkeypatch.delenv("THROUGHCARE_PDS_URL")
    assert configuration.pds_address() == ""


def test_the_token_is_read_from_its_file_each_time(monkeypatch, tmp_path):
    monkeypatch.delenv("THROUGHCARE_PDS_TOKEN_FILE", raising=False)
    assert configuration.pds_token() == ""
    file = tmp_path / "token"
    monkeypatch.setenv("THROUGHCARE_PDS_TOKEN_FILE", str(file))
    for token in ("first", "second"):
        file.write_text(f"{token}\n")
        assert configuration.pds_token() == token
