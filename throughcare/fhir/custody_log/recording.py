"""Rows become records, a batch at a time: each row whole or not at all, and each only once.

A batch is one transaction. Where the database refuses it, it is halved until the row at fault
stands alone. Rows that may be about one person never meet in one round, because people who come
in together are compared with the record, not with each other.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from django.db import DataError, IntegrityError, OperationalError, connection, transaction

from throughcare.access.actions.acting import viewing
from throughcare.fhir.custody_log.hands import DEADLOCK, Batch, by_hands, by_one
from throughcare.fhir.custody_log.one_round import Round, Undo
from throughcare.fhir.custody_log.reading import Entry
from throughcare.fhir.custody_log.reading.layout import fold
from throughcare.fhir.custody_log.results import Became, Feed, Result, refused
from throughcare.people.rules import NewPerson


def recorded(
    feed: Feed, batches: Iterable[Batch], clock: Callable[[], datetime]
) -> Iterator[tuple[Batch, list[Result]]]:
    """Each batch in its order, with what became of its entries; no other import of the same system
    is at work meanwhile.
    """
    if connection.in_atomic_block:
        yield from by_one(batches, lambda entries: record(feed, entries, at=clock()))
        return
    with transaction.atomic():
        with connection.cursor() as cursor:  # it waits for the hands, however long
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        one_import_at_a_time(feed.source_system)
        yield from by_hands(
            batches, lambda entries: record(feed, entries, at=clock(), alone=False), marks_of
        )


def record(
    feed: Feed, entries: Sequence[Entry], *, at: datetime, alone: bool = True
) -> list[Result]:
    """Record rows; what became of each is said in the order given.

    `alone` waits until no other import of the same system is at work; otherwise the caller did.
    """
    results: dict[int, Result] = {}
    while len(results) < len(entries):
        left = [index for index in range(len(entries)) if index not in results]
        try:
            with viewing(feed.viewer, at, channel="import", extract=True):
                if alone:
                    one_import_at_a_time(feed.source_system)
                found = _in_rounds(feed, [entries[index] for index in left], at)
            results |= {left[place]: result for place, result in found.items()}
        except Undo as undo:
            results |= {left[place]: result for place, result in undo.refused.items()}
        except (DataError, IntegrityError) as error:
            if len(entries) == 1:
                return [refused("", "", f"The database refused it: {_first_line(error)}")]
            middle = len(entries) // 2
            halves = (entries[:middle], entries[middle:])
            parts = (record(feed, half, at=at, alone=alone) for half in halves)
            return [result for part in parts for result in part]
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != DEADLOCK:
                raise  # otherwise the other one went first, and now it is our turn
    return [results[index] for index in range(len(entries))]


def _first_line(error: Exception) -> str:
    # The lines after the first repeat the row itself, which belongs in no message.
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "message_primary", None) or type(error).__name__


def one_import_at_a_time(source_system: str) -> None:
    """Wait, until the transaction ends, until nobody else imports from this system."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [source_system])


def _in_rounds(feed: Feed, entries: list[Entry], at: datetime) -> dict[int, Result]:
    results: dict[int, Result] = {}
    first: dict[str, int] = {}
    copies: dict[int, int] = {}
    for index, entry in enumerate(entries):
        before = first.setdefault(entry.reference, index)
        if before != index and entries[before].said == entry.said:
            copies[index] = before
    for places in _rounds(entries, [i for i in range(len(entries)) if i not in copies]):
        try:
            found = Round(feed, [entries[index] for index in places], at).record()
        except Undo as undo:
            raise Undo({places[at_]: result for at_, result in undo.refused.items()}) from None
        results |= dict(zip(places, found, strict=True))
    for index, before in copies.items():
        refused = results[before].became is Became.REFUSED
        results[index] = results[before] if refused else Result(Became.REPEATED)
    return results


def _rounds(entries: list[Entry], waiting: list[int]) -> Iterator[list[int]]:
    while waiting:
        seen: set[object] = set()
        now: list[int] = []
        later: list[int] = []
        for index in waiting:
            marks = marks_of(entries[index])
            (now if seen.isdisjoint(marks) else later).append(index)
            seen |= marks
        yield now
        waiting = later


def marks_of(entry: Entry) -> set[object]:
    """What two rows about one person, or one record, have in common at least one of."""
    return {("record", entry.reference), *marks_of_person(entry.person)}


def marks_of_person(person: NewPerson) -> set[object]:
    """What two sayings of one person have in common at least one of."""
    marks: set[object] = {name.key for name in person.names}
    marks |= {(number.kind, fold(number.given)) for number in person.numbers}
    if person.born_on is not None:
        marks.add(person.born_on)
    return marks
