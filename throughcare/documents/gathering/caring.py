"""What the care team knows, as answers for a summary: safety, communication, needs, next steps.

Needs are said in broad kinds. What the person wrote or said in their own words stays in the record.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from throughcare.care.queries import (
    LiaisonNow,
    NeedNow,
    PlanVersion,
    ReferralNow,
    SafetyNow,
    StrengthNow,
)
from throughcare.care.rules import (
    ALERT_WORDS,
    NEED_STATUS_WORDS,
    AlertReason,
    ReferralStatus,
    SafetyKind,
    SafetyState,
)
from throughcare.care.rules.safety import SHARED_AS
from throughcare.clocks.lengths import LOCAL
from throughcare.documents.summary import Answer, Known, NotKnown, in_words
from throughcare.people.rules import NewPerson
from throughcare.screening.rules import NeedDomain
from throughcare.sharing.rules import Field

YES_AND_NO: Mapping[SafetyKind, tuple[str, str]] = {
    SafetyKind.SELF_HARM: ("There is a risk", "No risk was said or seen"),
    SafetyKind.WITHDRAWAL: ("Watch for it", "Nothing to do"),
    SafetyKind.MEDICINES: ("A medicine is needed", "Nothing to do"),
    SafetyKind.ALLERGY: ("There is an allergy", "Nothing to do"),
    SafetyKind.PREGNANCY: ("Call healthcare", "Nothing to do"),
    SafetyKind.PHYSICAL: ("There is a risk", "Nothing to do"),
    SafetyKind.APPROPRIATE_ADULT: ("Needed", "Not needed"),
    SafetyKind.DEPENDANTS: ("Somebody depends on them", "Nobody"),
}
"""What *yes* and *no* say in a summary, in the field that the matter is shared as."""

IN_DETAIL: Mapping[SafetyKind, tuple[Field, str]] = {
    SafetyKind.WITHDRAWAL: (Field.WITHDRAWAL, "There is a risk"),
    SafetyKind.MEDICINES: (Field.MEDICINES, "A medicine is needed"),
    SafetyKind.ALLERGY: (Field.ALLERGIES, "There is an allergy"),
    SafetyKind.PREGNANCY: (Field.PREGNANCY, "Pregnant, or was lately"),
    SafetyKind.PHYSICAL: (Field.PHYSICAL, "There is a risk"),
}
"""The fields in which whoever treats the person reads the matter itself, not only what to do."""

SAID_FIRST = (SafetyKind.SELF_HARM, SafetyKind.APPROPRIATE_ADULT)
"""Here the *yes* is said before what to do; elsewhere what to do is enough, and says no more."""

ASK = "What to do is not written down: call the practitioner"
NEVER_LISTED = frozenset({NeedDomain.SELF_HARM, NeedDomain.ABUSE, NeedDomain.SAFEGUARDING})
"""Self-harm reaches those who act on it as a safety fact. The others, said aloud in a court or a
suite, can put the person or somebody else in danger."""

BY_NAME = frozenset({NeedDomain.SOCIAL, NeedDomain.UNDER_18, NeedDomain.OTHER})
"""Here the broad kind says too little to act on, and its needs tell no diagnosis."""

UNSAID_ALERTS = frozenset({AlertReason.SELF_HARM})
DONE = (ReferralStatus.SEEN, ReferralStatus.RELINKED)
STANDS = {
    ReferralStatus.WAITING_FOR_ANSWER: "waiting for their answer",
    ReferralStatus.ACCEPTED: "accepted",
    ReferralStatus.BOOKED: "appointment booked",
    ReferralStatus.NOT_ATTENDED: "appointment missed, another to be offered",
    ReferralStatus.BACK_WITH_SENDER: "could not help; we are looking for another service",
}


def safety_answers(facts: Iterable[SafetyNow]) -> dict[Field, Answer]:
    """Each safety matter in its field; "not known" stays not known."""
    answers: dict[Field, Answer] = {}
    for fact in facts:
        if fact.kind not in YES_AND_NO:
            continue
        field, (yes, no) = SHARED_AS[fact.kind], YES_AND_NO[fact.kind]
        if fact.state is SafetyState.NOT_KNOWN:
            answers[field] = NotKnown.NOT_RECORDED
        elif fact.state is SafetyState.NO:
            answers[field] = Known(no, _said(fact.who, fact.at))
        else:
            action = fact.action.strip()
            lines = (action,) if action and fact.kind not in SAID_FIRST else (yes, action or ASK)
            answers[field] = Known(lines, _said(fact.who, fact.at))
    return answers


def communication(facts: Iterable[SafetyNow], details: NewPerson) -> Answer:
    """What helps the person to understand and be understood, interpreter included."""
    by_kind = {fact.kind: fact for fact in facts}
    lines, said = [], []
    help_needed = by_kind.get(SafetyKind.COMMUNICATION)
    if help_needed is not None and help_needed.state is not SafetyState.NOT_KNOWN:
        yes = help_needed.state is SafetyState.YES
        how = help_needed.action.strip() or f"Help is needed. {ASK}"
        lines.append(how if yes else "No help needed")
        said.append(_said(help_needed.who, help_needed.at))
    interpreter = by_kind.get(SafetyKind.INTERPRETER)
    needed = details.interpreter
    if interpreter is not None and interpreter.state is not SafetyState.NOT_KNOWN:
        needed = interpreter.state is SafetyState.YES
        said.append(_said(interpreter.who, interpreter.at))
    if needed is not None:
        of = f": {details.language}" if needed and details.language else ""
        lines.append(f"Interpreter needed{of}" if needed else "No interpreter needed")
        if needed and interpreter is not None and interpreter.action.strip():
            lines.append(interpreter.action.strip())
    elif details.language:
        lines.append(f"First language: {details.language}. Interpreter: not known")
    return Known(tuple(lines), ". ".join(dict.fromkeys(said))) if lines else NotKnown.NOT_RECORDED


def detail_answers(facts: Iterable[SafetyNow]) -> dict[Field, Answer]:
    """The same matters for a team that treats the person: that there is something, and what."""
    answers: dict[Field, Answer] = {}
    for fact in facts:
        if fact.kind not in IN_DETAIL:
            continue
        field, yes = IN_DETAIL[fact.kind]
        if fact.state is SafetyState.NOT_KNOWN:
            answers[field] = NotKnown.NOT_RECORDED
        elif fact.state is SafetyState.NO:
            answers[field] = Known("No", _said(fact.who, fact.at))
        else:
            action = fact.action.strip()
            said = f"{yes}. {action}" if action else yes
            answers[field] = Known(said, _said(fact.who, fact.at))
    return answers


def plan_answer(versions: Sequence[PlanVersion]) -> dict[Field, Answer]:
    """Goals in the person's words, and what helps in a crisis, of the plan that holds now."""
    if not versions:
        return {}
    now = max(versions, key=lambda one: one.version)
    lines = [f"Goals: {now.goals}", f"In a crisis: {now.crisis}" if now.crisis else ""]
    said = _said(now.who, now.at)
    return {Field.PLAN: Known(tuple(line for line in lines if line), said)}


def why_seen(liaisons: Iterable[LiaisonNow], episode_id: UUID) -> Answer:
    """What custody asked about. Self-harm is left to the safety facts, which a court never gets."""
    reasons = [r for one in liaisons if one.episode_id == episode_id for r in one.alerted_for]
    if not reasons:
        return NotKnown.NOT_RECORDED
    words = [ALERT_WORDS[r].lower() for r in dict.fromkeys(reasons) if r not in UNSAID_ALERTS]
    about = f" about: {'; '.join(words)}" if words else ""
    return Known(f"Custody staff asked Liaison and Diversion to see them{about}")


def need_answers(needs: Iterable[NeedNow]) -> dict[Field, Answer]:
    """Open needs in broad kinds, each with how sure we are of everything it stands for."""
    found: dict[str, dict[str, None]] = {}
    for need in needs:
        if need.open and need.type.domain not in NEVER_LISTED:
            by_name = need.type.domain in BY_NAME
            kind = need.type.label if by_name else need.type.domain.label
            found.setdefault(kind, {})[NEED_STATUS_WORDS[need.status].lower()] = None
    if not found:
        return {}
    sure = tuple(" and ".join(sorted(each)).capitalize() for each in found.values())
    return {Field.NEED_TYPES: Known(tuple(found)), Field.NEED_STATUS: Known(sure)}


def never_listed(needs: Iterable[NeedNow]) -> tuple[str, ...]:
    """The kinds of open need that no summary names."""
    found = {need.type.domain for need in needs if need.open} & NEVER_LISTED
    return tuple(kind.label for kind in NeedDomain if kind in found)


def strengths(found: Iterable[StrengthNow]) -> Answer:
    """What helps, in one word each."""
    labels = tuple(one.kind.label for one in found)
    return Known(labels) if labels else NotKnown.NOT_RECORDED


def referral_answers(found: Iterable[ReferralNow]) -> dict[Field, Answer]:
    """Referrals that stand, what happens next, and who helps already."""
    found = list(found)
    standing = [one for one in found if one.open]
    made = tuple(f"{one.to_team}: {STANDS[one.status]}" for one in standing)
    steps = tuple(_next(one) for one in standing if one.next_action)
    helping = tuple(one.to_team for one in found if one.status in DONE)
    answers: dict[Field, Answer] = {}
    for field, lines in (
        (Field.REFERRALS, made),
        (Field.NEXT_STEPS, steps),
        (Field.SUPPORT, helping),
    ):
        if lines:
            answers[field] = Known(lines)
    return answers


def _next(one: ReferralNow) -> str:
    if one.appointment_at is not None and one.status is ReferralStatus.BOOKED:
        return f"{one.to_team}: appointment on {in_words(one.appointment_at)}"
    by = one.next_action_on
    until = f", by {by.day} {by:%B %Y}" if by else ""
    return f"{one.held_by or one.to_team}: {one.next_action[0].lower()}{one.next_action[1:]}{until}"


def _said(who: str, at: datetime) -> str:
    return f"Recorded by {who}, {in_words(at.astimezone(LOCAL))}"
