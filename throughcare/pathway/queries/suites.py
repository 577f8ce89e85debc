"""Which custody suite answers for a person: where they are, or where they were last."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.pathway.models import Stay
from throughcare.pathway.rules import PlaceKind


@dataclass(frozen=True, slots=True)
class Suite:
    """A custody suite, who runs it, and the stay there; without an end, it goes on."""

    name: str
    organisation_id: UUID
    episode_id: UUID
    arrived_at: datetime
    left_at: datetime | None


def last_suite(sight: Sight) -> Suite | None:
    """The suite of the person's present or last stay in custody, if this record knows of one."""
    if not sight.may(Category.WHEREABOUTS):
        raise NotPermitted(sight.decisions[(Act.READ, Category.WHEREABOUTS)])
    stay = (
        Stay.objects.filter(person_id=sight.person_id, place__kind=PlaceKind.CUSTODY_SUITE)
        .select_related("place")
        .order_by("-arrived_at")
        .first()
    )
    if stay is None:
        return None
    return Suite(
        name=stay.place.name,
        organisation_id=stay.place.organisation_id,
        episode_id=stay.episode_id,
        arrived_at=stay.arrived_at,
        left_at=stay.left_at,
    )
