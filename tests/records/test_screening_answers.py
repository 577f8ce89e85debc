"""Answers: saved once, sealed, never overwritten unseen, never rewritten."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from tests.records.screening_world import somebody_in_custody
from tests.world import NOW
from throughcare.access.actions.acting import action, viewing
from throughcare.access.rules import ChangedMeanwhile, Refused
from throughcare.screening import actions
from throughcare.screening.models import Answer
from throughcare.screening.rules import (
    AnswerState,
    WrongAnswers,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_saving_the_same_page_again_adds_nothing():
    here = somebody_in_custody()
    screening_id = here.start()
    page = {"interpreter": "no", "told_learning": ["adhd", "autism"], "matters_most": "My dog"}
    assert set(here.answer(screening_id, page)) == set(page)
    assert here.answer(screening_id, page) == ()
    sheet = here.sheet(screening_id)
    assert sheet.answers(NOW) == {
        "interpreter": "no",
        "told_learning": ("autism", "adhd"),
        "matters_most": "My dog",
    }


def test_words_are_sealed_in_the_database():
    here = somebody_in_custody()
    here.answer(here.start(), {"matters_most": "Canary"})
    with viewing(here.world.amara, NOW), connection.cursor() as cursor:
        cursor.execute("SELECT words, value FROM screening_answer WHERE item = 'matters_most'")
        ((words, value),) = cursor.fetchall()
    assert words
    assert "Canary" not in words
    assert value is None


def test_a_changed_answer_needs_a_reason_and_leaves_the_first_one_standing():
    here = somebody_in_custody()
    screening_id = here.start()
    here.answer(screening_id, {"self_harm_recent": "yes"})
    with pytest.raises(actions.NeedsReason) as needed:
        here.answer(screening_id, {"self_harm_recent": "no"})
    assert needed.value.items == ("self_harm_recent",)
    here.answer(screening_id, {"self_harm_recent": "no"}, reason="Misheard", at=NOW + HOUR)
    sheet = here.sheet(screening_id, NOW + HOUR)
    assert [said.value for said in sheet.said["self_harm_recent"]] == ["yes", "no"]
    assert [flag.id for flag in sheet.unread()] == ["recent-self-harm"]
    with viewing(here.world.amara, NOW):
        assert Answer.objects.get(number=2).changed_because == "Misheard"


def test_an_answer_taken_back_is_open_again():
    here = somebody_in_custody()
    screening_id = here.start()
    here.answer(screening_id, {"worry": "yes"})
    with pytest.raises(actions.NeedsReason):
        here.answer(screening_id, {"worry": None})
    here.answer(screening_id, {"worry": None}, reason="Wrong line")
    assert here.sheet(screening_id).answers(NOW)["worry"] == AnswerState.NOT_ASKED


def test_what_does_not_fit_the_instrument_is_refused_and_saves_nothing():
    here = somebody_in_custody()
    screening_id = here.start()
    with pytest.raises(WrongAnswers) as wrong:
        here.answer(screening_id, {"worry": "maybe", "shoe_size": "9", "low_mood": "yes"})
    assert len(wrong.value.problems) == 2
    assert here.sheet(screening_id).said == {}


def test_an_answer_cannot_be_rewritten_in_the_database():
    here = somebody_in_custody()
    here.answer(here.start(), {"worry": "yes"})

    @action
    def tamper(*, by, at, sql):
        with connection.cursor() as cursor:
            cursor.execute(sql)

    for sql in (
        "UPDATE screening_answer SET state = 'declined'",
        "DELETE FROM screening_answer",
        "UPDATE screening_result SET score = 0",
        "DELETE FROM screening_screening",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"):
            tamper(by=here.world.amara, at=NOW, sql=sql)


def test_an_answer_of_another_worker_is_never_overwritten_unseen():
    here = somebody_in_custody()
    screening_id = here.start()
    here.answer(screening_id, {"worry": "yes"}, by=here.world.joel, seen={})
    with pytest.raises(ChangedMeanwhile) as changed:
        here.answer(screening_id, {"worry": "no"}, seen={})
    assert changed.value.current == {"worry": "Yes"}
    assert changed.value.changed_by == "Joel Penrose"
    here.answer(screening_id, {"worry": "no"}, seen={"worry": 1}, reason="Asked again")
    assert here.sheet(screening_id).answers(NOW)["worry"] == "no"


def test_a_page_that_left_a_question_empty_does_not_take_back_what_another_worker_heard():
    here = somebody_in_custody()
    screening_id = here.start()
    here.answer(screening_id, {"worry": "yes"}, by=here.world.joel, seen={})
    here.answer(screening_id, {"worry": None, "low_mood": "no"}, seen={})
    assert here.sheet(screening_id).answers(NOW) == {"worry": "yes", "low_mood": "no"}


def test_a_page_opened_before_an_answer_was_changed_does_not_change_it_back():
    here = somebody_in_custody()
    screening_id = here.start()
    here.answer(screening_id, {"worry": "yes"})
    here.answer(screening_id, {"worry": "no"}, by=here.world.joel, reason="Misheard")
    here.answer(screening_id, {"worry": "yes", "highs": "no"}, seen={"worry": 1})
    assert here.sheet(screening_id).answers(NOW) == {"worry": "no", "highs": "no"}


def test_item_nine_of_the_phq_is_urgent_until_somebody_has_read_what_to_do():
    here = somebody_in_custody()
    screening_id = here.start("phq-9")
    here.answer(screening_id, {"self_harm_thoughts": 1})
    (flag,) = here.sheet(screening_id).unread()
    assert flag.id == "thoughts-of-death-or-self-harm"
    for _ in "twice":
        actions.read_urgent(
            by=here.world.amara, at=NOW, screening_id=screening_id, flags=[flag.id, "made-up"]
        )
    sheet = here.sheet(screening_id)
    assert sheet.unread() == ()
    assert sheet.read == {flag.id: ("Amara Obi", NOW)}


def test_a_screening_that_is_not_there_is_refused():
    here = somebody_in_custody()
    with pytest.raises(Refused, match="no such screening"):
        here.answer(uuid4(), {})
