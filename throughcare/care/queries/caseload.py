"""Whose people are whose: a worker's own, a team's, those nobody is allocated to; with weights."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer
from throughcare.care.rules import ENDED, KEPT_NEEDS, OPEN_NEEDS, Load, weight

PAGE = 50


class Whose(StrEnum):
    """Which people a list shows."""

    MINE = "mine"
    TEAM = "team"
    UNALLOCATED = "unallocated"


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One person of a team. Without a name, the record is restricted."""

    person_id: UUID
    person: str
    worker: str
    covered_by: str
    load: Load
    due: date | None

    @property
    def weight(self) -> int:
        """Points of work."""
        return weight(self.load)


@dataclass(frozen=True, slots=True)
class WorkerLoad:
    """How many people a worker has, and how much work they are."""

    worker: str
    people: int
    weight: int


@dataclass(frozen=True, slots=True)
class Caseload:
    """One page of people, how many each list has, and the weight of every worker."""

    rows: tuple[CaseloadRow, ...]
    by_whose: dict[Whose, int]
    workers: tuple[WorkerLoad, ...]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works in one of the viewer's teams."""

    worker_id: UUID
    name: str
    team_id: UUID


# What is open is read once for each team, then joined; names come for one page alone.
PEOPLE = """
WITH needs AS MATERIALIZED (
  SELECT person_id, count(*) FILTER (WHERE status = ANY (%(open)s)) AS needs,
         count(*) FILTER (WHERE status = ANY (%(open)s) AND severity = 'severe') AS severe,
         count(*) FILTER (WHERE status = ANY (%(open)s) AND urgency = 'now') AS urgent,
         min(review_on) AS review_on
  FROM care_need
  WHERE responsible_team_id = ANY (%(teams)s) AND status = ANY (%(held)s) GROUP BY person_id
), sent AS MATERIALIZED (
  SELECT person_id, count(*) AS referrals, count(*) FILTER (WHERE urgent) AS urgent,
         min(next_action_on) AS due
  FROM care_referral
  WHERE next_action_on IS NOT NULL AND NOT status = ANY (%(ended)s)
    AND (from_team_id = ANY (%(teams)s) OR held_by_id = ANY (%(teams)s)) GROUP BY person_id
), risks AS MATERIALIZED (
  SELECT person_id, count(*) FILTER (WHERE level = 'high') AS high, min(review_on) AS review_on
  FROM care_risk WHERE team_id = ANY (%(teams)s) AND superseded_at IS NULL GROUP BY person_id
), people AS (
  SELECT person_id FROM needs UNION SELECT person_id FROM sent UNION SELECT person_id FROM risks
), given AS MATERIALIZED (
  SELECT DISTINCT ON (a.person_id) a.person_id, a.worker_id, w.name,
         c.covered_by_id, k.name AS covered_by
  FROM care_allocation a
  JOIN access_membership m ON m.worker_id = a.worker_id AND m.team_id = a.team_id
   AND m.starts_on <= %(on)s AND (m.ends_on IS NULL OR m.ends_on >= %(on)s)
  JOIN access_worker w ON w.id = a.worker_id
  LEFT JOIN care_leavecover c ON c.worker_id = a.worker_id
   AND %(on)s BETWEEN c.from_on AND c.until_on
  LEFT JOIN access_worker k ON k.id = c.covered_by_id
  WHERE a.superseded_at IS NULL AND a.team_id = ANY (%(teams)s)
  ORDER BY a.person_id, (a.worker_id = %(me)s OR c.covered_by_id = %(me)s) DESC
)
SELECT p.person_id, coalesce(g.name, ''), coalesce(g.covered_by, ''),
       coalesce(n.needs, 0), coalesce(n.severe, 0), coalesce(n.urgent, 0) + coalesce(s.urgent, 0),
       coalesce(s.referrals, 0), coalesce(r.high, 0),
       least(n.review_on, s.due, r.review_on),
       coalesce(g.worker_id = %(me)s OR g.covered_by_id = %(me)s, false)
FROM people p LEFT JOIN needs n USING (person_id) LEFT JOIN sent s USING (person_id)
LEFT JOIN risks r USING (person_id) LEFT JOIN given g USING (person_id)
"""
COLLEAGUES = """
SELECT DISTINCT w.id, w.name, m.team_id FROM access_membership m
JOIN access_worker w ON w.id = m.worker_id AND w.is_active AND NOT w.is_system
WHERE m.team_id = ANY (%s) AND m.starts_on <= %s AND (m.ends_on IS NULL OR m.ends_on >= %s)
  AND m.role IN ('practitioner', 'support-worker', 'healthcare-worker', 'service-worker')
ORDER BY w.name
"""


def caseload(
    viewer: Viewer,
    *,
    on: date,
    whose: Whose = Whose.MINE,
    offset: int = 0,
    limit: int = PAGE,
) -> Caseload:
    """The people of the viewer's teams on a day, the next due and the heaviest first. 2 queries."""
    decision = may(viewer, Act.READ, Category.NEED, RelationshipKind.ALLOCATED)
    if not decision.permitted:
        raise NotPermitted(decision)
    given: dict[str, Any] = {
        "teams": list(viewer.team_ids),
        "me": viewer.worker_id,
        "on": on,
        "open": [status.value for status in OPEN_NEEDS],
        "held": [status.value for status in (*OPEN_NEEDS, *KEPT_NEEDS)],
        "ended": [status.value for status in ENDED],
    }
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, given)
        found = cursor.fetchall()
    lists: dict[Whose, list[tuple[Any, ...]]] = {
        Whose.MINE: [row for row in found if row[9]],
        Whose.TEAM: found,
        Whose.UNALLOCATED: [row for row in found if not row[1]],
    }
    wanted = sorted(
        lists[whose], key=lambda row: (row[8] or date.max, -weight(Load(*row[3:8])), row[0])
    )
    page = wanted[offset : offset + limit]
    names = _names([row[0] for row in page])
    return Caseload(
        tuple(
            CaseloadRow(row[0], names.get(row[0], ""), row[1], row[2], Load(*row[3:8]), row[8])
            for row in page
        ),
        {each: len(rows) for each, rows in lists.items()},
        _workers(found),
    )


def colleagues(viewer: Viewer, *, on: date) -> list[Colleague]:
    """Who works with people in the viewer's teams on a day, by name."""
    with connection.cursor() as cursor:
        cursor.execute(COLLEAGUES, [list(viewer.team_ids), on, on])
        return [Colleague(*row) for row in cursor.fetchall()]


def _workers(rows: list[tuple[Any, ...]]) -> tuple[WorkerLoad, ...]:
    people: dict[str, int] = {}
    points: dict[str, int] = {}
    for row in rows:
        if row[1]:
            people[row[1]] = people.get(row[1], 0) + 1
            points[row[1]] = points.get(row[1], 0) + weight(Load(*row[3:8]))
    return tuple(WorkerLoad(name, people[name], points[name]) for name in sorted(people))


def _names(people: list[UUID]) -> dict[UUID, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, shown_name FROM people_person WHERE id = ANY (%s)", [people])
        return dict(cursor.fetchall())
