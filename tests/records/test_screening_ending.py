"""The end: completed with a result, stopped with a reason, gone on with, or called an error."""

from datetime import timedelta

import pytest

from tests.records.screening_world import PHQ, somebody_in_custody
from tests.world import NOW
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import Refused
from throughcare.care import queries as care
from throughcare.screening import actions, queries
from throughcare.screening.instrument import find
from throughcare.screening.models import Result
from throughcare.screening.rules import (
    Context,
    ResponseState,
    StoppedReason,
    score,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_a_screening_cannot_be_completed_while_a_question_is_open():
    here = somebody_in_custody()
    screening_id = here.start("phq-9")
    here.answer(screening_id, {"interest": 2})
    with pytest.raises(Refused, match="8 questions have no answer yet"):
        actions.complete(by=here.world.amara, at=NOW, screening_id=screening_id)


def test_the_stored_result_is_the_one_worked_out_again():
    here = somebody_in_custody()
    screening_id = here.start("phq-9")
    here.answer(screening_id, {**PHQ, "low_mood": 3, "difficulty": 1})
    first = actions.complete(by=here.world.amara, at=NOW, screening_id=screening_id)
    again = actions.complete(by=here.world.amara, at=NOW + DAY, screening_id=screening_id)
    with viewing(here.world.amara, NOW):
        result = Result.objects.get()
        (kept,) = queries.results(here.sight())
    stored = dict(result.scored)
    context = Context(**stored.pop("about"))
    answers = here.sheet(screening_id).answers(NOW)
    assert stored == score(find("phq-9"), answers, context=context).document() == first.document()
    assert again == first
    assert (result.score, result.band) == (11, "moderate")
    assert kept.result.score == 11
    assert kept.state is ResponseState.COMPLETED


def test_a_declined_item_completes_a_screening_without_a_score():
    here = somebody_in_custody()
    screening_id = here.start("phq-9")
    here.answer(screening_id, {**PHQ, "sleep": "declined"})
    scored = actions.complete(by=here.world.amara, at=NOW, screening_id=screening_id)
    assert scored.score is None
    assert scored.band is None
    assert here.sheet(screening_id).asked.result.band == ""


def test_stopping_needs_a_reason_and_going_on_keeps_the_answers():
    here = somebody_in_custody()
    screening_id = here.start()
    here.answer(screening_id, {"worry": "no"})
    by = here.world.amara
    with pytest.raises(Refused, match="Say why"):
        actions.stop(by=by, at=NOW, screening_id=screening_id, reason="")
    for _ in "twice":
        actions.stop(by=by, at=NOW, screening_id=screening_id, reason=StoppedReason.TOO_UNWELL)
    assert here.sheet(screening_id).asked.stopped_because is StoppedReason.TOO_UNWELL
    with pytest.raises(Refused, match="no answer can be added"):
        here.answer(screening_id, {"highs": "no"})
    for _ in "twice":
        actions.resume(by=by, at=NOW + HOUR, screening_id=screening_id)
    assert here.sheet(screening_id, NOW + HOUR).answers(NOW + HOUR) == {"worry": "no"}


def test_what_was_stopped_cannot_go_on_beside_a_new_start():
    here = somebody_in_custody()
    first = here.start()
    actions.stop(by=here.world.amara, at=NOW, screening_id=first, reason="left")
    here.start(at=NOW + HOUR)
    with pytest.raises(Refused, match="started again"):
        actions.resume(by=here.world.amara, at=NOW + HOUR, screening_id=first)


def test_a_completed_screening_can_only_be_called_an_error_and_with_a_reason():
    here = somebody_in_custody()
    screening_id = here.start("phq-9")
    here.answer(screening_id, PHQ)
    by = here.world.amara
    actions.complete(by=by, at=NOW, screening_id=screening_id)
    with pytest.raises(Refused):
        actions.stop(by=by, at=NOW, screening_id=screening_id, reason="left")
    with pytest.raises(Refused, match="Say why"):
        actions.enter_in_error(by=by, at=NOW, screening_id=screening_id, reason="")
    for _ in "twice":
        actions.enter_in_error(by=by, at=NOW, screening_id=screening_id, reason="Wrong person")
    with viewing(by, NOW):
        assert queries.results(here.sight()) == []
        assert [each.state for each in queries.screenings(here.sight())] == [
            ResponseState.ENTERED_IN_ERROR
        ]


def _to_go_on(here, at):
    with viewing(here.world.rhys, at):
        items = care.worklist(here.world.rhys, on=at.date(), at=at).items
        return [each for each in items if each.work is care.Work.ASK_AGAIN]


def test_a_colleague_finds_what_was_stopped_goes_on_and_each_answer_says_who_heard_it():
    here = somebody_in_custody()
    amara, rhys = here.world.amara, here.world.rhys
    screening_id = here.start("phq-9")
    first, rest = {"interest": 1, "low_mood": 1}, {**PHQ, "difficulty": 1}
    here.answer(screening_id, first)
    stop = {"by": amara, "screening_id": screening_id, "reason": StoppedReason.ASLEEP, "at": NOW}
    with pytest.raises(Refused, match="later than now"):
        actions.stop(**stop, again_at=NOW)
    actions.stop(**stop, again_at=NOW + 2 * HOUR, note="Ask after breakfast")
    (item,) = _to_go_on(here, NOW + HOUR)
    assert item.due_at == NOW + 2 * HOUR
    assert "Asleep" in item.detail
    actions.resume(by=rhys, at=NOW + 2 * HOUR, screening_id=screening_id)
    assert _to_go_on(here, NOW + 2 * HOUR) == []
    given = {item: value for item, value in rest.items() if item not in first}
    here.answer(screening_id, given, by=rhys, at=NOW + 2 * HOUR)
    actions.complete(by=rhys, at=NOW + 2 * HOUR, screening_id=screening_id)
    sheet = here.sheet(screening_id, NOW + 2 * HOUR)
    assert sheet.heard_by() == (("Amara Obi", 2), ("Rhys Maddock", 8))
    assert sheet.said["low_mood"][0].by == "Amara Obi"
    assert sheet.said["sleep"][0].by == "Rhys Maddock"


def test_every_reason_to_stop_can_lead_to_another_try():
    here = somebody_in_custody()
    for hours, reason in enumerate(StoppedReason, 1):
        at = NOW + hours * HOUR
        screening_id = here.start("phq-9", at=at)
        actions.stop(
            by=here.world.amara,
            at=at,
            screening_id=screening_id,
            reason=reason,
            again_at=at + DAY,
            note="In words",
        )
        assert len(_to_go_on(here, at)) == 1, reason
