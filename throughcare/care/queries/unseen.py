"""Who left custody lately before anybody of the service could see them."""

from datetime import datetime, timedelta
from typing import Any

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer
from throughcare.pathway.queries import cover_times, places
from throughcare.pathway.queries.lists import PageOfPeople, PeopleList, page_of
from throughcare.pathway.rules import PlaceKind

LOOKED_BACK = timedelta(days=14)
LONGEST = timedelta(days=14)
"""Nobody is in police custody for longer, under whichever Act."""
UNSEEN = PeopleList(
    base="""
SELECT s.id, s.person_id, s.episode_id, s.place_id, s.arrived_at, s.left_at, g.name AS place,
       coalesce(l.status, '') AS status, coalesce(cardinality(l.alerted_for) > 0, false) AS alerted,
       EXISTS (SELECT 1 FROM care_liaisonevent e WHERE e.liaison_id = l.id
               AND e.kind = 'closed') AS closed,
       CASE WHEN h.there && tstzrange(s.arrived_at, s.left_at, '[]') THEN 'yes'
            WHEN h.unknown && tstzrange(s.arrived_at, s.left_at, '[]') THEN 'not-known'
            ELSE 'no' END AS covered
FROM pathway_stay s JOIN pathway_place g ON g.id = s.place_id
JOIN unnest(%(places)s::uuid[], %(there)s::text[]::tstzmultirange[],
            %(unknown)s::text[]::tstzmultirange[]) h(place_id, there, unknown)
  ON h.place_id = s.place_id
LEFT JOIN care_liaison l ON l.episode_id = s.episode_id AND l.organisation_id = %(viewer)s
WHERE s.place_id = ANY (%(places)s) AND s.left_at > %(since)s AND s.left_at <= %(at)s
  AND coalesce(l.status, '') IN ('', 'not-offered', 'waiting', 'left-unseen')
""",
    filters={
        "alerted": "w.alerted",
        "open": "w.status = 'left-unseen' AND NOT w.closed",
        "two-days": "w.left_at > %(two)s",
        "out-of-hours": "w.covered = 'no'",
        "not-known": "w.covered = 'not-known'",
    },
    orders={
        "": "w.closed, NOT w.alerted, w.left_at DESC",
        "left": "w.left_at DESC",
        "name": "sort_name",
    },
)


def left_unseen(viewer: Viewer, *, at: datetime, **how: Any) -> PageOfPeople:
    """People who left a suite of the viewer in the last fourteen days, and whom nobody saw.

    Those for whom custody had alerted the service come first. Out of hours is who left a place
    whose hours of cover are known for all of their stay, and was there in none of them.
    """
    decision = may(viewer, Act.READ, Category.ENGAGEMENT, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    first = at - LOOKED_BACK
    suites = places(viewer, since=first.date()).filter(kind=PlaceKind.CUSTODY_SUITE)
    ids = list(suites.values_list("id", flat=True))
    known, there, unknown = cover_times(viewer, ids, since=first - LONGEST, until=at)
    given = {
        "places": known,
        "there": there,
        "unknown": unknown,
        "at": at,
        "since": first,
        "two": at - timedelta(days=2),
    }
    return page_of(viewer, UNSEEN, given, **how)
