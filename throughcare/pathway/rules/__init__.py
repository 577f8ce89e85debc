"""Words and pure decisions of the pathway; nothing here knows of a database or of a clock."""

from throughcare.pathway.rules.arrivals import (
    Arrival,
    Arrived,
    ArrivedIds,
    Departure,
    Outcome,
    Span,
    under_18,
    wrong_times,
)
from throughcare.pathway.rules.words import (
    LEAVING_WORDS,
    OFFENCE_WORDS,
    EventKind,
    Leaving,
    OffenceGroup,
    PlaceKind,
)

__all__ = [
    "LEAVING_WORDS",
    "OFFENCE_WORDS",
    "Arrival",
    "Arrived",
    "ArrivedIds",
    "Departure",
    "EventKind",
    "Leaving",
    "OffenceGroup",
    "Outcome",
    "PlaceKind",
    "Span",
    "under_18",
    "wrong_times",
]
