"""A referral is open until the service has seen the person, and always on somebody's list."""

from datetime import timedelta

import pytest

from tests.care_world import NOW, custody, hold, leave, refer, refer_to
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import ChangedMeanwhile, NotPermitted, Refused
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.care.models import Referral, ReferralEvent
from throughcare.care.rules import (
    ENDED,
    ReferralEventKind,
    ReferralStatus,
    Side,
    next_step,
    published,
    referral_status,
)
from throughcare.people.queries import sight_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _list(viewer, at=NOW):
    with viewing(viewer, at):
        return queries.worklist(viewer, on=at.date()).items


def _one(viewer, held, referral_id, at=NOW):
    with viewing(viewer, at):
        return queries.referral(sight_of(viewer, held.person_id, at=at), referral_id)


def _stored_as_computed(viewer, at=NOW):
    with viewing(viewer, at):
        for one in Referral.objects.all():
            events = list(ReferralEvent.objects.filter(referral=one).order_by("happened_at"))
            status = referral_status(ReferralEventKind(event.kind) for event in events)
            last = events[-1]
            step = next_step(
                status,
                published(),
                on=last.recorded_at.date(),
                urgent=one.urgent,
                relink=one.relink,
                appointment_on=last.appointment_at.date() if last.appointment_at else None,
            )
            holder = {Side.SERVICE: one.to_team_id, Side.SENDER: one.from_team_id, None: None}
            assert (one.status, one.next_action, one.next_action_on, one.held_by_id) == (
                step.status,
                step.action,
                step.on,
                holder[step.held_by],
            )


def test_the_service_knows_the_person_and_why_and_nothing_of_the_needs_that_were_not_sent():
    world = custody()
    held = hold(world)
    sent = care.suspect_need(
        by=world.amara, at=NOW, person_id=held.person_id, need="alcohol", note="Two litres a day"
    )
    care.suspect_need(by=world.amara, at=NOW, person_id=held.person_id, need="psychosis")
    with viewing(world.priya, NOW):
        assert sight_of(world.priya, held.person_id, at=NOW) is None
    referral_id = refer(world, held, need_ids=[sent])
    found = _one(world.priya, held, referral_id)
    assert found.reason == "Wants help to stop drinking"
    assert [need.value for need in found.needs] == ["alcohol"]
    assert found.held_by == "Ambershire drug and alcohol service"
    with viewing(world.priya, NOW):
        sight = sight_of(world.priya, held.person_id, at=NOW)
        with pytest.raises(NotPermitted):
            queries.needs(sight)
    with viewing(world.tom, NOW):
        assert sight_of(world.tom, held.person_id, at=NOW) is None


def test_one_service_does_not_see_what_was_sent_to_another():
    world = custody()
    held = hold(world)
    refer(world, held)
    refer_to(world, held, "housing", reason="Nowhere to sleep")
    with viewing(world.tom, NOW):
        rows = queries.referrals(sight_of(world.tom, held.person_id, at=NOW))
        assert [row.to_team for row in rows] == ["Amberford housing options"]
        (item,) = queries.worklist(world.tom, on=NOW.date()).items
        assert item.team == "Amberford housing options"


def test_the_whole_way_from_sent_to_seen_is_seen_by_both_sides():
    world = custody()
    held = hold(world)
    referral_id = refer(world, held)
    chain = {"by": world.priya, "referral_id": referral_id}
    care.accept(at=NOW, **chain)
    care.book(at=NOW, appointment_at=NOW + 3 * DAY, **chain)
    booked = _one(world.amara, held, referral_id)
    assert booked.next_action_on == (NOW + 4 * DAY).date()
    care.not_attended(at=NOW + 3 * DAY, **chain)
    care.book(at=NOW + 3 * DAY, appointment_at=NOW + 5 * DAY, **chain)
    _stored_as_computed(world.amara)
    care.record_seen(at=NOW + 5 * DAY, **chain)
    care.record_engaged(at=NOW + 9 * DAY, **chain)
    for viewer in (world.amara, world.priya):
        found = _one(viewer, held, referral_id, at=NOW + 9 * DAY)
        assert found.status is ReferralStatus.SEEN
        assert len(found.events) == 7
    _stored_as_computed(world.amara, at=NOW + 9 * DAY)
    assert _list(world.amara) == ()


def test_a_declined_referral_goes_back_on_the_practitioners_list_with_the_reason():
    world = custody()
    held = hold(world)
    referral_id = refer(world, held)
    care.decline(
        by=world.priya,
        at=NOW,
        referral_id=referral_id,
        reason="waiting-list-closed",
        note="Full until spring",
    )
    (item,) = _list(world.amara)
    assert item.task == "Refer elsewhere or talk to the person"
    assert "no places" in item.detail
    assert "Full until spring" in item.detail
    assert item.team == "Ambershire Liaison and Diversion team"
    assert item.due is not None
    assert _list(world.priya) == ()
    _stored_as_computed(world.amara)


def test_sent_elsewhere_closes_the_old_referral_and_links_the_new_one_with_the_same_needs():
    world = custody()
    held = hold(world)
    need = care.suspect_need(by=world.amara, at=NOW, person_id=held.person_id, need="accommodation")
    old = refer(world, held, need_ids=[need])
    care.decline(by=world.priya, at=NOW, referral_id=old, reason="wrong-service")
    new = care.send_elsewhere(
        by=world.amara,
        at=NOW,
        referral_id=old,
        to_team_id=world.teams["housing"],
        reason="Nowhere to sleep",
    )
    before, now = _one(world.amara, held, old), _one(world.amara, held, new)
    assert (before.status, before.later_id) == (ReferralStatus.CLOSED, new)
    assert (now.instead_of_id, [need.value for need in now.needs]) == (old, ["accommodation"])
    _stored_as_computed(world.amara)


def test_only_the_right_side_moves_a_referral_and_only_in_order():
    world = custody()
    held = hold(world)
    referral_id = refer(world, held)
    with pytest.raises(Refused, match="other side"):
        care.accept(by=world.amara, at=NOW, referral_id=referral_id)
    with pytest.raises(Refused, match="other side"):
        care.close_referral(by=world.priya, at=NOW, referral_id=referral_id, reason="other")
    with pytest.raises(Refused, match="cannot be recorded"):
        care.record_seen(by=world.priya, at=NOW, referral_id=referral_id)
    with pytest.raises(Refused, match="no such referral"):
        care.accept(by=world.tom, at=NOW, referral_id=referral_id)


def test_a_referral_that_changed_meanwhile_says_what_it_says_now():
    world = custody()
    held = hold(world)
    referral_id = refer(world, held)
    care.accept(by=world.priya, at=NOW, referral_id=referral_id, version=1)
    with pytest.raises(ChangedMeanwhile) as changed:
        care.decline(by=world.priya, at=NOW, referral_id=referral_id, reason="other", version=1)
    assert changed.value.changed_by == "Priya Nair"
    assert "accepted" in changed.value.current["status"]


def test_a_second_open_referral_to_the_same_service_is_refused():
    world = custody()
    held = hold(world)
    refer(world, held)
    with pytest.raises(Refused, match="already an open referral"):
        refer(world, held)


def test_somebody_put_back_in_touch_is_recorded_by_either_side_and_then_ended():
    world = custody()
    held = hold(world)
    referral_id = refer(world, held, relink=True, who="Jo Proxyfield, recovery worker")
    assert _one(world.priya, held, referral_id).who == "Jo Proxyfield, recovery worker"
    care.relinked(by=world.amara, at=NOW, referral_id=referral_id)
    assert _one(world.amara, held, referral_id).status is ReferralStatus.RELINKED
    other = hold(world, "Wren Samplewood")
    plain = refer(world, other)
    with pytest.raises(Refused):
        care.relinked(by=world.priya, at=NOW, referral_id=plain)


def test_when_the_service_has_seen_the_person_both_sides_stop_knowing_after_the_tail():
    world = custody()
    held = hold(world)
    referral_id = refer(world, held)
    leave(world, held, at=NOW)
    care.close(
        by=world.amara,
        at=NOW,
        person_id=held.person_id,
        episode_id=held.episode_id,
        reason="with-services",
    )
    later = NOW + 30 * DAY
    for viewer in (world.amara, world.priya):
        with viewing(viewer, later):
            assert sight_of(viewer, held.person_id, at=later), "open: both still know"
    care.accept(by=world.priya, at=later, referral_id=referral_id)
    care.record_seen(by=world.priya, at=later, referral_id=referral_id)
    after = later + 15 * DAY
    for viewer in (world.amara, world.priya):
        with viewing(viewer, after):
            assert sight_of(viewer, held.person_id, at=after) is None


def test_the_database_refuses_an_open_referral_without_holder_or_date():
    from django.db import IntegrityError, transaction

    from throughcare.access.actions import trail
    from throughcare.access.actions.acting import action

    world = custody()
    held = hold(world)
    referral_id = refer(world, held)

    @action
    def lose(*, by, at):
        trail.consulted(by=by, at=at, what="lose", people=[], categories=[])
        Referral.objects.filter(pk=referral_id).update(next_action_on=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        lose(by=world.amara, at=NOW)
    assert ReferralStatus.WAITING_FOR_ANSWER not in ENDED


def test_promises_are_counted_with_the_records_behind_them():
    world = custody()
    held, unseen = hold(world), hold(world, "Wren Samplewood")
    referral_id = refer(world, held)
    leave(world, unseen, at=NOW)
    late = NOW + 30 * DAY
    with viewing(world.grace, late, extract=True):
        broken = {one.what: one for one in queries.promises_for_extract(world.grace, late.date())}
    assert broken["referrals-overdue"].ids == (referral_id,)
    assert broken["left-unseen"].count == 1
    assert broken["needs-without-team"].count == broken["referrals-without-next-action"].count == 0


def test_the_extract_gives_every_moment_and_no_name():
    world = custody()
    held = hold(world)
    need = care.suspect_need(
        by=world.amara, at=NOW, person_id=held.person_id, need="alcohol", episode_id=held.episode_id
    )
    care.alert(
        by=world.dana,
        at=NOW,
        person_id=held.person_id,
        episode_id=held.episode_id,
        reasons=["woman"],
    )
    care.offer(
        by=world.amara,
        at=NOW,
        person_id=held.person_id,
        episode_id=held.episode_id,
        response="declined",
        reason="distrust",
    )
    referral_id = refer(world, held, need_ids=[need])
    care.decline(by=world.priya, at=NOW, referral_id=referral_id, reason="threshold")
    leave(world, held, at=NOW)
    span = (NOW - DAY, NOW + DAY)
    long_after = NOW + 400 * DAY
    with viewing(world.grace, long_after, extract=True):
        (liaison,) = queries.liaisons_for_extract(world.grace, *span)
        (found,) = queries.needs_for_extract(world.grace, *span)
        (referral,) = queries.referrals_for_extract(world.grace, *span)
    assert (liaison.sex, liaison.offence_group) == ("female", "theft")
    assert (liaison.response, liaison.declined_because) == ("declined", "distrust")
    assert liaison.place == found.place == "Amberford custody suite"
    assert liaison.alerted_at
    assert liaison.left_custody_at
    assert liaison.seen_at is None
    assert (found.type, found.referrals, found.known_before) == ("alcohol", 1, None)
    assert (referral.declined_because, referral.needs) == ("threshold", ["alcohol"])
    assert referral.seen_at is None
    assert referral.missed == 0
    assert "Sampleford" not in repr((liaison, found, referral))
