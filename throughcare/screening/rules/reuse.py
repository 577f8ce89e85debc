"""Whether an answer that was given for one purpose may be offered again for care."""

from throughcare.access.roles import Purpose
from throughcare.screening.instrument import Instrument
from throughcare.sharing.rules import Book, Cell, CollectedFor


def collected_as(instrument: Instrument, stored: str) -> CollectedFor | None:
    """What an answer was collected for: the instrument's own purpose, or the one on the answer.

    None where the purpose on the answer is none of those that the published matrix knows.
    """
    if instrument.collected_for != CollectedFor.CARE:
        return CollectedFor(instrument.collected_for)
    return CollectedFor(stored) if stored in set(CollectedFor) else None


def open_to_care(book: Book) -> frozenset[CollectedFor]:
    """The purposes of collection whose answers care may use without asking anything further.

    A cell of the matrix that needs permission, a ground, or shows a summary only is not enough to
    put the very words of an answer before somebody.
    """
    return frozenset(
        collected
        for collected in CollectedFor
        if book.matrix.get((collected, Purpose.CARE)) is Cell.WITH_RELATIONSHIP
    )
