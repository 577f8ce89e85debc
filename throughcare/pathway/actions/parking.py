"""What a feed tells and cannot be: parked with both events, tried again, put right or dismissed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action, viewing
from throughcare.access.actions.adding import add_rows, near_ids
from throughcare.access.queries import related
from throughcare.access.roles import Purpose
from throughcare.access.rules import Act, Category, Refused, Verb, Viewer
from throughcare.pathway.actions.recording import (
    NO_PLACE,
    NOT_YOURS,
    Became,
    record_event,
    record_events,
)
from throughcare.pathway.models import ParkedEvent
from throughcare.pathway.rules import EventKind, Exactness, Happened, Outcome, ParkedState
from throughcare.people.queries import require_person

PARKED = (
    "id", "person_id", "place_id", "kind", "happened_at", "exactness", "note", "to_place_id",
    "planned_for", "problem", "state", "settled_because", "recorded_at", "recorded_by_id",
    "collected_for",
)  # fmt: skip
GONE = "There is no such row, or it was settled already. Open the page again."
NO_REASON = "Say in a few words why it is dismissed."
NOT_OURS = frozenset({NO_PLACE, NOT_YOURS})
"""Refusals that say nothing of the person, and so have nothing to be settled."""


@action
def take_in(*, by: Viewer, at: datetime, events: Sequence[Happened]) -> list[Became]:
    """Record what a feed tells. What contradicts the record is told as refused, and parked.

    Of somebody with whom the organisation has nothing to do yet, such as an arrival while another
    place still holds them, nothing is parked: a refused row opens no record, and is handed back.
    What was parked before of the same people is tried again: what it waited for may have come.
    """
    results = record_events(by=by, at=at, events=events)
    # Beside all the others, a refused one may fit after all, or says against which one it is.
    again = [place for place, one in enumerate(results) if one.outcome is Outcome.REFUSED]
    tried = record_events(by=by, at=at, events=[results[place].event for place in again])
    for place, one in zip(again, tried, strict=True):
        results[place] = one
    _try_parked(by, at, {one.event.person_id for one in results if one.outcome is Outcome.DONE})
    return _park(by, at, results)


@action
def put_right(
    *,
    by: Viewer,
    at: datetime,
    parked_id: UUID,
    happened_at: datetime | None,
    exactness: Exactness = Exactness.MINUTE,
) -> UUID | None:
    """Record a parked event with the time that is right; gives the event's id.

    Raises `Refused` with both events where it still cannot be.
    """
    row = _waiting(by, at, parked_id)
    event = replace(_event(row), happened_at=happened_at, exactness=exactness)
    became = record_event(by=by, at=at, event=event)
    _settled([row.pk], ParkedState.RECORDED, by, at, became=became.event_id)
    _note(by, at, "put-right-parked", row)
    return became.event_id


@action
def dismiss_parked(*, by: Viewer, at: datetime, parked_id: UUID, reason: str) -> None:
    """A parked event did not happen, or is recorded in another way; it stays to be read."""
    row = _waiting(by, at, parked_id)
    if not reason.strip():
        raise Refused(NO_REASON)
    _settled([row.pk], ParkedState.DISMISSED, by, at, because=reason.strip())
    _note(by, at, "dismiss-parked", row)


def _park(by: Viewer, at: datetime, results: Sequence[Became]) -> list[Became]:
    """Keep what was refused of people who are known here; the results say which were."""
    with viewing(by, at, extract=True):
        known = related(by, {one.event.person_id for one in results if _contradicts(one)})
        told = [
            replace(one, parked=_contradicts(one) and one.event.person_id in known)
            for one in results
        ]
        ids = near_ids()
        rows = [
            (
                next(ids), one.event.person_id, one.event.place_id, one.event.kind,
                one.event.happened_at, one.event.exactness, one.event.detail, one.event.to_place_id,
                one.event.planned_for, " ".join(one.reasons), ParkedState.PARKED, "", at,
                by.worker_id, Purpose.CUSTODY_SAFETY,
            )
            for one in told
            if one.parked
        ]  # fmt: skip
        add_rows(ParkedEvent, PARKED, rows, once=True)
    return told


def _contradicts(one: Became) -> bool:
    return one.outcome is Outcome.REFUSED and not NOT_OURS.intersection(one.reasons)


def _try_parked(by: Viewer, at: datetime, people: set[UUID]) -> None:
    """Record what fits now of what waited; what does not, goes on waiting."""
    with viewing(by, at, extract=True):
        waiting = list(
            ParkedEvent.objects.filter(person_id__in=people, state=ParkedState.PARKED).order_by(
                "happened_at", "id"
            )
        )
    if not waiting:
        return
    results = record_events(by=by, at=at, events=[_event(row) for row in waiting])
    with viewing(by, at, extract=True):
        for row, one in zip(waiting, results, strict=True):
            if one.outcome is not Outcome.REFUSED:
                _settled([row.pk], ParkedState.RECORDED, by, at, became=one.event_id)


def _waiting(by: Viewer, at: datetime, parked_id: UUID) -> ParkedEvent:
    row = ParkedEvent.objects.filter(pk=parked_id, state=ParkedState.PARKED).first()
    if row is None:
        raise Refused(GONE)
    require_person(by, row.person_id, Act.WRITE, Category.WHEREABOUTS, at=at)
    return row


def _event(row: ParkedEvent) -> Happened:
    return Happened(
        person_id=row.person_id,
        kind=EventKind(row.kind),
        place_id=row.place_id,
        happened_at=row.happened_at,
        exactness=Exactness(row.exactness),
        detail=row.note,
        to_place_id=row.to_place_id,
        planned_for=row.planned_for,
    )


def _settled(
    ids: Sequence[UUID],
    state: ParkedState,
    by: Viewer,
    at: datetime,
    *,
    became: UUID | None = None,
    because: str = "",
) -> None:
    ParkedEvent.objects.filter(pk__in=ids, state=ParkedState.PARKED).update(
        state=state,
        became_id=became,
        settled_at=at,
        settled_by_id=by.worker_id,
        settled_because=because,
    )


def _note(by: Viewer, at: datetime, what: str, row: ParkedEvent) -> None:
    trail.write(
        by=by,
        at=at,
        verb=Verb.ALTER,
        what=what,
        people=[row.person_id],
        categories=[Category.WHEREABOUTS],
        items=[str(row.pk)],
    )
