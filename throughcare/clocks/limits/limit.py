"""A limit: how long something may take, from which event, until which, and what changes that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from throughcare.clocks.lengths import DAY, MIDNIGHT, Length
from throughcare.sourced import Sourced, Status

EVER, NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Words:
    """How a clock of this limit speaks before it is due, after it was due, and when it is met."""

    ahead: str
    over: str
    done: str


@dataclass(frozen=True, slots=True)
class Start:
    """An event that starts the clock, at once or `after` a while.

    With `opens_before` the event may still lie ahead: the clock opens that many days before it, and
    its length is counted from the event.
    """

    event: str
    after: Length | None = None
    opens_before: Length | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """Who may extend, on what condition, by which event, and how far.

    `to` are totals from the start, one for each time; `adds` comes on top of what is due, once
    the totals are used up; `from_grant` counts from the event itself; `at_most` caps the total.
    `until` is an event whose moment is the new end. `expects` is what should have happened before.
    """

    event: str
    authoriser: str
    condition: str
    to: tuple[Length, ...] = ()
    adds: Length | None = None
    from_grant: Length | None = None
    at_most: Length | None = None
    until: str | None = None
    expects: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class PauseRule:
    """A pair of events between which time does not count, and a pair between which it does again.

    Where it `stands_as_met`, nothing is due while it lasts, as on bail.
    """

    begins: str
    ends: tuple[str, ...]
    reason: str
    counts_from: str | None = None
    counts_to: str | None = None
    stands_as_met: bool = False
    configurable: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """How long something may take, counted from one kind of event, in one version.

    The length is None where nobody sets one, as for "as soon as practicable": then nothing is due,
    unless an event such as the direction of a court names the `deadline`. Of several starts the
    earliest counts; where the limit `begins_again`, the latest. `less` is an event from which whole
    days up to the start are taken off. `at_least` makes the length the least there must be.
    """

    id: str
    name: str
    jurisdiction: str
    starts: tuple[Start, ...]
    ends: tuple[str, ...]
    length: Sourced[Length | None]
    warn_before: timedelta
    configurable: bool
    words: Words
    says: Mapping[str, str]
    begins_again: bool = False
    rule: str = ""
    deadline: str | None = None
    shorter: tuple[str, Length] | None = None
    less: str | None = None
    at_least: bool = False
    by_whom: str = ""
    condition: str = ""
    extensions: tuple[Extension, ...] = ()
    pauses: tuple[PauseRule, ...] = ()
    awaits_commencement: bool = False
    set_locally: bool = False
    note: str = ""
    events: frozenset[str] = field(init=False, repr=False, compare=False)
    planned: frozenset[str] = field(init=False, repr=False, compare=False)
    starts_at_once: bool = field(init=False, repr=False, compare=False)
    _holds: tuple[datetime, datetime] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Worked out once, because clocks are reckoned by the thousand; a frozen record sets its own
        # fields in this one way.
        object.__setattr__(self, "planned", frozenset(self._planned()))
        object.__setattr__(self, "events", frozenset(self._events()))
        at_once = not any(
            each.after or each.opens_before or each.event in self.planned for each in self.starts
        )
        object.__setattr__(self, "starts_at_once", at_once)
        object.__setattr__(self, "_holds", self._holds_between())

    def __hash__(self) -> int:
        return hash((self.id, self.length.effective_from))

    @property
    def verified(self) -> bool:
        """Whether the text of the source was read."""
        return self.length.status is Status.VERIFIED

    def holds_on(self, on: date) -> bool:
        """Whether this version is in force on that day; never while its commencement is unknown."""
        return not self.awaits_commencement and self.length.holds_on(on)

    def holds_at(self, moment: datetime) -> bool:
        """Whether this version is in force on the day of that moment in England."""
        begins, ends = self._holds
        return begins <= moment < ends

    def _holds_between(self) -> tuple[datetime, datetime]:
        if self.awaits_commencement:
            return NEVER, NEVER
        first, last = self.length.effective_from, self.length.effective_to
        return (
            EVER if first is None else datetime.combine(first, MIDNIGHT).astimezone(UTC),
            NEVER if last is None else datetime.combine(last + DAY, MIDNIGHT).astimezone(UTC),
        )

    def _planned(self) -> list[str]:
        opening = [start.event for start in self.starts if start.opens_before]
        until = [extension.until for extension in self.extensions if extension.until]
        return [*opening, *until, *([self.deadline] if self.deadline else [])]

    def _events(self) -> list[str]:
        events = [*(start.event for start in self.starts), *self.ends, *self._planned()]
        events += [self.shorter[0]] if self.shorter else []
        events += [self.less] if self.less else []
        for extension in self.extensions:
            events += [extension.event, *([extension.expects[0]] if extension.expects else [])]
        for pause in self.pauses:
            between = [each for each in (pause.counts_from, pause.counts_to) if each]
            events += [pause.begins, *pause.ends, *between]
        return events


@dataclass(frozen=True, slots=True)
class Limits:
    """All limits that were read, in the order of their files, and the words for their events."""

    all: tuple[Limit, ...]
    events: Mapping[str, str]
    _by_id: Mapping[str, tuple[Limit, ...]] = field(init=False, repr=False, compare=False)
    _starting: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Looked up for every clock that is counted.
        by_id: dict[str, tuple[Limit, ...]] = {}
        for limit in self.all:
            by_id[limit.id] = (*by_id.get(limit.id, ()), limit)
        object.__setattr__(self, "_by_id", by_id)
        starting = {
            id_: frozenset(start.event for limit in versions for start in limit.starts)
            for id_, versions in by_id.items()
        }
        object.__setattr__(self, "_starting", starting)

    def in_force(self, limit_id: str, on: date) -> Limit:
        """The limit of that id that holds on that day; LookupError if none is known to."""
        for limit in self.all:
            if limit.id == limit_id and limit.holds_on(on):
                return limit
        raise LookupError(f"no limit {limit_id} is known to hold on {on}")

    def versions(self, limit_id: str) -> tuple[Limit, ...]:
        """Every version of a limit, in force or not; LookupError if there is no such limit."""
        try:
            return self._by_id[limit_id]
        except KeyError:
            raise LookupError(f"there is no limit {limit_id}") from None

    def starting(self, limit_id: str) -> frozenset[str]:
        """The events that start a limit in any version; LookupError if there is no such limit."""
        try:
            return self._starting[limit_id]
        except KeyError:
            raise LookupError(f"there is no limit {limit_id}") from None


def both_hold_on_a_day(one: Limit, other: Limit) -> bool:
    """Whether there is a day on which both versions are in force."""
    days = [each.length.effective_from or date.min for each in (one, other)]
    return any(one.holds_on(day) and other.holds_on(day) for day in days)
