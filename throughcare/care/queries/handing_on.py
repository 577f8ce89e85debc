"""Whom a team could hand on, and what waits to be taken over by one team from another."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer
from throughcare.care.models import CaseOffer
from throughcare.care.rules import KEPT_NEEDS, OPEN_NEEDS, OPEN_ORDERS, OPEN_STEPS, HeldPeople

HELD = """
WITH held AS (
  SELECT person_id FROM care_need
  WHERE responsible_team_id = %(team)s AND status = ANY (%(needs)s)
  UNION SELECT person_id FROM care_risk WHERE team_id = %(team)s AND superseded_at IS NULL
  UNION SELECT person_id FROM care_planstep
  WHERE team_id = %(team)s AND status = ANY (%(steps)s)
  UNION SELECT person_id FROM care_plan WHERE lead_team_id = %(team)s AND superseded_at IS NULL
  UNION SELECT person_id FROM care_courtrequirement
  WHERE team_id = %(team)s AND state = ANY (%(orders)s)
  UNION SELECT person_id FROM care_youthfact
  WHERE team_id = %(team)s AND superseded_at IS NULL AND due_on IS NOT NULL
)
SELECT h.person_id, m.worker_id,
       EXISTS (SELECT 1 FROM care_needoffer o WHERE o.person_id = h.person_id AND o.answer = ''
               AND o.from_team_id = %(team)s)
       OR EXISTS (SELECT 1 FROM care_caseoffer c WHERE c.person_id = h.person_id AND c.answer = ''
                  AND c.from_team_id = %(team)s)
FROM held h
LEFT JOIN care_allocation a ON a.person_id = h.person_id AND a.team_id = %(team)s
  AND a.superseded_at IS NULL
LEFT JOIN access_membership m ON m.worker_id = a.worker_id AND m.team_id = a.team_id
  AND m.starts_on <= %(on)s AND (m.ends_on IS NULL OR m.ends_on >= %(on)s)
ORDER BY h.person_id
"""


@dataclass(frozen=True, slots=True)
class HandedOn:
    """People whom one team asks another to take over, together, and how that stands."""

    batch: UUID
    from_team: str
    to_team: str
    people: tuple[tuple[UUID, str], ...]
    reason: str
    answer_by: date
    offered_by: str
    offered_at: datetime
    ours_to_answer: bool
    ours_to_take_back: bool


def held_people(viewer: Viewer, team_id: UUID, *, on: date) -> HeldPeople:
    """Those for whom a team of the viewer's holds anything. One query."""
    _require(viewer)
    given: dict[str, Any] = {
        "team": team_id,
        "on": on,
        "needs": [status.value for status in (*OPEN_NEEDS, *KEPT_NEEDS)],
        "steps": [status.value for status in OPEN_STEPS],
        "orders": [state.value for state in OPEN_ORDERS],
    }
    with connection.cursor() as cursor:
        cursor.execute(HELD, given)
        rows = cursor.fetchall()
    return HeldPeople(
        {person: worker for person, worker, _ in rows},
        frozenset(person for person, _, asked in rows if asked),
    )


def handed_on(viewer: Viewer, batch: UUID) -> HandedOn | None:
    """What waits for an answer under one batch, if it concerns the viewer's organisation."""
    _require(viewer)
    rows = list(
        CaseOffer.objects.filter(batch=batch, answer="").select_related(
            "from_team", "to_team", "recorded_by", "person"
        )
    )
    if not rows:
        return None
    first, own = rows[0], viewer.organisation_id
    people = sorted(
        ((row.person_id, row.person.shown_name) for row in rows), key=lambda one: one[1]
    )
    return HandedOn(
        batch,
        first.from_team.name,
        first.to_team.name,
        tuple(people),
        first.reason,
        first.answer_by,
        first.recorded_by.name,
        first.recorded_at,
        first.to_team.organisation_id == own and first.to_team_id in viewer.team_ids,
        first.from_team_id in viewer.team_ids,
    )


def _require(viewer: Viewer) -> None:
    decision = may(viewer, Act.WRITE, Category.NEED, RelationshipKind.ALLOCATED)
    if not decision.permitted:
        raise NotPermitted(decision)
