"""Somebody who arrives may have a restricted record: kept for those who may look into it."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.rules import Category, Verb, Viewer


@action
def told_of_restricted(*, by: Viewer, at: datetime, person_id: UUID | None = None) -> None:
    """Put on the trail that a worker was told so, with the new record once there is one."""
    trail.write(
        by=by,
        at=at,
        verb=Verb.CONSULT if person_id is None else Verb.COLLECT,
        what="may-be-restricted",
        people=[person_id] if person_id else [],
        categories=[Category.IDENTITY],
    )
