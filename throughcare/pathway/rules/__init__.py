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
from throughcare.pathway.rules.details import Detail, choices, detail_words
from throughcare.pathway.rules.events import EVENT_WORDS, EVENTS, FAMILIES, Effect, EventKind
from throughcare.pathway.rules.hours import Hours, UnclearHours, read_hours
from throughcare.pathway.rules.places import (
    COURTS,
    EPISODE_WORDS,
    ESTABLISHMENTS,
    HOSPITALS,
    PLACE_WORDS,
    PRISONS,
    EpisodeKind,
    PlaceKind,
    episode_kind,
)
from throughcare.pathway.rules.recording import Decided, decide, expects
from throughcare.pathway.rules.telling import Exactness, Happened, ListingKind, ListingState
from throughcare.pathway.rules.urgency import (
    Signs,
    Urgency,
    UrgentBecause,
    board_order,
    published_order,
    urgency,
)
from throughcare.pathway.rules.words import (
    FROM_CUSTODY,
    LEAVING_WORDS,
    OFFENCE_WORDS,
    Leaving,
    OffenceGroup,
)

__all__ = [
    "COURTS",
    "EPISODE_WORDS",
    "ESTABLISHMENTS",
    "EVENTS",
    "EVENT_WORDS",
    "FAMILIES",
    "FROM_CUSTODY",
    "HOSPITALS",
    "LEAVING_WORDS",
    "OFFENCE_WORDS",
    "PLACE_WORDS",
    "PRISONS",
    "Arrival",
    "Arrived",
    "ArrivedIds",
    "Decided",
    "Departure",
    "Detail",
    "Effect",
    "EpisodeKind",
    "EventKind",
    "Exactness",
    "Happened",
    "Hours",
    "Leaving",
    "ListingKind",
    "ListingState",
    "OffenceGroup",
    "Outcome",
    "PlaceKind",
    "Signs",
    "Span",
    "UnclearHours",
    "Urgency",
    "UrgentBecause",
    "board_order",
    "choices",
    "decide",
    "detail_words",
    "episode_kind",
    "expects",
    "is_for",
    "published_order",
    "read_hours",
    "under_18",
    "urgency",
    "wrong_times",
]
