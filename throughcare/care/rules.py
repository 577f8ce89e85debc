"""Words and pure decisions of care: where a liaison stands, what a referral may do next."""

from collections.abc import Iterable
from enum import StrEnum


class LiaisonEventKind(StrEnum):
    """What happened between the L&D team and the person."""

    ALERTED = "alerted"
    OFFERED_ACCEPTED = "accepted"
    OFFERED_DECLINED = "declined"
    OFFERED_DEFERRED = "deferred"
    UNABLE_TO_DECIDE = "unable-to-decide"
    SEEN = "seen"
    LEFT_UNSEEN = "left-unseen"
    CLOSED = "closed"


class LiaisonStatus(StrEnum):
    """Where the liaison stands, as the board says it."""

    NOT_OFFERED = "not-offered"
    DECLINED = "declined"
    WAITING = "waiting"
    BEING_SEEN = "being-seen"
    SEEN = "seen"
    REPORT_SENT = "report-sent"
    LEFT_UNSEEN = "left-unseen"


class DeclineReason(StrEnum):
    """Why a person declined. Candidate list."""

    NO_HELP_WANTED = "does-not-want-help"
    HAS_SERVICES = "already-with-services"
    UNWELL = "unwell"
    INTOXICATED = "intoxicated"
    LANGUAGE = "language"
    DISTRUST = "distrust"
    LATER = "prefers-later"
    LEGAL_ADVICE = "legal-advice"
    OTHER = "other"
    NOT_GIVEN = "not-given"


class AlertReason(StrEnum):
    """Why custody alerts L&D. Candidate list."""

    MENTAL_HEALTH = "mental-health"
    SELF_HARM = "self-harm-or-suicide"
    LEARNING_OR_AUTISM = "learning-disability-or-autism"
    SUBSTANCES = "alcohol-or-drugs"
    UNDER_18 = "under-18"
    WOMAN = "woman"
    VETERAN = "veteran"
    KNOWN = "known-to-services"
    BEHAVIOUR = "behaviour-worries-staff"
    OTHER = "other"


class SafetyKind(StrEnum):
    """A safety fact that must reach whoever has the person in their care."""

    SELF_HARM = "self-harm"
    WITHDRAWAL = "withdrawal"
    MEDICINES = "medicines"
    ALLERGY = "allergy"
    PREGNANCY = "pregnancy"
    PHYSICAL = "physical-risk"
    COMMUNICATION = "communication"
    APPROPRIATE_ADULT = "appropriate-adult"
    INTERPRETER = "interpreter"
    DEPENDANTS = "dependants"


class SafetyState(StrEnum):
    """Three states that are never merged."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not-known"


class NeedStatus(StrEnum):
    """How sure we are of a need. A screen suspects; a qualified person confirms."""

    SUSPECTED = "suspected"
    ON_PATHWAY = "on-diagnostic-pathway"
    CONFIRMED = "confirmed"
    RULED_OUT = "ruled-out"
    ADDRESSED = "addressed"


OPEN_NEEDS = (NeedStatus.SUSPECTED, NeedStatus.ON_PATHWAY, NeedStatus.CONFIRMED)


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


ENDED = (ReferralStatus.SEEN, ReferralStatus.RELINKED, ReferralStatus.CLOSED)


def referral_status(events: Iterable[ReferralEventKind]) -> ReferralStatus:
    """The status that a chain of events, oldest first, leads to."""
    leads_to = {
        ReferralEventKind.MADE: ReferralStatus.WAITING_FOR_ANSWER,
        ReferralEventKind.ACCEPTED: ReferralStatus.ACCEPTED,
        ReferralEventKind.DECLINED: ReferralStatus.BACK_WITH_SENDER,
        ReferralEventKind.BOOKED: ReferralStatus.BOOKED,
        ReferralEventKind.NOT_ATTENDED: ReferralStatus.NOT_ATTENDED,
        ReferralEventKind.SEEN: ReferralStatus.SEEN,
        ReferralEventKind.ENGAGED: ReferralStatus.SEEN,
        ReferralEventKind.RELINKED: ReferralStatus.RELINKED,
        ReferralEventKind.CLOSED: ReferralStatus.CLOSED,
    }
    status = ReferralStatus.WAITING_FOR_ANSWER
    for event in events:
        status = leads_to[event]
    return status
