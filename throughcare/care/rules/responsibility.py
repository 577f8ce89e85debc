"""Who is responsible for a need: one team at every moment, handed over only once accepted."""

from dataclasses import dataclass
from enum import StrEnum


class OfferAnswer(StrEnum):
    """What became of an offer to take over a need; nothing yet while it waits."""

    WAITING = ""
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class NotTaken(StrEnum):
    """Why a team does not take over a need. Candidate list."""

    TOO_COMPLEX = "too-complex"
    NOT_COMPLEX_ENOUGH = "not-complex-enough"
    OTHER_NEED_FIRST = "other-need-first"
    OUT_OF_AREA = "out-of-area"
    NO_CAPACITY = "no-capacity"
    NOT_OURS = "not-ours"
    OTHER = "other"


NOT_TAKEN_WORDS: dict[NotTaken, str] = {
    NotTaken.TOO_COMPLEX: "Too complex for us",
    NotTaken.NOT_COMPLEX_ENOUGH: "Not complex enough for us",
    NotTaken.OTHER_NEED_FIRST: "Another need must be seen to first, such as drinking",
    NotTaken.OUT_OF_AREA: "They live outside our area",
    NotTaken.NO_CAPACITY: "We have no room at the moment",
    NotTaken.NOT_OURS: "Another kind of team would help more",
    NotTaken.OTHER: "Another reason",
}
ANSWER_WORDS: dict[OfferAnswer, str] = {
    OfferAnswer.WAITING: "Waiting for an answer",
    OfferAnswer.ACCEPTED: "Accepted",
    OfferAnswer.DECLINED: "Declined",
    OfferAnswer.WITHDRAWN: "Taken back",
}


@dataclass(frozen=True, slots=True)
class Held:
    """How much a team still holds, so that it cannot close."""

    needs: int = 0
    reviews: int = 0
    risks: int = 0
    referrals: int = 0
    offers: int = 0
    places: int = 0
    handovers: int = 0
    people: int = 0
    orders: int = 0


def refuse_offer(*, is_open: bool, same_team: bool, own: bool, waiting: bool, reason: str) -> str:
    """Why a need may not be offered to another team, in a sentence; '' when it may."""
    if not is_open:
        return "The need is not open, so there is nothing to hand over."
    if not own:
        return "Only the team that is responsible can hand the need over."
    if same_team:
        return "That team is responsible already."
    if waiting:
        return "It is offered to a team already. Wait for the answer, or take the offer back."
    if not reason.strip():
        return "Say why that team should take it over, as they will read it."
    return ""


def refuse_answer(now: OfferAnswer, answer: OfferAnswer, *, who: str, because: str) -> str:
    """Why an offer may not be answered so, in a sentence; '' when it may."""
    if now is not OfferAnswer.WAITING:
        return f"{who} answered meanwhile: {ANSWER_WORDS[now].lower()}."
    if answer is OfferAnswer.WAITING:
        return "Say whether your team takes it over."
    if answer is OfferAnswer.DECLINED and not because:
        return "Say why your team does not take it over."
    return ""


def refuse_closing(held: Held) -> tuple[str, ...]:
    """Why a team may not close, a sentence for each thing that it still holds; none when it may."""
    said = (
        (held.needs, "open need is", "open needs are", "its own. Hand them over first."),
        (held.reviews, "unmet need is", "unmet needs are", "for it to look at again."),
        (held.risks, "risk is", "risks are", "for it to look at again."),
        (held.referrals, "open referral is", "open referrals are", "its turn."),
        (held.offers, "offered need waits", "offered needs wait", "for its answer."),
        (held.handovers, "open handover is", "open handovers are", "its part to see through."),
        (held.people, "person waits", "people wait", "to be taken over by it."),
        (held.orders, "treatment requirement is", "treatment requirements are", "its own."),
        (held.places, "place is", "places are", "covered by no other team."),
    )
    return tuple(
        f"{number:,} {one if number == 1 else many} {rest}"
        for number, one, many, rest in said
        if number
    )
