"""The list of open handovers that come to and go from the viewer's teams, counted in one go."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer
from throughcare.care.rules.handovers import HandoverState
from throughcare.care.rules.routes import Route

PAGE = 50
KNOWN_AS = (RelationshipKind.ALLOCATED, RelationshipKind.PRESENT, RelationshipKind.REFERRED)


class Direction(StrEnum):
    """Whose turn it is to receive: one's own team, or another that one's team hands over to."""

    COMING = "coming"
    GOING = "going"


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One open handover on a list. Without a name, the record is restricted."""

    handover_id: UUID
    person_id: UUID
    person: str
    route: Route
    state: HandoverState
    direction: Direction
    from_team: str
    to_team: str
    from_place: str
    to_place: str
    moved_at: datetime
    due_on: date
    emergency: bool


@dataclass(frozen=True, slots=True)
class Handovers:
    """One page of open handovers, with how many come, go and are overdue in all."""

    rows: tuple[HandoverRow, ...]
    coming: int
    going: int
    overdue: int
    emergencies: int
    shown: int


COUNTS = """
SELECT count(*) FILTER (WHERE coming), count(*) FILTER (WHERE NOT coming),
       count(*) FILTER (WHERE due_on < %(on)s), count(*) FILTER (WHERE emergency),
       count(*) FILTER (WHERE wanted)
FROM (SELECT h.due_on, h.emergency, COMING AS coming, WANTED AS wanted
      FROM care_handover h WHERE OURS) h
"""
LIST = """
SELECT h.id, h.person_id, h.route, h.state, f.name, coalesce(t.name, ''),
       coalesce(a.name, ''), coalesce(b.name, ''), h.moved_at, h.due_on, h.emergency,
       COMING
FROM care_handover h
JOIN access_team f ON f.id = h.from_team_id
LEFT JOIN access_team t ON t.id = h.to_team_id
LEFT JOIN pathway_place a ON a.id = h.from_place_id
LEFT JOIN pathway_place b ON b.id = h.to_place_id
WHERE OURS AND WANTED
ORDER BY h.emergency DESC, h.due_on, h.moved_at, h.id OFFSET %(offset)s LIMIT %(limit)s
"""
# Put into both statements, which are written out so that each can be read on its own.
PARTS = {
    "COMING": "coalesce(h.to_team_id = ANY (%(teams)s) AND h.state <> %(declined)s, false)",
    "OURS": "h.due_on IS NOT NULL"
    " AND (h.from_team_id = ANY (%(teams)s) OR h.to_team_id = ANY (%(teams)s))",
}
WANTED = {
    None: "true",
    Direction.COMING: PARTS["COMING"],
    Direction.GOING: f"NOT {PARTS['COMING']}",
}


def handovers(
    viewer: Viewer,
    *,
    on: date,
    direction: Direction | None = None,
    overdue: bool = False,
    offset: int = 0,
    limit: int = PAGE,
) -> Handovers:
    """The open handovers of the viewer's teams: emergencies first, then the next due. 3 queries."""
    allowed = [may(viewer, Act.READ, Category.HANDOVER, kind) for kind in KNOWN_AS]
    if not any(decision.permitted for decision in allowed):
        raise NotPermitted(allowed[0])
    given: dict[str, Any] = {
        "teams": list(viewer.team_ids),
        "declined": HandoverState.DECLINED.value,
        "on": on,
        "offset": offset,
        "limit": limit,
    }
    wanted = WANTED[direction] + (" AND h.due_on < %(on)s" if overdue else "")
    with connection.cursor() as cursor:
        cursor.execute(_with_parts(COUNTS, wanted), given)
        coming, going, late, emergencies, shown = cursor.fetchone() or (0, 0, 0, 0, 0)
        cursor.execute(_with_parts(LIST, wanted), given)
        page = [_row(row) for row in cursor.fetchall()]
    names = _names([one.person_id for one in page])
    return Handovers(
        tuple(replace(one, person=names.get(one.person_id, "")) for one in page),
        coming,
        going,
        late,
        emergencies,
        shown,
    )


def _with_parts(statement: str, wanted: str) -> str:
    for part, meaning in {"WANTED": f"({wanted})", **PARTS}.items():
        statement = statement.replace(part, meaning)
    return statement


def _row(row: tuple[Any, ...]) -> HandoverRow:
    id_, person, route, state, giver, receiver, left, goes, moved_at, due, emergency, coming = row
    return HandoverRow(
        id_,
        person,
        "",
        Route(route),
        HandoverState(state),
        Direction.COMING if coming else Direction.GOING,
        giver,
        receiver,
        left,
        goes,
        moved_at,
        due,
        emergency,
    )


def _names(people: list[UUID]) -> dict[UUID, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, shown_name FROM people_person WHERE id = ANY (%s)", [people])
        return dict(cursor.fetchall())
