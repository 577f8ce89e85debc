"""What may be read of screenings, sight first."""

from throughcare.screening.queries.about import about
from throughcare.screening.queries.begun import KeptPage, begun
from throughcare.screening.queries.correcting import may_correct
from throughcare.screening.queries.held import Held, known, known_of
from throughcare.screening.queries.sheets import (
    Asked,
    Kept,
    Said,
    Sheet,
    results,
    screening,
    screenings,
)
from throughcare.screening.queries.tallies import Tally, screenings_for_extract
from throughcare.screening.queries.waiting import Unasked, Urgent, unasked, urgent

__all__ = [
    "Asked",
    "Held",
    "Kept",
    "KeptPage",
    "Said",
    "Sheet",
    "Tally",
    "Unasked",
    "Urgent",
    "about",
    "begun",
    "known",
    "known_of",
    "may_correct",
    "results",
    "screening",
    "screenings",
    "screenings_for_extract",
    "unasked",
    "urgent",
]
