"""What was merged is taken apart: each row goes back, and none is lost or says anything else."""

from datetime import timedelta

import pytest

from tests.care_world import custody, hold, leave
from tests.merging_world import (
    LATER,
    LATEST,
    ROB,
    identity,
    merged,
    opened,
    rows_about_people,
    taken_apart,
)
from tests.records.test_people_registering import ROBIN
from tests.world import NOW, staffed
from throughcare.access.actions import trail
from throughcare.access.actions.acting import action, viewing
from throughcare.access.actions.relationships import Reason, claim, relate
from throughcare.access.models import Relationship
from throughcare.access.rules import Refused, RelationshipKind, Verb
from throughcare.care import actions as care
from throughcare.care import queries as care_queries
from throughcare.care.models import Need, NeedChange
from throughcare.care.rules import NeedStatus
from throughcare.pathway.models import Stay
from throughcare.people import queries
from throughcare.people.models import Person
from throughcare.screening.rules import NeedType

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return staffed()


@pytest.fixture
def two(world):
    return opened(world, ROBIN), opened(world, ROB)


def test_an_organisation_that_knew_one_of_them_knows_the_merged_record(world, two):
    keep, other = two
    relate(
        by=world.amara,
        at=NOW,
        reasons=[
            Reason(other, world.organisations["youth"], RelationshipKind.ALLOCATED, "Their worker")
        ],
    )
    merge_id = merged(world, keep, other)
    with viewing(world.joel, LATER):
        assert queries.sight_of(world.joel, other, at=LATER).person_id == keep
    taken_apart(world, merge_id)
    with viewing(world.joel, LATEST):
        assert queries.sight_of(world.joel, keep, at=LATEST) is None
        assert queries.sight_of(world.joel, other, at=LATEST).person_id == other


def test_two_reasons_of_one_kind_hold_for_as_long_as_either_did(world, two):
    keep, other = two
    court = world.organisations["court"]
    for person, days in ((keep, 1), (other, 3)):
        reason = Reason(
            person, court, RelationshipKind.INFORMED, "x", ends_at=NOW + timedelta(days=days)
        )
        relate(by=world.amara, at=NOW, reasons=[reason])
    merge_id = merged(world, keep, other)
    with viewing(world.helen, LATER):
        (held,) = Relationship.objects.filter(organisation_id=court, person_id=keep)
        assert held.ends_at == NOW + timedelta(days=3)
        assert not Relationship.objects.filter(person_id=other).exists()
    taken_apart(world, merge_id)
    with viewing(world.helen, LATEST):
        ends = dict(Relationship.objects.values_list("person_id", "ends_at"))
    assert ends == {keep: NOW + timedelta(days=1), other: NOW + timedelta(days=3)}


def test_the_later_of_two_merges_is_undone_first(world, two):
    keep, other = two
    third = opened(world, ROB)
    first = merged(world, keep, other)
    second = merged(world, keep, third, at=LATER + timedelta(minutes=1))
    with pytest.raises(Refused, match="Undo that merge first"):
        taken_apart(world, first)
    assert taken_apart(world, second) == third
    assert taken_apart(world, first) == other


def test_what_follows_on_something_goes_back_with_it(world, two):
    keep, other = two
    need = care.record_need(
        by=world.amara, at=NOW, person_id=other, need=NeedType.ANXIETY, status=NeedStatus.SUSPECTED
    )
    merge_id = merged(world, keep, other)
    at = LATER + timedelta(minutes=5)
    care.change_need(
        by=world.amara,
        at=at,
        need_id=need,
        version=1,
        status=NeedStatus.CONFIRMED,
        responsible_team_id=world.teams["liaison"],
        reason="Seen by a psychiatrist",
    )
    newer = care.record_need(
        by=world.amara, at=at, person_id=keep, need=NeedType.PSYCHOSIS, status=NeedStatus.SUSPECTED
    )
    taken_apart(world, merge_id)
    with viewing(world.amara, LATEST):
        whose = dict(Need.objects.values_list("id", "person_id"))
        followed = set(NeedChange.objects.filter(need_id=need).values_list("person_id", flat=True))
        assert Need.objects.get(pk=need).status == NeedStatus.CONFIRMED
    assert (whose, followed) == ({need: other, newer: keep}, {other})


def test_custody_episodes_and_what_the_team_did_follow():
    world = custody()
    first = hold(world, "Robin Sampleford", at=NOW - timedelta(days=3))
    leave(world, first, at=NOW - timedelta(days=2))
    second = hold(world, "Rob Sampelford", at=NOW)
    for held in (first, second):
        claim(by=world.amara, at=NOW, person_id=held.person_id, because="Comparing two records")
    before = rows_about_people(world, LATER)
    merge_id = merged(world, second.person_id, first.person_id)
    with viewing(world.amara, LATER):
        assert set(Stay.objects.values_list("person_id", flat=True)) == {second.person_id}
        sight = queries.sight_of(world.amara, second.person_id, at=LATER)
        assert {one.episode_id for one in care_queries.liaisons(sight)} >= {first.episode_id}
    taken_apart(world, merge_id)
    assert before == {
        key: row for key, row in rows_about_people(world, LATER).items() if key in before
    }


def test_a_restricted_record_stays_restricted_and_becomes_open_again(world, two):
    keep, other = two
    relate(
        by=world.amara,
        at=NOW,
        reasons=[
            Reason(one, world.organisations["liaison"], RelationshipKind.ALLOCATED, "x")
            for one in two
        ],
    )
    _restrict(world, other)
    merge_id = merged(world, keep, other)
    assert identity(world, keep).restricted
    taken_apart(world, merge_id)
    assert not identity(world, keep, LATEST).restricted
    assert identity(world, other, LATEST).restricted


def _restrict(world, person_id):
    @action
    def restrict(*, by, at):
        Person.objects.filter(pk=person_id).update(restricted=True)
        trail.write(by=by, at=at, verb=Verb.ALTER, what="restrict", people=[person_id])

    restrict(by=world.amara, at=NOW)
