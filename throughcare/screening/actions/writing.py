"""What every action on a screening does first and last: open it, and say what was done."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions import trail
from throughcare.access.rules import Act, Category, Refused, Sight, Verb, Viewer
from throughcare.people.queries import require_person
from throughcare.screening.models import Screening
from throughcare.screening.queries import Sheet, screening


def opened(by: Viewer, at: datetime, screening_id: UUID) -> tuple[Sight, Screening, Sheet]:
    """A screening, held until the action ends so that two workers write one after the other.

    Raises `NotPermitted`, or `Refused` when the viewer can see no such screening.
    """
    row = Screening.objects.select_for_update().filter(pk=screening_id).first()
    if row is None:
        raise Refused("There is no such screening.")
    sight = require_person(by, row.person_id, Act.WRITE, Category.SCREENING, at=at)
    sheet = screening(sight, screening_id)
    assert sheet is not None  # it is held, and writing implies reading in every policy
    return sight, row, sheet


def noted(sight: Sight, what: str, *items: object, verb: Verb = Verb.ALTER) -> None:
    """Put on the trail what was done."""
    trail.write(
        by=sight.viewer,
        at=sight.at,
        verb=verb,
        what=what,
        people=[sight.person_id],
        categories=[Category.SCREENING],
        items=[str(item) for item in items],
        relationship=sight.relationship,
        decision=sight.decisions[(Act.WRITE, Category.SCREENING)],
    )
