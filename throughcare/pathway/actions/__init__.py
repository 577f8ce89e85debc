"""What is done on the pathway: places open, teams cover them, people arrive, stay and leave."""

from throughcare.pathway.actions.arriving import arrive, arrive_many
from throughcare.pathway.actions.custody import (
    alerted,
    authorise_detention,
    expect_release,
    leave,
    leave_many,
    review,
)
from throughcare.pathway.actions.places import cover, open_place
from throughcare.pathway.actions.restricted import told_of_restricted

__all__ = [
    "alerted",
    "arrive",
    "arrive_many",
    "authorise_detention",
    "cover",
    "expect_release",
    "leave",
    "leave_many",
    "open_place",
    "review",
    "told_of_restricted",
]
