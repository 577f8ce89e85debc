"""Two batches are recorded at once, each by a hand with a connection of its own to the database.

While one waits for the database the other prepares what it writes. Rows that may be about one
person, or one record, as a row of the batch before wait until that is recorded.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Barrier
from typing import Any

from django.db import OperationalError, connection

from throughcare.fhir.custody_log.reading import Refusal

HANDS = 2
DEADLOCK = "40P01"
Batch = list[Any]
Recorder = Callable[[list[Any]], list[Any]]
"""Records what could be read of a batch; gives what became of each, in the order given."""
Marks = Callable[[Any], set[object]]
"""What two rows about one person, or one record, have in common at least one of."""


def recorded(
    batches: Iterable[Batch], record: Recorder, marks_of: Marks
) -> Iterator[tuple[Batch, list[Any]]]:
    """Each batch in its order, with what became of what could be read of it.

    Within somebody's transaction, which no other connection sees, there is one hand.
    """
    if connection.in_atomic_block:
        yield from by_one(batches, record)
    else:
        yield from by_hands(batches, record, marks_of)


def by_one(batches: Iterable[Batch], record: Recorder) -> Iterator[tuple[Batch, list[Any]]]:
    """Each batch in its order, recorded one after another."""
    for batch in batches:
        yield batch, record(_entries(batch))


def by_hands(
    batches: Iterable[Batch], record: Recorder, marks_of: Marks
) -> Iterator[tuple[Batch, list[Any]]]:
    """Each batch in its order, recorded two at a time."""
    ahead: deque[tuple[Batch, Future[list[Any]]]] = deque()
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
                ahead.append((batch, hands.submit(_record, record, entries, later, before)))
                marks = set().union(*own)
            while ahead:
                first, done = ahead.popleft()
                yield first, done.result()
        finally:
            together = Barrier(HANDS)
            wait([hands.submit(_let_go, together) for _ in range(HANDS)])


def _entries(batch: Batch) -> list[Any]:
    return [row for row in batch if not isinstance(row, Refusal)]


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
    record: Recorder, entries: list[Any], later: set[int], before: Future[Any] | None
) -> list[Any]:
    order = sorted(range(len(entries)), key=lambda index: index in later)
    first = len(entries) - len(later)
    done = _in_turn(record, [entries[index] for index in order[:first]])
    if later and before:
        wait([before])
        done += _in_turn(record, [entries[index] for index in order[first:]])
    results = dict(zip(order, done, strict=True))
    return [results[index] for index in range(len(entries))]


def _in_turn(record: Recorder, entries: list[Any]) -> list[Any]:
    """Record entries; again, where the other hand wrote first what both were about to write."""
    while True:
        try:
            return record(entries)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != DEADLOCK:
                raise


def _let_go(together: Barrier) -> None:
    """Close this hand's connection; all hands meet, so that each closes its own."""
    together.wait()
    connection.close()
