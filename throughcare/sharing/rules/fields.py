"""Every field that a summary could carry: its label, its category, what it was collected for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from throughcare.access.rules import Category
from throughcare.sharing.rules.words import CollectedFor


class Field(StrEnum):
    """One thing that can be shared. An *action* field says what to do and not why."""

    NAME = "name"
    DATE_OF_BIRTH = "date_of_birth"
    ARRESTED_ON_SUSPICION_OF = "arrested_on_suspicion_of"
    WHY_SEEN = "why_seen"
    COMMUNICATION_NEEDS = "communication_needs"
    APPROPRIATE_ADULT = "appropriate_adult"
    SELF_HARM = "safety.self_harm"
    OPEN_CARE_PLAN = "safety.open_care_plan"
    WITHDRAWAL_ACTION = "safety.withdrawal_action"
    MEDICINES_ACTION = "safety.medicines_action"
    ALLERGIES_ACTION = "safety.allergies_action"
    PREGNANCY_ACTION = "safety.pregnancy_action"
    PHYSICAL_ACTION = "safety.physical_action"
    CELL_AND_TRANSPORT = "safety.cell_and_transport"
    DEPENDANTS = "safety.dependants"
    WITHDRAWAL = "safety.withdrawal"
    MEDICINES = "safety.medicines"
    ALLERGIES = "safety.allergies"
    PREGNANCY = "safety.pregnancy"
    PHYSICAL = "safety.physical"
    NEED_TYPES = "needs.types"
    NEED_STATUS = "needs.suspected_confirmed"
    NEED_NOTES = "needs.notes"
    STRENGTHS = "strengths"
    PLAN = "plan.goals"
    SCREENING_SCORE = "screening.named_score"
    SCREENING_ANSWERS = "screening.answers"
    NEXT_STEPS = "plan.next_steps"
    REFERRALS = "referrals.made"
    SUPPORT = "support_in_place"
    PRACTITIONER = "practitioner_contact"
    NHS_NUMBER = "identifier.nhs_number"
    ADDRESS = "contact.address"
    THIRD_PARTY = "third_party.said"


@dataclass(frozen=True, slots=True)
class FieldCard:
    """How a field is labelled on paper, its category, and the purpose it was collected for."""

    label: str
    category: Category
    collected_for: CollectedFor


def _care(label: str, category: Category) -> FieldCard:
    return FieldCard(label, category, CollectedFor.CARE)


def _safety(label: str, category: Category = Category.SAFETY) -> FieldCard:
    return FieldCard(label, category, CollectedFor.CUSTODY_SAFETY)


FIELDS: Mapping[Field, FieldCard] = MappingProxyType(
    {
        Field.NAME: _safety("Name", Category.IDENTITY),
        Field.DATE_OF_BIRTH: _safety("Date of birth", Category.IDENTITY),
        Field.ARRESTED_ON_SUSPICION_OF: _safety("Arrested on suspicion of", Category.OFFENCE),
        Field.WHY_SEEN: _care("Why we were asked", Category.ENGAGEMENT),
        Field.COMMUNICATION_NEEDS: _safety("Communication needs", Category.COMMUNICATION),
        Field.APPROPRIATE_ADULT: _safety("Appropriate adult"),
        Field.SELF_HARM: _safety("Self-harm or suicide"),
        Field.OPEN_CARE_PLAN: _safety("Care plan for risk"),
        Field.WITHDRAWAL_ACTION: _safety("Withdrawal: what to do"),
        Field.MEDICINES_ACTION: _safety("Medicines: what to do"),
        Field.ALLERGIES_ACTION: _safety("Allergies: what to do"),
        Field.PREGNANCY_ACTION: _safety("Pregnancy: what to do"),
        Field.PHYSICAL_ACTION: _safety("Physical health: what to do"),
        Field.CELL_AND_TRANSPORT: _safety("Cell and transport"),
        Field.DEPENDANTS: _safety("People left without care"),
        Field.WITHDRAWAL: _care("Withdrawal or overdose", Category.SAFETY),
        Field.MEDICINES: _care("Critical medicines", Category.SAFETY),
        Field.ALLERGIES: _care("Allergies", Category.SAFETY),
        Field.PREGNANCY: _care("Pregnancy or recent birth", Category.SAFETY),
        Field.PHYSICAL: _care("Acute physical health", Category.SAFETY),
        Field.NEED_TYPES: _care("Needs", Category.NEED),
        Field.NEED_STATUS: _care("Suspected or confirmed", Category.NEED),
        Field.NEED_NOTES: _care("Notes about needs", Category.NEED),
        Field.STRENGTHS: _care("Strengths", Category.NEED),
        Field.PLAN: _care("Plan in the person's words", Category.NEED),
        Field.SCREENING_SCORE: _care("Screening result", Category.SCREENING),
        Field.SCREENING_ANSWERS: _care("Screening answers", Category.SCREENING),
        Field.NEXT_STEPS: _care("Next steps", Category.REFERRAL),
        Field.REFERRALS: _care("Referrals made", Category.REFERRAL),
        Field.SUPPORT: _care("Support already in place", Category.REFERRAL),
        Field.PRACTITIONER: _safety("Practitioner to call", Category.STAFF),
        Field.NHS_NUMBER: _care("NHS number", Category.IDENTIFIER),
        Field.ADDRESS: _care("Address", Category.CONTACT),
        Field.THIRD_PARTY: FieldCard(
            "Said by other people", Category.NEED, CollectedFor.THIRD_PARTY_CONFIDENCE
        ),
    }
)
"""The label, category and purpose of collection of every field."""

FRAME = frozenset({Field.NAME, Field.DATE_OF_BIRTH, Field.PRACTITIONER})
"""What goes with anything that leaves: whom it is about, and whom to ask."""
