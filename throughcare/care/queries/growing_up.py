"""From children's to adult services: which teams are for children, and who still has to hand on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.access.rules import Act, Category, NotPermitted, Sight, Viewer
from throughcare.care.queries.person_handovers import HandoverNow, handovers_of, receiving_teams
from throughcare.care.rules import OPEN_NEEDS, eighteenth, plans_18_from
from throughcare.care.rules.routes import Route
from throughcare.people.queries import identity

CHILDRENS_TEAMS = (
    "(SELECT ct.id FROM access_team ct JOIN access_organisation co ON co.id = ct.organisation_id"
    " WHERE co.kind = 'youth-justice' OR ct.id IN"
    " (SELECT cc.team_id FROM pathway_cover cc WHERE cc.under_18))"
)
"""Teams of youth justice services, and those that cover a place for children alone."""
RESPONSIBLE = """
SELECT DISTINCT t.id, t.name FROM care_need n JOIN access_team t ON t.id = n.responsible_team_id
WHERE n.person_id = %s AND n.status = ANY (%s) AND t.organisation_id = %s ORDER BY t.name
"""


@dataclass(frozen=True, slots=True)
class WayToAdults:
    """When somebody turns 18, from when that is planned, whose needs are open, what is under way.

    `teams` are the viewer's own that are responsible for an open need; without a date of birth
    nobody knows the days.
    """

    adult_on: date | None
    planned_from: date | None
    teams: tuple[tuple[UUID, str], ...]
    handovers: tuple[HandoverNow, ...]

    @property
    def can_be_opened(self) -> bool:
        """Whether a need is open here and no handover of the viewer's own side waits."""
        return bool(self.teams) and not any(one.open and one.ours_to_give for one in self.handovers)


def way_to_adults(sight: Sight) -> WayToAdults:
    """How the way to adult services of one person stands for the viewer's organisation."""
    if not sight.may(Category.NEED):
        raise NotPermitted(sight.decisions[(Act.READ, Category.NEED)])
    who = identity(sight)
    born_on = who.born_on if who else None
    return WayToAdults(
        eighteenth(born_on) if born_on else None,
        plans_18_from(born_on) if born_on else None,
        responsible_teams(sight),
        tuple(one for one in handovers_of(sight) if one.route is Route.CHILD_TO_ADULT),
    )


def responsible_teams(sight: Sight) -> tuple[tuple[UUID, str], ...]:
    """The viewer's organisation's teams that are responsible for an open need, by name."""
    open_needs = [status.value for status in OPEN_NEEDS]
    given: list[Any] = [sight.person_id, open_needs, sight.viewer.organisation_id]
    with connection.cursor() as cursor:
        cursor.execute(RESPONSIBLE, given)
        return tuple(cursor.fetchall())


def is_for_children(viewer: Viewer, team_id: UUID) -> bool:
    """Whether a team is for children, so that nobody is handed to it on becoming an adult."""
    return team_id in _for_children([team_id])


def adult_teams(viewer: Viewer, on: date) -> list[tuple[UUID, str]]:
    """The teams that a person can be handed over to on becoming an adult."""
    found = receiving_teams(viewer, on)
    children = _for_children(team for team, _ in found)
    return [(team, name) for team, name in found if team not in children]


def _for_children(teams: Iterable[UUID]) -> frozenset[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(f"{CHILDRENS_TEAMS[1:-1]} INTERSECT SELECT unnest(%s::uuid[])", [[*teams]])
        return frozenset(row[0] for row in cursor.fetchall())
