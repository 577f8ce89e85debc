"""A plan in the person's words: versions, steps that teams agree to, and plans from elsewhere."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.care_world import NOW, custody, hold, leave
from tests.custody import signed_in
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import ChangedMeanwhile, Refused
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.care.queries import Work
from throughcare.care.rules import PlanAgreement, StepStatus, changes, refuse_plan, refuse_step
from throughcare.people.queries import sight_of
from throughcare.web import clock

pytestmark = pytest.mark.django_db
SOON = (NOW + timedelta(days=3)).date()
DAY = {"day": "9", "month": "11", "year": "2026"}


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return custody()


def _write(world, held, **more):
    given = {"goals": "To see my daughter", "review_on": SOON, "agreement": "agreed"} | more
    return care.write_plan(by=world.amara, at=NOW, person_id=held.person_id, **given)


def _sight(world, held, at=NOW):
    return sight_of(world.amara, held.person_id, at=at)


def test_a_plan_is_written_in_versions_and_two_writers_are_told(world):
    held = hold(world)
    with pytest.raises(Refused, match="own words"):
        _write(world, held, goals=" ")
    with pytest.raises(Refused, match="what the person says"):
        _write(world, held, agreement="disagreed")
    _write(world, held)
    _write(world, held, goals="A room of my own", why="She moved", version=1)
    with pytest.raises(ChangedMeanwhile):
        _write(world, held, version=1)
    with viewing(world.amara, NOW):
        now, before = queries.plan_versions(_sight(world, held))
    assert (now.version, now.goals, now.lead) == (2, "A room of my own", "Amara Obi")
    assert now.changed[0].before == "To see my daughter"
    assert before.changed == ()


def test_a_plan_and_its_steps_are_carried_through_a_move(world):
    held = hold(world)
    _write(world, held)
    care.record_need(
        by=world.amara, at=NOW, person_id=held.person_id, need="debt", status="suspected"
    )
    care.see(by=world.amara, at=NOW, person_id=held.person_id, episode_id=held.episode_id)
    leave(world, held, at=NOW + timedelta(hours=1))
    later = NOW + timedelta(days=2)
    with viewing(world.amara, later):
        assert queries.plan_versions(_sight(world, held, later))[0].goals == "To see my daughter"


def test_another_team_agrees_to_its_step_and_a_dropped_one_has_a_reason(world):
    held = hold(world)
    add = {"by": world.amara, "at": NOW, "person_id": held.person_id, "by_on": SOON}
    with pytest.raises(Refused, match="what is done"):
        care.add_step(**add, what=" ")
    with pytest.raises(Refused, match="in the past"):
        care.add_step(**(add | {"by_on": NOW.date() - timedelta(days=1)}), what="Ring")
    with pytest.raises(Refused, match="cannot be asked"):
        care.add_step(**add, what="Ring", team_id=world.teams["drugs"])
    with pytest.raises(Refused, match="no such need"):
        care.add_step(**add, what="Ring", need_id=uuid4())
    own = care.add_step(**add, what="Ring the GP")
    asked = care.add_step(**add, what="Visit", team_id=world.teams["youth"])
    with viewing(world.amara, NOW):
        by_id = {one.step_id: one.status for one in queries.steps(_sight(world, held))}
        assert by_id == {own: StepStatus.AGREED, asked: StepStatus.ASKED}
        listed = queries.worklist(world.amara, on=SOON).items
        assert [one.work for one in listed] == [Work.STEP]
    change = {"by": world.amara, "at": NOW}
    with pytest.raises(Refused, match="Only the team that does it"):
        care.change_step(**change, step_id=asked, to="agreed")
    with pytest.raises(Refused, match="Say why"):
        care.change_step(**change, step_id=asked, to="dropped")
    care.change_step(**change, step_id=own, to="done", why="Registered")
    with pytest.raises(Refused, match="done already"):
        care.change_step(**change, step_id=own, to="dropped", why="x")
    with pytest.raises(Refused, match="no such step"):
        care.change_step(**change, step_id=held.person_id, to="done")


def test_a_plan_from_elsewhere_stays_as_it_came_with_whose_it_is(world):
    held = hold(world)
    take = {"by": world.amara, "at": NOW, "person_id": held.person_id, "words": "Rest"}
    with pytest.raises(Refused, match="which service"):
        care.take_in_plan(**take, made_by=" ", made_on=NOW.date())
    with pytest.raises(Refused, match="in the future"):
        care.take_in_plan(**take, made_by="Pennmoor", made_on=SOON)
    care.take_in_plan(**take, made_by="Pennmoor team", made_on=NOW.date())
    with viewing(world.amara, NOW):
        (one,) = queries.plans_from_elsewhere(_sight(world, held))
    assert (one.made_by, one.words, one.who) == ("Pennmoor team", "Rest", "Amara Obi")


def test_the_rules_of_a_plan():
    on = NOW.date()
    past = refuse_plan(
        goals="x", review_on=on - timedelta(days=1), on=on, agreement=PlanAgreement.AGREED, said=""
    )
    assert "in the past" in past
    assert "Nothing has changed" in refuse_step(
        StepStatus.AGREED, StepStatus.AGREED, own=True, why=""
    )
    assert "Nothing" in refuse_step(StepStatus.AGREED, StepStatus.ASKED, own=True, why="")
    assert refuse_step(StepStatus.ASKED, StepStatus.AGREED, own=True, why="") == ""
    assert changes({"a": "1"}, {"a": "1", "b": "2"})[0].what == "b"


def test_the_pages_of_a_plan(world):
    held = hold(world)
    amara = signed_in(Client(), world, "amara")

    def send(name, *args, **answers):
        href = reverse(name, args=[held.person_id, *args])
        given = {"form_key": str(uuid4()), **answers}
        return amara.post(href, given, follow=True).content.decode()

    empty = amara.get(reverse("plan", args=[held.person_id])).content.decode()
    assert "There is no plan yet" in empty
    review = {f"review_on-{part}": value for part, value in DAY.items()}
    wanted = {"goals": "To see my daughter", "agreement": "agreed", **review}
    assert "To see my daughter" in send("write_plan", version="0", **wanted)
    assert "wrote version 1 while you were" in send("write_plan", version="0", **wanted)
    more = {
        "crisis": "Ring Sam, then the night line",
        "safeguarding": "Two children at home",
        "lead_contact": "01632 960 001, Monday to Friday",
        "strengths": "My allotment",
        "why": "We talked again",
    }
    page = send("write_plan", version="1", **(wanted | more))
    for said in (*more.values(), "Amara Obi", "To see my daughter"):
        assert said in page
    by = {f"by_on-{part}": value for part, value in DAY.items()}
    team = str(world.teams["liaison"])
    step = send("add_step", what="Ring the GP", team_id=team, **by)
    assert "Ring the GP" in step
    step_id = step.split("/plan/steps/")[2].split('"')[0]
    if step_id == "add":
        step_id = step.split("/plan/steps/")[1].split('"')[0]
    assert "Registered" in send("change_step", step_id, to="done", why="Registered")
    made = {f"made_on-{part}": value for part, value in (DAY | {"day": "1"}).items()}
    assert "Pennmoor team, of" in send(
        "take_in_plan", made_by="Pennmoor team", words="Rest", **made
    )
    assert amara.get(reverse("change_step", args=[held.person_id, uuid4()])).status_code == 404
