"""How health programmes stand for one person, and who is in a place with what decides them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from throughcare.access.rules import (
    Act,
    Category,
    NotPermitted,
    Sight,
    Viewer,
)
from throughcare.care.models import HealthStep
from throughcare.care.rules import (
    HealthFacts,
    ProgrammeStanding,
    StepAnswer,
    StepRow,
    ToldBy,
    health_programmes,
    setting_of,
    standing,
)
from throughcare.pathway.rules import PlaceKind
from throughcare.people.rules import Sex

# Whoever is in a place or, with a person, where they are: what decides which programmes are theirs.
# Other parts of the record know that health screens and medicines checks were done.
FACTS = """
SELECT s.person_id, g.kind, s.arrived_at, e.started_at, p.born_on,
       coalesce(d.born_precision, 'unknown'), coalesce(d.sex, 'unknown'),
       x.kinds, x.moments, r.done_at
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

NOWHERE = HealthFacts(None, Sex.UNKNOWN, None, None, None, {})


class There(NamedTuple):
    """Whoever is in a place, with what decides which programmes are theirs."""

    person_id: UUID
    kind: str
    arrived_at: datetime
    term_at: datetime
    born_on: date | None
    born_precision: str
    sex: str
    kinds: Sequence[str] | None
    moments: Sequence[datetime] | None
    checked_at: datetime | None

    @property
    def facts(self) -> HealthFacts:
        """What decides for whom a programme is."""
        done: dict[str, datetime] = {}
        for name, moment in zip(self.kinds or (), self.moments or (), strict=True):
            done[name] = max(moment, done.get(name, moment))
        if self.checked_at is not None:
            done["medicines-reconciled"] = self.checked_at
        where = setting_of(PlaceKind(self.kind))
        sex = Sex(self.sex)
        return HealthFacts(self.born_on, sex, where, self.arrived_at, self.term_at, done)


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


def health(sight: Sight) -> HealthNow:
    """How every programme stands for a person where they are now. Two queries."""
    if not sight.may(Category.HEALTH):
        raise NotPermitted(sight.decisions[(Act.READ, Category.HEALTH)])
    found = there(sight.viewer, "s.person_id", sight.person_id, sight.at)
    facts = found[0].facts if found else NOWHERE
    held = _held(sight.person_id)
    told = [one.row for one in held if not one.wrong_because]
    stand = tuple(standing(one, facts, told, sight.at) for one in health_programmes().all)
    return HealthNow(facts if found else None, stand, held)


def there(viewer: Viewer, column: str, value: UUID, at: datetime) -> list[There]:
    """Whoever is in a place now, or one person where they are; `column` says which."""
    with connection.cursor() as cursor:
        cursor.execute(f"{FACTS} AND {column} = %(value)s", {"at": at, "value": value})
        return [There(*row) for row in cursor.fetchall()]


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
