"""What people type as dates and times is read as they meant it, or they are told what to do."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.web.dates import NotRead, PartialDate, moment_in_london, read_date, read_time


@given(on=st.dates(date(1850, 1, 1), date(2200, 12, 31)), name=st.sampled_from(["%m", "%B", "%b"]))
def test_every_date_is_read_whether_its_month_is_a_number_or_a_name(on, name):
    assert read_date(str(on.day), on.strftime(name), str(on.year)).complete() == on


@pytest.mark.parametrize("month", ["9", "09", "sept", "Sep.", " SEPTEMBER "])
def test_a_month_may_be_written_in_many_ways(month):
    assert read_date("3", month, "1992").complete() == date(1992, 9, 3)


def test_parts_that_are_not_known_stay_unknown():
    assert read_date("", "", "1992") == PartialDate(1992)
    assert str(read_date("", "march", "1992")) == "March 1992"
    assert read_date("", "3", "1992").complete() is None


@pytest.mark.parametrize(
    ("typed", "part", "says"),
    [
        (("31", "2", "1992"), "day", "February 1992 does not have a day 31"),
        (("29", "2", "1991"), "day", "February 1991 does not have a day 29"),
        (("0", "2", "1992"), "day", "from 1 to 31"),
        (("x", "2", "1992"), "day", "from 1 to 31"),
        (("3", "13", "1992"), "month", "from 1 to 12"),
        (("3", "marble", "1992"), "month", "or as a name"),
        (("3", "", "1992"), "month", "must include a month"),
        (("3", "2", ""), "year", "must include a year"),
        (("3", "2", "92"), "year", "4 numbers"),
        (("3", "2", "1066"), "year", "between 1850 and 2200"),
    ],
)
def test_a_wrong_date_says_which_part_to_put_right_and_how(typed, part, says):
    with pytest.raises(NotRead, match=says) as refused:
        read_date(*typed)
    assert refused.value.part == part


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:30", time(14, 30)),
        ("2.30pm", time(14, 30)),
        ("1430", time(14, 30)),
        ("2 PM", time(14)),
        ("12 am", time(0)),
        ("12:05 p.m.", time(12, 5)),
        ("midday", time(12)),
        ("midnight", time(0)),
        ("0:07", time(0, 7)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed, meant):
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["3", "25:00", "14:60", "13 pm", "0 am", "soon", "", "1:2"])
def test_a_time_that_could_mean_two_things_or_none_is_refused(typed):
    with pytest.raises(NotRead, match="like 2:30 pm or 14:30"):
        read_time(typed)


def test_a_london_clock_is_read_with_summer_time():
    assert moment_in_london(date(2026, 7, 1), time(0, 30)) == datetime(
        2026, 6, 30, 23, 30, tzinfo=UTC
    )
    assert moment_in_london(date(2026, 1, 1), time(0, 30)) == datetime(
        2026, 1, 1, 0, 30, tzinfo=UTC
    )


def test_an_hour_that_comes_twice_is_the_first_and_one_that_is_skipped_is_refused():
    twice = moment_in_london(date(2026, 10, 25), time(1, 30))
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    with pytest.raises(NotRead, match="The clocks went forward"):
        moment_in_london(date(2026, 3, 29), time(1, 30))
