"""Who left custody lately before anybody of the service could see them."""

from datetime import datetime, timedelta
from typing import Any

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer
from throughcare.pathway.queries import places
from throughcare.pathway.queries.lists import PageOfPeople, PeopleList, page_of
from throughcare.pathway.rules import PlaceKind

LOOKED_BACK = timedelta(days=14)
UNSEEN = PeopleList(
    base="""
SELECT s.id, s.person_id, s.episode_id, s.place_id, s.arrived_at, s.left_at, g.name AS place,
       coalesce(l.status, '') AS status, coalesce(cardinality(l.alerted_for) > 0, false) AS alerted,
       EXISTS (SELECT 1 FROM care_liaisonevent e WHERE e.liaison_id = l.id
               AND e.kind = 'closed') AS closed
FROM pathway_stay s JOIN pathway_place g ON g.id = s.place_id
LEFT JOIN care_liaison l ON l.episode_id = s.episode_id AND l.organisation_id = %(viewer)s
WHERE s.place_id = ANY (%(places)s) AND s.left_at > %(since)s AND s.left_at <= %(at)s
  AND coalesce(l.status, '') IN ('', 'not-offered', 'waiting', 'left-unseen')
""",
    filters={
        "alerted": "w.alerted",
        "open": "w.status = 'left-unseen' AND NOT w.closed",
        "two-days": "w.left_at > %(two)s",
    },
    orders={
        "": "w.closed, NOT w.alerted, w.left_at DESC",
        "left": "w.left_at DESC",
        "name": "sort_name",
    },
)


def left_unseen(viewer: Viewer, *, at: datetime, **how: Any) -> PageOfPeople:
    """People who left a suite of the viewer in the last fourteen days, and whom nobody saw.

    Those for whom custody had alerted the service come first.
    """
    decision = may(viewer, Act.READ, Category.ENGAGEMENT, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    suites = places(viewer).filter(kind=PlaceKind.CUSTODY_SUITE).values_list("id", flat=True)
    given = {
        "places": list(suites),
        "at": at,
        "since": at - LOOKED_BACK,
        "two": at - timedelta(days=2),
    }
    return page_of(viewer, UNSEEN, given, **how)
