"""Amending a completed screening: with a reason, beside what was first said, scored anew."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from tests.records.screening_world import PHQ, everything, somebody_in_custody, take_in
from tests.world import NOW
from throughcare.access.actions.acting import action, viewing
from throughcare.access.models import AuditEvent
from throughcare.access.rules import ChangedMeanwhile, Refused
from throughcare.care import queries as care
from throughcare.screening import actions, queries
from throughcare.screening.instrument import find
from throughcare.screening.models import Result
from throughcare.screening.rules import WrongAnswers

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def completed(here, instrument="phq-9", answers=None):
    """A completed screening."""
    screening_id = here.start(instrument)
    here.answer(screening_id, answers or PHQ)
    actions.complete(by=here.world.amara, at=NOW, screening_id=screening_id)
    return screening_id


def amend(here, screening_id, given, *, reason="Misheard", at=NOW + DAY, by=None, **more):
    """Put answers right."""
    return actions.amend(
        by=by or here.world.amara,
        at=at,
        screening_id=screening_id,
        given=given,
        reason=reason,
        **more,
    )


def test_the_first_answer_and_the_first_result_stay_beside_the_amended_ones():
    here = somebody_in_custody()
    screening_id = completed(here)
    assert amend(here, screening_id, {"low_mood": 3}).score == 11
    sheet = here.sheet(screening_id, NOW + DAY)
    first, second = sheet.said["low_mood"]
    assert (first.value, second.value) == (1, 3)
    assert (second.because, second.entered_at) == ("Misheard", NOW + DAY)
    assert second.at == first.at, "it was said then and entered now"
    (before,) = sheet.earlier
    assert (before.score, before.number) == (9, 1)
    now = sheet.asked.result
    assert (now.score, now.number, now.because, now.by) == (11, 2, "Misheard", "Amara Obi")
    with viewing(here.world.amara, NOW):
        assert [each.result.score for each in queries.results(here.sight())] == [11]
        assert [tally.score for tally in tallies(here)] == [11]


def tallies(here):
    """Screenings as figures count them."""
    with viewing(here.world.grace, NOW, extract=True):
        return list(
            queries.screenings_for_extract(here.world.grace, since=NOW - DAY, until=NOW + DAY)
        )


def test_the_score_is_worked_out_with_the_facts_of_then():
    here = somebody_in_custody()
    screening_id = completed(here)
    with viewing(here.world.amara, NOW):
        about = Result.objects.get().scored["about"]
    amend(here, screening_id, {"low_mood": 3}, at=NOW + 4000 * DAY)
    with viewing(here.world.amara, NOW):
        assert {str(row.scored["about"]) for row in Result.objects.all()} == {str(about)}


def test_the_same_answers_again_make_no_amendment():
    here = somebody_in_custody()
    screening_id = completed(here)
    assert amend(here, screening_id, {"low_mood": 1, "sleep": None}).score == 9
    amend(here, screening_id, {"low_mood": 3})
    amend(here, screening_id, {"low_mood": 3})
    assert here.sheet(screening_id).asked.result.number == 2


def test_only_a_completed_one_is_amended_and_with_a_reason():
    here = somebody_in_custody()
    going = here.start()
    with pytest.raises(Refused, match="Only a completed one"):
        amend(here, going, {"worry": "yes"})
    screening_id = completed(here)
    with pytest.raises(Refused, match="Say why"):
        amend(here, screening_id, {"low_mood": 3}, reason=" ")
    with pytest.raises(WrongAnswers):
        amend(here, screening_id, {"low_mood": 9})
    actions.enter_in_error(by=here.world.amara, at=NOW, screening_id=screening_id, reason="Wrong")
    with pytest.raises(Refused, match="Only a completed one"):
        amend(here, screening_id, {"low_mood": 3})
    with pytest.raises(Refused, match="no such screening"):
        amend(here, screening_id, {"low_mood": 3}, by=here.world.dana)


def test_an_unknown_version_is_never_scored_again():
    here = somebody_in_custody()
    kept = take_in(here, "7.3", {"sleep": 7})
    with pytest.raises(Refused, match="version is not here"):
        amend(here, kept, {"sleep": 1})


def test_an_amendment_that_brings_up_a_question_wants_its_answer_too():
    here = somebody_in_custody()
    screening_id = completed(here, "ld-core", everything())
    with pytest.raises(actions.StillOpen) as still:
        amend(here, screening_id, {"thoughts_of_suicide": "yes"})
    assert [item.id for item in still.value.items] == ["suicide_plan"]
    amend(here, screening_id, {"thoughts_of_suicide": "yes", "suicide_plan": "no"})
    assert here.sheet(screening_id).answers(NOW)["suicide_plan"] == "no"


def test_two_workers_do_not_amend_over_each_other():
    here = somebody_in_custody()
    screening_id = completed(here)
    amend(here, screening_id, {"low_mood": 3}, by=here.world.rhys, seen={"low_mood": 1})
    with pytest.raises(ChangedMeanwhile):
        amend(here, screening_id, {"low_mood": 2}, seen={"low_mood": 1})


def test_a_new_urgent_answer_is_to_be_read_and_nothing_else_changes_by_itself():
    here = somebody_in_custody()
    screening_id = completed(here, answers=PHQ | {"self_harm_thoughts": 0})
    assert here.sheet(screening_id).unread() == ()
    amend(here, screening_id, {"self_harm_thoughts": 2})
    (flag,) = here.sheet(screening_id).unread()
    assert flag.id == "thoughts-of-death-or-self-harm"
    with viewing(here.world.amara, NOW + DAY):
        sight = here.sight(at=NOW + DAY)
        (clock,) = queries.urgent(sight)
        assert clock.clock.started_at == NOW + DAY
        assert care.needs(sight) == []
        assert care.safety(sight) == []


def test_how_long_an_amended_answer_holds_is_counted_from_when_it_was_said():
    here = somebody_in_custody()
    completed_at = completed(here, "ld-core", everything(low_mood="no"))
    amend(here, completed_at, {"low_mood": "yes"}, at=NOW + 10 * DAY)
    with viewing(here.world.amara, NOW):
        held = queries.known(here.sight(), find("ld-core"), NOW + 10 * DAY)
    concept = find("ld-core").item("low_mood").concept
    assert (held[concept].value, held[concept].given_at) == ("yes", NOW)


def test_of_a_result_nothing_changes_in_the_database_but_that_another_counts():
    here = somebody_in_custody()
    completed(here)

    @action
    def tamper(*, by, at, sql):
        with connection.cursor() as cursor:
            cursor.execute(sql)

    for column in ("score = 0", "because = 'x'", "number = 3"):
        with pytest.raises(ProgrammingError, match="permission denied"):
            tamper(by=here.world.amara, at=NOW, sql=f"UPDATE screening_result SET {column}")


def test_an_amendment_is_on_the_trail_without_what_was_said():
    here = somebody_in_custody()
    screening_id = completed(here)
    amend(here, screening_id, {"low_mood": 3}, reason="Canary")
    with viewing(here.world.amara, NOW):
        event = AuditEvent.objects.get(what="amend-screening")
    assert str(screening_id) in event.items
    assert "Canary" not in str(event.__dict__)


def test_only_the_organisation_that_recorded_it_amends_or_voids_and_others_may_ask_again():
    here = somebody_in_custody()
    screening_id = completed(here)
    joel = here.world.joel
    for put_right in (
        lambda: amend(here, screening_id, {"low_mood": 3}, by=joel),
        lambda: actions.enter_in_error(
            by=joel, at=NOW + DAY, screening_id=screening_id, reason="Not what they told me"
        ),
    ):
        with pytest.raises(Refused, match="Ambershire Liaison and Diversion recorded") as refused:
            put_right()
        assert "ask the questions again" in refused.value.reasons[0]
    sheet = here.sheet(screening_id)
    assert (sheet.asked.result.score, sheet.asked.result.number) == (9, 1)
    assert amend(here, screening_id, {"low_mood": 3}, by=here.world.rhys).score == 11
    again = here.start("phq-9", by=joel, at=NOW + 2 * DAY)
    here.answer(again, PHQ, by=joel, at=NOW + 2 * DAY)
    actions.complete(by=joel, at=NOW + 2 * DAY, screening_id=again)
    actions.enter_in_error(
        by=joel, at=NOW + 2 * DAY, screening_id=again, reason="Another person's answers"
    )
