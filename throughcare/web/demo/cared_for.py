"""What is kept of made-up people whom the team works with now: who, a plan, a risk, a child's life.

Of earlier days it is left out: lists and records show those of the last days.
"""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from throughcare.access.roles import Role
from throughcare.access.rules import Viewer
from throughcare.care import actions
from throughcare.care.actions import Assessed
from throughcare.care.rules import (
    Met,
    OrderEvent,
    PlanAgreement,
    Provider,
    RiskKind,
    RiskLevel,
    ToOrder,
    court_requirements,
)
from throughcare.clocks.lengths import LOCAL
from throughcare.screening.rules import NeedType
from throughcare.web.demo.at_court import PROVIDERS
from throughcare.web.demo.case import Case
from throughcare.web.demo.county import LIAISON, YOUTH

GOALS = (
    "I want to see my kids every week",
    "I want my own front door",
    "I want to sleep without a drink",
    "I want to stop losing my temper",
    "I want to get back on the sites",
    "I just want people to leave my mum out of it",
)
CRISIS = "Ring my sister. Let me walk about. Don't crowd me."
STEPS = ("Go along to the first appointment", "Ring on Monday", "Find the birth certificate")
RISKS: dict[NeedType, tuple[RiskKind, str]] = {
    NeedType.SUICIDAL_THOUGHTS: (RiskKind.SUICIDE, "Ask how they are, and do not leave them alone"),
    NeedType.RECENT_SELF_HARM: (RiskKind.SELF_HARM, "See them often, and ask about it"),
    NeedType.PAST_SELF_HARM: (RiskKind.SELF_HARM, "Ask about it when things get hard"),
    NeedType.WITHDRAWAL_RISK: (RiskKind.WITHDRAWAL, "Call healthcare when they shake or sweat"),
    NeedType.OPIOIDS: (RiskKind.OVERDOSE, "Have naloxone at hand after release"),
    NeedType.DOMESTIC_ABUSE_VICTIM: (RiskKind.VIOLENCE_TO, "Never leave a message with anybody"),
    NeedType.COUNTY_LINES: (RiskKind.EXPLOITATION, "Ask whom they owe, away from others"),
}
LOOKED_AT_AGAIN = (1, 2, 7, 14, 28)
"""In how many days somebody looks at a risk or plan again."""
ASSESSED_FOR = {NeedType.ALCOHOL: "alcohol", NeedType.DEPRESSION: "mental-health"}
ASSESSES = 0.25
"""How often; invented, and shown by no published figure."""


def keep(case: Case, worker: Viewer, at: datetime, needs: dict[NeedType, UUID]) -> None:
    """Keep it as of the day of the meeting. Drawn apart, so that it changes nothing else."""
    rng = Random(f"care/{case.life.number}")  # noqa: S311 - nothing secret is drawn
    about: dict[str, Any] = {"by": worker, "at": at, "person_id": case.known}
    on = at.astimezone(LOCAL).date()
    first = case.county.staff[YOUTH if case.life.drawn.child else LIAISON, Role.PRACTITIONER][0]
    actions.allocate(**about, worker_id=rng.choice((first, worker)).worker_id)
    if not needs:
        return
    _plan(about, rng, on, next(iter(needs.values())))
    for need in needs:
        if need in RISKS:
            _risk(about, rng, on, *RISKS[need])
            break
    if case.life.drawn.child:
        _of_a_child(about, rng)
    elif rng.random() < ASSESSES:
        _assessed(about, on, next((kind for of, kind in ASSESSED_FOR.items() if of in needs), ""))


def _plan(about: dict[str, Any], rng: Random, on: date, need_id: UUID) -> None:
    actions.write_plan(
        **about,
        goals=rng.choice(GOALS),
        crisis=CRISIS,
        agreement=PlanAgreement.AGREED,
        review_on=on + timedelta(days=rng.choice(LOOKED_AT_AGAIN)),
        lead_contact="01632 960 123, Mon-Fri 09:00-17:00",
    )
    by_on = on + timedelta(days=rng.randint(1, 6))
    actions.add_step(**about, what=rng.choice(STEPS), by_on=by_on, need_id=need_id)


def _risk(about: dict[str, Any], rng: Random, on: date, kind: RiskKind, what_to_do: str) -> None:
    actions.record_risk(
        **about,
        kind=kind,
        level=rng.choice((RiskLevel.HIGH, RiskLevel.MEDIUM)),
        what_to_do=what_to_do,
        review_on=on + timedelta(days=rng.choice(LOOKED_AT_AGAIN)),
    )


def _of_a_child(about: dict[str, Any], rng: Random) -> None:
    said = (
        ("education", rng.choice(("school", "alternative", "excluded", "college")), ""),
        ("parental-responsibility", "one", "Their mother, by telephone"),
        ("looked-after", rng.choice(("not", "before")), ""),
    )
    for kind, answer, words in said:
        actions.record_youth(**about, kind=kind, answer=answer, words=words)


def _assessed(about: dict[str, Any], on: date, kind: str) -> None:
    of = next((one for one in court_requirements() if one.id == kind), None)
    if of is None:
        return
    requirement_id = actions.assess_requirement(
        **about,
        kind=kind,
        assessed=Assessed(
            {one.id: Met.YES for one in of.criteria},
            ToOrder.WILLING,
            "I would rather do this than go inside",
            Provider.AGREED,
            PROVIDERS[kind],
        ),
    )
    actions.follow_requirement(
        by=about["by"],
        at=about["at"],
        requirement_id=requirement_id,
        version=1,
        event=OrderEvent.PROPOSED,
        on=on,
    )
