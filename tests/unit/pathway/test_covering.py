"""Who covers a place from when until when, and what stands in the way of an end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.access.rules import OrganisationKind
from throughcare.pathway.rules.covering import (
    ANSWERED,
    ASKED_ALREADY,
    COVERING,
    ENDS_FIRST,
    LONGER,
    NOT_COVERING,
    OWN_ASKING,
    SAY_WHY,
    THERE_ALREADY,
    TOO_LATE,
    Covering,
    CoverState,
    left_open,
    nobody_else,
    refuse_closing_place,
    refuse_cover,
    refuse_cover_answer,
    refuse_end,
)

LIAISON = OrganisationKind.LIAISON_AND_DIVERSION
YOUTH, HEALTH = OrganisationKind.YOUTH_JUSTICE, OrganisationKind.DETENTION_HEALTH
TODAY = date(2026, 11, 2)
DAY = timedelta(days=1)
days = st.dates(date(2026, 1, 1), date(2026, 3, 1))
spans = st.builds(
    Covering,
    st.sampled_from(sorted(COVERING)),
    st.sampled_from([None, True, False]),
    st.none() | days,
    st.none() | days,
)


def covering(kind=LIAISON, under_18=None, starts_on=None, ends_on=None, state=CoverState.AGREED):
    return Covering(kind, under_18, starts_on, ends_on, state)


@given(spans, days, st.none() | days)
def test_two_spans_overlap_exactly_where_there_is_a_day_within_both(one, starts_on, ends_on):
    other = covering(starts_on=starts_on, ends_on=ends_on)
    every = [date(2025, 12, 31) + each * DAY for each in range(70)]
    if (one.starts_on or date.min) <= (one.ends_on or date.max) and other.ends_on != date.min:
        shared = any(one.holds(day) and other.holds(day) for day in every)
        if other.ends_on is None or other.ends_on >= starts_on:
            assert one.overlaps(starts_on, ends_on) == shared


def refused(**given):
    usual = {
        "kind": LIAISON, "runs": False, "starts_on": TODAY, "ends_on": None, "team_already": (),
    }  # fmt: skip
    return refuse_cover(**usual | given)


@pytest.mark.parametrize("kind", OrganisationKind)
def test_only_who_meets_people_covers_a_place_that_others_run(kind):
    assert refused(kind=kind) == ("" if kind in COVERING else NOT_COVERING)
    assert refused(kind=kind, runs=True) == ""


def test_cover_has_its_days_in_order_and_is_said_once():
    assert refused(ends_on=TODAY - DAY) == ENDS_FIRST
    assert refused(ends_on=TODAY) == ""
    assert refused(team_already=[covering()]) == THERE_ALREADY
    assert refused(team_already=[covering(ends_on=TODAY)]) == THERE_ALREADY
    assert refused(team_already=[covering(ends_on=TODAY - DAY)]) == ""
    later = [covering(starts_on=TODAY + DAY)]
    assert refused(team_already=later, ends_on=TODAY) == ""
    assert refused(team_already=later) == THERE_ALREADY


def test_what_is_over_is_not_ended_again_and_nothing_ends_before_it_began():
    over = covering(ends_on=TODAY - DAY)
    assert refuse_end(over, last_day=TODAY, on=TODAY) == "That has ended already."
    begun = covering(starts_on=TODAY)
    assert refuse_end(begun, last_day=TODAY - DAY, on=TODAY) == ENDS_FIRST
    assert refuse_end(begun, last_day=TODAY, on=TODAY) == ""
    soon = covering(starts_on=TODAY + DAY)
    assert refuse_end(soon, last_day=TODAY, on=TODAY) == "", "it is taken back"
    assert refuse_end(covering(ends_on=TODAY), last_day=TODAY - DAY, on=TODAY) == ""


def test_whoever_covers_the_same_ages_stands_in():
    ending = covering()
    assert left_open(ending, [], on=TODAY) == ("adults", "people under 18")
    assert left_open(ending, [covering(under_18=True)], on=TODAY) == ("adults",)
    assert left_open(ending, [covering(YOUTH)], on=TODAY) == ()
    assert left_open(covering(under_18=True), [covering(under_18=False)], on=TODAY)
    assert left_open(ending, [covering(ends_on=TODAY - DAY)], on=TODAY)
    assert left_open(ending, [covering(HEALTH)], on=TODAY) == ("adults", "people under 18")
    assert left_open(covering(HEALTH), [covering()], on=TODAY)


@given(spans, st.lists(spans), days)
def test_more_cover_never_leaves_more_open(ending, others, on):
    left = left_open(ending, others, on=on)
    assert set(left_open(ending, others[1:], on=on)) >= set(left)


def test_nobody_is_asked_about_an_empty_place():
    assert nobody_else(("adults",), 0) == ""
    assert nobody_else((), 3) == ""
    said = nobody_else(("adults", "people under 18"), 3)
    assert said.startswith("3 people are there now")
    assert "for adults or people under 18" in said


def closing(**given):
    usual = {"people": 0, "expected": 0, "others": (), "closed_on": TODAY, "on": TODAY}
    return refuse_closing_place(**usual | given)


def test_a_place_closes_once_nobody_is_there_expected_or_covers_it():
    assert closing() == ()
    assert closing(closed_on=TODAY + DAY) == (
        "Say that a place has closed on its last day, or later.",
    )
    assert closing(people=2, expected=1, others=["The youth team"]) == (
        "2 people are there now.",
        "1 person is expected there.",
        "The youth team covers it. It ends that first.",
    )


@pytest.mark.parametrize("state", CoverState)
def test_only_what_is_agreed_holds_ends_and_stands_in(state):
    one, agreed = covering(state=state), state is CoverState.AGREED
    assert one.holds(TODAY) is agreed
    assert (left_open(covering(), [one], on=TODAY) == ()) is agreed
    assert (refuse_end(one, last_day=TODAY, on=TODAY) == "") is agreed


def test_what_waits_is_not_asked_twice_and_what_is_over_is_asked_again():
    asked = covering(state=CoverState.ASKED, ends_on=TODAY)
    assert refused(team_already=[asked]) == ASKED_ALREADY
    assert refused(team_already=[asked], starts_on=TODAY + DAY) == ""
    assert refused(team_already=[asked, covering()]) == THERE_ALREADY
    for state in (CoverState.DECLINED, CoverState.TAKEN_BACK):
        assert refused(team_already=[covering(state=state)]) == ""


def answered(asked, **given):
    usual = {"agrees": True, "because": "", "asked_by_same": False, "on": TODAY}
    return refuse_cover_answer(asked, **usual | given)


def test_an_answer_is_given_once_by_somebody_else_and_in_time():
    asked = covering(state=CoverState.ASKED, ends_on=TODAY)
    assert answered(asked) == ""
    assert answered(asked, asked_by_same=True) == OWN_ASKING
    assert answered(asked, on=TODAY + DAY) == TOO_LATE
    assert answered(asked, agrees=False) == SAY_WHY
    assert answered(asked, agrees=False, because="  ") == SAY_WHY
    assert answered(asked, agrees=False, because="Another county", on=TODAY + DAY) == ""
    for state, said in ANSWERED.items():
        assert answered(covering(state=state), agrees=False, because="x") == said


def test_only_whoever_runs_the_place_lets_cover_go_on_for_longer():
    until = covering(ends_on=TODAY)
    assert refuse_end(until, last_day=TODAY + DAY, on=TODAY, runs=False) == LONGER
    assert refuse_end(until, last_day=TODAY + DAY, on=TODAY, runs=True) == ""
    assert refuse_end(until, last_day=TODAY, on=TODAY, runs=False) == ""
