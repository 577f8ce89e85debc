"""Whose people are whose: a worker's own, a team's, those nobody is allocated to; with weights."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer
from throughcare.care.rules import ENDED, KEPT_NEEDS, OPEN_NEEDS, POINTS, Load, weight

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


# What is open is read once for each team, then joined, weighed and counted; only the people of one
# page leave the database.
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
), people AS MATERIALIZED (
  SELECT person_id, worker, covered_by, needs, severe, urgent, referrals, high_risks, due, mine,
         %(per_needs)s * needs + %(per_severe)s * severe + %(per_urgent)s * urgent
         + %(per_referrals)s * referrals + %(per_high_risks)s * high_risks AS points
  FROM (
    SELECT person_id, coalesce(g.name, '') AS worker, coalesce(g.covered_by, '') AS covered_by,
           coalesce(n.needs, 0) AS needs, coalesce(n.severe, 0) AS severe,
           coalesce(n.urgent, 0) + coalesce(s.urgent, 0) AS urgent,
           coalesce(s.referrals, 0) AS referrals, coalesce(r.high, 0) AS high_risks,
           least(n.review_on, s.due, r.review_on) AS due,
           coalesce(g.worker_id = %(me)s OR g.covered_by_id = %(me)s, false) AS mine
    FROM needs n FULL JOIN sent s USING (person_id) FULL JOIN risks r USING (person_id)
    LEFT JOIN given g USING (person_id)
  ) open
), shared AS (
  SELECT worker, count(*) AS people, sum(points) AS points FROM people
  WHERE worker <> '' GROUP BY worker
)
SELECT counted.*, page.*
FROM (
  SELECT count(*) FILTER (WHERE mine), count(*), count(*) FILTER (WHERE worker = ''),
         (SELECT jsonb_agg(jsonb_build_array(worker, people, points)) FROM shared)
  FROM people
) counted LEFT JOIN (
  SELECT person_id, worker, covered_by, due, needs, severe, urgent, referrals, high_risks, points
  FROM people
  WHERE CASE %(whose)s WHEN 'mine' THEN mine WHEN 'unallocated' THEN worker = '' ELSE true END
  ORDER BY due NULLS LAST, points DESC, person_id OFFSET %(offset)s LIMIT %(limit)s
) page ON true
ORDER BY due NULLS LAST, points DESC, person_id
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
    given |= {f"per_{what}": points for what, points in asdict(POINTS).items()}
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, given | {"whose": whose.value, "offset": offset, "limit": limit})
        found = cursor.fetchall()
    mine, team, unallocated, workers = found[0][:4]
    page = [row[4:] for row in found if row[4]]
    names = _names([row[0] for row in page])
    return Caseload(
        tuple(
            CaseloadRow(id_, names.get(id_, ""), worker, covered_by, Load(*open_[:5]), due)
            for id_, worker, covered_by, due, *open_ in page
        ),
        {Whose.MINE: mine, Whose.TEAM: team, Whose.UNALLOCATED: unallocated},
        tuple(WorkerLoad(*each) for each in sorted(json.loads(workers or "[]"))),
    )


def colleagues(viewer: Viewer, *, on: date) -> list[Colleague]:
    """Who works with people in the viewer's teams on a day, by name."""
    with connection.cursor() as cursor:
        cursor.execute(COLLEAGUES, [list(viewer.team_ids), on, on])
        return [Colleague(*row) for row in cursor.fetchall()]


def _names(people: list[UUID]) -> dict[UUID, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, shown_name FROM people_person WHERE id = ANY (%s)", [people])
        return dict(cursor.fetchall())
