"""Two batches at once: in their order, and never two rows about one person side by side."""

from threading import Event, Lock

import pytest
from django.db import OperationalError

from throughcare.fhir.custody_log import hands


class Row(str):
    """A row that is its own result; letters are marks, so "ab" and "bc" may be one person."""


class Connection:
    in_atomic_block = False

    def __init__(self):
        self.closed = 0

    def close(self):
        self.closed += 1


@pytest.fixture
def recorder(monkeypatch):
    """What was recorded, call by call; `hold` stops the recording of a row until it is set."""

    class Recorder:
        calls: list[list[str]] = []
        at_work: list[set[str]] = []
        hold: dict[str, Event] = {}

    told, guard, connection = Recorder(), Lock(), Connection()
    told.calls, told.at_work, told.hold, told.connection = [], [], {}, connection

    def record(entries):
        mine = set("".join(entries))
        with guard:
            assert all(mine.isdisjoint(other) for other in told.at_work), "two at one person"
            told.at_work.append(mine)
            told.calls.append(list(entries))
        for entry in entries:
            if entry in told.hold:
                told.hold[entry].wait(5)
            if entry == "!":
                raise ValueError("the database is gone")
        with guard:
            told.at_work.remove(mine)
        return list(entries)

    told.record = record
    monkeypatch.setattr(hands, "connection", connection)
    return told


def batches(*rows):
    return [[Row(each) for each in batch.split()] for batch in rows]


def by_hands(recorder, given):
    return list(hands.recorded(given, recorder.record, set))


def test_what_became_of_each_row_is_said_in_the_order_of_the_file(recorder):
    given = batches("a b c", "d e", "f", "g h")
    assert by_hands(recorder, given) == [(batch, batch) for batch in given]


def test_two_batches_are_recorded_at_once(recorder):
    recorder.hold["a"] = Event()
    freeing = _freeing(recorder.hold["a"], batches("a", "b", "c"))
    coming = hands.recorded(freeing, recorder.record, set)
    assert [each for _, each in coming] == [["a"], ["b"], ["c"]]


def _freeing(event, given):
    """The first batch is held until the third is asked for: only another hand can go on."""
    for place, batch in enumerate(given):
        if place == 2:
            event.set()
        yield batch


def test_a_row_about_somebody_of_the_batch_before_waits_and_so_does_whoever_follows_it(recorder):
    given = batches("a x", "ab c bd e", "f")
    assert by_hands(recorder, given) == [(batch, batch) for batch in given]
    assert ["c", "e"] in recorder.calls
    assert ["ab", "bd"] in recorder.calls


def test_an_import_that_fails_says_so_and_leaves_no_connection_open(recorder):
    with pytest.raises(ValueError, match="gone"):
        by_hands(recorder, batches("a", "!", "c"))
    assert recorder.connection.closed == hands.HANDS


def test_whoever_wrote_second_what_both_were_about_to_write_writes_again(recorder):
    tries = []

    def record(entries):
        tries.append(entries)
        if len(tries) == 1:
            failed = OperationalError("deadlock detected")
            failed.__cause__ = type("Deadlock", (Exception,), {"sqlstate": hands.DEADLOCK})()
            raise failed
        return entries

    assert list(hands.recorded(batches("a"), record, set)) == [(["a"], ["a"])]
    assert tries == [["a"], ["a"]]


def test_another_failure_of_the_database_is_not_tried_again(recorder):
    def record(entries):
        raise OperationalError("the server went away")

    with pytest.raises(OperationalError):
        list(hands.recorded(batches("a"), record, set))


def test_within_a_transaction_there_is_one_hand(recorder):
    recorder.connection.in_atomic_block = True
    given = batches("a", "b")
    assert by_hands(recorder, given) == [(batch, batch) for batch in given]
    assert recorder.calls == given
    assert not recorder.connection.closed
