"""Handing somebody who grows up to adult services: one act for every team that is responsible."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.rules import Category, Refused, Viewer
from throughcare.care.actions.handovers import hand_over
from throughcare.care.actions.writing import permitted
from throughcare.care.queries.growing_up import responsible_teams
from throughcare.care.rules.routes import Route

NOTHING_OPEN = "No need is open at your organisation, so there is nothing to hand over."


@action
def hand_to_adult_services(
    *, by: Viewer, at: datetime, person_id: UUID, to_team_id: UUID, reason: str
) -> list[UUID]:
    """Open a handover from every team of one's organisation that is responsible for an open need.

    The open needs are offered with it. Each handover is answered in two steps like any other and
    is open until the adult team has seen the person.
    """
    sight = permitted(by, at, person_id, Category.HANDOVER)
    teams = responsible_teams(sight)
    if not teams:
        raise Refused(NOTHING_OPEN)
    return [
        hand_over(
            by=by,
            at=at,
            person_id=person_id,
            route=Route.CHILD_TO_ADULT,
            to_team_id=to_team_id,
            reason=reason,
            from_team_id=team_id,
        )
        for team_id, _ in teams
    ]
