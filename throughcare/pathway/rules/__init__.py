"""Words and pure decisions of the pathway; nothing here knows of a database or of a clock."""

from throughcare.pathway.rules.arrivals import (
    Arrival,
    Arrived,
    ArrivedIds,
    Departure,
    Outcome,
    Span,
    is_for,
    under_18,
    wrong_times,
)
from throughcare.pathway.rules.custody_clocks import running_clocks
from throughcare.pathway.rules.urgency import (
    Signs,
    Urgency,
    UrgentBecause,
    board_order,
    published_order,
    urgency,
)
from throughcare.pathway.rules.words import (
    EVENT_WORDS,
    LEAVING_WORDS,
    OFFENCE_WORDS,
    EventKind,
    Leaving,
    OffenceGroup,
    PlaceKind,
)

__all__ = [
    "EVENT_WORDS",
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
    "Signs",
    "Span",
    "Urgency",
    "UrgentBecause",
    "board_order",
    "is_for",
    "published_order",
    "running_clocks",
    "under_18",
    "urgency",
    "wrong_times",
]
