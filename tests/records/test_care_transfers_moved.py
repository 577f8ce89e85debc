"""Old rows of transfers to hospital: what was told as a step becomes an event, and a note stays."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection

from tests.prison_world import prison, received
from tests.world import NOW
from throughcare.access.actions.acting import bookkeeping, viewing
from throughcare.access.roles import Purpose
from throughcare.care.models import HospitalTransfer
from throughcare.pathway.models import Event

pytestmark = pytest.mark.django_db
MOVES = import_module("throughcare.care.migrations.0021_transfers_told_once")
HOUR = timedelta(hours=1)


@bookkeeping
def _told(*, by, at, person_id, steps):
    """Steps as they were kept before they were events of the journey."""
    rows = [
        HospitalTransfer(
            person_id=person_id,
            step=step,
            happened_at=at + number * HOUR,
            note=note,
            delay="no-bed" if step == "delayed" else "",
            recorded_at=at + number * HOUR,
            recorded_by_id=by.worker_id,
            collected_for=Purpose.CARE,
        )
        for number, (step, note) in enumerate(steps)
    ]
    return HospitalTransfer.objects.bulk_create(rows)


@bookkeeping
def _moved(*, by, at):
    """What the migration does first."""
    with connection.cursor() as cursor:
        cursor.execute(MOVES.MOVED)


def _events(person):
    kinds = (
        "hospital-transfer-referred",
        "hospital-transfer-assessed",
        "hospital-transfer-withdrawn",
    )
    rows = Event.objects.filter(person_id=person, kind__in=kinds).order_by("happened_at")
    return [(row.kind, row.happened_at) for row in rows]


def test_steps_without_a_note_become_events_once_and_only_these_are_taken_away():
    world = prison()
    person = received(world)
    told = _told(
        by=world.sol,
        at=NOW + HOUR,
        person_id=person,
        steps=(
            ("referred", ""),
            ("psychiatric-assessment", ""),
            ("no-transfer-needed", "They said what they thought of it"),
            ("delayed", ""),
        ),
    )
    for _ in "twice":
        _moved(by=world.sol, at=NOW + 9 * HOUR)
    with viewing(world.sol, NOW + 9 * HOUR):
        assert _events(person) == [
            ("hospital-transfer-referred", NOW + HOUR),
            ("hospital-transfer-assessed", NOW + 2 * HOUR),
        ]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT m.id FROM ({MOVES.STEPS}) m")
            gone = {row[0] for row in cursor.fetchall()}
    assert gone == {told[0].id, told[1].id}


def test_a_step_told_while_nobody_held_the_person_stays_a_step():
    world = prison()
    person = received(world)
    _told(by=world.sol, at=NOW - 30 * HOUR, person_id=person, steps=(("referred", ""),))
    _moved(by=world.sol, at=NOW)
    with viewing(world.sol, NOW):
        assert _events(person) == []
