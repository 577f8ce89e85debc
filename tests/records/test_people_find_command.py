"""`people find` finds whom the search box finds, says why, and leaves a row in the trail."""

import argparse
import json
from datetime import date

import pytest

from tests.custody import somebody
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.access.rules import RelationshipKind
from throughcare.people.actions import register
from throughcare.web import clock
from throughcare.web.commands import people_find
from throughcare.web.starting import CannotStart

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)
    return staffed()


@pytest.fixture
def robin(world):
    return register(
        by=world.amara, at=NOW, person=somebody(known_as="Rob"),
        relationship=RelationshipKind.ALLOCATED, because="test",
    )  # fmt: skip


def find(*words):
    parser = argparse.ArgumentParser()
    people_find.add_to(parser.add_subparsers())
    args = parser.parse_args(["find", *words])
    return args.run(args)


def test_somebody_found_is_one_line_with_the_reasons(world, robin, capsys):
    assert find("Robin Sampelford") == 0
    assert capsys.readouterr().out == (
        f"{robin}  Robin Sampleford, 27 March 1992: Sampleford is spelt another way\n"
    )


def test_json_says_who_and_why(world, robin, capsys):
    assert find("Robin Sampleford 1992", "--json") == 0
    (one,) = json.loads(capsys.readouterr().out)["people"]
    assert one == {
        "id": str(robin),
        "name": "Robin Sampleford",
        "known_as": "Rob",
        "born_on": str(date(1992, 3, 27)),
        "born_precision": "day",
        "reasons": ["name is the same", "year of birth is the same"],
    }


def test_nobody_is_exit_status_1(world, capsys):
    assert find("Zzyzx Nobody", "--json") == 1
    said = capsys.readouterr()
    assert json.loads(said.out) == {"people": [], "more": False}
    assert "Nobody fits." in said.err


@pytest.mark.parametrize("text", ["", "  ", "?!"])
def test_nothing_to_look_for_is_said_and_nobody_is_looked_at(world, text):
    with pytest.raises(CannotStart, match="Say what is known of them"):
        find(text)


def test_a_long_list_says_that_it_is_cut_off(world, monkeypatch, capsys):
    monkeypatch.setattr("throughcare.people.queries.MOST", 1)
    for _ in range(2):
        register(
            by=world.amara, at=NOW, person=somebody(),
            relationship=RelationshipKind.ALLOCATED, because="test",
        )  # fmt: skip
    assert find("Robin Sampleford") == 0
    said = capsys.readouterr()
    assert said.out.count("\n") == 1
    assert "The first 1 of more people" in said.err


def test_the_trail_names_whom_it_showed(world, robin):
    find("Sampleford")
    with viewing(world.feed, NOW):
        row = AuditEvent.objects.get(what="people find")
    assert (row.person_ids, row.channel) == ([robin], "command")


def test_who_may_not_look_for_people_is_told_so(world):
    with pytest.raises(CannotStart, match="may not look for people"):
        find("Sampleford", "--as", "grace@ambershire.example")
