"""Recording risks with the day to look again, ending them, and what the person says against."""

from datetime import date, datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import Category, Refused, Verb, Viewer
from throughcare.care.actions.safety import note_safety
from throughcare.care.actions.writing import day_of, noted, permitted
from throughcare.care.models import Disagreement, Need, Risk
from throughcare.care.rules import AS_SAFETY, RiskKind, RiskLevel, SafetyState, refuse_risk
from throughcare.pathway.queries.covering import own_team


@action
def record_risk(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    kind: RiskKind | str,
    level: RiskLevel | str,
    what_to_do: str,
    review_on: date,
    note: str = "",
    episode_id: UUID | None = None,
) -> UUID:
    """Record a risk, or look at it again; `what_to_do` holds no clinical detail.

    What whoever has the person in their care must know becomes a safety fact as well.
    """
    sight = permitted(by, at, person_id, Category.NEED)
    kind, level = RiskKind(kind), RiskLevel(level)
    if wrong := refuse_risk(what_to_do=what_to_do, review_on=review_on, on=day_of(at)):
        raise Refused(wrong)
    team_id = own_team(by, at, episode_id)
    Risk.objects.select_for_update().filter(
        person_id=person_id, kind=kind, superseded_at__isnull=True
    ).update(superseded_at=at)
    risk = Risk(
        person_id=person_id,
        kind=kind,
        level=level,
        what_to_do=what_to_do.strip(),
        note=note,
        team_id=team_id,
        review_on=review_on,
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    Risk.objects.bulk_create([risk])
    if kind in AS_SAFETY:
        note_safety(
            by=by,
            at=at,
            person_id=person_id,
            kind=AS_SAFETY[kind],
            state=SafetyState.YES,
            action=what_to_do.strip(),
        )
    noted(sight, "record-risk", Category.NEED, risk.id, kind, level, verb=Verb.COLLECT)
    return risk.id


@action
def end_risk(*, by: Viewer, at: datetime, risk_id: UUID, because: str) -> UUID:
    """It is a risk no longer, and why. A safety fact that it made stands until it is changed."""
    risk = Risk.objects.select_for_update().filter(pk=risk_id).first()
    if risk is None or risk.superseded_at is not None:
        raise Refused("This risk was changed or ended meanwhile. Look at it again.")
    sight = permitted(by, at, risk.person_id, Category.NEED)
    if not because.strip():
        raise Refused("Say why it is a risk no longer.")
    risk.superseded_at, risk.ended_because, risk.ended_by_id = at, because.strip(), by.worker_id
    risk.save(update_fields=["superseded_at", "ended_because", "ended_by_id"])
    noted(sight, "end-risk", Category.NEED, risk.id)
    return risk.id


@action
def disagree(
    *,
    by: Viewer,
    at: datetime,
    words: str,
    need_id: UUID | None = None,
    risk_id: UUID | None = None,
) -> UUID:
    """The person disagrees with a need or a risk; their words stand beside it and stay there."""
    about = (
        Need.objects.filter(pk=need_id).first()
        if need_id
        else Risk.objects.filter(pk=risk_id).first()
        if risk_id
        else None
    )
    if about is None:
        raise Refused("There is no such need or risk.")
    sight = permitted(by, at, about.person_id, Category.NEED)
    if not words.strip():
        raise Refused("Write what the person says, in their words.")
    said = Disagreement(
        person_id=about.person_id,
        need_id=need_id,
        risk_id=None if need_id else risk_id,
        words=words.strip(),
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    Disagreement.objects.bulk_create([said])
    noted(sight, "disagree", Category.NEED, said.id, verb=Verb.COLLECT)
    return said.id
