"""What the two teams of a handover do: open one by hand, accept, decline, pass on, see, end."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.rules import Category, Refused, Sight, Verb, Viewer
from throughcare.care.actions.handing import (
    Opening,
    end,
    moved_to,
    open_handover,
    receive,
    seen,
    step,
)
from throughcare.care.actions.needs_along import (
    accept_along,
    decline_along,
    offer_along,
    take_back_along,
)
from throughcare.care.actions.writing import noted, permitted
from throughcare.care.models import Handover
from throughcare.care.queries import moves
from throughcare.care.queries.growing_up import is_for_children
from throughcare.care.rules import NotTaken
from throughcare.care.rules.handovers import (
    OPEN_HANDOVERS,
    EndedBecause,
    HandoverState,
    HandoverStep,
    Standing,
    refuse_ending,
    refuse_handover_answer,
    refuse_passing_on,
    refuse_seen,
)
from throughcare.care.rules.routes import BY_HAND, Route
from throughcare.pathway.queries.covering import own_team


@action
def hand_over(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    route: Route | str,
    to_team_id: UUID,
    reason: str,
    from_team_id: UUID | None = None,
) -> UUID:
    """Open a handover that no movement tells of: to a community team, or to adult services.

    Without `from_team_id`, it is the giver's own first team. To adult services go the open needs
    of that team as well, in the same offer.
    """
    sight = permitted(by, at, person_id, Category.HANDOVER)
    route = Route(route)
    receiver = moves.team_there(by, to_team_id)
    giver = moves.team_there(by, from_team_id or own_team(by, at, None))
    if route not in BY_HAND:
        raise Refused("A movement opens this handover. Record what happened instead.")
    if receiver is None or receiver.kind not in moves.RECEIVING or giver is None:
        raise Refused("That team does not receive people here. Choose another.")
    if giver.organisation_id != by.organisation_id:
        raise Refused("Only the team that is responsible can hand over.")
    if receiver.team_id == giver.team_id:
        raise Refused("That is your own team.")
    if route is Route.CHILD_TO_ADULT and is_for_children(by, to_team_id):
        raise Refused("That team is for children. Choose a team for adults.")
    if not reason.strip():
        raise Refused("Say why, as they will read it.")
    waiting = Handover.objects.filter(
        person_id=person_id, route=route, to_team_id=to_team_id,
        from_team_id=giver.team_id, state__in=OPEN_HANDOVERS,
    )  # fmt: skip
    if waiting.exists():
        raise Refused("It is handed over to that team already.")
    opening = Opening(person_id, route, giver, receiver, at, note=reason)
    handover = open_handover(by, at, opening)
    offer_along(by, at, handover, reason)
    noted(sight, "hand-over", Category.HANDOVER, handover.id, verb=Verb.DISCLOSE)
    return handover.id


@action
def accept_handover(*, by: Viewer, at: datetime, handover_id: UUID, note: str = "") -> UUID:
    """The receiving team takes the person over; it is still open until they are seen."""
    handover, sight, now = _find(by, at, handover_id)
    if wrong := refuse_handover_answer(now, accepts=True, because=""):
        raise Refused(wrong)
    moved_to(by, handover, HandoverState.ACCEPTED, at)
    accept_along(by, at, handover)
    return _keep(sight, handover, HandoverStep.ACCEPTED, note=note)


@action
def decline_handover(
    *, by: Viewer, at: datetime, handover_id: UUID, because: NotTaken | str, note: str = ""
) -> UUID:
    """The receiving team says no and why; it comes back to the team that gives."""
    handover, sight, now = _find(by, at, handover_id)
    coded = NotTaken(because).value if because else ""
    if wrong := refuse_handover_answer(now, accepts=False, because=coded):
        raise Refused(wrong)
    moved_to(by, handover, HandoverState.DECLINED, at)
    decline_along(by, at, handover, coded, note)
    return _keep(sight, handover, HandoverStep.DECLINED, because=coded, note=note)


@action
def pass_on(*, by: Viewer, at: datetime, handover_id: UUID, to_team_id: UUID, reason: str) -> UUID:
    """The giving team offers it to another team: after a no, or once it knows where they go."""
    handover, sight, now = _find(by, at, handover_id)
    same = handover.to_team_id == to_team_id
    if wrong := refuse_passing_on(now, same_team=same, reason=reason):
        raise Refused(wrong)
    team = moves.team_there(by, to_team_id)
    if team is None or team.kind not in moves.RECEIVING:
        raise Refused("That team does not receive people here. Choose another.")
    receive(by, at, handover, team)
    offer_along(by, at, handover, reason)
    return _keep(sight, handover, HandoverStep.OFFERED, note=reason)


@action
def record_handover_seen(
    *, by: Viewer, at: datetime, handover_id: UUID, seen_at: datetime | None = None, note: str = ""
) -> UUID:
    """The receiving team has seen the person. Nothing else closes a handover as it should be."""
    handover, sight, now = _find(by, at, handover_id)
    moment = seen_at or at
    if wrong := refuse_seen(now, seen_at=moment, at=at):
        raise Refused(wrong)
    seen(by, at, handover, moment, note)
    noted(sight, "handover-seen", Category.HANDOVER, handover.id)
    return handover.id


@action
def end_handover(*, by: Viewer, at: datetime, handover_id: UUID, reason: str) -> UUID:
    """The movement did not happen after all; one of the two teams says how it knows."""
    handover, sight, now = _find(by, at, handover_id)
    if wrong := refuse_ending(now, reason=reason):
        raise Refused(wrong)
    take_back_along(by, at, handover, reason)
    end(by, at, handover, EndedBecause.DID_NOT_HAPPEN, reason)
    noted(sight, "end-handover", Category.HANDOVER, handover.id)
    return handover.id


@action
def note_pack_sent(
    *, by: Viewer, at: datetime, person_id: UUID, to_organisation_id: UUID
) -> list[UUID]:
    """What the receiving team must know was sent to its organisation: kept on the handover."""
    sight = permitted(by, at, person_id, Category.HANDOVER)
    found = list(
        Handover.objects.filter(
            person_id=person_id,
            to_team__organisation_id=to_organisation_id,
            state__in=OPEN_HANDOVERS,
        )
    )
    for handover in found:
        step(by, at, handover, HandoverStep.PACK_SENT, at, team_id=handover.to_team_id)
    noted(sight, "pack-sent", Category.HANDOVER, *(one.id for one in found))
    return [one.id for one in found]


def seen_by_team(sight: Sight, seen_at: datetime) -> None:
    """A team that met the person has seen them: its open handovers need no second entry."""
    mine = Handover.objects.select_for_update(of=("self",)).filter(
        person_id=sight.person_id,
        to_team__organisation_id=sight.viewer.organisation_id,
        state__in=[HandoverState.WAITING, HandoverState.ACCEPTED],
        moved_at__lte=seen_at,
    )
    for handover in mine:
        seen(sight.viewer, sight.at, handover, seen_at)


def _find(by: Viewer, at: datetime, handover_id: UUID) -> tuple[Handover, Sight, Standing]:
    handover = (
        Handover.objects.select_for_update(of=("self",))
        .select_related("from_team", "to_team")
        .filter(pk=handover_id)
        .first()
    )
    if handover is None:
        raise Refused("There is no such handover.")
    sight = permitted(by, at, handover.person_id, Category.HANDOVER)
    to_team = handover.to_team
    now = Standing(
        HandoverState(handover.state),
        handover.moved_at,
        handover.answered_by_name,
        gives=handover.from_team.organisation_id == by.organisation_id,
        receives=to_team is not None and to_team.organisation_id == by.organisation_id,
        has_receiver=to_team is not None,
    )
    return handover, sight, now


def _keep(
    sight: Sight,
    handover: Handover,
    kind: HandoverStep,
    *,
    because: str = "",
    note: str = "",
) -> UUID:
    handover.save(update_fields=["state", "to_team", "due_on", "answered_by_name"])
    by, at, team = sight.viewer, sight.at, handover.to_team_id
    step(by, at, handover, kind, at, team_id=team, because=because, note=note)
    noted(sight, f"handover-{kind}", Category.HANDOVER, handover.id)
    return handover.id
