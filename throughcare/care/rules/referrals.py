"""What a referral may do next, by which side, and who holds it until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from throughcare.care.rules.deadlines import Deadlines


class ReferralEventKind(StrEnum):
    """A link in the chain of a referral, each dated."""

    MADE = "made"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    BOOKED = "booked"
    NOT_ATTENDED = "not-attended"
    SEEN = "seen"
    ENGAGED = "engaged"
    RELINKED = "re-linked"
    CLOSED = "closed"


class ReferralStatus(StrEnum):
    """Where a referral stands. Open until the person was seen or it was closed with a reason."""

    WAITING_FOR_ANSWER = "waiting-for-answer"
    ACCEPTED = "accepted"
    BOOKED = "booked"
    NOT_ATTENDED = "not-attended"
    BACK_WITH_SENDER = "back-with-sender"
    SEEN = "seen"
    RELINKED = "re-linked"
    CLOSED = "closed"


class DeclinedBecause(StrEnum):
    """Why a service declined a referral. Candidate list."""

    OUT_OF_AREA = "out-of-area"
    THRESHOLD = "threshold"
    WRONG_SERVICE = "wrong-service"
    INCOMPLETE = "incomplete"
    DUPLICATE = "duplicate"
    LIST_CLOSED = "waiting-list-closed"
    PERSON_DECLINED = "person-declined"
    OTHER = "other"


class CloseReason(StrEnum):
    """Why a referral ended before the service saw the person. Candidate list."""

    PERSON_DECLINED = "person-declined"
    NOT_REACHED = "not-reached"
    MOVED_AWAY = "moved-away"
    MET_OTHERWISE = "met-another-way"
    SENT_ELSEWHERE = "sent-elsewhere"
    IN_ERROR = "made-in-error"
    DIED = "died"
    OTHER = "other"


class Side(StrEnum):
    """The two sides of a referral."""

    SENDER = "sender"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Next:
    """What happens next, on which side, by which day; nothing once the referral has ended."""

    status: ReferralStatus
    held_by: Side | None = None
    action: str = ""
    on: date | None = None


ENDED = (ReferralStatus.SEEN, ReferralStatus.RELINKED, ReferralStatus.CLOSED)
ENDING = (ReferralEventKind.SEEN, ReferralEventKind.RELINKED, ReferralEventKind.CLOSED)
DECLINED_WORDS: dict[DeclinedBecause, str] = {
    DeclinedBecause.OUT_OF_AREA: "They live outside our area",
    DeclinedBecause.THRESHOLD: "Their need is above or below what we help with",
    DeclinedBecause.WRONG_SERVICE: "Another kind of service would help more",
    DeclinedBecause.INCOMPLETE: "We need to know more before we can say",
    DeclinedBecause.DUPLICATE: "We are already seeing them",
    DeclinedBecause.LIST_CLOSED: "We have no places at the moment",
    DeclinedBecause.PERSON_DECLINED: "The person told us that they do not want to come",
    DeclinedBecause.OTHER: "Another reason",
}
CLOSE_WORDS: dict[CloseReason, str] = {
    CloseReason.PERSON_DECLINED: "The person does not want it any more",
    CloseReason.NOT_REACHED: "The person could not be reached",
    CloseReason.MOVED_AWAY: "The person moved away",
    CloseReason.MET_OTHERWISE: "The need was met in another way",
    CloseReason.SENT_ELSEWHERE: "Sent to another service instead",
    CloseReason.IN_ERROR: "It was made in error",
    CloseReason.DIED: "The person died",
    CloseReason.OTHER: "Another reason",
}
EVENT_WORDS: dict[ReferralEventKind, str] = {
    ReferralEventKind.MADE: "Referral sent",
    ReferralEventKind.ACCEPTED: "Accepted",
    ReferralEventKind.DECLINED: "Declined",
    ReferralEventKind.BOOKED: "Appointment booked",
    ReferralEventKind.NOT_ATTENDED: "Appointment not attended",
    ReferralEventKind.SEEN: "Seen by the service",
    ReferralEventKind.ENGAGED: "Taking part in what the service offers",
    ReferralEventKind.RELINKED: "Back in touch",
    ReferralEventKind.CLOSED: "Closed",
}
_K, _S = ReferralEventKind, ReferralStatus
_LEADS_TO = {
    _K.MADE: _S.WAITING_FOR_ANSWER,
    _K.ACCEPTED: _S.ACCEPTED,
    _K.DECLINED: _S.BACK_WITH_SENDER,
    _K.BOOKED: _S.BOOKED,
    _K.NOT_ATTENDED: _S.NOT_ATTENDED,
    _K.SEEN: _S.SEEN,
    _K.ENGAGED: _S.SEEN,
    _K.RELINKED: _S.RELINKED,
    _K.CLOSED: _S.CLOSED,
}
_SERVICE_MOVES: dict[ReferralStatus, tuple[ReferralEventKind, ...]] = {
    _S.WAITING_FOR_ANSWER: (_K.ACCEPTED, _K.DECLINED),
    _S.ACCEPTED: (_K.BOOKED, _K.SEEN, _K.DECLINED),
    _S.BOOKED: (_K.SEEN, _K.NOT_ATTENDED, _K.BOOKED, _K.DECLINED),
    _S.NOT_ATTENDED: (_K.BOOKED, _K.SEEN, _K.DECLINED),
    _S.SEEN: (_K.ENGAGED,),
}
_NEXT: dict[ReferralStatus, tuple[Side, str, str]] = {
    _S.WAITING_FOR_ANSWER: (Side.SERVICE, "Answer the referral", "answer"),
    _S.ACCEPTED: (Side.SERVICE, "Book the first appointment", "book"),
    _S.BOOKED: (Side.SERVICE, "Say whether the person was seen", "attendance"),
    _S.NOT_ATTENDED: (Side.SERVICE, "Get in touch and offer another appointment", "missed"),
    _S.BACK_WITH_SENDER: (
        Side.SENDER,
        "Refer elsewhere or talk to the person",
        "back-with-sender",
    ),
}
RELINK_ACTION = "Say whether they are back in touch"


def referral_status(events: Iterable[ReferralEventKind]) -> ReferralStatus:
    """The status that a chain of events, oldest first, leads to."""
    status = ReferralStatus.WAITING_FOR_ANSWER
    for event in events:
        status = _LEADS_TO[event]
    return status


def moves(status: ReferralStatus, side: Side, *, relink: bool) -> tuple[ReferralEventKind, ...]:
    """What a side may record next. Only the sender closes; either says that they are in touch."""
    if side is Side.SERVICE:
        found = _SERVICE_MOVES.get(status, ())
        still_theirs = status not in (*ENDED, _S.BACK_WITH_SENDER)
        return (*found, _K.RELINKED) if relink and still_theirs else found
    if status in ENDED:
        return ()
    return (_K.RELINKED, _K.CLOSED) if relink else (_K.CLOSED,)


def refuse_move(
    status: ReferralStatus,
    move: ReferralEventKind,
    side: Side,
    *,
    relink: bool,
    reason: str = "",
    appointment_on: date | None = None,
) -> str:
    """Why a side may not record this now, in a sentence; '' when it may."""
    if move not in moves(status, side, relink=relink):
        who = "the service" if side is Side.SERVICE else "the team that referred"
        return f"“{EVENT_WORDS[move]}” cannot be recorded by {who} now: {sentence(status)}"
    if move in (_K.DECLINED, _K.CLOSED) and not reason:
        return "Say why."
    if move is _K.BOOKED and appointment_on is None:
        return "Say when the appointment is."
    return ""


def next_step(
    status: ReferralStatus,
    deadlines: Deadlines,
    *,
    on: date,
    urgent: bool = False,
    relink: bool = False,
    appointment_on: date | None = None,
) -> Next:
    """Who holds the referral from this day, what they do and by when; nobody once it has ended."""
    if status in ENDED:
        return Next(status)
    side, action, which = _NEXT[status]
    if relink and status is _S.WAITING_FOR_ANSWER:
        action = RELINK_ACTION
    start = max(on, appointment_on or on) if status is _S.BOOKED else on
    return Next(status, side, action, deadlines.day(which, start, urgent=urgent))


def sentence(status: ReferralStatus) -> str:
    """Where the referral stands, as a sentence."""
    return {
        _S.WAITING_FOR_ANSWER: "The service has not answered yet.",
        _S.ACCEPTED: "The service has accepted and will book an appointment.",
        _S.BOOKED: "An appointment is booked.",
        _S.NOT_ATTENDED: "The person did not come to the appointment.",
        _S.BACK_WITH_SENDER: "The service declined, so it is back with the team that referred.",
        _S.SEEN: "The service has seen the person.",
        _S.RELINKED: "The person is back in touch with somebody who already knew them.",
        _S.CLOSED: "The referral is closed.",
    }[status]


def reason_words(kind: ReferralEventKind, coded: str) -> str:
    """The coded reason of an event in words; '' where there is none."""
    if not coded:
        return ""
    if kind is ReferralEventKind.DECLINED:
        return DECLINED_WORDS[DeclinedBecause(coded)]
    return CLOSE_WORDS[CloseReason(coded)]
