"""One team is responsible for a need at every moment; it is handed over only once accepted."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.care_world import NOW, custody, hold, refer, refer_to
from throughcare.access.actions.acting import action, viewing
from throughcare.access.queries import at_the_door, relationship
from throughcare.access.rules import INSTALLATION, NotPermitted, Refused
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.care.models import Need, NeedOffer
from throughcare.people.queries import sight_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def world():
    return custody()


@pytest.fixture
def need(world):
    held = hold(world)
    need_id = care.record_need(
        by=world.amara, at=NOW, person_id=held.person_id, need="alcohol", status="suspected"
    )
    return held, need_id


def _offer(world, need_id, *, to="elsewhere", by="amara", **more):
    return care.offer_need(
        by=getattr(world, by),
        at=NOW,
        need_id=need_id,
        to_team_id=world.teams[to],
        reason=more.pop("reason", "They live in your county"),
        **more,
    )


def _now(world, held, first="amara"):
    viewer = getattr(world, first)
    with viewing(viewer, LATER):
        sight = sight_of(viewer, held.person_id, at=LATER)
        (need,) = queries.needs(sight)
        return need, queries.offers(sight)


def test_until_the_other_team_accepts_the_giver_is_responsible(world, need):
    held, need_id = need
    offer = _offer(world, need_id)
    assert _now(world, held)[0].team == "Ambershire Liaison and Diversion team"
    assert care.accept_need(by=world.otto, at=LATER, offer_id=offer) == need_id
    now, offers = _now(world, held, "otto")
    assert now.team == "Pennmoor Liaison and Diversion team"
    assert now.changes[0].reason == "Taken over"
    assert (offers[0].answer.value, offers[0].answered_by) == ("accepted", "Otto Brand")
    care.change_need(by=world.otto, at=LATER, need_id=need_id, version=2, status="confirmed")


def test_a_no_has_a_reason_and_the_need_stays_where_it_was(world, need):
    held, need_id = need
    offer = _offer(world, need_id)
    with pytest.raises(Refused, match="Say why"):
        care.decline_need(by=world.otto, at=LATER, offer_id=offer, because="")
    care.decline_need(
        by=world.otto, at=LATER, offer_id=offer, because="not-complex-enough", note="Try again"
    )
    now, offers = _now(world, held)
    assert now.team == "Ambershire Liaison and Diversion team"
    assert offers[0].because.value == "not-complex-enough"
    with viewing(world.otto, NOW + timedelta(days=60)):
        kind, _ = relationship(world.otto, held.person_id, at=NOW + timedelta(days=60))
    assert kind == "none"


def test_of_two_workers_who_accept_one_wins_and_the_other_is_told(world, need):
    _, need_id = need
    offer = _offer(world, need_id, to="youth")
    care.accept_need(by=world.joel, at=LATER, offer_id=offer)
    with pytest.raises(Refused, match="Joel Penrose answered meanwhile: accepted"):
        care.accept_need(by=world.joel, at=LATER, offer_id=offer)
    assert Need.objects.model is Need


def test_what_makes_no_sense_is_refused(world, need):
    held, need_id = need
    with pytest.raises(Refused, match="responsible already"):
        _offer(world, need_id, to="liaison")
    with pytest.raises(Refused, match="does not take over needs"):
        _offer(world, need_id, to="drugs")
    with pytest.raises(Refused, match="Say why that team"):
        _offer(world, need_id, reason=" ")
    with pytest.raises(Refused, match="no such need"):
        _offer(world, held.person_id)
    with pytest.raises(Refused, match="no such offer"):
        care.accept_need(by=world.amara, at=NOW, offer_id=need_id)
    offer = _offer(world, need_id)
    with pytest.raises(Refused, match="offered to a team already"):
        _offer(world, need_id)
    with pytest.raises(Refused, match="other side"):
        care.accept_need(by=world.amara, at=NOW, offer_id=offer)
    with pytest.raises(Refused, match="Only the team that is responsible"):
        _offer(world, need_id, to="youth", by="otto")
    with pytest.raises(Refused, match="Offer the need"):
        care.change_need(
            by=world.amara,
            at=NOW,
            need_id=need_id,
            version=1,
            status="confirmed",
            responsible_team_id=world.teams["youth"],
        )
    care.withdraw_offer(by=world.amara, at=NOW, offer_id=offer)
    _offer(world, need_id)
    care.change_need(
        by=world.amara, at=NOW, need_id=need_id, version=1, status="addressed", reason="Done"
    )
    _, offers = _now(world, held)
    assert [one.answer.value for one in offers] == ["withdrawn", "withdrawn"]
    with pytest.raises(Refused, match="not open"):
        _offer(world, need_id)


def test_somebody_without_a_relationship_cannot_offer(world, need):
    _, need_id = need
    with pytest.raises((NotPermitted, Refused)):
        _offer(world, need_id, by="otto")


def test_the_database_holds_one_waiting_offer_and_no_answer_without_a_moment(world, need):
    _, need_id = need
    offer = _offer(world, need_id)

    @action
    def meddle(*, by, at, change):
        NeedOffer.objects.filter(pk=offer).update(**change)

    for change in (
        {"answer": "declined"},
        {"answer": "declined", "answered_at": NOW},
        {"to_team_id": world.teams["liaison"]},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            meddle(by=world.amara, at=NOW, change=change)

    @action
    def orphan(*, by, at):
        Need.objects.filter(pk=need_id).update(responsible_team=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        orphan(by=world.amara, at=NOW)


def test_a_team_that_holds_anything_cannot_close(world, need):
    held, need_id = need
    refer(world, held, need_ids=[need_id])
    care.record_risk(
        by=world.amara,
        at=NOW,
        person_id=held.person_id,
        kind="fire",
        level="low",
        what_to_do="No lighter",
        review_on=LATER.date(),
    )
    team = world.teams["liaison"]
    with pytest.raises(Refused) as refused:
        care.close_team(by=world.grace, at=NOW, team_id=team)
    said = " ".join(refused.value.reasons)
    assert "1 open need is its own" in said
    assert "1 risk is" in said
    assert "1 open referral is" in said
    assert "covered by no other team" in said
    for first in ("amara", "joel"):
        with pytest.raises(NotPermitted):
            care.close_team(by=world.viewers[first], at=NOW, team_id=team)
    with pytest.raises(NotPermitted):
        care.close_team(by=world.grace, at=NOW, team_id=world.teams["youth"])
    with pytest.raises(Refused, match="no such team"):
        care.close_team(by=world.grace, at=NOW, team_id=held.person_id)


def test_a_team_that_holds_nothing_closes_and_nobody_is_in_it_any_more(world):
    care.close_team(by=INSTALLATION, at=NOW, team_id=world.teams["housing"])
    later = NOW.date() + timedelta(days=1)
    assert not at_the_door(world.tom.worker_id, on=later)
    with viewing(world.amara, NOW), pytest.raises(Refused, match="does not take referrals"):
        refer_to(world, hold(world), "housing")
