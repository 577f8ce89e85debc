"""The verbs of the room: open a record, put its details right."""

from throughcare.people.actions.correcting import correct
from throughcare.people.actions.registering import register, register_many

__all__ = ["correct", "register", "register_many"]
