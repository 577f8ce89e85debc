"""Custody records that are here already, for what brings the same ones in again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer
from throughcare.pathway.models import Event, Stay
from throughcare.pathway.rules import EventKind, Leaving


@dataclass(frozen=True, slots=True)
class CustodyRecord:
    """One custody record as it is kept: whose, where, when, and since when it is known here."""

    source_system: str
    reference: str
    episode_id: UUID
    person_id: UUID
    place_id: UUID
    arrived_at: datetime
    authorised_at: datetime | None
    left_at: datetime | None
    leaving: Leaving
    entered_at: datetime


def custody_records(
    viewer: Viewer, source_systems: Iterable[str], references: Iterable[str]
) -> dict[str, CustodyRecord]:
    """The custody records under these numbers; of two systems, the first one named counts.

    Ask within `viewing(..., extract=True)`, or those of people who have left are not seen.
    """
    decision = may(viewer, Act.WRITE, Category.WHEREABOUTS, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    systems = list(source_systems)
    rows = list(
        Stay.objects.filter(
            episode__source_system__in=systems, episode__reference__among=list(references)
        )
        .order_by("-arrived_at")
        .values_list(
            "episode__source_system",
            "episode__reference",
            "episode_id",
            "person_id",
            "place_id",
            "arrived_at",
            "detention_authorised_at",
            "left_at",
            "episode__leaving",
        )
    )
    entered = dict(
        Event.objects.filter(
            episode_id__among={row[2] for row in rows}, kind=EventKind.ARRIVED
        ).values_list("episode_id", "recorded_at")
    )
    rows.sort(key=lambda row: -systems.index(row[0]))
    return {
        row[1]: CustodyRecord(
            *row[:8], leaving=Leaving(row[8] or Leaving.UNKNOWN), entered_at=entered[row[2]]
        )
        for row in rows
    }
