"""Two records of one person become one: what is known then, and what stands against it."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tests.care_world import custody, hold
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
from throughcare.access import queries as access
from throughcare.access.actions.acting import viewing
from throughcare.access.actions.relationships import Reason, relate
from throughcare.access.models import AuditEvent
from throughcare.access.rules import NotPermitted, Refused, RelationshipKind, Verb
from throughcare.care import actions as care
from throughcare.care.models import SafetyFact
from throughcare.care.rules import NeedStatus, SafetyKind, SafetyState
from throughcare.codes import Kind, synthetic_nhs_number
from throughcare.people import actions, queries
from throughcare.people.models import Identifier, Merge, Person
from throughcare.people.rules import (
    GivenNumber,
    NameKind,
    NewName,
    NewPerson,
    Sex,
    Source,
)
from throughcare.screening.rules import NeedType

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return staffed()


@pytest.fixture
def two(world):
    return opened(world, ROBIN), opened(world, ROB)


def test_the_kept_record_knows_what_either_knew(world, two):
    keep, other = two
    merged(world, keep, other)
    found = identity(world, keep)
    assert found.name == "Robin Sampleford"
    assert found.known_as == "Rob"
    assert {name.whole for name in found.details.names if name.kind is NameKind.ALIAS} == {
        "Rob Sampelford",
        "Robbie",
    }
    assert (found.details.born_on, found.details.sex) == (ROBIN.born_on, Sex.MALE)
    assert (found.details.gender, found.details.language) == ("man", "English")
    assert found.details.interpreter, "either says so, and nobody is misunderstood"
    assert found.details.source is Source.MERGED


def test_what_the_kept_record_did_not_know_is_learnt(world):
    keep = opened(world, NewPerson(names=[NewName("Robin")], source=Source.PERSON))
    other = opened(world, ROBIN)
    merged(world, keep, other)
    found = identity(world, keep)
    assert found.details == replace(
        ROBIN,
        names=[NewName("Robin"), NewName("Robin", "Sampleford", NameKind.ALIAS), ROBIN.names[1]],
        source=Source.MERGED,
    )
    with viewing(world.amara, LATER):
        assert Person.objects.get(pk=keep).born_on == ROBIN.born_on


def test_a_merged_record_is_opened_as_the_one_it_went_into(world, two):
    keep, other = two
    merged(world, keep, other)
    with viewing(world.amara, LATER):
        sight = queries.sight_of(world.amara, other, at=LATER)
        assert sight is not None
        assert sight.person_id == keep
        assert not Person.objects.filter(pk=other).exists()
        with pytest.raises(Refused, match="merged into another"):
            actions.correct(by=world.amara, at=LATER, person_id=other, version=1, details=ROB)
    with viewing(world.otto, LATER):
        assert queries.sight_of(world.otto, other, at=LATER) is None


def test_who_merged_them_and_why_is_on_the_record_and_on_the_trail(world, two):
    keep, other = two
    merge_id = merged(world, keep, other)
    with viewing(world.amara, LATER):
        sight = queries.sight_of(world.amara, keep, at=LATER)
        (one,) = queries.merges(sight)
        row = AuditEvent.objects.get(verb=Verb.COMBINE)
    assert (one.merge_id, one.name, one.because) == (merge_id, "Rob Sampelford", "Same face")
    assert (one.merged_by, one.undo) == ("Amara Obi", True)
    assert (row.what, row.person_ids) == ("merge", [keep, other])


def test_who_looked_at_either_is_told_with_the_kept_record_and_again_apart(world, two):
    keep, other = two
    before = _looks(world, other, NOW)
    merge_id = merged(world, keep, other)
    assert {*before, *_looks(world, keep, NOW)} <= set(_looks(world, keep, LATER))
    taken_apart(world, merge_id)
    again = _looks(world, other, LATEST)
    assert set(before) <= set(again)
    assert ("merge", LATER) in again


def _looks(world, person_id, at):
    with viewing(world.amara, at):
        sight = queries.sight_of(world.amara, person_id, at=at)
        return [(look.what, look.at) for look in access.looks(sight)]


def test_a_yes_is_not_hidden_by_a_no(world, two):
    keep, other = two
    for person, state in ((keep, SafetyState.NO), (other, SafetyState.YES)):
        care.note_safety(
            by=world.amara, at=NOW, person_id=person, kind=SafetyKind.SELF_HARM, state=state
        )
    merge_id = merged(world, keep, other)
    assert _safety(world, keep) == [SafetyState.YES]
    taken_apart(world, merge_id)
    assert (_safety(world, keep), _safety(world, other)) == ([SafetyState.NO], [SafetyState.YES])


def _safety(world, person_id):
    with viewing(world.amara, LATEST):
        return list(
            SafetyFact.objects.filter(person_id=person_id, superseded_at__isnull=True).values_list(
                "state", flat=True
            )
        )


def test_the_confirmed_one_of_two_equal_numbers_counts(world):
    number = synthetic_nhs_number(7)
    keep = opened(world, replace(ROBIN, identifiers=[(Kind.NHS_NUMBER, number)]))
    other = opened(world, replace(ROB, identifiers=[GivenNumber(Kind.NHS_NUMBER, number, True)]))
    merge_id = merged(world, keep, other)
    assert identity(world, keep).details.numbers == (GivenNumber(Kind.NHS_NUMBER, number, True),)
    taken_apart(world, merge_id)
    with viewing(world.amara, LATEST):
        held = set(
            Identifier.objects.filter(superseded_at__isnull=True).values_list(
                "person_id", "verified"
            )
        )
    assert held == {(keep, False), (other, True)}


def test_two_confirmed_numbers_that_differ_need_a_reason_of_their_own(world):
    people = [
        opened(world, replace(ROBIN, identifiers=[GivenNumber(Kind.NHS_NUMBER, number, True)]))
        for number in (synthetic_nhs_number(7), synthetic_nhs_number(8))
    ]
    with pytest.raises(Refused, match="own confirmed NHS number"):
        merged(world, *people)
    merge_id = merged(world, *people, although="One was given twice; the GP confirmed it")
    with viewing(world.amara, LATER):
        assert Merge.objects.get(pk=merge_id).although.startswith("One was given twice")


def test_a_reason_is_needed_each_way(world, two):
    with pytest.raises(Refused, match="Say why"):
        actions.merge(by=world.amara, at=LATER, keep=two[0], other=two[1], because=" ")
    merge_id = merged(world, *two)
    with pytest.raises(Refused, match="Say why"):
        actions.unmerge(by=world.amara, at=LATEST, merge_id=merge_id, because="")


def test_who_may_not_merge_merges_nothing(world, two):
    relate(
        by=world.amara,
        at=NOW,
        reasons=[
            Reason(one, world.organisations["police"], RelationshipKind.PRESENT, "x") for one in two
        ],
    )
    for viewer in (world.dana, world.rhys, world.otto, world.ifan):
        with pytest.raises(NotPermitted):
            actions.merge(by=viewer, at=LATER, keep=two[0], other=two[1], because="Same face")
    merge_id = merged(world, *two)
    for viewer in (world.dana, world.rhys, world.otto, world.ifan):
        with pytest.raises(NotPermitted):
            actions.unmerge(by=viewer, at=LATEST, merge_id=merge_id, because="A cousin")
    with pytest.raises(NotPermitted):
        taken_apart(world, uuid4())


def test_a_record_is_not_merged_with_itself_or_twice(world, two):
    keep, other = two
    with pytest.raises(Refused, match="merged with another"):
        merged(world, keep, keep)
    merge_id = merged(world, keep, other)
    with pytest.raises(Refused, match="merged into another"):
        merged(world, keep, other)
    taken_apart(world, merge_id)
    with pytest.raises(Refused, match="undone already"):
        taken_apart(world, merge_id)


def test_what_a_person_has_once_stands_against_a_merge(world, two):
    for person in two:
        care.record_need(
            by=world.amara,
            at=NOW,
            person_id=person,
            need=NeedType.ANXIETY,
            status=NeedStatus.SUSPECTED,
        )
    before = rows_about_people(world, LATER)
    with pytest.raises(actions.CannotMerge) as no:
        merged(world, *two)
    assert no.value.both == ("need_open_once_per_type",)
    assert rows_about_people(world, LATER) == before


def test_somebody_who_was_in_two_places_at_once_is_not_one_person():
    world = custody()
    two = [hold(world, name) for name in ("Robin Sampleford", "Rob Sampelford")]
    with pytest.raises(actions.CannotMerge) as no:
        merged(world, *(held.person_id for held in two))
    assert "stay_in_one_place_at_a_time" in no.value.both
