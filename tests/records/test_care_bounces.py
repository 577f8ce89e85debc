"""The register of bounces: who turned whom away, and two teams that each say "for the other"."""

from datetime import timedelta

import pytest

from tests.care_world import NOW, custody, hold, refer_to
from throughcare.access.actions.acting import viewing
from throughcare.care import actions as care
from throughcare.care import queries

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
YOUTH, PENNMOOR = "Ambershire youth justice team", "Pennmoor Liaison and Diversion team"


@pytest.fixture
def world():
    return custody()


def turned_away(world, need, team, worker, because, at=NOW):
    """A need is offered to a team, which does not take it."""
    offer = care.offer_need(
        by=world.amara, at=at, need_id=need, to_team_id=world.teams[team], reason="Needs you"
    )
    care.decline_need(by=getattr(world, worker), at=at, offer_id=offer, because=because)


def need_of(world, name="Robin Sampleford", at=NOW):
    held = hold(world, name, at=at)
    return held, care.record_need(
        by=world.amara, at=at, person_id=held.person_id, need="psychosis", status="suspected"
    )


def excluding(world, at=NOW):
    with viewing(world.grace, at, extract=True):
        return [
            (one.one, one.other, one.people, one.taken_elsewhere)
            for one in queries.exclusions(world.grace, at)
        ]


def pair(people, taken=0):
    """Both teams in whichever order the register has them."""
    return [({YOUTH, PENNMOOR}, people, taken)]


def found(world, at=NOW):
    return [({one, other}, people, taken) for one, other, people, taken in excluding(world, at)]


def test_too_complex_for_them_and_not_complex_enough_for_us_is_an_exclusion(world):
    _, need = need_of(world)
    turned_away(world, need, "youth", "joel", "too-complex")
    assert found(world) == []
    turned_away(world, need, "elsewhere", "otto", "not-complex-enough", NOW + DAY)
    assert found(world, NOW + DAY) == pair(1)
    with viewing(world.grace, NOW + DAY, extract=True):
        said = {(one.turned_away_by, one.reason) for one in queries.bounces(world.grace, NOW + DAY)}
    assert said == {(YOUTH, "too-complex"), (PENNMOOR, "not-complex-enough")}


def test_no_room_or_another_area_excludes_nobody(world):
    _, need = need_of(world)
    turned_away(world, need, "youth", "joel", "no-capacity")
    turned_away(world, need, "elsewhere", "otto", "out-of-area", NOW + DAY)
    assert found(world, NOW + DAY) == []


def test_two_nos_more_than_half_a_year_apart_are_no_exclusion(world):
    _, need = need_of(world)
    turned_away(world, need, "youth", "joel", "too-complex")
    late = NOW + 181 * DAY
    turned_away(world, need, "elsewhere", "otto", "not-complex-enough", late)
    assert found(world, late) == []


def test_the_same_two_teams_of_two_people_are_one_pair_and_a_third_that_took_them_is_said(world):
    held, need = need_of(world)
    _, other = need_of(world, "Sam Otherford")
    for one in (need, other):
        turned_away(world, one, "youth", "joel", "too-complex")
        turned_away(world, one, "elsewhere", "otto", "not-ours")
    assert found(world) == pair(2)
    referral = refer_to(world, held, "drugs", at=NOW)
    care.accept(by=world.priya, at=NOW + DAY, referral_id=referral)
    assert found(world, NOW + DAY) == pair(2, 1)


def test_the_register_of_another_service_has_none_of_it(world):
    _, need = need_of(world)
    turned_away(world, need, "youth", "joel", "too-complex")
    turned_away(world, need, "elsewhere", "otto", "not-complex-enough")
    with viewing(world.otto, NOW, extract=True):
        assert queries.bounces(world.otto, NOW) == []
        assert queries.exclusions(world.otto, NOW) == []
