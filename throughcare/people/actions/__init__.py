"""The verbs of the room: open a record, put its details right, make two records one and undo it."""

from throughcare.people.actions.apart import tell_apart
from throughcare.people.actions.correcting import correct
from throughcare.people.actions.merging import CannotMerge, merge, unmerge
from throughcare.people.actions.registering import register, register_many
from throughcare.people.actions.restricting import (
    lift,
    open_restricted,
    open_restricted_by_number,
    restrict,
    review_opening,
)
from throughcare.people.actions.stating import (
    end_contact,
    move,
    state_adjustments,
    state_background,
    state_contact,
    state_immigration,
    state_practice,
)

__all__ = [
    "CannotMerge",
    "correct",
    "end_contact",
    "lift",
    "merge",
    "move",
    "open_restricted",
    "open_restricted_by_number",
    "register",
    "register_many",
    "restrict",
    "review_opening",
    "state_adjustments",
    "state_background",
    "state_contact",
    "state_immigration",
    "state_practice",
    "tell_apart",
    "unmerge",
]
