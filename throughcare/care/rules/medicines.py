"""Medicines through every move: what somebody takes, who holds it, last and next dose, and checks.

Source of the fields that travel: the question framework of the Person Escort Record, version 2.5.2
(medicine, how it is taken, dose, how often, last and next time, who carries it). Source of the
check against two sources: NICE quality standard QS156, statement 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MedicineKind(StrEnum):
    """How a medicine is taken, as far as a move depends on it."""

    REGULAR = "regular"
    WHEN_NEEDED = "when-needed"
    OPIOID_SUBSTITUTION = "opioid-substitution"


class Holding(StrEnum):
    """Who holds a medicine now. That nobody said is never that there is none."""

    IN_POSSESSION = "in-possession"
    GIVEN_BY_STAFF = "given-by-staff"
    WITH_ESCORT = "with-escort"
    NOT_HERE = "not-here"
    NOT_KNOWN = "not-known"


class ToldBy(StrEnum):
    """Who says that somebody takes a medicine."""

    PERSON = "person"
    GP = "gp-record"
    PHARMACY = "pharmacy"
    HOSPITAL = "hospital"
    ESCORT_RECORD = "escort-record"
    LAST_ESTABLISHMENT = "last-establishment"
    TREATMENT_SERVICE = "treatment-service"
    FAMILY = "family"
    PRESCRIBED_HERE = "prescribed-here"


class DoseState(StrEnum):
    """What happened to one dose."""

    GIVEN = "given"
    TAKEN_UNSEEN = "taken-unseen"
    REFUSED = "refused"
    MISSED = "missed"


MEDICINE_KIND_WORDS = {
    MedicineKind.REGULAR: "Taken regularly",
    MedicineKind.WHEN_NEEDED: "Taken when needed",
    MedicineKind.OPIOID_SUBSTITUTION: "Opioid substitution",
}
HOLDING_WORDS = {
    Holding.IN_POSSESSION: "The person holds it",
    Holding.GIVEN_BY_STAFF: "Staff hold it and give each dose",
    Holding.WITH_ESCORT: "The escort carries it",
    Holding.NOT_HERE: "It is not here",
    Holding.NOT_KNOWN: "Not known who holds it",
}
TOLD_WORDS = {
    ToldBy.PERSON: "The person",
    ToldBy.GP: "GP record",
    ToldBy.PHARMACY: "Pharmacy",
    ToldBy.HOSPITAL: "Hospital",
    ToldBy.ESCORT_RECORD: "Person Escort Record",
    ToldBy.LAST_ESTABLISHMENT: "The place where they were before",
    ToldBy.TREATMENT_SERVICE: "Drug and alcohol service",
    ToldBy.FAMILY: "Family or carer",
    ToldBy.PRESCRIBED_HERE: "Prescribed here",
}
DOSE_WORDS = {
    DoseState.GIVEN: "Given",
    DoseState.TAKEN_UNSEEN: "Taken, as the person says",
    DoseState.REFUSED: "Refused",
    DoseState.MISSED: "Missed",
}
TAKEN_DOSES = (DoseState.GIVEN, DoseState.TAKEN_UNSEEN)


@dataclass(frozen=True, slots=True)
class ToFindOut:
    """What the health team must still find out about the medicines of somebody, in sentences."""

    sentences: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.sentences)


def refuse_medicine(*, name: str, dose: str, how_often: str, told_by: Iterable[ToldBy]) -> str:
    """Why a medicine may not be recorded so, in a sentence; '' when it may."""
    if not name.strip():
        return "Enter which medicine it is."
    if not dose.strip() or not how_often.strip():
        return "Enter the dose and how often it is taken, or “not known”."
    if not list(told_by):
        return "Select who says that they take it."
    return ""


def refuse_dose(
    *, stopped: bool, state: DoseState, at: datetime, now: datetime, next_at: datetime | None,
    why: str,
) -> str:  # fmt: skip
    """Why a dose may not be recorded so, in a sentence; '' when it may."""
    if stopped:
        return "This medicine was stopped. Start it again before you record a dose."
    if at > now:
        return "The moment of the dose is in the future."
    if next_at is not None and next_at <= at:
        return "The next dose cannot be due before the last one."
    if state not in TAKEN_DOSES and not why.strip():
        return f"Say why the dose was {DOSE_WORDS[state].lower()}."
    return ""


def refuse_reconciling(*, told_by: Iterable[ToldBy], takes_none: bool, current: int) -> str:
    """Why the list may not be called checked, in a sentence; '' when it may.

    A check needs somebody beside the person who says so; what the person says counts as well.
    """
    sources = set(told_by)
    if not sources - {ToldBy.PERSON, ToldBy.FAMILY}:
        return "Check the list with the GP or another professional; one source must be one of them."
    if takes_none and current:
        return "There are medicines on the list. Stop them first, or say that they are right."
    if not takes_none and not current:
        return "There is no medicine on the list. Add what they take, or say that they take none."
    return ""


def to_find_out(
    *,
    current: int,
    takes_none: bool,
    reconciled_at: datetime | None,
    arrived_at: datetime | None,
    held_unknown: Iterable[str],
    without_last_dose: Iterable[str],
) -> ToFindOut:
    """What is not known of somebody's medicines, for the list and for whoever receives them.

    `arrived_at` is when they came to where they are; what was checked before that is out of date.
    """
    found = []
    if not current and not takes_none:
        found.append("Nobody has said whether they take any medicine.")
    if reconciled_at is None:
        found.append("The list was never checked with a GP or another professional.")
    elif arrived_at is not None and reconciled_at < arrived_at:
        found.append("The list was not checked since they came here.")
    found += [f"{name}: who holds it is not known since they came here." for name in held_unknown]
    found += [f"{name}: when they last took it is not known." for name in without_last_dose]
    return ToFindOut(tuple(found))
