"""A plan in the person's own words: goals, who does what by when, and whether everybody agrees."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PlanAgreement(StrEnum):
    """What the person says to their plan."""

    AGREED = "agreed"
    PARTLY = "partly"
    DISAGREED = "disagreed"
    NOT_ASKED = "not-asked"


class StepStatus(StrEnum):
    """Where a step of a plan stands. Asked of another team, it is agreed before it counts."""

    ASKED = "asked"
    AGREED = "agreed"
    DONE = "done"
    DROPPED = "dropped"


AGREEMENT_WORDS: dict[PlanAgreement, str] = {
    PlanAgreement.AGREED: "They agree with this plan",
    PlanAgreement.PARTLY: "They agree with part of it",
    PlanAgreement.DISAGREED: "They do not agree with it",
    PlanAgreement.NOT_ASKED: "They were not asked yet",
}
STEP_WORDS: dict[StepStatus, str] = {
    StepStatus.ASKED: "Asked, not agreed yet",
    StepStatus.AGREED: "Agreed",
    StepStatus.DONE: "Done",
    StepStatus.DROPPED: "Dropped",
}
OPEN_STEPS = (StepStatus.ASKED, StepStatus.AGREED)


@dataclass(frozen=True, slots=True)
class Change:
    """What is different between two versions of a plan, in the field's words."""

    what: str
    before: str
    after: str


def refuse_plan(
    *, goals: str, review_on: date, on: date, agreement: PlanAgreement, said: str
) -> str:
    """Why a plan may not be written so, in a sentence; '' when it may."""
    if not goals.strip():
        return "Write what the person wants, in their own words."
    if review_on < on:
        return "The day of the review is in the past."
    if agreement in (PlanAgreement.PARTLY, PlanAgreement.DISAGREED) and not said.strip():
        return "Write what the person says to it."
    return ""


def refuse_step(now: StepStatus, to: StepStatus, *, own: bool, why: str) -> str:
    """Why a step may not change so, in a sentence; '' when it may. `own`: by the team that does it.

    Only the team that does a step agrees to it; whoever drops one says why.
    """
    if now not in OPEN_STEPS:
        return f"This step is {STEP_WORDS[now].lower()} already."
    if to is StepStatus.AGREED and not own:
        return "Only the team that does it can agree to it."
    if now is to or to is StepStatus.ASKED:
        return "Nothing has changed: choose another answer."
    if to is StepStatus.DROPPED and not why.strip():
        return "Say why the step is dropped."
    return ""


def changes(before: dict[str, str], after: dict[str, str]) -> tuple[Change, ...]:
    """What is different between two versions, in the order of the later one."""
    return tuple(
        Change(what, before.get(what, ""), said)
        for what, said in after.items()
        if before.get(what, "") != said
    )
