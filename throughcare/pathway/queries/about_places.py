"""What is known of places: as it holds on a day, and every version before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from throughcare.access.policy import may
from throughcare.access.rules import NO_RELATIONSHIP, Act, Category, NotPermitted, Viewer
from throughcare.pathway.models import Place, PlaceVersion
from throughcare.pathway.rules import Hours, PlaceKind, read_hours


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place as it is known on a day; what is empty is not known."""

    id: UUID
    code: str
    name: str
    kind: PlaceKind
    organisation: str
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
    found = Place.objects.select_related("organisation").prefetch_related("covers__team")
    order = list(PlaceKind)
    return sorted(
        (_known(place, newest.get(place.id)) for place in found),
        key=lambda place: (order.index(place.kind), place.name),
    )


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


def cover_hours(viewer: Viewer, place_ids: Iterable[UUID], *, on: date) -> dict[UUID, Hours]:
    """When Liaison and Diversion is at places, on a day; places without an answer are absent."""
    found: dict[UUID, Hours] = {}
    for version in PlaceVersion.objects.filter(
        place_id__in=list(place_ids), valid_from__lte=on
    ).order_by("valid_from", "recorded_at"):
        hours = read_hours(version.cover_hours)
        if hours is not None:
            found[version.place_id] = hours
    return found


def _known(place: Place, version: PlaceVersion | None) -> KnownPlace:
    return KnownPlace(
        id=place.id,
        code=place.code,
        name=place.name,
        kind=PlaceKind(place.kind),
        organisation=place.organisation.name,
        covered_by=tuple(sorted(cover.team.name for cover in place.covers.all())),
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
