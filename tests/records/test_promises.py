"""The promises are kept by what actions write, and a record that breaks one is found."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.care_world import NOW, custody, hold, leave, refer
from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.rules import NotPermitted
from throughcare.care import actions as care
from throughcare.care.models import Liaison
from throughcare.pathway import actions as pathway
from throughcare.pathway.rules import Leaving
from throughcare.returns.promises import kept, one_by_one
from throughcare.screening import actions as screening
from throughcare.web import clock, starting
from throughcare.web.cli import main

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def world():
    return custody()


def _alerted(world):
    held = hold(world)
    about = {"person_id": held.person_id, "episode_id": held.episode_id}
    care.alert(by=world.dana, at=NOW, reasons=["self-harm-or-suicide"], **about)
    return held


def _counts(world, at=LATER) -> dict[str, int]:
    return {check.id: check.count for promise in kept(world.grace, at) for check in promise.checks}


def test_five_promises_are_held_by_a_service_that_has_just_begun(world):
    promises = kept(world.grace, NOW)
    assert len(promises) == 5
    assert all(promise.held and promise.means for promise in promises)


def test_each_promise_is_told_as_soon_as_it_is_checked(world):
    """Over a million people the last takes longest, and whoever waits sees the others."""
    with CaptureQueriesContext(connection) as asked:
        checked = one_by_one(world.grace, NOW)
        first, asked_first = next(checked), len(asked)
        rest = list(checked)
    assert 0 < asked_first < len(asked)
    assert [first, *rest] == kept(world.grace, NOW)


def test_whoever_leaves_unseen_is_on_a_list_and_that_breaks_nothing(world):
    leave(world, _alerted(world), at=LATER)
    counts = _counts(world)
    assert counts["left-unseen"] == 1
    assert counts["on-no-list"] == 0


def test_somebody_who_left_while_nobody_was_told_is_found(world):
    held = _alerted(world)
    pathway.leave(
        by=world.dana,
        at=LATER,
        episode_id=held.episode_id,
        left_at=LATER,
        leaving=Leaving.NO_ACTION,
    )
    lost = next(c for p in kept(world.grace, LATER) for c in p.checks if c.id == "on-no-list")
    assert lost.breaks
    assert lost.count == 1
    assert lost.found[0].startswith("L-")
    assert not kept(world.grace, LATER)[0].held


def test_a_question_put_twice_is_found_and_one_confirmed_is_not(world):
    held = _alerted(world)
    about = {"by": world.amara, "person_id": held.person_id, "instrument": "ld-core"}
    first = screening.start(at=NOW, agreed="agreed", **about)
    said = {"low_mood": "no"}
    screening.answer(by=world.amara, at=NOW, screening_id=first, given=said)
    screening.stop(by=world.amara, at=NOW, screening_id=first, reason="left")
    second = screening.start(at=LATER, agreed="agreed", **about)
    screening.answer(
        by=world.amara, at=LATER, screening_id=second, given={}, confirmed=["low_mood"]
    )
    assert _counts(world, LATER + timedelta(minutes=1))["asked-again"] == 0
    screening.stop(by=world.amara, at=LATER, screening_id=second, reason="left")
    third = screening.start(at=LATER + timedelta(hours=1), agreed="agreed", **about)
    again = LATER + timedelta(hours=1)
    screening.answer(by=world.amara, at=again, screening_id=third, given=said)
    assert _counts(world, again + timedelta(minutes=1))["asked-again"] == 1


def test_a_status_that_differs_from_what_happened_is_found(world):
    held = _alerted(world)

    @action
    def meddle(*, by, at):
        Liaison.objects.filter(episode_id=held.episode_id).update(status="seen")
        trail.consulted(by=by, at=at, what="meddle", people=[], categories=[])

    assert _counts(world)["status-differs"] == 0
    meddle(by=world.amara, at=LATER)
    assert _counts(world)["status-differs"] == 1


def test_an_overdue_review_is_something_to_know(world):
    held = _alerted(world)
    pathway.authorise_detention(
        by=world.dana, at=NOW, episode_id=held.episode_id, authorised_at=NOW
    )
    assert _counts(world, NOW + timedelta(hours=1))["overdue"] == 0
    late = NOW + timedelta(hours=7)
    assert _counts(world, late)["overdue"] == 1
    assert all(promise.held for promise in kept(world.grace, late))


def test_promises_are_for_those_who_run_or_review_the_service(world):
    assert len(kept(world.ifan, NOW)) == 4, "figures are the manager's"
    for first in ("dana", "amara", "joel", "helen", "priya"):
        with pytest.raises(NotPermitted):
            kept(getattr(world, first), NOW)


@pytest.fixture
def commands(monkeypatch):
    """Commands on the tests' own database, at the moment of the tests' world."""
    monkeypatch.setattr(starting, "start_up_to_date", lambda: None)
    monkeypatch.setattr(clock, "now", lambda: LATER)


def test_the_command_says_whether_all_are_held_and_exits_so(world, commands, capsys):
    held = _alerted(world)
    assert main(["check-promises", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["held"] is True
    pathway.leave(
        by=world.dana,
        at=LATER,
        episode_id=held.episode_id,
        left_at=LATER,
        leaving=Leaving.NO_ACTION,
    )
    assert main(["check-promises", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in found["promises"] if not one["held"]] == ["nobody-is-lost"]
    assert main(["check-promises"]) == 1
    assert "Nobody is lost: 2 violations" in capsys.readouterr().out


def test_figures_are_printed_as_one_document(world, commands, capsys):
    held = _alerted(world)
    care.offer(
        by=world.amara,
        at=NOW,
        response="accepted",
        person_id=held.person_id,
        episode_id=held.episode_id,
    )
    refer(world, held, at=NOW)
    assert main(["figures", "--json"]) == 0
    printed = capsys.readouterr()
    document = json.loads(printed.out)
    assert {tuple(one) for one in document} == {
        ("figure", "by", "value", "numerator", "denominator", "unknown")
    }
    offered = next(one for one in document if (one["figure"], one["by"]) == ("offered", "all"))
    assert (offered["value"], offered["numerator"], offered["denominator"]) == (1.0, 1, 1)
    assert "5 August 2026 to 2 November 2026" in printed.err


def test_figures_to_send_on_are_printed_without_small_numbers(world, commands, capsys):
    held = _alerted(world)
    refer(world, held, at=NOW)
    assert main(["figures"]) == 0
    assert "do not send these on without --to-send-on" in capsys.readouterr().err
    assert main(["figures", "--to-send-on"]) == 0
    printed = capsys.readouterr()
    assert "do not send" not in printed.err
    document = json.loads(printed.out)
    numbers = [one[name] for one in document for name in ("numerator", "denominator", "unknown")]
    assert "withheld" in numbers
    assert not [one for one in numbers if one != "withheld" and (one % 5 or 0 < one <= 7)]


def test_figures_of_other_days_and_as_somebody_named(world, commands, capsys):
    days = ["--from", "2020-01-01", "--to", "2020-01-02"]
    assert main(["figures", "--json", *days, "--as", world.emails["grace"]]) == 0
    assert not [one for one in json.loads(capsys.readouterr().out) if one["numerator"]]
    assert main(["figures", "--from", "soon"]) == 2
    assert main(["figures", "--as", world.emails["amara"]]) == 2
    assert "is no manager" in capsys.readouterr().err
