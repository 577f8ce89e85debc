"""A person's plan as it stands, what changed from version to version, and plans from elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.care.models import Plan, PlanFromElsewhere, PlanStep
from throughcare.care.rules import (
    AGREEMENT_WORDS,
    OPEN_STEPS,
    Change,
    PlanAgreement,
    StepStatus,
    changes,
)
from throughcare.screening.rules import NeedType


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One version of a plan, and what it changed."""

    version: int
    goals: str
    strengths: str
    crisis: str
    safeguarding: str
    lead: str
    lead_team: str
    lead_contact: str
    agreement: PlanAgreement
    agreement_words: str
    review_on: date
    why: str
    who: str
    at: datetime
    changed: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class StepNow:
    """A step of the plan: what, who, by when, and where it stands."""

    step_id: UUID
    what: str
    team: str
    by_on: date
    status: StepStatus
    why: str
    need: NeedType | None
    who: str
    at: datetime
    own: bool

    @property
    def open(self) -> bool:
        """Whether somebody still does it."""
        return self.status in OPEN_STEPS


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A plan as another service made it."""

    made_by: str
    made_on: date
    words: str
    who: str
    at: datetime


def plan_versions(sight: Sight) -> list[PlanVersion]:
    """Every version of the plan, the newest first; none where there is no plan."""
    _require(sight)
    rows = (
        Plan.objects.filter(person_id=sight.person_id)
        .select_related("lead", "lead_team", "recorded_by")
        .order_by("recorded_at")
    )
    found: list[PlanVersion] = []
    before: dict[str, str] = {}
    for row in rows:
        said = _said(row)
        found.append(
            PlanVersion(
                row.version,
                row.goals,
                row.strengths,
                row.crisis,
                row.safeguarding,
                row.lead.name,
                row.lead_team.name,
                row.lead_contact,
                PlanAgreement(row.agreement),
                row.agreement_words,
                row.review_on,
                row.why,
                row.recorded_by.name,
                row.recorded_at,
                changes(before, said) if before else (),
            )
        )
        before = said
    return found[::-1]


def steps(sight: Sight) -> list[StepNow]:
    """Every step: those that are open first, the next due first."""
    _require(sight)
    rows = PlanStep.objects.filter(person_id=sight.person_id).select_related(
        "team", "need", "recorded_by"
    )
    found = [
        StepNow(
            row.id,
            row.what,
            row.team.name,
            row.by_on,
            StepStatus(row.status),
            row.why,
            NeedType(row.need.type) if row.need else None,
            row.changed_by_name or row.recorded_by.name,
            row.changed_at or row.recorded_at,
            row.team_id in sight.viewer.team_ids,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (not one.open, one.by_on))


def plans_from_elsewhere(sight: Sight) -> list[Elsewhere]:
    """The plans that other services made, the newest first, as they came."""
    _require(sight)
    rows = PlanFromElsewhere.objects.filter(person_id=sight.person_id)
    return [
        Elsewhere(row.made_by, row.made_on, row.words, row.recorded_by.name, row.recorded_at)
        for row in rows.select_related("recorded_by").order_by("-made_on")
    ]


def _said(row: Plan) -> dict[str, str]:
    return {
        "Goals and hopes": row.goals,
        "What helps": row.strengths,
        "In a crisis": row.crisis,
        "Keeping others safe": row.safeguarding,
        "Lead": f"{row.lead.name}, {row.lead_team.name}",
        "What they say to it": AGREEMENT_WORDS[PlanAgreement(row.agreement)],
        "In their words": row.agreement_words,
    }


def _require(sight: Sight) -> None:
    if not sight.may(Category.NEED):
        raise NotPermitted(sight.decisions[(Act.READ, Category.NEED)])
