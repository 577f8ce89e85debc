"""Health in custody as it is kept: steps of programmes, results that few may see, what is due."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from tests.journey_world import happens
from tests.prison_world import DAY, moved, prison, received
from tests.world import NOW
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import NotPermitted, Refused
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.care.models import HealthStep
from throughcare.care.rules import Group, StepState, ToldBy
from throughcare.pathway.rules import EventKind
from throughcare.people.queries import sight_of
from throughcare.people.rules import Sex

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def world():
    return prison()


def answer(world, person, programme, step, said="done", at=NOW, **more):
    return care.answer_step(
        by=world.sol,
        at=at,
        person_id=person,
        programme=programme,
        step=step,
        answer=said,
        happened_at=more.pop("happened_at", at),
        **more,
    )


def now(world, person, at=NOW, by="sol"):
    viewer = world.viewers[by]
    with viewing(viewer, at):
        return queries.health(sight_of(viewer, person, at=at))


def states(world, person, programme, at=NOW):
    return {one.step.id: one.state for one in now(world, person, at).of(programme).steps}


def due(world, where="fennick", at=NOW, **how):
    with viewing(world.sol, at):
        return queries.health_due(world.sol, world.organisations[where], at=at, **how)


def test_a_screen_recorded_at_reception_is_done_on_the_health_page_too(world):
    person = received(world)
    assert states(world, person, "second-stage") == {"done": StepState.DUE}
    happens(
        world.nia, person, EventKind.SECOND_SCREENED, world.organisations["fennick"], NOW + HOUR
    )
    assert states(world, person, "second-stage", NOW + HOUR) == {"done": StepState.DONE}
    care.reconcile_medicines(
        by=world.sol, at=NOW, person_id=person, told_by=[ToldBy.GP], takes_none=True
    )
    assert states(world, person, "medicines-check") == {"done": StepState.DONE}


def test_a_move_asks_again_for_what_counts_in_one_place_and_keeps_the_rest(world):
    person = received(world)
    answer(world, person, "tuberculosis", "screened", result="none")
    answer(world, person, "hepatitis-c", "offered")
    answer(world, person, "hepatitis-b-vaccine", "offered")
    moved(world, person, "fennick", "larkhollow", at=NOW + DAY)
    later = NOW + 2 * DAY
    assert states(world, person, "tuberculosis", later)["screened"] is StepState.DUE
    assert states(world, person, "hepatitis-c", later)["offered"] is StepState.DONE
    assert states(world, person, "hepatitis-b-vaccine", later)["offered"] is StepState.DONE


def test_a_result_is_sealed_and_only_the_health_team_reads_it(world):
    person = received(world)
    answer(world, person, "hepatitis-c", "offered")
    answer(world, person, "hepatitis-c", "tested", at=NOW + HOUR)
    told = {"result": "positive", "note": "Told in person", "at": NOW + 2 * HOUR}
    answer(world, person, "hepatitis-c", "antibody", **told)
    held = now(world, person).held[0]
    assert (held.row.result, held.note, held.place) == ("positive", "Told in person", "HMP Fennick")
    with viewing(world.sol, NOW), connection.cursor() as cursor:
        cursor.execute("SELECT result FROM care_healthstep WHERE step = 'antibody'")
        assert "positive" not in cursor.fetchone()[0]
    with pytest.raises(NotPermitted):
        now(world, person, by="amara")
    with pytest.raises(NotPermitted):
        care.answer_step(
            by=world.amara,
            at=NOW,
            person_id=person,
            programme="hiv",
            step="offered",
            answer="done",
            happened_at=NOW,
        )
    with viewing(world.nia, NOW):
        assert not HealthStep.objects.exists(), "the wall hides the rows from the other sector"


def test_what_does_not_fit_is_refused_and_nothing_is_kept(world):
    person = received(world)
    for programme, step in (("none", "x"), ("hiv", "x")):
        with pytest.raises(Refused, match="no such step"):
            answer(world, person, programme, step)
    with pytest.raises(Refused, match="in the future"):
        answer(world, person, "hiv", "offered", happened_at=NOW + HOUR)
    with pytest.raises(Refused, match="Begin with"):
        answer(world, person, "asthma", "reviewed")
    assert now(world, person).held == ()


def test_a_wrong_answer_is_taken_back_with_a_reason_and_stays_to_be_read(world):
    person = received(world)
    step = answer(world, person, "hiv", "offered", told_by="person")
    with pytest.raises(Refused, match="Say why"):
        care.take_back_step(by=world.sol, at=NOW, step_id=step, because=" ")
    care.take_back_step(by=world.sol, at=NOW, step_id=step, because="Another person")
    with pytest.raises(Refused, match="taken back already"):
        care.take_back_step(by=world.sol, at=NOW, step_id=step, because="x")
    with pytest.raises(Refused, match="no such answer"):
        care.take_back_step(by=world.sol, at=NOW, step_id=uuid4(), because="x")
    stands = now(world, person)
    assert stands.of("hiv").steps[0].state is StepState.DUE
    assert (stands.held[0].wrong_because, stands.held[0].told_by) == (
        "Another person",
        ToldBy.PERSON,
    )


def test_somebody_in_no_place_keeps_what_was_begun(world):
    person = received(world)
    answer(world, person, "epilepsy", "identified")
    happens(
        world.nia,
        person,
        EventKind.RELEASED,
        world.organisations["fennick"],
        NOW + HOUR,
        detail="planned",
    )
    stands = now(world, person, NOW + 2 * HOUR)
    assert stands.facts is None
    assert stands.of("epilepsy").steps[1].state is StepState.DUE
    assert stands.of("second-stage").steps == ()
    assert stands.of("no-such") is None


def test_what_is_due_in_a_place_is_sorted_counted_and_filtered(world):
    first = received(world, name="Ann Early", at=NOW - 9 * DAY)
    received(world, name="Ben Late", at=NOW)
    care.answer_step(
        by=world.sol,
        at=NOW,
        person_id=first,
        programme="asthma",
        step="identified",
        answer="done",
        happened_at=NOW,
    )
    found = due(world)
    assert found.items[0].name == "Ann Early"
    assert found.items[0].step.state is StepState.OVERDUE
    assert found.total == sum(found.by_group.values()) == found.shown
    assert found.by_group[Group.CONDITIONS] == 1
    assert due(world, group=Group.CONDITIONS).shown == 1
    assert due(world, overdue=True).shown == found.overdue > 0
    assert len(due(world, limit=3).items) == 3
    assert due(world, limit=3, offset=3).items == found.items[3:6]
    assert due(world, "larkhollow").total == 0


def test_a_result_gates_the_next_step_on_the_list_too(world):
    person = received(world)
    for step in ("offered", "tested"):
        answer(world, person, "hepatitis-c", step)
    answer(world, person, "hepatitis-c", "antibody", result="negative")
    listed = [one.step.step.id for one in due(world).items if one.programme.id == "hepatitis-c"]
    assert listed == []


def test_children_have_the_timetable_of_their_assessment_and_adults_do_not(world):
    child = received(world, "thornbrook", "Kit Young", born=date(2010, 5, 1))
    adult = received(world, "thornbrook", "Ned Older", born=date(2006, 5, 1))
    found = due(world, "thornbrook", group=Group.CHILDREN)
    assert {one.person_id for one in found.items} == {child}
    by_step = {one.programme.id: one.step.due_at for one in found.items}
    assert by_step["chat-reception"] == NOW + 2 * HOUR
    assert by_step["chat-plan"] == NOW + 10 * DAY
    assert adult not in by_step


def test_in_a_removal_centre_signs_of_torture_lead_to_a_report_and_its_answer(world):
    person = received(world, "marlsea")
    assert states(world, person, "irc-nurse")["done"] is StepState.DUE
    answer(world, person, "torture", "asked", result="signs")
    answer(world, person, "rule-35", "reported", result="three")
    assert states(world, person, "rule-35")["sent"] is StepState.DUE
    for step in ("sent", "received"):
        answer(world, person, "rule-35", step)
    assert states(world, person, "rule-35")["answered"] is StepState.DUE
    answer(world, person, "rule-35", "answered", result="released")
    answer(world, person, "rule-35", "told")
    assert states(world, person, "rule-35") == {}, "over, and begun anew by a new report"


def test_women_are_asked_what_men_are_not(world):
    woman = received(world, "larkhollow", "Una Sample", sex=Sex.FEMALE)
    assert states(world, woman, "pregnancy-test")["offered"] is StepState.DUE
    assert states(world, received(world), "pregnancy-test") == {}


def test_a_list_of_results_is_not_for_those_who_do_not_treat(world):
    with pytest.raises(NotPermitted), viewing(world.amara, NOW):
        queries.health_due(world.amara, world.organisations["fennick"], at=NOW)


def test_constant_supervision_is_begun_for_one_reviewed_every_day_and_ended(world):
    person, other = received(world), received(world, name="Sam Otherford")
    assert states(world, person, "constant-supervision") == {}
    with pytest.raises(Refused, match="Begin with"):
        answer(world, person, "constant-supervision", "reviewed")
    answer(world, person, "constant-supervision", "began")

    def reviews(at):
        items = due(world, at=at, group=Group.SAFETY).items
        assert other not in {one.person_id for one in items}
        return [(one.step.step.id, one.step.state, one.step.due_at) for one in items]

    assert reviews(NOW + HOUR) == [("reviewed", StepState.DUE, NOW + DAY)]
    assert reviews(NOW + DAY + HOUR) == [("reviewed", StepState.OVERDUE, NOW + DAY)]
    seen = NOW + 20 * HOUR
    answer(world, person, "constant-supervision", "reviewed", at=seen)
    assert reviews(seen + HOUR) == [("reviewed", StepState.DUE, seen + DAY)]
    assert reviews(seen + DAY + HOUR) == [("reviewed", StepState.OVERDUE, seen + DAY)]
    answer(world, person, "constant-supervision", "ended", at=seen + DAY)
    assert reviews(seen + 2 * DAY) == []
    assert states(world, person, "constant-supervision", seen + 2 * DAY) == {}
