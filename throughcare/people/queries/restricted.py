"""Restricted records: which are, who opened one all the same, and until when it is open."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import (
    NO_RELATIONSHIP,
    Act,
    Category,
    Decision,
    NotPermitted,
    RelationshipKind,
    Sight,
    Viewer,
)
from throughcare.people.models import Opening, Restriction
from throughcare.people.rules import GivenNumber, canonical
from throughcare.people.rules.restricted import OpenedFor, RestrictedFor, Reviewed


@dataclass(frozen=True, slots=True)
class Marked:
    """A record that is restricted: of whom, why, and since when."""

    restriction_id: UUID
    name: str
    born_on: date | None
    kind: RestrictedFor
    because: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody opened a restricted record, without saying whose."""

    opening_id: UUID
    who: str
    role: str
    at: datetime
    kind: OpenedFor
    because: str
    reviewed: Reviewed | None
    reviewed_by: str


def require_glass(viewer: Viewer) -> Decision:
    """Raise `NotPermitted` unless the viewer may open restricted records for an hour."""
    decision = may(
        viewer, Act.READ, Category.IDENTITY, RelationshipKind.BREAK_GLASS, restricted=True
    )
    if not decision.permitted:
        raise NotPermitted(decision)
    return decision


def _require_oversight(viewer: Viewer) -> None:
    decision = may(viewer, Act.RESTRICT, Category.IDENTITY, NO_RELATIONSHIP)
    if not decision.permitted:
        raise NotPermitted(decision)


def by_number(
    viewer: Viewer, number: GivenNumber, *, at: datetime, restricted: bool
) -> UUID | None:
    """The one person with exactly this valid number, for those who open or restrict a record.

    With `restricted`, only a record that is restricted; else only one that the viewer's
    organisation has had to do with.
    """
    if restricted:
        require_glass(viewer)
    else:
        _require_oversight(viewer)
    same = canonical(number, on=at.date(), synthetic=settings.DEMONSTRATION)
    if not same:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_numbered(%s, %s, %s)", [number.kind, same, restricted])
        found = cursor.fetchall()
    return found[0][0] if len(found) == 1 else None


def to_restrict(viewer: Viewer, number: GivenNumber, *, at: datetime) -> tuple[UUID, str] | None:
    """The record that has exactly this number, with the name it is shown under."""
    person_id = by_number(viewer, number, at=at, restricted=False)
    if person_id is None:
        return None
    names = _names([person_id])
    return (person_id, names[person_id][0]) if person_id in names else None


def marked(viewer: Viewer) -> tuple[Marked, ...]:
    """The records that the viewer's organisation has restricted, the latest first."""
    _require_oversight(viewer)
    rows = list(
        Restriction.objects.filter(organisation_id=viewer.organisation_id, lifted_at=None)
        .select_related("recorded_by")
        .order_by("-recorded_at")
    )
    names = _names([row.person_id for row in rows])
    return tuple(
        Marked(
            row.pk,
            *names.get(row.person_id, ("", None)),
            RestrictedFor(row.kind),
            row.because,
            row.recorded_by.name,
            row.recorded_at,
        )
        for row in rows
    )


def _names(people: list[UUID]) -> dict[UUID, tuple[str, date | None]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_restricted_names(%s::uuid[])", [people])
        return {row[0]: (row[1], row[2]) for row in cursor.fetchall()}


def openings(viewer: Viewer, *, most: int = 100) -> tuple[Opened, ...]:
    """Openings by the viewer's organisation: those to review first, then the latest."""
    _require_oversight(viewer)
    rows = (
        Opening.objects.filter(organisation_id=viewer.organisation_id)
        .select_related("recorded_by", "reviewed_by")
        .order_by("reviewed_at", "-recorded_at")
    )
    found = sorted(rows[:most], key=lambda row: (row.reviewed != "", -row.recorded_at.timestamp()))
    return tuple(
        Opened(
            row.pk,
            row.recorded_by.name,
            row.role,
            row.recorded_at,
            OpenedFor(row.kind),
            row.because,
            Reviewed(row.reviewed) if row.reviewed else None,
            row.reviewed_by.name if row.reviewed_by else "",
        )
        for row in found
    )


def to_review(viewer: Viewer) -> int:
    """How many openings nobody has reviewed."""
    _require_oversight(viewer)
    return Opening.objects.filter(organisation_id=viewer.organisation_id, reviewed="").count()


def open_until(sight: Sight) -> datetime | None:
    """Until when the viewer has this restricted record open, if that is how they see it."""
    if sight.relationship != RelationshipKind.BREAK_GLASS:
        return None
    return (
        Opening.objects.filter(
            person_id=sight.person_id,
            recorded_by_id=sight.viewer.worker_id,
            until__gt=sight.at,
        )
        .order_by("-until")
        .values_list("until", flat=True)
        .first()
    )
