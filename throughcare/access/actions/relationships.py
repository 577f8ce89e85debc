"""Making and ending the reasons why organisations may know people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection

from throughcare.access import tails
from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.actions.adding import add_rows, near_ids
from throughcare.access.arrays import array_of
from throughcare.access.models import Relationship
from throughcare.access.rules import Category, RelationshipKind, Verb, Viewer

SELF_CLAIM_LASTS = timedelta(hours=24)
RELATIONSHIP = (
    "id", "person_id", "organisation_id", "kind", "because", "made_by_event", "starts_at",
    "ends_at", "recorded_by_id", "recorded_by_organisation_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """One relationship to be made."""

    person_id: UUID
    organisation_id: UUID
    kind: RelationshipKind
    because: str
    made_by_event: UUID | None = None
    ends_at: datetime | None = None


@action
def relate(*, by: Viewer, at: datetime, reasons: Iterable[Reason]) -> None:
    """Make relationships; one that exists for the same event is left as it is."""
    reasons = list(reasons)
    recorder, ids = (by.worker_id, by.organisation_id), near_ids()
    add_rows(
        Relationship,
        RELATIONSHIP,
        [
            (
                next(ids),
                reason.person_id,
                reason.organisation_id,
                reason.kind,
                reason.because,
                reason.made_by_event,
                at,
                reason.ends_at,
                *recorder,
            )
            for reason in reasons
        ],
        once=True,
    )
    trail.write(
        by=by,
        at=at,
        verb=Verb.ALTER,
        what="relate",
        people={reason.person_id for reason in reasons},
        categories=[Category.ENGAGEMENT],
        items=sorted({reason.kind.value for reason in reasons}),
    )


@action
def end_relationships(
    *, by: Viewer, at: datetime, made_by_events: Iterable[UUID], tail: timedelta
) -> None:
    """What made these relationships is over; they end after the tail, on both sides of it."""
    events = list(made_by_events)
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_end_relationships(%s, %s)", [events, at + tail])
    trail.write(
        by=by,
        at=at,
        verb=Verb.ALTER,
        what="end-relationships",
        categories=[Category.ENGAGEMENT],
        items=[str(event) for event in events],
    )


@action
def end_after_tail(*, by: Viewer, at: datetime, ended: Mapping[UUID, datetime]) -> None:
    """What made these relationships is over since the moment given with each event.

    They end for every organisation concerned, after its published tail. An event that made no
    relationship of the worker's organisation, and none that it recorded, is left alone.
    """
    if not ended:
        raise ValueError("nothing has ended")
    lengths = [tail for tail in tails.published() if tail.length.holds_on(at.date())]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT access_end_after_tails(%s::uuid[], %s::timestamptz[], %s::text[],"
            " %s::text[], %s::interval[])",
            [
                array_of([*ended]),
                array_of([*ended.values()]),
                [tail.relationship.value for tail in lengths],
                [tail.organisation.value for tail in lengths],
                [tail.length.value for tail in lengths],
            ],
        )
    trail.write(
        by=by,
        at=at,
        verb=Verb.ALTER,
        what="end-relationships",
        categories=[Category.ENGAGEMENT],
        items=[str(event) for event in ended],
    )


@action
def claim(*, by: Viewer, at: datetime, person_id: UUID, because: str) -> None:
    """A worker opens a record without another relationship and says why; it lasts a day.

    Each claim stands for itself, so that a later one opens the record again.
    """
    relate(
        by=by,
        at=at,
        reasons=[
            Reason(
                person_id,
                by.organisation_id,
                RelationshipKind.SELF_CLAIMED,
                because,
                made_by_event=uuid4(),
                ends_at=at + SELF_CLAIM_LASTS,
            )
        ],
    )
    trail.write(
        by=by,
        at=at,
        verb=Verb.ALTER,
        what="claim",
        people=[person_id],
        categories=[Category.ENGAGEMENT],
        relationship=RelationshipKind.SELF_CLAIMED,
    )
