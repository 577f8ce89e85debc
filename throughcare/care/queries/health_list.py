"""What health programmes ask of everybody in one place: the longest overdue first, a page of it.

A large prison has tens of thousands of steps: those that nobody has answered are counted in lots,
and only those of the page are worked out and put into words.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer
from throughcare.access.sealed import unseal
from throughcare.care.queries.programmes import There, there
from throughcare.care.rules import (
    Group,
    HealthFacts,
    Programme,
    StepAnswer,
    StepRow,
    StepStanding,
    StepState,
)
from throughcare.care.rules.programme_file import Step
from throughcare.care.rules.programme_lots import NEVER, PLACES, Lot, lots
from throughcare.care.rules.programmes import due_of, first_standing, offered_to, worked_out
from throughcare.clocks.lengths import LOCAL
from throughcare.people.rules import BornPrecision, age_on

TOLD = """
SELECT h.id, h.person_id, h.programme, h.step, h.answer, h.happened_at, h.result, h.again_on
FROM care_healthstep h
WHERE h.superseded_at IS NULL AND h.person_id IN (
  SELECT s.person_id FROM pathway_stay s
  WHERE s.place_id = %(place)s AND s.left_at IS NULL AND s.arrived_at <= %(at)s)
"""
NAMES = """
SELECT p.id, p.shown_name, p.restricted FROM people_person p WHERE p.id = ANY (%s)
"""
PAGE = 50
Told = Mapping[UUID, Mapping[str, list[StepRow]]]
Weighed = tuple[datetime, datetime, int, int, Programme, Step, StepStanding | None]
"""When it is due, since when it runs, then whose and which of theirs: always the same order."""


class Alike(NamedTuple):
    """People who are offered the same programmes, each with a number."""

    offered: tuple[Programme, ...]
    ids: frozenset[str]
    people: list[tuple[int, HealthFacts]]


@dataclass(frozen=True, slots=True)
class HealthDue:
    """One step that is due of one person in a place. Without a name, the record is restricted."""

    person_id: UUID
    name: str
    born_on: date | None
    born_precision: BornPrecision
    restricted: bool
    programme: Programme
    step: StepStanding


@dataclass(frozen=True, slots=True)
class HealthWork:
    """What is due in a place: one page of it, and how much there is by group and in all."""

    items: tuple[HealthDue, ...]
    by_group: Mapping[Group, int]
    overdue: int
    shown: int

    @property
    def total(self) -> int:
        """Everything that is due, filters aside."""
        return sum(self.by_group.values())


def health_due(
    viewer: Viewer,
    place_id: UUID,
    *,
    at: datetime,
    group: Group | None = None,
    overdue: bool = False,
    offset: int = 0,
    limit: int = PAGE,
) -> HealthWork:
    """What is due of everybody in a place, the longest overdue first. Three queries."""
    decision = may(viewer, Act.READ, Category.HEALTH, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    people = sorted(there(viewer, "s.place_id", place_id, at), key=lambda one: one.person_id)
    unanswered, answered = _weighed(people, _told(place_id, at), at)
    late = {lot: lot.late(at) for lot in unanswered}
    by_group, overdue_by = Counter[Group](), Counter[Group]()
    for lot, many in late.items():
        by_group[lot.programme.group] += len(lot.starts)
        overdue_by[lot.programme.group] += many
    for one in answered:
        by_group[one[4].group] += 1
        overdue_by[one[4].group] += _is_late(one)
    counts = overdue_by if overdue else by_group

    def wanted(of: Programme) -> bool:
        return group in (None, of.group)

    page = islice(
        merge(
            *(
                _shown(lot, late[lot] if overdue else len(lot.starts))
                for lot in unanswered
                if wanted(lot.programme)
            ),
            sorted(
                (one for one in answered if wanted(one[4]) and (_is_late(one) or not overdue)),
                key=_order,
            ),
            key=_order,
        ),
        offset,
        offset + limit,
    )
    shown = list(page)
    names = _names([people[one[2]].person_id for one in shown])
    return HealthWork(
        tuple(_in_words(one, people[one[2]], names, at) for one in shown),
        by_group,
        overdue_by.total(),
        counts[group] if group else counts.total(),
    )


def _weighed(people: list[There], told: Told, at: datetime) -> tuple[list[Lot], list[Weighed]]:
    """What is due there: in lots of people who are offered the same, and one by one where they
    have answered. Who is offered what is worked out once for an age and sex."""
    on = at.astimezone(LOCAL).date()
    alike: dict[frozenset[str], Alike] = {}
    by_kind: dict[tuple[object, ...], Alike] = {}
    apart: dict[str, set[int]] = {}
    known: dict[tuple[str, ...], tuple[Programme, ...]] = {}
    answered: list[Weighed] = []
    for number, person in enumerate(people):
        facts, own = person.facts, told.get(person.person_id, {})
        age = age_on(facts.born_on, on) if facts.born_on else None
        kind = (facts.setting, facts.sex, age)
        if kind not in by_kind:
            offered = offered_to(facts, on)
            ids = frozenset(of.id for of in offered)
            by_kind[kind] = alike.setdefault(ids, Alike(offered, ids, []))
        group = by_kind[kind]
        group.people.append((number, facts))
        if not own and not facts.done:
            continue
        which = (*sorted(facts.done), "", *sorted(own))
        if which not in known:
            known[which] = worked_out(facts, own)
        for of in known[which]:
            apart.setdefault(of.id, set()).add(number)
        began = person.arrived_at
        answered += [
            (stands.due_at or NEVER, began, number, PLACES[of.id, stands.step.id], of, stands.step,
             stands)
            for of, stands in due_of(facts, own, at, group.ids, known[which])
        ]  # fmt: skip
    left_out = {programme: frozenset(numbers) for programme, numbers in apart.items()}
    found = [lot for group in alike.values() for lot in lots(group.people, group.offered, left_out)]
    return found, answered


def _shown(lot: Lot, many: int) -> Iterator[Weighed]:
    for due_at, began, number in lot.first(many):
        place = PLACES[lot.programme.id, lot.step.id]
        yield due_at, began, number, place, lot.programme, lot.step, None


def _order(one: Weighed) -> tuple[datetime, datetime, int, int]:
    return one[:4]


def _is_late(one: Weighed) -> bool:
    return one[6] is not None and one[6].state is StepState.OVERDUE


def _in_words(
    one: Weighed, person: There, names: Mapping[UUID, tuple[str, bool]], at: datetime
) -> HealthDue:
    due_at, _, _, _, programme, step, stands = one
    name, restricted = names.get(person.person_id, ("", True))
    return HealthDue(
        person.person_id,
        name,
        person.born_on,
        BornPrecision(person.born_precision),
        restricted,
        programme,
        stands or first_standing(step, None if due_at == NEVER else due_at, at),
    )


def _names(people: list[UUID]) -> dict[UUID, tuple[str, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(NAMES, [people])
        return {row[0]: (row[1], row[2]) for row in cursor.fetchall()}


def _told(place_id: UUID, at: datetime) -> Told:
    """Every answer that counts, by person and programme; only a result that there is is opened."""
    found: dict[UUID, dict[str, list[StepRow]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(TOLD, {"place": place_id, "at": at})
        for row_id, person_id, programme, step, answer, moment, result, again_on in cursor:
            if result:
                result = unseal(result, table="care_healthstep", column="result", row=row_id)
            row = StepRow(programme, step, StepAnswer(answer), moment, result, again_on)
            found.setdefault(person_id, {}).setdefault(programme, []).append(row)
    return found
