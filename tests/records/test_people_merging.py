"""Two records of one person become one, and two again; no row is lost or says anything else."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from tests.care_world import custody, hold, leave
from tests.records.test_people_registering import ROBIN
from tests.world import NOW, staffed
from throughcare.access import queries as access
from throughcare.access.actions import trail
from throughcare.access.actions.acting import action, viewing
from throughcare.access.actions.relationships import Reason, claim, relate
from throughcare.access.models import AuditEvent, Relationship
from throughcare.access.rules import NotPermitted, Refused, RelationshipKind, Verb
from throughcare.care import actions as care
from throughcare.care import queries as care_queries
from throughcare.care.models import Need, NeedChange, SafetyFact
from throughcare.care.rules import NeedStatus, SafetyKind, SafetyState
from throughcare.codes import Kind, synthetic_nhs_number
from throughcare.pathway.models import Stay
from throughcare.people import actions, queries
from throughcare.people.models import Identifier, Merge, Person
from throughcare.people.rules import (
    BornPrecision,
    GivenNumber,
    NameKind,
    NewAddress,
    NewName,
    NewPerson,
    Sex,
    Source,
)
from throughcare.screening.rules import NeedType

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
LATEST = NOW + timedelta(hours=2)
CHANGED_BY_A_MERGE = ("person_id", "superseded_at", "kind")

ROB = NewPerson(
    names=[NewName("Rob", "Sampelford"), NewName("Robbie", kind=NameKind.KNOWN_AS)],
    source=Source.CUSTODY_RECORD,
    born_on=date(1992, 3, 1),
    born_precision=BornPrecision.MONTH,
    identifiers=[(Kind.CRO, "not a number")],
    gender="man",
    language="Polish",
    interpreter=True,
    address=NewAddress(no_fixed_abode=True),
)


def _open(world, person, viewer=None):
    return actions.register(
        by=viewer or world.amara,
        at=NOW,
        person=person,
        relationship=RelationshipKind.SELF_CLAIMED,
        because="New person",
    )


def _merge(world, keep, other, at=LATER, **more):
    return actions.merge(by=world.amara, at=at, keep=keep, other=other, because="Same face", **more)


def _unmerge(world, merge_id, at=LATEST):
    return actions.unmerge(by=world.amara, at=at, merge_id=merge_id, because="A cousin")


def _identity(world, person_id, at=LATER):
    with viewing(world.amara, at):
        sight = queries.sight_of(world.amara, person_id, at=at)
        assert sight is not None
        return queries.identity(sight)


def _rows(world, at):
    """Every row about anybody that the viewer can see, by table and id."""
    found = {}
    with viewing(world.amara, at):
        for model in apps.get_models():
            columns = [field.attname for field in model._meta.concrete_fields]
            if "person_id" in columns:
                for row in model._default_manager.values(*columns):
                    found[(model._meta.db_table, row.pop("id"))] = row
    return found


def _said(row):
    return {key: value for key, value in row.items() if key not in CHANGED_BY_A_MERGE}


def _state(row):
    return {key: row[key] for key in CHANGED_BY_A_MERGE if key in row}


@pytest.fixture
def world():
    return staffed()


@pytest.fixture
def two(world):
    return _open(world, ROBIN), _open(world, ROB)


def test_the_kept_record_knows_what_either_knew(world, two):
    keep, other = two
    _merge(world, keep, other)
    found = _identity(world, keep)
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
    keep = _open(world, NewPerson(names=[NewName("Robin")], source=Source.PERSON))
    other = _open(world, ROBIN)
    _merge(world, keep, other)
    found = _identity(world, keep)
    assert found.details == replace(
        ROBIN,
        names=[NewName("Robin"), NewName("Robin", "Sampleford", NameKind.ALIAS), ROBIN.names[1]],
        source=Source.MERGED,
    )
    with viewing(world.amara, LATER):
        assert Person.objects.get(pk=keep).born_on == ROBIN.born_on


def test_a_merged_record_is_opened_as_the_one_it_went_into(world, two):
    keep, other = two
    _merge(world, keep, other)
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
    merge_id = _merge(world, keep, other)
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
    merge_id = _merge(world, keep, other)
    assert {*before, *_looks(world, keep, NOW)} <= set(_looks(world, keep, LATER))
    _unmerge(world, merge_id)
    again = _looks(world, other, LATEST)
    assert set(before) <= set(again)
    assert ("merge", LATER) in again


def _looks(world, person_id, at):
    with viewing(world.amara, at):
        sight = queries.sight_of(world.amara, person_id, at=at)
        return [(look.what, look.at) for look in access.looks(sight)]


def test_an_organisation_that_knew_one_of_them_knows_the_merged_record(world, two):
    keep, other = two
    relate(
        by=world.amara,
        at=NOW,
        reasons=[
            Reason(other, world.organisations["youth"], RelationshipKind.ALLOCATED, "Their worker")
        ],
    )
    merge_id = _merge(world, keep, other)
    with viewing(world.joel, LATER):
        assert queries.sight_of(world.joel, other, at=LATER).person_id == keep
    _unmerge(world, merge_id)
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
    merge_id = _merge(world, keep, other)
    with viewing(world.helen, LATER):
        (held,) = Relationship.objects.filter(organisation_id=court, person_id=keep)
        assert held.ends_at == NOW + timedelta(days=3)
        assert not Relationship.objects.filter(person_id=other).exists()
    _unmerge(world, merge_id)
    with viewing(world.helen, LATEST):
        ends = dict(Relationship.objects.values_list("person_id", "ends_at"))
    assert ends == {keep: NOW + timedelta(days=1), other: NOW + timedelta(days=3)}


def test_a_yes_is_not_hidden_by_a_no(world, two):
    keep, other = two
    for person, state in ((keep, SafetyState.NO), (other, SafetyState.YES)):
        care.note_safety(
            by=world.amara, at=NOW, person_id=person, kind=SafetyKind.SELF_HARM, state=state
        )
    merge_id = _merge(world, keep, other)
    assert _safety(world, keep) == [SafetyState.YES]
    _unmerge(world, merge_id)
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
    keep = _open(world, replace(ROBIN, identifiers=[(Kind.NHS_NUMBER, number)]))
    other = _open(world, replace(ROB, identifiers=[GivenNumber(Kind.NHS_NUMBER, number, True)]))
    merge_id = _merge(world, keep, other)
    assert _identity(world, keep).details.numbers == (GivenNumber(Kind.NHS_NUMBER, number, True),)
    _unmerge(world, merge_id)
    with viewing(world.amara, LATEST):
        held = set(
            Identifier.objects.filter(superseded_at__isnull=True).values_list(
                "person_id", "verified"
            )
        )
    assert held == {(keep, False), (other, True)}


def test_two_confirmed_numbers_that_differ_need_a_reason_of_their_own(world):
    people = [
        _open(world, replace(ROBIN, identifiers=[GivenNumber(Kind.NHS_NUMBER, number, True)]))
        for number in (synthetic_nhs_number(7), synthetic_nhs_number(8))
    ]
    with pytest.raises(Refused, match="own confirmed NHS number"):
        _merge(world, *people)
    merge_id = _merge(world, *people, although="One was given twice; the GP confirmed it")
    with viewing(world.amara, LATER):
        assert Merge.objects.get(pk=merge_id).although.startswith("One was given twice")


def test_a_reason_is_needed_each_way(world, two):
    with pytest.raises(Refused, match="Say why"):
        actions.merge(by=world.amara, at=LATER, keep=two[0], other=two[1], because=" ")
    merge_id = _merge(world, *two)
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
    merge_id = _merge(world, *two)
    for viewer in (world.dana, world.rhys, world.otto, world.ifan):
        with pytest.raises(NotPermitted):
            actions.unmerge(by=viewer, at=LATEST, merge_id=merge_id, because="A cousin")
    with pytest.raises(NotPermitted):
        _unmerge(world, uuid4())


def test_a_record_is_not_merged_with_itself_or_twice(world, two):
    keep, other = two
    with pytest.raises(Refused, match="merged with another"):
        _merge(world, keep, keep)
    merge_id = _merge(world, keep, other)
    with pytest.raises(Refused, match="merged into another"):
        _merge(world, keep, other)
    _unmerge(world, merge_id)
    with pytest.raises(Refused, match="undone already"):
        _unmerge(world, merge_id)


def test_the_later_of_two_merges_is_undone_first(world, two):
    keep, other = two
    third = _open(world, ROB)
    first = _merge(world, keep, other)
    second = _merge(world, keep, third, at=LATER + timedelta(minutes=1))
    with pytest.raises(Refused, match="Undo that merge first"):
        _unmerge(world, first)
    assert _unmerge(world, second) == third
    assert _unmerge(world, first) == other


def test_what_a_person_has_once_stands_against_a_merge(world, two):
    for person in two:
        care.record_need(
            by=world.amara,
            at=NOW,
            person_id=person,
            need=NeedType.ANXIETY,
            status=NeedStatus.SUSPECTED,
        )
    before = _rows(world, LATER)
    with pytest.raises(actions.CannotMerge) as no:
        _merge(world, *two)
    assert no.value.both == ("need_open_once_per_type",)
    assert _rows(world, LATER) == before


def test_what_follows_on_something_goes_back_with_it(world, two):
    keep, other = two
    need = care.record_need(
        by=world.amara, at=NOW, person_id=other, need=NeedType.ANXIETY, status=NeedStatus.SUSPECTED
    )
    merge_id = _merge(world, keep, other)
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
    _unmerge(world, merge_id)
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
    before = _rows(world, LATER)
    merge_id = _merge(world, second.person_id, first.person_id)
    with viewing(world.amara, LATER):
        assert set(Stay.objects.values_list("person_id", flat=True)) == {second.person_id}
        sight = queries.sight_of(world.amara, second.person_id, at=LATER)
        assert {one.episode_id for one in care_queries.liaisons(sight)} >= {first.episode_id}
    _unmerge(world, merge_id)
    assert before == {key: row for key, row in _rows(world, LATER).items() if key in before}


def test_somebody_who_was_in_two_places_at_once_is_not_one_person():
    world = custody()
    two = [hold(world, name) for name in ("Robin Sampleford", "Rob Sampelford")]
    with pytest.raises(actions.CannotMerge) as no:
        _merge(world, *(held.person_id for held in two))
    assert "stay_in_one_place_at_a_time" in no.value.both


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
    merge_id = _merge(world, keep, other)
    assert _identity(world, keep).restricted
    _unmerge(world, merge_id)
    assert not _identity(world, keep, LATEST).restricted
    assert _identity(world, other, LATEST).restricted


def _restrict(world, person_id):
    @action
    def restrict(*, by, at):
        Person.objects.filter(pk=person_id).update(restricted=True)
        trail.write(by=by, at=at, verb=Verb.ALTER, what="restrict", people=[person_id])

    restrict(by=world.amara, at=NOW)


@dataclass
class Standing:
    """A merge that stands, and every row as it was before."""

    merge_id: UUID
    other: UUID
    before: dict
    edited: bool = False


STEP = st.sampled_from(["merge", "merge", "unmerge", "correct", "safety", "need"])
STEPS = st.lists(st.tuples(STEP, st.integers(0, 999)), min_size=1, max_size=9)


def _edit(world, step, person, choice, at):
    if step == "correct":
        held = _identity(world, person, at)
        details = replace(held.details, gender=f"said at {at:%H:%M}", source=Source.PERSON)
        actions.correct(
            by=world.amara, at=at, person_id=person, version=held.version, details=details
        )
    elif step == "safety":
        state = list(SafetyState)[choice % 3]
        care.note_safety(
            by=world.amara, at=at, person_id=person, kind=SafetyKind.SELF_HARM, state=state
        )
    elif step == "need":
        need, status = list(NeedType)[choice % 2], NeedStatus.SUSPECTED
        with suppress(Refused):
            care.record_need(by=world.amara, at=at, person_id=person, need=need, status=status)


def _taken_apart(world, merge, at):
    """Each row is with the person it was about, and closed or open as it was."""
    _unmerge(world, merge.merge_id, at=at)
    now = _rows(world, at)
    for key, row in merge.before.items():
        assert now[key]["person_id"] == row["person_id"], key
        if row["person_id"] == merge.other:
            assert _state(now[key]) == _state(row), key
    if not merge.edited:
        assert {key: now[key] for key in merge.before} == merge.before


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)
@given(steps=STEPS)
@example(steps=[("safety", 0), ("merge", 1), ("safety", 1), ("correct", 0), ("merge", 0)])
@example(steps=[("merge", 0), ("need", 0), ("unmerge", 0), ("merge", 1), ("correct", 0)])
def test_any_merges_edits_and_unmerges_keep_every_row_and_lead_back(steps):
    """No row is lost and none changes what it says, whatever is merged, edited and undone."""
    world = staffed()
    people = [
        _open(world, replace(ROB, names=[NewName(name, "Sampleford")], language=language))
        for name, language in (("Robin", "Polish"), ("Rob", ""), ("Robert", "Welsh"))
    ]
    standing: list[Standing] = []
    said, at = _rows(world, NOW), NOW
    for step, choice in steps:
        at += timedelta(minutes=1)
        here = [one for one in people if one not in {merge.other for merge in standing}]
        person, other = here[choice % len(here)], here[(choice + 1) % len(here)]
        before = _rows(world, at)
        if step == "merge" and person != other:
            try:
                standing.append(Standing(_merge(world, person, other, at=at), other, before))
            except actions.CannotMerge:
                assert _rows(world, at) == before
        elif step == "unmerge" and standing:
            _taken_apart(world, standing.pop(), at)
        else:
            _edit(world, step, person, choice, at)
            for merge in standing:
                merge.edited = True
        now = _rows(world, at)
        for key, row in said.items():
            assert key in now, key
            if key[0] != "access_relationship":  # two of one kind hold as long as either did
                assert _said(now[key]) == _said(row), key
        said |= now
    while standing:
        at += timedelta(minutes=1)
        _taken_apart(world, standing.pop(), at)
    with viewing(world.amara, at):
        assert Person.objects.filter(pk__in=people, merged_into=None).count() == len(people)
