"""A clock speaks in one line, in English local time."""

from datetime import UTC, datetime, timedelta

import pytest

from throughcare.clocks.limits import published
from throughcare.clocks.rules import Clock, Pause, clock, next_review
from throughcare.clocks.wording import at_local_time, span

# British summer time: 8:20 UTC is 9:20 am.
AUTHORISED = datetime(2026, 6, 4, 8, 20, tzinfo=UTC)


def minutes(number: int) -> datetime:
    return AUTHORISED + timedelta(minutes=number)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (0, "Review due in 6 hours (3:20 pm)"),
        (320, "Review due in 40 minutes (3:20 pm)"),
        (359, "Review due in 1 minute (3:20 pm)"),
        (360, "Review due now (3:20 pm)"),
        (381, "Review was due 21 minutes ago (3:20 pm)"),
    ],
)
def test_a_review_says_when_it_is_due(at: int, words: str) -> None:
    assert next_review(AUTHORISED, [], minutes(at)).words() == words


def of(limit_id: str, at: int, met: int | None = None, pauses: tuple[Pause, ...] = ()) -> Clock:
    limit = published().in_force(limit_id, AUTHORISED.date())
    met_at = None if met is None else minutes(met)
    return clock(limit, started_at=AUTHORISED, at=minutes(at), met_at=met_at, pauses=pauses)


def test_detention_says_the_day_when_it_is_not_today() -> None:
    words = of("pace.detention.basic", 250).words()
    assert words == "Detention limit in 19 hours 50 minutes (9:20 am on Friday 5 June)"


def test_a_paused_clock_says_what_is_left() -> None:
    words = of("pace.detention.basic", 90, pauses=(Pause(minutes(60)),)).words()
    assert words == "Detention limit: paused with 23 hours left"


def test_what_is_done_says_so_and_how_late_it_was() -> None:
    assert of("pace.review.1", 400, met=300).words() == "Review done 2:20 pm"
    late = "Review done 3:35 pm, 15 minutes late"
    assert of("pace.review.1", 400, met=375).words() == late


def test_working_days_are_said_to_the_end_of_the_last_day() -> None:
    words = of("referral.answer", 0).words()
    assert words == "Answer due in 5 days (end of Tuesday 9 June)"
    assert "(end of today)" in of("referral.answer", 5 * 24 * 60).words()


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 6, 4, 11, 0, tzinfo=UTC), "midday"),
        (datetime(2026, 6, 5, 11, 0, tzinfo=UTC), "midday on Friday 5 June"),
        (datetime(2026, 6, 4, 23, 0, tzinfo=UTC), "midnight at the start of Friday 5 June"),
        (datetime(2026, 6, 3, 23, 0, tzinfo=UTC), "midnight at the start of today"),
        (datetime(2027, 1, 4, 0, 5, tzinfo=UTC), "12:05 am on Monday 4 January 2027"),
    ],
)
def test_a_time_of_day_cannot_be_mistaken_for_another(moment: datetime, words: str) -> None:
    assert at_local_time(moment, seen_from=AUTHORISED) == words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1, seconds=59), "1 minute"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=47, minutes=59), "47 hours 59 minutes"),
        (timedelta(hours=50), "2 days"),
    ],
)
def test_a_stretch_of_time_is_cut_down_to_whole_units(length: timedelta, words: str) -> None:
    assert span(length) == words
