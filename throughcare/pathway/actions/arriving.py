"""People arrive: one, or a whole extract at once, each in one place at a time.

The reasons why organisations may know a person come first: the database lets nobody write about
somebody whom they have no reason to know.
"""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from throughcare.access import tails
from throughcare.access.actions import trail
from throughcare.access.actions.acting import action, viewing
from throughcare.access.actions.adding import add_rows, near_ids
from throughcare.access.actions.relationships import Reason, end_after_tail, relate
from throughcare.access.policy import may
from throughcare.access.roles import Purpose
from throughcare.access.rules import (
    Act,
    Category,
    NotPermitted,
    OrganisationKind,
    Refused,
    RelationshipKind,
    Verb,
    Viewer,
)
from throughcare.clocks.lengths import LOCAL
from throughcare.clocks.wording import at_local_time
from throughcare.pathway.actions.clocks import keep_clocks
from throughcare.pathway.actions.knowing import (
    NOT_KNOWN,
    Places,
    born_of,
    organisations_at,
    places_of,
)
from throughcare.pathway.models import Episode, Event, Stay
from throughcare.pathway.rules import (
    Arrival,
    Arrived,
    ArrivedIds,
    EventKind,
    Outcome,
    Span,
    wrong_times,
)

ELSEWHERE = "They are recorded as being somewhere else at that time."
TAKEN = "This custody record number is already used for another arrival: check it."
ANOTHER_PERSON = "This custody record number belongs to another person: check it."
NOT_YOURS = "Your organisation neither runs this place nor covers it."
EPISODE = (
    "id", "person_id", "source_system", "reference", "offence_group", "offence_code", "started_at",
    "ended_at", "leaving",
)  # fmt: skip
STAY = (
    "id", "person_id", "episode_id", "place_id", "arrived_at", "detention_authorised_at",
    "reviews_done", "likely_release_at", "left_at",
)  # fmt: skip
EVENT = (
    "id", "person_id", "episode_id", "place_id", "kind", "happened_at", "note", "recorded_at",
    "recorded_by_id", "collected_for",
)  # fmt: skip


@action
def arrive(*, by: Viewer, at: datetime, arrival: Arrival) -> ArrivedIds:
    """Somebody arrives. Saying it again gives the same ids; raises `Refused` if it cannot be."""
    (made,) = arrive_many(by=by, at=at, arrivals=[arrival])
    if made.ids is None:
        raise Refused(*made.reasons)
    return made.ids


@action
def arrive_many(*, by: Viewer, at: datetime, arrivals: Sequence[Arrival]) -> list[Arrived]:
    """Many people arrive. What becomes of each is said in the order given; a refused one makes
    nothing, and keeps no other back.
    """
    decision = may(by, Act.WRITE, Category.WHEREABOUTS, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    places = places_of(arrival.place_id for arrival in arrivals)
    results: dict[int, Arrived] = {}
    fresh = near_ids()
    wanted: dict[int, Arrival] = {}
    known, stays = _already(by, at, arrivals)
    for index, arrival in enumerate(arrivals):
        before = known.get(arrival.custody_record)
        span = Span(_place_name(places, arrival), arrival.arrived_at, arrival.left_at)
        if before:
            results[index] = _again(arrival, *before)
            continue
        reasons = _against(by, at, arrival, places, stays.get(arrival.person_id, []), span)
        if reasons:
            results[index] = Arrived(arrival, Outcome.REFUSED, reasons=reasons)
            continue
        ids = ArrivedIds(next(fresh), arrival.stay_id or next(fresh))
        known[arrival.custody_record] = arrival.person_id, ids
        stays.setdefault(arrival.person_id, []).append(span)
        wanted[index] = arrival
        results[index] = Arrived(arrival, Outcome.DONE, ids)
    for index, reason in _record(by, at, places, {i: results[i] for i in wanted}):
        results[index] = Arrived(arrivals[index], Outcome.REFUSED, reasons=(reason,))
    trail.write(
        by=by,
        at=at,
        verb=Verb.COLLECT,
        what="arrive",
        people={a.arrival.person_id for a in results.values() if a.outcome is Outcome.DONE},
        categories=[Category.WHEREABOUTS, Category.OFFENCE],
        relationship=RelationshipKind.PRESENT,
        decision=decision,
    )
    return [results[index] for index in range(len(arrivals))]


Known = dict[tuple[str, str], tuple[UUID, ArrivedIds]]


def _place_name(places: Places, arrival: Arrival) -> str:
    return places[arrival.place_id][0].name if arrival.place_id in places else ""


def _already(
    by: Viewer, at: datetime, arrivals: Sequence[Arrival]
) -> tuple[Known, dict[UUID, list[Span]]]:
    """Custody records and stays that are there already, those of people who have left included."""
    known: Known = {}
    spans: dict[UUID, list[Span]] = {}
    if not arrivals:
        return known, spans
    with viewing(by, at, extract=True):
        for system in {arrival.source_system for arrival in arrivals}:
            references = [a.reference for a in arrivals if a.source_system == system]
            for reference, person, episode, stay in Episode.objects.filter(
                source_system=system, reference__among=references
            ).values_list("reference", "person_id", "id", "stays__id"):
                known[system, reference] = person, ArrivedIds(episode, stay)
        earliest = min(arrival.arrived_at for arrival in arrivals)
        for person, start, end, name in Stay.objects.filter(
            Q(left_at__isnull=True) | Q(left_at__gt=earliest),
            person_id__among={arrival.person_id for arrival in arrivals},
        ).values_list("person_id", "arrived_at", "left_at", "place__name"):
            spans.setdefault(person, []).append(Span(name, start, end))
    return known, spans


def _again(arrival: Arrival, person_id: UUID, ids: ArrivedIds) -> Arrived:
    if person_id != arrival.person_id:
        return Arrived(arrival, Outcome.REFUSED, reasons=(ANOTHER_PERSON,))
    return Arrived(arrival, Outcome.KNOWN_ALREADY, ids)


def _against(
    by: Viewer, at: datetime, arrival: Arrival, places: Places, stays: list[Span], span: Span
) -> tuple[str, ...]:
    """Why an arrival cannot be recorded."""
    if arrival.place_id not in places:
        return ("There is no such place.",)
    place, covers = places[arrival.place_id]
    own = by.organisation_id
    if place.organisation_id != own and all(each.team.organisation_id != own for each in covers):
        return (NOT_YOURS,)
    if reasons := wrong_times(arrival, at):
        return reasons
    for other in stays:
        if span.overlaps(other):
            since = at_local_time(other.start, seen_from=at)
            return (
                f"They are already recorded at {other.place_name} since {since}. "
                "Record that they left there first, or check the time of arrival.",
            )
    return ()


def _record(
    by: Viewer, at: datetime, places: Places, batch: dict[int, Arrived]
) -> Iterator[tuple[int, str]]:
    """Write a batch; gives those that the database refused, found by halving, with the reason."""
    if not batch:
        return
    try:
        with transaction.atomic():
            _write(by, at, places, list(batch.values()))
    except IntegrityError as error:
        indexes = list(batch)
        if len(indexes) == 1:
            diagnosis = getattr(error.__cause__, "diag", None)
            name = getattr(diagnosis, "constraint_name", "") or ""
            reason = {"stay_in_one_place_at_a_time": ELSEWHERE, "episode_once": TAKEN}.get(name)
            if reason is None:
                raise
            yield indexes[0], reason
            return
        middle = len(indexes) // 2
        for half in (indexes[:middle], indexes[middle:]):
            yield from _record(by, at, places, {index: batch[index] for index in half})


def _write(by: Viewer, at: datetime, places: Places, rows: list[Arrived]) -> None:
    over = [(row.arrival.stay_id, left) for row in rows if (left := row.arrival.left_at)]
    registered = {stay_id: left for stay_id, left in over if stay_id}
    # A reason that is over by now still lets its passage be written.
    with viewing(by, at, extract=True) if over else nullcontext():
        own, ids = (by.organisation_id, by.organisation_kind), near_ids()
        relate(by=by, at=at, reasons=[_reason(row, *own, places, at) for row in rows])
        add_rows(Episode, EPISODE, [_episode(row) for row in rows])
        add_rows(Stay, STAY, [_stay(row) for row in rows])
        add_rows(Event, EVENT, [event for row in rows for event in _events(by, at, row, ids)])
        relate(by=by, at=at, reasons=list(_others(by, rows, places, at)))
        keep_clocks(by, at, {row.arrival.person_id for row in rows if row.arrival.left_at is None})
        if registered:  # their reasons may have been made before
            end_after_tail(by=by, at=at, ended=registered)


def _ids(row: Arrived) -> ArrivedIds:
    assert row.ids is not None
    return row.ids


def _reason(
    row: Arrived, organisation_id: UUID, kind: OrganisationKind | str, places: Places, at: datetime
) -> Reason:
    left_at = row.arrival.left_at
    tail = tails.tail_of(RelationshipKind.PRESENT, OrganisationKind(kind), on=at.date())
    return Reason(
        person_id=row.arrival.person_id,
        organisation_id=organisation_id,
        kind=RelationshipKind.PRESENT,
        because=f"In {_place_name(places, row.arrival)}",
        made_by_event=_ids(row).stay_id,
        ends_at=max(at, left_at + tail) if left_at is not None else None,
    )


def _others(by: Viewer, rows: list[Arrived], places: Places, at: datetime) -> Iterator[Reason]:
    """Why the other organisations at the place may know these people.

    Teams for children, or for adults, come in where the age is theirs or may be.
    """
    of_an_age = any(each.under_18 is not None for _, covers in places.values() for each in covers)
    born = born_of(row.arrival.person_id for row in rows) if of_an_age else {}
    for row in rows:
        on = row.arrival.arrived_at.astimezone(LOCAL).date()
        said = born.get(row.arrival.person_id, NOT_KNOWN)
        there = organisations_at(places, row.arrival.place_id, said, on)
        for organisation_id, kind in sorted(there.items()):
            if organisation_id != by.organisation_id:
                yield _reason(row, organisation_id, kind, places, at)


def _episode(row: Arrived) -> tuple[object, ...]:
    arrival = row.arrival
    return (
        _ids(row).episode_id,
        arrival.person_id,
        arrival.source_system,
        arrival.reference,
        arrival.offence_group,
        arrival.offence_code,
        arrival.arrived_at,
        arrival.left_at,
        arrival.leaving if arrival.left_at else "",
    )


def _stay(row: Arrived) -> tuple[object, ...]:
    arrival = row.arrival
    return (
        _ids(row).stay_id,
        arrival.person_id,
        _ids(row).episode_id,
        arrival.place_id,
        arrival.arrived_at,
        arrival.detention_authorised_at,
        0,
        arrival.likely_release_at,
        arrival.left_at,
    )


def _events(
    by: Viewer, at: datetime, row: Arrived, ids: Iterator[UUID]
) -> Iterator[tuple[object, ...]]:
    arrival = row.arrival
    where = (arrival.person_id, _ids(row).episode_id, arrival.place_id)
    for kind, moment, note in (
        (EventKind.ARRIVED, arrival.arrived_at, ""),
        (EventKind.DETENTION_AUTHORISED, arrival.detention_authorised_at, ""),
        (EventKind.LEFT, arrival.left_at, arrival.leaving.value),
    ):
        if moment is not None:
            said = (kind, moment, note, at, by.worker_id, Purpose.CUSTODY_SAFETY)
            yield (next(ids), *where, *said)
