"""Keeping what became of a step of a health programme, and taking back what was wrong."""

from datetime import date, datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import Category, Refused, Verb, Viewer
from throughcare.care.actions.writing import noted, permitted
from throughcare.care.models import HealthStep
from throughcare.care.queries.programmes import health
from throughcare.care.rules import StepAnswer, ToldBy, health_programmes, refuse_step_answer
from throughcare.pathway.queries import current_episode
from throughcare.pathway.queries.covering import own_team

CLASS = Category.HEALTH


@action
def answer_step(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    programme: str,
    step: str,
    answer: StepAnswer | str,
    happened_at: datetime,
    result: str = "",
    again_on: date | None = None,
    told_by: ToldBy | str = "",
    note: str = "",
) -> UUID:
    """Keep that a step was done, declined, not possible, not needed, or that nobody knows.

    `told_by` says whose word it is where it was not done here. Raises `Refused` for a programme or
    step that there is not, and for an answer that does not fit it.
    """
    sight = permitted(by, at, person_id, CLASS)
    of = health_programmes().one(programme)
    one = of.step(step) if of else None
    if of is None or one is None:
        raise Refused("There is no such step of a programme.")
    stands = health(sight).of(programme)
    wrong = refuse_step_answer(
        of,
        one,
        answer=StepAnswer(answer),
        result=result,
        at=happened_at,
        now=at,
        again_on=again_on,
        why=note,
        begun=stands is not None and stands.opened_at is not None,
    )
    if wrong:
        raise Refused(wrong)
    here = current_episode(sight)
    row = HealthStep(
        person_id=person_id,
        programme=programme,
        step=step,
        answer=answer,
        result=result,
        happened_at=happened_at,
        again_on=again_on,
        told_by=ToldBy(told_by).value if told_by else "",
        note=note.strip(),
        team_id=own_team(by, at, here.episode_id if here else None),
        place_id=here.place_id if here else None,
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    HealthStep.objects.bulk_create([row])
    noted(sight, "answer-health-step", CLASS, row.id, verb=Verb.COLLECT)
    return row.id


@action
def take_back_step(*, by: Viewer, at: datetime, step_id: UUID, because: str) -> UUID:
    """An answer was wrong: it counts no longer, and stays to be read with the reason."""
    row = HealthStep.objects.select_for_update().filter(pk=step_id).first()
    if row is None:
        raise Refused("There is no such answer.")
    sight = permitted(by, at, row.person_id, CLASS)
    if row.superseded_at is not None:
        raise Refused("This answer was taken back already.")
    if not because.strip():
        raise Refused("Say why it was wrong.")
    row.superseded_at, row.wrong_because = at, because.strip()
    row.save(update_fields=["superseded_at", "wrong_because"])
    noted(sight, "take-back-health-step", CLASS, row.id)
    return row.id
