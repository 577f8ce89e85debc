"""What somebody decides on two records that could be of one person, where they do not merge
them."""

from datetime import datetime, timedelta
from enum import StrEnum

ASK_AGAIN_AFTER = timedelta(days=28)
"""Somebody who could not tell may know more after this long."""


class Apart(StrEnum):
    """The decision."""

    NOT_SAME = "not-same"
    NOT_SURE = "not-sure"


def settled(decision: Apart, decided_at: datetime, at: datetime) -> bool:
    """Whether a pair need not be asked about: two people always, not certain for four weeks."""
    return decision is Apart.NOT_SAME or at < decided_at + ASK_AGAIN_AFTER
