"""Who is in a place now: the places of a viewer, and one row a person for the board."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, FilteredRelation, Q, QuerySet

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer
from throughcare.pathway.models import Place, Stay
from throughcare.pathway.rules import OffenceGroup
from throughcare.people.rules import BornPrecision, NameKind


@dataclass(frozen=True, slots=True)
class BoardRow:
    """Somebody who is in a place now. Without a name, the record is restricted to others."""

    person_id: UUID
    episode_id: UUID
    stay_id: UUID
    name: str
    known_as: str
    born_on: date | None
    born_precision: BornPrecision
    restricted: bool
    offence_group: OffenceGroup
    arrived_at: datetime
    detention_authorised_at: datetime | None
    reviews_done: int
    last_review_at: datetime | None
    likely_release_at: datetime | None


def places(viewer: Viewer) -> QuerySet[Place]:
    """The places that the viewer's organisation runs or one of the viewer's teams covers."""
    return (
        Place.objects.filter(
            Q(organisation_id=viewer.organisation_id) | Q(covers__team_id__in=viewer.team_ids)
        )
        .distinct()
        .order_by("name")
    )


def place(viewer: Viewer, code: str) -> Place | None:
    """One of the viewer's places by its code."""
    return places(viewer).filter(code=code).first()


def in_custody(viewer: Viewer, place_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many people whom the viewer may know are in each place now; places without are absent."""
    _require(viewer)
    counted = (
        Stay.objects.filter(place_id__in=list(place_ids), left_at__isnull=True)
        .order_by()
        .values_list("place_id")
        .annotate(number=Count("id"))
    )
    return dict(counted)


def board(viewer: Viewer, place_id: UUID, *, at: datetime) -> list[BoardRow]:
    """Who is in a place at the moment, first come first. Two queries, however many people."""
    _require(viewer)
    here = list(
        Stay.objects.filter(place_id=place_id, left_at__isnull=True, arrived_at__lte=at)
        .order_by("arrived_at", "id")
        .values_list(
            "person_id",
            "episode_id",
            "id",
            "episode__offence_group",
            "arrived_at",
            "detention_authorised_at",
            "reviews_done",
            "last_review_at",
            "likely_release_at",
        )
    )
    # People are asked for separately, because a restricted person's row is hidden from most, and
    # whoever is in the suite must be on its board all the same.
    names = _names([row[2] for row in here])
    return [
        BoardRow(
            person_id=person,
            episode_id=episode,
            stay_id=stay,
            **names.get(person, _RESTRICTED),
            offence_group=OffenceGroup(group),
            arrived_at=arrived,
            detention_authorised_at=authorised,
            reviews_done=reviews,
            last_review_at=reviewed,
            likely_release_at=release,
        )
        for person, episode, stay, group, arrived, authorised, reviews, reviewed, release in here
    ]


_RESTRICTED: dict[str, Any] = {
    "name": "",
    "known_as": "",
    "born_on": None,
    "born_precision": BornPrecision.UNKNOWN,
    "restricted": True,
}


def _names(stays: list[UUID]) -> dict[UUID, dict[str, Any]]:
    if not stays:
        return {}
    rows = (
        Stay.objects.filter(id__in=stays)
        .annotate(
            used=FilteredRelation(
                "person__names",
                condition=Q(
                    person__names__kind=NameKind.KNOWN_AS,
                    person__names__superseded_at__isnull=True,
                ),
            ),
            said=FilteredRelation(
                "person__particulars",
                condition=Q(person__particulars__superseded_at__isnull=True),
            ),
        )
        .order_by()
        .values_list(
            "person_id",
            "person__shown_name",
            "used__given",
            "used__family",
            "person__born_on",
            "said__born_precision",
            "person__restricted",
        )
    )
    return {
        person: {
            "name": name,
            "known_as": f"{given or ''} {family or ''}".strip(),
            "born_on": born_on,
            "born_precision": BornPrecision(precision or BornPrecision.UNKNOWN),
            "restricted": restricted,
        }
        for person, name, given, family, born_on, precision, restricted in rows
    }


def _require(viewer: Viewer) -> None:
    decision = may(viewer, Act.READ, Category.WHEREABOUTS, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
