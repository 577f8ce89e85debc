"""Who may take over a need, what is offered to whom, and how much a team still holds."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from throughcare.access import queries as access
from throughcare.access.rules import Act, Category, NotPermitted, Sight, Viewer
from throughcare.care.models import NeedOffer
from throughcare.care.rules import Held, NotTaken, OfferAnswer
from throughcare.screening.rules import NeedType


@dataclass(frozen=True, slots=True)
class OfferTeam:
    """A team that can take over a need, and whose it is."""

    team_id: UUID
    name: str
    organisation_id: UUID


@dataclass(frozen=True, slots=True)
class OfferNow:
    """An offer to take over a need: from whom to whom, why, by when, and the answer."""

    offer_id: UUID
    need_id: UUID
    need: NeedType
    from_team: str
    to_team: str
    reason: str
    answer_by: date
    answer: OfferAnswer
    because: NotTaken | None
    note: str
    offered_by: str
    offered_at: datetime
    answered_by: str
    answered_at: datetime | None
    ours_to_answer: bool
    ours_to_take_back: bool


def offer_teams(viewer: Viewer) -> list[OfferTeam]:
    """The teams that can take over needs."""
    return [
        OfferTeam(team.id, team.name, team.organisation_id)
        for team in access.teams_for_needs(viewer)
    ]


def offer_team(viewer: Viewer, team_id: UUID) -> OfferTeam | None:
    """One team that can take over needs, if it is one."""
    return next((one for one in offer_teams(viewer) if one.team_id == team_id), None)


def offers(sight: Sight) -> list[OfferNow]:
    """Every offer of a need of this person that concerns the viewer's organisation, newest first.

    Who may not read needs sees only those made to their own organisation.
    """
    if not sight.may(Category.REFERRAL):
        raise NotPermitted(sight.decisions[(Act.READ, Category.REFERRAL)])
    rows = NeedOffer.objects.filter(person_id=sight.person_id).select_related(
        "need", "from_team", "to_team", "recorded_by"
    )
    own = sight.viewer.organisation_id
    if not sight.may(Category.NEED):
        rows = rows.filter(to_team__organisation_id=own)
    return [
        OfferNow(
            row.id,
            row.need_id,
            NeedType(row.need.type),
            row.from_team.name,
            row.to_team.name,
            row.reason,
            row.answer_by,
            OfferAnswer(row.answer),
            NotTaken(row.because) if row.because else None,
            row.note,
            row.recorded_by.name,
            row.recorded_at,
            row.answered_by_name,
            row.answered_at,
            not row.answer and row.to_team.organisation_id == own,
            not row.answer and row.organisation_id == own,
        )
        for row in rows.order_by("-recorded_at")
    ]


def held_by(viewer: Viewer, team_id: UUID) -> Held:
    """How much a team holds, of people known or unknown to whoever asks: numbers alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM care_team_holds(%s)", [team_id])
        row = cursor.fetchone()
    return Held(*row) if row else Held()
