"""`import patient` registers once, recognises the second time, and asks where it is not sure."""

import argparse
import json

import pytest

from tests.unit.fhir.test_patient import patient
from tests.world import NOW, staffed
from throughcare.access.actions import employment
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.access.roles import Role
from throughcare.access.rules import INSTALLATION
from throughcare.people.models import ContactStatement, Identifier, Person, PracticeStatement
from throughcare.web import clock
from throughcare.web.commands import import_patient
from throughcare.web.starting import CannotStart

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def world():
    return staffed()


@pytest.fixture
def call(tmp_path, capsys):
    def run(resource, *words):
        path = tmp_path / "patient.json"
        path.write_text(resource if isinstance(resource, str) else json.dumps(resource))
        parser = argparse.ArgumentParser()
        import_patient.add_to(parser.add_subparsers(required=True))
        args = parser.parse_args(["patient", str(path), *words])
        status = args.run(args)
        said = capsys.readouterr()
        return status, (json.loads(said.out) if "--json" in words else said.out), said.err

    return run


SURROUNDED = {
    "generalPractitioner": [
        {
            "identifier": {
                "system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "Y99999",
            }
        }
    ],
    "contact": [
        {
            "relationship": [{"coding": [{"code": "N"}]}],
            "name": {"family": "Sampleford", "given": ["Sam"]},
            "telecom": [{"system": "phone", "value": "01632 960009"}],
        }
    ],
}  # fmt: skip
AMARA = ("--as", "amara@ambershire.example")


def test_a_patient_is_registered_once_and_recognised_after(call, world):
    status, first, told = call(patient(), "--json", *AMARA)
    assert "Acting as Amara Obi, Ambershire Liaison and Diversion." in told
    assert (status, first["outcome"], first["extensions_ignored"]) == (0, "registered", 2)
    status, second, _ = call(patient(), "--json", *AMARA)
    assert (status, second["outcome"], second["id"]) == (0, "known", first["id"])
    with viewing(world.amara, NOW):
        person = Person.objects.get()
        assert str(person.id) == first["id"]
        assert Identifier.objects.get().verified
        assert AuditEvent.objects.get(what="register").channel == "command"


def test_where_it_is_not_certain_a_person_decides(call, world):
    call(patient(), *AMARA)
    similar = patient(identifier=None, birthDate="1992-03-28")
    status, out, told = call(similar, *AMARA)
    assert (status, out) == (1, "")
    assert "a person has to decide who this is" in told
    status, answer, _ = call(similar, "--json", *AMARA)
    assert (status, answer["outcome"], answer["id"]) == (1, "ask", None)
    with viewing(world.amara, NOW):
        assert Person.objects.count() == 1


def test_what_is_refused_is_named_and_nothing_is_kept(call, world):
    status, answer, told = call(patient(gender="M"), "--json", *AMARA)
    assert (status, answer["outcome"]) == (1, "refused")
    assert answer["issues"][0]["expression"] == "Patient.gender"
    assert "error: Patient.gender" in told
    with viewing(world.amara, NOW):
        assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "not a JSON document"),
        ('{"a": 1, "a": 2}', "a name stands twice"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_wrong_use(call, text, why):
    status, out, told = call(text)
    assert (status, out) == (2, "")
    assert why in told


def test_the_named_system_acts_where_nobody_is_named(call, world):
    status, answer, _ = call(patient(), "--json")
    assert status == 0
    with viewing(world.feed, NOW):
        assert AuditEvent.objects.get(what="register").worker_name == "Custody feed"
    assert answer["outcome"] == "registered"


def test_a_named_system_of_a_health_organisation_goes_first(call, world):
    worker = employment.employ(
        by=INSTALLATION, at=NOW, email="nhs@ambershire.example", name="NHS feed", is_system=True
    )
    employment.appoint(
        by=INSTALLATION, at=NOW, worker_id=worker.id, team_id=world.teams["liaison"],
        role=Role.FEED, starts_on=NOW.date(),
    )  # fmt: skip
    _, answer, _ = call(patient(**SURROUNDED), "--json")
    assert answer["not_kept"] == []
    with viewing(world.amara, NOW):
        assert Person.objects.get().shown_name == "Robin Lee Sampleford"
        assert PracticeStatement.objects.get().ods_code == "Y99999"


def test_practice_and_contacts_are_kept_with_the_nhs_as_their_source(call, world):
    call(patient(**SURROUNDED), *AMARA)
    with viewing(world.amara, NOW):
        practice, contact = PracticeStatement.objects.get(), ContactStatement.objects.get()
    assert (practice.ods_code, practice.source, practice.recorded_at) == ("Y99999", "nhs", NOW)
    assert (contact.kind, contact.reached) == ("family", "01632 960009")
    assert (contact.source, contact.safe, contact.agreed) == ("nhs", None, None)


def test_what_the_one_who_acts_may_not_record_is_named(call, world):
    status, answer, told = call(patient(**SURROUNDED), "--json")
    assert (status, answer["outcome"]) == (0, "registered")
    assert answer["not_kept"] == ["the GP practice", "contacts"]
    assert "Not kept, because who acts may not record it: the GP practice, contacts." in told
    with viewing(world.amara, NOW):
        assert not PracticeStatement.objects.exists()


def test_nobody_acts_under_a_name_that_is_not_known(call, world):
    with pytest.raises(CannotStart, match="is no worker"):
        call(patient(), "--as", "nobody@ambershire.example")


def test_where_nobody_can_act_it_says_what_to_do(call):
    with pytest.raises(CannotStart, match="--as EMAIL"):
        call(patient())
