"""One row of custody events as it is meant: what happened under which custody record."""

from dataclasses import dataclass
from datetime import datetime

from throughcare.fhir.custody_log.reading import published
from throughcare.fhir.custody_log.reading.entries import Refusal
from throughcare.fhir.custody_log.reading.layout import fold
from throughcare.fhir.custody_log.reading.tables import Log, Row
from throughcare.fhir.justice_feeds.reading.layouts import FeedLayout
from throughcare.fhir.justice_feeds.reading.rows import Cells
from throughcare.pathway.rules import EVENTS, EventKind, Exactness, Leaving


@dataclass(frozen=True, slots=True)
class InCustody:
    """Something happened to whoever has this custody record."""

    row: Row
    reference: str
    kind: EventKind
    at: datetime
    exactness: Exactness
    detail: str
    until: datetime | None


def read_custody_event(log: Log, row: Row, layout: FeedLayout) -> InCustody | Refusal:
    """What a row of custody events means, or why it cannot be taken."""
    cells = Cells(log, row, layout)
    reference = cells.needed("reference")
    said = cells.word("event")
    when = cells.moment("at")
    until = cells.moment("until") if cells.value("until") else None
    kind = EventKind(said) if said in set(EventKind) else None
    if kind is EventKind.LEFT:
        detail = _leaving(cells)
    else:
        detail = cells.detail(EVENTS[kind].detail if kind else "")
    if cells.problems or kind is None or when is None:
        return cells.refusal()
    return InCustody(row, reference, kind, *when, detail, until[0] if until else None)


def _leaving(cells: Cells) -> str:
    """How somebody left, in the words of custody logs."""
    said = fold(cells.value("detail"))
    if not said:
        return Leaving.UNKNOWN.value
    found = published().leavings.get(said)
    if found is None:
        cells.wrong("detail", "This is not one of the answers.", "Correct it, or leave it empty.")
        return ""
    return found.value
