"""A clock speaks in one line, in English local time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from throughcare.clocks.kept import Clock, in_order, kept, seen_at
from throughcare.clocks.limits import Limits, PauseRule, published
from throughcare.clocks.reckoning import State
from throughcare.clocks.rules import Pause, clock
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
    assert of("pace.review.1", "detention-authorised", at).words() == words


def of(limit_id: str, name: str, at: int, *more: tuple[str, int]) -> Clock:
    """A clock that started at the beginning, kept at once and looked at so many minutes later."""
    events = ((name, AUTHORISED), *((other, minutes(after)) for other, after in more))
    told = max([AUTHORISED, *(moment for _, moment in events)])
    one = kept(limit_id, events, told, published())
    assert one is not None
    return seen_at(one, minutes(at), published())


def test_detention_says_the_day_when_it_is_not_today() -> None:
    words = of("pace.detention.basic", "relevant-time", 250).words()
    assert words == "Detention limit in 19 hours 50 minutes (9:20 am on Friday 5 June)"


def test_a_paused_clock_says_what_is_left() -> None:
    away = ("hospital-left-for", 60)
    clock = of("pace.detention.basic", "relevant-time", 90, away)
    assert clock.words() == "Detention limit: paused with 23 hours left"
    assert clock.due_at == minutes(24 * 60 + 30)
    later = of("pace.detention.basic", "relevant-time", 500, away)
    assert later.remaining == clock.remaining, "it stands still"
    assert later.warn_at == minutes(21 * 60 + 440)


def test_what_is_done_says_so_and_how_late_it_was() -> None:
    limit = published().in_force("pace.review.1", AUTHORISED.date())
    for met, words in (
        (300, "Review done 2:20 pm"),
        (375, "Review done 3:35 pm, 15 minutes late"),
    ):
        done = clock(limit, started_at=AUTHORISED, at=minutes(400), met_at=minutes(met))
        assert done.words() == words
    paused = clock(limit, started_at=AUTHORISED, at=minutes(60), pauses=[Pause(minutes(30))])
    assert paused.words() == "Review due: paused with 5 hours 30 minutes left"
    now = clock(limit, started_at=AUTHORISED, at=minutes(360))
    assert now.words() == "Review due now (3:20 pm)"
    over = clock(limit, started_at=AUTHORISED, at=minutes(381))
    assert over.words() == "Review was due 21 minutes ago (3:20 pm)"
    soon = clock(limit, started_at=AUTHORISED, at=minutes(320))
    assert soon.words() == "Review due in 40 minutes (3:20 pm)"
    child = published().in_force("aa.child", AUTHORISED.date())
    with pytest.raises(ValueError, match="has no length: as soon as practicable"):
        clock(child, started_at=AUTHORISED, at=AUTHORISED)


def test_working_days_are_said_to_the_end_of_the_last_day() -> None:
    words = of("referral.answer", "referral-sent", 0).words()
    assert words == "Answer due in 5 days (end of Tuesday 9 June)"
    assert "(end of today)" in of("referral.answer", "referral-sent", 5 * 24 * 60).words()


def test_where_nobody_sets_a_length_the_rule_is_said() -> None:
    screen = of("prison.first", "prison-reception", 10)
    assert screen.words() == "Reception screen due: before the first cell is allocated"
    assert "reception into prison. It is before the first cell is allocated." in screen.because()
    assert screen.remaining is None
    review = of("pace.review.1", "detention-authorised", 10)
    assert in_order([screen, review]) == (review, screen)


def test_a_report_is_due_when_the_court_said() -> None:
    report = of("report.court", "report-directed", 10, ("report-due", 600))
    assert "The end was set by whoever directed it." in report.because()


def test_a_clock_says_what_started_it_and_that_it_was_moved() -> None:
    one = of("pace.review.1", "detention-authorised", 10)
    assert one.because() == (
        "Started at 9:20 am: decision to authorise detention for the first time. "
        "The limit is 6 hours."
    )
    assert one.moved() == ""
    moved = replace(one, retimed_at=minutes(5))
    assert moved.moved().startswith("Counted again at 9:25 am, because something was told late")
    before = replace(moved, due_before=minutes(60)).moved()
    assert before.endswith("Before, it was due at 10:20 am.")


def test_what_is_done_or_has_only_to_last_is_not_kept() -> None:
    done = (("detention-authorised", AUTHORISED), ("review", minutes(60)))
    assert kept("pace.review.1", done, minutes(70), published()) is None
    rest = (("rest-began", AUTHORISED),)
    assert kept("pace.rest", rest, minutes(70), published()) is None
    assert kept("pace.review.1", (), minutes(70), published()) is None


def test_a_clock_that_opens_by_itself_later_is_kept_from_now_on() -> None:
    release = AUTHORISED + timedelta(days=100)
    one = kept("recon.window", (("release-date", release),), AUTHORISED, published())
    assert one is not None
    assert one.started_at == release - timedelta(days=84)
    late = kept("recon.window", (("release-date", release),), release, published())
    assert late == one, "time alone changes nothing that is kept"


def test_a_clock_that_opens_on_a_day_without_a_limit_is_not_kept() -> None:
    limit = published().in_force("bail.court", AUTHORISED.date())
    ended = replace(limit, length=replace(limit.length, effective_to=AUTHORISED.date()))
    limits = Limits((ended,), published().events)
    assert kept("bail.court", (("bail-started", AUTHORISED),), AUTHORISED, limits) is None


def test_a_pause_without_a_length_is_still_a_pause() -> None:
    limit = published().in_force("aa.adult", AUTHORISED.date())
    paused = replace(
        limit,
        pauses=(PauseRule("hospital-left-for", ("hospital-back",), "for the test"),),
    )
    limits = Limits((paused,), published().events)
    told = (("vulnerability-suspected", AUTHORISED), ("hospital-left-for", minutes(5)))
    one = kept("aa.adult", told, minutes(10), limits)
    assert one is not None
    assert (one.due_at, one.warn_at, one.paused_at) == (None, None, minutes(5))
    assert seen_at(one, minutes(20), limits).state is State.PAUSED


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
