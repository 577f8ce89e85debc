"""How health programmes stand for one person, and what is due of everybody in one place."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import (
    Act,
    Category,
    NotPermitted,
    RelationshipKind,
    Sight,
    Viewer,
)
from throughcare.access.sealed import unseal
from throughcare.care.models import HealthStep
from throughcare.care.rules import (
    STILL_DUE,
    Group,
    HealthFacts,
    Opening,
    Programme,
    ProgrammeStanding,
    StepAnswer,
    StepRow,
    StepStanding,
    StepState,
    ToldBy,
    health_programmes,
    setting_of,
    standing,
)
from throughcare.pathway.rules import PlaceKind
from throughcare.people.rules import BornPrecision, Sex

# Whoever is in a place or, with a person, where they are: what decides which programmes are theirs.
# Other parts of the record know that health screens and medicines checks were done.
FACTS = """
SELECT s.person_id, g.kind, s.arrived_at, e.started_at, p.born_on,
       coalesce(d.born_precision, 'unknown'), coalesce(d.sex, 'unknown'),
       coalesce(p.shown_name, ''), coalesce(p.restricted, true), x.kinds, x.moments, r.done_at
FROM pathway_stay s
JOIN pathway_place g ON g.id = s.place_id
JOIN pathway_episode e ON e.id = s.episode_id
LEFT JOIN people_person p ON p.id = s.person_id
LEFT JOIN people_particulars d ON d.person_id = s.person_id AND d.superseded_at IS NULL
LEFT JOIN LATERAL (
  SELECT array_agg(v.kind) AS kinds, array_agg(coalesce(v.happened_at, v.recorded_at)) AS moments
  FROM pathway_event v WHERE v.episode_id = s.episode_id AND v.place_id = s.place_id
    AND v.kind IN ('first-health-screen-done', 'second-health-screen-done') AND NOT v.struck_out
    AND NOT EXISTS (SELECT 1 FROM pathway_event later WHERE later.corrects_id = v.id)) x ON true
LEFT JOIN LATERAL (
  SELECT max(c.done_at) AS done_at FROM care_reconciliation c
  WHERE c.person_id = s.person_id) r ON true
WHERE s.left_at IS NULL AND s.arrived_at <= %(at)s
"""


TOLD = """
SELECT h.id, h.person_id, h.programme, h.step, h.answer, h.happened_at, h.result, h.again_on
FROM care_healthstep h WHERE h.person_id = ANY (%s) AND h.superseded_at IS NULL
"""
LAST = datetime.max.replace(tzinfo=UTC)
PAGE = 50
NOWHERE = HealthFacts(None, Sex.UNKNOWN, None, None, None, {})


class _There(NamedTuple):
    """A row of the statement above."""

    person_id: UUID
    kind: str
    arrived_at: datetime
    term_at: datetime
    born_on: date | None
    born_precision: str
    sex: str
    name: str
    restricted: bool
    kinds: Sequence[str] | None
    moments: Sequence[datetime] | None
    checked_at: datetime | None


@dataclass(frozen=True, slots=True)
class StepHeld:
    """An answer as it is kept: with the result, who says so, who recorded it and where."""

    step_id: UUID
    row: StepRow
    note: str
    told_by: ToldBy | None
    place: str
    who: str
    at: datetime
    wrong_because: str


@dataclass(frozen=True, slots=True)
class HealthNow:
    """Every programme as it stands for one person, and every answer, the newest first."""

    facts: HealthFacts | None
    standings: tuple[ProgrammeStanding, ...]
    held: tuple[StepHeld, ...]

    def of(self, programme_id: str) -> ProgrammeStanding | None:
        """One programme as it stands."""
        return next((one for one in self.standings if one.programme.id == programme_id), None)


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


def health(sight: Sight) -> HealthNow:
    """How every programme stands for a person where they are now. Two queries."""
    if not sight.may(Category.HEALTH):
        raise NotPermitted(sight.decisions[(Act.READ, Category.HEALTH)])
    there = _there("s.person_id", sight.person_id, sight.at)
    facts = _facts(there[0]) if there else NOWHERE
    held = _held(sight.person_id)
    told = [one.row for one in held if not one.wrong_because]
    stand = tuple(standing(one, facts, told, sight.at) for one in health_programmes().all)
    return HealthNow(facts if there else None, stand, held)


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
    """What is due of everybody in a place, the longest overdue first. Two queries."""
    decision = may(viewer, Act.READ, Category.HEALTH, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    there = _there("s.place_id", place_id, at)
    told = _told([one.person_id for one in there])
    due = [
        HealthDue(
            one.person_id,
            one.name,
            one.born_on,
            BornPrecision(one.born_precision),
            one.restricted,
            stands.programme,
            step,
        )
        for one in there
        for stands in _standings(_facts(one), told.get(one.person_id, []), at)
        for step in stands.steps
        if step.state in STILL_DUE
    ]
    wanted = [
        one
        for one in due
        if group in (None, one.programme.group)
        and (not overdue or one.step.state is StepState.OVERDUE)
    ]
    wanted.sort(key=lambda one: (one.step.due_at or LAST, one.name, one.person_id))
    return HealthWork(
        tuple(wanted[offset : offset + limit]),
        Counter(one.programme.group for one in due),
        sum(one.step.state is StepState.OVERDUE for one in due),
        len(wanted),
    )


def _standings(
    facts: HealthFacts, told: Sequence[StepRow], at: datetime
) -> Iterator[ProgrammeStanding]:
    """Only those programmes that the setting has or that somebody began."""
    begun = {row.programme for row in told}
    for one in health_programmes().all:
        if one.id in begun or (one.opens is Opening.ARRIVAL and facts.setting in one.where):
            yield standing(one, facts, told, at)


def _there(column: str, value: UUID, at: datetime) -> list[_There]:
    with connection.cursor() as cursor:
        cursor.execute(f"{FACTS} AND {column} = %(value)s", {"at": at, "value": value})
        return [_There(*row) for row in cursor.fetchall()]


def _facts(row: _There) -> HealthFacts:
    done: dict[str, datetime] = {}
    for name, moment in zip(row.kinds or (), row.moments or (), strict=True):
        done[name] = max(moment, done.get(name, moment))
    if row.checked_at is not None:
        done["medicines-reconciled"] = row.checked_at
    where = setting_of(PlaceKind(row.kind))
    return HealthFacts(row.born_on, Sex(row.sex), where, row.arrived_at, row.term_at, done)


def _told(people: Sequence[UUID]) -> dict[UUID, list[StepRow]]:
    """Every answer that counts, of many people; a result is opened only where there is one."""
    found: dict[UUID, list[StepRow]] = {}
    with connection.cursor() as cursor:
        cursor.execute(TOLD, [list(people)])
        for row_id, person_id, programme, step, answer, moment, result, again_on in cursor:
            if result:
                result = unseal(result, table="care_healthstep", column="result", row=row_id)
            row = StepRow(programme, step, StepAnswer(answer), moment, result, again_on)
            found.setdefault(person_id, []).append(row)
    return found


def _held(person_id: UUID) -> tuple[StepHeld, ...]:
    rows = HealthStep.objects.filter(person_id=person_id).select_related("place", "recorded_by")
    return tuple(
        StepHeld(
            row.id,
            StepRow(
                row.programme,
                row.step,
                StepAnswer(row.answer),
                row.happened_at,
                row.result,
                row.again_on,
            ),
            row.note,
            ToldBy(row.told_by) if row.told_by else None,
            row.place.name if row.place else "",
            row.recorded_by.name,
            row.recorded_at,
            row.wrong_because,
        )
        for row in rows.order_by("-happened_at", "-recorded_at")
    )
