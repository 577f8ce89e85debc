"""Writing a plan version by version, its steps, and taking in a plan from elsewhere."""

from datetime import date, datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import Category, ChangedMeanwhile, Refused, Verb, Viewer
from throughcare.care.actions.writing import day_of, noted, permitted
from throughcare.care.models import Need, Plan, PlanFromElsewhere, PlanStep
from throughcare.care.queries.responsibility import offer_team
from throughcare.care.rules import PlanAgreement, StepStatus, refuse_plan, refuse_step
from throughcare.pathway.queries.covering import own_team


@action
def write_plan(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    goals: str,
    review_on: date,
    agreement: PlanAgreement | str,
    agreement_words: str = "",
    strengths: str = "",
    crisis: str = "",
    safeguarding: str = "",
    lead_contact: str = "",
    why: str = "",
    version: int = 0,
) -> UUID:
    """Write the plan, or its next version; whoever writes leads. `version` is the one read, or 0.

    Raises `ChangedMeanwhile` when somebody else has written a version since.
    """
    sight = permitted(by, at, person_id, Category.NEED)
    said = PlanAgreement(agreement)
    wrong = refuse_plan(
        goals=goals, review_on=review_on, on=day_of(at), agreement=said, said=agreement_words
    )
    if wrong:
        raise Refused(wrong)
    current = (
        Plan.objects.select_for_update(of=("self",))
        .select_related("recorded_by")
        .filter(person_id=person_id, superseded_at__isnull=True)
        .first()
    )
    held = current.version if current else 0
    if current is not None and held != version:
        raise ChangedMeanwhile(
            {"goals": current.goals, "version": str(held)},
            current.recorded_by.name,
            current.recorded_at,
        )
    if current is not None:
        current.superseded_at = at
        current.save(update_fields=["superseded_at"])
    plan = Plan(
        person_id=person_id,
        version=held + 1,
        goals=goals.strip(),
        strengths=strengths.strip(),
        crisis=crisis.strip(),
        safeguarding=safeguarding.strip(),
        lead_team_id=own_team(by, at, None),
        lead_id=by.worker_id,
        lead_contact=lead_contact.strip(),
        agreement=said,
        agreement_words=agreement_words.strip(),
        review_on=review_on,
        why=why.strip(),
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    Plan.objects.bulk_create([plan])
    noted(sight, "write-plan", Category.NEED, plan.id, verb=Verb.COLLECT)
    return plan.id


@action
def add_step(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    what: str,
    by_on: date,
    team_id: UUID | None = None,
    need_id: UUID | None = None,
) -> UUID:
    """Add a step; one's own team has agreed by adding it, another team is asked."""
    sight = permitted(by, at, person_id, Category.NEED)
    own = own_team(by, at, None)
    team_id = team_id or own
    if not what.strip():
        raise Refused("Say what is done.")
    if by_on < day_of(at):
        raise Refused("The day by which it is done is in the past.")
    if team_id not in by.team_ids and offer_team(by, team_id) is None:
        raise Refused("That team cannot be asked here. Refer the person to the service instead.")
    if need_id and not Need.objects.filter(pk=need_id, person_id=person_id).exists():
        raise Refused("There is no such need of this person.")
    step = PlanStep(
        person_id=person_id,
        need_id=need_id,
        what=what.strip(),
        team_id=team_id,
        by_on=by_on,
        status=StepStatus.AGREED if team_id in by.team_ids else StepStatus.ASKED,
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    PlanStep.objects.bulk_create([step])
    noted(sight, "add-step", Category.NEED, step.id, verb=Verb.COLLECT)
    return step.id


@action
def change_step(
    *, by: Viewer, at: datetime, step_id: UUID, to: StepStatus | str, why: str = ""
) -> UUID:
    """A step is agreed by the team that does it, done, or dropped with a reason."""
    step = PlanStep.objects.select_for_update().filter(pk=step_id).first()
    if step is None:
        raise Refused("There is no such step.")
    sight = permitted(by, at, step.person_id, Category.NEED)
    own = step.team_id in by.team_ids
    if wrong := refuse_step(StepStatus(step.status), StepStatus(to), own=own, why=why):
        raise Refused(wrong)
    step.status, step.why, step.changed_at, step.changed_by_name = to, why.strip(), at, by.name
    step.save(update_fields=["status", "why", "changed_at", "changed_by_name"])
    noted(sight, "change-step", Category.NEED, step.id, to)
    return step.id


@action
def take_in_plan(
    *, by: Viewer, at: datetime, person_id: UUID, made_by: str, made_on: date, words: str
) -> UUID:
    """Keep a plan from another service as it came, with whose it is and of which day."""
    sight = permitted(by, at, person_id, Category.NEED)
    if not made_by.strip() or not words.strip():
        raise Refused("Say which service made the plan, and put in what it says.")
    if made_on > day_of(at):
        raise Refused("The day of the plan is in the future.")
    row = PlanFromElsewhere(
        person_id=person_id,
        made_by=made_by.strip(),
        made_on=made_on,
        words=words.strip(),
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    PlanFromElsewhere.objects.bulk_create([row])
    noted(sight, "take-in-plan", Category.NEED, row.id, verb=Verb.COLLECT)
    return row.id
