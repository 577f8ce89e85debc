"""What other systems told and cannot be: at the places of a viewer, and of one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Sight, Viewer
from throughcare.pathway.queries.boards import places
from throughcare.pathway.rules import EventKind, Exactness

MOST = 100
COLUMNS = """
SELECT k.id, k.person_id, coalesce(p.shown_name, ''), g.name, k.kind, k.happened_at, k.exactness,
       k.note, k.problem, w.name, k.recorded_at
FROM pathway_parkedevent k
JOIN pathway_place g ON g.id = k.place_id
JOIN access_worker w ON w.id = k.recorded_by_id
LEFT JOIN people_person p ON p.id = k.person_id
WHERE k.state = 'parked'
"""
HERE = f"{COLUMNS} AND k.place_id = ANY (%s) ORDER BY k.recorded_at, k.id LIMIT %s"
OF_PERSON = f"{COLUMNS} AND k.person_id = %s AND k.id = %s"
COUNT = """
SELECT count(*) FROM pathway_parkedevent k WHERE k.state = 'parked' AND k.place_id = ANY (%s)
"""


@dataclass(frozen=True, slots=True)
class Parked:
    """One event that waits. Without a name, the record is restricted."""

    parked_id: UUID
    person_id: UUID
    person: str
    place: str
    kind: EventKind
    happened_at: datetime | None
    exactness: Exactness
    detail: str
    problem: str
    told_by: str
    told_at: datetime


def parked(viewer: Viewer) -> tuple[list[Parked], int]:
    """What waits at the viewer's places, the oldest first, and how much there is of it."""
    decision = may(viewer, Act.WRITE, Category.WHEREABOUTS, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    here = list(places(viewer, since=date.min).order_by().values_list("id", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(HERE, [here, MOST])
        found = [_parked(row) for row in cursor.fetchall()]
        cursor.execute(COUNT, [here])
        (number,) = cursor.fetchone() or (0,)
    return found, number


def parked_of(sight: Sight, parked_id: UUID) -> Parked | None:
    """One of a person that waits, or nothing."""
    if not sight.may(Category.WHEREABOUTS, Act.WRITE):
        raise NotPermitted(sight.decisions[(Act.WRITE, Category.WHEREABOUTS)])
    with connection.cursor() as cursor:
        cursor.execute(OF_PERSON, [sight.person_id, parked_id])
        row = cursor.fetchone()
    return _parked(row) if row else None


def _parked(row: Sequence[Any]) -> Parked:
    values = list(row)
    values[4], values[6] = EventKind(row[4]), Exactness(row[6])
    return Parked(*values)
