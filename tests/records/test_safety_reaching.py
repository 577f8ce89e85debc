"""What the justice side is told of safety is what sharing lets through, page by page alike."""

import sys
from dataclasses import replace

import pytest

from tests.custody import arrived, suite
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.care.queries.safety import reaching
from throughcare.care.rules import SafetyKind, SafetyState
from throughcare.people.queries import sight_of
from throughcare.sharing.profiles import in_force
from throughcare.sharing.rules import Field, Recipient

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    world = staffed()
    person, ids = arrived(world.dana, suite(world))
    for kind in SafetyKind:
        care.note_safety(
            by=world.amara, at=NOW, person_id=person, kind=kind, state=SafetyState.YES
        )  # fmt: skip
    return world, person, ids.episode_id


def told(viewer, person, episode):
    """What the record, the board and a list say to somebody."""
    with viewing(viewer, NOW):
        record = {one.kind for one in queries.safety(sight_of(viewer, person, at=NOW))}
        mark = queries.board_marks(viewer, [episode], at=NOW)[episode]
        board = {one.kind for one in mark.safety}
        listed = {one.kind for one in queries.safety_of(viewer, [person], at=NOW)[person]}
    return record, board, listed


def without(field):
    """The book of the day, with one matter taken off the floor and the list of custody."""

    def changed(at):
        book = in_force(at)
        officer = Recipient.CUSTODY_OFFICER
        floor, profile = book.floors[officer], book.profiles[officer]
        fields = {each: why for each, why in floor.fields.items() if each is not field}
        allows = {each: why for each, why in profile.allows.items() if each is not field}
        return replace(
            book,
            floors={**book.floors, officer: replace(floor, fields=fields)},
            profiles={**book.profiles, officer: replace(profile, allows=allows)},
        )

    return changed


def test_everything_that_keeps_somebody_safe_reaches_custody_and_those_who_care(scene):
    world, person, episode = scene
    for viewer in (world.dana, world.amara):
        assert told(viewer, person, episode) == (set(SafetyKind),) * 3


def test_what_sharing_does_not_let_through_is_on_no_page_of_custody(scene, monkeypatch):
    world, person, episode = scene
    monkeypatch.setattr(
        sys.modules[reaching.__module__], "in_force", without(Field.WITHDRAWAL_ACTION)
    )
    for seen in told(world.dana, person, episode):
        assert seen == set(SafetyKind) - {SafetyKind.WITHDRAWAL}
    assert told(world.amara, person, episode) == (set(SafetyKind),) * 3


def test_a_court_is_told_nothing_of_safety_and_a_reception_what_its_floor_says(scene):
    world, *_ = scene
    assert not reaching(world.helen, NOW)
    assert SafetyKind.SELF_HARM in reaching(world.nia, NOW)
