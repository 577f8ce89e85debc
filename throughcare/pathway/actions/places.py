"""Opening places and saying which teams cover them."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.rules import Category, Verb, Viewer
from throughcare.pathway.models import Cover, Place
from throughcare.pathway.rules import PlaceKind


@action
def open_place(
    *, by: Viewer, at: datetime, organisation_id: UUID, code: str, name: str, kind: PlaceKind
) -> Place:
    """A place starts to be recorded; the same code is the same place."""
    place, _ = Place.objects.get_or_create(
        code=code, defaults={"organisation_id": organisation_id, "name": name, "kind": kind}
    )
    _note(by, at, "open-place", place.id)
    return place


@action
def cover(
    *, by: Viewer, at: datetime, place_id: UUID, team_id: UUID, under_18: bool | None = None
) -> Cover:
    """A team begins to cover a place: True for people under 18 only, False for adults only.

    It holds for those who arrive from now on.
    """
    made, _ = Cover.objects.get_or_create(
        place_id=place_id, team_id=team_id, defaults={"under_18": under_18}
    )
    _note(by, at, "cover", made.id)
    return made


def _note(by: Viewer, at: datetime, what: str, item: UUID) -> None:
    trail.write(
        by=by,
        at=at,
        verb=Verb.ALTER,
        what=what,
        categories=[Category.ORGANISATION],
        items=[str(item)],
    )
