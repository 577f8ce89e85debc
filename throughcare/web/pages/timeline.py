"""A person's way as a picture: a lane for each episode, stays as bars, events as marks.

The picture says nothing that the list beside it does not say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from throughcare.pathway.queries import Passage
from throughcare.pathway.rules import EPISODE_WORDS, EVENT_WORDS, EpisodeKind
from throughcare.web.words import LONDON, day, day_and_time, plural

WIDTH, LEFT, LANE, TOP = 900.0, 190.0, 34, 26
SHORTEST = timedelta(hours=12)
TICKS = 5
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
    ticks = tuple(
        {"x": x(start + span * part / TICKS), "says": _tick(start + span * part / TICKS, span)}
        for part in range(TICKS)
    )
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


def _tick(moment: datetime, span: timedelta) -> str:
    local = moment.astimezone(LONDON)
    if span < timedelta(days=3):
        return f"{local:%H:%M}"
    return f"{local.day} {local:%b}" + (f" {local.year}" if span > timedelta(days=300) else "")
