"""Somebody who arrives may have a restricted record: a yes or no, kept on the trail."""

from dataclasses import replace
from datetime import date

import pytest

from tests.custody import arrived, somebody, suite
from tests.world import NOW, staffed
from throughcare.access.actions import trail
from throughcare.access.actions.acting import action, viewing
from throughcare.access.models import AuditEvent
from throughcare.access.rules import NotPermitted
from throughcare.care.actions import alert, begin
from throughcare.codes import Kind
from throughcare.pathway import actions, queries
from throughcare.pathway.models import Event
from throughcare.pathway.rules import EventKind
from throughcare.people.models import Person
from throughcare.people.rules import GivenNumber

pytestmark = pytest.mark.django_db
NUMBER = GivenNumber(Kind.NHS_NUMBER, "999 000 0018", verified=True)


@action
def _restrict(*, by, at, person_id):
    trail.consulted(by=by, at=at, what="restrict", people=[], categories=[])
    Person.objects.filter(pk=person_id).update(restricted=True)


@pytest.fixture
def scene():
    world = staffed()
    return world, suite(world)


def _held(world, place, person):
    person_id, ids = arrived(world.dana, place, person)
    begin(by=world.amara, at=NOW, person_id=person_id, episode_id=ids.episode_id)
    return person_id


def _hinted(world, person):
    with viewing(world.dana, NOW):
        return queries.may_be_restricted(world.dana, person, at=NOW)


def test_only_an_exact_name_and_birth_date_or_a_confirmed_number_is_hinted_at(scene):
    world, place = scene
    known = _held(world, place, replace(somebody(), identifiers=[NUMBER]))
    same_number = replace(somebody("Quite Another", date(1970, 1, 1)), identifiers=[NUMBER])
    assert not _hinted(world, somebody()), "an open record is recognised, not hinted at"
    assert not _hinted(world, same_number)
    _restrict(by=world.amara, at=NOW, person_id=known)
    assert _hinted(world, somebody())
    assert _hinted(world, same_number)
    assert not _hinted(world, somebody(born_on=date(1992, 3, 28)))
    assert not _hinted(world, somebody(born_on=None))
    assert not _hinted(world, somebody("Robyn Sampleford"))


def test_a_number_that_nobody_confirmed_is_no_hint(scene):
    world, place = scene
    typed = NUMBER._replace(verified=False)
    known = _held(world, place, replace(somebody(), identifiers=[typed]))
    _restrict(by=world.amara, at=NOW, person_id=known)
    asked = replace(somebody("Quite Another", date(1970, 1, 1)), identifiers=[NUMBER])
    assert not _hinted(world, asked)


@pytest.mark.parametrize("first", ["grace", "helen", "priya"])
def test_who_records_no_arrivals_is_told_nothing(scene, first):
    world, _ = scene
    viewer = world.viewers[first]
    with viewing(viewer, NOW), pytest.raises(NotPermitted):
        queries.may_be_restricted(viewer, somebody(), at=NOW)


def test_that_somebody_was_told_is_on_the_trail_before_and_after_it_is_recorded(scene):
    world, place = scene
    person_id, _ = arrived(world.dana, place)
    actions.told_of_restricted(by=world.dana, at=NOW)
    actions.told_of_restricted(by=world.dana, at=NOW, person_id=person_id)
    with viewing(world.dana, NOW):
        rows = AuditEvent.objects.filter(what="may-be-restricted").order_by("id")
        assert [(row.verb, list(row.person_ids)) for row in rows] == [
            ("consult", []),
            ("collect", [person_id]),
        ]


def test_every_alert_is_a_moment_of_the_journey_and_says_no_reason_there(scene):
    world, place = scene
    person_id, ids = arrived(world.dana, place)
    about = {"by": world.dana, "person_id": person_id, "episode_id": ids.episode_id}
    alert(**about, at=NOW, reasons=["woman"])
    alert(**about, at=NOW, reasons=["veteran"])
    with viewing(world.dana, NOW):
        events = Event.objects.filter(kind=EventKind.ALERTED)
        assert [(event.happened_at, event.note) for event in events] == [(NOW, "")] * 2
