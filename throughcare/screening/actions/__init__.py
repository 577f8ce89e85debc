"""The verbs of the room: start, answer, confirm, read what is urgent, stop, complete, amend."""

from throughcare.screening.actions.amending import StillOpen, amend
from throughcare.screening.actions.answering import NeedsReason, answer, confirm, read_urgent
from throughcare.screening.actions.attempting import leave_unasked
from throughcare.screening.actions.beginning import change_mode, start
from throughcare.screening.actions.ending import complete, enter_in_error, resume, stop
from throughcare.screening.actions.keeping import drop_begun, keep_begun
from throughcare.screening.actions.on_paper import enter_from_paper, print_pack
from throughcare.screening.actions.taking_in import take_in
from throughcare.screening.actions.urgent import say_done

__all__ = [
    "NeedsReason",
    "StillOpen",
    "amend",
    "answer",
    "change_mode",
    "complete",
    "confirm",
    "drop_begun",
    "enter_from_paper",
    "enter_in_error",
    "keep_begun",
    "leave_unasked",
    "print_pack",
    "read_urgent",
    "resume",
    "say_done",
    "start",
    "stop",
    "take_in",
]
