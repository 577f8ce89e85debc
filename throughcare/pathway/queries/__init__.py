"""What may be read of places, boards and passages, viewer first."""

from throughcare.pathway.queries.boards import BoardRow, board, in_custody, place, places
from throughcare.pathway.queries.custody_records import CustodyRecord, custody_records
from throughcare.pathway.queries.passages import (
    Happening,
    Here,
    Passage,
    StayThere,
    current_episode,
    episodes,
    known_references,
)
from throughcare.pathway.queries.restricted import may_be_restricted

__all__ = [
    "BoardRow",
    "CustodyRecord",
    "Happening",
    "Here",
    "Passage",
    "StayThere",
    "board",
    "current_episode",
    "custody_records",
    "episodes",
    "in_custody",
    "known_references",
    "may_be_restricted",
    "place",
    "places",
]
