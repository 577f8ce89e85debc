"""The pieces that every handover is made of: opened, known to both teams, noted, and ended."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from throughcare.access.actions.relationships import Reason, end_after_tail, relate
from throughcare.access.roles import Purpose
from throughcare.access.rules import RelationshipKind, Viewer
from throughcare.care.actions.needs_along import accept_along
from throughcare.care.actions.writing import after, day_of
from throughcare.care.models import Handover, HandoverEvent
from throughcare.care.queries.moves import CARING, HOLDING, TREATING, TeamThere
from throughcare.care.rules import NotTaken, published
from throughcare.care.rules.handovers import EndedBecause, HandoverState, HandoverStep, due_on
from throughcare.care.rules.routes import Route

GIVES = "Your team hands this person over"
TAKES = "This person is handed over to your team"


@dataclass(frozen=True, slots=True)
class Opening:
    """A handover as it begins. Without a receiver, it is not known yet where the person goes."""

    person_id: UUID
    route: Route
    giver: TeamThere
    receiver: TeamThere | None
    moved_at: datetime
    from_place_id: UUID | None = None
    to_place_id: UUID | None = None
    emergency: bool = False
    arrived_at: datetime | None = None
    continues_id: UUID | None = None
    note: str = ""


def beginning(by: Viewer, at: datetime, opening: Opening, handover_id: UUID) -> Handover:
    """A handover as it begins, not kept yet. A team hands to itself without asking."""
    receiver = opening.receiver
    own = receiver is not None and receiver.team_id == opening.giver.team_id
    state = HandoverState.ACCEPTED if own else HandoverState.WAITING
    return Handover(
        id=handover_id,
        person_id=opening.person_id,
        route=opening.route,
        from_team_id=opening.giver.team_id,
        to_team_id=receiver.team_id if receiver else None,
        from_place_id=opening.from_place_id,
        to_place_id=opening.to_place_id,
        moved_at=opening.moved_at,
        emergency=opening.emergency,
        state=state,
        due_on=_due(state, opening.route, at, emergency=opening.emergency),
        arrived_at=opening.arrived_at,
        continues_id=opening.continues_id,
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )


def open_handover(by: Viewer, at: datetime, opening: Opening) -> Handover:
    """Open it, and make the person known to both teams."""
    receiver = opening.receiver
    handover = beginning(by, at, opening, uuid4())
    _known(by, at, handover, giver=opening.giver, receiver=receiver)
    Handover.objects.bulk_create([handover])
    team = receiver.team_id if receiver else None
    step(by, at, handover, HandoverStep.OPENED, at, team_id=team, note=opening.note)
    return handover


def receive(by: Viewer, at: datetime, handover: Handover, team: TeamThere) -> None:
    """Another team is to receive the person; it answers first."""
    offered(handover, team, at)
    _known(by, at, handover, receiver=team)


def offered(handover: Handover, team: TeamThere, at: datetime) -> None:
    """It waits for the answer of that team from now on."""
    handover.to_team_id, handover.state = team.team_id, HandoverState.WAITING
    emergency = handover.emergency
    handover.due_on = _due(HandoverState.WAITING, Route(handover.route), at, emergency=emergency)


def moved_to(by: Viewer, handover: Handover, state: HandoverState, at: datetime) -> None:
    """It stands differently from now on, by whoever acted; due anew, or over."""
    handover.state, handover.answered_by_name = state, by.name
    emergency = handover.emergency
    handover.due_on = _due(state, Route(handover.route), at, emergency=emergency)


def seen(by: Viewer, at: datetime, handover: Handover, seen_at: datetime, note: str = "") -> None:
    """The receiving team has seen the person: this alone closes a handover as it should be."""
    accept_along(by, at, handover)
    moved_to(by, handover, HandoverState.SEEN, at)
    handover.seen_at = seen_at
    handover.save(update_fields=["state", "seen_at", "due_on", "answered_by_name"])
    step(by, at, handover, HandoverStep.SEEN, seen_at, note=note)
    end_after_tail(by=by, at=at, ended={handover.id: at})


def end(
    by: Viewer, at: datetime, handover: Handover, because: EndedBecause, note: str = ""
) -> None:
    """It ends although nobody saw the person: they died, moved on, or never moved."""
    moved_to(by, handover, HandoverState.ENDED, at)
    handover.ended_because = because
    handover.save(update_fields=["state", "ended_because", "due_on", "answered_by_name"])
    step(by, at, handover, HandoverStep.ENDED, at, note=note)
    end_after_tail(by=by, at=at, ended={handover.id: at})


def step(
    by: Viewer,
    at: datetime,
    handover: Handover,
    kind: HandoverStep,
    happened_at: datetime,
    *,
    team_id: UUID | None = None,
    because: NotTaken | str = "",
    note: str = "",
) -> None:
    """Keep what happened, in its place in the order."""
    last = handover.events.order_by("-happened_at").values_list("happened_at", flat=True).first()
    HandoverEvent.objects.bulk_create(
        [
            HandoverEvent(
                person_id=handover.person_id,
                handover=handover,
                kind=kind,
                happened_at=after(last, happened_at),
                team_id=team_id,
                because=because,
                note=note.strip(),
                recorded_at=at,
                recorded_by_id=by.worker_id,
                collected_for=Purpose.CARE,
            )
        ]
    )


def reasons_to_know(
    handover: Handover, *, giver: TeamThere | None = None, receiver: TeamThere | None = None
) -> list[Reason]:
    """Why both organisations know the person until it is over; one that is both, once."""
    reasons = []
    if receiver is not None:
        reasons.append((receiver, _takes(receiver), TAKES))
    if giver is not None and (
        receiver is None or giver.organisation_id != receiver.organisation_id
    ):
        reasons.append((giver, RelationshipKind.SENDING, GIVES))
    return [
        Reason(handover.person_id, team.organisation_id, kind, because, made_by_event=handover.id)
        for team, kind, because in reasons
    ]


def _known(
    by: Viewer,
    at: datetime,
    handover: Handover,
    *,
    giver: TeamThere | None = None,
    receiver: TeamThere | None = None,
) -> None:
    made = reasons_to_know(handover, giver=giver, receiver=receiver)
    if made:
        relate(by=by, at=at, reasons=made)


def _takes(receiver: TeamThere) -> RelationshipKind:
    if receiver.kind in CARING | TREATING:
        return RelationshipKind.ALLOCATED
    held = receiver.kind in HOLDING
    return RelationshipKind.PRESENT if held else RelationshipKind.REFERRED


def _due(state: HandoverState, route: Route, at: datetime, *, emergency: bool) -> date | None:
    return due_on(state, route, published(), day_of(at), emergency=emergency)
