"""What a worker should know now: time limits near or past, releases, safety; read or not.

Practitioners are alerted to the people their teams work with, others to whoever is at a place that
their organisation runs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.roles import Purpose
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer
from throughcare.care.models import AlertChoice
from throughcare.care.rules import OPEN_NEEDS
from throughcare.care.rules.alerts import (
    AHEAD,
    CASE_LIMITS,
    LOOKED_BACK,
    OF_CASES,
    SAFETY_ALERTS,
    SAFETY_LASTS,
    TOLD_BY_CARE,
    Alert,
    AlertKind,
    Digest,
    hashed_secret,
)
from throughcare.pathway.queries import closed_limits
from throughcare.pathway.rules import EVENTS, EventKind
from throughcare.screening.rules import clock_of

MOST = 200
# Whom the worker's teams work with: allocated, in need of them, or met by them lately.
CASES = """
(EXISTS (SELECT 1 FROM care_allocation a WHERE a.person_id = {who}.person_id
         AND a.team_id = ANY (%(teams)s) AND a.superseded_at IS NULL)
 OR EXISTS (SELECT 1 FROM care_need n WHERE n.person_id = {who}.person_id
            AND n.responsible_team_id = ANY (%(teams)s) AND n.status = ANY (%(open_needs)s))
 OR EXISTS (SELECT 1 FROM care_liaison l WHERE l.person_id = {who}.person_id
            AND l.team_id = ANY (%(teams)s)
            AND NOT EXISTS (SELECT 1 FROM care_liaisonevent v
                            WHERE v.liaison_id = l.id AND v.kind = 'closed')))
"""
PLACES = """
({who}.place_id IN (SELECT p.id FROM pathway_place p WHERE p.organisation_id = %(own)s)
 OR {who}.place_id IN (SELECT v.place_id FROM pathway_cover v WHERE v.team_id = ANY (%(teams)s)))
"""
COVERED = "s.place_id IN (SELECT v.place_id FROM pathway_cover v WHERE v.team_id = ANY (%(teams)s))"
CLOCKS = """
SELECT CASE WHEN c.due_at < %(at)s THEN 'over' ELSE 'soon' END AS kind,
       c.about::text || ' ' || c.limit_id || ' ' || c.due_at::text AS item,
       c.person_id, g.name AS place,
       CASE WHEN c.due_at < %(at)s THEN c.due_at ELSE c.warn_at END AS since, c.due_at
FROM pathway_runningclock c JOIN pathway_place g ON g.id = c.place_id
WHERE c.due_at > %(back)s AND c.warn_at <= %(at)s AND c.paused_at IS NULL AND {whose}
"""
# From the few places that release somebody: most stays that are over were in custody suites.
RELEASES = """
SELECT 'release', e.id::text, e.person_id, g.name, e.happened_at, NULL::timestamptz
FROM pathway_stay s
JOIN pathway_event e ON e.episode_id = s.episode_id AND e.kind = 'released'
     AND e.note IN ('unplanned', 'from-court') AND NOT e.struck_out
     AND e.happened_at > %(back)s AND e.happened_at <= %(at)s
     AND NOT EXISTS (SELECT 1 FROM pathway_event later WHERE later.corrects_id = e.id)
JOIN pathway_place g ON g.id = e.place_id
WHERE s.left_at > %(back)s AND s.left_at <= %(at)s AND s.place_id = e.place_id
  AND s.place_id = ANY (ARRAY (SELECT i.id FROM pathway_place i
                               WHERE i.kind = ANY (%(release_from)s)))
  AND e.happened_at >= s.arrived_at AND {whose}
"""
SAFETY = """
SELECT 'safety', f.id::text, f.person_id, coalesce(g.name, ''), f.recorded_at, NULL::timestamptz
FROM care_safetyfact f
LEFT JOIN pathway_stay s ON s.person_id = f.person_id AND s.left_at IS NULL
LEFT JOIN pathway_place g ON g.id = s.place_id
WHERE (f.kind = ANY (%(alerting)s) OR f.kind = ANY (%(told)s) AND f.collected_for = %(care)s)
  AND f.state = 'yes' AND f.superseded_at IS NULL
  AND f.recorded_at > %(lately)s AND f.recorded_at <= %(at)s
  AND f.recorded_by_id <> %(worker)s AND {whose}
"""
URGENT = """
SELECT 'urgent', c."limit" || ' ' || c.id::text, c.person_id, coalesce(g.name, ''), c.began_at,
       NULL::timestamptz
FROM screening_urgentclock c
LEFT JOIN pathway_stay s ON s.person_id = c.person_id AND s.left_at IS NULL
LEFT JOIN pathway_place g ON g.id = s.place_id
WHERE c.done = '' AND c.team_id = ANY (%(teams)s)
  AND c.began_at > %(back)s AND c.began_at <= %(at)s
"""
NAMED = """
SELECT a.kind, a.item, a.person_id, coalesce(p.shown_name, ''), a.place, a.since, a.due_at,
       r.id IS NOT NULL
FROM ({parts}) a (kind, item, person_id, place, since, due_at)
LEFT JOIN people_person p ON p.id = a.person_id
LEFT JOIN care_alertread r ON r.worker_id = %(worker)s AND r.key = a.kind || ' ' || a.item
ORDER BY r.id IS NOT NULL, a.since DESC, a.item LIMIT %(most)s
"""
DUE = """
SELECT c.about::text || ' ' || c.limit_id, c.due_at
FROM pathway_runningclock c
WHERE c.due_at > %(back)s AND c.due_at < %(ahead)s AND c.started_at <= %(at)s
  AND c.paused_at IS NULL AND {whose}
ORDER BY c.due_at, 1 LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """How a worker wants to hear of alerts."""

    digest: Digest = Digest.OFF
    sent_on: date | None = None
    has_calendar: bool = False


def alerts(viewer: Viewer, *, at: datetime) -> list[Alert]:
    """What the worker should know, unread first, then the newest. One query."""
    given = _given(viewer, at)
    parts = [_limited(CLOCKS, viewer, "c"), RELEASES.format(whose=_whose(viewer, "s"))]
    if may(viewer, Act.READ, Category.SAFETY, RelationshipKind.PRESENT).permitted:
        parts.append(SAFETY.format(whose=_safety(viewer)))
    if may(viewer, Act.READ, Category.SCREENING, RelationshipKind.PRESENT).permitted:
        parts.append(URGENT)
    with connection.cursor() as cursor:
        cursor.execute(NAMED.format(parts=" UNION ALL ".join(parts)), given)
        return list(_alerts(cursor.fetchall()))


def due_items(viewer: Viewer, *, at: datetime) -> list[tuple[str, datetime]]:
    """Time limits that the worker has to keep, by item, with the moment; soonest first."""
    with connection.cursor() as cursor:
        cursor.execute(_limited(DUE, viewer, "c"), _given(viewer, at))
        return [(item, due) for item, due in cursor.fetchall()]


def alert_choice(viewer: Viewer) -> Choice:
    """How the worker wants to hear of alerts; off where they chose nothing."""
    row = AlertChoice.objects.filter(worker_id=viewer.worker_id).first()
    if row is None:
        return Choice()
    return Choice(Digest(row.digest), row.sent_on, bool(row.calendar_hash))


def whose_calendar(viewer: Viewer, secret: str) -> UUID | None:
    """The worker whose calendar has this secret. The installation asks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT care_calendar(%s)", [hashed_secret(secret)])
        row = cursor.fetchone()
    return row[0] if row else None


def who_wants_digest(viewer: Viewer, on: date) -> list[UUID]:
    """Workers who want a daily e-mail and had none on this day. The installation asks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT worker FROM care_digests(%s) worker ORDER BY worker", [on])
        return [row[0] for row in cursor.fetchall()]


def _alerts(rows: list[tuple[Any, ...]]) -> Iterator[Alert]:
    for kind, item, person_id, name, place, since, due, read in rows:
        key = f"{kind} {item}"
        if kind == AlertKind.URGENT:
            due = clock_of(item.split()[0], since, since, None).due_at
        yield Alert(key, AlertKind(kind), person_id, name, place, since, due, read)


def _limited(statement: str, viewer: Viewer, who: str) -> str:
    own = f"{who}.limit_id = ANY (%(limits)s) AND " if viewer.role in OF_CASES else ""
    may_know = f"{who}.limit_id <> ALL (%(closed)s::text[]) AND "
    return statement.format(whose=own + may_know + _whose(viewer, who))


def _whose(viewer: Viewer, who: str) -> str:
    return (CASES if viewer.role in OF_CASES else PLACES).format(who=who)


def _safety(viewer: Viewer) -> str:
    """Their cases, or whoever is at a place of theirs now."""
    if viewer.role not in OF_CASES:
        return PLACES.format(who="s")
    return f"({CASES.format(who='f')} OR {COVERED})"


def _given(viewer: Viewer, at: datetime) -> dict[str, Any]:
    decision = may(viewer, Act.READ, Category.WHEREABOUTS, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    return {
        "at": at,
        "back": at - LOOKED_BACK,
        "release_from": [kind.value for kind in EVENTS[EventKind.RELEASED].where],
        "alerting": [kind.value for kind in SAFETY_ALERTS],
        "told": [kind.value for kind in TOLD_BY_CARE],
        "care": Purpose.CARE.value,
        "lately": at - SAFETY_LASTS,
        "ahead": at + AHEAD,
        "teams": list(viewer.team_ids),
        "own": viewer.organisation_id,
        "worker": viewer.worker_id,
        "limits": list(CASE_LIMITS),
        "closed": closed_limits(viewer),
        "open_needs": [status.value for status in OPEN_NEEDS],
        "most": MOST,
    }
