"""Making two records of one person one, and two again: nothing is lost either way."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.conf import settings
from django.db import connection

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.rules import Act, Category, NotPermitted, Refused, Sight, Verb, Viewer
from throughcare.people.actions.registering import add_details
from throughcare.people.models import Merge, Particulars, Person
from throughcare.people.queries import Identity, identity_to_correct, require_person
from throughcare.people.queries.sights import UNKNOWN
from throughcare.people.rules import disagreeing, disagreement_in_words, filled

LEAST_REASON = "Say why the two records are of one person."
LEAST_REASON_UNDOING = "Say why the two records are of two people."
MERGED_MEANWHILE = "One of the two records was merged with another meanwhile. Look at it again."
LATER_FIRST = (
    "This record was merged with another one later. Undo that merge first: then it is certain what"
    " goes back where."
)
UNDONE = "This merge was undone already."


class CannotMerge(Refused):
    """Both records hold something of which a person has one; `both` names the constraints."""

    def __init__(self, both: tuple[str, ...]) -> None:
        super().__init__(
            "Both records hold something of which a person can have only one at a time."
            " Put that right in one of them, then merge."
        )
        self.both = both


@action
def merge(
    *,
    by: Viewer,
    at: datetime,
    keep: UUID,
    other: UUID,
    because: str,
    although: str = "",
) -> UUID:
    """Merge the record `other` into the record `keep`; returns the id by which it can be undone.

    All that the other record holds moves to the kept one and says what it said. Where the kept
    record does not know a detail that the other knows, it learns it. `although` says why they are
    one person though both have a confirmed number of the same kind and the numbers differ.
    Raises `NotPermitted`, `Refused` and, where both hold what one person can hold once,
    `CannotMerge`.
    """
    if not because.strip():
        raise Refused(LEAST_REASON)
    sights = {
        one: require_person(by, one, Act.MERGE, Category.IDENTITY, at=at) for one in (keep, other)
    }
    locked = Person.objects.select_for_update().filter(pk__in=sights, merged_into__isnull=True)
    if len(list(locked.order_by("pk"))) != 2:
        raise Refused(MERGED_MEANWHILE)
    kept_now, other_now = (identity_to_correct(sights[one]) for one in (keep, other))
    _agree(kept_now, other_now, although, at)
    over, whole = _fill(by, at, sights[keep], kept_now, other_now)
    row = Merge(
        id=uuid4(),
        kept_id=keep,
        other_id=other,
        merged_at=at,
        merged_by_id=by.worker_id,
        organisation_id=by.organisation_id,
        because=because.strip(),
        merged_as=other_now.name,
        although=although.strip(),
        filled_id=whole,
        filled_over_id=over,
    )
    row.save(force_insert=True)
    both = _move(row)
    if both:
        raise CannotMerge(both)
    _note(by, at, "merge", row, sights[keep])
    return row.id


@action
def unmerge(*, by: Viewer, at: datetime, merge_id: UUID, because: str) -> UUID:
    """Undo a merge; returns the record that is one of its own again.

    Every row that moved goes back, and what was recorded since goes with what it hangs on. What
    hangs on nothing of the other record stays with the kept one. Raises `NotPermitted`, and
    `Refused` without a reason, twice, or before a later merge of the kept record is undone.
    """
    if not because.strip():
        raise Refused(LEAST_REASON_UNDOING)
    row = Merge.objects.filter(pk=merge_id).first()
    if row is None:
        raise NotPermitted(UNKNOWN)
    sight = require_person(by, row.kept_id, Act.MERGE, Category.IDENTITY, at=at)
    list(Person.objects.select_for_update().filter(pk=row.kept_id))
    row.refresh_from_db()
    if row.unmerged_at:
        raise Refused(UNDONE)
    if Merge.objects.filter(
        kept_id=row.kept_id, unmerged_at__isnull=True, merged_at__gt=row.merged_at
    ).exists():
        raise Refused(LATER_FIRST)
    Merge.objects.filter(pk=row.pk).update(
        unmerged_at=at, unmerged_by=by.worker_id, unmerged_because=because.strip()
    )
    _unfill(row, at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_unmerge_rows(%s, %s)", [row.pk, at])
    _note(by, at, "unmerge", row, sight)
    return row.other_id


def _agree(kept: Identity, other: Identity, although: str, at: datetime) -> None:
    kinds = disagreeing(
        kept.details.numbers,
        other.details.numbers,
        on=at.date(),
        synthetic=settings.DEMONSTRATION,
    )
    if kinds and not although.strip():
        raise Refused(disagreement_in_words(kinds))


def _fill(
    by: Viewer, at: datetime, sight: Sight, kept: Identity, other: Identity
) -> tuple[UUID | None, UUID | None]:
    """Add what the other record knows and this one does not; gives the rows before and after."""
    whole = filled(kept.details, other.details)
    if whole == kept.details:
        return None, None
    held = Particulars.objects.filter(person_id=sight.person_id, superseded_at__isnull=True)
    before = held.values_list("pk", flat=True).first()
    held.update(superseded_at=at)
    add_details(by=by, at=at, people=[(sight.person_id, whole)], only={Particulars})
    Person.objects.filter(pk=sight.person_id).update(born_on=whole.born_on)
    return before, held.values_list("pk", flat=True).get()


def _unfill(row: Merge, at: datetime) -> None:
    """Close what the merge joined, unless somebody has put it right since."""
    if row.filled_id is None or row.filled_over_id is None:
        return
    still = Particulars.objects.filter(pk=row.filled_id, superseded_at__isnull=True)
    if still.update(superseded_at=at):
        Particulars.objects.filter(pk=row.filled_over_id).update(superseded_at=None)


def _move(row: Merge) -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT people_merge_rows(%s, %s, %s, %s, %s::jsonb)",
            [row.pk, row.kept_id, row.other_id, row.merged_at, _preferred()],
        )
        (both,) = cursor.fetchone() or ([],)
    return tuple(both)


def _preferred() -> str:
    """Which of two current rows counts, as the rooms say it of their own records."""
    said: dict[str, Any] = {}
    for model in apps.get_models():
        column, first = getattr(model, "counts_first", ("", ()))
        if column:
            said[model._meta.db_table] = {"column": column, "first": [str(one) for one in first]}
    return json.dumps(said)


def _note(by: Viewer, at: datetime, what: str, row: Merge, sight: Sight) -> None:
    trail.write(
        by=by,
        at=at,
        verb=Verb.COMBINE,
        what=what,
        people=[row.kept_id, row.other_id],
        categories=sight.readable,
        items=[f"merge {row.pk}"],
        relationship=sight.relationship,
        decision=sight.decisions[(Act.MERGE, Category.IDENTITY)],
    )
