"""Alert, offer, see, leave: nobody who leaves custody unseen is forgotten."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from tests.care_world import NOW, custody, hold, leave, refer
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import NotPermitted, Refused
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.care.models import Liaison, LiaisonEvent
from throughcare.care.rules import (
    AlertReason,
    LiaisonEventKind,
    LiaisonStatus,
    SafetyKind,
    SafetyState,
    liaison_status,
    published,
)
from throughcare.people.queries import sight_of
from throughcare.people.rules import BornPrecision

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def _ids(held):
    return {"person_id": held.person_id, "episode_id": held.episode_id}


def _status(viewer, held, at=NOW):
    with viewing(viewer, at):
        return queries.board_marks(viewer, [held.episode_id], at=at)[held.episode_id].status


def _stored_as_computed(viewer, at):
    with viewing(viewer, at):
        for liaison in Liaison.objects.all():
            kinds = LiaisonEvent.objects.filter(liaison=liaison).order_by("happened_at")
            computed = liaison_status(LiaisonEventKind(event.kind) for event in kinds)
            assert liaison.status == computed


def test_custody_alerts_the_team_that_covers_the_suite_for_the_persons_age():
    world = custody()
    adult, child = hold(world), hold(world, "Sunny Standin", born=date(2010, 5, 1))
    for held in (adult, child):
        care.alert(by=world.dana, at=NOW, reasons=[AlertReason.SELF_HARM], **_ids(held))
    with viewing(world.amara, NOW):
        assert [one.team.name for one in Liaison.objects.all()] == [
            "Ambershire Liaison and Diversion team"
        ]
    with viewing(world.joel, NOW):
        assert [one.person_id for one in Liaison.objects.all()] == [child.person_id]


def test_without_a_date_of_birth_both_teams_are_alerted():
    world = custody()
    held = hold(world, "Ola Inventado", born=None)
    assert len(care.alert(by=world.dana, at=NOW, reasons=["woman"], **_ids(held))) == 2


def test_a_second_alert_adds_reasons_and_keeps_the_first():
    world = custody()
    held = hold(world)
    care.alert(by=world.dana, at=NOW, reasons=[AlertReason.WOMAN], **_ids(held))
    care.alert(by=world.dana, at=NOW, reasons=[AlertReason.SELF_HARM], **_ids(held))
    with viewing(world.dana, NOW):
        mark = queries.board_marks(world.dana, [held.episode_id], at=NOW)[held.episode_id]
    assert mark.alerted_for == (AlertReason.WOMAN, AlertReason.SELF_HARM)


def test_the_board_says_where_each_liaison_stands():
    world = custody()
    held = hold(world)
    assert _status(world.amara, held) is LiaisonStatus.NOT_OFFERED
    for response, says in (
        ("deferred", LiaisonStatus.WAITING),
        ("declined", LiaisonStatus.DECLINED),
        ("accepted", LiaisonStatus.WAITING),
    ):
        reason = "distrust" if response == "declined" else ""
        care.offer(by=world.amara, at=NOW, response=response, reason=reason, **_ids(held))
        assert _status(world.amara, held) is says
    care.begin(by=world.amara, at=NOW, **_ids(held))
    assert _status(world.dana, held) is LiaisonStatus.BEING_SEEN
    care.see(by=world.amara, at=NOW, **_ids(held))
    assert _status(world.dana, held) is LiaisonStatus.SEEN
    _stored_as_computed(world.amara, NOW)


def test_a_declined_offer_needs_a_reason_and_not_given_is_one():
    world = custody()
    held = hold(world)
    with pytest.raises(Refused, match="why they declined"):
        care.offer(by=world.amara, at=NOW, response="declined", **_ids(held))
    care.offer(by=world.amara, at=NOW, response="declined", reason="not-given", **_ids(held))


def test_a_custody_officer_does_not_see_needs_and_an_outsider_sees_nothing():
    world = custody()
    held = hold(world)
    with viewing(world.dana, NOW):
        sight = sight_of(world.dana, held.person_id, at=NOW)
        with pytest.raises(NotPermitted):
            queries.needs(sight)
    with viewing(world.otto, NOW):
        assert sight_of(world.otto, held.person_id, at=NOW) is None
    with pytest.raises(NotPermitted):
        care.see(by=world.otto, at=NOW, **_ids(held))


def test_who_leaves_unseen_is_on_the_list_even_when_nobody_alerted():
    world = custody()
    held = hold(world)
    leave(world, held, at=NOW)
    with viewing(world.amara, NOW):
        (item,) = queries.worklist(world.amara, on=NOW.date()).items
        assert item.work is queries.Work.LEFT_UNSEEN
        assert item.person == "Robin Sampleford"
        assert item.due > NOW.date()
    assert _status(world.amara, held) is LiaisonStatus.LEFT_UNSEEN
    _stored_as_computed(world.amara, NOW)


def test_who_declined_or_was_seen_did_not_leave_unseen():
    world = custody()
    declined, seen = hold(world), hold(world, "Wren Samplewood")
    care.offer(by=world.amara, at=NOW, response="declined", reason="distrust", **_ids(declined))
    care.see(by=world.amara, at=NOW, **_ids(seen))
    for held in (declined, seen):
        leave(world, held, at=NOW)
    assert _status(world.amara, declined) is LiaisonStatus.DECLINED
    assert _status(world.amara, seen) is LiaisonStatus.SEEN


def test_following_somebody_up_takes_them_off_the_list_and_the_record_closes_after_the_tail():
    world = custody()
    held = hold(world)
    leave(world, held, at=NOW)
    later = NOW + timedelta(days=20)
    with viewing(world.amara, later):
        assert sight_of(world.amara, held.person_id, at=later), "an open follow-up keeps it open"
    care.close(by=world.amara, at=later, reason="not-reached", **_ids(held))
    with viewing(world.amara, later):
        assert queries.worklist(world.amara, on=later.date()).total == 0
        assert sight_of(world.amara, held.person_id, at=later)
    after = later + timedelta(days=15)
    with viewing(world.amara, after):
        assert sight_of(world.amara, held.person_id, at=after) is None


def test_release_with_an_open_referral_keeps_it_on_the_worklist_and_the_record_open():
    world = custody()
    held = hold(world)
    care.see(by=world.amara, at=NOW, **_ids(held))
    refer(world, held)
    leave(world, held, at=NOW + HOUR)
    care.close(by=world.amara, at=NOW + HOUR, **_ids(held))
    much_later = NOW + timedelta(days=90)
    with viewing(world.amara, much_later):
        (item,) = queries.worklist(world.amara, on=much_later.date()).items
        assert (item.work, item.when) == (queries.Work.REFERRAL, queries.When.OTHERS)
        assert sight_of(world.amara, held.person_id, at=much_later)


def test_somebody_seen_with_nothing_open_is_to_be_finished():
    world = custody()
    held = hold(world)
    care.see(by=world.amara, at=NOW, **_ids(held))
    with viewing(world.amara, NOW):
        assert queries.worklist(world.amara, on=NOW.date()).total == 0, "still in custody"
    leave(world, held, at=NOW + HOUR)
    with viewing(world.amara, NOW + HOUR):
        (item,) = queries.worklist(world.amara, on=NOW.date()).items
        assert item.work is queries.Work.FINISH
    care.close(by=world.amara, at=NOW + HOUR, **_ids(held))
    with viewing(world.amara, NOW + HOUR):
        assert queries.worklist(world.amara, on=NOW.date()).total == 0


def _finish_due(world, at):
    with viewing(world.amara, at):
        (item,) = queries.worklist(world.amara, on=at.date()).items
        assert item.work is queries.Work.FINISH
        return item.due, item.when


def test_finishing_is_due_from_when_the_last_referral_ended_not_from_when_they_left():
    world = custody()
    held = hold(world)
    care.see(by=world.amara, at=NOW, **_ids(held))
    referral_id = refer(world, held)
    leave(world, held, at=NOW + HOUR)
    later = NOW + timedelta(days=21)
    care.close_referral(by=world.amara, at=later, referral_id=referral_id, reason="met-another-way")
    due = published().day("unreferred-need", later.date())
    assert _finish_due(world, later) == (due, queries.When.LATER)


def test_finishing_is_due_from_when_the_last_need_was_met_where_that_came_last():
    world = custody()
    held = hold(world)
    care.see(by=world.amara, at=NOW, **_ids(held))
    need_id = care.suspect_need(by=world.amara, at=NOW, person_id=held.person_id, need="alcohol")
    leave(world, held, at=NOW + HOUR)
    later = NOW + timedelta(days=14)
    care.change_need(
        by=world.amara,
        at=later,
        need_id=need_id,
        version=1,
        status="addressed",
        responsible_team_id=world.teams["liaison"],
        reason="Talked through",
    )
    due = published().day("unreferred-need", later.date())
    assert _finish_due(world, later) == (due, queries.When.LATER)


def test_a_referral_that_ended_before_they_left_puts_nothing_off():
    world = custody()
    held = hold(world)
    care.see(by=world.amara, at=NOW, **_ids(held))
    referral_id = refer(world, held)
    care.close_referral(by=world.amara, at=NOW, referral_id=referral_id, reason="met-another-way")
    gone = NOW + timedelta(days=1)
    leave(world, held, at=gone)
    assert _finish_due(world, gone)[0] == published().day("unreferred-need", gone.date())


@pytest.mark.parametrize(
    ("born", "alerted"),
    [(date(NOW.year - 18, 1, 1), 2), (date(NOW.year - 17, 1, 1), 1), (date(1970, 1, 1), 1)],
)
def test_who_may_still_be_a_child_by_the_year_alone_is_for_both_teams(born, alerted):
    world = custody()
    held = hold(world, born=born, precision=BornPrecision.YEAR)
    made = care.alert(by=world.dana, at=NOW, reasons=["known-to-services"], **_ids(held))
    assert len(made) == alerted


def test_safety_facts_are_three_states_and_the_last_word_counts():
    world = custody()
    held = hold(world)
    for state, action in (("not-known", ""), ("yes", "Watch every 15 minutes")):
        care.note_safety(
            by=world.dana,
            at=NOW,
            person_id=held.person_id,
            kind=SafetyKind.SELF_HARM,
            state=state,
            action=action,
        )
    with viewing(world.dana, NOW):
        (fact,) = queries.safety(sight_of(world.dana, held.person_id, at=NOW))
        assert (fact.state, fact.who) == (SafetyState.YES, "Sergeant Dana Whitlock")
        mark = queries.board_marks(world.dana, [held.episode_id], at=NOW)[held.episode_id]
        assert [one.kind for one in mark.safety] == [SafetyKind.SELF_HARM]


def test_a_board_of_many_people_asks_the_database_three_times():
    world = custody()
    held = [hold(world, f"Robin Sample{n}") for n in range(4)]
    with viewing(world.amara, NOW):
        before = len(connection.queries_log)
        connection.force_debug_cursor = True
        queries.board_marks(world.amara, [one.episode_id for one in held], at=NOW)
        connection.force_debug_cursor = False
        assert len(connection.queries_log) - before <= 3


def test_two_things_at_one_moment_keep_their_order():
    world = custody()
    held = hold(world)
    moment = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
    for response in ("deferred", "accepted"):
        care.offer(by=world.amara, at=NOW, response=response, offered_at=moment, **_ids(held))
    with viewing(world.amara, NOW):
        (found,) = queries.liaisons(sight_of(world.amara, held.person_id, at=NOW))
    assert [event.kind for event in found.events] == ["deferred", "accepted"]
