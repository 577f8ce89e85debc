"""What a referral may do next, by which side, and who holds it until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from throughcare.care.rules.deadlines import Deadlines
from throughcare.care.rules.referrals import (
    EVENT_WORDS,
    ReferralEventKind,
    ReferralStatus,
    Side,
)


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
    chasing = (_K.CHASED, _K.GETTING_THERE, _K.MOVED) if status in _WITH_SERVICE else (_K.MOVED,)
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
