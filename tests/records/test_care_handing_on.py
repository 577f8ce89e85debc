"""Handing everybody of a team or a leaver on: one offer, one answer, and nobody without a team."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.care_world import NOW, custody, hold, refer
from tests.custody import signed_in
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import NotPermitted, Refused
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.care.actions import Assessed
from throughcare.care.models import CourtRequirement, Need, Plan, PlanStep, Referral, Risk
from throughcare.care.queries import Work
from throughcare.care.rules import HeldPeople, NotTaken
from throughcare.people.queries import sight_of
from throughcare.web import clock

pytestmark = pytest.mark.django_db
ON = NOW.date()
SOON = ON + timedelta(days=5)


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return custody()


def burdened(world, name, worker=None):
    """Somebody for whom the team holds a need, a risk, a plan with a step, and a requirement."""
    held = hold(world, name)
    given = {"by": world.amara, "at": NOW, "person_id": held.person_id}
    care.record_need(**given, need="alcohol", status="confirmed")
    care.record_risk(**given, kind="self-harm", level="high", what_to_do="Look in", review_on=SOON)
    care.write_plan(**given, goals="A room", review_on=SOON, agreement="agreed")
    care.add_step(**given, what="Ring the GP", by_on=SOON)
    care.assess_requirement(**given, kind="drug", assessed=Assessed({}))
    if worker is not None:
        care.allocate(**given, worker_id=worker.worker_id)
    return held


def hand_on(world, to="youth", by=None, **more):
    given = {"reason": "Our team closes"} | more
    return care.hand_on(
        by=by or world.amara,
        at=NOW,
        from_team_id=given.pop("from_team_id", world.teams["liaison"]),
        to_team_id=world.teams[to],
        **given,
    )


def teams_of(world, viewer, held):
    """Which teams hold what of the person."""
    with viewing(viewer, NOW):
        of = {"person_id": held.person_id}
        return {
            *Need.objects.filter(**of).values_list("responsible_team_id", flat=True),
            *Risk.objects.filter(**of).values_list("team_id", flat=True),
            *Plan.objects.filter(**of).values_list("lead_team_id", flat=True),
            *PlanStep.objects.filter(**of).values_list("team_id", flat=True),
            *CourtRequirement.objects.filter(**of).values_list("team_id", flat=True),
        }


def test_until_the_other_team_accepts_the_giver_keeps_everything(world):
    held = [burdened(world, f"Person Number{number}") for number in range(3)]
    batch = hand_on(world)
    for one in held:
        assert teams_of(world, world.amara, one) == {world.teams["liaison"]}
    with viewing(world.joel, NOW):
        item = next(
            one for one in queries.worklist(world.joel, on=ON).items if one.work is Work.HAND_ON
        )
    assert (item.id, item.detail) == (
        batch,
        "3 people, from Ambershire Liaison and Diversion team",
    )
    assert care.take_over(by=world.joel, at=NOW, batch=batch) == 3
    for one in held:
        assert teams_of(world, world.joel, one) == {world.teams["youth"]}
        with viewing(world.joel, NOW + timedelta(days=400)):
            sight = sight_of(world.joel, one.person_id, at=NOW + timedelta(days=400))
            assert sight is not None, "whoever is responsible knows them"
    with pytest.raises(Refused, match="Joel Penrose answered meanwhile"):
        care.take_over(by=world.joel, at=NOW, batch=batch)


def test_a_no_has_a_reason_and_the_giver_may_take_the_offer_back(world):
    held = burdened(world, "Ann Held")
    batch = hand_on(world)
    with pytest.raises(Refused, match="Only the other side"):
        care.take_over(by=world.amara, at=NOW, batch=batch)
    with pytest.raises(Refused, match="Only the other side"):
        care.leave_with_giver(by=world.joel, at=NOW, batch=batch)
    assert care.leave_with_giver(by=world.joel, at=NOW, batch=batch, because=NotTaken.NO_CAPACITY)
    again = hand_on(world)
    care.leave_with_giver(by=world.amara, at=NOW, batch=again)
    assert teams_of(world, world.amara, held) == {world.teams["liaison"]}
    with pytest.raises(Refused, match="no such offer"):
        care.take_over(by=world.joel, at=NOW, batch=uuid4())


def test_a_leavers_people_go_alone_and_those_whom_nobody_works_with_after(world):
    leavers = burdened(world, "Leaver Person", world.amara)
    others = burdened(world, "Other Person", world.rhys)
    batch = hand_on(world, worker_id=world.amara.worker_id, everybody=False)
    care.take_over(by=world.joel, at=NOW, batch=batch)
    assert teams_of(world, world.joel, leavers) == {world.teams["youth"]}
    assert teams_of(world, world.amara, others) == {world.teams["liaison"]}
    care.staff_leaves(by=world.grace, at=NOW - timedelta(days=1), worker_id=world.rhys.worker_id)
    batch = hand_on(world, everybody=False)
    assert care.take_over(by=world.joel, at=NOW, batch=batch) == 1


def test_what_makes_no_sense_is_refused(world):
    with pytest.raises(Refused, match="nobody to hand on"):
        hand_on(world)
    burdened(world, "Ann Held")
    with pytest.raises(Refused, match="Only somebody of the team"):
        hand_on(world, from_team_id=world.teams["youth"], to="liaison")
    with pytest.raises(Refused, match="same team"):
        hand_on(world, to="liaison")
    with pytest.raises(Refused, match="does not take people over"):
        hand_on(world, to="drugs")
    with pytest.raises(Refused, match="Say why"):
        hand_on(world, reason=" ")
    with pytest.raises(NotPermitted):
        hand_on(world, by=world.dana)
    hand_on(world)
    with pytest.raises(Refused, match="offered to a team already"):
        hand_on(world)


def test_referrals_move_within_one_organisation_and_stay_with_another(world):
    held = burdened(world, "Ann Held")
    refer(world, held)
    care.take_over(by=world.joel, at=NOW, batch=hand_on(world))
    with viewing(world.amara, NOW):
        sent = Referral.objects.get(person_id=held.person_id)
    assert sent.from_team_id == world.teams["liaison"], "another organisation: theirs still"


def test_of_whom_something_is_offered_already_waits(world):
    held = HeldPeople({(one := uuid4()): None, (two := uuid4()): None}, frozenset({one}))
    assert held.of(None, everybody=True) == (two,)
    assert held.of(uuid4(), everybody=False) == ()
    assert world is not None


def test_a_team_with_people_offered_to_it_cannot_close(world):
    burdened(world, "Ann Held")
    hand_on(world)
    with viewing(world.grace, NOW):
        assert queries.held_by(world.grace, world.teams["youth"]).people == 1
    later = ON + timedelta(days=30)
    with viewing(world.grace, NOW, extract=True):
        broken = {one.what: one.count for one in queries.promises_for_extract(world.grace, later)}
    assert broken["hand-ons-overdue"] == 1


def test_the_pages_of_handing_on(world):
    amara, joel = (signed_in(Client(), world, first) for first in ("amara", "joel"))
    assert "holds nothing for anybody" in amara.get(reverse("hand_on")).content.decode()
    burdened(world, "Ann Held", world.amara)
    assert reverse("hand_on") in amara.get(reverse("caseload")).content.decode()
    page = amara.get(reverse("hand_on")).content.decode()
    assert "People of Amara Obi: 1 person" in page
    wrong = amara.post(reverse("hand_on"), {"form_key": str(uuid4())}).content.decode()
    assert "Select whose people" in wrong
    answers = {
        "whose": f"{world.teams['liaison']}:everybody",
        "to_team": str(world.teams["youth"]),
        "reason": "Our team closes",
        "form_key": str(uuid4()),
    }
    for _ in range(2):
        amara.post(reverse("hand_on"), answers)
    listed = joel.get(reverse("worklist")).content.decode()
    assert "1 person, from Ambershire Liaison and Diversion team" in listed
    href = reverse("take_over", args=[listed.split("/hand-on/")[1].split('"')[0]])
    page = joel.get(href).content.decode()
    assert "asks you to take over 1 person" in page
    assert "Ann Held" in page
    assert "Take back the offer of 1 person" in amara.get(href).content.decode()
    missing = joel.post(href, {"form_key": str(uuid4()), "answer": "declined"})
    assert "Select why not" in missing.content.decode()
    joel.post(href, {"form_key": str(uuid4()), "answer": "accepted"})
    assert joel.get(href).status_code == 404
    assert signed_in(Client(), world, "otto").get(href).status_code == 404
