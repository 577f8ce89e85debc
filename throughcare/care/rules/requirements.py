"""Treatment requirements of the court: whether one would suit, with reasons, and how it goes on.

The court decides. This says which of the conditions in `requirements.yaml` are met, which are not,
and which nobody has answered; without consent and a provider nothing is ever called suitable.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path

from throughcare.clocks.lengths import LOCAL, Length, parse_length
from throughcare.people.rules import age_on
from throughcare.sourced import Status, load

FILE = Path(__file__).parents[1] / "requirements.yaml"
SCHEMA = Path(__file__).parents[1] / "requirements.schema.json"


class Met(StrEnum):
    """Whether a condition is met. That nobody answered is never a no."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not-known"


class ToOrder(StrEnum):
    """What the person says to a requirement."""

    WILLING = "willing"
    UNWILLING = "unwilling"
    NOT_ASKED = "not-asked"


class Provider(StrEnum):
    """What the service says that would give the treatment."""

    AGREED = "agreed"
    DECLINED = "declined"
    NOT_ASKED = "not-asked"


class Suits(StrEnum):
    """Whether a requirement would suit, as far as is known."""

    SUITABLE = "suitable"
    NOT_SUITABLE = "not-suitable"
    NOT_YET_KNOWN = "not-yet-known"


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


MET_WORDS = {Met.YES: "Yes", Met.NO: "No", Met.NOT_KNOWN: "Not known yet"}
TO_ORDER_WORDS = {
    ToOrder.WILLING: "They are willing, and know what it means",
    ToOrder.UNWILLING: "They are not willing",
    ToOrder.NOT_ASKED: "They were not asked yet",
}
PROVIDER_WORDS = {
    Provider.AGREED: "The service has agreed",
    Provider.DECLINED: "The service has declined",
    Provider.NOT_ASKED: "The service was not asked yet, or has not answered",
}
SUITS_WORDS = {
    Suits.SUITABLE: "Suitable",
    Suits.NOT_SUITABLE: "Not suitable",
    Suits.NOT_YET_KNOWN: "Not known yet",
}
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


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition: what is asked, and why a no stands in the way."""

    id: str
    asks: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement that a court can make, with its conditions and who says so."""

    id: str
    name: str
    order: str
    age_from: int | None
    age_to: int | None
    result_code: str
    criteria: tuple[Criterion, ...]
    review_every: Length
    court_reviews: str
    configurable: bool
    source: str
    status: Status
    note: str

    def answers(self, met: Collection[str], not_met: Collection[str]) -> dict[str, Met]:
        """What was answered to each condition; what was not answered is not known."""
        return {
            one.id: Met.YES if one.id in met else Met.NO if one.id in not_met else Met.NOT_KNOWN
            for one in self.criteria
        }


@dataclass(frozen=True, slots=True)
class Suitability:
    """Whether a requirement would suit, and every reason."""

    suits: Suits
    reasons: tuple[str, ...]


@cache
def court_requirements(path: Path = FILE) -> tuple[Requirement, ...]:
    """The requirements that come with the product, or those in another file of the same shape."""
    return tuple(
        Requirement(
            id=entry["id"],
            name=entry["name"],
            order=entry["order"],
            age_from=entry.get("age_from"),
            age_to=entry.get("age_to"),
            result_code=entry.get("result_code", ""),
            criteria=tuple(
                Criterion(one["id"], one["asks"], one["otherwise"]) for one in entry["criteria"]
            ),
            review_every=parse_length(entry["review_every"]),
            court_reviews=entry.get("court_reviews", ""),
            configurable=entry["configurable"],
            source=entry["source"],
            status=Status(entry["status"]),
            note=entry.get("note", ""),
        )
        for entry in load(path, SCHEMA).data["requirements"]
    )


def requirement_of(requirement_id: str) -> Requirement | None:
    """A requirement by its id."""
    return next((one for one in court_requirements() if one.id == requirement_id), None)


def suitability(
    requirement: Requirement,
    answers: Mapping[str, Met],
    *,
    consent: ToOrder,
    provider: Provider,
    born_on: date | None,
    on: date,
) -> Suitability:
    """Whether a requirement would suit somebody on a day. The court decides.

    One no is enough against it, and every one is named; what is not known is named before a yes.
    """
    against = [one.otherwise for one in requirement.criteria if answers.get(one.id) is Met.NO]
    open_still = [
        f"Not known yet: {one.asks}"
        for one in requirement.criteria
        if answers.get(one.id, Met.NOT_KNOWN) is Met.NOT_KNOWN
    ]
    if consent is ToOrder.UNWILLING:
        against.append("They are not willing.")
    elif consent is ToOrder.NOT_ASKED:
        open_still.append("They were not asked whether they are willing.")
    if provider is Provider.DECLINED:
        against.append("The service that would treat them has declined.")
    elif provider is Provider.NOT_ASKED:
        open_still.append("The service that would treat them has not agreed yet.")
    if requirement.age_from is not None or requirement.age_to is not None:
        if born_on is None:
            open_still.append("Their date of birth is not known.")
        elif not _fits(requirement, age_on(born_on, on)):
            against.append(f"It is part of a {requirement.order.lower()}, not for their age.")
    if against:
        return Suitability(Suits.NOT_SUITABLE, tuple(against))
    if open_still:
        return Suitability(Suits.NOT_YET_KNOWN, tuple(open_still))
    every = "Every condition is met, they are willing, and the service has agreed."
    return Suitability(Suits.SUITABLE, (every,))


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


def _fits(requirement: Requirement, age: int) -> bool:
    above = requirement.age_from is None or age >= requirement.age_from
    return above and (requirement.age_to is None or age <= requirement.age_to)


def order_words(kind: str, state: str) -> tuple[str, str]:
    """What to do about a requirement, and which it is."""
    of = requirement_of(kind)
    return NEXT_OF_ORDER[OrderState(state)], of.name if of else kind
