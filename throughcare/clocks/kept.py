"""What is kept of a clock that runs, so that a list shows it without reckoning it again.

Nothing that is kept changes because time passes: it changes when something is recorded. How the
clock stands at a later moment is read off it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from throughcare.clocks.course import (
    Begun,
    Event,
    Known,
    begun,
    due,
    ended,
    known,
    starts,
    stretches,
)
from throughcare.clocks.limits import Limit, Limits
from throughcare.clocks.reckoning import NOTHING, State, in_utc
from throughcare.clocks.standing import state_of
from throughcare.clocks.wording import at_local_time, span


class Kept(NamedTuple):
    """A clock that runs: when and by which event it started, when it is due and warns.

    Without a due moment nobody sets a length. While it is paused, `due_at` and `warn_at` are what
    they were at `paused_at`, and move on with every moment that passes since.
    """

    limit_id: str
    started_at: datetime
    started_by: str
    due_at: datetime | None = None
    warn_at: datetime | None = None
    paused_at: datetime | None = None


def kept(limit_id: str, events: tuple[Event, ...], at: datetime, limits: Limits) -> Kept | None:
    """What to keep of a clock, given everything that happened until a moment; None if none runs.

    A clock that is past its due moment runs until what it waits for is done. One that opens later,
    such as some weeks before a release, is kept from now on: it started in the future. Limits that
    say how long something must last at the least are nothing to wait for, and never kept.
    """
    versions, at = limits.versions(limit_id), in_utc(at)
    for limit in versions:
        happened = known(limit, events, at)
        began = begun(limit, happened, at) if happened else None
        if began is not None and limit.holds_at(began.at):
            return _running(limit, happened, began, at)
    opens = _opens(versions, events, at)
    return None if opens is None else kept(limit_id, events, opens, limits)


def _running(limit: Limit, happened: Known, began: Begun, at: datetime) -> Kept | None:
    """What to keep of a clock that began, in the version of the limit that held then."""
    if limit.at_least or ended(limit, happened, began, at) is not None:
        return None
    pauses = stretches(limit, happened) if limit.pauses else []
    due_at, _ = due(limit, happened, began, at, pauses)
    warn_at = None if due_at is None else due_at - limit.warn_before
    if not pauses or state_of(due_at, None, pauses, at) is not State.PAUSED:
        return Kept(limit.id, began.at, began.start.event, due_at, warn_at)
    since = max(begins for begins, ends in pauses if begins <= at < ends)
    ago = at - since
    return Kept(
        limit.id,
        began.at,
        began.start.event,
        None if due_at is None else due_at - ago,
        None if warn_at is None else warn_at - ago,
        since,
    )


def _opens(versions: tuple[Limit, ...], events: tuple[Event, ...], at: datetime) -> datetime | None:
    """When a clock will open by itself, by what is known already; None if it will not."""
    ahead = [
        each.at
        for limit in versions
        if not limit.starts_at_once
        for each in starts(limit, known(limit, events, at))
        if each.at > at and limit.holds_at(each.at)
    ]
    return min(ahead, default=None)


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that runs, seen at one moment. `remaining` is negative once the limit has passed.

    `retimed_at` and `due_before` say that something told late or corrected moved it, and from when.
    """

    limit: Limit
    started_at: datetime
    started_by: str
    at: datetime
    state: State
    due_at: datetime | None
    warn_at: datetime | None
    retimed_at: datetime | None = None
    due_before: datetime | None = None

    @property
    def remaining(self) -> timedelta | None:
        """How long until it is due; None where nobody sets a length."""
        return None if self.due_at is None else self.due_at - self.at

    def words(self) -> str:
        """The clock in one line, in local time: "Review due in 40 minutes (3:20 pm)"."""
        says, left = self.limit.words, self.remaining
        if self.due_at is None or left is None:
            return f"{says.ahead}: {self.limit.rule}"
        length = self.limit.length.value
        due = at_local_time(
            self.due_at, seen_from=self.at, ends_day=length is not None and length.ends_a_day
        )
        if self.state is State.BREACHED:
            return f"{says.over} {span(-left)} ago ({due})"
        if self.state is State.PAUSED:
            return f"{says.ahead}: paused with {span(left)} left"
        if left == NOTHING:
            return f"{says.ahead} now ({due})"
        return f"{says.ahead} in {span(left)} ({due})"

    def because(self) -> str:
        """What started it and how long it may take, in a sentence."""
        started = at_local_time(self.started_at, seen_from=self.at)
        length = self.limit.length.value
        lasts = f"The limit is {length.in_words()}." if length else f"It is {self.limit.rule}."
        if length is None and self.due_at is not None:
            lasts = "The end was set by whoever directed it."
        return f"Started at {started}: {self.limit.says[self.started_by]}. {lasts}"

    def moved(self) -> str:
        """That it was counted again because of something told late, in a sentence; else ''."""
        if self.retimed_at is None:
            return ""
        when = at_local_time(self.retimed_at, seen_from=self.at)
        if self.due_before is None:
            return f"Counted again at {when}, because something was told late or corrected."
        before = at_local_time(self.due_before, seen_from=self.at)
        return (
            f"Counted again at {when}, because something was told late or corrected. "
            f"Before, it was due at {before}."
        )


def seen_at(
    one: Kept,
    at: datetime,
    limits: Limits,
    retimed_at: datetime | None = None,
    due_before: datetime | None = None,
) -> Clock:
    """How a clock that is kept stands at a moment. Raises LookupError for a limit that is gone."""
    due_at, warn_at = one.due_at, one.warn_at
    state = State.PAUSED
    if one.paused_at is not None:
        since = max(at - one.paused_at, NOTHING)
        due_at = None if due_at is None else due_at + since
        warn_at = None if warn_at is None else warn_at + since
    elif due_at is not None and at > due_at:
        state = State.BREACHED
    else:
        state = State.DUE_SOON if warn_at is not None and at >= warn_at else State.RUNNING
    limit = _version(limits, one.limit_id, one.started_at)
    return Clock(
        limit, one.started_at, one.started_by, at, state, due_at, warn_at, retimed_at, due_before
    )


def in_order(clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    """Clocks with the one due first in front; those that nobody set a length for come last."""
    return tuple(sorted(clocks, key=due_first))


def due_first(clock: Clock) -> tuple[bool, datetime, str]:
    """What to sort clocks by."""
    return clock.due_at is None, clock.due_at or clock.started_at, clock.limit.id


def _version(limits: Limits, limit_id: str, started_at: datetime) -> Limit:
    versions = limits.versions(limit_id)
    return next((each for each in versions if each.holds_at(started_at)), versions[0])
