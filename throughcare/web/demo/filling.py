"""Fills an empty record with the people of Ambershire, moment by moment, by those on duty."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random

from throughcare.access.actions.acting import whole
from throughcare.clocks.lengths import LOCAL
from throughcare.web.demo import custody, directory, fit
from throughcare.web.demo.case import Case, Steps
from throughcare.web.demo.county import County, set_up
from throughcare.web.demo.meeting import pass_through
from throughcare.web.demo.onward import goes_on
from throughcare.web.demo.passages import Life, Meeting, Passage
from throughcare.web.demo.plan import population
from throughcare.web.demo.shares import Decks, Shares, published
from throughcare.web.demo.side_by_side import stoppable, together

LOG_AT = time(6)
"""When custody's log of the days before is brought in."""


DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Order:
    """How many people over how many days before which moment; the seed makes them who they are."""

    people: int
    days: int
    seed: int
    now: datetime

    @property
    def began(self) -> datetime:
        """The first moment of the county."""
        return self.now - self.days * DAY


@dataclass(frozen=True, slots=True)
class Filled:
    """What was made: the lives as they were planned, and how they fit the published shares."""

    county: County
    lives: tuple[Life, ...]
    fit: tuple[fit.Fit, ...]


def fill(order: Order, *, say: Callable[[float], None], processes: int = 1) -> Filled:
    """Make the county and its people; `say` hears how far it has come, from 0 to 1.

    The same order makes the same people with the same days, by however many processes.
    """
    with stoppable() as stop_if_asked:
        shares = published()
        lives = population(
            _chance(order.seed),
            Decks(shares.all),
            people=order.people,
            days=order.days,
            now=order.now,
        )
        county = set_up(at=order.began, on=order.began.astimezone(LOCAL).date())

        def live(part: int, meet: Callable[[], None], tell: Callable[[float], None]) -> None:
            def meet_or_stop() -> None:
                meet()
                stop_if_asked()

            Calendar(county, lives[part::processes], shares, order).live(meet_or_stop, tell)

        with _few_collections():
            together(live, processes=processes, say=say)
        directory.fill_directory(county, order.now)
    return Filled(county, tuple(lives), tuple(fit.fit(lives, shares)))


@contextmanager
def _few_collections() -> Iterator[None]:
    """Millions of short-lived objects come and go here: looking through them takes long."""
    often = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*often)
        gc.unfreeze()


def _chance(seed: int | str) -> Random:
    return Random(seed)  # noqa: S311 - nothing secret is drawn


class Calendar:
    """The steps of everybody, each taken when its moment has come; later ones stay untaken."""

    def __init__(self, county: County, lives: Iterable[Life], shares: Shares, order: Order) -> None:
        self.order = order
        self._next: list[tuple[datetime, int, Steps]] = []
        self._turn = count()
        passed: list[tuple[Case, Passage]] = []
        for life in lives:
            rng = _chance(f"{order.seed}/{life.number}")
            case = Case(life, county, shares, rng, order.now, self.begin)
            for passage in life.passages:
                over = passage.leaves_at <= order.now
                unseen = passage.meeting is Meeting.NOT_CONSIDERED
                if over and unseen and not goes_on(passage, life, order.now):
                    passed.append((case, passage))
                else:
                    self.begin(pass_through(case, passage))
        self.begin(_logs(county, passed, order.now))

    def begin(self, steps: Steps) -> None:
        """Take these steps too, each at its moment."""
        moment = next(steps, None)
        if moment is not None and moment <= self.order.now:
            heappush(self._next, (moment, next(self._turn), steps))

    def live(self, meet: Callable[[], None], say: Callable[[float], None]) -> None:
        """Take every step up to now; a day is kept whole or not at all, and then `meet` is called.

        Meeting after each day keeps the trail in order where several processes write it.
        """
        for day in range(1, self.order.days + 1):
            with whole():
                self._live_until(self.order.began + day * DAY)
            meet()
            say(day / self.order.days)

    def _live_until(self, end: datetime) -> None:
        while self._next and self._next[0][0] <= end:
            self.begin(heappop(self._next)[2])


def _logs(county: County, passed: list[tuple[Case, Passage]], now: datetime) -> Steps:
    """Every third morning, custody's log of those who came and went without being considered."""
    waiting = sorted(passed, key=lambda each: (each[1].leaves_at, each[0].life.number))
    while waiting:
        first = waiting[0][1].leaves_at.astimezone(LOCAL)
        morning = datetime.combine(first.date(), LOG_AT, LOCAL)
        if morning <= first:
            morning += timedelta(days=1)
        morning += timedelta(days=2)
        moment = min(morning.astimezone(now.tzinfo), now)
        yield moment
        night = [each for each in waiting if each[1].leaves_at <= moment]
        custody.bring_in(county, night, moment)
        waiting = waiting[len(night) :]
