"""Rows become events and listings, in the order of time, each once; what cannot be is handed back.

Rows of a batch are put in the order in which things happened before they are recorded, so that a
file may tell them in any order. What a later file tells of an earlier time is fitted in by the
rules of the pathway, or handed back with both events in words.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from throughcare.access.actions.acting import viewing
from throughcare.access.rules import RelationshipKind, Viewer
from throughcare.care import actions as care
from throughcare.fhir.custody_log.reading.layout import fold
from throughcare.fhir.custody_log.reading.tables import Log
from throughcare.fhir.custody_log.recording import marks_of_person
from throughcare.fhir.custody_log.refusals import ErrorsFile
from throughcare.fhir.justice_feeds.batches import Result, Tally, take_all
from throughcare.fhir.justice_feeds.reading import (
    FeedLayout,
    Hearing,
    Moved,
    read_hearing,
    read_movement,
)
from throughcare.fhir.justice_feeds.whom import About, who_may_be_meant
from throughcare.pathway.actions import ToList, list_many, take_in
from throughcare.pathway.queries import places, places_of_kinds
from throughcare.pathway.rules import (
    ESTABLISHMENTS,
    HOSPITALS,
    EventKind,
    Happened,
    ListingKind,
    Outcome,
    PlaceKind,
)
from throughcare.people.actions import register_many
from throughcare.people.rules import NewPerson, Verdict

TELL_APART = "Add a number to the row that tells them apart, and import the row again."


@dataclass(frozen=True, slots=True)
class Feed:
    """Who acts, which place a name in the file means, and where people may be sent."""

    viewer: Viewer
    own: Mapping[str, tuple[UUID, PlaceKind]]
    anywhere: Mapping[str, UUID]


def feed_for(viewer: Viewer, kinds: Iterable[PlaceKind]) -> Feed:
    """The places of these kinds that the viewer's organisation runs or one of its teams covers."""
    wanted = set(kinds)
    own: dict[str, tuple[UUID, PlaceKind]] = {}
    for place in places(viewer):
        kind = PlaceKind(place.kind)
        if kind in wanted:
            own[fold(place.name)] = own[fold(place.code)] = (place.id, kind)
    anywhere: dict[str, UUID] = {}
    for place in places_of_kinds(viewer, ESTABLISHMENTS | HOSPITALS):
        anywhere[fold(place.name)] = anywhere[fold(place.code)] = place.id
    return Feed(viewer, own, anywhere)


def bring_in_movements(
    log: Log, layout: FeedLayout, feed: Feed, errors: ErrorsFile, *, clock: Callable[[], datetime]
) -> Tally:
    """Record every movement of a file, or hand its row back."""
    rows = (read_movement(log, row, layout) for row in log.rows())
    return take_all(rows, errors, lambda batch: _movements(feed, batch, clock()), log, _marks_of)


def bring_in_hearings(
    log: Log, layout: FeedLayout, feed: Feed, errors: ErrorsFile, *, clock: Callable[[], datetime]
) -> Tally:
    """List everybody on a court list, or hand the row back."""
    rows = (read_hearing(log, row, layout) for row in log.rows())
    return take_all(rows, errors, lambda batch: _hearings(feed, batch, clock()), log, _marks_of)


@dataclass(frozen=True, slots=True)
class Whom:
    """The person of a row; `event_id` is the stay or listing that makes a new person known."""

    person_id: UUID
    event_id: UUID | None = None


def _marks_of(row: About) -> set[object]:
    return marks_of_person(row.person)


def _movements(feed: Feed, rows: Sequence[Moved], at: datetime) -> list[Result]:
    """Record movements, the earliest first; the results stand in the order of the file."""
    results: dict[int, Result] = {}
    order = sorted(range(len(rows)), key=lambda index: rows[index].at)
    with viewing(feed.viewer, at, channel="import", extract=True):
        people = _people(feed, rows, at, results, _may_begin(feed, rows, at))
        told: list[tuple[int, Happened]] = []
        for index in order:
            if index not in results and (event := _event(feed, rows[index], people[index])):
                told.append((index, event))
            elif index not in results:
                results[index] = _no_place(rows[index].place)
        became = take_in(by=feed.viewer, at=at, events=[event for _, event in told])
        care.follow_moves(by=feed.viewer, at=at, people={event.person_id for _, event in told})
    for (index, _), one in zip(told, became, strict=True):
        results[index] = Result(
            one.outcome,
            new_person=bool(people[index].event_id) and one.outcome is Outcome.DONE,
            late=bool(one.notes),
            parked=one.parked,
            key="at",
            problem=" ".join(one.reasons),
        )
    return [results[index] for index in range(len(rows))]


def _hearings(feed: Feed, rows: Sequence[Hearing], at: datetime) -> list[Result]:
    results: dict[int, Result] = {}
    with viewing(feed.viewer, at, channel="import", extract=True):
        fits = {i for i, row in enumerate(rows) if _own(feed, row.place) and not row.cancelled}
        people = _people(feed, rows, at, results, fits)
        told: list[tuple[int, ToList]] = []
        for index, row in enumerate(rows):
            place = _own(feed, row.place)
            if index in results:
                continue
            if place is None:
                results[index] = _no_place(row.place)
                continue
            told.append(
                (
                    index,
                    ToList(
                        people[index].person_id,
                        place[0],
                        ListingKind.HEARING,
                        row.on,
                        row.starts_at,
                        row.room,
                        row.appears_from,
                        row.report_due_at,
                        cancelled=row.cancelled,
                        listing_id=people[index].event_id,
                    ),
                )
            )
        listed = list_many(by=feed.viewer, at=at, listings=[one for _, one in told])
    for (index, _), one in zip(told, listed, strict=True):
        results[index] = Result(
            one.outcome,
            new_person=bool(people[index].event_id),
            key="place",
            problem=" ".join(one.reasons),
        )
    return [results[index] for index in range(len(rows))]


def _people(
    feed: Feed,
    rows: Sequence[About],
    at: datetime,
    results: dict[int, Result],
    may_be_new: set[int],
) -> dict[int, Whom]:
    """Who each row is about; whoever nobody knew is registered, where the row may make them known.

    Two rows about one new person make one person: the same name, birth date and numbers.
    """
    found: dict[int, Whom] = {}
    new: dict[object, tuple[Whom, NewPerson]] = {}
    matches = who_may_be_meant(
        feed.viewer, rows, [(_own(feed, row.place) or (None,))[0] for row in rows], at
    )
    for index in sorted(range(len(rows)), key=lambda index: index not in may_be_new):
        match, person = matches[index], rows[index].person
        if match.verdict is Verdict.ASK:
            said = "; ".join(match.reasons)
            problem = f"This may be somebody who is known already: {said}."
            results[index] = Result(
                Outcome.REFUSED, key="name", problem=problem, what_to_do=TELL_APART
            )
        elif match.person_id is not None:
            found[index] = Whom(match.person_id)
        else:
            key = (
                tuple(name.key for name in person.names),
                person.born_on,
                tuple(sorted(fold(number.given) for number in person.numbers)),
            )
            if index in may_be_new and key not in new:
                new[key] = Whom(uuid4(), uuid4()), person
                found[index] = new[key][0]
            elif key in new:
                found[index] = Whom(new[key][0].person_id)
            else:
                problem = "Nobody is known by these details, so nothing can be recorded of them."
                results[index] = Result(Outcome.REFUSED, key="name", problem=problem)
    if new:
        register_many(
            by=feed.viewer,
            at=at,
            people=[(whom.person_id, person) for whom, person in new.values()],
            relationship=RelationshipKind.PRESENT,
            because="From a file of the justice system",
            made_by_events={
                whom.person_id: whom.event_id for whom, _ in new.values() if whom.event_id
            },
        )
    return found


def _may_begin(feed: Feed, rows: Sequence[Moved], at: datetime) -> set[int]:
    """Receptions at the feed's own places: they make somebody known who was not."""
    return {
        index
        for index, row in enumerate(rows)
        if row.kind is EventKind.RECEIVED and row.at <= at and _own(feed, row.place)
    }


def _event(feed: Feed, row: Moved, whom: Whom) -> Happened | None:
    place = _own(feed, row.place)
    if place is None or (row.to and fold(row.to) not in feed.anywhere):
        return None
    return Happened(
        person_id=whom.person_id,
        kind=row.kind,
        place_id=place[0],
        happened_at=row.at,
        exactness=row.exactness,
        detail=row.detail,
        to_place_id=feed.anywhere.get(fold(row.to)) if row.to else None,
        planned_for=row.planned_for,
        stay_id=whom.event_id,
    )


def _own(feed: Feed, name: str) -> tuple[UUID, PlaceKind] | None:
    return feed.own.get(fold(name))


def _no_place(name: str) -> Result:
    return Result(
        Outcome.REFUSED,
        key="place",
        problem="This is no place that the feed may write to, or where somebody is sent is none.",
        what_to_do="Correct the name, or have a team of this organisation cover the place.",
    )
