"""What is known of places: as it holds on a day, and every version before."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from throughcare.access.policy import may
from throughcare.access.rules import (
    NO_RELATIONSHIP,
    Act,
    Category,
    NotPermitted,
    OrganisationKind,
    Viewer,
)
from throughcare.pathway.models import Cover, Listing, Place, PlaceVersion, Stay
from throughcare.pathway.rules import Covering, CoverState, ListingState, PlaceKind


@dataclass(frozen=True, slots=True)
class CoverSaid:
    """A team covers a place from a day (none is since ever) until a day (none is not known).

    `said_at` and `said_by` say since when and by whom it is asked, agreed, declined or taken back.
    `ours_to_end` says that the viewer's organisation runs the place or has the team.
    """

    cover_id: UUID
    team: str
    organisation: str
    covering: Covering
    said_at: datetime | None
    said_by: str
    declined_because: str
    our_team: bool
    ours_to_end: bool

    @property
    def waits(self) -> bool:
        """Whether whoever runs the place has not answered yet."""
        return self.covering.state is CoverState.ASKED


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place as it is known on a day; what is empty is not known.

    `runs` says that the viewer's organisation runs it, `own` that it does or that a team of it
    covers it now or soon.
    """

    id: UUID
    code: str
    name: str
    kind: PlaceKind
    organisation: str
    closed_on: date | None
    runs: bool
    own: bool
    covers: tuple[CoverSaid, ...]
    covered_by: tuple[str, ...]
    valid_from: date | None
    opening_hours: str
    cover_hours: str
    catchment: str
    commissioner: str
    provider: str
    source: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of what is known of a place."""

    valid_from: date
    opening_hours: str
    cover_hours: str
    catchment: str
    commissioner: str
    provider: str
    source: str
    recorded_by: str
    recorded_at: datetime


def known_places(viewer: Viewer, *, on: date) -> list[KnownPlace]:
    """Every place of the installation with what holds on a day, by kind and name."""
    _require(viewer)
    newest: dict[UUID, PlaceVersion] = {}
    for version in PlaceVersion.objects.filter(valid_from__lte=on).order_by(
        "valid_from", "recorded_at"
    ):
        newest[version.place_id] = version
    found = Place.objects.select_related("organisation").prefetch_related(
        "covers__team__organisation", "covers__said_by"
    )
    order = list(PlaceKind)
    return sorted(
        (_known(viewer, place, newest.get(place.id), on) for place in found),
        key=lambda place: (order.index(place.kind), place.name),
    )


def known_place(viewer: Viewer, code: str, *, on: date) -> KnownPlace | None:
    """One place with what holds on a day, if there is one of this code."""
    return next((one for one in known_places(viewer, on=on) if one.code == code), None)


def versions(viewer: Viewer, place_id: UUID) -> list[Version]:
    """Every version of what is known of a place, newest first."""
    _require(viewer)
    rows = (
        PlaceVersion.objects.filter(place_id=place_id)
        .select_related("recorded_by")
        .order_by("-valid_from", "-recorded_at")
    )
    return [
        Version(
            row.valid_from,
            row.opening_hours,
            row.cover_hours,
            row.catchment,
            row.commissioner,
            row.provider,
            row.source,
            row.recorded_by.name,
            row.recorded_at,
        )
        for row in rows
    ]


def cover_waiting(viewer: Viewer, *, on: date) -> list[tuple[KnownPlace, CoverSaid]]:
    """What waits for those who run the places to agree, the oldest first."""
    waiting = (
        (place, cover)
        for place in known_places(viewer, on=on)
        for cover in place.covers
        if cover.waits and place.closed_on is None
    )
    return sorted(waiting, key=lambda one: str(one[1].said_at))


def is_own(viewer: Viewer, place_id: UUID, *, on: date) -> bool:
    """Whether the viewer's organisation runs the place, or a team of it covers it now or soon."""
    own = viewer.organisation_id
    here = Cover.objects.filter(
        place_id=place_id, team__organisation_id=own, state=CoverState.AGREED
    )
    return (
        Place.objects.filter(pk=place_id, organisation_id=own).exists()
        or here.exclude(ends_on__lt=on).exists()
    )


def now_at(viewer: Viewer, place_id: UUID, *, on: date) -> tuple[int, int]:
    """How many people of whom the viewer's organisation knows are there, and how many expected."""
    decision = may(viewer, Act.READ, Category.FIGURE, NO_RELATIONSHIP)
    if not decision.permitted:
        raise NotPermitted(decision)
    expected = Listing.objects.filter(
        place_id=place_id, state=ListingState.LISTED, listed_on__gte=on
    )
    there = Stay.objects.filter(place_id=place_id, left_at__isnull=True)
    return there.count(), expected.count()


def _known(viewer: Viewer, place: Place, version: PlaceVersion | None, on: date) -> KnownPlace:
    runs = place.organisation_id == viewer.organisation_id
    covers = [
        CoverSaid(
            cover.id,
            cover.team.name,
            cover.team.organisation.name,
            Covering(
                OrganisationKind(cover.team.organisation.kind),
                cover.under_18,
                cover.starts_on,
                cover.ends_on,
                CoverState(cover.state),
            ),
            cover.said_at,
            cover.said_by.name if cover.said_by else "",
            cover.declined_because,
            cover.team.organisation_id == viewer.organisation_id,
            runs or cover.team.organisation_id == viewer.organisation_id,
        )
        for cover in place.covers.all()
    ]
    covers.sort(key=lambda one: (one.covering.starts_on or date.min, one.team))
    return KnownPlace(
        id=place.id,
        code=place.code,
        name=place.name,
        kind=PlaceKind(place.kind),
        organisation=place.organisation.name,
        closed_on=place.closed_on,
        runs=runs,
        own=runs
        or any(
            one.our_team
            and one.covering.state is CoverState.AGREED
            and (one.covering.ends_on is None or one.covering.ends_on >= on)
            for one in covers
        ),
        covers=tuple(covers),
        covered_by=tuple(sorted(one.team for one in covers if one.covering.holds(on))),
        valid_from=version.valid_from if version else None,
        opening_hours=version.opening_hours if version else "",
        cover_hours=version.cover_hours if version else "",
        catchment=version.catchment if version else "",
        commissioner=version.commissioner if version else "",
        provider=version.provider if version else "",
        source=version.source if version else "",
    )


def _require(viewer: Viewer) -> None:
    decision = may(viewer, Act.READ, Category.ORGANISATION, NO_RELATIONSHIP)
    if not decision.permitted:
        raise NotPermitted(decision)
