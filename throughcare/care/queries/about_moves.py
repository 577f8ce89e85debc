"""What decides where movements lead: whose teams are there, who came in custody, what was planned.

Read once for a batch of movements, as far as it can be.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.access.rules import OrganisationKind, Viewer
from throughcare.care.queries.moves import (
    CARING,
    KEEPING,
    RECEIVING,
    TREATING,
    Pending,
    TeamThere,
)
from throughcare.care.rules.routes import DECIDED_AT_COURT
from throughcare.pathway.rules import (
    COURTS,
    ESTABLISHMENTS,
    HOSPITALS,
    EventKind,
    Leaving,
    PlaceKind,
    is_for,
)
from throughcare.people.rules import BornPrecision

# Who comes to court in custody. From prison: as the hearing says, or held in one at that moment.
# From cells: as the hearing says, or kept by the police for court within the last days.
MOVED = """unnest(%(events)s::uuid[], %(people)s::uuid[], %(places)s::uuid[],
            %(moments)s::timestamptz[]) AS o(event, person, place, moment)"""
HELD = f"""
SELECT o.event,
       EXISTS (SELECT 1 FROM pathway_event e WHERE e.person_id = o.person
               AND e.kind = 'court-hearing' AND e.place_id = o.place
               AND e.note IN ('prison', 'hospital')
               AND e.happened_at BETWEEN o.moment - interval '24 hours' AND o.moment)
    OR EXISTS (SELECT 1 FROM pathway_stay s JOIN pathway_place g ON g.id = s.place_id
               WHERE s.person_id = o.person AND g.kind = ANY (%(held)s)
               AND s.arrived_at <= o.moment AND (s.left_at IS NULL OR s.left_at >= o.moment)),
       EXISTS (SELECT 1 FROM pathway_event e WHERE e.person_id = o.person
               AND e.kind = 'court-hearing' AND e.place_id = o.place
               AND e.note = 'police-cells'
               AND e.happened_at BETWEEN o.moment - interval '24 hours' AND o.moment)
    OR EXISTS (SELECT 1 FROM pathway_event e WHERE e.person_id = o.person AND e.kind = 'left'
               AND e.note = %(kept)s
               AND e.happened_at BETWEEN o.moment - interval '4 days' AND o.moment)
FROM {MOVED}
"""  # noqa: S608 - own words only
PLANNED = f"""
SELECT o.event FROM {MOVED}
WHERE EXISTS (SELECT 1 FROM pathway_event e WHERE e.person_id = o.person
              AND e.kind = 'release-planned' AND e.recorded_at < o.moment
              AND (e.planned_for AT TIME ZONE 'Europe/London')::date
                  = (o.moment AT TIME ZONE 'Europe/London')::date)
"""  # noqa: S608 - own words only
LISTED = """
SELECT l.place_id FROM pathway_listing l WHERE l.person_id = %s AND l.state = 'listed'
  AND l.kind = 'hearing' AND l.listed_on >= %s ORDER BY l.listed_on LIMIT 1
"""
BORN = """
SELECT p.id, p.born_on, coalesce(b.born_precision, 'unknown') FROM people_person p
LEFT JOIN people_particulars b ON b.person_id = p.id AND b.superseded_at IS NULL
WHERE p.id = ANY (%s)
"""
# The teams of whoever runs a place, and those that cover it; only teams in which somebody works.
AT_PLACE = """
SELECT t.id, t.organisation_id, o.kind, c.under_18, c.id IS NOT NULL, g.kind
FROM pathway_place g
JOIN access_team t ON t.organisation_id = g.organisation_id
  OR t.id IN (SELECT x.team_id FROM pathway_cover x WHERE x.place_id = g.id)
JOIN access_organisation o ON o.id = t.organisation_id
LEFT JOIN pathway_cover c ON c.place_id = g.id AND c.team_id = t.id
WHERE g.id = %s AND EXISTS (SELECT 1 FROM access_membership m WHERE m.team_id = t.id
                            AND (m.ends_on IS NULL OR m.ends_on >= %s))
ORDER BY t.name
"""


class AboutMoves:
    """What decides where movements lead, read once for all of them as far as it can be."""

    def __init__(self, viewer: Viewer, found: Iterable[Pending]) -> None:
        self._born: dict[UUID, tuple[date | None, str]] = {}
        self._there: dict[tuple[UUID, date], list[Any]] = {}
        self._planned: set[UUID] = set()
        self._held: dict[UUID, tuple[bool, bool]] = {}
        rows = list(found)
        people = list({one.person_id for one in rows})
        out = [one for one in rows if one.kind is EventKind.RELEASED or one.place in COURTS]
        court = [one for one in out if one.place in COURTS and one.kind in DECIDED_AT_COURT]
        with connection.cursor() as cursor:
            cursor.execute(BORN, [people])
            self._born = {person: (born, how) for person, born, how in cursor.fetchall()}
            if out:
                cursor.execute(PLANNED, _moments(out))
                self._planned = {row[0] for row in cursor.fetchall()}
            if court:
                kinds = [kind.value for kind in ESTABLISHMENTS | HOSPITALS]
                given = {"held": kinds, "kept": Leaving.CHARGED_DETAINED.value}
                cursor.execute(HELD, _moments(court) | given)
                self._held = {event: (prison, cells) for event, prison, cells in cursor.fetchall()}

    def came_held(self, one: Pending) -> tuple[bool, bool]:
        """Whether somebody came to court from prison, and whether from police cells."""
        return self._held.get(one.event_id, (False, False))

    def was_planned(self, one: Pending) -> bool:
        """Whether a release was planned for this very day, before it came."""
        return one.event_id in self._planned

    def court_to_come(self, person_id: UUID, on: date) -> UUID | None:
        """The court at which somebody is listed next."""
        with connection.cursor() as cursor:
            cursor.execute(LISTED, [person_id, on])
            found = cursor.fetchone()
        return found[0] if found else None

    def teams_at(self, place_id: UUID, person_id: UUID, on: date) -> list[TeamThere]:
        """The teams of a place for somebody of this age. Where people are held: the health team
        there, then its own staff. Elsewhere first those that cover it for Liaison and Diversion or
        youth justice.
        """
        born_on, precision = self._born.get(person_id, (None, BornPrecision.UNKNOWN))
        rows = self._there.get((place_id, on))
        if rows is None:
            with connection.cursor() as cursor:
                cursor.execute(AT_PLACE, [place_id, on])
                rows = self._there[place_id, on] = cursor.fetchall()
        keeps = any(PlaceKind(row[5]) in KEEPING for row in rows)
        fits = [
            (TeamThere(team, organisation, OrganisationKind(kind)), covers)
            for team, organisation, kind, under_18, covers, _ in rows
            if not covers or is_for(under_18, born_on, BornPrecision(precision), on)
        ]
        fits.sort(key=lambda found: _order(found[0].kind, covers=found[1], keeps=keeps))
        return [team for team, _ in fits]


def _moments(found: Sequence[Pending]) -> dict[str, Any]:
    """Movements as a statement takes them."""
    return {
        "events": [one.event_id for one in found],
        "people": [one.person_id for one in found],
        "places": [one.place_id for one in found],
        "moments": [one.moment for one in found],
    }


def _order(kind: OrganisationKind, *, covers: bool, keeps: bool) -> int:
    """Which team of a place comes first: where people are held whoever treats them there."""
    if kind in TREATING and covers:
        return 0 if keeps else 2
    if kind in CARING and covers:
        return 2 if keeps else 0
    return 1 if kind in RECEIVING else 3
