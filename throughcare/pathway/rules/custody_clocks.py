"""Which clocks run for somebody in a place, and which of them is due next.

Detention runs from the arrival, reviews from the moment detention was authorised. Only the first
limit of 24 hours is shown, because extensions are not recorded here.
"""

from datetime import datetime

from throughcare.clocks.rules import Clock, detention, next_review
from throughcare.pathway.rules.places import PlaceKind


def running_clocks(
    place: PlaceKind,
    *,
    arrived_at: datetime,
    detention_authorised_at: datetime | None,
    last_review_at: datetime | None,
    at: datetime,
) -> tuple[Clock, ...]:
    """The clocks of somebody who is in a place at the moment, the one due first in front.

    Outside police custody none of them runs; before detention is authorised, no review is due.
    """
    if place is not PlaceKind.CUSTODY_SUITE:
        return ()
    clocks = [detention(arrived_at, at).clock]
    if detention_authorised_at is not None:
        done = [last_review_at] if last_review_at is not None else []
        clocks.append(next_review(detention_authorised_at, done, at))
    return tuple(sorted(clocks, key=lambda clock: clock.due_at))
