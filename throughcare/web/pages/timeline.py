"""A person's way as a picture: a lane for each episode, stays as bars, events as marks.

The picture says nothing that the list beside it does not say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from throughcare.pathway.queries import Passage
from throughcare.pathway.rules import EPISODE_WORDS, EVENT_WORDS, EpisodeKind
from throughcare.web.words import LONDON, day, day_and_time, plural

WIDTH, LEFT, LANE, TOP = 900.0, 190.0, 34, 26
SHORTEST = timedelta(hours=12)
MOST_TICKS = 6
STEPS = tuple(timedelta(hours=hours) for hours in (1, 2, 3, 6, 12, 24, 48, 96, 168, 336))
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
COLOURS = {
    EpisodeKind.CUSTODY: "police",
    EpisodeKind.VOLUNTARY: "police",
    EpisodeKind.COURT: "court",
    EpisodeKind.DETENTION: "secure",
    EpisodeKind.IMMIGRATION: "secure",
    EpisodeKind.HOSPITAL: "health",
    EpisodeKind.PLACE_OF_SAFETY: "health",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """What the template draws: lanes with bars and marks, ticks of time, and a height."""

    height: int
    lanes: tuple[dict[str, Any], ...]
    ticks: tuple[dict[str, Any], ...]
    says: str


def picture(episodes: Sequence[Passage], at: datetime) -> Picture | None:
    """The picture of episodes, oldest on top; nothing where there is nothing to draw."""
    episodes = sorted(episodes, key=lambda each: each.started_at)
    if not episodes:
        return None
    start = min(each.started_at for each in episodes)
    end = max([each.ended_at or at for each in episodes])
    span = max(end - start, SHORTEST)

    def x(moment: datetime) -> float:
        share = min(max((moment - start) / span, 0.0), 1.0)
        return round(LEFT + share * (WIDTH - LEFT - 12), 1)

    lanes = tuple(_lane(each, number, x, at) for number, each in enumerate(episodes))
    ticks = tuple({"x": x(each), "says": _tick(each, span)} for each in _ticks(start, span))
    says = f"{plural(episodes, 'episode')} from {day(start)} to {day(end)}, as in the list below"
    return Picture(TOP + LANE * len(lanes) + 8, lanes, ticks, says)


def _lane(each: Passage, number: int, x: Any, at: datetime) -> dict[str, Any]:
    y = TOP + LANE * number
    end = each.ended_at or at
    return {
        "y": y,
        "says": EPISODE_WORDS[each.kind],
        "colour": COLOURS.get(each.kind, "other"),
        "from": x(each.started_at),
        "width": max(round(x(end) - x(each.started_at), 1), 2),
        "bars": [
            {
                "x": x(stay.arrived_at),
                "width": max(round(x(stay.left_at or at) - x(stay.arrived_at), 1), 4),
                "says": f"{stay.place_name}, {day_and_time(stay.arrived_at)} to "
                + (day_and_time(stay.left_at) if stay.left_at else "now"),
            }
            for stay in each.stays
        ],
        "marks": [
            {
                "x": x(event.happened_at),
                "says": f"{EVENT_WORDS[event.kind]}, {day_and_time(event.happened_at)}",
            }
            for event in each.events
            if event.happened_at and not event.corrected_by and not event.struck_out
        ],
    }


def _ticks(start: datetime, span: timedelta) -> Iterator[datetime]:
    """Full hours, days or months that divide the time into a handful of parts."""
    moment = start.astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    step = next((each for each in STEPS if span / each <= MOST_TICKS), None)
    months = next((each for each in MONTHS if span.days / 30 / each <= MOST_TICKS), MONTHS[-1])
    if step is None:
        moment = moment.replace(month=1, day=1)
    while moment <= start + span:
        if moment >= start:
            yield moment
        if step is not None:
            moment += step  # as the clock on the wall shows it, on days of 23 hours too
        else:
            years, month = divmod(moment.month - 1 + months, 12)
            moment = moment.replace(year=moment.year + years, month=month + 1)


def _tick(moment: datetime, span: timedelta) -> str:
    if span < timedelta(days=3) and (moment.hour or moment.minute):
        return f"{moment:%H:%M}"
    return f"{moment.day} {moment:%b}" + (f" {moment.year}" if span > timedelta(days=300) else "")
