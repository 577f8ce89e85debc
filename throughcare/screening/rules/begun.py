"""What a worker has begun to type and not sent: whose it is, how much is kept, and how long."""

from datetime import timedelta
from uuid import UUID, uuid5

LASTS = timedelta(hours=12)
"""How long what was begun is kept; this product's own limit, a shift."""
LARGEST = 100_000
"""The most characters that are kept of one form; the longest form of ours has far fewer."""
_ROWS = UUID("6a6f2a4e-0f0b-4d0e-9c8b-5a5c7d0b1e2f")


def begun_id(worker_id: UUID, person_id: UUID, work_item: str, page: str) -> UUID:
    """The one row for a worker, a person, a work item and a page of it.

    The row seals its text under this id, so what one worker typed on one page opens nowhere else.
    """
    return uuid5(_ROWS, "/".join((str(worker_id), str(person_id), work_item, page)))
