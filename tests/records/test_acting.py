"""An action within an action is part of it: no mark of its own, and nothing of it stays alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.custody import arrived, suite
from tests.world import NOW, staffed
from throughcare.access.actions import trail
from throughcare.access.actions.acting import action, bookkeeping, viewing, whole
from throughcare.access.actions.relationships import claim
from throughcare.access.models import AuditEvent
from throughcare.access.rules import Refused, Verb

pytestmark = pytest.mark.django_db
SETTINGS = ("organisation", "worker", "sector", "at", "scope")


@pytest.fixture
def scene():
    world = staffed()
    return world, arrived(world.dana, suite(world))[0]


@action
def note(*, by, at, what="note"):
    """Leaves a row on the trail."""
    trail.write(by=by, at=at, verb=Verb.ALTER, what=what)


@bookkeeping
def note_then_refuse(*, by, at):
    """Leaves a row, looks as an extract does, and is refused."""
    note(by=by, at=at)
    with viewing(by, at, extract=True):
        raise Refused("Not today.")


def told():
    """For whom the database answers now."""
    names = ", ".join(f"current_setting('throughcare.{name}', true)" for name in SETTINGS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names}")
        return cursor.fetchone()


def test_an_action_within_an_action_sets_no_mark_of_its_own(scene):
    world, person = scene
    with (
        viewing(world.amara, NOW),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        claim(by=world.amara, at=NOW, person_id=person, because="They ask for it")
    marks = [one["sql"] for one in asked if one["sql"].startswith("SAVEPOINT")]
    assert len(marks) == 1, "claiming relates, and that is part of it"


def test_what_fails_within_an_action_fails_all_of_it_and_the_outer_viewer_is_told_again(scene):
    world, _ = scene
    with viewing(world.amara, NOW):
        before = told()
        with pytest.raises(Refused):
            note_then_refuse(by=world.dana, at=NOW)
        assert told() == before
        assert not AuditEvent.objects.filter(what="note").exists()
    with viewing(world.dana, NOW):
        assert not AuditEvent.objects.filter(what="note").exists()


def test_whole_is_kept_whole_or_not_at_all(scene):
    world, _ = scene

    def first_then_refuse():
        with whole():
            note(by=world.amara, at=NOW, what="first")
            note_then_refuse(by=world.amara, at=NOW)

    with pytest.raises(Refused):
        first_then_refuse()
    with whole(), CaptureQueriesContext(connection) as asked:
        note(by=world.amara, at=NOW, what="second")
    assert not [one for one in asked if "SAVEPOINT" in one["sql"]]
    with viewing(world.amara, NOW):
        kept = AuditEvent.objects.filter(what__in=["first", "second"])
        assert list(kept.values_list("what", flat=True)) == ["second"]
