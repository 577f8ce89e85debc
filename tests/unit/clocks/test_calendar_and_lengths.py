"""Working days, months and nights in which the clocks change."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughcare.clocks.calendar import (
    add_months,
    add_working_days,
    bank_holidays,
    from_package,
    is_working_day,
)
from throughcare.clocks.lengths import Length, parse_length


# Source: gov.uk/bank-holidays, England and Wales, from background knowledge (not read again).
@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
        (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
        (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
        (2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"),
        (2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
    ],
)
def test_bank_holidays_are_as_published(year: int, days: str) -> None:
    assert " ".join(f"{day:%m-%d}" for day in sorted(bank_holidays(year))) == days


@pytest.mark.parametrize("year", range(2000, 2051))
def test_the_table_of_bank_holidays_is_what_the_package_says(year: int) -> None:
    assert bank_holidays(year) == from_package(year)


def test_a_year_outside_the_table_is_asked_of_the_package() -> None:
    # Easter Sunday 2057 is on 22 April.
    assert date(2057, 4, 20) in bank_holidays(2057)


def test_three_working_days_pass_over_a_weekend_and_a_bank_holiday() -> None:
    # From Thursday before Good Friday 2026: Tuesday, Wednesday, Thursday.
    assert add_working_days(date(2026, 4, 2), 3) == date(2026, 4, 9)
    assert add_working_days(date(2026, 4, 4), 1) == date(2026, 4, 7)


@settings(deadline=None)
@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 30))
def test_working_days_are_counted_one_by_one(start: date, days: int) -> None:
    end = add_working_days(start, days)
    between = (start + timedelta(days=each) for each in range(1, (end - start).days + 1))
    assert sum(map(is_working_day, between)) == days
    assert is_working_day(end)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ((2026, 11, 30), 3, (2027, 2, 28)),
        ((2027, 11, 30), 3, (2028, 2, 29)),
        ((2028, 2, 29), 12, (2029, 2, 28)),
        ((2026, 12, 31), 1, (2027, 1, 31)),
        ((2026, 9, 15), 3, (2026, 12, 15)),
    ],
)
def test_months_follow_the_calendar_and_its_leap_days(
    start: tuple[int, int, int], months: int, end: tuple[int, int, int]
) -> None:
    assert add_months(date(*start), months) == date(*end)


def test_hours_elapse_through_the_nights_in_which_the_clocks_change() -> None:
    # The clocks go forward on 29 March 2026 and back on 25 October 2026.
    for evening in (datetime(2026, 3, 28, 20, tzinfo=UTC), datetime(2026, 10, 24, 19, tzinfo=UTC)):
        assert Length(hours=24).after(evening) - evening == timedelta(hours=24)


def test_days_and_months_keep_the_time_of_day_when_the_clocks_change() -> None:
    evening = datetime(2026, 3, 28, 20, tzinfo=UTC)
    assert Length(days=1).after(evening) == datetime(2026, 3, 29, 19, tzinfo=UTC)
    assert Length(months=1).after(evening) == datetime(2026, 4, 28, 19, tzinfo=UTC)
    before = datetime(2028, 2, 28, 12, tzinfo=UTC)
    assert Length(days=1).after(before) == datetime(2028, 2, 29, 12, tzinfo=UTC)


def test_working_days_end_at_the_midnight_that_ends_the_last_of_them() -> None:
    # Sent on a Friday in winter; three working days end with Wednesday 1 April, in summer time.
    sent = datetime(2026, 3, 27, 16, tzinfo=UTC)
    assert Length(working_days=3).after(sent) == datetime(2026, 4, 1, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("PT24H", Length(hours=24)),
        ("PT1H30M", Length(hours=1, minutes=30)),
        ("P7D", Length(days=7)),
        ("P3M", Length(months=3)),
        ("P1DT12H", Length(days=1, hours=12)),
        ("1 working day", Length(working_days=1)),
        ("3 working days", Length(working_days=3)),
        ("56 whole days", Length(whole_days=56)),
        ("56 whole days or the working day before", Length(whole_days=56, back=True)),
        ("same day", Length(whole_days=0)),
    ],
)
def test_a_length_is_read_as_it_is_written(text: str, length: Length) -> None:
    assert parse_length(text) == length


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (Length(hours=24), "24 hours"),
        (Length(hours=1, minutes=30), "1 hour 30 minutes"),
        (Length(months=3), "3 months"),
        (Length(working_days=1), "1 working day"),
        (Length(whole_days=0), "the same day"),
        (Length(whole_days=56), "56 days, not counting the first"),
        (
            Length(whole_days=1, back=True),
            "1 day, not counting the first, or the working day before",
        ),
    ],
)
def test_a_length_is_said_as_people_say_it(length: Length, words: str) -> None:
    assert length.in_words() == words


def test_whole_days_end_with_the_last_of_them_and_may_fall_back() -> None:
    # From Friday 25 December 2026, a bank holiday; Monday 28th is one as well.
    start = datetime(2026, 12, 25, 10, tzinfo=UTC)
    assert Length(whole_days=3).after(start) == datetime(2026, 12, 29, tzinfo=UTC)
    assert Length(whole_days=3, back=True).after(start) == datetime(2026, 12, 25, tzinfo=UTC)
    assert Length(whole_days=9, back=True).after(start, less_days=2) == (
        datetime(2027, 1, 1, tzinfo=UTC)
    )
    assert Length(whole_days=5).after(start, less_days=9) == datetime(2026, 12, 26, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "P", "PT", "P24", "24H", "P1Y", "3 days", "-PT1H"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a length"):
        parse_length(text)
