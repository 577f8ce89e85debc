"""Who may know somebody because of where they are or are expected: the place and who covers it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch

from throughcare.access import tails
from throughcare.access.actions.relationships import Reason
from throughcare.access.arrays import array_of
from throughcare.access.rules import OrganisationKind, RelationshipKind, Viewer
from throughcare.clocks.lengths import LOCAL
from throughcare.pathway.models import HOLDS, Cover, Place
from throughcare.pathway.rules import is_for
from throughcare.people.rules import BornPrecision

Places = dict[UUID, tuple[Place, list[Cover]]]
Born = Mapping[UUID, tuple[date | None, BornPrecision]]
NOT_KNOWN: tuple[None, BornPrecision] = (None, BornPrecision.UNKNOWN)
BORN = """
SELECT p.id, p.born_on, coalesce(d.born_precision, 'unknown')
FROM people_person p
LEFT JOIN people_particulars d ON d.person_id = p.id AND d.superseded_at IS NULL
WHERE p.id = ANY (%s::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody is, was or will be at a place, for which organisations there may know them."""

    person_id: UUID
    place_id: UUID
    event_id: UUID
    because: str
    since: datetime
    over_at: datetime | None = None


def places_of(ids: Iterable[UUID]) -> Places:
    """Places with the teams that cover them now. Two queries."""
    covers = Cover.objects.filter(id__in=HOLDS).select_related("team__organisation")
    found = (
        Place.objects.filter(id__in=set(ids))
        .select_related("organisation")
        .prefetch_related(Prefetch("covers", covers))
    )
    return {place.id: (place, list(place.covers.all())) for place in found}


def organisations_at(
    places: Places, place_id: UUID, born: tuple[date | None, BornPrecision], on: date
) -> dict[UUID, OrganisationKind]:
    """Who runs the place, and whose teams there are for somebody of this age."""
    place, covers = places[place_id]
    found = {place.organisation_id: OrganisationKind(place.organisation.kind)}
    for each in covers:
        if is_for(each.under_18, *born, on):
            organisation = each.team.organisation
            found[organisation.id] = OrganisationKind(organisation.kind)
    return found


def born_of(people: Iterable[UUID]) -> dict[UUID, tuple[date | None, BornPrecision]]:
    """What is known of the dates of birth of people whom the viewer may know."""
    with connection.cursor() as cursor:
        cursor.execute(BORN, [array_of(list(set(people)))])
        return {row[0]: (row[1], BornPrecision(row[2])) for row in cursor.fetchall()}


def own_reasons(by: Viewer, places: Places, known: Iterable[Known], at: datetime) -> list[Reason]:
    """Why the viewer's own organisation may know these people, where it is at their place."""
    own = by.organisation_id
    return [
        _reason(each, own, OrganisationKind(by.organisation_kind), at)
        for each in known
        if own in _all_at(places, each.place_id)
    ]


def others_reasons(
    by: Viewer, places: Places, known: Iterable[Known], born: Born, at: datetime
) -> Iterator[Reason]:
    """Why the other organisations at their places may know these people."""
    for each in known:
        on = each.since.astimezone(LOCAL).date()
        there = organisations_at(places, each.place_id, born.get(each.person_id, NOT_KNOWN), on)
        for organisation_id, kind in sorted(there.items()):
            if organisation_id != by.organisation_id:
                yield _reason(each, organisation_id, kind, at)


def _all_at(places: Places, place_id: UUID) -> set[UUID]:
    place, covers = places[place_id]
    return {place.organisation_id, *(each.team.organisation_id for each in covers)}


def _reason(each: Known, organisation_id: UUID, kind: OrganisationKind, at: datetime) -> Reason:
    tail = tails.tail_of(RelationshipKind.PRESENT, kind, on=at.date())
    return Reason(
        person_id=each.person_id,
        organisation_id=organisation_id,
        kind=RelationshipKind.PRESENT,
        because=each.because,
        made_by_event=each.event_id,
        ends_at=max(at, each.over_at + tail) if each.over_at is not None else None,
    )
