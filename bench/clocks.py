"""`python -m bench.clocks`: how many clocks a second, beside a naive way with the same answers.

Writes docs/reference/clock-speed.md. The naive way reckons each clock from scratch as one would
write it first: it looks the limit up, reads its length from text, sorts the events, and uses
python-dateutil for months and time zones and the `holidays` package for working days. It knows no
extensions that a court sets, and gives no reasons.
"""

import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from uuid import UUID, uuid4

import holidays
from dateutil import tz
from dateutil.parser import isoparse
from dateutil.relativedelta import relativedelta

from bench.report import machine
from throughcare.clocks.limits import Limit, published
from throughcare.clocks.standing import status_of
from throughcare.pathway.rules import EventKind, PlaceKind
from throughcare.pathway.rules.running import Told, during_stay, running
from throughcare.web.clock import now

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "clock-speed.md"
TARGET = 50_000
CLOCKS, NAIVE_CLOCKS, STAYS, TIMES = 200_000, 10_000, 20_000, 5
FROM = datetime(2025, 1, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
LONDON = tz.gettz("Europe/London")
Events = tuple[tuple[str, datetime], ...]
Stay = tuple[UUID, UUID, UUID, PlaceKind, datetime]


@dataclass
class Asked:
    """One clock: which limit, what happened, and the moment at which it is looked at."""

    limit: Limit
    events: Events
    at: datetime


def mixed(count: int, rng: random.Random) -> list[Asked]:
    """Clocks of every limit that something can start, with two to six events each."""
    limits = [limit for limit in published().all if limit.starts and not limit.awaits_commencement]
    return [_asked(limits[number % len(limits)], rng) for number in range(count)]


def _asked(limit: Limit, rng: random.Random) -> Asked:
    start = FROM + timedelta(minutes=rng.randrange(600 * 24 * 60))
    events = [(limit.starts[0].event, start)]
    usual = timedelta(days=rng.choice((1, 1, 3, 30)))
    if limit.ends and rng.random() < 0.4:
        events.append((rng.choice(limit.ends), start + usual * rng.random()))
    for pause in limit.pauses:
        if rng.random() < 0.2:
            gone = start + usual * rng.random() * 0.5
            events += [(pause.begins, gone), (pause.ends[0], gone + 3 * HOUR)]
    for extension in limit.extensions[:1]:
        if rng.random() < 0.2:
            events.append((extension.event, start + usual * rng.random()))
    events.append(("note-written", start + HOUR))
    rng.shuffle(events)
    return Asked(limit, tuple(events), start + usual * rng.random() * 1.5)


def ours(asked: list[Asked]) -> None:
    """Every clock with the engine of the product."""
    for each in asked:
        status_of(each.limit, each.events, each.at)


def naive(asked: list[Asked]) -> None:
    """Every clock from scratch."""
    for each in asked:
        reckoned(each)


def reckoned(asked: Asked) -> tuple[str, datetime | None]:
    """State and due moment of one clock, the naive way."""
    entry = next(each for each in published().all if each.id == asked.limit.id)
    texts = sorted((moment.isoformat(), name) for name, moment in asked.events)
    told = [(name, isoparse(text)) for text, name in texts]
    told = [(name, moment) for name, moment in told if moment <= asked.at]
    names = {start.event: start for start in entry.starts}
    begun = [
        _after(moment, names[name].after) if names[name].after else moment
        for name, moment in told
        if name in names and not names[name].opens_before
    ]
    begun = [moment for moment in begun if moment <= asked.at]
    if not begun:
        return "not_started", None
    start = max(begun) if entry.begins_again else min(begun)
    ended = [moment for name, moment in told if name in entry.ends and moment > start]
    seen = min(ended) if ended else asked.at
    length = entry.length.value
    if length is None:
        return "met" if ended else "running", None
    due = _after(start, length)
    for pause in entry.pauses:
        gone = [moment for name, moment in told if name == pause.begins and start <= moment]
        back = [moment for name, moment in told if name in pause.ends]
        for moment in gone:
            until = min([each for each in back if each > moment] or [seen])
            due += max(min(until, seen) - moment, timedelta(0)) if moment <= due else timedelta(0)
    return ("breached" if seen > due else "met" if ended else "running"), due


def _after(start: datetime, length) -> datetime:
    local = start.astimezone(LONDON)
    if length.working_days or length.whole_days is not None:
        day, left = local.date(), length.working_days or length.whole_days
        while left > 0:
            day += timedelta(days=1)
            left -= 1 if length.whole_days is not None or _works(day) else 0
        while length.back and not _works(day):
            day -= timedelta(days=1)
        return datetime.combine(day + timedelta(days=1), datetime.min.time(), LONDON)
    moved = local + relativedelta(months=length.months, days=length.days)
    return moved.astimezone(tz.UTC) + relativedelta(hours=length.hours, minutes=length.minutes)


CALENDAR = holidays.country_holidays("GB", subdiv="ENG")


def _works(day: date) -> bool:
    return day.weekday() < 5 and day not in CALENDAR


def stays(count: int, rng: random.Random) -> list[tuple[Stay, list[Told]]]:
    """Stays in custody suites and prisons that go on, with what happened in them."""
    found = []
    for number in range(count):
        custody = number % 2
        place = PlaceKind.CUSTODY_SUITE if custody else PlaceKind.PRISON
        start = FROM + timedelta(minutes=rng.randrange(3000))
        told = [Told(EventKind.ARRIVED if custody else EventKind.RECEIVED, start)]
        if custody:
            told.append(Told(EventKind.DETENTION_AUTHORISED, start + HOUR / 3))
            told += [Told(EventKind.REVIEWED, start + 5 * HOUR)] * (rng.random() < 0.5)
            told += [Told(EventKind.TO_TREATMENT, start + HOUR)] * (rng.random() < 0.05)
        elif rng.random() < 0.1:
            told.append(Told(EventKind.TRANSFER_REFERRED, start + HOUR))
        ids = (uuid4(), uuid4(), uuid4())
        found.append(((*ids, place, start), told))
    return found


def anew(asked: list[tuple[Stay, list[Told]]]) -> int:
    """The clocks of stays counted anew, as after a limit changed; how many were reckoned."""
    limits, reckoned_now = published(), 0
    for stay, told in asked:
        one = during_stay(stay, told)
        assert one is not None
        running(one, FROM + timedelta(days=3), limits)
        reckoned_now += len(one.limits)
    return reckoned_now


def rate(do: Callable[[Any], int | None], asked: list[Any], clocks: int = 0) -> tuple[float, float]:
    """The best clocks a second of several times: by the clock on the wall, and by the processor."""
    found, number = [], clocks or len(asked)
    for _ in range(TIMES):
        wall, cpu = perf_counter(), process_time()
        do(asked)
        found.append((number / (perf_counter() - wall), number / (process_time() - cpu)))
    return max(each[0] for each in found), max(each[1] for each in found)


def main() -> None:
    """Measure both, print, and write the page."""
    rng = random.Random(4)
    asked = mixed(CLOCKS, rng)
    plain = [each for each in asked if not each.limit.extensions and not each.limit.pauses]
    rich = [each for each in asked if each.limit.pauses]
    there = stays(STAYS, rng)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    rows = [
        ("all limits, mixed", *rate(ours, asked)),
        ("limits without extension and pause", *rate(ours, plain)),
        ("detention, with pauses and extensions", *rate(ours, rich)),
        ("reasons as well (`because`)", *rate(with_reasons, asked[:NAIVE_CLOCKS])),
        ("kept clocks counted anew from the events of stays", *rate(anew, there, anew(there))),
        ("naive way, mixed", *rate(naive, asked[:NAIVE_CLOCKS])),
    ]
    met = "met" if rows[0][1] >= TARGET else "**missed**"
    lines = [
        "# How fast clocks are reckoned",
        "",
        f"Written by `python -m bench.clocks` ({now():%-d %B %Y}); do not edit by hand.",
        "",
        f"{CLOCKS:,} made-up clocks over {len({each.limit for each in asked})} limits, two to six"
        f" events each in any order, in one process; the best of {TIMES}. {machine()}. Load average"
        f" when it began: {load}.",
        "",
        "The naive way reckons each clock from scratch with python-dateutil and the `holidays`"
        " package, without extensions and reasons.",
        "",
        "| what | clocks a second | clocks a second of processor |",
        "|---|---|---|",
        *(f"| {what} | {wall:,.0f} | {cpu:,.0f} |" for what, wall, cpu in rows),
        "",
        f"Target {TARGET:,} clocks a second for all limits, mixed: {met}."
        f" Beside the naive way: {rows[0][1] / rows[-1][1]:.0f} times as fast.",
    ]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def with_reasons(asked: list[Asked]) -> None:
    """Every clock with its sentences."""
    for each in asked:
        assert status_of(each.limit, each.events, each.at).because


if __name__ == "__main__":
    main()
