"""The verbs of the room: open a record, put its details right."""

from throughcare.people.actions.registering import register, register_many

__all__ = ["register", "register_many"]
