"""Where a liaison stands: decided from what happened between the team and the person."""

from collections.abc import Iterable
from enum import StrEnum


class LiaisonEventKind(StrEnum):
    """What happened between the L&D team and the person."""

    ALERTED = "alerted"
    OFFERED_ACCEPTED = "accepted"
    OFFERED_DECLINED = "declined"
    OFFERED_DEFERRED = "deferred"
    UNABLE_TO_DECIDE = "unable-to-decide"
    BEGUN = "begun"
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


class FollowUpReason(StrEnum):
    """Why the team has nothing more to do. Candidate list."""

    DONE = "done"
    REACHED = "reached-afterwards"
    NOT_REACHED = "not-reached"
    NOT_SAFE = "not-safe-to-contact"
    WITH_SERVICES = "with-services"
    NO_CONCERN = "no-concern"


DECLINE_WORDS: dict[DeclineReason, str] = {
    DeclineReason.NO_HELP_WANTED: "They do not want help",
    DeclineReason.HAS_SERVICES: "They already have a service that helps",
    DeclineReason.UNWELL: "They do not feel well enough",
    DeclineReason.INTOXICATED: "They are affected by alcohol or drugs",
    DeclineReason.LANGUAGE: "Language, and no interpreter in time",
    DeclineReason.DISTRUST: "They do not trust the service",
    DeclineReason.LATER: "They would rather talk later",
    DeclineReason.LEGAL_ADVICE: "On legal advice",
    DeclineReason.OTHER: "Another reason",
    DeclineReason.NOT_GIVEN: "They gave no reason",
}
ALERT_WORDS: dict[AlertReason, str] = {
    AlertReason.MENTAL_HEALTH: "Mental health",
    AlertReason.SELF_HARM: "Self-harm or suicide",
    AlertReason.LEARNING_OR_AUTISM: "Learning disability or autism",
    AlertReason.SUBSTANCES: "Alcohol or drugs",
    AlertReason.UNDER_18: "Under 18",
    AlertReason.WOMAN: "Woman",
    AlertReason.VETERAN: "Veteran",
    AlertReason.KNOWN: "Known to services",
    AlertReason.BEHAVIOUR: "Their behaviour worries staff",
    AlertReason.OTHER: "Another reason",
}
LIAISON_EVENT_WORDS: dict[LiaisonEventKind, str] = {
    LiaisonEventKind.ALERTED: "Custody alerted Liaison and Diversion",
    LiaisonEventKind.OFFERED_ACCEPTED: "Accepted the offer",
    LiaisonEventKind.OFFERED_DECLINED: "Declined the offer",
    LiaisonEventKind.OFFERED_DEFERRED: "Asked to be offered again later",
    LiaisonEventKind.UNABLE_TO_DECIDE: "Was not able to decide",
    LiaisonEventKind.BEGUN: "A practitioner went in to see them",
    LiaisonEventKind.SEEN: "Seen",
    LiaisonEventKind.LEFT_UNSEEN: "Left before anybody saw them",
    LiaisonEventKind.CLOSED: "Nothing more to do",
}
FOLLOW_UP_WORDS: dict[FollowUpReason, str] = {
    FollowUpReason.DONE: "Everything we agreed is done",
    FollowUpReason.REACHED: "We reached them afterwards, and they need nothing more",
    FollowUpReason.NOT_REACHED: "We tried and could not reach them",
    FollowUpReason.NOT_SAFE: "There is no safe way to contact them",
    FollowUpReason.WITH_SERVICES: "Another service is in touch with them",
    FollowUpReason.NO_CONCERN: "Nothing that we know of worries anybody",
}
STILL_TO_SEE = (LiaisonStatus.NOT_OFFERED, LiaisonStatus.WAITING, LiaisonStatus.BEING_SEEN)
_LEADS_TO = {
    LiaisonEventKind.OFFERED_ACCEPTED: LiaisonStatus.WAITING,
    LiaisonEventKind.OFFERED_DECLINED: LiaisonStatus.DECLINED,
    LiaisonEventKind.OFFERED_DEFERRED: LiaisonStatus.WAITING,
    LiaisonEventKind.UNABLE_TO_DECIDE: LiaisonStatus.WAITING,
    LiaisonEventKind.BEGUN: LiaisonStatus.BEING_SEEN,
    LiaisonEventKind.SEEN: LiaisonStatus.SEEN,
}


def liaison_status(events: Iterable[LiaisonEventKind], report_sent: bool = False) -> LiaisonStatus:
    """The status that events, oldest first, lead to.

    Who was seen stays seen, whatever they say later. Somebody who declined and then left was
    asked, so they did not leave unseen. Somebody who could not decide is waiting to be asked again.
    """
    if report_sent:
        return LiaisonStatus.REPORT_SENT
    status = LiaisonStatus.NOT_OFFERED
    for event in events:
        if status is LiaisonStatus.SEEN:
            break
        if event is LiaisonEventKind.LEFT_UNSEEN:
            if status is not LiaisonStatus.DECLINED:
                status = LiaisonStatus.LEFT_UNSEEN
        else:
            status = _LEADS_TO.get(event, status)
    return status


def may_follow(events: Iterable[LiaisonEventKind], event: LiaisonEventKind) -> str:
    """Why this may not happen next, in a sentence; '' when it may."""
    before = list(events)
    if before and before[-1] is LiaisonEventKind.CLOSED and event is LiaisonEventKind.CLOSED:
        return "This was closed before."
    if event is LiaisonEventKind.LEFT_UNSEEN and event in before:
        return "It is already recorded that the person left before anybody saw them."
    if event is LiaisonEventKind.BEGUN and LiaisonEventKind.SEEN in before:
        return "The person has already been seen."
    return ""


def follow_up_words(reason: str) -> str:
    """The reason for closing in words."""
    return FOLLOW_UP_WORDS.get(FollowUpReason(reason), reason) if reason else ""


def liaison_reason(kind: LiaisonEventKind, coded: str) -> str:
    """The reason that an event keeps, in words; an alert keeps several, with spaces between."""
    if kind is LiaisonEventKind.ALERTED:
        return ", ".join(ALERT_WORDS[AlertReason(each)] for each in coded.split())
    if kind is LiaisonEventKind.CLOSED:
        return follow_up_words(coded)
    return DECLINE_WORDS[DeclineReason(coded)] if coded else ""
