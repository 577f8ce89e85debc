"""Answers on paper: the interview's own time, entered once, scored like any other."""

from datetime import date, timedelta

import pytest
from django.db import connection

from tests.records.screening_world import PHQ, everything, somebody_in_custody
from tests.world import NOW
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.access.rules import NotPermitted, Refused, Verb
from throughcare.screening import actions, queries
from throughcare.screening.instrument import find
from throughcare.screening.rules import CameIn, ResponseState, StoppedReason

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def enter(here, answers=None, *, by=None, instrument="phq-9", **more):
    """Enter a paper."""
    given = {
        "asked_at": NOW - HOUR,
        "asked_by": "Joel Penrose",
        "place_id": here.place_id,
        "paper_number": "AB12",
        **more,
    }
    return actions.enter_from_paper(
        by=by or here.world.amara,
        at=NOW,
        person_id=here.person_id,
        instrument=instrument,
        answers=PHQ if answers is None else answers,
        **given,
    )


def test_the_interview_and_the_entry_each_keep_their_own_time():
    here = somebody_in_custody()
    sheet = here.sheet(enter(here))
    asked = sheet.asked
    assert (asked.started_at, asked.started_by) == (NOW - HOUR, "Joel Penrose")
    assert (asked.entered_at, asked.entered_by) == (NOW, "Amara Obi")
    assert asked.came_in is CameIn.PAPER
    assert asked.paper_number == "AB12"
    assert asked.result.score == 9
    (said,) = sheet.said["sleep"]
    assert (said.at, said.entered_at) == (NOW - HOUR, NOW)


def test_what_was_told_on_paper_is_offered_with_who_asked_and_where():
    here = somebody_in_custody()
    enter(here, place_id=None, asked_in="Amber Street")
    with viewing(here.world.amara, NOW):
        held = queries.known(here.sight(), find("phq-9"), NOW)
    assert held["mood.low"].asked_by == "Joel Penrose"
    assert held["mood.low"].place_name == "Amber Street"
    assert held["mood.low"].given_at == NOW - HOUR


def test_a_paper_is_entered_once():
    here = somebody_in_custody()
    first = enter(here)
    with pytest.raises(Refused, match="entered already"):
        enter(here, asked_at=NOW - 2 * HOUR)
    with pytest.raises(Refused, match="entered already"):
        enter(here, paper_number="")
    actions.enter_in_error(by=here.world.amara, at=NOW, screening_id=first, reason="Mistyped")
    enter(here)


def test_two_hands_cannot_enter_a_paper_at_the_same_moment():
    here = somebody_in_custody()
    with viewing(here.world.amara, NOW), connection.cursor() as cursor:
        held = (
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        )
        cursor.execute(held)
        (before,) = cursor.fetchone()
        enter(here)
        cursor.execute(held)
        assert cursor.fetchone() == (before + 1,), "the other waits until this one is in"


def test_the_questions_are_those_of_their_age_when_they_were_asked():
    here = somebody_in_custody(born=date(2008, 11, 2))
    with viewing(here.world.amara, NOW):
        assert queries.about(here.sight()).age == 18
    grown_up = everything()
    with pytest.raises(Refused, match="No answer to"):
        enter(here, grown_up, instrument="ld-core", asked_at=NOW - timedelta(days=1))
    enter(here, grown_up, instrument="ld-core")


def test_a_paper_with_open_questions_is_kept_as_stopped_and_has_no_score():
    here = somebody_in_custody()
    half = {name: 1 for name in list(PHQ)[:4]} | {"sleep": None}
    with pytest.raises(Refused, match="No answer to"):
        enter(here, half)
    sheet = here.sheet(enter(here, half, stopped_because="left"))
    assert sheet.asked.state is ResponseState.STOPPED
    assert sheet.asked.stopped_because is StoppedReason.LEFT
    assert sheet.asked.result is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"asked_at": NOW + HOUR}, "not be later than now"),
        ({"asked_by": ""}, "Say who asked"),
        ({"place_id": None}, "Say where"),
        ({"agreed": "with_help"}, "who or what helped"),
        ({"instrument": "bjmhs", "answers": {}}, "wording is not verified"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(change, said):
    here = somebody_in_custody()
    with pytest.raises(Refused, match=said):
        enter(here, **change)
    with viewing(here.world.amara, NOW):
        assert queries.screenings(here.sight()) == []


def test_who_may_not_screen_enters_no_paper_and_prints_no_pack():
    here = somebody_in_custody()
    with pytest.raises(NotPermitted):
        enter(here, by=here.world.dana)
    with pytest.raises(NotPermitted):
        actions.print_pack(
            by=here.world.dana, at=NOW, person_id=here.person_id, instruments=[], number="1"
        )


def test_that_a_pack_goes_to_paper_is_on_the_trail_as_a_disclosure():
    here = somebody_in_custody()
    actions.print_pack(
        by=here.world.amara,
        at=NOW,
        person_id=here.person_id,
        instruments=["ld-core"],
        number="ab12cd34",
    )
    with viewing(here.world.amara, NOW):
        event = AuditEvent.objects.get(what="print-pack")
    assert event.verb == Verb.DISCLOSE
    assert event.items == ["ab12cd34", "ld-core"]
    assert event.person_ids == [here.person_id]
