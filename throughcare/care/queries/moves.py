"""What movements of people are still without their place in a handover, and what decides it.

Asked by what opens handovers, within `viewing(..., extract=True)`: whoever records that somebody
left may lose sight of them in that moment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.access.arrays import array_of
from throughcare.access.rules import OrganisationKind, Refused, Viewer
from throughcare.care.rules.handovers import OPEN_HANDOVERS
from throughcare.care.rules.routes import (
    BY_HAND,
    CONSIDERED,
    Became,
    Route,
    Underway,
)
from throughcare.pathway.rules import (
    COURTS,
    ESTABLISHMENTS,
    HOSPITALS,
    EventKind,
    PlaceKind,
)

# First what happened, then where: places are few, and looked through for each of them otherwise.
PENDING = """
WITH happened AS MATERIALIZED (
  SELECT e.* FROM pathway_event e
  WHERE e.person_id = ANY (%(people)s::uuid[]) AND e.kind = ANY (%(kinds)s)
    AND e.corrects_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM pathway_event s WHERE s.corrects_id = e.id AND s.struck_out)
    AND NOT EXISTS (SELECT 1 FROM care_handovermove m WHERE m.event_id = e.id)
)
SELECT e.id, e.person_id, e.kind, e.place_id, g.kind, e.note,
       coalesce(e.happened_at, e.recorded_at), e.to_place_id, e.recorded_at
FROM happened e JOIN pathway_place g ON g.id = e.place_id
WHERE e.kind <> 'arrived' OR g.kind = ANY (%(courts)s)
ORDER BY coalesce(e.happened_at, e.recorded_at), e.recorded_at, e.id
"""
OPEN = """
SELECT h.person_id, h.id, h.route, h.moved_at, h.arrived_at IS NOT NULL, h.from_place_id
FROM care_handover h WHERE h.person_id = ANY (%s) AND h.state = ANY (%s)
  AND NOT h.route = ANY (%s) ORDER BY h.moved_at
"""
ONE_TEAM = """
SELECT t.id, t.organisation_id, o.kind FROM access_team t
JOIN access_organisation o ON o.id = t.organisation_id WHERE t.id = %s
"""
CARING = frozenset({OrganisationKind.LIAISON_AND_DIVERSION, OrganisationKind.YOUTH_JUSTICE})
HOLDING = frozenset({OrganisationKind.PRISON, OrganisationKind.IMMIGRATION_REMOVAL})
TREATING = frozenset({OrganisationKind.DETENTION_HEALTH})
RECEIVING = CARING | HOLDING | TREATING | {OrganisationKind.RECEIVING_SERVICE}
KEEPING = ESTABLISHMENTS | HOSPITALS
"""Places whose own teams hand people over; elsewhere it is whoever works with the person."""
STRUCK_OUT = """
WITH RECURSIVE said AS (
  SELECT m.handover_id, m.event_id AS id FROM care_handovermove m
  WHERE m.person_id = %s AND m.became = %s
  UNION ALL SELECT s.handover_id, e.id FROM said s JOIN pathway_event e ON e.corrects_id = s.id
)
SELECT s.handover_id FROM said s
JOIN pathway_event e ON e.id = s.id AND e.struck_out
JOIN care_handover h ON h.id = s.handover_id AND h.state = ANY (%s)
"""


@dataclass(frozen=True, slots=True)
class Pending:
    """A movement that is still to be considered."""

    event_id: UUID
    person_id: UUID
    kind: EventKind
    place_id: UUID
    place: PlaceKind
    detail: str
    moment: datetime
    to_place_id: UUID | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class TeamThere:
    """A team that can give or receive somebody, with whose it is."""

    team_id: UUID
    organisation_id: UUID
    kind: OrganisationKind


def pending(viewer: Viewer, people: Sequence[UUID]) -> list[Pending]:
    """What happened to people and was never considered, in the order in which it happened."""
    with connection.cursor() as cursor:
        cursor.execute(
            PENDING,
            {
                "people": array_of(people),
                "kinds": [kind.value for kind in CONSIDERED],
                "courts": [kind.value for kind in COURTS],
            },
        )
        return [
            Pending(row[0], row[1], EventKind(row[2]), row[3], PlaceKind(row[4]), *row[5:])
            for row in cursor.fetchall()
        ]


def underway(viewer: Viewer, people: Iterable[UUID]) -> dict[UUID, Underway]:
    """The open handover that a movement opened, the latest of each person."""
    states, by_hand = [one.value for one in OPEN_HANDOVERS], [one.value for one in BY_HAND]
    with connection.cursor() as cursor:
        cursor.execute(OPEN, [list(people), states, by_hand])
        return {
            person: Underway(id_, Route(route), moved_at, arrived, from_place)
            for person, id_, route, moved_at, arrived, from_place in cursor.fetchall()
        }


def worked_with(viewer: Viewer, people: Iterable[UUID]) -> dict[UUID, TeamThere]:
    """Which team works with people: who is responsible for a need, or else met them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM care_worked_with(%s)", [list(people)])
        return {
            person: TeamThere(team, organisation, OrganisationKind(kind))
            for person, team, organisation, kind in cursor.fetchall()
        }


def team_there(viewer: Viewer, team_id: UUID) -> TeamThere | None:
    """One team, with whose it is."""
    found = _one(ONE_TEAM, [team_id])
    return TeamThere(found[0], found[1], OrganisationKind(found[2])) if found else None


def team_of(viewer: Viewer) -> TeamThere:
    """A team of the viewer's own, for where no other is known."""
    found = team_there(viewer, min(viewer.team_ids)) if viewer.team_ids else None
    if found is None:
        raise Refused("You are in no team, so nobody would hand over. Ask your manager.")
    return found


def caring(viewer: Viewer, teams: Iterable[TeamThere]) -> TeamThere | None:
    """The first of them that is of Liaison and Diversion or youth justice."""
    return next((each for each in teams if each.kind in CARING), None)


def receiving(viewer: Viewer, teams: Iterable[TeamThere]) -> TeamThere | None:
    """The first of them that can receive somebody."""
    return next((each for each in teams if each.kind in RECEIVING), None)


def opened_by_struck_out(viewer: Viewer, person_id: UUID) -> list[UUID]:
    """Open handovers of movements that, as was said later, never were."""
    states = [one.value for one in OPEN_HANDOVERS]
    with connection.cursor() as cursor:
        cursor.execute(STRUCK_OUT, [person_id, Became.OPENED.value, states])
        return [row[0] for row in cursor.fetchall()]


def _one(statement: str, given: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchone()
