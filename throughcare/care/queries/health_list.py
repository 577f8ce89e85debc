"""What health programmes ask of everybody in one place: the longest overdue first, a page of it.

A large prison has tens of thousands of steps: they are weighed as small tuples, and only those of
the page are put into words.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from heapq import nsmallest
from uuid import UUID

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer
from throughcare.access.sealed import unseal
from throughcare.care.queries.programmes import There, there
from throughcare.care.rules import Group, Programme, StepAnswer, StepRow, StepStanding, StepState
from throughcare.care.rules.programme_file import Step
from throughcare.care.rules.programmes import due_of, first_standing, offered_to
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
LAST = datetime.max.replace(tzinfo=UTC)
PAGE = 50
Told = Mapping[UUID, Mapping[str, list[StepRow]]]
Weighed = tuple[datetime, int, int, Programme, Step, StepStanding | None]
"""When it is due, then whose and which of theirs, so that the order is the same every time."""


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
    due = _weighed(people, _told(place_id, at), at)
    late = [one for one in due if _is_late(one, at)]
    wanted = [one for one in (late if overdue else due) if group in (None, one[3].group)]
    page = nsmallest(offset + limit, wanted, key=lambda one: one[:3])[offset:]
    names = _names([people[one[1]].person_id for one in page])
    return HealthWork(
        tuple(_in_words(one, people[one[1]], names, at) for one in page),
        Counter(one[3].group for one in due),
        len(late),
        len(wanted),
    )


def _weighed(people: list[There], told: Told, at: datetime) -> list[Weighed]:
    """Every step that is due there; who is offered what is worked out once for an age and sex."""
    on = at.astimezone(LOCAL).date()
    offered: dict[tuple[object, ...], tuple[Programme, ...]] = {}
    found: list[Weighed] = []
    for number, person in enumerate(people):
        facts = person.facts
        age = age_on(facts.born_on, on) if facts.born_on else None
        like = (facts.setting, facts.sex, age)
        if like not in offered:
            offered[like] = offered_to(facts, on)
        steps = due_of(facts, told.get(person.person_id, {}), at, offered[like])
        found += [
            (due_at or LAST, number, place, programme, step, stands)
            for place, (programme, step, due_at, stands) in enumerate(steps)
        ]
    return found


def _is_late(one: Weighed, at: datetime) -> bool:
    stands = one[-1]
    return stands.state is StepState.OVERDUE if stands else one[0] < at


def _in_words(
    one: Weighed, person: There, names: Mapping[UUID, tuple[str, bool]], at: datetime
) -> HealthDue:
    due_at, _, _, programme, step, stands = one
    name, restricted = names.get(person.person_id, ("", True))
    return HealthDue(
        person.person_id,
        name,
        person.born_on,
        BornPrecision(person.born_precision),
        restricted,
        programme,
        stands or first_standing(step, None if due_at == LAST else due_at, at),
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
