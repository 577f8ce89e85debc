"""Clocks beside a stay: police bail, ACCT and RECONNECT, from what is recorded on the pathway."""

import pytest

from tests.custody import HOUR, arrived, suite
from tests.journey_world import DAY, happens, places
from tests.prison_world import moved, prison, received
from tests.records.test_running_clocks import rows, table
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import NotPermitted
from throughcare.pathway import actions, queries
from throughcare.pathway.models import Stay
from throughcare.pathway.rules import EventKind, Exactness, Leaving, ListingKind, OffenceGroup
from throughcare.people.queries import sight_of

pytestmark = pytest.mark.django_db
K = EventKind
ACCT = {"acct.iap", "acct.assessment", "acct.firstreview"}


@pytest.fixture
def scene():
    world = staffed()
    place = suite(world)
    person, _ = arrived(world.dana, place, ago=8 * HOUR)
    return world, places(world), person, place.id


def left(world, person, at=NOW):
    with viewing(world.dana, NOW):
        episode = Stay.objects.get(person_id=person, left_at__isnull=True).episode_id
    actions.leave(
        by=world.dana, at=at, episode_id=episode, left_at=at, leaving=Leaving.BAILED
    )  # fmt: skip


def bailed(world, person, suite_id, at=NOW - HOUR, detail="before-charge", **more):
    happens(world.dana, person, K.BAILED, suite_id, at, detail=detail, **more)


def test_bail_before_charge_runs_three_months_on_after_they_left(scene):
    world, _, person, suite_id = scene
    bailed(world, person, suite_id)
    left(world, person)
    kept = rows(world.amara, person)
    assert set(kept) == {"bail.initial"}
    assert kept["bail.initial"].due_at.date().isoformat() == "2027-02-02"
    assert kept["bail.initial"].stay_id is None


def test_bail_is_extended_by_officers_and_then_by_a_court_for_as_long_as_it_said(scene):
    world, _, person, suite_id = scene
    bailed(world, person, suite_id)
    happens(world.dana, person, K.BAIL_EXTENDED, suite_id, detail="senior-officer")
    assert rows(world.dana, person)["bail.initial"].due_at.date().isoformat() == "2027-05-02"
    happens(world.dana, person, K.BAIL_EXTENDED, suite_id, NOW + HOUR, detail="court",
            planned_for=NOW + 400 * DAY)  # fmt: skip
    assert rows(world.dana, person)["bail.initial"].due_at == NOW + 400 * DAY


@pytest.mark.parametrize(
    ("kind", "detail"),
    [
        (K.BAIL_ENDED, ""),
        (K.BAILED, "under-investigation"),
        (K.CHARGE_DECISION, "charged"),
        (K.CHARGE_DECISION, "no-further-action"),
    ],
)
def test_bail_is_over_when_it_is_ended_or_the_police_decided(scene, kind, detail):
    world, _, person, suite_id = scene
    bailed(world, person, suite_id)
    happens(world.dana, person, kind, suite_id, detail=detail)
    assert "bail.initial" not in rows(world.dana, person)


@pytest.mark.parametrize("detail", ["unknown", "transferred"])
def test_a_decision_that_settles_nothing_leaves_bail_as_it_was(scene, detail):
    world, _, person, suite_id = scene
    bailed(world, person, suite_id)
    happens(world.dana, person, K.CHARGE_DECISION, suite_id, detail=detail)
    assert "bail.initial" in rows(world.dana, person)


def test_whoever_comes_back_and_is_bailed_again_is_still_on_the_first_bail(scene):
    world, _, person, suite_id = scene
    bailed(world, person, suite_id)
    happens(world.dana, person, K.BAIL_ANSWERED, suite_id, NOW)
    bailed(world, person, suite_id, NOW + HOUR)
    assert rows(world.dana, person)["bail.initial"].started_at == NOW - HOUR


def test_bail_in_two_cases_ends_case_by_case(scene):
    world, _, person, suite_id = scene
    one, other = (
        actions.open_case(
            by=world.amara,
            at=NOW - 7 * HOUR,
            person_id=person,
            opened_on=NOW.date(),
            offence_group=group,
        )
        for group in (OffenceGroup.THEFT, OffenceGroup.UNKNOWN)
    )
    bailed(world, person, suite_id, case_id=one)
    bailed(world, person, suite_id, NOW - HOUR / 2, case_id=other)
    happens(world.dana, person, K.CHARGE_DECISION, suite_id, detail="charged", case_id=one)
    assert rows(world.dana, person)["bail.initial"].started_at == NOW - HOUR / 2


def test_an_arrest_for_breach_gives_three_hours_and_moves_the_limit_of_detention(scene):
    world, _, person, suite_id = scene
    before = rows(world.dana, person)["pace.detention.basic"].due_at
    happens(world.dana, person, K.BAIL_BREACHED, suite_id, NOW - HOUR)
    kept = rows(world.dana, person)
    assert kept["bail.breach"].due_at == NOW + 2 * HOUR
    assert kept["pace.detention.basic"].due_at == before + 3 * HOUR


def test_only_custody_says_that_bail_is_extended_broken_or_ended(scene):
    world, _, person, suite_id = scene
    bailed(world, person, suite_id)
    for kind in (K.BAIL_EXTENDED, K.BAIL_BREACHED, K.BAIL_ENDED):
        with pytest.raises(NotPermitted):
            happens(world.amara, person, kind, suite_id)
    happens(world.amara, person, K.BAIL_ANSWERED, suite_id)


@pytest.fixture
def inside():
    world = prison()
    return world, received(world), world.organisations["fennick"]


def test_opening_an_acct_starts_the_plan_the_interview_and_the_first_review(inside):
    world, person, fennick = inside
    happens(world.nia, person, K.ACCT_OPENED, fennick, NOW + HOUR)
    kept = rows(world.sol, person, NOW + HOUR)
    assert set(kept) >= ACCT
    assert kept["acct.iap"].due_at == NOW + 2 * HOUR
    assert kept["acct.assessment"].due_at == kept["acct.firstreview"].due_at == NOW + 25 * HOUR
    happens(world.nia, person, K.ACCT_PLANNED, fennick, NOW + 2 * HOUR)
    happens(world.sol, person, K.ACCT_ASSESSED, fennick, NOW + 3 * HOUR)
    assert ACCT & set(rows(world.sol, person, NOW + 3 * HOUR)) == {"acct.firstreview"}
    happens(world.sol, person, K.ACCT_REVIEWED, fennick, NOW + 4 * HOUR)
    assert not ACCT & set(rows(world.sol, person, NOW + 4 * HOUR))


def test_closing_an_acct_ends_it_and_an_interview_is_due_within_a_week(inside):
    world, person, fennick = inside
    happens(world.nia, person, K.ACCT_OPENED, fennick, NOW + HOUR)
    happens(world.nia, person, K.ACCT_CLOSED, fennick, NOW + 2 * DAY)
    kept = rows(world.sol, person, NOW + 2 * DAY)
    assert not ACCT & set(kept)
    assert kept["acct.postclosure"].due_at == NOW + 9 * DAY
    happens(world.nia, person, K.ACCT_FOLLOWED_UP, fennick, NOW + 3 * DAY)
    assert "acct.postclosure" not in rows(world.sol, person, NOW + 3 * DAY)
    happens(world.nia, person, K.ACCT_OPENED, fennick, NOW + 4 * DAY)
    assert rows(world.sol, person, NOW + 4 * DAY)["acct.iap"].due_at == NOW + 4 * DAY + HOUR


def test_an_acct_goes_along_to_the_next_prison_and_ends_with_release(inside):
    world, person, fennick = inside
    happens(world.nia, person, K.ACCT_OPENED, fennick, NOW + HOUR)
    moved(world, person, "fennick", "larkhollow", at=NOW + 2 * HOUR)
    later = NOW + 5 * HOUR
    there = world.organisations["larkhollow"]
    assert {row.place_id for limit, row in rows(world.sol, person, later).items()
            if limit in ACCT} == {there}  # fmt: skip
    happens(world.nia, person, K.RELEASED, there, later, detail="planned")
    assert not ACCT & set(rows(world.sol, person, later))


def test_a_plan_of_which_only_the_day_is_known_counts_on_the_day_of_opening(inside):
    world, person, fennick = inside
    happens(world.nia, person, K.ACCT_OPENED, fennick, NOW + HOUR)
    happens(world.nia, person, K.ACCT_PLANNED, fennick, NOW + 2 * HOUR, happened_at=NOW,
            exactness=Exactness.DAY)  # fmt: skip
    assert "acct.iap" not in rows(world.sol, person, NOW + 2 * HOUR)


def test_who_may_not_know_of_safety_sees_neither_acct_nor_its_clocks(inside):
    world, person, fennick = inside
    happens(world.nia, person, K.ACCT_OPENED, fennick, NOW + HOUR)
    at = NOW + 2 * HOUR
    with viewing(world.sol, at):
        sight = sight_of(world.sol, person, at=at)
        assert ACCT <= {one.clock.limit.id for one in queries.clocks_of(sight)}
        assert K.ACCT_OPENED in {e.kind for p in queries.episodes(sight) for e in p.events}
    with viewing(world.helen, at):
        stay = Stay.objects.filter(person_id=person).first()
        assert stay is None, "a court has no sight of them in prison"
    court = places(world)["court"]
    actions.list_person(
        by=world.amara, at=at,
        listing=actions.ToList(person, court, ListingKind.HEARING, at.date()),
    )  # fmt: skip
    with viewing(world.helen, at):
        sight = sight_of(world.helen, person, at=at)
        assert not ACCT & {one.clock.limit.id for one in queries.clocks_of(sight)}
        assert K.ACCT_OPENED not in {e.kind for p in queries.episodes(sight) for e in p.events}
        with pytest.raises(NotPermitted):
            happens(world.helen, person, K.ACCT_CLOSED, fennick, at)


def test_reconnect_counts_six_months_from_a_release_that_is_planned_and_opens_before_it(inside):
    world, person, fennick = inside
    release = NOW + 100 * DAY
    happens(world.nia, person, K.RELEASE_PLANNED, fennick, NOW, planned_for=release)
    happens(world.amara, person, K.RECONNECT_REFERRED, fennick, NOW + HOUR)
    kept = rows(world.amara, person, NOW + HOUR)["recon.window"]
    assert kept.started_at == release - 84 * DAY, "it is kept, and opens by itself"
    for at, seen in ((NOW + DAY, False), (release - 83 * DAY, True)):
        with viewing(world.amara, at):
            found = queries.clocks_of(sight_of(world.amara, person, at=at))
        assert ("recon.window" in {one.clock.limit.id for one in found}) is seen
    happens(world.nia, person, K.RELEASED, fennick, release + DAY, detail="planned")
    moved_on = rows(world.amara, person, release + DAY)["recon.window"]
    assert moved_on.started_at == release - 83 * DAY
    happens(world.amara, person, K.RECONNECT_ENDED, fennick, release + 2 * DAY)
    assert "recon.window" not in rows(world.amara, person, release + 2 * DAY)


def test_without_a_day_of_release_no_window_of_reconnect_is_known(inside):
    world, person, fennick = inside
    happens(world.amara, person, K.RECONNECT_REFERRED, fennick, NOW + HOUR)
    assert "recon.window" not in rows(world.amara, person, NOW + HOUR)


def test_prison_staff_neither_record_nor_see_a_referral_to_reconnect(inside):
    world, person, fennick = inside
    with pytest.raises(NotPermitted):
        happens(world.nia, person, K.RECONNECT_REFERRED, fennick, NOW + HOUR)
    happens(world.amara, person, K.RECONNECT_REFERRED, fennick, NOW + HOUR)
    with viewing(world.nia, NOW + HOUR):
        found = queries.episodes(sight_of(world.nia, person, at=NOW + HOUR))
    assert K.RECONNECT_REFERRED not in {e.kind for p in found for e in p.events}


def test_counting_everything_anew_finds_the_clocks_beside_stays_too(inside):
    world, person, fennick = inside
    place = suite(world)
    other, _ = arrived(world.dana, place, ago=8 * HOUR)
    bailed(world, other, place.id)
    happens(world.dana, other, K.BAIL_EXTENDED, place.id, detail="senior-officer")
    happens(world.nia, person, K.RELEASE_PLANNED, fennick, NOW, planned_for=NOW + 90 * DAY)
    happens(world.amara, person, K.RECONNECT_REFERRED, fennick, NOW + HOUR)
    happens(world.nia, person, K.ACCT_OPENED, fennick, NOW + HOUR)
    at = NOW + 2 * HOUR
    with viewing(world.amara, at, extract=True):
        before = table()
        told = actions.recount_all(by=world.amara, at=at)
        assert table() == before
    assert told.changed == 0
    assert {row[1] for row in before} >= ACCT | {"bail.initial", "recon.window"}
