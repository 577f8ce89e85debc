"""What waits for somebody: urgent answers until it is said what was done, and asking again."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.records.screening_world import PHQ, everything, somebody_in_custody
from tests.world import NOW
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import NotPermitted, Refused
from throughcare.care import queries as care
from throughcare.clocks.rules import State
from throughcare.screening import actions, queries
from throughcare.screening.instrument import title_of
from throughcare.screening.rules import NotNow, WasDone
from throughcare.web.demo import urgently

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def urgent(here, at=NOW, **more):
    """The urgent answers of the person."""
    with viewing(here.world.amara, at):
        return queries.urgent(here.sight(at=at), **more)


def say(here, clock_id, done="healthcare", *, at=NOW, by=None, note=""):
    """Say what was done."""
    actions.say_done(by=by or here.world.amara, at=at, clock_id=clock_id, done=done, note=note)


def work(here, at):
    """What is on the worklist."""
    with viewing(here.world.amara, at):
        return care.worklist(here.world.amara, on=at.date(), at=at).items


def test_an_urgent_answer_opens_a_clock_that_runs_until_it_is_said_what_was_done():
    here = somebody_in_custody()
    screening_id = here.start()
    here.answer(screening_id, {"thoughts_of_suicide": "yes"})
    here.answer(screening_id, {"suicide_plan": "yes"}, at=NOW + HOUR / 2)
    (one,) = urgent(here)
    assert one.matter == "Risk of suicide or self-harm"
    assert len(one.says) == 2, "one clock for one matter"
    assert one.clock.started_at == NOW
    assert one.clock.state is State.RUNNING
    assert urgent(here, NOW + 2 * HOUR)[0].clock.state is State.BREACHED
    say(here, one.clock_id, at=NOW + HOUR / 2)
    (one,) = urgent(here, NOW + 2 * HOUR)
    assert (one.done, one.done_by, one.clock.state) == (
        WasDone.HEALTHCARE,
        "Amara Obi",
        State.MET,
    )
    assert urgent(here, open_only=True) == []


def test_in_the_demonstration_every_urgent_answer_is_seen_to():
    here = somebody_in_custody()
    screening_id = here.start()
    here.answer(screening_id, {"thoughts_of_suicide": "yes"})
    amara = here.world.amara
    with viewing(amara, NOW):
        urgently.see_to(amara, NOW + urgently.TOLD_AFTER, here.person_id, screening_id)
    (one,) = urgent(here, NOW + 2 * HOUR)
    assert (one.done, one.clock.state) == (WasDone.HEALTHCARE, State.MET)
    with viewing(here.world.priya, NOW):
        urgently.see_to(here.world.priya, NOW, here.person_id, screening_id)


def test_what_was_done_is_said_once():
    here = somebody_in_custody()
    here.answer(here.start(), {"thoughts_of_suicide": "yes"})
    (one,) = urgent(here)
    with pytest.raises(Refused, match="few words"):
        say(here, one.clock_id, "nothing_more")
    say(here, one.clock_id)
    say(here, one.clock_id, "hospital", at=NOW + HOUR)
    assert urgent(here)[0].done is WasDone.HEALTHCARE
    with pytest.raises(Refused, match="no such urgent answer"):
        say(here, uuid4())
    with pytest.raises(Refused, match="no such urgent answer"):
        say(here, one.clock_id, by=here.world.otto)


def test_each_matter_has_a_clock_and_a_new_answer_after_the_deed_opens_another():
    here = somebody_in_custody()
    first = here.start()
    here.answer(first, {"thoughts_of_suicide": "yes", "head_injury_recent": "yes"})
    assert {one.matter for one in urgent(here)} == {"Risk of suicide or self-harm", "Head injury"}
    for one in urgent(here):
        say(here, one.clock_id)
    here.answer(first, {"self_harm_recent": "yes"}, at=NOW + HOUR)
    assert [one.clock.started_at for one in urgent(here, open_only=True)] == [NOW + HOUR]
    other = here.start("phq-9")
    here.answer(other, PHQ)
    assert len(urgent(here, screening_id=other)) == 1


def test_the_clock_of_an_error_is_stopped():
    here = somebody_in_custody()
    screening_id = here.start()
    here.answer(screening_id, {"thoughts_of_suicide": "yes"})
    actions.enter_in_error(
        by=here.world.amara, at=NOW, screening_id=screening_id, reason="Another person"
    )
    assert urgent(here, open_only=True) == []
    assert urgent(here)[0].done is WasDone.IN_ERROR


def test_an_urgent_answer_is_on_the_worklist_before_all_else_with_its_moment():
    here = somebody_in_custody()
    here.answer(here.start(), {"thoughts_of_suicide": "yes"})
    (item,) = [each for each in work(here, NOW) if each.work is care.Work.URGENT]
    assert (item.when, item.urgent) == (care.When.TODAY, True)
    assert item.due_at == NOW + HOUR
    assert (item.task, item.detail) == ("Say what was done", "Risk of suicide or self-harm")
    (late,) = [each for each in work(here, NOW + 2 * HOUR) if each.work is care.Work.URGENT]
    assert late.when is care.When.OVERDUE
    say(here, item.id)
    assert not [each for each in work(here, NOW) if each.work is care.Work.URGENT]


def leave(here, why="asleep", *, at=NOW, by=None, **more):
    """They are not asked."""
    return actions.leave_unasked(
        by=by or here.world.amara,
        at=at,
        person_id=here.person_id,
        instrument="ld-core",
        why=why,
        **more,
    )


def unasked(here, at=NOW):
    """Attempts that nothing has settled."""
    with viewing(here.world.amara, at):
        return queries.unasked(here.sight(at=at))


def test_who_could_not_be_asked_is_on_the_worklist_until_they_are():
    here = somebody_in_custody()
    leave(here, again_at=NOW + 3 * HOUR, note="After the interview")
    (one,) = unasked(here)
    assert (one.why, one.again_at, one.note) == (
        NotNow.ASLEEP,
        NOW + 3 * HOUR,
        "After the interview",
    )
    (item,) = [each for each in work(here, NOW) if each.work is care.Work.ASK_AGAIN]
    assert item.due_at == NOW + 3 * HOUR
    assert item.detail == "Core screen. Asleep, or too tired"
    here.start()
    assert unasked(here) == []
    assert not [each for each in work(here, NOW) if each.work is care.Work.ASK_AGAIN]


def test_another_attempt_takes_the_place_of_the_first_and_no_is_an_answer():
    here = somebody_in_custody()
    leave(here, again_at=NOW + HOUR)
    leave(here, "declined", at=NOW + HOUR)
    (one,) = unasked(here)
    assert (one.why, one.again_at) == (NotNow.DECLINED, None)
    with pytest.raises(Refused, match="Say when to try again"):
        leave(here)
    with pytest.raises(NotPermitted):
        leave(here, "declined", by=here.world.otto)


def test_an_instrument_off_the_shelf_is_called_by_its_id():
    assert title_of("made-up") == "made-up"


def test_answers_on_paper_open_their_clocks_at_the_interview():
    here = somebody_in_custody()
    actions.enter_from_paper(
        by=here.world.amara,
        at=NOW + 3 * HOUR,
        person_id=here.person_id,
        instrument="ld-core",
        answers=everything(self_harm_recent="yes"),
        asked_at=NOW,
        asked_by="Joel Penrose",
        asked_in="Cell 4",
    )
    (one,) = urgent(here, NOW + 3 * HOUR)
    assert one.clock.started_at == NOW
    assert one.clock.state is State.BREACHED
