"""What files of the justice system say, row by row; no database is asked."""

from throughcare.fhir.justice_feeds.reading.custody_events import InCustody, read_custody_event
from throughcare.fhir.justice_feeds.reading.layouts import FeedLayout, layout_of
from throughcare.fhir.justice_feeds.reading.rows import (
    Hearing,
    Moved,
    read_hearing,
    read_movement,
)

__all__ = [
    "FeedLayout",
    "Hearing",
    "InCustody",
    "Moved",
    "layout_of",
    "read_custody_event",
    "read_hearing",
    "read_movement",
]
