"""Urgent answers that open a clock: which limit each has, and what may be said to have been done.

Keeping the person safe waits for nothing. The clock is for what is easily lost afterwards: that
somebody says what was done.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from throughcare.clocks.lengths import LOCAL
from throughcare.clocks.limits import published
from throughcare.clocks.rules import Clock, clock
from throughcare.screening.rules.responses import Decision
from throughcare.screening.rules.worded import Worded

SUICIDE, WITHDRAWAL = "urgent.suicide", "urgent.withdrawal"
PREGNANCY, HEAD_INJURY = "urgent.pregnancy", "urgent.head-injury"
OPENS: Mapping[str, str] = MappingProxyType(
    {
        "thoughts-of-suicide": SUICIDE,
        "suicide-plan": SUICIDE,
        "recent-self-harm": SUICIDE,
        "thoughts-of-death-or-self-harm": SUICIDE,
        "plans-to-end-life": SUICIDE,
        "columbia-high-risk": SUICIDE,
        "columbia-risk": SUICIDE,
        "carer-fears-self-harm": SUICIDE,
        "withdrawal-risk": WITHDRAWAL,
        "alcohol-withdrawal": WITHDRAWAL,
        "alcohol-withdrawal-severe": WITHDRAWAL,
        "may-be-pregnant": PREGNANCY,
        "recent-head-injury": HEAD_INJURY,
        "head-injury-recent": HEAD_INJURY,
    }
)
"""The limit that an urgent flag opens; other urgent flags interrupt and open none."""

MATTERS: Mapping[str, str] = MappingProxyType(
    {
        SUICIDE: "Risk of suicide or self-harm",
        WITHDRAWAL: "Risk of withdrawal",
        PREGNANCY: "Pregnancy",
        HEAD_INJURY: "Head injury",
    }
)
"""What a clock is about, by its limit."""


class WasDone(Worded):
    """What was done about an urgent answer."""

    HEALTHCARE = "healthcare", "Healthcare has seen the person, or was told and is coming"
    WATCHED = "watched", "How closely they are watched was agreed with the officer in charge"
    HOSPITAL = "hospital", "An ambulance was called, or they went to hospital"
    CRISIS_TEAM = "crisis_team", "A crisis or on-call team was asked to act"
    NOTHING_MORE = "nothing_more", "Looked at, and nothing more is needed"
    OTHER = "other", "Something else"
    IN_ERROR = "in_error", "The answers were entered in error"


SAID_BY_A_WORKER = tuple(each for each in WasDone if each is not WasDone.IN_ERROR)
NEEDS_WORDS = frozenset({WasDone.NOTHING_MORE, WasDone.OTHER})


def limit_of(flag_id: str) -> str | None:
    """The limit that a flag opens a clock by, or None."""
    return OPENS.get(flag_id)


def clock_of(limit_id: str, began_at: datetime, at: datetime, done_at: datetime | None) -> Clock:
    """How the clock of an urgent answer stands, by the limit that held on the day it began."""
    limit = published().in_force(limit_id, began_at.astimezone(LOCAL).date())
    return clock(limit, started_at=began_at, at=at, met_at=done_at)


def may_say_done(done: WasDone, *, note: str) -> Decision:
    """Whether this is enough to stop the clock."""
    if done in NEEDS_WORDS and not note.strip():
        return Decision(False, ("Say in a few words what was done, or why no more is needed.",))
    return Decision(True, ())
