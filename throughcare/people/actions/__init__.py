"""The verbs of the room: open a record, put its details right, make two records one and undo it."""

from throughcare.people.actions.correcting import correct
from throughcare.people.actions.merging import CannotMerge, merge, unmerge
from throughcare.people.actions.registering import register, register_many

__all__ = ["CannotMerge", "correct", "merge", "register", "register_many", "unmerge"]
