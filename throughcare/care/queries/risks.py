"""What could happen to somebody or through them, with the day to look again, and who disagrees."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.care.models import Disagreement, Risk
from throughcare.care.rules import LEVELS, RiskKind, RiskLevel


@dataclass(frozen=True, slots=True)
class Said:
    """What the person said against something, and to whom."""

    words: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RiskNow:
    """A risk as it stands."""

    risk_id: UUID
    kind: RiskKind
    level: RiskLevel
    what_to_do: str
    note: str
    team: str
    review_on: date
    who: str
    at: datetime
    disagreements: tuple[Said, ...]


def risks(sight: Sight) -> list[RiskNow]:
    """The risks that count now: those not assessed and the highest first. Two queries."""
    if not sight.may(Category.NEED):
        raise NotPermitted(sight.decisions[(Act.READ, Category.NEED)])
    said = disagreements(sight)
    rows = Risk.objects.filter(
        person_id=sight.person_id, superseded_at__isnull=True
    ).select_related("team", "recorded_by")
    found = [
        RiskNow(
            row.id,
            RiskKind(row.kind),
            RiskLevel(row.level),
            row.what_to_do,
            row.note,
            row.team.name,
            row.review_on,
            row.recorded_by.name,
            row.recorded_at,
            tuple(said.get(row.id, ())),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (LEVELS.index(one.level), one.review_on))


def disagreements(sight: Sight) -> dict[UUID, list[Said]]:
    """What the person said against needs and risks, by the id of what it is about."""
    found: dict[UUID, list[Said]] = {}
    rows = Disagreement.objects.filter(person_id=sight.person_id).select_related("recorded_by")
    for row in rows.order_by("recorded_at"):
        about = row.need_id or row.risk_id
        if about is not None:
            found.setdefault(about, []).append(
                Said(row.words, row.recorded_by.name, row.recorded_at)
            )
    return found
