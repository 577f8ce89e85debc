"""British dates and times: read as they were meant, or handed back with a reason."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.clocks.lengths import LOCAL
from throughcare.fhir.custody_log.reading.moments import OLDEST, YOUNGEST, Unclear, birth, moment
from throughcare.people.rules import BornPrecision, age_on

WAYS = (
    "%d/%m/%Y %H:%M",
    "%d-%b-%y %H%M",
    "%d/%m/%y %H:%M:%S",
    "%d.%m.%Y %H.%M",
    "%d %B %Y, %H:%M",
    "%d-%b-%Y %H:%M hrs",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S.000",
)
MOMENTS = st.datetimes(datetime(2001, 1, 1), datetime(2098, 12, 31)).map(  # noqa: DTZ001
    lambda at: at.replace(second=0, microsecond=0)
)


def _unambiguous(local: datetime) -> bool:
    at = local.replace(tzinfo=LOCAL)
    return at.utcoffset() == at.replace(fold=1).utcoffset()


@given(MOMENTS.filter(_unambiguous), st.sampled_from(WAYS))
def test_every_way_of_writing_a_moment_means_the_same_moment(local: datetime, way: str) -> None:
    assert moment(local.strftime(way)) == local.replace(tzinfo=LOCAL).astimezone(UTC)


@given(MOMENTS, st.sampled_from(["+01:00", "+00:00", "Z", "+0530"]))
def test_an_offset_settles_the_moment_on_any_night(local: datetime, offset: str) -> None:
    told = moment(f"{local:%Y-%m-%dT%H:%M}{offset}")
    assert told == datetime.fromisoformat(f"{local:%Y-%m-%dT%H:%M}{offset}")


@pytest.mark.parametrize("text", ["14:05", "1405", "2:05 pm", "2.05pm"])
def test_the_time_may_stand_in_the_next_column(text: str) -> None:
    assert moment("21/11/2026", text) == datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


def test_a_time_in_the_same_cell_is_not_joined_with_the_next_column() -> None:
    assert moment("21/11/2026 14:05", "1630") == datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31/11/2026 14:05", "no such day"),
        ("12/31/2026 14:05", "day comes before the month"),
        ("29/02/2027 14:05", "no such day"),
        ("21/11/2026", "time of day is missing"),
        ("21/11/2026 24:00", "two days"),
        ("21/11/2026 25:10", "no such time"),
        ("21/11/2026 13:05 pm", "no such time"),
        ("21/11/2026 later", "cannot be read"),
        ("29/03/2026 01:30", "went forward"),
        ("25/10/2026 01:30", "went back"),
        ("46347.58", "not a date"),
        ("01/01/0001 10:00", "year"),
        ("2026-11-21T10:00+99:00", "offset"),
        ("yesterday", "not a date"),
        ("1/2/3 10:00", "not a date"),
    ],
)
def test_what_cannot_be_or_could_be_two_moments_is_not_guessed(text: str, reason: str) -> None:
    with pytest.raises(Unclear) as unclear:
        moment(text)
    assert reason in unclear.value.problem
    assert unclear.value.what_to_do


@given(st.text(max_size=30), st.text(max_size=10))
def test_any_text_is_a_moment_or_unclear(text: str, time_text: str) -> None:
    with suppress(Unclear):
        assert moment(text, time_text).tzinfo is UTC


ON = date(2026, 11, 2)


@given(st.dates(date(1917, 1, 1), date(2016, 11, 1)))
def test_a_date_of_birth_with_two_digits_of_the_year_has_one_meaning(born: date) -> None:
    day, precision = birth(born.strftime("%d/%m/%y"), on=ON)
    assert (day, precision) == (born, BornPrecision.DAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("27/03/1992", (date(1992, 3, 27), BornPrecision.DAY)),
        ("27/03/1992 00:00:00", (date(1992, 3, 27), BornPrecision.DAY)),
        ("03/1992", (date(1992, 3, 1), BornPrecision.MONTH)),
        ("March 1992", (date(1992, 3, 1), BornPrecision.MONTH)),
        ("1992", (date(1992, 1, 1), BornPrecision.YEAR)),
        ("circa 1992", (date(1992, 1, 1), BornPrecision.ESTIMATED)),
    ],
)
def test_what_is_known_of_a_date_of_birth_is_kept_and_no_more(
    text: str, expected: tuple[date, BornPrecision]
) -> None:
    assert birth(text, on=ON) == expected


@given(st.dates(date(1880, 1, 1), date(2030, 1, 1)))
def test_an_age_that_cannot_be_is_handed_back(born: date) -> None:
    possible = born <= ON and YOUNGEST <= age_on(born, ON) <= OLDEST
    try:
        birth(f"{born:%d/%m}/{born.year:04d}", on=ON)
        assert possible
    except Unclear:
        assert not possible


@pytest.mark.parametrize("text", ["13/1992", "Foo 1992", "27/03/1992 10:15", "n/a", "0000"])
def test_what_is_no_date_of_birth_is_handed_back(text: str) -> None:
    with pytest.raises(Unclear):
        birth(text, on=ON)


def test_a_night_without_a_second_hour_has_all_other_hours() -> None:
    assert moment("29/03/2026 02:00") - moment("29/03/2026 00:59") == timedelta(minutes=1)
