"""Risks and alerts: what could happen to somebody or through them, and when to look again."""

from datetime import date
from enum import StrEnum

from throughcare.care.rules.safety import SafetyKind


class RiskKind(StrEnum):
    """What could happen, or what somebody must know before they act."""

    SELF_HARM = "self-harm"
    SUICIDE = "suicide"
    WITHDRAWAL = "withdrawal"
    OVERDOSE = "overdose"
    VIOLENCE_BY = "violence-by"
    VIOLENCE_TO = "violence-to"
    SAFEGUARDING_ADULT = "safeguarding-adult"
    SAFEGUARDING_CHILD = "safeguarding-child"
    EXPLOITATION = "exploitation"
    FIRE = "fire"
    NEGLECT = "self-neglect"
    MAPPA = "mappa"
    DEPENDANTS = "dependants-at-home"
    PREGNANCY = "pregnancy"


class RiskLevel(StrEnum):
    """How likely and how bad, as one judgement. Not assessed is never low."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NOT_ASSESSED = "not-assessed"


RISK_WORDS: dict[RiskKind, str] = {
    RiskKind.SELF_HARM: "Self-harm",
    RiskKind.SUICIDE: "Suicide",
    RiskKind.WITHDRAWAL: "Withdrawal from alcohol or drugs",
    RiskKind.OVERDOSE: "Overdose",
    RiskKind.VIOLENCE_BY: "Harm to others",
    RiskKind.VIOLENCE_TO: "Harm by others",
    RiskKind.SAFEGUARDING_ADULT: "Safeguarding: the person as an adult at risk",
    RiskKind.SAFEGUARDING_CHILD: "Safeguarding: a child",
    RiskKind.EXPLOITATION: "Exploitation",
    RiskKind.FIRE: "Fire",
    RiskKind.NEGLECT: "Not looking after themself",
    RiskKind.MAPPA: "Managed under MAPPA",
    RiskKind.DEPENDANTS: "Somebody depends on them at home",
    RiskKind.PREGNANCY: "Pregnancy",
}
LEVEL_WORDS: dict[RiskLevel, str] = {
    RiskLevel.HIGH: "High",
    RiskLevel.MEDIUM: "Medium",
    RiskLevel.LOW: "Low",
    RiskLevel.NOT_ASSESSED: "Not assessed yet",
}
LEVELS = tuple(RiskLevel)
AS_SAFETY: dict[RiskKind, SafetyKind] = {
    RiskKind.SELF_HARM: SafetyKind.SELF_HARM,
    RiskKind.SUICIDE: SafetyKind.SELF_HARM,
    RiskKind.WITHDRAWAL: SafetyKind.WITHDRAWAL,
    RiskKind.OVERDOSE: SafetyKind.WITHDRAWAL,
    RiskKind.DEPENDANTS: SafetyKind.DEPENDANTS,
    RiskKind.PREGNANCY: SafetyKind.PREGNANCY,
}
"""Risks that whoever has the person in their care must know: they become safety facts as well."""


def refuse_risk(*, what_to_do: str, review_on: date, on: date) -> str:
    """Why a risk may not be recorded so, in a sentence; '' when it may."""
    if not what_to_do.strip():
        return "Say what somebody who meets the person does about it."
    if review_on < on:
        return "The day on which somebody looks at it again is in the past."
    return ""


def is_due(review_on: date, on: date) -> bool:
    """Whether the risk must be looked at again by this day."""
    return review_on <= on
