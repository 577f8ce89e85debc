"""Which times contradict each other, which stays overlap, and who counts as a child."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.pathway.rules import Arrival, Span, is_for, under_18, wrong_times
from throughcare.people.rules import BornPrecision

NOW = datetime(2026, 11, 2, 14, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
moments = st.integers(0, 200).map(lambda hours: NOW + hours * HOUR)
spans = st.tuples(moments, st.none() | st.integers(0, 50)).map(
    lambda drawn: Span("here", drawn[0], None if drawn[1] is None else drawn[0] + drawn[1] * HOUR)
)


def arrival(**said) -> Arrival:
    said = {"reference": "AMB/1", "arrived_at": NOW - 2 * HOUR} | said
    return Arrival(UUID(int=1), UUID(int=2), **said)


def test_an_ordinary_arrival_has_nothing_wrong():
    assert wrong_times(arrival(detention_authorised_at=NOW - HOUR, left_at=NOW), NOW) == ()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"arrived_at": NOW + HOUR}, "in the future"),
        ({"detention_authorised_at": NOW - 3 * HOUR}, "before they arrived"),
        ({"detention_authorised_at": NOW + HOUR}, "in the future"),
        ({"left_at": NOW - 3 * HOUR}, "before they arrived"),
        ({"left_at": NOW + HOUR}, "in the future"),
        ({"reference": "  "}, "custody record number"),
    ],
)
def test_times_that_contradict_each_other_are_refused_in_words(said, words):
    (reason,) = wrong_times(arrival(**said), NOW)
    assert words in reason


@given(spans, spans)
def test_overlapping_is_mutual(one, other):
    assert one.overlaps(other) == other.overlaps(one)


@given(spans, spans, moments)
def test_spans_overlap_when_they_share_a_moment(one, other, moment):
    def holds(span):
        return span.start <= moment and (span.end is None or moment < span.end)

    if holds(one) and holds(other):
        assert one.overlaps(other)


def test_one_that_begins_as_the_other_ends_does_not_overlap():
    assert not Span("a", NOW, NOW + HOUR).overlaps(Span("b", NOW + HOUR))


days = st.dates(date(1930, 1, 1), date(2026, 11, 1))


@given(days, st.sampled_from([BornPrecision.MONTH, BornPrecision.YEAR]))
def test_who_may_still_be_a_child_counts_as_one(born, precision):
    known = date(born.year, born.month if precision is BornPrecision.MONTH else 1, 1)
    on = date(2026, 11, 2)
    if under_18(born, BornPrecision.DAY, on):
        assert under_18(known, precision, on)


def test_with_only_a_year_known_the_eighteenth_year_counts_as_under_18():
    on = date(2026, 11, 2)
    assert under_18(date(2008, 1, 1), BornPrecision.YEAR, on) is True
    assert under_18(date(2007, 1, 1), BornPrecision.YEAR, on) is False
    assert under_18(date(2008, 11, 1), BornPrecision.MONTH, on) is True
    assert under_18(date(2008, 10, 1), BornPrecision.MONTH, on) is False
    assert under_18(None, BornPrecision.UNKNOWN, on) is None


@given(st.none() | days, st.sampled_from(list(BornPrecision)))
def test_somebody_of_any_age_has_a_team(born, precision):
    on = date(2026, 11, 2)
    assert is_for(True, born, precision, on) or is_for(False, born, precision, on)


def test_a_team_for_children_does_not_come_to_know_adults():
    on = date(2026, 11, 2)
    assert not is_for(True, date(1992, 1, 1), BornPrecision.DAY, on)
    assert not is_for(False, date(2012, 1, 1), BornPrecision.DAY, on)
    assert is_for(None, date(2012, 1, 1), BornPrecision.DAY, on)
