"""Plans a whole population: who is arrested when, who is here now, and how each passage goes."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from throughcare.clocks.lengths import LOCAL
from throughcare.web.demo.passages import (
    SUITES,
    Life,
    Meeting,
    Passage,
    Result,
    draw_passage,
)
from throughcare.web.demo.people import Drawn, draw
from throughcare.web.demo.shares import Shares, weighted

HERE_NOW_OF = 40 / 1500
FEWEST_HERE = 14
LEAST_BETWEEN = timedelta(days=3)
LONGEST_STAY = timedelta(hours=26)
HERE_BEFORE = 0.35
LATELY = 10
"""How many more left custody in the last days with something still to do."""
HOURS = {"night": 4, "morning": 5, "afternoon": 7, "evening": 8}
"""How arrivals spread over the day; invented."""
EARLIEST = {"night": 0, "morning": 6, "afternoon": 12, "evening": 18}
STATES = (
    Meeting.ALERTED,
    Meeting.SEEN,
    Meeting.ALERTED,
    Meeting.NOT_CONSIDERED,
    Meeting.WAITING,
    Meeting.BEING_SEEN,
    Meeting.SEEN,
    Meeting.DECLINED,
    Meeting.NOT_CONSIDERED,
    Meeting.SEEN,
)
"""How far those who are here now have come, in turn, so that the board shows every state."""
OVER, REVIEW_SOON, REVIEW_OVER, SCREENING = 0, 2, 4, 5
"""Whose clock has run out, whose review is due soon or missed, and who is being asked."""


def population(rng: Random, shares: Shares, *, people: int, days: int, now: datetime) -> list[Life]:
    """Everybody with their passages over the days before `now`; the first ones are here now."""
    here = min(people // 2, max(FEWEST_HERE, round(people * HERE_NOW_OF)))
    on = now.astimezone(LOCAL).date()
    lives = []
    for number in range(people):
        drawn = draw(
            rng,
            shares,
            number,
            on=on,
            days=days,
            child=_child_here(number) if number < here else None,
        )
        passages = _past(rng, shares, drawn, days=days, now=now, again=number >= here)
        turn = number - here
        if 0 <= turn < min(LATELY, people // 10):
            passages = [_lately(rng, shares, drawn, turn, now=now)]
        elif turn < 0:
            passages = [each for each in passages if rng.random() < HERE_BEFORE]
            passages.append(_here_now(rng, shares, drawn, number, now=now))
        lives.append(Life(number, drawn, tuple(passages)))
    return lives


def _child_here(number: int) -> bool | None:
    return True if number % 10 == 7 else None


def _past(
    rng: Random, shares: Shares, drawn: Drawn, *, days: int, now: datetime, again: bool
) -> list[Passage]:
    earliest, latest = now - timedelta(days=days), now - LONGEST_STAY
    moments = [_moment(rng, earliest, latest)]
    while again and shares.happens(rng, "arrested-again"):
        moments.append(_moment(rng, earliest, latest))
    apart: list[datetime] = []
    for moment in sorted(moments):
        if not apart or moment - apart[-1] >= LEAST_BETWEEN:
            apart.append(moment)
    home = rng.randrange(SUITES)
    return [
        draw_passage(
            rng, shares, drawn, arrives_at=moment,
            suite=home if rng.random() < 0.8 else rng.randrange(SUITES),
        )
        for moment in apart
    ]  # fmt: skip


def _moment(rng: Random, earliest: datetime, latest: datetime) -> datetime:
    """A minute between two moments, more often in the evening than at night."""
    while True:
        day = earliest + rng.random() * (latest - earliest)
        hour = EARLIEST[weighted(rng, HOURS.items())] + rng.randrange(6)
        moment = day.astimezone(LOCAL).replace(
            hour=hour, minute=rng.randrange(60), second=0, microsecond=0
        )
        if earliest <= moment <= latest:
            return moment.astimezone(earliest.tzinfo)


def _lately(rng: Random, shares: Shares, drawn: Drawn, turn: int, *, now: datetime) -> Passage:
    """A passage of the last days that left work to do: unseen, or declined by a service."""
    unseen = turn % 2 == 0
    ago = LONGEST_STAY + timedelta(hours=8 * turn) + (timedelta(0) if unseen else timedelta(days=1))
    passage = draw_passage(
        rng,
        shares,
        drawn,
        arrives_at=(now - ago).replace(second=0, microsecond=0),
        suite=turn % SUITES,
        meeting=Meeting.LEFT_UNSEEN if unseen else Meeting.SEEN,
    )
    return passage if unseen else replace(passage, result=Result.REFERRED, comes_back=True)


def _here_now(rng: Random, shares: Shares, drawn: Drawn, number: int, *, now: datetime) -> Passage:
    """A passage that is going on, come as far as the person's turn in the states says."""
    elapsed = {
        OVER: timedelta(hours=24, minutes=35),
        REVIEW_SOON: timedelta(hours=5, minutes=45),
        REVIEW_OVER: timedelta(hours=7, minutes=20),
        SCREENING: timedelta(hours=3, minutes=10),
    }.get(number, timedelta(minutes=rng.randint(50, 15 * 60)))
    meeting = Meeting.SCREENING if number == SCREENING else STATES[number % len(STATES)]
    arrives_at = (now - elapsed).replace(second=0, microsecond=0)
    passage = draw_passage(
        rng, shares, drawn, arrives_at=arrives_at, suite=number % SUITES, meeting=meeting
    )
    still = timedelta(minutes=rng.randint(40, 8 * 60))
    return replace(
        passage,
        lasts=now - arrives_at + still,
        pace=min(passage.pace, elapsed / timedelta(hours=5)),
        reviewed=number != REVIEW_OVER,
        report=number % 2 == 1,
        opened=number % 4 != 1,
    )
