"""How sure we are of a need, how it is met or why it is not, and which changes make sense."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum


class NeedStatus(StrEnum):
    """How sure we are of a need, and what became of it. A screen suspects; somebody confirms."""

    SUSPECTED = "suspected"
    ON_PATHWAY = "on-diagnostic-pathway"
    CONFIRMED = "confirmed"
    BELOW_THRESHOLD = "below-threshold"
    NOT_MET = "not-met"
    DECLINED = "declined"
    RULED_OUT = "ruled-out"
    ADDRESSED = "addressed"


class Severity(StrEnum):
    """How much the need weighs on the person's life, as somebody who knows them judges it."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"
    NOT_KNOWN = "not-known"


class Urgency(StrEnum):
    """How soon somebody must act on the need."""

    NOW = "now"
    SOON = "soon"
    ROUTINE = "routine"
    NOT_KNOWN = "not-known"


class NeedSource(StrEnum):
    """Who said that there is a need."""

    SCREENING = "screening"
    PROFESSIONAL = "professional"
    PERSON = "person"
    FAMILY = "family"
    OTHER_SERVICE = "other-service"
    NOT_RECORDED = "not-recorded"


OPEN_NEEDS = (NeedStatus.SUSPECTED, NeedStatus.ON_PATHWAY, NeedStatus.CONFIRMED)
KEPT_NEEDS = (NeedStatus.BELOW_THRESHOLD, NeedStatus.NOT_MET, NeedStatus.DECLINED)
"""Needs that nobody meets now. They are looked at again on a day, so that nobody falls through."""

NEED_STATUS_WORDS: dict[NeedStatus, str] = {
    NeedStatus.SUSPECTED: "Suspected",
    NeedStatus.ON_PATHWAY: "On a diagnostic pathway",
    NeedStatus.CONFIRMED: "Confirmed",
    NeedStatus.BELOW_THRESHOLD: "Below the threshold of services",
    NeedStatus.NOT_MET: "Not met",
    NeedStatus.DECLINED: "They do not want help with it now",
    NeedStatus.RULED_OUT: "Ruled out",
    NeedStatus.ADDRESSED: "Met",
}
SEVERITY_WORDS: dict[Severity, str] = {
    Severity.MILD: "Mild",
    Severity.MODERATE: "Moderate",
    Severity.SEVERE: "Severe",
    Severity.NOT_KNOWN: "Not known",
}
URGENCY_WORDS: dict[Urgency, str] = {
    Urgency.NOW: "Today",
    Urgency.SOON: "In the next days",
    Urgency.ROUTINE: "It can wait its turn",
    Urgency.NOT_KNOWN: "Not known",
}
NEED_SOURCE_WORDS: dict[NeedSource, str] = {
    NeedSource.SCREENING: "A screening",
    NeedSource.PROFESSIONAL: "A professional",
    NeedSource.PERSON: "The person",
    NeedSource.FAMILY: "Their family or somebody close to them",
    NeedSource.OTHER_SERVICE: "The record of another service",
    NeedSource.NOT_RECORDED: "Not recorded",
}
_WHY: dict[NeedStatus, str] = {
    NeedStatus.RULED_OUT: "Say what rules the need out.",
    NeedStatus.BELOW_THRESHOLD: "Say whose threshold it does not meet, and how they said so.",
    NeedStatus.NOT_MET: "Say why the need is not met.",
    NeedStatus.DECLINED: "Say what the person said.",
}


def needs_open(statuses: Iterable[NeedStatus]) -> int:
    """How many of these needs are open, so that a team must be responsible."""
    return sum(status in OPEN_NEEDS for status in statuses)


def refuse_status(status: NeedStatus, *, reason: str, review_on: date | None, on: date) -> str:
    """Why a need may not stand so from a day on, in a sentence; '' when it may.

    What nobody meets now has a reason and a day, not in the past, on which it is looked at again.
    """
    if status in _WHY and not reason.strip():
        return _WHY[status]
    if status in KEPT_NEEDS and review_on is None:
        return "Say on which day somebody looks at it again."
    if status in KEPT_NEEDS and review_on is not None and review_on < on:
        return "The day on which somebody looks at it again is in the past."
    return ""


def refuse_change(
    before: NeedStatus,
    after: NeedStatus,
    *,
    otherwise_same: bool,
    reason: str,
    review_on: date | None = None,
    on: date = date.min,
) -> str:
    """Why a need may not be changed so, in a sentence; '' when it may."""
    if before is after and otherwise_same:
        return "Nothing has changed: choose another answer."
    if before not in OPEN_NEEDS and after in OPEN_NEEDS and not reason.strip():
        return "Say why the need is open again."
    return refuse_status(after, reason=reason, review_on=review_on, on=on)
