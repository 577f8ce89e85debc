"""Keeping what is known of a child's family, school and rights, and of turning 18."""

from datetime import date, datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import Category, Refused, Verb, Viewer
from throughcare.care.actions.writing import day_of, noted, permitted
from throughcare.care.models import YouthFact
from throughcare.care.rules import refuse_youth, youth_kind
from throughcare.pathway.queries.covering import own_team
from throughcare.people.queries import identity

CLASS = Category.NEED


@action
def record_youth(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    kind: str,
    answer: str,
    words: str = "",
    due_on: date | None = None,
) -> UUID:
    """Keep an answer about a child or young person; the one before stays to be read."""
    sight = permitted(by, at, person_id, CLASS)
    of = youth_kind(kind)
    if of is None:
        raise Refused("That is not asked here.")
    who = identity(sight)
    wrong = refuse_youth(
        of,
        answer,
        words=words,
        day=due_on,
        born_on=who.born_on if who else None,
        on=day_of(at),
    )
    if wrong:
        raise Refused(wrong)
    YouthFact.objects.select_for_update().filter(
        person_id=person_id, kind=kind, superseded_at__isnull=True
    ).update(superseded_at=at)
    row = YouthFact(
        person_id=person_id,
        kind=kind,
        answer=answer,
        words=words.strip(),
        due_on=due_on,
        team_id=own_team(by, at, None),
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    YouthFact.objects.bulk_create([row])
    noted(sight, "record-youth", CLASS, row.id, verb=Verb.COLLECT)
    return row.id
