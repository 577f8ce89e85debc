"""`import screenings`: scored by its own version, or kept whole and marked; never twice."""

import argparse
import json
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.records.screening_world import PHQ, somebody_in_custody
from tests.world import NOW
from throughcare.access.actions.acting import viewing
from throughcare.fhir.mapping.questionnaire import response
from throughcare.screening import queries
from throughcare.screening.instrument import find
from throughcare.web import clock
from throughcare.web.commands import import_

pytestmark = pytest.mark.django_db
AMARA = ("--as", "amara@ambershire.example")


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def call(tmp_path, capsys):
    def run(document, *words):
        path = tmp_path / "responses.json"
        path.write_text(document if isinstance(document, str) else json.dumps(document))
        parser = argparse.ArgumentParser()
        import_.add(parser.add_subparsers(required=True))
        args = parser.parse_args(["import", "screenings", str(path), *words])
        status = args.run(args)
        said = capsys.readouterr()
        return status, (json.loads(said.out)["responses"] if "--json" in words else said.out)

    return run


def answered(here, **change):
    """A PHQ-9 of another system."""
    found = response(
        find("phq-9"),
        PHQ | {"difficulty": 1},
        authored=NOW - timedelta(hours=2),
        subject=f"Patient/{here.person_id}",
        complete=True,
    )
    return found | {"author": {"display": "Nurse Sampleton"}} | change


def test_a_known_version_is_scored_once_with_who_asked_and_when(call):
    here = somebody_in_custody()
    status, (first,) = call(answered(here), "--json", *AMARA)
    assert (status, first["outcome"]) == (0, "scored")
    status, (again,) = call([answered(here)], "--json", *AMARA)
    assert (status, again["outcome"], again["id"]) == (0, "repeated", first["id"])
    with viewing(here.world.amara, NOW):
        (asked,) = queries.screenings(here.sight())
    assert asked.result.score == 9
    assert asked.started_by == "Nurse Sampleton"
    assert asked.started_at == NOW - timedelta(hours=2)
    assert asked.entered_by == "Amara Obi"


def test_an_unknown_version_is_kept_whole_and_marked(call):
    here = somebody_in_custody()
    came = answered(here, questionnaire="urn:throughcare:instrument:phq-9|7.3", more=[1, None])
    bundle = {"resourceType": "Bundle", "entry": [{"resource": came}]}
    status, told = call(bundle, *AMARA)
    assert status == 0
    assert "kept whole and marked" in told
    with viewing(here.world.amara, NOW):
        (asked,) = queries.screenings(here.sight())
    assert asked.result.score is None
    assert asked.result.scored["kept"] == came


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status": "in-progress"}, "Only a completed response"),
        ({"questionnaire": ""}, "which questionnaire"),
        ({"subject": {"reference": "Patient/robin"}}, "whose record"),
        ({"subject": {"reference": f"Patient/{uuid4()}"}}, "no such record"),
        ({"authored": "yesterday"}, "when it was answered"),
        ({"authored": "2026-11-02T10:00:00"}, "no time zone"),
        ({"authored": "2030-11-02T10:00:00+00:00"}, "later than now"),
        (
            {"item": [{"linkId": "sleep", "answer": [{"valueCoding": {"code": "9"}}]}]},
            "sleep",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason_and_nothing_is_kept(call, change, said):
    here = somebody_in_custody()
    status, (answer,) = call(answered(here, **change), "--json", *AMARA)
    assert (status, answer["outcome"]) == (1, "refused")
    assert said.lower() in answer["reason"].lower()
    with viewing(here.world.amara, NOW):
        assert queries.screenings(here.sight()) == []


def test_who_may_not_screen_brings_nothing_in(call):
    here = somebody_in_custody()
    status, (answer,) = call(answered(here), "--json", "--as", "dana@ambershire.example")
    assert (status, answer["outcome"]) == (1, "refused")


def test_a_file_that_holds_no_response_cannot_be_read(call):
    somebody_in_custody()
    assert call("{", *AMARA)[0] == 2
    assert call([], *AMARA)[0] == 2
    assert call(["x"], *AMARA)[0] == 1
