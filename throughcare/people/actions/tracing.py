"""Keeping in the trail that the national register was asked about somebody, and what came of it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.rules import Act, Category, Verb, Viewer
from throughcare.people.queries.sights import require_person

ASKED_WITH = (Category.IDENTITY, Category.IDENTIFIER, Category.CONTACT)


@action
def record_trace(*, by: Viewer, at: datetime, person_id: UUID, came: Sequence[str]) -> None:
    """Record each step of a trace, in words without a name or number; changes nothing else.

    Raises `NotPermitted` for whoever may not write the person's numbers.
    """
    sight = require_person(by, person_id, Act.WRITE, Category.IDENTIFIER, at=at)
    trail.write(
        by=by,
        at=at,
        verb=Verb.CONSULT,
        what="pds-trace",
        people=[person_id],
        categories=ASKED_WITH,
        items=list(came),
        relationship=sight.relationship,
        decision=sight.decisions[(Act.WRITE, Category.IDENTIFIER)],
    )
