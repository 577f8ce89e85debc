"""What was told once: confirmed and not asked again, unless it is old or keeps somebody safe."""

from datetime import timedelta

import pytest

from tests.records.screening_world import PHQ, SUITE, everything, somebody_in_custody, take_in
from tests.world import NOW
from throughcare.access.actions.acting import viewing
from throughcare.access.roles import Purpose
from throughcare.screening import actions, queries
from throughcare.screening.instrument import find
from throughcare.screening.rules import (
    WrongAnswers,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


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


def test_answers_of_a_screening_left_lying_are_asked_again_and_need_no_reason():
    here = somebody_in_custody()
    screening_id = here.start()
    here.answer(screening_id, {"thoughts_of_suicide": "no", "worry": "no"})
    later = NOW + 2 * DAY
    sheet = here.sheet(screening_id, later)
    assert sheet.answers(later) == {"worry": "no"}
    here.answer(screening_id, {"thoughts_of_suicide": "no"}, at=later, seen={})
    assert here.sheet(screening_id, later).answers(later)["thoughts_of_suicide"] == "no"


def test_an_answer_collected_for_another_purpose_is_offered_only_where_care_may_use_it():
    here = somebody_in_custody()
    take_in(here, "1.0", PHQ, collected_for=Purpose.CUSTODY_SAFETY)
    with viewing(here.world.amara, NOW):
        held = queries.known(here.sight(), find("phq-9"), NOW)
    assert held["mood.low"].given_at == NOW - HOUR
    take_in(here, "1.0", PHQ, collected_for=Purpose.SUPERVISION, asked_at=NOW)
    with viewing(here.world.amara, NOW):
        assert queries.known(here.sight(), find("phq-9"), NOW) == {}
