"""Treatment requirements as they are kept: assessed, proposed, ordered, breached, ended."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.care_world import NOW, custody, hold
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import ChangedMeanwhile, NotPermitted, Refused
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.care.actions import Assessed
from throughcare.care.queries import Work
from throughcare.care.rules import (
    Met,
    OrderState,
    Provider,
    Suits,
    ToOrder,
    requirement_of,
)
from throughcare.people.queries import sight_of

pytestmark = pytest.mark.django_db
ON = NOW.date()
EVERY = {one.id: Met.YES for one in requirement_of("drug").criteria}
WHOLE = Assessed(EVERY, ToOrder.WILLING, "I want to stop", Provider.AGREED, "Recovery, Priya")


@pytest.fixture
def world():
    return custody()


def assess(world, held, assessed=WHOLE, **more):
    given = {"kind": "drug", "version": 0} | more
    return care.assess_requirement(
        by=world.amara, at=NOW, person_id=held.person_id, assessed=assessed, **given
    )


def follow(world, requirement, version, event, **more):
    given = {"on": ON, "note": ""} | more
    return care.follow_requirement(
        by=world.amara,
        at=NOW,
        requirement_id=requirement,
        version=version,
        event=event,
        **given,
    )


def now(world, held, by="amara"):
    viewer = world.viewers[by]
    with viewing(viewer, NOW):
        return queries.requirements_of(sight_of(viewer, held.person_id, at=NOW))


def test_a_requirement_goes_from_assessment_to_its_end(world):
    held = hold(world)
    one = assess(world, held, Assessed({"guilty": Met.YES, "range": Met.NO}))
    (stands,) = now(world, held)
    assert stands.suitability.suits is Suits.NOT_SUITABLE
    assert stands.answers["helps"] is Met.NOT_KNOWN
    with pytest.raises(Refused, match="Only what suits"):
        follow(world, one, 1, "proposed")
    assert assess(world, held, WHOLE, version=1) == one
    follow(world, one, 2, "proposed")
    follow(world, one, 3, "ordered")
    follow(world, one, 4, "started")
    follow(world, one, 5, "missed", note="Did not come")
    follow(world, one, 6, "breached", note="Twice missed")
    (stands,) = now(world, held)
    assert (stands.state, stands.open) == (OrderState.BREACHED, True)
    follow(world, one, 7, "goes-on", note="Fined")
    follow(world, one, 8, "reviewed", next_on=ON + timedelta(days=3))
    (stands,) = now(world, held)
    assert (stands.next_on, len(stands.events)) == (ON + timedelta(days=3), 9)
    follow(world, one, 9, "completed")
    (stands,) = now(world, held)
    assert (stands.state, stands.open, stands.next_on) == (OrderState.ENDED, False, None)
    assert assess(world, held) != one, "a new order is a new assessment"


def test_wrong_input_is_refused_and_of_two_writers_one_is_told(world):
    held = hold(world)
    with pytest.raises(Refused, match="no such requirement"):
        assess(world, held, kind="none")
    with pytest.raises(Refused, match="which service has agreed"):
        assess(world, held, Assessed(EVERY, provider=Provider.AGREED, provider_name=" "))
    one = assess(world, held)
    with pytest.raises(ChangedMeanwhile):
        assess(world, held, version=0)
    with pytest.raises(ChangedMeanwhile) as told:
        follow(world, one, 9, "ordered")
    assert told.value.current["state"] == "Suitability is being assessed"
    with pytest.raises(Refused, match="cannot follow"):
        follow(world, one, 1, "started")
    with pytest.raises(Refused, match="in the past"):
        follow(world, one, 1, "ordered", next_on=ON - timedelta(days=1))
    with pytest.raises(Refused, match="no such requirement"):
        follow(world, uuid4(), 1, "ordered")


def test_what_is_due_of_a_requirement_is_on_the_worklist_and_among_the_promises(world):
    held = hold(world)
    assess(world, held)
    with viewing(world.amara, NOW):
        (item,) = queries.worklist(world.amara, on=ON).items
        listed = queries.requirements_on_list(world.amara, [held.person_id])
    assert (item.work, item.task, item.detail) == (
        Work.ORDER,
        "Finish the assessment of suitability",
        "Drug rehabilitation requirement",
    )
    assert [state for _, state in listed[held.person_id]] == [OrderState.ASSESSING]
    later = ON + timedelta(days=9)
    with viewing(world.grace, NOW, extract=True):
        broken = queries.promises_for_extract(world.grace, later)
    assert next(one for one in broken if one.what == "orders-overdue").count == 1


def test_the_court_does_not_read_an_assessment(world):
    held = hold(world)
    assess(world, held)
    with pytest.raises(NotPermitted):
        now(world, held, by="dana")
    with pytest.raises(NotPermitted), viewing(world.helen, NOW):
        queries.requirements_on_list(world.helen, [held.person_id])


def test_an_answer_to_no_condition_of_it_is_refused(world):
    held = hold(world)
    strange = replace(WHOLE, answers=EVERY | {"made-up": Met.YES})
    with pytest.raises(Refused, match="no condition"):
        assess(world, held, strange)
    assert now(world, held) == []
