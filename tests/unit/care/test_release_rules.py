"""Ready to leave is said with reasons; what nobody knows is never ready."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.care.rules.release import (
    Contact,
    Matter,
    MatterState,
    Reach,
    Settled,
    contact_due,
    reach,
    readiness,
    refuse_contact,
    refuse_settling,
)

ON = date(2026, 11, 2)
AT = datetime(2026, 11, 2, 14, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
S = MatterState


def all_done():
    return {one: Settled(one, S.DONE, "x", ON) for one in Matter}


def test_ready_only_when_every_matter_is_done_or_not_needed():
    said = all_done() | {Matter.NALOXONE: Settled(Matter.NALOXONE, S.NOT_NEEDED, "No drugs")}
    assert readiness(said.values(), on=ON).ready


@given(st.sampled_from(list(Matter)), st.sampled_from([None, S.NOT_KNOWN, S.TO_DO]))
def test_one_matter_that_is_not_settled_keeps_somebody_from_being_ready(matter, state):
    said = all_done()
    if state is None:
        del said[matter]
    else:
        said[matter] = Settled(matter, state, who="Rhys", by_on=ON)
    found = readiness(said.values(), on=ON)
    assert not found.ready
    assert len(found.reasons) == 1
    assert found.settled == len(Matter) - 1
    if state is not S.TO_DO:
        assert found.reasons[0].endswith("not known.")


def test_who_should_have_done_it_is_said():
    late = Settled(Matter.GP, S.TO_DO, who="Rhys", by_on=ON - timedelta(days=1))
    assert "Rhys should have done it by 1 November 2026." in readiness([late], on=ON).reasons[0]


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (Settled(Matter.GP, S.NOT_NEEDED), "why it is not needed"),
        (Settled(Matter.GP, S.TO_DO), "who does it"),
        (Settled(Matter.GP, S.TO_DO, who="Rhys"), "by which it is done"),
        (Settled(Matter.GP, S.TO_DO, who="Rhys", by_on=ON - timedelta(days=1)), "has passed"),
        (Settled(Matter.ACCOMMODATION, S.DONE), "sleep tonight"),
        (Settled(Matter.SUBSTANCE, S.DONE, "Dr Wenlock"), "first appointment"),
        (Settled(Matter.SUBSTANCE, S.DONE, day=ON), "who prescribes"),
        (Settled(Matter.GATE, S.DONE), "who meets them"),
        (Settled(Matter.PROBATION, S.DONE), "day of the appointment"),
    ],
)
def test_what_is_too_little_to_go_by_is_refused(one, why):
    assert why in refuse_settling(one, on=ON)


@pytest.mark.parametrize(
    "one",
    [
        Settled(Matter.GP, S.DONE),
        Settled(Matter.GP, S.NOT_KNOWN),
        Settled(Matter.GP, S.NOT_NEEDED, "Registered all the time"),
        Settled(Matter.GP, S.TO_DO, who="Rhys", by_on=ON),
        Settled(Matter.SUBSTANCE, S.DONE, "Dr Wenlock", ON),
    ],
)
def test_what_says_enough_is_taken(one):
    assert refuse_settling(one, on=ON) == ""


@pytest.mark.parametrize(
    ("contacts", "at", "how"),
    [
        ([], AT, Reach.DUE),
        ([], AT + 80 * HOUR, Reach.OVERDUE),
        ([Contact.TRIED], AT, Reach.DUE),
        ([Contact.TRIED], AT + 80 * HOUR, Reach.ESCALATE),
        ([Contact.TRIED] * 3, AT, Reach.ESCALATE),
        ([Contact.TRIED, Contact.ESCALATED], AT + 80 * HOUR, Reach.ESCALATED),
        ([Contact.TRIED, Contact.ESCALATED, Contact.TRIED], AT, Reach.ESCALATE),
        ([Contact.TRIED, Contact.SPOKE], AT + 80 * HOUR, Reach.REACHED),
        ([Contact.SEEN], AT, Reach.REACHED),
    ],
)
def test_who_is_not_reached_is_passed_on_and_who_is_reached_is_reached(contacts, at, how):
    assert reach(contacts, due_at=contact_due(AT), at=at) is how


@pytest.mark.parametrize(
    ("kind", "happened_at", "note", "why"),
    [
        (Contact.TRIED, AT + HOUR, "", "future"),
        (Contact.TRIED, AT - 9 * HOUR, "", "before they left"),
        (Contact.ESCALATED, AT, " ", "who was told"),
        (Contact.TRIED, AT, "", ""),
        (Contact.ESCALATED, AT, "Their probation practitioner", ""),
    ],
)
def test_a_contact_is_after_the_release_and_says_who_was_told(kind, happened_at, note, why):
    said = refuse_contact(
        kind, released_at=AT - 8 * HOUR, happened_at=happened_at, at=AT, note=note
    )
    assert why in said
    assert bool(said) == bool(why)
