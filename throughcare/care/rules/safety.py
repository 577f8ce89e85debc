"""Safety facts: matters that must reach whoever has the person in their care, in three states."""

from enum import StrEnum

from throughcare.sharing.rules import Field


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


SAFETY_WORDS: dict[SafetyKind, str] = {
    SafetyKind.SELF_HARM: "Self-harm",
    SafetyKind.WITHDRAWAL: "Withdrawal",
    SafetyKind.MEDICINES: "Medicine needed",
    SafetyKind.ALLERGY: "Allergy",
    SafetyKind.PREGNANCY: "Pregnant",
    SafetyKind.PHYSICAL: "Physical health risk",
    SafetyKind.COMMUNICATION: "Help to communicate",
    SafetyKind.APPROPRIATE_ADULT: "Appropriate adult",
    SafetyKind.INTERPRETER: "Interpreter",
    SafetyKind.DEPENDANTS: "Somebody depends on them",
}
RISKS = frozenset(
    {SafetyKind.SELF_HARM, SafetyKind.WITHDRAWAL, SafetyKind.ALLERGY, SafetyKind.PHYSICAL}
)


def is_risk(kind: SafetyKind) -> bool:
    """Whether the fact is a risk to act on; otherwise it is a need to meet."""
    return kind in RISKS


SHARED_AS: dict[SafetyKind, Field] = {
    SafetyKind.SELF_HARM: Field.SELF_HARM,
    SafetyKind.WITHDRAWAL: Field.WITHDRAWAL_ACTION,
    SafetyKind.MEDICINES: Field.MEDICINES_ACTION,
    SafetyKind.ALLERGY: Field.ALLERGIES_ACTION,
    SafetyKind.PREGNANCY: Field.PREGNANCY_ACTION,
    SafetyKind.PHYSICAL: Field.PHYSICAL_ACTION,
    SafetyKind.COMMUNICATION: Field.COMMUNICATION_NEEDS,
    SafetyKind.APPROPRIATE_ADULT: Field.APPROPRIATE_ADULT,
    SafetyKind.INTERPRETER: Field.COMMUNICATION_NEEDS,
    SafetyKind.DEPENDANTS: Field.DEPENDANTS,
}
"""As which field each matter, with what to do, is shared with those who keep the person."""
