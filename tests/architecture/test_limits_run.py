"""Every limit is started and ended by something that somebody can record, or says why not."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from throughcare.care.rules.programme_file import health_programmes
from throughcare.care.rules.transfer import CLOCKS as OF_TRANSFERS
from throughcare.clocks.limits import published
from throughcare.pathway.rules import EVENTS, EventKind, PlaceKind, choices
from throughcare.pathway.rules.events import Effect
from throughcare.pathway.rules.running import RUNS_BY_ITSELF, counted, report_asked
from throughcare.pathway.rules.telling import KnownEvent, KnownStay, SoFar, Where
from throughcare.screening.rules import urgent

K = EventKind
AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ONE = UUID(int=1)

ONLY_SAYS = "it has no length: it says from when detention counts, which is the arrival here"
OUTER = "it is the most that extensions can add up to: the clock that runs moves as they are told"
NEEDS_CLASS = "which of the three holds depends on the class of offence, which nobody records here"
NOT_BEGUN = "its commencement is not known, and nothing is counted by it"
COURTS_RENEW = "courts and clinicians renew it by events that reach nobody here: it would be wrong"
ELSEWHERE = "complaints and feedback are answered outside this record"
IN_CARE = "the same promise is kept with each referral, by care/deadlines.yaml"
NOT_RUN: dict[str, str] = {
    **dict.fromkeys(
        (
            "pace.relevant.normal",
            "pace.relevant.otherarea",
            "pace.relevant.va",
            "pace.relevant.abroad",
            "pace.relevant.streetbail",
        ),
        ONLY_SAYS,
    ),
    **dict.fromkeys(
        (
            "pace.detention.supt",
            "pace.detention.warrant",
            "pace.detention.max",
            "mha.136.extend",
            "bail.extend",
            "bail.court",
        ),
        OUTER,
    ),
    "pace.review.2": "pace.review.n counts the second review and every later one",
    "pace.detention.terror": "out of scope: judges extend it step by step, in another record",
    "pace.rest": "it says how long rest must last at the least: there is nothing to wait for",
    "aa.child": "it has no length: the custody board says called, arrived or needed",
    "aa.adult": "it has no length: the custody board says called, arrived or needed",
    "ctl.summary": NEEDS_CLASS,
    "ctl.eitherway": NEEDS_CLASS,
    "ctl.crown": NEEDS_CLASS,
    "mha.136.police": "it has no length, and its third condition was not read",
    "mha.136.police.end": NOT_BEGUN,
    "mha.47A.notice": NOT_BEGUN,
    "mha.47A.total": NOT_BEGUN,
    "mha25.started": "it counts nothing: it lists which sections are in force",
    "mha.s35": COURTS_RENEW,
    "mha.s36": COURTS_RENEW,
    "mha.s37.authority": COURTS_RENEW,
    "mha.s38": COURTS_RENEW,
    "prison.medrec.72": "a second target, whose clause was not read; prison.medrec.qs is counted",
    "irc.r35": "it has no length: the step of the programme waits until it is done",
    "ld.berks": IN_CARE,
    "referral.answer": IN_CARE,
    "ld.glos": "one service's promise, which no other service shares; nobody is told of an arrest",
    "ld.outreach": "how long outreach lasts is agreed in the plan, with its own day of review",
    "ld.outreach.str": "how long outreach lasts is agreed in the plan, with its own day of review",
    "recon.referral": "a time in which somebody can be referred: nobody is late who needs no help",
    "release.su": "treatment after release is a referral, which has its own times",
    "release.meds": "how long a supply lasts is kept with the medicines that somebody takes along",
    "release.cas3": "probation keeps these places, and tells nobody here of them",
    "release.mh.24h": "nobody weighs the risk by these tiers yet; release.mh is counted",
    "release.mh.7d": "nobody weighs the risk by these tiers yet; release.mh is counted",
    "release.mh.14d": "nobody weighs the risk by these tiers yet; release.mh is counted",
    "order.drr": "the day of review is kept with the requirement, as the court set it",
    "order.mhtr": "consent is kept with the requirement, before sentence",
    "complaint.acknowledge": ELSEWHERE,
    "complaint.answer": ELSEWHERE,
    "feedback.answer": ELSEWHERE,
}


def told() -> set[str]:
    """The names, as limits call them, of everything that somebody can record on the pathway."""
    found = {name for name, _ in report_asked(ONE, ONE, ONE, AT, AT).events}
    for kind, card in EVENTS.items():
        details = [one.code for one in choices(card.detail, AT.date())] if card.detail else [""]
        for place in card.where:
            for detail in details:
                found |= _names(kind, detail, place)
    return found


BEGINS = (
    (K.BAILED, "before-charge"),
    (K.SENTENCED, "1008"),
    (K.SENTENCED, "1088"),
    (K.ACCT_OPENED, ""),
    (K.RECONNECT_REFERRED, ""),
    (K.RELEASE_PLANNED, ""),
)
"""What begins something that clocks count for beside a stay."""


def _names(kind: EventKind, detail: str, place: PlaceKind) -> set[str]:
    """What clocks make of one event, in a stay where it happens, and after one that is over."""
    if kind is K.DIED:
        return set()
    stay = KnownStay(ONE, ONE, Where(ONE, "Somewhere", place), AT)
    ends = EVENTS[kind].effect is Effect.ENDS
    stay.end = AT + 5 * MINUTE if ends else None
    during = _events(*BEGINS, (kind, detail), last=5 if ends else 2)
    over = KnownStay(ONE, ONE, Where(ONE, "A prison", PlaceKind.PRISON), AT, AT + MINUTE)
    after = _events((K.RELEASED, "planned"), (kind, detail), last=2)
    found = [*counted(ONE, SoFar([stay], during)), *counted(ONE, SoFar([over], after))]
    return {name for one in found for name, _ in one.events}


def _events(*told: tuple[EventKind, str], last: int) -> list[KnownEvent]:
    moments = [AT + MINUTE] * (len(told) - 1) + [AT + last * MINUTE]
    later = AT + 60 * MINUTE
    return [
        KnownEvent(UUID(int=n), kind, ONE, "Somewhere", moments[n], detail, planned_for=later)
        for n, (kind, detail) in enumerate(told)
    ]


def by_programmes() -> set[str]:
    """Limits that steps of health programmes are due by: what is answered starts and ends them."""
    return {step.clock for one in health_programmes().all for step in one.steps if step.clock}


def by_screening() -> set[str]:
    """Limits that an urgent answer starts, and what was done ends."""
    return {urgent.SUICIDE, urgent.WITHDRAWAL, urgent.PREGNANCY, urgent.HEAD_INJURY}


def test_every_limit_is_counted_somewhere_or_says_why_not() -> None:
    run = RUNS_BY_ITSELF | by_programmes() | by_screening() | set(OF_TRANSFERS)
    missing = {limit.id for limit in published().all} - run - set(NOT_RUN)
    assert not missing, f"nothing that can be recorded starts {sorted(missing)}"


def test_nothing_is_excused_that_is_counted_or_is_no_limit() -> None:
    run = RUNS_BY_ITSELF | by_programmes() | by_screening() | set(OF_TRANSFERS)
    assert not set(NOT_RUN) & run
    assert set(NOT_RUN) <= {limit.id for limit in published().all}
    assert all(NOT_RUN.values())


ENDED_OTHERWISE = {
    "pace.review.n": "the stay ends it, whichever way they leave",
    "mha.135-136": "the stay ends it, whichever way they leave",
    "report.court": "the listing says that the report was sent or the case heard",
}


def test_what_starts_and_what_ends_a_clock_of_the_pathway_can_be_recorded() -> None:
    names = told()
    for limit in published().all:
        if limit.id in RUNS_BY_ITSELF and not limit.awaits_commencement:
            assert names & {start.event for start in limit.starts}, f"{limit.id} never starts"
            ends = names & set(limit.ends)
            assert ends or limit.id in ENDED_OTHERWISE, f"{limit.id} never ends"


def test_every_extension_of_such_a_clock_can_be_recorded() -> None:
    names = told()
    for limit in published().all:
        if limit.id in RUNS_BY_ITSELF:
            wanted = {each.event for each in limit.extensions}
            assert wanted <= names, f"{limit.id}: nobody can record {sorted(wanted - names)}"
