"""Allocating people to workers, covering leave, and what happens when a worker leaves."""

from datetime import date, datetime
from uuid import UUID

from throughcare.access.actions import employment, trail
from throughcare.access.actions.acting import action
from throughcare.access.policy import may
from throughcare.access.roles import Purpose
from throughcare.access.rules import OWN, Act, Category, NotPermitted, Refused, Verb, Viewer
from throughcare.care.actions.writing import day_of, noted, permitted
from throughcare.care.models import Allocation, LeaveCover
from throughcare.care.queries.caseload import colleagues
from throughcare.care.rules import refuse_cover


@action
def allocate(*, by: Viewer, at: datetime, person_id: UUID, worker_id: UUID) -> UUID:
    """From now on a worker of the viewer's team works with the person; the one before does not."""
    sight = permitted(by, at, person_id, Category.NEED)
    found = next((one for one in colleagues(by, on=day_of(at)) if one.worker_id == worker_id), None)
    if found is None:
        raise Refused("They do not work in your team. Choose a colleague of yours.")
    current = Allocation.objects.select_for_update().filter(
        person_id=person_id, team_id=found.team_id, superseded_at__isnull=True
    )
    for held in current:
        if held.worker_id == worker_id:
            noted(sight, "allocate", Category.NEED, held.id)
            return held.id
    current.update(superseded_at=at)
    row = Allocation(
        person_id=person_id,
        team_id=found.team_id,
        worker_id=worker_id,
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    Allocation.objects.bulk_create([row])
    noted(sight, "allocate", Category.NEED, row.id)
    return row.id


@action
def cover_leave(
    *,
    by: Viewer,
    at: datetime,
    worker_id: UUID,
    covered_by_id: UUID,
    from_on: date,
    until_on: date,
) -> UUID:
    """While a worker is on leave, their people are on a colleague's list as well."""
    here = {one.worker_id for one in colleagues(by, on=day_of(at))}
    if not {worker_id, covered_by_id} <= here:
        raise Refused("Both must work in your team.")
    same = worker_id == covered_by_id
    if wrong := refuse_cover(same_worker=same, days=(until_on - from_on).days):
        raise Refused(wrong)
    row = LeaveCover(
        organisation_id=by.organisation_id,
        worker_id=worker_id,
        covered_by_id=covered_by_id,
        from_on=from_on,
        until_on=until_on,
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.RUNNING_THE_SERVICE,
    )
    LeaveCover.objects.bulk_create([row])
    trail.write(
        by=by, at=at, verb=Verb.ALTER, what="cover-leave", categories=[Category.STAFF],
        items=[str(row.id)],
    )  # fmt: skip
    return row.id


@action
def staff_leaves(*, by: Viewer, at: datetime, worker_id: UUID) -> None:
    """A worker leaves: their people are on the list of those whom nobody is allocated to."""
    decision = may(by, Act.WRITE, Category.STAFF, OWN)
    if not decision.permitted:
        raise NotPermitted(decision)
    employment.leave_work(by=by, at=at, worker_id=worker_id, on=day_of(at))
