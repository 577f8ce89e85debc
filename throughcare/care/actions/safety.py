"""Noting what keeps somebody safe: yes, no or not known, about one matter at a time."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.rules import Category, Verb, Viewer
from throughcare.care.actions.writing import noted, permitted
from throughcare.care.models import SafetyFact
from throughcare.care.rules import SafetyKind, SafetyState


@action
def note_safety(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    kind: SafetyKind | str,
    state: SafetyState | str,
    action: str = "",
    anew: bool = False,
) -> UUID:
    """Say what is known of one safety matter, and what to do; the earlier row is superseded.

    `action` must hold no clinical detail: justice staff read it. The same again changes nothing,
    unless the person has said it `anew`: then whoever has them in their care is alerted again.
    """
    sight = permitted(by, at, person_id, Category.SAFETY)
    kind, state = SafetyKind(kind), SafetyState(state)
    current = SafetyFact.objects.select_for_update().filter(
        person_id=person_id, kind=kind, superseded_at__isnull=True
    )
    for fact in current:
        if not anew and (fact.state, fact.action) == (state, action):
            noted(sight, "note-safety", Category.SAFETY, fact.id)
            return fact.id
    current.update(superseded_at=at)
    fact = SafetyFact(
        person_id=person_id,
        kind=kind,
        state=state,
        action=action,
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=by.purpose,
    )
    SafetyFact.objects.bulk_create([fact])
    noted(sight, "note-safety", Category.SAFETY, fact.id, verb=Verb.COLLECT)
    return fact.id
