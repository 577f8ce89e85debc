"""When is it due? The one arithmetic of every clock: a length, stretches that do not count, grants.

Whatever happens once the moment has passed at which a clock was due gives no time back: so a
breach stays a breach, and what is not known yet can never make it come earlier.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum

NOTHING = timedelta(0)


class State(StrEnum):
    """How a clock stands at the moment it is looked at."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    DUE_SOON = "due-soon"
    PAUSED = "paused"
    MET = "met"
    BREACHED = "breached"


Stretch = tuple[datetime, datetime]
Grant = tuple[datetime, Callable[[datetime, timedelta, timedelta], datetime | None]]
"""When something was granted, and what is due then, told what was due, what did not count before
it, and how much more does not count after it; None where nobody knows."""


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC. Raises ValueError where it has no time zone.

    Two moments of one other time zone are subtracted as wall-clock time, which is an hour wrong on
    the nights in which the clocks change.
    """
    if moment.tzinfo is UTC:
        return moment
    if moment.utcoffset() is None:
        raise ValueError("a clock needs moments with a time zone")
    return moment.astimezone(UTC)


def merged(
    stretches: Iterable[tuple[datetime, datetime | None]], earliest: datetime, latest: datetime
) -> list[Stretch]:
    """Stretches without overlaps, in order, cut to what lies between the two moments."""
    found: list[Stretch] = []
    for begins, ends in sorted(stretches, key=lambda each: each[0]):
        start = max(begins, earliest)
        end = latest if ends is None else min(ends, latest)
        if end <= start:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def reckon(
    due_at: datetime | None,
    stretches: list[Stretch],
    grants: list[Grant] | None = None,
    told: list[tuple[datetime, bool]] | None = None,
) -> tuple[datetime | None, timedelta]:
    """When it is due and how long did not count, from what would be due if nothing had happened.

    The stretches are merged. A stretch or grant that begins after the due moment changes nothing;
    what begins exactly then is in time. Each grant is `told`: when, and whether it was in time.
    """
    paused = NOTHING
    if not stretches and not grants:
        return due_at, paused
    waiting = sorted(grants or (), key=lambda each: each[0])
    end = None
    for begins, ends in stretches:
        while waiting and waiting[0][0] < begins:
            due_at = _granted(waiting.pop(0), due_at, paused, end, told)
        if due_at is not None and begins > due_at:
            break
        if due_at is not None:
            due_at += ends - begins
        paused, end = paused + (ends - begins), ends
    for grant in waiting:
        due_at = _granted(grant, due_at, paused, end, told)
    return due_at, paused


def _granted(
    grant: Grant,
    due_at: datetime | None,
    paused: timedelta,
    end: datetime | None,
    told: list[tuple[datetime, bool]] | None,
) -> datetime | None:
    granted_at, extend = grant
    in_time = due_at is None or granted_at <= due_at
    if told is not None:
        told.append((granted_at, in_time))
    if due_at is None or not in_time:
        return due_at
    ahead = end - granted_at if end is not None and end > granted_at else NOTHING
    extended = extend(due_at, paused, ahead)
    return extended if extended is None else max(extended, due_at)
