"""What made-up practitioners do about an urgent answer: they tell healthcare, and say so."""

from datetime import datetime, timedelta
from uuid import UUID

from throughcare.access.rules import Viewer
from throughcare.people.queries import sight_of
from throughcare.screening.actions import say_done
from throughcare.screening.queries import urgent
from throughcare.screening.rules import WasDone

TOLD_AFTER = timedelta(minutes=15)


def see_to(worker: Viewer, at: datetime, person_id: UUID, screening_id: UUID) -> None:
    """Every urgent answer of this screening is seen to."""
    sight = sight_of(worker, person_id, at=at)
    if sight is None:
        return
    for one in urgent(sight, screening_id=screening_id, open_only=True):
        say_done(by=worker, at=at, clock_id=one.clock_id, done=WasDone.HEALTHCARE)
