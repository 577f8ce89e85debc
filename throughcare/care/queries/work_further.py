"""More sorts of work: treatment requirements, contracts and panels, turning 18, people handed on.

Each is a statement with the columns of `work_sorts`.
"""

from datetime import date, timedelta
from typing import Any

from throughcare.access.rules import OrganisationKind, Viewer
from throughcare.care.queries.growing_up import CHILDRENS_TEAMS
from throughcare.care.queries.work_words import Work
from throughcare.care.rules import OPEN_ORDERS, SETTLED, published

FOR_CHILDREN = (OrganisationKind.YOUTH_JUSTICE, OrganisationKind.DETENTION_HEALTH)
ADULT = timedelta(days=round(18 * 365.25))
AFTER_BIRTHDAY = timedelta(days=90)
"""For how long after the birthday it stays on the list of a team that is for adults as well; on
that of a team for children it stays until they are handed over."""

ORDERS = """
SELECT 'order', q.id, q.person_id, NULL::uuid, q.kind, q.state, t.name, q.next_on,
       q.state = 'breached', false, '', ''
FROM care_courtrequirement q LEFT JOIN access_team t ON t.id = q.team_id
WHERE q.state = ANY (%(open_orders)s) AND q.team_id = ANY (%(teams)s) AND q.next_on <= %(soon)s
"""
HAND_ONS = """
SELECT 'hand-on', c.batch, (array_agg(c.person_id ORDER BY c.person_id))[1], NULL::uuid,
       count(*)::text, 'asked', t.name, min(c.answer_by), false,
       NOT c.to_team_id = ANY (%(teams)s),
       CASE WHEN c.to_team_id = ANY (%(teams)s) THEN f.name ELSE t.name END, ''
FROM care_caseoffer c
LEFT JOIN access_team f ON f.id = c.from_team_id
LEFT JOIN access_team t ON t.id = c.to_team_id
WHERE c.answer = '' AND (c.to_team_id = ANY (%(teams)s) OR c.from_team_id = ANY (%(teams)s))
GROUP BY c.batch, c.to_team_id, f.name, t.name
"""
YOUTH = """
SELECT 'youth', y.id, y.person_id, NULL::uuid, y.kind, 'in-progress', t.name, y.due_on,
       false, false, y.answer, ''
FROM care_youthfact y LEFT JOIN access_team t ON t.id = y.team_id
WHERE y.superseded_at IS NULL AND y.team_id = ANY (%(teams)s) AND y.due_on <= %(soon)s
"""
ADULT_SOON = """
SELECT * FROM (
  SELECT DISTINCT ON (p.id, t.id) 'turning-18', p.id, p.id, NULL::uuid, '', 'not-started', t.name,
         (p.born_on + interval '18 years')::date, false, false, '', ''
  FROM care_need n
  LEFT JOIN access_team t ON t.id = n.responsible_team_id
  JOIN people_person p ON p.id = n.person_id
  JOIN people_particulars d ON d.person_id = p.id AND d.superseded_at IS NULL
  WHERE n.status = ANY (%(open_needs)s) AND n.responsible_team_id = ANY (%(teams)s)
    AND (p.born_on > %(born_after)s OR t.id IN CHILDRENS_TEAMS)
    AND p.born_on <= %(born_by)s AND d.born_precision = 'day'
    AND NOT EXISTS (SELECT 1 FROM care_handover h WHERE h.person_id = p.id AND h.due_on IS NOT NULL
                    AND h.route = 'child-to-adult' AND h.from_team_id = t.id)
    AND NOT EXISTS (SELECT 1 FROM care_youthfact y WHERE y.person_id = p.id
                    AND y.kind = 'turning-18' AND y.superseded_at IS NULL
                    AND (y.answer = ANY (%(settled)s) OR y.due_on > %(on)s))
) soon
""".replace("CHILDRENS_TEAMS", CHILDRENS_TEAMS)


def further_sorts(viewer: Viewer) -> dict[Work, str]:
    """The statements for whoever may read needs.

    Teams for adults have nobody who turns 18, and to look for them would read every person.
    """
    found = {Work.ORDER: ORDERS, Work.HAND_ON: HAND_ONS, Work.YOUTH: YOUTH}
    if viewer.organisation_kind in FOR_CHILDREN:
        found[Work.TURNING_18] = ADULT_SOON
    return found


def further_given(viewer: Viewer, on: date) -> dict[str, Any]:
    """What the statements are asked with, beside what all sorts of work are."""
    young = viewer.organisation_kind in FOR_CHILDREN
    return {
        "on": on,
        "open_orders": [state.value for state in OPEN_ORDERS],
        **(_turning_18(on) if young else {}),
    }


def _turning_18(on: date) -> dict[str, Any]:
    return {
        "born_after": on - ADULT - AFTER_BIRTHDAY,
        "born_by": on - ADULT + published().days("turning-eighteen"),
        "settled": list(SETTLED),
    }
