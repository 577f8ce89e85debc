"""What happened to one clock: when it began and ended, which time did not count, what was granted.

Each question is put to the events of one limit, sorted by name; their order makes no difference.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from throughcare.clocks.lengths import LOCAL
from throughcare.clocks.limits import Extension, Limit, PauseRule, Start
from throughcare.clocks.reckoning import NOTHING, Grant, Stretch, in_utc, merged, reckon

Event = tuple[str, datetime]
Known = dict[str, list[datetime]]
FAR = datetime.max.replace(tzinfo=UTC)


class Begun(NamedTuple):
    """When a clock began, the moment from which its length is counted, and by which event."""

    at: datetime
    counted_from: datetime
    start: Start


def known(limit: Limit, events: Iterable[Event], at: datetime) -> Known:
    """The events that this limit knows and that had happened by then, or are planned; in order."""
    found: Known = {}
    heeded, several = limit.events, set()
    for name, moment in events:
        if name not in heeded:
            continue
        if moment.tzinfo is not UTC:
            moment = in_utc(moment)
        if moment > at and name not in limit.planned:
            continue
        if name in found:
            found[name].append(moment)
            several.add(name)
        else:
            found[name] = [moment]
    for name in several:
        # What is told twice happened once.
        found[name] = sorted(set(found[name]))
    return found


def starts(limit: Limit, events: Known) -> list[Begun]:
    """Every moment at which an event of the limit starts it, perhaps one that lies ahead."""
    found = []
    for start in limit.starts:
        for moment in events.get(start.event, ()):
            if start.opens_before is not None:
                found.append(Begun(start.opens_before.before(moment), moment, start))
            elif start.after is not None:
                later = start.after.after(moment)
                found.append(Begun(later, later, start))
            else:
                found.append(Begun(moment, moment, start))
    return found


def begun(limit: Limit, events: Known, at: datetime) -> Begun | None:
    """How it began: by the earliest start, or the latest where it begins again; None if not yet."""
    if limit.starts_at_once:
        return _begun_at_once(limit, events)
    found = [each for each in starts(limit, events) if each.at <= at]
    if not found:
        return None
    return max(found, key=_moment) if limit.begins_again else min(found, key=_moment)


def _begun_at_once(limit: Limit, events: Known) -> Begun | None:
    """The same where whatever starts it had happened by then, and starts it in that moment."""
    first: Begun | None = None
    for start in limit.starts:
        if moments := events.get(start.event):
            moment = moments[-1] if limit.begins_again else moments[0]
            if first is None or (moment > first.at if limit.begins_again else moment < first.at):
                first = Begun(moment, moment, start)
    return first


def ended(limit: Limit, events: Known, began: Begun, at: datetime) -> tuple[datetime, str] | None:
    """The first event that ended it, and when; one and the same event cannot start and end it."""
    first: tuple[datetime, str] | None = None
    for name in limit.ends:
        for moment in events.get(name, ()):
            if moment > at:
                break
            if moment < began.at or (moment == began.at and name == began.start.event):
                continue
            if first is None or moment < first[0]:
                first = (moment, name)
            break
    for rule in limit.pauses:
        if rule.stands_as_met and rule.begins in events:
            begins, ends = between(events, rule)[-1]
            if ends == FAR and begins >= began.at and (first is None or begins < first[0]):
                first = (begins, rule.begins)
    return first


def between(events: Known, rule: PauseRule) -> list[Stretch]:
    """From each event that begins a pause to the next that ends it; the last may be going on."""
    ends = [moment for name in rule.ends for moment in events.get(name, ())]
    found = _pairs(events.get(rule.begins, []), ends)
    if rule.counts_from is None or rule.counts_to is None or rule.counts_from not in events:
        return found
    counted = _pairs(events[rule.counts_from], events.get(rule.counts_to, []))
    return [left for each in found for left in _without(each, counted)]


def stretches(limit: Limit, events: Known) -> list[Stretch]:
    """All time that does not count; what is going on has no end in sight."""
    found: list[Stretch] = []
    for rule in limit.pauses:
        if rule.begins in events:
            found += between(events, rule)
    return found


def due(
    limit: Limit,
    events: Known,
    began: Begun,
    seen_at: datetime,
    pauses: list[Stretch],
    told: list[tuple[datetime, bool]] | None = None,
) -> tuple[datetime | None, timedelta]:
    """When it is due, None where nobody sets a length, and how long did not count."""
    moment, paused = _first_due(limit, events, began), NOTHING
    grants = _grants(limit, events, began, seen_at) if limit.extensions else None
    if pauses or grants:
        cut = merged(pauses, began.at, seen_at) if pauses else pauses
        moment, paused = reckon(moment, cut, grants, told)
    if limit.deadline is not None:
        for deadline in events.get(limit.deadline, ()):
            if deadline >= began.at:
                moment = deadline if moment is None else min(moment, deadline)
                break
    return moment, paused


def _first_due(limit: Limit, events: Known, began: Begun) -> datetime | None:
    length = limit.length.value
    if length is None:
        return None
    if limit.less is None:
        moment = length.after(began.counted_from)
    else:
        moment = length.after(began.counted_from, less_days=days_served(limit, events, began) or 0)
    if limit.shorter is not None:
        event, shorter = limit.shorter
        by = shorter.after(began.counted_from)
        if any(began.at <= each <= by for each in events.get(event, ())):
            return min(moment, by)
    return moment


def days_served(limit: Limit, events: Known, began: Begun) -> int | None:
    """Whole days that are taken off, or None where the events do not say."""
    before = [each for each in events.get(limit.less or "", ()) if each <= began.at]
    if not before:
        return None
    return (began.at.astimezone(LOCAL).date() - before[0].astimezone(LOCAL).date()).days


def _grants(limit: Limit, events: Known, began: Begun, seen_at: datetime) -> list[Grant]:
    found: list[Grant] = []
    for extension in limit.extensions:
        times = 0
        for granted_at in events.get(extension.event, ()):
            if began.at <= granted_at <= seen_at:
                found.append((granted_at, _Extended(extension, events, began, granted_at, times)))
                times += 1
    return found


class _Extended:
    """What is due once an extension was granted."""

    def __init__(
        self, extension: Extension, events: Known, began: Begun, granted_at: datetime, times: int
    ) -> None:
        self.extension, self.events, self.began = extension, events, began
        self.granted_at, self.times = granted_at, times

    def __call__(self, due_at: datetime, paused: timedelta, ahead: timedelta) -> datetime | None:
        extension, found = self.extension, []
        if extension.to and (self.times < len(extension.to) or extension.adds is None):
            total = extension.to[min(self.times, len(extension.to) - 1)]
            found.append(total.after(self.began.counted_from) + paused)
        elif extension.adds is not None:
            found.append(extension.adds.after(due_at))
        if extension.from_grant is not None:
            found.append(extension.from_grant.after(self.granted_at) + ahead)
        if extension.at_most is not None:
            found.append(extension.at_most.after(self.began.counted_from) + paused)
        if extension.until is not None and extension.until in self.events:
            found.append(self.events[extension.until][-1])
        return min(found) if found else None


def is_paused(pauses: list[Stretch], seen_at: datetime) -> bool:
    """Whether the moment lies in time that does not count."""
    return any(begins <= seen_at < ends for begins, ends in pauses)


def _moment(each: Begun) -> datetime:
    return each.at


def _pairs(begins: list[datetime], ends: list[datetime]) -> list[Stretch]:
    if len(begins) == 1 and not ends:
        return [(begins[0], FAR)]
    found: list[Stretch] = []
    begin, end = set(begins), set(ends)
    going_on: datetime | None = None
    for moment in sorted(begin | end):
        if going_on is not None:
            if moment in end:
                found.append((going_on, moment))
                going_on = moment if moment in begin else None
        elif moment in begin and moment not in end:
            going_on = moment
    if going_on is not None:
        found.append((going_on, FAR))
    return found


def _without(whole: Stretch, parts: list[Stretch]) -> list[Stretch]:
    left, (begins, end) = [], whole
    for part_begins, part_ends in parts:
        if part_ends <= begins or part_begins >= end:
            continue
        if part_begins > begins:
            left.append((begins, part_begins))
        begins = max(begins, part_ends)
    if begins < end:
        left.append((begins, end))
    return left
