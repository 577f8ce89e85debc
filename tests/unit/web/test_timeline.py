"""The picture of a journey: its marks of time are full hours, days or months."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from throughcare.pathway.queries import Passage
from throughcare.pathway.rules import EpisodeKind
from throughcare.web.pages.timeline import MOST_TICKS, picture

START = datetime(2026, 10, 24, 9, 33, tzinfo=UTC)


def told(span: timedelta, start: datetime = START) -> list[str]:
    """The times beneath the picture of one episode."""
    episode = Passage(uuid4(), EpisodeKind.CUSTODY, None, None, start, start + span, None, (), ())
    drawn = picture([episode], start + span)
    assert drawn is not None
    return [tick["says"] for tick in drawn.ticks]


def test_a_day_is_divided_by_full_hours():
    assert told(timedelta(hours=11)) == ["12:00", "14:00", "16:00", "18:00", "20:00", "22:00"]


def test_midnight_is_said_as_a_day_and_the_clocks_going_back_change_nothing():
    assert told(timedelta(hours=60)) == ["12:00", "25 Oct", "12:00", "26 Oct", "12:00"]


def test_weeks_months_and_years_begin_on_a_day():
    assert told(timedelta(days=20)) == ["28 Oct", "1 Nov", "5 Nov", "9 Nov", "13 Nov"]
    assert told(timedelta(days=150)) == ["1 Nov", "1 Dec", "1 Jan", "1 Feb", "1 Mar"]
    assert told(timedelta(days=800))[:2] == ["1 Jan 2027", "1 Jul 2027"]


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30_000)))
def test_there_are_always_some_and_never_too_many(span):
    assert 1 <= len(told(span)) <= 2 * MOST_TICKS
