"""What is read of a million people in one go says what each row, asked for by itself, says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from tests.care_world import NOW, custody, hold, leave
from throughcare.access.actions import trail
from throughcare.access.actions.acting import action, viewing
from throughcare.care import actions as care
from throughcare.care.queries import promises_for_extract
from throughcare.care.rules.routes import MOVES
from throughcare.pathway import actions as pathway
from throughcare.pathway.models import Event
from throughcare.pathway.rules import EventKind, Leaving, OffenceGroup
from throughcare.tables.build import build
from throughcare.tables.values import Period

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
PERIOD = Period(date(2026, 7, 1), date(2026, 11, 30))
ROW_BY_ROW = """
SELECT x.id FROM pathway_event x
WHERE x.kind = ANY (%(moves)s) AND x.corrects_id IS NULL AND x.recorded_at >= %(on)s::date - 366
  AND NOT EXISTS (SELECT 1 FROM care_handovermove m WHERE m.event_id = x.id)
  AND NOT EXISTS (SELECT 1 FROM pathway_event s WHERE s.corrects_id = x.id AND s.struck_out)
  AND EXISTS (SELECT 1 FROM access_relationship r WHERE r.person_id = x.person_id
    AND r.organisation_id = %(own)s
    AND (r.ends_at IS NULL OR r.ends_at >= coalesce(x.happened_at, x.recorded_at)))
ORDER BY x.recorded_at, x.id
"""


@pytest.fixture
def world():
    return custody()


def _leave_unfollowed(world, held, at):
    pathway.leave(
        by=world.dana, at=at, episode_id=held.episode_id, left_at=at, leaving=Leaving.NO_ACTION
    )


@action
def _never_happened(*, by, at, person_id):
    left = Event.objects.get(kind=EventKind.LEFT, person_id=person_id)
    Event.objects.create(
        person_id=person_id, episode_id=left.episode_id, place_id=left.place_id, kind=left.kind,
        happened_at=left.happened_at, corrects=left, struck_out=True, correction_reason="x",
        recorded_at=at, recorded_by_id=by.worker_id, collected_for=left.collected_for,
    )  # fmt: skip
    trail.consulted(by=by, at=at, what="never-happened", people=[], categories=[])


def _asked(statement, given):
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [row[0] for row in cursor.fetchall()]


def _found(viewer, at, ask):
    with viewing(viewer, at, extract=True):
        return ask()


def _row_by_row(viewer, at):
    given = {"moves": [kind.value for kind in MOVES], "on": at.date()}
    return _found(viewer, at, lambda: _asked(ROW_BY_ROW, given | {"own": viewer.organisation_id}))


def _in_one_go(viewer, at):
    broken = _found(viewer, at, lambda: promises_for_extract(viewer, at.date()))
    return next(list(b.ids) for b in broken if b.what == "movements-without-handover")


def test_movements_without_a_handover_are_those_that_row_by_row_have_none(world):
    people = [hold(world, f"Sam Number{letter}") for letter in "abcde"]
    for number, held in enumerate(people[:3]):
        _leave_unfollowed(world, held, NOW + (number + 1) * HOUR)
    leave(world, people[3], at=NOW + HOUR)
    _never_happened(by=world.amara, at=NOW + 4 * HOUR, person_id=people[2].person_id)
    days = (0, 3, 300, 366, 367, 400)
    for at in (NOW + 5 * HOUR + timedelta(days=number) for number in days):
        for first in ("grace", "dana"):
            viewer = getattr(world, first)
            assert _in_one_go(viewer, at) == _row_by_row(viewer, at)
    assert len(_in_one_go(world.grace, NOW + 5 * HOUR)) == 2
    for first in ("joel", "priya", "nia"):
        assert _in_one_go(getattr(world, first), NOW + 5 * HOUR) == []


def test_whoever_knows_nobody_is_told_of_no_movement_and_no_passage(world):
    held = hold(world)
    _leave_unfollowed(world, held, NOW + HOUR)
    at = NOW + 2 * HOUR
    moves = ["SELECT care_moves_never_considered(%s, %s)", [["left"], NOW]]
    passages = [
        "SELECT pathway_one_of_each(%s, %s, %s, %s, %s::uuid[])",
        [NOW - 9 * HOUR, at, at, HOUR, []],
    ]
    assert len(_found(world.amara, at, lambda: _asked(*moves))) == 1
    assert _found(world.amara, at, lambda: _asked(*passages)) == [held.episode_id]
    for first in ("priya", "nia"):
        for question in (moves, passages):
            assert _found(getattr(world, first), at, lambda q=question: _asked(*q)) == []
    assert _found(world.dana, at, lambda: _asked(*passages)) == [], "the police cover no place"
    _asked("SELECT set_config('throughcare.organisation', '', true)", [])
    for question in (moves, passages):
        assert _asked(*question) == [], "nobody asks"


def test_one_of_each_has_every_sort_of_arrival_that_there_is(world):
    born = (date(1992, 3, 27), date(1992, 3, 28), date(2001, 12, 31), None)
    people = [
        hold(world, f"Sam Number{chr(97 + number)}", born=born[number % 4], suspected_of=offence,
             at=NOW - timedelta(days=number * 7))
        for number, offence in enumerate([OffenceGroup.THEFT, OffenceGroup.VIOLENCE] * 8)
    ]  # fmt: skip
    for number, held in enumerate(people):
        came = NOW - timedelta(days=number * 7)
        if number % 5 == 0:
            care.alert(
                by=world.dana, at=came, reasons=["mental-health"], person_id=held.person_id,
                episode_id=held.episode_id,
            )  # fmt: skip
        if number % 3:
            hours = 2 if number % 2 else 20
            how = Leaving.CHARGED_DETAINED if number % 4 == 1 else Leaving.NO_ACTION
            leave(world, held, at=came + hours * HOUR, leaving=how)

    def sorts(at, **more):
        rows = build(world.grace, at, PERIOD, **more).arrivals
        return [replace(row, reference="", person="") for row in rows]

    for at in (NOW + HOUR, NOW + 30 * HOUR, NOW + timedelta(days=40)):
        whole, each = sorts(at), sorts(at, one_of_each=True)
        assert set(each) == set(whole)
        assert len(whole) == 16
    twins = [hold(world, f"Ash Twin{letter}", at=NOW + HOUR) for letter in "abcd"]
    assert len(sorts(NOW + 2 * HOUR)) == 16 + len(twins)
    assert len(sorts(NOW + 2 * HOUR, one_of_each=True)) < 16 + len(twins)
    assert set(sorts(NOW + 2 * HOUR)) == set(sorts(NOW + 2 * HOUR, one_of_each=True))
