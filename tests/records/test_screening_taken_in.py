"""Screenings of other systems: scored by their own version, or kept whole and marked."""

from datetime import timedelta

import pytest

from tests.records.screening_world import PHQ, somebody_in_custody, take_in
from tests.world import NOW
from throughcare.access.actions.acting import viewing
from throughcare.screening import queries
from throughcare.screening.instrument import UnknownInstrument, find, library
from throughcare.screening.rules import (
    Agreement,
    WrongAnswers,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_a_screening_of_another_system_is_scored_by_its_own_version():
    here = somebody_in_custody()
    sheet = here.sheet(take_in(here, "1.0", PHQ))
    assert sheet.asked.result.score == 9
    assert sheet.asked.agreed is Agreement.NOT_KNOWN
    assert sheet.asked.started_at == NOW - HOUR
    with pytest.raises(WrongAnswers):
        take_in(here, "1.0", {"sleep": 7}, asked_at=NOW)
    assert take_in(here, "1.0", PHQ) == sheet.asked.screening_id, "it came already"


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
