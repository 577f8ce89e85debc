"""What files of prison movements and court lists say; no database is asked."""

from throughcare.fhir.justice_feeds.reading.layouts import FeedLayout, layout_of
from throughcare.fhir.justice_feeds.reading.rows import (
    Hearing,
    Moved,
    read_hearing,
    read_movement,
)

__all__ = ["FeedLayout", "Hearing", "Moved", "layout_of", "read_hearing", "read_movement"]
