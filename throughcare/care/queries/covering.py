"""Which teams answer for somebody in one passage: of Liaison and Diversion, or of another kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from throughcare.access.rules import OrganisationKind, Viewer
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
