"""A release is prepared matter by matter, people are reached afterwards, deaths are learnt from."""

from datetime import timedelta

import pytest

from tests.records.test_care_handovers import (
    HOUR,
    NOW,
    K,
    care,
    happens,
    kept,
    rows,
    sent_to_prison,
    worked_with,
)
from tests.records.test_care_handovers import world as world_of_movements
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import INSTALLATION, NotPermitted, Refused
from throughcare.care.models import Preparation
from throughcare.care.queries import prepared_of, reach_of, release_of
from throughcare.care.rules.release import Matter, Reach
from throughcare.pathway import actions as pathway
from throughcare.people.queries import sight_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
prison = world_of_movements


@pytest.fixture
def world(prison):
    pathway.cover(
        by=INSTALLATION, at=NOW, place_id=prison.organisations["fennick"],
        team_id=prison.teams["liaison"], under_18=None,
    )  # fmt: skip
    return prison


def received(world):
    held, at = sent_to_prison(world)
    came = at + HOUR
    happens(world, held.person_id, K.RECEIVED, "fennick", came, by=world.nia, detail="remand")
    return held, came


def found(world, held, at):
    with viewing(world.amara, at):
        return release_of(sight_of(world.amara, held.person_id, at=at))


def prepare(world, held, at, matter, **more):
    given = {"state": "done", "words": "x", "day": at.date() + DAY} | more
    return care.prepare(by=world.amara, at=at, person_id=held.person_id, matter=matter, **given)


def released(world, detail="planned"):
    held, came = received(world)
    out = came + 20 * DAY
    happens(world, held.person_id, K.RELEASED, "fennick", out, by=world.nia, detail=detail)
    return held, out


def test_preparation_begins_at_reception_with_nothing_known(world):
    held, came = received(world)
    now = found(world, held, came)
    assert now.readiness.settled == 0
    assert len(now.readiness.reasons) == len(Matter)
    assert now.reach is None


def test_a_matter_said_again_counts_and_the_earlier_word_is_kept(world):
    held, came = received(world)
    prepare(world, held, came, "gp-registration", state="to-do", who="Rhys", by_on=came.date())
    prepare(world, held, came + HOUR, "gp-registration")
    now = found(world, held, came + HOUR)
    assert now.readiness.settled == 1
    with viewing(world.amara, came + HOUR):
        assert Preparation.objects.count() == 2
        assert prepared_of(world.amara, [now.term.episode_id]) == {now.term.episode_id: 1}


def test_all_matters_make_ready_and_promises_say_who_is_not(world):
    held, came = received(world)
    leaves = came + 9 * DAY
    happens(
        world, held.person_id, K.RELEASE_PLANNED, "fennick", came + HOUR, by=world.nia,
        planned_for=leaves,
    )  # fmt: skip
    assert kept(world, came + HOUR)["release-unprepared"] == 1
    for matter in Matter:
        prepare(world, held, came + HOUR, matter)
    assert found(world, held, came + HOUR).readiness.ready
    assert kept(world, came + HOUR)["release-unprepared"] == 0


def test_what_is_too_little_or_too_late_is_refused(world):
    held, came = received(world)
    with pytest.raises(Refused, match="sleep tonight"):
        prepare(world, held, came, "accommodation", words="")
    with pytest.raises(Refused, match="never received"):
        prepare(world, worked_with(world), NOW, "accommodation")
    with pytest.raises(NotPermitted):
        care.prepare(by=world.nia, at=came, person_id=held.person_id, matter="phone", state="done")
    held, out = released(world)
    with pytest.raises(Refused, match="left already"):
        prepare(world, held, out, "phone")


def test_somebody_is_reached_and_seeing_them_closes_the_handover(world):
    held, out = released(world)
    late = out + 4 * DAY
    assert found(world, held, late).reach is Reach.OVERDUE
    assert kept(world, late)["released-without-contact"] == 1
    contact = {"by": world.amara, "at": late, "person_id": held.person_id}
    care.record_contact(**contact, kind="tried", note="Rang twice")
    assert kept(world, late)["released-without-contact"] == 0
    now = found(world, held, late)
    assert now.reach is Reach.ESCALATE
    with viewing(world.amara, late):
        assert reach_of(world.amara, [(now.term.episode_id, out)], at=late) == {
            now.term.episode_id: (Reach.ESCALATE, 1)
        }
    with pytest.raises(Refused, match="who was told"):
        care.record_contact(**contact, kind="escalated")
    care.record_contact(**contact, kind="escalated", note="Their probation practitioner")
    assert found(world, held, late).reach is Reach.ESCALATED
    assert rows(world, at=late)[-1].state == "waiting"
    care.record_contact(**contact, kind="seen")
    assert found(world, held, late).reach is Reach.REACHED
    assert rows(world, at=late)[-1].state == "seen"


def test_contacts_are_for_those_who_were_released(world):
    held, came = received(world)
    with pytest.raises(Refused, match="not released"):
        care.record_contact(by=world.amara, at=came, person_id=held.person_id, kind="tried")


def test_a_death_after_release_is_learnt_from_and_closes_no_need(world):
    held, out = released(world, "unplanned")
    at = out + 2 * DAY
    learn = {"by": world.amara, "at": at + HOUR, "person_id": held.person_id}
    with pytest.raises(Refused, match="No death"):
        care.record_learning(**learn, known="x", learnt="y")
    happens(world, held.person_id, K.DIED, "dock", at, by=world.amara, detail="after-release")
    assert rows(world, at=at)[-1].ended_because == "died"
    assert kept(world, at)["deaths-without-learning"] == 1
    with pytest.raises(Refused, match="what was known"):
        care.record_learning(**learn, known=" ", learnt="y")
    care.record_learning(**learn, known="Released from court", learnt="Ring the same day")
    assert kept(world, at)["deaths-without-learning"] == 0
    now = found(world, held, at + HOUR)
    assert now.learning[0].learnt == "Ring the same day"
    with viewing(world.amara, at + HOUR):
        assert sight_of(world.amara, held.person_id, at=at + HOUR) is not None
    assert kept(world, at)["needs-without-team"] == 0
