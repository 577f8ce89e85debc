"""How a treatment requirement goes on: proposed, ordered, started, missed, breached, ended.

The court decides; this says what can follow, and when the team looks at it again.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from throughcare.care.rules.suitability import Requirement, Suits, requirement_of
from throughcare.clocks.lengths import LOCAL


class OrderState(StrEnum):
    """Where a requirement stands."""

    ASSESSING = "assessing"
    PROPOSED = "proposed"
    ORDERED = "ordered"
    STARTED = "started"
    BREACHED = "breached"
    NOT_MADE = "not-made"
    ENDED = "ended"


class OrderEvent(StrEnum):
    """What happened to a requirement."""

    ASSESSED = "assessed"
    PROPOSED = "proposed"
    ORDERED = "ordered"
    NOT_MADE = "not-made"
    STARTED = "started"
    MISSED = "missed"
    BREACHED = "breached"
    GOES_ON = "goes-on"
    REVIEWED = "reviewed"
    COMPLETED = "completed"
    REVOKED = "revoked"


ORDER_STATE_WORDS = {
    OrderState.ASSESSING: "Suitability is being assessed",
    OrderState.PROPOSED: "Proposed to the court",
    OrderState.ORDERED: "Ordered, not started yet",
    OrderState.STARTED: "Started",
    OrderState.BREACHED: "Breach: back to court",
    OrderState.NOT_MADE: "The court did not make it",
    OrderState.ENDED: "Ended",
}
ORDER_EVENT_WORDS = {
    OrderEvent.ASSESSED: "Suitability assessed",
    OrderEvent.PROPOSED: "Proposed to the court",
    OrderEvent.ORDERED: "The court made it",
    OrderEvent.NOT_MADE: "The court did not make it",
    OrderEvent.STARTED: "Treatment started",
    OrderEvent.MISSED: "An appointment was missed",
    OrderEvent.BREACHED: "Breach told to probation or the youth justice service",
    OrderEvent.GOES_ON: "The court lets it go on",
    OrderEvent.REVIEWED: "Reviewed",
    OrderEvent.COMPLETED: "Completed",
    OrderEvent.REVOKED: "Revoked by the court",
}
OPEN_ORDERS = (
    OrderState.ASSESSING,
    OrderState.PROPOSED,
    OrderState.ORDERED,
    OrderState.STARTED,
    OrderState.BREACHED,
)
E, S = OrderEvent, OrderState
ORDER_FROM: Mapping[OrderEvent, tuple[OrderState, ...]] = {
    E.ASSESSED: (S.ASSESSING, S.PROPOSED),
    E.PROPOSED: (S.ASSESSING,),
    E.ORDERED: (S.ASSESSING, S.PROPOSED),
    E.NOT_MADE: (S.ASSESSING, S.PROPOSED),
    E.STARTED: (S.ORDERED,),
    E.MISSED: (S.ORDERED, S.STARTED),
    E.BREACHED: (S.ORDERED, S.STARTED),
    E.GOES_ON: (S.BREACHED,),
    E.REVIEWED: (S.ORDERED, S.STARTED, S.BREACHED),
    E.COMPLETED: (S.STARTED,),
    E.REVOKED: (S.ORDERED, S.STARTED, S.BREACHED),
}
ORDER_TO: Mapping[OrderEvent, OrderState] = {
    E.PROPOSED: S.PROPOSED,
    E.ORDERED: S.ORDERED,
    E.NOT_MADE: S.NOT_MADE,
    E.STARTED: S.STARTED,
    E.BREACHED: S.BREACHED,
    E.GOES_ON: S.STARTED,
    E.COMPLETED: S.ENDED,
    E.REVOKED: S.ENDED,
}
NEXT_OF_ORDER = {
    S.ASSESSING: "Finish the assessment of suitability",
    S.PROPOSED: "Ask what the court decided",
    S.ORDERED: "See that the treatment starts",
    S.STARTED: "Review the treatment",
    S.BREACHED: "Ask what the court decided about the breach",
}
NEEDS_WORDS = frozenset({E.MISSED, E.BREACHED, E.NOT_MADE, E.REVOKED, E.GOES_ON})


def refuse_order_event(
    state: OrderState, event: OrderEvent, *, suits: Suits, on: date, today: date, note: str
) -> str:
    """Why something may not be recorded of a requirement, in a sentence; '' when it may."""
    if state not in ORDER_FROM[event]:
        return f"“{ORDER_STATE_WORDS[state]}”: that cannot follow. Choose what happened since."
    if on > today:
        return "The day is in the future."
    if event is OrderEvent.PROPOSED and suits is not Suits.SUITABLE:
        return "Only what suits is proposed. Finish the assessment, or say that it is not made."
    if event in NEEDS_WORDS and not note.strip():
        return "Say what happened, in a few words."
    return ""


def next_state(state: OrderState, event: OrderEvent) -> OrderState:
    """Where a requirement stands once something happened."""
    return ORDER_TO.get(event, state)


def look_again_on(requirement: Requirement, state: OrderState, on: date) -> date:
    """When the team looks at a requirement again; what is not decided or started, in a week."""
    if state is OrderState.STARTED:
        start = datetime(on.year, on.month, on.day, 12, tzinfo=LOCAL)
        return requirement.review_every.after(start).astimezone(LOCAL).date()
    return date.fromordinal(on.toordinal() + WEEK)


WEEK = 7


def order_words(kind: str, state: str) -> tuple[str, str]:
    """What to do about a requirement, and which it is."""
    of = requirement_of(kind)
    return NEXT_OF_ORDER[OrderState(state)], of.name if of else kind
