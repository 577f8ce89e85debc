"""What columns say: documented, without names, decided from moments, and unknown where unknown."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.tables.strategies import contact
from throughcare.care.rules import ReferralStatus
from throughcare.tables.deriving import (
    accepted,
    age_band,
    both,
    hours_between,
    in_time,
    left_within_16_hours,
    offered,
    outcome,
    time_band,
    unless_over,
)
from throughcare.tables.references import reference
from throughcare.tables.schema import ROW_TYPES, Known, cells, columns

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ORGANISATION = UUID(int=7)


@pytest.mark.parametrize("kind", ROW_TYPES.values(), ids=list(ROW_TYPES))
def test_every_column_says_what_it_means(kind: type) -> None:
    assert all(column.meaning for column in columns(kind))


@pytest.mark.parametrize("kind", ROW_TYPES.values(), ids=list(ROW_TYPES))
def test_no_table_has_room_for_a_name_or_a_number_of_a_person(kind: type) -> None:
    held = {column.name for column in columns(kind)}
    assert not held & {
        *("name", "given", "family", "born_on", "nhs_number", "pnc", "address", "postcode"),
        *("phone", "note", "words", "person_id", "liaison_id", "episode_id"),
    }


def test_a_reference_is_the_same_each_time_and_different_for_each_key_and_organisation() -> None:
    one = reference(b"key", ORGANISATION, "L", UUID(int=1))
    assert one == reference(b"key", ORGANISATION, "L", UUID(int=1))
    others = {
        reference(b"other", ORGANISATION, "L", UUID(int=1)),
        reference(b"key", UUID(int=8), "L", UUID(int=1)),
        reference(b"key", ORGANISATION, "P", UUID(int=1)),
        reference(b"key", ORGANISATION, "L", UUID(int=2)),
    }
    assert len(others - {one}) == 4
    assert len(one) == 10
    assert one.startswith("L-")


def test_references_of_twenty_thousand_records_do_not_meet() -> None:
    made = {reference(b"key", ORGANISATION, "L", UUID(int=number)) for number in range(20_000)}
    assert len(made) == 20_000


@given(st.uuids())
def test_a_reference_holds_nothing_of_the_id(record: UUID) -> None:
    said = reference(b"key", ORGANISATION, "L", record)[2:]
    assert not set(said) & set("ILOU")
    assert said.lower() not in record.hex


def test_somebody_seen_without_a_recorded_offer_was_perhaps_offered_it() -> None:
    assert offered(False, seen=True, left=True) is Known.NOT_KNOWN
    assert offered(False, seen=False, left=True) is Known.NO
    assert offered(False, seen=False, left=False) is Known.NOT_KNOWN
    assert offered(True, seen=False, left=False) is Known.YES


def test_who_asked_for_time_has_neither_accepted_nor_declined() -> None:
    assert accepted("deferred", Known.YES) is Known.NOT_KNOWN
    assert accepted("declined", Known.YES) is Known.NO
    assert accepted("", Known.NO) is Known.NO


@given(st.lists(st.sampled_from(list(Known)), min_size=1, max_size=3))
def test_all_are_true_only_when_each_is_known_to_be(answers: list[Known]) -> None:
    said = both(*answers)
    assert (said is Known.YES) == all(answer is Known.YES for answer in answers)
    assert (said is Known.NO) == (Known.NO in answers)


def test_what_can_still_happen_is_not_a_no() -> None:
    assert unless_over(False, over=False) is Known.NOT_KNOWN
    assert unless_over(False, over=True) is Known.NO
    assert unless_over(True, over=False) is Known.YES


@pytest.mark.parametrize(
    ("stayed", "now", "said"),
    [
        (16, 100, Known.YES),
        (16.01, 100, Known.NO),
        (None, 16, Known.NOT_KNOWN),
        (None, 16.01, Known.NO),
    ],
)
def test_sixteen_hours_are_counted_to_the_minute(
    stayed: float | None, now: float, said: Known
) -> None:
    left = None if stayed is None else NOON + stayed * HOUR
    assert left_within_16_hours(NOON, left, NOON + now * HOUR) is said


def test_a_summary_is_in_time_when_it_went_before_the_person() -> None:
    assert in_time(NOON, NOON + HOUR) is Known.YES
    assert in_time(NOON + 2 * HOUR, NOON + HOUR) is Known.NO
    assert in_time(None, NOON) is Known.NO
    assert in_time(None, None) is Known.NOT_KNOWN
    assert in_time(NOON, None) is Known.YES


OPEN, SEEN, CLOSED = ReferralStatus.BOOKED, ReferralStatus.SEEN, ReferralStatus.CLOSED


@pytest.mark.parametrize(
    ("referrals", "said"),
    [
        ([], "not-applicable"),
        ([(SEEN, True, False), (OPEN, False, False)], "intervention"),
        ([(SEEN, True, False), (CLOSED, False, True)], "intervention"),
        ([(ReferralStatus.RELINKED, False, True), (OPEN, False, False)], "back-in-touch"),
        ([(OPEN, False, False), (CLOSED, False, False)], "not-known"),
        ([(SEEN, False, False)], "not-known"),
        ([(CLOSED, False, False)], "neither"),
    ],
)
def test_each_contact_has_one_outcome_and_silence_is_none(
    referrals: list[tuple[str, bool, bool]], said: str
) -> None:
    assert outcome(referrals) == said


@given(st.none() | st.integers(0, 120))
def test_every_age_has_one_band(age: int | None) -> None:
    assert (age_band(age) == "not-known") == (age is None)
    assert (age_band(age) == "under-18") == (age is not None and age < 18)


def test_a_time_before_the_arrival_is_not_a_time() -> None:
    assert hours_between(NOON, NOON - HOUR) is None
    assert hours_between(NOON, None) is None
    assert hours_between(NOON, NOON + 1.5 * HOUR) == 1.5
    assert time_band(None) == "not-applicable"
    assert time_band(0.99) == "within-1-hour"
    assert time_band(24.0) == "after-24-hours"


def test_a_row_becomes_plain_values_and_an_empty_number_stays_empty() -> None:
    said = cells(contact(need_categories=frozenset({"other", "educational"})))
    assert said["need_categories"] == "educational, other"
    assert said["needs"] is None
    assert said["seen"] == "not-known"
