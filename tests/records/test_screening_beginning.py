"""Before the first question: agreement, fit, one screening at a time, and who may ask."""

from datetime import date, timedelta

import pytest

from tests.records.screening_world import SUITE, somebody_in_custody
from tests.world import NOW
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import NotPermitted, Refused
from throughcare.screening import actions, queries
from throughcare.screening.actions import beginning
from throughcare.screening.rules import (
    Mode,
    Present,
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


def test_the_way_of_asking_can_change_until_the_end():
    here = somebody_in_custody()
    screening_id = here.start()
    actions.change_mode(by=here.world.amara, at=NOW, screening_id=screening_id, mode="self")
    assert here.sheet(screening_id).asked.mode is Mode.SELF
    actions.stop(by=here.world.amara, at=NOW, screening_id=screening_id, reason="asleep")
    with pytest.raises(Refused, match="Stopped"):
        actions.change_mode(by=here.world.amara, at=NOW, screening_id=screening_id, mode="self")
