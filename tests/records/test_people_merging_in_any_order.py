"""Whatever is merged, edited and taken apart in any order: no row is lost or says anything else."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from tests.merging_world import (
    ROB,
    identity,
    merged,
    opened,
    rows_about_people,
    taken_apart,
)
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import Refused
from throughcare.care import actions as care
from throughcare.care.rules import NeedStatus, SafetyKind, SafetyState
from throughcare.people import actions
from throughcare.people.models import Person
from throughcare.people.rules import (
    NewName,
    Source,
)
from throughcare.screening.rules import NeedType

pytestmark = pytest.mark.django_db
CHANGED_BY_A_MERGE = ("person_id", "superseded_at", "kind")


def _said(row):
    return {key: value for key, value in row.items() if key not in CHANGED_BY_A_MERGE}


def _state(row):
    return {key: row[key] for key in CHANGED_BY_A_MERGE if key in row}


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
        held = identity(world, person, at)
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
    taken_apart(world, merge.merge_id, at=at)
    now = rows_about_people(world, at)
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
        opened(world, replace(ROB, names=[NewName(name, "Sampleford")], language=language))
        for name, language in (("Robin", "Polish"), ("Rob", ""), ("Robert", "Welsh"))
    ]
    standing: list[Standing] = []
    said, at = rows_about_people(world, NOW), NOW
    for step, choice in steps:
        at += timedelta(minutes=1)
        here = [one for one in people if one not in {merge.other for merge in standing}]
        person, other = here[choice % len(here)], here[(choice + 1) % len(here)]
        before = rows_about_people(world, at)
        if step == "merge" and person != other:
            try:
                standing.append(Standing(merged(world, person, other, at=at), other, before))
            except actions.CannotMerge:
                assert rows_about_people(world, at) == before
        elif step == "unmerge" and standing:
            _taken_apart(world, standing.pop(), at)
        else:
            _edit(world, step, person, choice, at)
            for merge in standing:
                merge.edited = True
        now = rows_about_people(world, at)
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
