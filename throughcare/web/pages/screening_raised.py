"""What answers raise at once: the safety facts that whoever has the person in their care must know.

Needs wait for a practitioner to accept them; what keeps somebody safe does not wait. A flag of
safeguarding between health and the person is not among these: it is not custody's to read.
"""

from collections.abc import Iterable, Mapping

from throughcare.access.rules import Sight
from throughcare.care import actions as care
from throughcare.care import queries as care_queries
from throughcare.care.rules import SafetyKind, SafetyState
from throughcare.screening.instrument import Flag

TELLS: dict[str, SafetyKind] = {
    "thoughts-of-suicide": SafetyKind.SELF_HARM,
    "suicide-plan": SafetyKind.SELF_HARM,
    "recent-self-harm": SafetyKind.SELF_HARM,
    "past-self-harm": SafetyKind.SELF_HARM,
    "thoughts-of-death-or-self-harm": SafetyKind.SELF_HARM,
    "withdrawal-risk": SafetyKind.WITHDRAWAL,
    "alcohol-dependence-possible": SafetyKind.WITHDRAWAL,
    "medicine-missed": SafetyKind.MEDICINES,
    "plans-to-end-life": SafetyKind.SELF_HARM,
    "columbia-high-risk": SafetyKind.SELF_HARM,
    "columbia-risk": SafetyKind.SELF_HARM,
    "alcohol-withdrawal": SafetyKind.WITHDRAWAL,
    "alcohol-withdrawal-severe": SafetyKind.WITHDRAWAL,
    "drugs-in-two-days": SafetyKind.WITHDRAWAL,
    "no-medicine-plan": SafetyKind.MEDICINES,
    "carer-says-medicine": SafetyKind.MEDICINES,
    "allergy": SafetyKind.ALLERGY,
    "recent-head-injury": SafetyKind.PHYSICAL,
    "head-injury-recent": SafetyKind.PHYSICAL,
    "new-injury": SafetyKind.PHYSICAL,
    "may-be-pregnant": SafetyKind.PREGNANCY,
    "dependants-left-without-care": SafetyKind.DEPENDANTS,
    "appropriate-adult": SafetyKind.APPROPRIATE_ADULT,
    "interpreter": SafetyKind.INTERPRETER,
}
"""Which flag of which instrument becomes which safety fact."""

NOT_FOR_CUSTODY = frozenset(
    {
        "hopelessness",
        "safety-not-answered",
        "unusual-experiences",
        "child-not-safe",
        "harmed-by-others",
        "morning-drink",
        "bjmhs-refer",
        "head-injury-that-may-matter",
        "serious-sentence",
        "no-home-tonight",
        "no-gp",
        "naloxone",
        "may-have-been-tortured",
        "forced-by-others",
        "detention-harms-health",
        "child-used-by-others",
        "carer-fears-self-harm",
        "carer-is-worried",
    }
)
"""Flags that the practitioner acts on in person: an unanswered question is no fact, how somebody
feels is clinical, what somebody else fears is first asked of the person, and where somebody is
harmed it must first be known who may know."""

ACTIONS: dict[SafetyKind, str] = {
    SafetyKind.SELF_HARM: "Agree the level of observation with healthcare now.",
    SafetyKind.WITHDRAWAL: "Ask healthcare to check for withdrawal now.",
    SafetyKind.MEDICINES: "Ask healthcare about missed or missing medicine now.",
    SafetyKind.ALLERGY: "May have an allergy. Ask healthcare before any medicine or food.",
    SafetyKind.PHYSICAL: "Ask healthcare to look at this now.",
    SafetyKind.PREGNANCY: "Is or may be pregnant. Tell healthcare now.",
    SafetyKind.DEPENDANTS: "Somebody may be without care. Make sure that someone goes to them now.",
    SafetyKind.APPROPRIATE_ADULT: "May need an appropriate adult. Arrange it before an interview.",
    SafetyKind.INTERPRETER: "May need an interpreter. Arrange one before going on.",
}
"""What custody is asked to do, without clinical detail."""


BEFORE = "Written before:"


def kinds(flags: Iterable[Flag]) -> tuple[SafetyKind, ...]:
    """The safety facts that flags become, each once."""
    return tuple(dict.fromkeys(TELLS[flag.id] for flag in flags if flag.id in TELLS))


def tell(
    sight: Sight, flags: Iterable[Flag], *, before: Iterable[Flag] = ()
) -> tuple[SafetyKind, ...]:
    """Note the safety facts that flags raise, the moment the answer is saved; gives those told.

    A fact that is on record as yes stands as it was written. But where an answer is urgent that
    was not there `before`, it is told anew, so that custody and the team are alerted now: with
    what to do about it, and beside that what was written before.
    """
    raised, earlier = tuple(flags), {flag.id for flag in before}
    if not kinds(raised):
        return ()
    known = {
        fact.kind: fact for fact in care_queries.safety(sight) if fact.state is SafetyState.YES
    }
    urgent = kinds(flag for flag in raised if flag.urgent and flag.id not in earlier)
    told = tuple(kind for kind in kinds(raised) if kind not in known or kind in urgent)
    note(sight, told, {kind: known[kind].action for kind in told if kind in known})
    return told


def note(
    sight: Sight, kinds: Iterable[SafetyKind], written: Mapping[SafetyKind, str] | None = None
) -> None:
    """Note these safety facts, each with what custody is asked to do and what was `written`."""
    for kind in kinds:
        before, action = (written or {}).get(kind, ""), ACTIONS[kind]
        if before.startswith(action):
            action = before
        elif before:
            action = f"{action} {BEFORE} {before}"
        care.note_safety(
            by=sight.viewer,
            at=sight.at,
            person_id=sight.person_id,
            kind=kind,
            state=SafetyState.YES,
            action=action,
            anew=True,
        )
