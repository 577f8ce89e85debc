"""Getting ready to leave prison: what must be settled, whether it is, and reaching them after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from throughcare.care.rules.deadlines import published
from throughcare.clocks.wording import both


class Matter(StrEnum):
    """Something that must be settled before somebody leaves an establishment.

    Source: what a national strategy for health and justice asks for at the gate (registration with
    a GP, information that goes along, somewhere to live), the minimum supply of medicines of NICE
    quality standard QS156, and services that meet people at the gate. Take-home naloxone, bank
    account, identity and telephone are from practice and were not verified.
    """

    GP = "gp-registration"
    MEDICINES = "medicines"
    NALOXONE = "naloxone"
    SUBSTANCE = "substance-treatment"
    MENTAL_HEALTH = "mental-health-follow-up"
    ACCOMMODATION = "accommodation"
    MONEY = "benefits-and-bank"
    IDENTITY = "identity-document"
    PHONE = "phone"
    PROBATION = "probation-appointment"
    FAMILY = "family-contact"
    LETTERS = "hospital-letters"
    GATE = "met-at-the-gate"


MATTER_WORDS: dict[Matter, str] = {
    Matter.GP: "Registered with a GP",
    Matter.MEDICINES: "Medicines to take along, and a prescription (FP10)",
    Matter.NALOXONE: "Naloxone, with training",
    Matter.SUBSTANCE: "Drug or alcohol treatment goes on: prescriber and first appointment",
    Matter.MENTAL_HEALTH: "Mental health follow-up",
    Matter.ACCOMMODATION: "Where they sleep tonight",
    Matter.MONEY: "Benefits and a bank account",
    Matter.IDENTITY: "An identity document",
    Matter.PHONE: "A telephone",
    Matter.PROBATION: "Appointment with probation",
    Matter.FAMILY: "Family or others who matter to them know",
    Matter.LETTERS: "Hospital letters and appointments are sent on",
    Matter.GATE: "Who meets them at the gate",
}
NEEDS_WORDS: dict[Matter, str] = {
    Matter.ACCOMMODATION: "Say where they sleep tonight.",
    Matter.SUBSTANCE: "Say who prescribes.",
    Matter.GATE: "Say who meets them, and how that person is known.",
}
NEEDS_DAY: dict[Matter, str] = {
    Matter.SUBSTANCE: "Enter the day of the first appointment.",
    Matter.PROBATION: "Enter the day of the appointment.",
}


class MatterState(StrEnum):
    """How far a matter is. Not known is the beginning, and never good enough to leave with."""

    NOT_KNOWN = "not-known"
    TO_DO = "to-do"
    DONE = "done"
    NOT_NEEDED = "not-needed"


STATE_WORDS: dict[MatterState, str] = {
    MatterState.NOT_KNOWN: "Not known",
    MatterState.TO_DO: "Somebody does it",
    MatterState.DONE: "Done",
    MatterState.NOT_NEEDED: "Not needed",
}


@dataclass(frozen=True, slots=True)
class Settled:
    """What is said of one matter: how far it is, who does it by when, and for which day."""

    matter: Matter
    state: MatterState
    words: str = ""
    day: date | None = None
    who: str = ""
    by_on: date | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether somebody is ready to leave, and every reason against it."""

    settled: int
    reasons: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Ready only where every matter is done or not needed."""
        return not self.reasons


def readiness(said: Iterable[Settled], *, on: date) -> Readiness:
    """Whether somebody is ready to leave, seen from a day. What nobody asked about is not known."""
    by_matter: Mapping[Matter, Settled] = {one.matter: one for one in said}
    reasons = [
        reason
        for matter in Matter
        if (reason := _open(by_matter.get(matter, Settled(matter, MatterState.NOT_KNOWN)), on))
    ]
    return Readiness(len(Matter) - len(reasons), tuple(reasons))


def _open(one: Settled, on: date) -> str:
    words = MATTER_WORDS[one.matter]
    if one.state in (MatterState.DONE, MatterState.NOT_NEEDED):
        return ""
    if one.state is MatterState.TO_DO and one.by_on is not None:
        late = "should have done" if one.by_on < on else "does"
        return f"{words}: {one.who} {late} it by {one.by_on.day} {one.by_on:%B %Y}."
    return f"{words}: not known."


def refuse_settling(one: Settled, *, on: date) -> str:
    """Why a matter cannot be recorded so, in a sentence; '' when it can."""
    if one.state is MatterState.NOT_NEEDED and not one.words.strip():
        return "Say why it is not needed."
    if one.state is MatterState.TO_DO:
        if not one.who.strip():
            return "Say who does it."
        if one.by_on is None:
            return "Enter the day by which it is done."
        return "The day by which it is done has passed." if one.by_on < on else ""
    if one.state is MatterState.DONE:
        if not one.words.strip() and one.matter in NEEDS_WORDS:
            return NEEDS_WORDS[one.matter]
        if one.day is None and one.matter in NEEDS_DAY:
            return NEEDS_DAY[one.matter]
    return ""


class Contact(StrEnum):
    """What came of trying to reach somebody after release."""

    TRIED = "tried"
    SPOKE = "spoke"
    SEEN = "seen"
    ESCALATED = "escalated"


CONTACT_WORDS: dict[Contact, str] = {
    Contact.TRIED: "Tried, not reached",
    Contact.SPOKE: "Spoke with them",
    Contact.SEEN: "Saw them",
    Contact.ESCALATED: "Told somebody who can do more",
}
REACHED = frozenset({Contact.SPOKE, Contact.SEEN})
TRIES = 3
"""So often somebody is tried before others are told; our own design, no standard was found."""


class Reach(StrEnum):
    """How it stands with reaching somebody in the first fourteen days."""

    REACHED = "reached"
    DUE = "due"
    OVERDUE = "overdue"
    ESCALATE = "escalate"
    ESCALATED = "escalated"


REACH_WORDS: dict[Reach, str] = {
    Reach.REACHED: "Reached",
    Reach.DUE: "To be reached",
    Reach.OVERDUE: "Nobody has tried in time",
    Reach.ESCALATE: "Not reached: tell somebody who can do more",
    Reach.ESCALATED: "Not reached: others were told",
}


def contact_due(released_at: datetime) -> datetime:
    """By when somebody is to be reached after a release, where nobody has weighed the risk."""
    return released_at + published().days("first-contact")


def reach(contacts: Iterable[Contact], *, due_at: datetime, at: datetime) -> Reach:
    """How it stands with reaching somebody: contacts in the order of time, and when one was due."""
    found = list(contacts)
    if REACHED & set(found):
        return Reach.REACHED
    if Contact.ESCALATED in found and found[-1] is Contact.ESCALATED:
        return Reach.ESCALATED
    if len(found) >= TRIES or (found and at > due_at):
        return Reach.ESCALATE
    return Reach.OVERDUE if at > due_at else Reach.DUE


def refuse_contact(
    kind: Contact, *, released_at: datetime, happened_at: datetime, at: datetime, note: str
) -> str:
    """Why a contact cannot be recorded so, in a sentence; '' when it can."""
    if happened_at > at:
        return "This is in the future. Check the time."
    if happened_at < released_at:
        told = both("They left", released_at, "this was", happened_at, seen_from=at)
        return f"This was before they left. {told}"
    if kind is Contact.ESCALATED and not note.strip():
        return "Say who was told."
    return ""
