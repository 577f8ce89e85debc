"""How does it stand? One limit, whatever events are known, and a moment: an answer with reasons.

The events may come in any order and as often as they like. Only what had happened by the moment
counts; what is told later is put in its place when the question is asked again.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from throughcare.clocks.because import by_whom, sentences
from throughcare.clocks.course import (
    Begun,
    Event,
    begun,
    due,
    ended,
    is_paused,
    known,
    stretches,
)
from throughcare.clocks.limits import Limit, Limits, published
from throughcare.clocks.reckoning import State, Stretch, in_utc


class Standing(NamedTuple):
    """How a clock stands at one moment; every moment is in UTC.

    `remaining` is negative once the limit has passed, stands still once the clock is met, and is
    None where it has not started or has no length. `met_at` is when it was done, also if too late.
    """

    limit: Limit
    at: datetime
    state: State
    events: tuple[Event, ...]
    begun: Begun | None = None
    due_at: datetime | None = None
    warn_at: datetime | None = None
    met_at: datetime | None = None
    remaining: timedelta | None = None
    paused: timedelta | None = None
    in_force: bool = True

    @property
    def started_at(self) -> datetime | None:
        """When the clock started, None if it has not."""
        return None if self.begun is None else self.begun.at

    @property
    def source(self) -> str:
        """Who says so."""
        return self.limit.length.source

    @property
    def verified(self) -> bool:
        """Whether the text of the source was read."""
        return self.limit.verified

    @property
    def because(self) -> list[str]:
        """Why it stands so, in plain sentences and English local time."""
        return sentences(self)

    @property
    def by_whom(self) -> str:
        """Who granted the last extension that counts, or else who acts or allows by the limit."""
        return by_whom(self)


def status_of(limit: Limit, events: Iterable[Event], at: datetime) -> Standing:
    """How a limit stands at a moment, given events as (name, moment) in any order.

    Raises ValueError for a moment without a time zone. A limit that was not in force on the day on
    which it would have started has not started.
    """
    at, given = in_utc(at), events if isinstance(events, tuple) else tuple(events)
    happened = known(limit, given, at)
    began = begun(limit, happened, at)
    if began is None:
        return Standing(limit, at, State.NOT_STARTED, given, in_force=limit.holds_at(at))
    if not limit.holds_at(began.at):
        return Standing(limit, at, State.NOT_STARTED, given, in_force=False)
    end = ended(limit, happened, began, at)
    seen_at = at if end is None else end[0]
    pauses = stretches(limit, happened) if limit.pauses else []
    due_at, paused = due(limit, happened, began, seen_at, pauses)
    met_at = None if end is None else end[0]
    if limit.at_least:
        state, met_at, seen_at = _at_least(due_at, met_at, at)
    else:
        state = state_of(due_at, met_at, pauses, seen_at)
    if due_at is None:
        return Standing(limit, at, state, given, began, met_at=met_at, paused=paused)
    return Standing(
        limit,
        at,
        state,
        given,
        began,
        due_at,
        due_at - limit.warn_before,
        met_at,
        due_at - seen_at,
        paused,
    )


def state_of(
    due_at: datetime | None, met_at: datetime | None, pauses: list[Stretch], seen_at: datetime
) -> State:
    """The state of a clock that began: whoever is late stays late, whatever happens after."""
    if due_at is not None and seen_at > due_at:
        return State.BREACHED
    if met_at is not None:
        return State.MET
    return State.PAUSED if pauses and is_paused(pauses, seen_at) else State.RUNNING


def standing(
    limit_id: str, events: Iterable[Event], at: datetime, limits: Limits | None = None
) -> Standing:
    """The same for the version of a limit that held on the day on which the clock started.

    Raises LookupError if there is no such limit.
    """
    versions = (limits or published()).versions(limit_id)
    found = [status_of(limit, tuple(events), at) for limit in versions]
    started = [each for each in found if each.begun is not None]
    in_force = [each for each in found if each.in_force]
    return (started or in_force or found)[0]


def _at_least(
    due_at: datetime | None, ended_at: datetime | None, at: datetime
) -> tuple[State, datetime | None, datetime]:
    if due_at is None:
        return State.RUNNING, None, at
    if ended_at is not None and ended_at < due_at:
        return State.BREACHED, None, ended_at
    return (State.MET, due_at, due_at) if at >= due_at else (State.RUNNING, None, at)
