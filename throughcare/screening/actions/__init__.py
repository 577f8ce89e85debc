"""The verbs of the room: start, answer, confirm, read what is urgent, stop, go on, complete."""

from throughcare.screening.actions.answering import NeedsReason, answer, confirm, read_urgent
from throughcare.screening.actions.beginning import change_mode, start
from throughcare.screening.actions.ending import complete, enter_in_error, resume, stop
from throughcare.screening.actions.taking_in import take_in

__all__ = [
    "NeedsReason",
    "answer",
    "change_mode",
    "complete",
    "confirm",
    "enter_in_error",
    "read_urgent",
    "resume",
    "start",
    "stop",
    "take_in",
]
