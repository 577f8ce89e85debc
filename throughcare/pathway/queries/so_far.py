"""What is recorded of people's ways so far, as the rules of recording need it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection

from throughcare.access.arrays import array_of
from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer
from throughcare.pathway.rules import EpisodeKind, EventKind, PlaceKind
from throughcare.pathway.rules.telling import (
    KnownEpisode,
    KnownEvent,
    KnownStay,
    SoFar,
    Where,
)

# First what is theirs, then where: places are few, and looked through for each row otherwise.
STAYS = """
WITH theirs AS MATERIALIZED (
  SELECT s.* FROM pathway_stay s WHERE s.person_id = ANY (%s::uuid[])
)
SELECT s.person_id, s.id, s.episode_id, g.id, g.name, g.kind, s.arrived_at, s.left_at,
       s.detention_authorised_at
FROM theirs s JOIN pathway_place g ON g.id = s.place_id ORDER BY s.arrived_at, s.id
"""
EVENTS = """
WITH theirs AS MATERIALIZED (
  SELECT e.* FROM pathway_event e WHERE e.person_id = ANY (%s::uuid[]) AND NOT e.struck_out
    AND NOT EXISTS (SELECT 1 FROM pathway_event later WHERE later.corrects_id = e.id)
)
SELECT e.person_id, e.id, e.kind, e.place_id, g.name, e.happened_at, e.note, e.case_id,
       e.planned_for, e.exactness = 'day'
FROM theirs e JOIN pathway_place g ON g.id = e.place_id ORDER BY e.happened_at, e.id
"""
EPISODES = """
SELECT e.person_id, e.id, e.kind, e.started_at, e.ended_at, e.case_id
FROM pathway_episode e WHERE e.person_id = ANY (%s::uuid[])
ORDER BY e.started_at, e.id
"""
KINDS = {kind.value: kind for kind in EventKind}
ENDS = frozenset(
    {
        EventKind.LEFT,
        EventKind.LEFT_SAFETY,
        EventKind.MOVED_OUT,
        EventKind.TO_HOSPITAL,
        EventKind.HOSPITAL_LEFT,
        EventKind.RELEASED,
        EventKind.DIED,
    }
)


def so_far(viewer: Viewer, people: Iterable[UUID]) -> dict[UUID, SoFar]:
    """Stays, events that count, and episodes of people, oldest first. Three queries.

    For what records events; ask within `viewing(..., extract=True)` to know those that are over.
    """
    decision = may(viewer, Act.WRITE, Category.WHEREABOUTS, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    found = {person: SoFar() for person in people}
    ids = array_of([*found])
    with connection.cursor() as cursor:
        cursor.execute(EVENTS, [ids])
        for person, event_id, kind, *said in cursor.fetchall():
            found[person].events.append(KnownEvent(event_id, KINDS[kind], *said))
        cursor.execute(STAYS, [ids])
        for (
            person,
            stay,
            episode,
            place_id,
            name,
            kind,
            start,
            end,
            authorised,
        ) in cursor.fetchall():
            where = Where(place_id, name, PlaceKind(kind))
            said = _end_said(found[person], place_id, start, end)
            found[person].stays.append(
                KnownStay(stay, episode, where, start, end, said, authorised)
            )
        cursor.execute(EPISODES, [ids])
        for person, episode, kind, start, end, case_id in cursor.fetchall():
            found[person].episodes.append(
                KnownEpisode(episode, EpisodeKind(kind), start, end, case_id)
            )
    return found


def _end_said(known: SoFar, place_id: UUID, start: datetime, end: datetime | None) -> bool:
    """Whether an event says that the stay ended, or only that the person was elsewhere later."""
    return end is not None and any(
        event.kind in ENDS
        and (event.place_id == place_id or event.kind is EventKind.DIED)
        and (event.moment is None or start <= event.moment <= end)
        for event in known.events
    )
