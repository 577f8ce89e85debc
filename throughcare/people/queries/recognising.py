"""Who is this person? The least that tells one from another, for people nobody here knows yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import (
    NO_RELATIONSHIP,
    Act,
    Category,
    NotPermitted,
    Viewer,
    strongest,
)
from throughcare.people.rules import BornPrecision


@dataclass(frozen=True, slots=True)
class Recognised:
    """The least that is needed to tell one person from another."""

    person_id: UUID
    name: str
    known_as: str
    born_on: date | None
    born_precision: BornPrecision
    relationship: str

    @property
    def related(self) -> bool:
        """Whether the viewer's organisation has a relationship to the person now."""
        return self.relationship != NO_RELATIONSHIP


def may_find(viewer: Viewer) -> bool:
    """Whether the viewer may look for people whom their organisation does not know."""
    return may(viewer, Act.FIND, Category.IDENTITY, NO_RELATIONSHIP).permitted


def require_finding(viewer: Viewer) -> None:
    """Raise `NotPermitted` unless the viewer may look for people."""
    decision = may(viewer, Act.FIND, Category.IDENTITY, NO_RELATIONSHIP)
    if not decision.permitted:
        raise NotPermitted(decision)


def recognise(viewer: Viewer, people: Iterable[UUID]) -> dict[UUID, Recognised]:
    """Who these people are, in the least words; those with a restricted record are not told."""
    require_finding(viewer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_recognise(%s)", [list(people)])
        return {row[0]: _recognised(row) for row in cursor.fetchall()}


def _recognised(row: Sequence[Any]) -> Recognised:
    person_id, name, known_as, born_on, precision, kinds = row
    born = BornPrecision(precision or BornPrecision.UNKNOWN)
    return Recognised(person_id, name, known_as or "", born_on, born, strongest(frozenset(kinds)))
