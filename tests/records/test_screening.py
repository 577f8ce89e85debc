"""Asking a person: agreement first, nothing overwritten, nothing asked twice, nothing forgotten."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from tests.records.screening_world import PHQ, SUITE, everything, somebody_in_custody
from tests.world import NOW
from throughcare.access.actions.acting import action, viewing
from throughcare.access.models import AuditEvent
from throughcare.access.roles import Purpose
from throughcare.access.rules import ChangedMeanwhile, NotPermitted, Refused
from throughcare.screening import actions, queries
from throughcare.screening.actions import beginning
from throughcare.screening.instrument import UnknownInstrument, find, library
from throughcare.screening.models import Answer, Result, Screening
from throughcare.screening.rules import (
    Agreement,
    AnswerState,
    Context,
    Mode,
    Present,
    ResponseState,
    StoppedReason,
    WrongAnswers,
    score,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_how_the_person_agreed_who_was_there_and_where_is_kept():
    here = somebody_in_custody()
    screening_id = here.start(
        agreed="with_help",
        agreement_note="Her sister explained it",
        mode=Mode.BY_PHONE_OR_VIDEO,
        present=[Present.INTERPRETER],
    )
    sheet = here.sheet(screening_id)
    assert sheet.agreement_note == "Her sister explained it"
    assert sheet.asked.place_name == SUITE
    assert sheet.asked.episode_id == here.episode_id
    assert sheet.asked.present == (Present.INTERPRETER,)
    assert sheet.asked.started_by == "Amara Obi"


def test_nobody_is_asked_in_their_best_interests_without_saying_why():
    here = somebody_in_custody()
    with pytest.raises(Refused, match="could not decide"):
        here.start(agreed="best_interests", agreement_note=" ")


def test_an_instrument_for_adults_is_not_started_with_a_child():
    here = somebody_in_custody(born=date(2010, 1, 1))
    with pytest.raises(Refused, match="aged 18 or over"):
        here.start("phq-9")


def test_starting_again_goes_on_with_what_is_in_progress_whoever_began_it():
    here = somebody_in_custody()
    first = here.start()
    assert here.start(by=here.world.joel) == first
    assert here.start("phq-9") != first


def test_two_workers_who_start_in_the_same_moment_go_on_with_one_screening(monkeypatch):
    here = somebody_in_custody()
    first = here.start(by=here.world.joel)
    seen = iter([None, first])
    monkeypatch.setattr(beginning, "_in_progress", lambda *asked: next(seen))
    assert here.start() == first


def test_somebody_without_a_reason_to_know_the_person_starts_nothing():
    here = somebody_in_custody()
    with pytest.raises(NotPermitted):
        here.start(by=here.world.otto)
    with pytest.raises(NotPermitted):
        here.start(by=here.world.dana)


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


def test_what_was_told_once_is_confirmed_and_not_asked_again():
    here = somebody_in_custody()
    first = here.start()
    here.answer(first, {"armed_forces": "yes", "worry": "no"})
    actions.stop(by=here.world.amara, at=NOW, screening_id=first, reason="left")
    later = NOW + 3 * DAY
    second = here.start(by=here.world.joel, at=later)
    instrument = find("ld-core")
    with viewing(here.world.joel, later):
        held = queries.known(here.sight(here.world.joel, later), instrument, later, beside=second)
    assert held["armed_forces.ever"].value == "yes"
    assert (held["armed_forces.ever"].asked_by, held["armed_forces.ever"].place_name) == (
        "Amara Obi",
        SUITE,
    )
    for _ in "twice":
        actions.confirm(by=here.world.joel, at=later, screening_id=second, items=["armed_forces"])
    (said,) = here.sheet(second, later).said["armed_forces"]
    assert said.confirmed_from == held["armed_forces.ever"].answer_id
    assert said.value == "yes"


@pytest.mark.parametrize(
    ("item", "after"), [("thoughts_of_suicide", HOUR), ("low_mood", 15 * DAY), ("worry", None)]
)
def test_what_keeps_somebody_safe_what_is_old_and_what_was_never_said_is_asked(item, after):
    here = somebody_in_custody()
    first = here.start()
    if after:
        here.answer(first, {item: "no"})
    actions.stop(by=here.world.amara, at=NOW, screening_id=first, reason="left")
    later = NOW + (after or HOUR)
    second = here.start(at=later)
    with pytest.raises(WrongAnswers, match="Ask it again"):
        actions.confirm(by=here.world.amara, at=later, screening_id=second, items=[item])


def test_an_answer_entered_in_error_is_not_offered():
    here = somebody_in_custody()
    first = here.start()
    here.answer(first, {"armed_forces": "yes"})
    actions.enter_in_error(
        by=here.world.amara, at=NOW, screening_id=first, reason="Another person's answers"
    )
    with viewing(here.world.amara, NOW):
        held = queries.known(here.sight(), find("ld-core"), NOW)
    assert held == {}
    assert here.sheet(first).error_because == "Another person's answers"


def test_what_the_person_last_declined_to_say_is_not_offered_from_before():
    here = somebody_in_custody()
    screening_id = here.start()
    here.answer(screening_id, {"armed_forces": "yes"})
    here.answer(screening_id, {"armed_forces": "declined"}, reason="Asked not to", at=NOW + HOUR)
    with viewing(here.world.amara, NOW):
        assert queries.known(here.sight(), find("ld-core"), NOW + HOUR) == {}


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


def test_confirmed_answers_are_counted_as_not_asked():
    here = somebody_in_custody()
    first = here.start()
    here.answer(first, everything())
    actions.complete(by=here.world.amara, at=NOW, screening_id=first)
    later = NOW + HOUR
    second = here.start(at=later)
    items = find("ld-core").by_id()
    fresh = [
        name
        for name, value in everything().items()
        if value != "declined" and not items[name].safety_critical
    ]
    asked = {name: value for name, value in everything().items() if name not in fresh}
    here.answer(second, asked, confirmed=fresh, at=later)
    actions.complete(by=here.world.amara, at=later, screening_id=second)
    assert here.sheet(second, later).asked.prefilled == len(fresh)
    with viewing(here.world.grace, later, extract=True):
        tallies = list(
            queries.screenings_for_extract(here.world.grace, since=NOW, until=later + HOUR)
        )
    assert [tally.prefilled for tally in tallies] == [0, len(fresh)]
    assert [tally.asked for tally in tallies] == [len(everything()), len(asked)]
    assert {tally.person_id for tally in tallies} == {here.person_id}


def test_counting_is_for_those_who_run_the_service():
    here = somebody_in_custody()
    with pytest.raises(NotPermitted):
        list(queries.screenings_for_extract(here.world.dana, since=NOW, until=NOW + DAY))


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


def test_answers_of_a_screening_left_lying_are_asked_again_and_need_no_reason():
    here = somebody_in_custody()
    screening_id = here.start()
    here.answer(screening_id, {"thoughts_of_suicide": "no", "worry": "no"})
    later = NOW + 2 * DAY
    sheet = here.sheet(screening_id, later)
    assert sheet.answers(later) == {"worry": "no"}
    here.answer(screening_id, {"thoughts_of_suicide": "no"}, at=later, seen={})
    assert here.sheet(screening_id, later).answers(later)["thoughts_of_suicide"] == "no"


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


def test_a_screening_that_is_not_there_is_refused():
    here = somebody_in_custody()
    with pytest.raises(Refused, match="no such screening"):
        here.answer(uuid4(), {})


def test_police_and_courts_see_no_screening_whatever_they_ask():
    here = somebody_in_custody()
    here.answer(here.start(), {"worry": "yes"})
    with viewing(here.world.dana, NOW):
        assert not Screening.objects.exists()
        assert not Answer.objects.exists()
        with pytest.raises(NotPermitted):
            queries.screenings(here.sight(here.world.dana))


def test_every_step_is_on_the_trail_without_what_was_said():
    here = somebody_in_custody()
    screening_id = here.start("phq-9")
    here.answer(screening_id, PHQ)
    actions.complete(by=here.world.amara, at=NOW, screening_id=screening_id)
    with viewing(here.world.amara, NOW):
        steps = AuditEvent.objects.filter(what__endswith="screening") | AuditEvent.objects.filter(
            what="answer"
        )
        whats = [event.what for event in steps.order_by("id")]
        assert whats == ["start-screening", "answer", "complete-screening"]
        assert all(here.person_id in event.person_ids for event in steps)


def test_reading_screenings_takes_the_same_queries_however_many(django_assert_num_queries):
    here = somebody_in_custody()
    by = here.world.amara
    for hours in range(4):
        at = NOW + hours * HOUR
        screening_id = here.start("phq-9", at=at)
        here.answer(screening_id, PHQ, at=at)
        actions.complete(by=by, at=at, screening_id=screening_id)
    with viewing(by, NOW):
        sight = here.sight()
        with django_assert_num_queries(1):
            queries.screenings(sight)
        with django_assert_num_queries(3):
            queries.screening(sight, screening_id)
        with django_assert_num_queries(1):
            assert len(queries.known(sight, find("phq-9"), NOW + DAY)) == 9


def test_what_cannot_be_asked_is_refused_before_anything_is_recorded():
    here = somebody_in_custody()
    for instrument, why in (
        ("bjmhs", "wording is not verified"),
        ("audit", "A site that has permission supplies it"),
        ("fft", "no part of anybody's record"),
    ):
        with pytest.raises(Refused, match=why):
            here.start(instrument)
    with viewing(here.world.amara, NOW):
        assert queries.screenings(here.sight()) == []


def take_in(here, version, answers, *, asked_at=NOW - HOUR, **more):
    """A PHQ-9 of another system comes in."""
    return actions.take_in(
        by=here.world.amara,
        at=NOW,
        person_id=here.person_id,
        instrument="phq-9",
        version=version,
        answers=answers,
        asked_at=asked_at,
        whole={"version": version, "answers": answers, "more": [1, None, "x"]},
        **more,
    )


def test_a_screening_of_another_system_is_scored_by_its_own_version():
    here = somebody_in_custody()
    sheet = here.sheet(take_in(here, "1.0", PHQ))
    assert sheet.asked.result.score == 9
    assert sheet.asked.agreed is Agreement.NOT_KNOWN
    assert sheet.asked.started_at == NOW - HOUR
    with pytest.raises(WrongAnswers):
        take_in(here, "1.0", {"sleep": 7})


def test_an_unknown_version_is_kept_whole_marked_and_never_offered():
    here = somebody_in_custody()
    kept = take_in(here, "7.3", {"sleep": 7, "new_question": "Words"})
    sheet = here.sheet(kept)
    assert sheet.asked.instrument.title == "phq-9 7.3 (unknown version)"
    assert not sheet.asked.instrument.administrable
    assert sheet.asked.result.score is None
    assert sheet.asked.result.scored["unknown version"] is True
    assert sheet.asked.result.scored["kept"]["answers"] == {"sleep": 7, "new_question": "Words"}
    with viewing(here.world.amara, NOW):
        assert queries.known(here.sight(), find("phq-9"), NOW) == {}
        assert [each.screening_id for each in queries.screenings(here.sight())] == [kept]


def gone(instrument, version=None):
    """A shelf from which everything was taken."""
    raise UnknownInstrument(instrument)


def test_answers_taken_off_the_shelf_are_still_read(monkeypatch):
    here = somebody_in_custody()
    screening_id = here.start("phq-9")
    here.answer(screening_id, PHQ)
    monkeypatch.setattr(library, "find", gone)
    sheet = here.sheet(screening_id)
    assert sheet.latest("sleep").value == "1"
    assert "unknown version" in sheet.asked.instrument.title


def test_an_answer_collected_for_another_purpose_is_offered_only_where_care_may_use_it():
    here = somebody_in_custody()
    take_in(here, "1.0", PHQ, collected_for=Purpose.CUSTODY_SAFETY)
    with viewing(here.world.amara, NOW):
        held = queries.known(here.sight(), find("phq-9"), NOW)
    assert held["mood.low"].given_at == NOW - HOUR
    take_in(here, "1.0", PHQ, collected_for=Purpose.SUPERVISION, asked_at=NOW)
    with viewing(here.world.amara, NOW):
        assert queries.known(here.sight(), find("phq-9"), NOW) == {}


def test_the_way_of_asking_can_change_until_the_end():
    here = somebody_in_custody()
    screening_id = here.start()
    actions.change_mode(by=here.world.amara, at=NOW, screening_id=screening_id, mode="self")
    assert here.sheet(screening_id).asked.mode is Mode.SELF
    actions.stop(by=here.world.amara, at=NOW, screening_id=screening_id, reason="asleep")
    with pytest.raises(Refused, match="Stopped"):
        actions.change_mode(by=here.world.amara, at=NOW, screening_id=screening_id, mode="self")
