"""Opening places and saying which teams cover them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.policy import may
from throughcare.access.rules import (
    NO_RELATIONSHIP,
    OWN,
    Act,
    Category,
    NotPermitted,
    Refused,
    Verb,
    Viewer,
)
from throughcare.clocks.lengths import LOCAL
from throughcare.pathway.models import Cover, Place, PlaceVersion
from throughcare.pathway.queries.about_places import is_own
from throughcare.pathway.rules import CoverState, PlaceKind, UnclearHours, read_hours


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a place; what is empty is not known."""

    opening_hours: str = ""
    cover_hours: str = ""
    catchment: str = ""
    commissioner: str = ""
    provider: str = ""


@action
def open_place(
    *, by: Viewer, at: datetime, organisation_id: UUID, code: str, name: str, kind: PlaceKind
) -> Place:
    """Set-up: a place starts to be recorded; the same code is the same place."""
    place, _ = Place.objects.get_or_create(
        code=code, defaults={"organisation_id": organisation_id, "name": name, "kind": kind}
    )
    noted(by, at, "open-place", place.id)
    return place


@action
def cover(
    *, by: Viewer, at: datetime, place_id: UUID, team_id: UUID, under_18: bool | None = None
) -> Cover:
    """Set-up: a team covers a place: True for people under 18 only, False for adults only.

    It holds for those who arrive from now on, as it is agreed: the database lets nobody say so but
    the installation and whoever runs the place.
    """
    made, _ = Cover.objects.get_or_create(
        place_id=place_id,
        team_id=team_id,
        ends_on=None,
        state=CoverState.AGREED,
        defaults={"under_18": under_18, "said_at": at},
    )
    noted(by, at, "cover", made.id)
    return made


@action
def describe_place(
    *, by: Viewer, at: datetime, place_id: UUID, about: About, valid_from: date, source: str
) -> None:
    """What is known of a place changes from a day on; what was said before stays to be read.

    A manager says so of the organisation that runs the place, or of a team that covers it.
    """
    own = is_own(by, place_id, on=at.astimezone(LOCAL).date())
    decision = may(by, Act.WRITE, Category.ORGANISATION, OWN if own else NO_RELATIONSHIP)
    if not decision.permitted:
        raise NotPermitted(decision)
    if not source.strip():
        raise Refused("Say who says so, or why it changes.")
    for hours in (about.opening_hours, about.cover_hours):
        try:
            read_hours(hours)
        except UnclearHours as unclear:
            raise Refused(str(unclear)) from None
    PlaceVersion.objects.bulk_create(
        [
            PlaceVersion(
                place_id=place_id,
                valid_from=valid_from,
                opening_hours=about.opening_hours.strip(),
                cover_hours=about.cover_hours.strip(),
                catchment=about.catchment.strip(),
                commissioner=about.commissioner.strip(),
                provider=about.provider.strip(),
                source=source.strip(),
                recorded_at=at,
                recorded_by_id=by.worker_id,
                collected_for=by.purpose,
            )
        ]
    )
    noted(by, at, "describe-place", place_id)


def noted(by: Viewer, at: datetime, what: str, item: UUID) -> None:
    """Something about a place has changed."""
    trail.write(
        by=by,
        at=at,
        verb=Verb.ALTER,
        what=what,
        categories=[Category.ORGANISATION],
        items=[str(item)],
    )
