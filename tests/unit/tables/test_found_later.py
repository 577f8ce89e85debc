"""A need that a screening said no to and that was found after it: yes, no, or nobody looked."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from throughcare.care.rules import NeedStatus
from throughcare.screening.rules import ResponseState
from throughcare.tables.records import asks_about, found_later
from throughcare.tables.schema import Known

DONE = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def screened(answered_no=("anxiety",), *, at=DONE, instrument="ld-core", version="1.0", **more):
    """A completed screening."""
    return SimpleNamespace(
        answered_no=answered_no,
        started_at=at,
        ended_at=at,
        state=ResponseState.COMPLETED,
        instrument=instrument,
        version=version,
        **more,
    )


def need(type_="anxiety", *, after=DAY, status=NeedStatus.SUSPECTED):
    """A need that was recorded."""
    return SimpleNamespace(type=type_, found_at=DONE + after, status=status.value)


@pytest.mark.parametrize(
    ("needs", "others", "known"),
    [
        ([need()], [], Known.YES),
        ([need(status=NeedStatus.CONFIRMED, after=365 * DAY)], [], Known.YES),
        ([need(after=366 * DAY)], [], Known.NOT_KNOWN),
        ([need(after=-DAY)], [], Known.NOT_KNOWN),
        ([need("debt")], [], Known.NOT_KNOWN),
        ([need(status=NeedStatus.RULED_OUT)], [], Known.NO),
        ([], [screened(at=DONE + DAY)], Known.NO),
        ([], [screened(at=DONE + 400 * DAY)], Known.NOT_KNOWN),
        ([], [screened(at=DONE + DAY, instrument="audit-c")], Known.NOT_KNOWN),
        ([], [screened(at=DONE + DAY, version="0.1")], Known.NOT_KNOWN),
        ([], [], Known.NOT_KNOWN),
    ],
)
def test_it_is_no_only_where_somebody_looked_again(needs, others, known):
    row = screened()
    assert found_later(row, needs, [row, *others]) is known


def test_a_screening_that_said_no_to_nothing_missed_nothing_that_is_known():
    assert found_later(screened(()), [need()], []) is Known.NOT_KNOWN
    assert found_later(screened(None), [need()], []) is Known.NOT_KNOWN


def test_what_an_instrument_asks_about_is_known_by_its_version():
    assert "anxiety" in asks_about("ld-core", "1.0")
    assert asks_about("ld-core", "0.1") == frozenset()
