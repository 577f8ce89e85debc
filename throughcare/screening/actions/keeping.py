"""Keeping what a worker has begun to type until it is sent; it is theirs alone, and no record."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions.acting import bookkeeping
from throughcare.access.rules import Act, Category, Refused, Viewer
from throughcare.people.queries import require_person
from throughcare.screening.models import Begun
from throughcare.screening.rules.begun import LARGEST, LASTS, begun_id


@bookkeeping
def keep_begun(
    *, by: Viewer, at: datetime, person_id: UUID, work_item: str, page: str, text: str
) -> None:
    """Keep what this worker has typed on a page so far, in place of what was kept before.

    The trail has no row of it: nothing is shown and nothing of the record changes, and every few
    seconds a row would hide the others. What has run out, whoever's it was, is cleared away.
    Raises `NotPermitted`, and `Refused` when it is more than is kept.
    """
    sight = require_person(by, person_id, Act.WRITE, Category.SCREENING, at=at)
    if len(text) > LARGEST:
        raise Refused("This is more than is kept of a page. Send the page.")
    Begun.objects.filter(until__lte=at).delete()
    row = Begun(
        id=begun_id(by.worker_id, sight.person_id, work_item, page),
        worker_id=by.worker_id,
        person_id=sight.person_id,
        work_item=work_item,
        page=page,
        text=text,
        kept_at=at,
        until=at + LASTS,
    )
    Begun.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["text", "kept_at", "until"],
    )


@bookkeeping
def drop_begun(
    *, by: Viewer, at: datetime, person_id: UUID, work_item: str, page: str | None = None
) -> None:
    """Throw away what this worker has begun on a page, or on every page of a work item."""
    rows = Begun.objects.filter(worker_id=by.worker_id, person_id=person_id, work_item=work_item)
    (rows if page is None else rows.filter(page=page)).delete()
