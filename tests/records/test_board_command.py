"""`throughcare board custody` as somebody runs it when the power is out."""

import json

import pytest

from tests.custody import HOUR, arrived, somebody, suite
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.care import actions as care
from throughcare.care.rules import SafetyState
from throughcare.web import cli, clock


@pytest.fixture
def world(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)
    made = staffed()
    place = suite(made)
    person, _ = arrived(made.dana, place, somebody("Ann Sample"), ago=5 * HOUR,
                        detention_authorised_at=NOW - 4 * HOUR)  # fmt: skip
    care.note_safety(
        by=made.dana, at=NOW, person_id=person, kind="self-harm", state=SafetyState.YES
    )
    return made


def test_the_board_as_json(world, capsys):
    assert cli.main(["board", "custody", "amb-c1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["place"], told["in_custody"]) == ("amb-c1", 1)
    (one,) = told["people"]
    assert one["name"] == "Ann Sample"
    assert one["next"]["limit"] == "pace.review.1"
    assert one["next"]["due_at"] == "2026-11-02T16:30:00Z"
    assert one["alerts"] == ["self-harm"]
    assert one["urgent_because"] == ["self-harm"]
    assert one["seconds_in_custody"] == 5 * 3600
    assert one["self_harm"] is True
    nobody = {"state": "not-known", "called_at": None, "arrived_at": None}
    assert one["appropriate_adult"] == nobody


def test_the_board_as_a_list_and_on_the_trail(world, capsys):
    assert cli.main(["board", "custody", "amb-c1"]) == 0
    said = capsys.readouterr().out
    for words in ("Amberford custody suite, 2:30 pm", "1 person in custody", "Ann Sample, 34",
                  "in custody 5 hours", "appropriate adult: not known if needed",
                  "Review due in 2 hours",
                  "likely release: Not known"):  # fmt: skip
        assert words in said
    with viewing(world.dana, NOW):
        event = AuditEvent.objects.filter(what="board").latest("id")
    assert (event.role, event.channel, len(event.person_ids)) == ("feed", "command", 1)


def test_a_suite_that_nobody_can_print_is_wrong_use(world, capsys):
    assert cli.main(["board", "custody", "nowhere"]) == 2
    assert "Check the short code" in capsys.readouterr().err
    assert cli.main(["board", "custody", "amb-c1", "--as", "x@y.example"]) == 2
