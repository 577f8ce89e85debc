"""Which teams answer for somebody in one passage through custody, and which of one's own does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from throughcare.access import queries as access
from throughcare.access.rules import OrganisationKind, Refused, Viewer
from throughcare.clocks.lengths import LOCAL
from throughcare.pathway.rules import is_for
from throughcare.people.rules import BornPrecision

KINDS = [OrganisationKind.LIAISON_AND_DIVERSION.value, OrganisationKind.YOUTH_JUSTICE.value]


@dataclass(frozen=True, slots=True)
class CoveringTeam:
    """A team and the organisation that it belongs to."""

    team_id: UUID
    organisation_id: UUID


def covering_teams(
    viewer: Viewer, episode_id: UUID, *, on: date, kinds: Sequence[str] = KINDS
) -> list[CoveringTeam]:
    """The teams that cover where the person is or was last, adult or youth as the age asks for.

    Where it is not known well enough which is meant, both: better two than none.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.team_id, t.organisation_id, c.under_18, p.born_on, b.born_precision"
            " FROM (SELECT * FROM pathway_stay WHERE episode_id = %s"
            "       ORDER BY arrived_at DESC LIMIT 1) s"
            " JOIN pathway_cover c ON c.place_id = s.place_id"
            " JOIN access_team t ON t.id = c.team_id"
            " JOIN access_organisation o ON o.id = t.organisation_id AND o.kind = ANY (%s)"
            " LEFT JOIN people_person p ON p.id = s.person_id"
            " LEFT JOIN people_particulars b"
            "   ON b.person_id = s.person_id AND b.superseded_at IS NULL"
            " ORDER BY t.organisation_id <> %s, t.name",
            [episode_id, list(kinds), viewer.organisation_id],
        )
        rows = cursor.fetchall()
    return [
        CoveringTeam(team_id, organisation_id)
        for team_id, organisation_id, under_18, born_on, precision in rows
        if is_for(under_18, born_on, BornPrecision(precision or BornPrecision.UNKNOWN), on)
    ]


def own_team(by: Viewer, at: datetime, episode_id: UUID | None) -> UUID:
    """The viewer's own team that answers here: the one that covers the place, else their first.

    Raises `Refused` for somebody who is in no team.
    """
    if episode_id is not None:
        on, kinds = at.astimezone(LOCAL).date(), [by.organisation_kind.value]
        for team in covering_teams(by, episode_id, on=on, kinds=kinds):
            if team.team_id in by.team_ids:
                return team.team_id
    first = access.own_teams(by).values_list("id", flat=True).first()
    if first is None:
        raise Refused("You are in no team, so nobody would be responsible. Ask your manager.")
    return UUID(str(first))
