"""Who was in a place on a day, or is listed there: what says who a row of a file is about."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer

# A day more on each side, for a stay may begin before midnight of what a file says.
SEEN = """
SELECT a.person, a.place, a.day FROM unnest(%s::uuid[], %s::uuid[], %s::date[])
  AS a (person, place, day)
WHERE EXISTS (SELECT 1 FROM pathway_stay s WHERE s.person_id = a.person AND s.place_id = a.place
              AND s.arrived_at < a.day + 2 AND (s.left_at IS NULL OR s.left_at >= a.day - 1))
   OR EXISTS (SELECT 1 FROM pathway_listing l WHERE l.person_id = a.person
              AND l.place_id = a.place AND l.listed_on = a.day)
"""


class Placed(NamedTuple):
    """Somebody in a place on a day."""

    person_id: UUID
    place_id: UUID
    on: date


def were_there(viewer: Viewer, asked: Collection[Placed]) -> set[Placed]:
    """Those of `asked` who stayed in the place around that day, or are listed there for it.

    For what records from files; ask within `viewing(..., extract=True)` to know those who left.
    """
    decision = may(viewer, Act.WRITE, Category.WHEREABOUTS, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    if not asked:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(SEEN, [list(column) for column in zip(*asked, strict=True)])
        return {Placed(*row) for row in cursor.fetchall()}
