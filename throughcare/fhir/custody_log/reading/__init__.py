"""What a custody log says: from bytes to rows, with what is wrong in each; no database is asked."""

from throughcare.fhir.custody_log.reading.entries import Entry, Problem, Refusal, read_row
from throughcare.fhir.custody_log.reading.layout import Column, Layout, published
from throughcare.fhir.custody_log.reading.tables import Log, UnreadableLog, open_log

__all__ = [
    "Column",
    "Entry",
    "Layout",
    "Log",
    "Problem",
    "Refusal",
    "UnreadableLog",
    "open_log",
    "published",
    "read_row",
]
