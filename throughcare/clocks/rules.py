"""Is it in time? One start and one end: a clock that is running, due soon, met or breached.

For what is counted beside the events of the pathway, such as an answer that somebody acts on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from throughcare.clocks.limits import Limit
from throughcare.clocks.reckoning import NOTHING, State, in_utc, merged, reckon
from throughcare.clocks.wording import at_local_time, span

__all__ = ["Clock", "Pause", "State", "clock"]


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch that does not count, such as treatment in hospital; without an end, going on."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit that was started, seen at one moment.

    `due_at` (UTC) includes the pauses so far. `remaining` is negative once the limit has passed.
    `met_at` is when the thing was done, also where it was done too late.
    """

    limit: Limit
    started_at: datetime
    at: datetime
    state: State
    due_at: datetime
    remaining: timedelta
    elapsed: timedelta
    met_at: datetime | None = None

    def words(self) -> str:
        """The clock in one line, in local time: "Review due in 40 minutes (3:20 pm)"."""
        says = self.limit.words
        length = self.limit.length.value
        due = at_local_time(
            self.due_at, seen_from=self.at, ends_day=length is not None and length.ends_a_day
        )
        if self.met_at is not None:
            done = f"{says.done} {at_local_time(self.met_at, seen_from=self.at)}"
            return f"{done}, {span(-self.remaining)} late" if self.remaining < NOTHING else done
        if self.state is State.BREACHED:
            return f"{says.over} {span(-self.remaining)} ago ({due})"
        if self.state is State.PAUSED:
            return f"{says.ahead}: paused with {span(self.remaining)} left"
        if self.remaining == NOTHING:
            return f"{says.ahead} now ({due})"
        return f"{says.ahead} in {span(self.remaining)} ({due})"


def clock(
    limit: Limit,
    *,
    started_at: datetime,
    at: datetime,
    met_at: datetime | None = None,
    pauses: Iterable[Pause] = (),
) -> Clock:
    """Look at a limit from the moment `at`; every moment must carry its time zone.

    Only what had happened by `at` counts: a later `met_at` or pause is not known yet. A pause that
    begins once the limit has passed does not give time back, so a breach stays a breach. What was
    done exactly at the due moment was in time. Raises ValueError for a limit without a length.
    """
    length = limit.length.value
    if length is None:
        raise ValueError(f"{limit.id} has no length: {limit.rule}")
    started_at, at = in_utc(started_at), in_utc(at)
    met_at = None if met_at is None or in_utc(met_at) > at else in_utc(met_at)
    seen_at = at if met_at is None else met_at
    known = [each for each in map(_pause_in_utc, pauses) if each.start <= seen_at]
    stretches = merged([(each.start, each.end) for each in known], started_at, seen_at)
    due_at, paused = reckon(length.after(started_at), stretches)
    assert due_at is not None
    remaining = due_at - seen_at
    if remaining < NOTHING:
        state = State.BREACHED
    elif met_at is not None:
        state = State.MET
    elif any(pause.end is None or pause.end > seen_at for pause in known):
        state = State.PAUSED
    else:
        state = State.DUE_SOON if remaining <= limit.warn_before else State.RUNNING
    elapsed = seen_at - started_at - paused
    return Clock(limit, started_at, at, state, due_at, remaining, elapsed, met_at)


def _pause_in_utc(pause: Pause) -> Pause:
    return Pause(in_utc(pause.start), None if pause.end is None else in_utc(pause.end))
