"""The words of referrals: what happens to one, where it stands, and the coded reasons."""

from enum import StrEnum


class ReferralEventKind(StrEnum):
    """A link in the chain of a referral, each dated."""

    DRAFTED = "drafted"
    MADE = "made"
    RECEIVED = "received"
    CHASED = "chased"
    GETTING_THERE = "getting-there"
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
    ReferralEventKind.GETTING_THERE: "Who goes along, and what makes it hard to get there",
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
