"""What a referral may do next, by which side, and who holds it until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from throughcare.care.rules.deadlines import Deadlines


class ReferralEventKind(StrEnum):
    """A link in the chain of a referral, each dated."""

    DRAFTED = "drafted"
    MADE = "made"
    RECEIVED = "received"
    CHASED = "chased"
    WAITING = "waiting-list"
    OFFERED = "offered"
    CANCELLED = "cancelled"
    MOVED = "moved"
    COMPLETED = "completed"
    ENDED_EARLY = "ended-early"
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

    DRAFT = "draft"
    WAITING_FOR_ANSWER = "waiting-for-answer"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    WAITING_LIST = "waiting-list"
    OFFERED = "offered"
    CANCELLED = "cancelled"
    BOOKED = "booked"
    NOT_ATTENDED = "not-attended"
    BACK_WITH_SENDER = "back-with-sender"
    SEEN = "seen"
    RELINKED = "re-linked"
    CLOSED = "closed"
    COMPLETED = "completed"
    ENDED_EARLY = "ended-early"


class CancelledBy(StrEnum):
    """Who cancelled an appointment: never counted against the person without saying."""

    PERSON = "person"
    SERVICE = "service"
    CUSTODY = "custody-or-prison"
    COURT = "court"
    OTHER = "other"


class EndedEarly(StrEnum):
    """Why help ended before it was complete. Candidate list."""

    STOPPED_COMING = "stopped-coming"
    CHOSE_TO_STOP = "chose-to-stop"
    MOVED_AWAY = "moved-away"
    CUSTODY = "went-to-custody"
    SERVICE_ENDED = "service-ended-it"
    DIED = "died"
    OTHER = "other"


class Consent(StrEnum):
    """What the person said to this one referral."""

    AGREED = "agreed"
    COULD_NOT_DECIDE = "could-not-decide"
    REFUSED = "refused"
    NOT_ASKED = "not-asked"


class Escort(StrEnum):
    """Who goes along to the first appointment."""

    SUPPORT_WORKER = "support-worker"
    PEER_MENTOR = "peer-mentor"
    FAMILY = "family-or-friend"
    NOBODY = "nobody"
    NOT_SAID = "not-said"


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


ENDED = (
    ReferralStatus.SEEN,
    ReferralStatus.RELINKED,
    ReferralStatus.CLOSED,
    ReferralStatus.COMPLETED,
    ReferralStatus.ENDED_EARLY,
)
SEEN_BY_SERVICE = (ReferralStatus.SEEN, ReferralStatus.COMPLETED, ReferralStatus.ENDED_EARLY)
"""Where a referral that did its work stands; what came of the help may follow."""

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
CANCELLED_WORDS: dict[CancelledBy, str] = {
    CancelledBy.PERSON: "The person cancelled",
    CancelledBy.SERVICE: "The service cancelled",
    CancelledBy.CUSTODY: "Custody or prison could not bring them",
    CancelledBy.COURT: "They had to be at court",
    CancelledBy.OTHER: "Somebody else cancelled",
}
EARLY_WORDS: dict[EndedEarly, str] = {
    EndedEarly.STOPPED_COMING: "They stopped coming",
    EndedEarly.CHOSE_TO_STOP: "They chose to stop",
    EndedEarly.MOVED_AWAY: "They moved away",
    EndedEarly.CUSTODY: "They went to custody or prison",
    EndedEarly.SERVICE_ENDED: "The service ended it",
    EndedEarly.DIED: "They died",
    EndedEarly.OTHER: "Another reason",
}
CONSENT_WORDS: dict[Consent, str] = {
    Consent.AGREED: "Yes, they agreed to this referral",
    Consent.COULD_NOT_DECIDE: "They could not decide, and it is in their best interests",
    Consent.REFUSED: "No",
    Consent.NOT_ASKED: "They were not asked",
}
ESCORT_WORDS: dict[Escort, str] = {
    Escort.SUPPORT_WORKER: "A support worker",
    Escort.PEER_MENTOR: "A peer mentor",
    Escort.FAMILY: "Family or a friend",
    Escort.NOBODY: "Nobody needs to",
    Escort.NOT_SAID: "Not said yet",
}
EVENT_WORDS: dict[ReferralEventKind, str] = {
    ReferralEventKind.DRAFTED: "Written, not sent yet",
    ReferralEventKind.MADE: "Referral sent",
    ReferralEventKind.RECEIVED: "Opened by the service",
    ReferralEventKind.CHASED: "Asked again for an answer",
    ReferralEventKind.WAITING: "On the waiting list",
    ReferralEventKind.OFFERED: "Appointment offered",
    ReferralEventKind.CANCELLED: "Appointment cancelled",
    ReferralEventKind.MOVED: "Moved to another area",
    ReferralEventKind.COMPLETED: "Help completed",
    ReferralEventKind.ENDED_EARLY: "Help ended early",
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
    _K.DRAFTED: _S.DRAFT,
    _K.MADE: _S.WAITING_FOR_ANSWER,
    _K.RECEIVED: _S.RECEIVED,
    _K.WAITING: _S.WAITING_LIST,
    _K.OFFERED: _S.OFFERED,
    _K.CANCELLED: _S.CANCELLED,
    _K.MOVED: _S.WAITING_FOR_ANSWER,
    _K.COMPLETED: _S.COMPLETED,
    _K.ENDED_EARLY: _S.ENDED_EARLY,
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
    _S.WAITING_FOR_ANSWER: (_K.ACCEPTED, _K.DECLINED, _K.RECEIVED),
    _S.RECEIVED: (_K.ACCEPTED, _K.DECLINED),
    _S.ACCEPTED: (_K.BOOKED, _K.OFFERED, _K.WAITING, _K.SEEN, _K.DECLINED),
    _S.WAITING_LIST: (_K.BOOKED, _K.OFFERED, _K.WAITING, _K.SEEN, _K.DECLINED),
    _S.OFFERED: (_K.BOOKED, _K.OFFERED, _K.SEEN, _K.DECLINED),
    _S.BOOKED: (_K.SEEN, _K.NOT_ATTENDED, _K.CANCELLED, _K.BOOKED, _K.DECLINED),
    _S.CANCELLED: (_K.BOOKED, _K.OFFERED, _K.SEEN, _K.DECLINED),
    _S.NOT_ATTENDED: (_K.BOOKED, _K.OFFERED, _K.SEEN, _K.DECLINED),
    _S.SEEN: (_K.ENGAGED, _K.COMPLETED, _K.ENDED_EARLY),
}
_WITH_SERVICE = tuple(
    status for status in ReferralStatus if status not in (*ENDED, _S.DRAFT, _S.BACK_WITH_SENDER)
)
_NEXT: dict[ReferralStatus, tuple[Side, str, str]] = {
    _S.WAITING_FOR_ANSWER: (Side.SERVICE, "Answer the referral", "answer"),
    _S.DRAFT: (Side.SENDER, "Finish the referral and send it", "draft"),
    _S.RECEIVED: (Side.SERVICE, "Answer the referral", "answer"),
    _S.WAITING_LIST: (Side.SERVICE, "Say where they are on the waiting list", "waiting-list"),
    _S.OFFERED: (Side.SERVICE, "Agree the appointment with the person", "offered"),
    _S.CANCELLED: (Side.SERVICE, "Offer another appointment", "missed"),
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
    """The status that a chain of events, oldest first, leads to. Asking again moves nothing."""
    status = ReferralStatus.WAITING_FOR_ANSWER
    for event in events:
        status = _LEADS_TO.get(event, status)
    return status


def moves(status: ReferralStatus, side: Side, *, relink: bool) -> tuple[ReferralEventKind, ...]:
    """What a side may record next. Only the sender closes; either says that they are in touch."""
    if side is Side.SERVICE:
        found = _SERVICE_MOVES.get(status, ())
        still_theirs = status in _WITH_SERVICE
        return (*found, _K.RELINKED) if relink and still_theirs else found
    if status in ENDED:
        return ()
    if status is _S.DRAFT:
        return (_K.MADE, _K.CLOSED)
    chasing = (_K.CHASED, _K.MOVED) if status in _WITH_SERVICE else (_K.MOVED,)
    return (*((_K.RELINKED,) if relink else ()), *chasing, _K.CLOSED)


def refuse_move(
    status: ReferralStatus,
    move: ReferralEventKind,
    side: Side,
    *,
    relink: bool,
    reason: str = "",
    appointment_on: date | None = None,
    on: date | None = None,
) -> str:
    """Why a side may not record this now, in a sentence; '' when it may."""
    if move not in moves(status, side, relink=relink):
        who = "the service" if side is Side.SERVICE else "the team that referred"
        return f"“{EVENT_WORDS[move]}” cannot be recorded by {who} now: {sentence(status)}"
    if move in (_K.DECLINED, _K.CLOSED, _K.ENDED_EARLY) and not reason:
        return "Say why."
    if move is _K.CANCELLED and not reason:
        return "Say who cancelled."
    if move in (_K.BOOKED, _K.OFFERED) and appointment_on is None:
        return "Say when the appointment is."
    if move is _K.BOOKED and on is not None and appointment_on is not None and appointment_on < on:
        return "The appointment is in the past. Record whether the person was seen instead."
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
    with_day = status in (_S.BOOKED, _S.OFFERED)
    start = max(on, appointment_on or on) if with_day else on
    return Next(status, side, action, deadlines.day(which, start, urgent=urgent))


def sentence(status: ReferralStatus) -> str:
    """Where the referral stands, as a sentence."""
    return {
        _S.WAITING_FOR_ANSWER: "The service has not answered yet.",
        _S.DRAFT: "It is written and not sent yet.",
        _S.RECEIVED: "The service has opened it and not answered yet.",
        _S.WAITING_LIST: "The service has put the person on its waiting list.",
        _S.OFFERED: "The service has offered an appointment that is not agreed yet.",
        _S.CANCELLED: "The appointment was cancelled.",
        _S.COMPLETED: "The service has seen the person, and the help is complete.",
        _S.ENDED_EARLY: "The service has seen the person, and the help ended early.",
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
    if kind is ReferralEventKind.CANCELLED:
        return CANCELLED_WORDS[CancelledBy(coded)]
    if kind is ReferralEventKind.ENDED_EARLY:
        return EARLY_WORDS[EndedEarly(coded)]
    return CLOSE_WORDS[CloseReason(coded)]
