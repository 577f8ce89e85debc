"""Somebody is listed: for a hearing, for an interview by appointment; or no longer is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action, viewing
from throughcare.access.actions.adding import add_rows, near_ids
from throughcare.access.actions.relationships import end_after_tail, relate
from throughcare.access.policy import may
from throughcare.access.roles import Purpose, Role
from throughcare.access.rules import (
    Act,
    Category,
    NotPermitted,
    Refused,
    RelationshipKind,
    Verb,
    Viewer,
)
from throughcare.pathway.actions.batch import LISTING
from throughcare.pathway.actions.clocks import end_clocks, keep_report_clocks
from throughcare.pathway.actions.knowing import (
    Known,
    born_of,
    others_reasons,
    own_reasons,
    places_of,
)
from throughcare.pathway.models import Listing
from throughcare.pathway.rules import COURTS, ListingKind, ListingState, Outcome, PlaceKind
from throughcare.people.queries import require_person

WRONG_PLACE = "Choose a court for a hearing, and a voluntary attendance site for an interview."
NOT_YOURS = "Your organisation neither runs this place nor covers it."


@dataclass(frozen=True, slots=True)
class ToList:
    """Somebody who is to be listed at a place on a day, or no longer is.

    `listing_id` may be chosen beforehand, so that somebody new can be registered for it.
    """

    person_id: UUID
    place_id: UUID
    kind: ListingKind
    on: date
    starts_at: datetime | None = None
    room: str = ""
    appears_from: str = ""
    report_due_at: datetime | None = None
    case_id: UUID | None = None
    cancelled: bool = False
    listing_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """What became of one of them; a listing that changes is done again."""

    outcome: Outcome
    listing_id: UUID | None = None
    reasons: tuple[str, ...] = ()


@action
def list_person(*, by: Viewer, at: datetime, listing: ToList) -> UUID:
    """Somebody whom the worker may know is listed; on the same day and place, it is changed."""
    require_person(by, listing.person_id, Act.WRITE, Category.WHEREABOUTS, at=at)
    (made,) = _listed(by, at, [listing])
    if made.listing_id is None:
        raise Refused(*made.reasons)
    return made.listing_id


@action
def list_many(*, by: Viewer, at: datetime, listings: Sequence[ToList]) -> list[Listed]:
    """Many people are listed, as a named system says; what becomes of each is said in order."""
    decision = may(by, Act.WRITE, Category.WHEREABOUTS, RelationshipKind.PRESENT)
    if by.role is not Role.FEED or not decision.permitted:
        raise NotPermitted(decision)
    return _listed(by, at, listings)


@action
def cancel_listing(*, by: Viewer, at: datetime, listing_id: UUID) -> None:
    """Somebody is no longer expected. Saying it again changes nothing."""
    listing = Listing.objects.filter(pk=listing_id).first()
    if listing is None:
        raise Refused("There is no such listing.")
    require_person(by, listing.person_id, Act.WRITE, Category.WHEREABOUTS, at=at)
    if listing.state == ListingState.HAPPENED:
        raise Refused("It is already recorded that this happened.")
    Listing.objects.filter(pk=listing_id).update(state=ListingState.CANCELLED)
    end_clocks(listings=[listing_id])
    _note(by, at, "cancel-listing", [listing.person_id], [listing_id])
    end_after_tail(by=by, at=at, ended={listing_id: at})


@action
def report_sent(*, by: Viewer, at: datetime, person_id: UUID, organisation_id: UUID) -> None:
    """A report went to a court: no hearing there waits for one that was asked for before."""
    listings = Listing.objects.filter(
        person_id=person_id,
        place__organisation_id=organisation_id,
        report_due_at__isnull=False,
        report_sent_at__isnull=True,
        state=ListingState.LISTED,
    )
    ids = list(listings.values_list("id", flat=True))
    listings.filter(id__in=ids).update(report_sent_at=at)
    end_clocks(listings=ids)
    _note(by, at, "report-sent", [person_id], ids)


def _count_reports(at: datetime, ids: Sequence[UUID]) -> None:
    """Keep until when reports are due in line with what is listed."""
    rows = Listing.objects.filter(pk__in=ids, state=ListingState.LISTED).values_list(
        "id", "person_id", "place_id", "recorded_at", "report_due_at", "report_sent_at"
    )
    told = {row[0]: (*row[1:4], None if row[5] else row[4]) for row in rows}
    if told:
        keep_report_clocks(at, told)


def _listed(by: Viewer, at: datetime, wanted: Sequence[ToList]) -> list[Listed]:
    places = places_of(each.place_id for each in wanted)
    ids, rows, known, results = near_ids(), [], [], []
    with viewing(by, at, extract=True):
        before = _already(wanted)
        for each in wanted:
            if each.place_id not in places:
                results.append(Listed(Outcome.REFUSED, reasons=("There is no such place.",)))
                continue
            place, covers = places[each.place_id]
            runs = {place.organisation_id, *(one.team.organisation_id for one in covers)}
            if by.organisation_id not in runs:
                results.append(Listed(Outcome.REFUSED, reasons=(NOT_YOURS,)))
                continue
            if not _fits(each.kind, PlaceKind(place.kind)):
                results.append(Listed(Outcome.REFUSED, reasons=(WRONG_PLACE,)))
                continue
            key = (each.person_id, each.place_id, each.kind.value, each.on)
            if each.cancelled:
                results.append(_no_longer(by, at, each, before.get(key)))
                continue
            if key in before:
                results.append(_again(each, before[key]))
                continue
            listing_id = before[key] = each.listing_id or next(ids)
            rows.append(
                (
                    listing_id, each.person_id, each.place_id, each.case_id, each.kind, each.on,
                    each.starts_at, each.room, each.appears_from, each.report_due_at,
                    ListingState.LISTED, at, by.worker_id, Purpose.CUSTODY_SAFETY,
                )
            )  # fmt: skip
            because = f"Listed at {place.name}"
            known.append(Known(each.person_id, each.place_id, listing_id, because, at))
            results.append(Listed(Outcome.DONE, listing_id))
        if known:
            relate(by=by, at=at, reasons=own_reasons(by, places, known, at))
            add_rows(Listing, LISTING, rows)
            born = born_of(each.person_id for each in known)
            others = list(others_reasons(by, places, known, born, at))
            if others:
                relate(by=by, at=at, reasons=others)
        _count_reports(at, [each.listing_id for each in results if each.listing_id])
    people = {each.person_id for each in known}
    _note(by, at, "list-person", sorted(people), [row[0] for row in rows])
    return results


def _already(wanted: Sequence[ToList]) -> dict[tuple[UUID, UUID, str, date], UUID]:
    rows = (
        Listing.objects.filter(
            person_id__in={each.person_id for each in wanted},
            place_id__in={each.place_id for each in wanted},
        )
        .exclude(state=ListingState.CANCELLED)
        .values_list("person_id", "place_id", "kind", "listed_on", "id")
    )
    return {row[:4]: row[4] for row in rows}


def _no_longer(by: Viewer, at: datetime, each: ToList, listing_id: UUID | None) -> Listed:
    """A listing that is cancelled, or that nobody knew of."""
    if listing_id is None:
        return Listed(Outcome.KNOWN_ALREADY)
    rows = Listing.objects.filter(pk=listing_id, state=ListingState.LISTED)
    if not rows.update(state=ListingState.CANCELLED):
        return Listed(Outcome.KNOWN_ALREADY, listing_id)
    end_clocks(listings=[listing_id])
    end_after_tail(by=by, at=at, ended={listing_id: at})
    return Listed(Outcome.DONE, listing_id)


def _again(each: ToList, listing_id: UUID) -> Listed:
    """What is said anew replaces what was said; what is not said stays."""
    said = {
        "starts_at": each.starts_at,
        "room": each.room,
        "appears_from": each.appears_from,
        "report_due_at": each.report_due_at,
    }
    new = {name: value for name, value in said.items() if value}
    rows = Listing.objects.filter(pk=listing_id)
    if not new or rows.filter(**new).exists():
        return Listed(Outcome.KNOWN_ALREADY, listing_id)
    rows.update(**new)
    return Listed(Outcome.DONE, listing_id)


def _fits(kind: ListingKind, place: PlaceKind) -> bool:
    if kind is ListingKind.HEARING:
        return place in COURTS
    return kind is ListingKind.INTERVIEW and place is PlaceKind.VOLUNTARY_ATTENDANCE


def _note(by: Viewer, at: datetime, what: str, people: list[UUID], items: list[UUID]) -> None:
    trail.write(
        by=by,
        at=at,
        verb=Verb.COLLECT,
        what=what,
        people=people,
        categories=[Category.WHEREABOUTS],
        items=[str(item) for item in items],
    )
