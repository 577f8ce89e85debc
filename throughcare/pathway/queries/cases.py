"""The cases of a person, for those who may know of what they are suspected or accused."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.pathway.models import Case
from throughcare.pathway.rules import OffenceGroup


@dataclass(frozen=True, slots=True)
class KnownCase:
    """One case; without an end, it goes on."""

    case_id: UUID
    offence_group: OffenceGroup
    offence_code: str
    reference: str
    opened_on: date
    closed_on: date | None


def cases(sight: Sight) -> list[KnownCase]:
    """The person's cases: those that go on first, the newest before the others."""
    if not sight.may(Category.OFFENCE):
        raise NotPermitted(sight.decisions[(Act.READ, Category.OFFENCE)])
    rows = Case.objects.filter(person_id=sight.person_id).order_by("-opened_on", "id")
    found = [
        KnownCase(
            row.id,
            OffenceGroup(row.offence_group),
            row.offence_code,
            row.reference,
            row.opened_on,
            row.closed_on,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: one.closed_on is not None)
