"""Who needs somebody first: an order of reasons, read from a file that each service may change.

The reason that stands highest in the order decides; reasons are never added up to a score, and
none of them is about an offence.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path

from throughcare.clocks.kept import Clock
from throughcare.clocks.reckoning import State
from throughcare.sourced import load

FILE = Path(__file__).parents[1] / "urgency.yaml"
SCHEMA = Path(__file__).parents[1] / "urgency.schema.json"


class UrgentBecause(StrEnum):
    """Why somebody on the board comes before others."""

    SELF_HARM = "self-harm"
    CLOCK_OVER = "clock-over"
    UNDER_18 = "under-18"
    CLOCK_SOON = "clock-soon"
    ALERTED_NOT_SEEN = "alerted-not-seen"


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of somebody on the board that may make them urgent. Unknown is no sign."""

    self_harm: bool = False
    under_18: bool | None = None
    alerted_not_seen: bool = False
    clocks: tuple[Clock, ...] = ()


@dataclass(frozen=True, slots=True)
class Urgency:
    """The place of the strongest reason in the order, from 0, and all reasons in that order."""

    place: int
    reasons: tuple[UrgentBecause, ...]


@cache
def published_order(path: Path = FILE) -> dict[UrgentBecause, str]:
    """The reasons in their order, each with its words."""
    entries = load(path, SCHEMA).data["reasons"]
    return {UrgentBecause(entry["id"]): entry["words"] for entry in entries}


def urgency(signs: Signs, order: Iterable[UrgentBecause]) -> Urgency:
    """How urgent somebody is: by the highest reason that holds, after all reasons if none does."""
    order = tuple(order)
    states = {clock.state for clock in signs.clocks}
    holds = {
        UrgentBecause.SELF_HARM: signs.self_harm,
        UrgentBecause.CLOCK_OVER: State.BREACHED in states,
        UrgentBecause.UNDER_18: signs.under_18 is True,
        UrgentBecause.CLOCK_SOON: State.DUE_SOON in states,
        UrgentBecause.ALERTED_NOT_SEEN: signs.alerted_not_seen,
    }
    reasons = tuple(reason for reason in order if holds[reason])
    return Urgency(order.index(reasons[0]) if reasons else len(order), reasons)


def board_order(
    found: Urgency, clocks: tuple[Clock, ...], arrived_at: datetime
) -> tuple[int, bool, datetime, datetime]:
    """What to sort the board by: urgency, then what is due first, then who came first."""
    due = clocks[0].due_at if clocks else None
    return (found.place, due is None, due or arrived_at, arrived_at)
