"""Restricting a record, opening it all the same for an hour, and reviewing that it was opened."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.actions.relationships import Reason, relate
from throughcare.access.policy import may
from throughcare.access.rules import (
    NO_RELATIONSHIP,
    Act,
    Category,
    Decision,
    NotPermitted,
    Refused,
    RelationshipKind,
    Verb,
    Viewer,
)
from throughcare.people.models import Opening, Restriction
from throughcare.people.queries.restricted import by_number, require_glass
from throughcare.people.rules import GivenNumber
from throughcare.people.rules.restricted import OPEN_FOR, OpenedFor, RestrictedFor, Reviewed

NOBODY = "No record that you may act on has exactly this number."
ALREADY = "This record is restricted already."
NOT_RESTRICTED = "This record is not restricted."
WHY = "Say why, in a few words."
NOT_ONE = "There is no such opening to review, or it was reviewed already."
NOT_OWN = "Somebody else reviews what you opened."
TEAM = "The team that works with this restricted record"


@action
def restrict(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    kind: RestrictedFor,
    because: str,
    own_team: bool,
) -> UUID:
    """Close a record to all but the teams that it is allocated to.

    With `own_team`, the practitioners of the governance lead's organisation stay among them.
    Raises `NotPermitted` and `Refused`.
    """
    decision = _may_restrict(by)
    if not because.strip():
        raise Refused(WHY)
    if not _mark(person_id, restricted=True):
        raise Refused(ALREADY)
    row = Restriction(
        id=uuid4(),
        person_id=person_id,
        organisation_id=by.organisation_id,
        kind=kind,
        because=because.strip(),
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=by.purpose,
    )
    row.save(force_insert=True)
    if own_team:
        reason = Reason(person_id, by.organisation_id, RelationshipKind.ALLOCATED, TEAM, row.id)
        relate(by=by, at=at, reasons=[reason])
    _note(by, at, "restrict", person_id, decision, row.id)
    return row.id


@action
def lift(*, by: Viewer, at: datetime, restriction_id: UUID, because: str) -> None:
    """Open a restricted record again to all who work with the person."""
    decision = _may_restrict(by)
    if not because.strip():
        raise Refused(WHY)
    row = Restriction.objects.select_for_update().filter(pk=restriction_id, lifted_at=None).first()
    if row is None or not _mark(row.person_id, restricted=False):
        raise Refused(NOT_RESTRICTED)
    row.lifted_at, row.lifted_by_id, row.lifted_because = at, by.worker_id, because.strip()
    row.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])
    _note(by, at, "lift-restriction", row.person_id, decision, row.id)


@action
def open_restricted(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    kind: OpenedFor,
    because: str,
) -> UUID:
    """Open a restricted record for an hour, to this worker, for what keeps the person safe.

    The governance lead is told on their first page, and the person sees it among who looked.
    Raises `NotPermitted` and `Refused`.
    """
    decision = require_glass(by)
    if not because.strip():
        raise Refused(WHY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_is_restricted(%s)", [person_id])
        (closed,) = cursor.fetchone() or (None,)
    if not closed:
        raise Refused(NOT_RESTRICTED)
    row = Opening(
        id=uuid4(),
        person_id=person_id,
        organisation_id=by.organisation_id,
        role=by.role,
        kind=kind,
        because=because.strip(),
        until=at + OPEN_FOR,
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=by.purpose,
    )
    row.save(force_insert=True)
    relate(
        by=by,
        at=at,
        reasons=[
            Reason(
                person_id,
                by.organisation_id,
                RelationshipKind.BREAK_GLASS,
                f"{by.name} opened this restricted record for an hour",
                made_by_event=row.id,
                ends_at=row.until,
            )
        ],
    )
    _note(by, at, "open-restricted", person_id, decision, row.id, Verb.CONSULT)
    return row.id


@action
def open_restricted_by_number(
    *, by: Viewer, at: datetime, number: GivenNumber, kind: OpenedFor, because: str
) -> UUID:
    """Open the restricted record that has exactly this number; returns the person.

    Raises `Refused` where there is none, with the same words as where there is nobody.
    """
    person_id = by_number(by, number, at=at, restricted=True)
    if person_id is None:
        raise Refused(NOBODY)
    open_restricted(by=by, at=at, person_id=person_id, kind=kind, because=because)
    return person_id


@action
def review_opening(
    *, by: Viewer, at: datetime, opening_id: UUID, found: Reviewed, words: str
) -> None:
    """Say whether it was right to open a restricted record. Nobody reviews their own opening."""
    decision = _may_restrict(by)
    row = Opening.objects.select_for_update().filter(pk=opening_id, reviewed="").first()
    if row is None:
        raise Refused(NOT_ONE)
    if row.recorded_by_id == by.worker_id:
        raise Refused(NOT_OWN)
    row.reviewed, row.reviewed_at, row.reviewed_by_id, row.review = found, at, by.worker_id, words
    row.save(update_fields=["reviewed", "reviewed_at", "reviewed_by", "review"])
    _note(by, at, "review-opening", row.person_id, decision, row.id)


def _may_restrict(by: Viewer) -> Decision:
    decision = may(by, Act.RESTRICT, Category.IDENTITY, NO_RELATIONSHIP)
    if not decision.permitted:
        raise NotPermitted(decision)
    return decision


def _mark(person_id: UUID, *, restricted: bool) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_restrict(%s, %s)", [person_id, restricted])
        (changed,) = cursor.fetchone() or (False,)
    return bool(changed)


def _note(
    by: Viewer,
    at: datetime,
    what: str,
    person_id: UUID,
    decision: Decision,
    item: UUID,
    verb: Verb = Verb.ALTER,
) -> None:
    trail.write(
        by=by,
        at=at,
        verb=verb,
        what=what,
        people=[person_id],
        categories=[Category.IDENTITY, Category.AUDIT],
        items=[str(item)],
        relationship=RelationshipKind.BREAK_GLASS if verb is Verb.CONSULT else "",
        decision=decision,
    )
