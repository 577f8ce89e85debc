"""What is due of many people in one place, counted in lots: who has answered nothing is due alike.

Of a step that nobody has answered, whoever came first is due first. So how many are overdue is
found by halving, and only the steps of one page are worked out one by one.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from throughcare.care.rules.programme_file import Programme, Scope, Step, health_programmes
from throughcare.care.rules.programme_steps import HealthFacts, due_at_of
from throughcare.clocks.lengths import LOCAL
from throughcare.clocks.limits import published as limits

NEVER = datetime.max.replace(tzinfo=UTC)
"""Stands for a day that nobody set, so that it comes last."""
Start = tuple[datetime, int]
"""When a step began to run, and the number of the person."""


PLACES = {
    (programme.id, step.id): place
    for place, (programme, step) in enumerate(
        (programme, step) for programme in health_programmes().all for step in programme.steps
    )
}
"""The place of each step among all, so that what is due at one moment has an order."""


@dataclass(frozen=True, slots=True, eq=False)
class Lot:
    """One step that is due of these people, in the order in which it began to run for them."""

    programme: Programme
    step: Step
    starts: Sequence[Start]

    def due(self, index: int) -> datetime:
        """When it is due of one of them."""
        return due_at_of(self.step, self.starts[index][0]) or NEVER

    def late(self, at: datetime) -> int:
        """Of how many it is overdue; they are the first."""
        return bisect_left(range(len(self.starts)), True, key=lambda one: self.due(one) >= at)

    def first(self, many: int) -> Iterator[tuple[datetime, datetime, int]]:
        """When it is due of the first of them, since when it runs, and the number of the person."""
        for index in range(many):
            began, number = self.starts[index]
            yield self.due(index), began, number


def lots(
    people: Sequence[tuple[int, HealthFacts]],
    offered: Sequence[Programme],
    answered: Mapping[str, frozenset[int]],
) -> Iterator[Lot]:
    """What is due of people who are offered the same, each with a number.

    `answered` are those of whom a programme, by its id, is worked out one by one instead.
    """
    by_scope = {scope: sorted(_starts(scope, people)) for scope in Scope}
    for programme in offered:
        starts: Sequence[Start] = by_scope[programme.scope]
        if apart := answered.get(programme.id):
            starts = [one for one in starts if one[1] not in apart]
        for step in programme.first:
            for some in _alike(step, starts):
                yield Lot(programme, step, some)


def _starts(scope: Scope, people: Iterable[tuple[int, HealthFacts]]) -> Iterator[Start]:
    for number, facts in people:
        began = facts.term_at if scope is Scope.TERM else None
        began = began or facts.arrived_at
        if began is not None:
            yield began, number


def _alike(step: Step, starts: Sequence[Start]) -> Iterator[Sequence[Start]]:
    """Cut where another version of the limit begins or ends: within one, later is due later."""
    cuts = [bisect_left(starts, (day, 0)) for day in _versions(step.clock)] if step.clock else []
    for low, high in zip([0, *cuts], [*cuts, len(starts)], strict=True):
        if low < high:
            yield starts[low:high]


@lru_cache(maxsize=256)
def _versions(clock: str) -> tuple[datetime, ...]:
    days: set[date] = set()
    for version in limits().versions(clock):
        if version.length.effective_from:
            days.add(version.length.effective_from)
        if version.length.effective_to:
            days.add(version.length.effective_to + timedelta(days=1))
    return tuple(datetime.combine(day, time(), LOCAL).astimezone(UTC) for day in sorted(days))
