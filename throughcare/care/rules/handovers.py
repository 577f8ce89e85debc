"""A handover between two teams: who may do what with it next, by when, and why not."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from throughcare.care.rules.deadlines import Deadlines
from throughcare.care.rules.routes import HOME, RECEPTIONS, Route
from throughcare.clocks.wording import both


class HandoverState(StrEnum):
    """Where a handover stands. It is open until the receiving team has seen the person."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    SEEN = "seen"
    ENDED = "ended"


OPEN_HANDOVERS = (HandoverState.WAITING, HandoverState.ACCEPTED, HandoverState.DECLINED)
HANDOVER_WORDS: dict[HandoverState, str] = {
    HandoverState.WAITING: "Waiting for an answer",
    HandoverState.ACCEPTED: "Accepted, not seen yet",
    HandoverState.DECLINED: "Declined",
    HandoverState.SEEN: "Seen by the receiving team",
    HandoverState.ENDED: "Ended without being seen",
}


class EndedBecause(StrEnum):
    """Why a handover ended although nobody saw the person."""

    DIED = "died"
    MOVED_ON = "moved-on"
    DID_NOT_HAPPEN = "did-not-happen"


ENDED_WORDS: dict[EndedBecause, str] = {
    EndedBecause.DIED: "The person has died",
    EndedBecause.MOVED_ON: "They moved on first: the next handover goes on from it",
    EndedBecause.DID_NOT_HAPPEN: "They did not move after all",
}


class HandoverStep(StrEnum):
    """What happened on the way of a handover."""

    OPENED = "opened"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TOLD_AGAIN = "told-again"
    ARRIVED = "arrived"
    PACK_SENT = "pack-sent"
    SEEN = "seen"
    ENDED = "ended"


HANDOVER_STEP_WORDS: dict[HandoverStep, str] = {
    HandoverStep.OPENED: "Opened",
    HandoverStep.OFFERED: "Offered to another team",
    HandoverStep.ACCEPTED: "Accepted",
    HandoverStep.DECLINED: "Declined",
    HandoverStep.TOLD_AGAIN: "The movement was told by another place as well",
    HandoverStep.ARRIVED: "The person arrived",
    HandoverStep.PACK_SENT: "Pack sent",
    HandoverStep.SEEN: "The person was seen",
    HandoverStep.ENDED: "Ended",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A handover as somebody finds it who wants to do something with it.

    `who` answered last; `gives` and `receives` say on which side they are.
    """

    state: HandoverState
    moved_at: datetime
    who: str
    gives: bool
    receives: bool
    has_receiver: bool


def refuse_handover_answer(now: Standing, *, accepts: bool, because: str) -> str:
    """Why a handover may not be answered so, in a sentence; '' when it may."""
    if not now.receives:
        return "Only the team that it is offered to can answer."
    if now.state is not HandoverState.WAITING:
        said = HANDOVER_WORDS[now.state].lower()
        return f"{now.who} answered meanwhile: {said}." if now.who else f"It stands so: {said}."
    if not accepts and not because:
        return "Say why your team does not take the person over."
    return ""


def refuse_seen(now: Standing, *, seen_at: datetime, at: datetime) -> str:
    """Why nobody can say that the person was seen, in a sentence; '' when it may be said."""
    if not now.receives:
        return "Only the receiving team can say that it has seen the person."
    if now.state is HandoverState.SEEN:
        return f"{now.who} has recorded already that the person was seen."
    if now.state not in (HandoverState.WAITING, HandoverState.ACCEPTED):
        return f"It stands so: {HANDOVER_WORDS[now.state].lower()}."
    if seen_at > at:
        return "They cannot have been seen in the future. Check the time."
    if seen_at < now.moved_at:
        told = both("They moved", now.moved_at, "were seen", seen_at, seen_from=at)
        return f"They cannot have been seen before they moved. {told}"
    return ""


def refuse_passing_on(now: Standing, *, same_team: bool, reason: str) -> str:
    """Why a handover may not be offered to another team, in a sentence; '' when it may."""
    if not now.gives:
        return "Only the team that hands over can offer it to another team."
    if now.state is not HandoverState.DECLINED and (
        now.has_receiver or now.state is not HandoverState.WAITING
    ):
        return "A team has it already. Wait for its answer."
    if same_team:
        return "That team has said no. Choose another."
    return "" if reason.strip() else "Say why that team, as they will read it."


def refuse_ending(now: Standing, *, reason: str) -> str:
    """Why nobody can say that it did not happen, in a sentence; '' when it may be said."""
    if now.state not in OPEN_HANDOVERS:
        return f"It stands so: {HANDOVER_WORDS[now.state].lower()}."
    if not (now.gives or now.receives):
        return "Only one of the two teams can say that."
    return "" if reason.strip() else "Say how you know that they did not move."


def due_on(
    state: HandoverState, route: Route, deadlines: Deadlines, on: date, *, emergency: bool
) -> date | None:
    """The day by which the next thing is done, counted from a day; None once it is over."""
    if state not in OPEN_HANDOVERS:
        return None
    if emergency:
        return on
    if state is HandoverState.WAITING:
        return deadlines.day("handover-answer", on)
    if state is HandoverState.DECLINED:
        return deadlines.day("handover-back", on)
    if route in RECEPTIONS:
        return deadlines.day("handover-seen-reception", on)
    if route in HOME:
        return deadlines.day("handover-seen-community", on)
    return deadlines.day("handover-seen", on)
