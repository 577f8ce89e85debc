"""Two records that could be of one person are of two people, or nobody can tell yet: remembered."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.rules import Act, Category, Refused, Verb, Viewer
from throughcare.people.models import PairDecision
from throughcare.people.queries.duplicates import doubt
from throughcare.people.queries.sights import require_person
from throughcare.people.rules.apart import Apart

NO_REASON = "Say how you know that they are two people."
NOTHING_TO_DECIDE = "These two records are not alike enough to be asked about."


@action
def tell_apart(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    other_id: UUID,
    decision: Apart,
    because: str = "",
) -> UUID:
    """Remember that two records are of two people, or that it is not certain; returns its id.

    Raises `NotPermitted` unless the viewer may merge the first record, and `Refused` without a
    reason for two people, or where nobody would have asked.
    """
    sight = require_person(by, person_id, Act.MERGE, Category.IDENTITY, at=at)
    if decision is Apart.NOT_SAME and not because.strip():
        raise Refused(NO_REASON)
    if doubt(by, person_id, other_id, at=at) is None:
        raise Refused(NOTHING_TO_DECIDE)
    row = PairDecision(
        person_id=person_id,
        other_id=other_id,
        decision=decision.value,
        because=because.strip(),
        decided_at=at,
        decided_by_id=by.worker_id,
        organisation_id=by.organisation_id,
    )
    row.save(force_insert=True)
    trail.write(
        by=by,
        at=at,
        verb=Verb.COLLECT,
        what="tell apart",
        people=[person_id, other_id],
        categories=[Category.IDENTITY],
        relationship=sight.relationship,
        decision=sight.decisions[(Act.MERGE, Category.IDENTITY)],
    )
    return row.id
