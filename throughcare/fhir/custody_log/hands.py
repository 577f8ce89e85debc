"""Two batches are recorded at once, each by a hand with a connection of its own to the database.

While one waits for the database the other prepares what it writes. Rows that may be about one
person, or one record, as a row of the batch before wait until that is recorded.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime
from threading import Barrier
from typing import Any

from django.db import connection, transaction

from throughcare.fhir.custody_log.reading import Entry, Refusal
from throughcare.fhir.custody_log.recording import (
    Feed,
    Result,
    marks_of,
    one_import_at_a_time,
    record,
)

HANDS = 2
Batch = list[Entry | Refusal]


def recorded(
    feed: Feed, batches: Iterable[Batch], clock: Callable[[], datetime]
) -> Iterator[tuple[Batch, list[Result]]]:
    """Each batch in its order, with what became of its entries.

    Within somebody's transaction, which no other connection sees, there is one hand.
    """
    if connection.in_atomic_block:
        for batch in batches:
            yield batch, record(feed, _entries(batch), at=clock())
        return
    with transaction.atomic():
        with connection.cursor() as cursor:  # it waits for the hands, however long
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        one_import_at_a_time(feed.source_system)
        yield from _by_hands(feed, batches, clock)


def _by_hands(
    feed: Feed, batches: Iterable[Batch], clock: Callable[[], datetime]
) -> Iterator[tuple[Batch, list[Result]]]:
    ahead: deque[tuple[Batch, Future[list[Result]]]] = deque()
    marks: set[object] = set()
    with ThreadPoolExecutor(HANDS) as hands:
        try:
            for batch in batches:
                if len(ahead) == HANDS:
                    first, done = ahead.popleft()
                    yield first, done.result()
                before = ahead[-1][1] if ahead else None
                entries = _entries(batch)
                own = [marks_of(entry) for entry in entries]
                later = _meets(own, marks) if before else set()
                given = (feed, entries, later, before, clock())
                ahead.append((batch, hands.submit(_record, *given)))
                marks = set().union(*own)
            while ahead:
                first, done = ahead.popleft()
                yield first, done.result()
        finally:
            together = Barrier(HANDS)
            wait([hands.submit(_let_go, together) for _ in range(HANDS)])


def _entries(batch: Batch) -> list[Entry]:
    return [row for row in batch if isinstance(row, Entry)]


def _meets(own: Sequence[set[object]], before: set[object]) -> set[int]:
    """The entries that may be about somebody of the batch before, and those that may then be about
    somebody of these."""
    seen = set(before)
    found = set()
    for index, marks in enumerate(own):
        if not seen.isdisjoint(marks):
            found.add(index)
            seen |= marks
    return found


def _record(
    feed: Feed, entries: list[Entry], later: set[int], before: Future[Any] | None, at: datetime
) -> list[Result]:
    order = sorted(range(len(entries)), key=lambda index: index in later)
    first = len(entries) - len(later)
    done = record(feed, [entries[index] for index in order[:first]], at=at, alone=False)
    if later and before:
        wait([before])
        done += record(feed, [entries[index] for index in order[first:]], at=at, alone=False)
    results = dict(zip(order, done, strict=True))
    return [results[index] for index in range(len(entries))]


def _let_go(together: Barrier) -> None:
    """Close this hand's connection; all hands meet, so that each closes its own."""
    together.wait()
    connection.close()
