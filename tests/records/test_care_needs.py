"""Needs: one responsible team while open, who said so and when, and two people editing at once."""

from datetime import date, timedelta

import pytest

from tests.care_world import NOW, custody, hold, refer
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import ChangedMeanwhile, Refused
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.care.rules import NeedStatus
from throughcare.people.queries import sight_of

pytestmark = pytest.mark.django_db


def _needs(world, held, at=NOW):
    with viewing(world.amara, at):
        return queries.needs(sight_of(world.amara, held.person_id, at=at))


def _record(world, held, **more):
    given = {"need": "depression", "status": "suspected"} | more
    return care.record_need(by=world.amara, at=NOW, person_id=held.person_id, **given)


def test_a_need_says_who_found_it_who_is_responsible_and_whether_it_was_known():
    world = custody()
    held = hold(world)
    _record(world, held, known_before=None, note="Low since the spring")
    (need,) = _needs(world, held)
    assert need.found_by == "Amara Obi"
    assert need.team == "Ambershire Liaison and Diversion team"
    assert need.known_before is None
    assert need.note == "Low since the spring"
    assert not need.referred


def test_a_screen_that_suspects_an_open_need_again_leaves_it_as_it_stands():
    world = custody()
    held = hold(world)
    first = _record(world, held, status="confirmed")
    again = care.suspect_need(by=world.amara, at=NOW, person_id=held.person_id, need="depression")
    assert again == first
    (need,) = _needs(world, held)
    assert need.status is NeedStatus.CONFIRMED
    with pytest.raises(Refused, match="already open"):
        _record(world, held)


def test_a_change_keeps_the_history_and_ruling_out_needs_a_reason():
    world = custody()
    held = hold(world)
    need_id = _record(world, held)
    change = {
        "by": world.amara,
        "at": NOW + timedelta(minutes=1),
        "need_id": need_id,
        "version": 1,
        "status": "ruled-out",
        "responsible_team_id": world.teams["liaison"],
    }
    with pytest.raises(Refused, match="rules the need out"):
        care.change_need(**change)
    care.change_need(**change, reason="Assessed by a psychiatrist")
    (need,) = _needs(world, held)
    assert [one.status.value for one in need.changes] == ["ruled-out", "suspected"]
    assert need.changes[0].reason == "Assessed by a psychiatrist"
    assert not need.open


def test_two_people_changing_one_need_are_told_and_neither_change_is_lost():
    world = custody()
    held = hold(world)
    need_id = _record(world, held)
    change = {
        "at": NOW + timedelta(minutes=1),
        "need_id": need_id,
        "version": 1,
        "responsible_team_id": world.teams["liaison"],
    }
    care.change_need(by=world.rhys, status="confirmed", reason="GP letter", **change)
    with pytest.raises(ChangedMeanwhile) as changed:
        care.change_need(by=world.amara, status="ruled-out", reason="Not so", **change)
    assert changed.value.changed_by == "Rhys Maddock"
    assert changed.value.current["status"] == "Confirmed"
    assert changed.value.current["reason"] == "GP letter"
    (need,) = _needs(world, held)
    assert need.status is NeedStatus.CONFIRMED


def test_a_need_without_a_referral_is_work_until_one_is_made():
    world = custody()
    held = hold(world)
    need_id = _record(world, held)
    with viewing(world.amara, NOW):
        (item,) = queries.worklist(world.amara, on=NOW.date()).items
        assert (item.work, item.task) == (queries.Work.NEED, "Refer or plan")
        assert "Depression" in item.detail
    refer(world, held, need_ids=[need_id])
    with viewing(world.amara, NOW):
        (item,) = queries.worklist(world.amara, on=NOW.date()).items
        assert item.work is queries.Work.REFERRAL


def test_strengths_are_kept_in_the_persons_words():
    world = custody()
    held = hold(world)
    for note in ("", "My sister", ""):
        care.note_strength(
            by=world.amara, at=NOW, person_id=held.person_id, kind="supportive_adult", note=note
        )
    with viewing(world.amara, NOW):
        (one,) = queries.strengths(sight_of(world.amara, held.person_id, at=NOW))
    assert one.note == "My sister"


def test_the_worklist_sorts_by_when_then_urgency_then_date_and_counts_what_it_hides():
    world = custody()
    at = NOW
    plain, urgent = hold(world, "Abel Plain"), hold(world, "Zed Urgent")
    for held, is_urgent in ((plain, False), (urgent, True)):
        referral = refer(world, held, urgent=is_urgent)
        care.decline(by=world.priya, at=at, referral_id=referral, reason="other")
    waiting = hold(world, "Mavis Waiting")
    refer(world, waiting)
    on = date(2026, 12, 1)
    with viewing(world.amara, NOW + timedelta(days=29)):
        everything = queries.worklist(world.amara, on=on)
        assert [item.person for item in everything.items] == [
            "Zed Urgent",
            "Abel Plain",
            "Mavis Waiting",
        ]
        some = queries.worklist(world.amara, on=on, when=queries.When.OVERDUE, limit=1)
        assert (len(some.items), some.shown, some.total) == (1, 2, 3)
        second = queries.worklist(world.amara, on=on, when=queries.When.OVERDUE, limit=1, offset=1)
        assert second.items[0].person == "Abel Plain"
