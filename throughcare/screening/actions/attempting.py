"""Somebody was to be asked and was not: why, and when to try again."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import Act, Category, Refused, Verb, Viewer
from throughcare.pathway.queries import current_episode
from throughcare.pathway.queries.covering import own_team
from throughcare.people.queries import require_person
from throughcare.screening.actions.writing import noted, settle
from throughcare.screening.instrument import find
from throughcare.screening.models import Attempt
from throughcare.screening.rules import NotNow, may_leave_unasked


@action
def leave_unasked(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    instrument: str,
    why: NotNow | str,
    note: str = "",
    again_at: datetime | None = None,
) -> UUID:
    """Keep that somebody said no or could not be asked now; without `again_at`, nobody tries again.

    An earlier attempt with the same instrument is settled by this one. Raises `Refused`.
    """
    sight = require_person(by, person_id, Act.WRITE, Category.SCREENING, at=at)
    chosen = find(instrument)
    decision = may_leave_unasked(NotNow(why), note=note, again_at=again_at, at=at)
    if not decision.allowed:
        raise Refused(*decision.reasons)
    here = current_episode(sight) if sight.may(Category.WHEREABOUTS) else None
    episode_id = here.episode_id if here else None
    row = Attempt(
        person_id=person_id,
        team_id=own_team(by, at, episode_id),
        episode_id=episode_id,
        instrument=chosen.id,
        why=NotNow(why),
        note=note.strip(),
        again_at=again_at,
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    settle(person_id, chosen.id, at)
    Attempt.objects.bulk_create([row])
    noted(sight, "leave-unasked", row.id, chosen.id, row.why, verb=Verb.COLLECT)
    return row.id
