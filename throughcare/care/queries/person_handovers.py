"""The handovers of one person, with what happened on their way, and who can receive somebody."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from throughcare.access import queries as access
from throughcare.access.rules import (
    Act,
    Category,
    NotPermitted,
    OrganisationKind,
    Sight,
    Viewer,
)
from throughcare.care.models import Handover, HandoverEvent
from throughcare.care.queries.moves import RECEIVING
from throughcare.care.rules import NOT_TAKEN_WORDS, NotTaken
from throughcare.care.rules.handovers import (
    ENDED_WORDS,
    OPEN_HANDOVERS,
    EndedBecause,
    HandoverState,
    HandoverStep,
)
from throughcare.care.rules.routes import Route


@dataclass(frozen=True, slots=True)
class HandoverHappening:
    """One thing that happened on its way, in words."""

    kind: HandoverStep
    at: datetime
    team: str
    because: str
    note: str
    who: str


@dataclass(frozen=True, slots=True)
class HandoverNow:
    """A handover of one person as it stands. `ours_to_give`, `ours_to_receive`: the viewer's side.

    `team_gives`: it is a team of the viewer's own that hands over. `same_organisation`: the
    receiving team reads the same record.
    """

    handover_id: UUID
    route: Route
    state: HandoverState
    from_team: str
    to_team: str
    to_team_id: UUID | None
    to_organisation_id: UUID | None
    to_kind: OrganisationKind | None
    from_place: str
    to_place: str
    moved_at: datetime
    arrived_at: datetime | None
    seen_at: datetime | None
    due_on: date | None
    emergency: bool
    ended: str
    ours_to_give: bool
    ours_to_receive: bool
    team_gives: bool
    same_organisation: bool
    happened: tuple[HandoverHappening, ...]

    @property
    def open(self) -> bool:
        """Whether the receiving team still has to see the person."""
        return self.state in OPEN_HANDOVERS


def handovers_of(sight: Sight) -> list[HandoverNow]:
    """Every handover of this person that concerns the viewer's organisation, newest first.

    A care team sees those between other teams as well. Two queries.
    """
    if not sight.may(Category.HANDOVER):
        raise NotPermitted(sight.decisions[(Act.READ, Category.HANDOVER)])
    own = sight.viewer.organisation_id
    rows = Handover.objects.filter(person_id=sight.person_id)
    if not sight.may(Category.NEED):
        rows = rows.filter(Q(from_team__organisation_id=own) | Q(to_team__organisation_id=own))
    found = list(
        rows.select_related(
            "from_team", "to_team__organisation", "from_place", "to_place"
        ).order_by("-moved_at", "-recorded_at")
    )
    happened: dict[UUID, list[HandoverHappening]] = {}
    for event in (
        HandoverEvent.objects.filter(handover_id__in=[one.id for one in found])
        .select_related("team", "recorded_by")
        .order_by("happened_at")
    ):
        happened.setdefault(event.handover_id, []).append(_happening(event))
    return [_now(row, sight.viewer, tuple(happened.get(row.id, ()))) for row in found]


def handover_of(sight: Sight, handover_id: UUID) -> HandoverNow | None:
    """One of them, or nothing."""
    return next((one for one in handovers_of(sight) if one.handover_id == handover_id), None)


def takes_over(sight: Sight, organisation_id: UUID) -> bool:
    """Whether a team of the organisation is to take the person over from a team of the viewer's:
    an open handover says so.
    """
    return Handover.objects.filter(
        person_id=sight.person_id,
        from_team_id__in=sight.viewer.team_ids,
        to_team__organisation_id=organisation_id,
        state__in=OPEN_HANDOVERS,
    ).exists()


def receiving_teams(viewer: Viewer, on: date) -> list[tuple[UUID, str]]:
    """The teams that a person can be handed over to, in which somebody works."""
    teams = access.teams_of_kinds(viewer, RECEIVING, on=on)
    own = set(access.own_teams(viewer).values_list("id", flat=True))
    return [(team.id, team.name) for team in teams if team.id not in own]


def _happening(event: HandoverEvent) -> HandoverHappening:
    return HandoverHappening(
        HandoverStep(event.kind),
        event.happened_at,
        event.team.name if event.team else "",
        NOT_TAKEN_WORDS[NotTaken(event.because)] if event.because else "",
        event.note,
        event.recorded_by.name,
    )


def _now(row: Handover, viewer: Viewer, happened: tuple[HandoverHappening, ...]) -> HandoverNow:
    to_team, own = row.to_team, viewer.organisation_id
    theirs = to_team.organisation_id if to_team else None
    return HandoverNow(
        row.id,
        Route(row.route),
        HandoverState(row.state),
        row.from_team.name,
        to_team.name if to_team else "",
        row.to_team_id,
        theirs,
        OrganisationKind(to_team.organisation.kind) if to_team else None,
        row.from_place.name if row.from_place else "",
        row.to_place.name if row.to_place else "",
        row.moved_at,
        row.arrived_at,
        row.seen_at,
        row.due_on,
        row.emergency,
        ENDED_WORDS[EndedBecause(row.ended_because)] if row.ended_because else "",
        row.from_team.organisation_id == own,
        theirs == own,
        row.from_team_id in viewer.team_ids,
        row.from_team.organisation_id == theirs,
        happened,
    )
