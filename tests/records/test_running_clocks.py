"""The table of running clocks: always equal to what the events say, reckoned from scratch."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.custody import HOUR, arrived, suite
from tests.journey_world import DAY, happens, places
from tests.world import NOW, staffed
from throughcare.access.actions.acting import bookkeeping, viewing
from throughcare.access.rules import NotPermitted, Refused
from throughcare.clocks.kept import Kept, seen_at
from throughcare.clocks.limits import published
from throughcare.clocks.reckoning import State
from throughcare.clocks.standing import standing
from throughcare.pathway import actions
from throughcare.pathway.actions import ToList
from throughcare.pathway.models import Event, Place, RunningClock, Stay
from throughcare.pathway.queries.so_far import so_far
from throughcare.pathway.rules import BY_CUSTODY, EventKind, Exactness, Leaving, ListingKind
from throughcare.pathway.rules.running import counted

pytestmark = pytest.mark.django_db
K = EventKind


@pytest.fixture
def scene():
    world = staffed()
    person, ids = arrived(world.dana, suite(world), ago=8 * HOUR)
    return world, places(world), person, ids


def rows(viewer, person, at=NOW):
    """What is kept, by limit: when it started, when it is due, since when it is paused."""
    with viewing(viewer, at, extract=True):
        return {
            row.limit_id: row
            for row in RunningClock.objects.filter(person_id=person).order_by("limit_id")
        }


def test_an_arrival_starts_detention_and_authorising_it_the_review(scene):
    world, _, person, ids = scene
    assert {"pace.detention.basic"} == set(rows(world.dana, person))
    actions.authorise_detention(
        by=world.dana, at=NOW, episode_id=ids.episode_id, authorised_at=NOW - 7 * HOUR
    )
    kept = rows(world.dana, person)
    assert kept["pace.detention.basic"].due_at == NOW + 16 * HOUR
    assert kept["pace.review.1"].due_at == NOW - HOUR
    actions.review(by=world.dana, at=NOW, episode_id=ids.episode_id, reviewed_at=NOW - HOUR)
    kept = rows(world.dana, person)
    assert set(kept) == {"pace.detention.basic", "pace.review.n"}
    assert kept["pace.review.n"].due_at == NOW + 8 * HOUR


def test_leaving_ends_every_clock_of_the_stay(scene):
    world, _, person, ids = scene
    actions.leave(
        by=world.dana, at=NOW, episode_id=ids.episode_id, left_at=NOW, leaving=Leaving.NO_ACTION
    )
    assert not rows(world.amara, person)


def test_an_extension_and_time_in_hospital_move_the_detention_limit(scene):
    world, _, person, ids = scene
    with viewing(world.dana, NOW):
        place = Stay.objects.get(pk=ids.stay_id).place_id
    happens(world.dana, person, K.TO_TREATMENT, place, happened_at=NOW - 3 * HOUR)
    paused = rows(world.dana, person)["pace.detention.basic"]
    assert paused.paused_at == NOW - 3 * HOUR
    assert paused.due_at == NOW + 16 * HOUR
    happens(world.dana, person, K.BACK_FROM_TREATMENT, place, happened_at=NOW - HOUR)
    back = rows(world.dana, person)["pace.detention.basic"]
    assert (back.paused_at, back.due_at) == (None, NOW + 18 * HOUR)
    happens(world.dana, person, K.EXTENDED, place, detail="superintendent")
    assert rows(world.dana, person)["pace.detention.basic"].due_at == NOW + 30 * HOUR


def test_a_charge_ends_detention_without_charge(scene):
    world, _, person, ids = scene
    with viewing(world.dana, NOW):
        place = Stay.objects.get(pk=ids.stay_id).place_id
    happens(world.dana, person, K.CHARGE_DECISION, place, detail="charged")
    assert not rows(world.dana, person)


def test_what_is_told_late_moves_the_clock_and_the_clock_says_so(scene):
    world, _, person, ids = scene
    with viewing(world.dana, NOW):
        place = Stay.objects.get(pk=ids.stay_id).place_id
    happens(world.dana, person, K.DETENTION_AUTHORISED, place, happened_at=NOW - 5 * HOUR)
    before = rows(world.dana, person)["pace.review.1"]
    assert (before.due_at, before.retimed_at) == (NOW + HOUR, None)
    happens(world.dana, person, K.DETENTION_AUTHORISED, place, happened_at=NOW - 7 * HOUR)
    moved = rows(world.dana, person)["pace.review.1"]
    assert (moved.due_at, moved.retimed_at, moved.due_before) == (NOW - HOUR, NOW, NOW + HOUR)


def test_a_correction_moves_the_clock_and_the_clock_says_so(scene):
    world, _, person, ids = scene
    actions.authorise_detention(
        by=world.dana, at=NOW, episode_id=ids.episode_id, authorised_at=NOW - 5 * HOUR
    )
    with viewing(world.dana, NOW):
        event = Event.objects.get(kind=K.DETENTION_AUTHORISED).pk
    actions.correct_event(
        by=world.dana, at=NOW, event_id=event, reason="Typed wrongly", happened_at=NOW - 4 * HOUR
    )
    moved = rows(world.dana, person)["pace.review.1"]
    assert (moved.due_at, moved.due_before) == (NOW + 2 * HOUR, NOW + HOUR)


def received(world, where, person, ids, at=NOW + HOUR, **more):
    actions.leave(
        by=world.dana, at=NOW, episode_id=ids.episode_id, left_at=NOW,
        leaving=Leaving.CHARGED_DETAINED,
    )  # fmt: skip
    happens(world.amara, person, K.REMANDED, where["court"], NOW, detail="PR",
            to_place_id=where["fennick"])  # fmt: skip
    happens(world.nia, person, K.RECEIVED, where["fennick"], at, **{"detail": "remand"} | more)


def test_a_reception_starts_the_screens_and_a_release_the_first_contact(scene):
    world, where, person, ids = scene
    received(world, where, person, ids)
    kept = rows(world.nia, person)
    assert set(kept) == {"prison.first", "prison.second"}
    assert kept["prison.first"].due_at is None, "nobody sets a length"
    happens(world.nia, person, K.FIRST_SCREENED, where["fennick"], NOW + 2 * HOUR)
    assert set(rows(world.nia, person)) == {"prison.second"}
    happens(world.nia, person, K.RELEASED, where["fennick"], NOW + 2 * DAY, detail="unplanned")
    kept = rows(world.amara, person, NOW + 2 * DAY)
    assert set(kept) == {"release.mh"}
    assert kept["release.mh"].due_at == NOW + 5 * DAY
    happens(world.amara, person, K.STREET_CONTACT, where["street"], NOW + 3 * DAY)
    assert not rows(world.amara, person, NOW + 3 * DAY)


@pytest.mark.parametrize("how", ["removed", "died", "recalled"])
def test_nobody_is_to_be_met_who_left_the_country_died_or_is_held_again(scene, how):
    world, where, person, ids = scene
    received(world, where, person, ids)
    detail = "removed" if how == "removed" else "planned"
    happens(world.nia, person, K.RELEASED, where["fennick"], NOW + DAY, detail=detail)
    if how == "died":
        happens(world.amara, person, K.DIED, where["street"], NOW + 2 * DAY, detail="community")
    if how == "recalled":
        happens(world.amara, person, K.RECALLED, where["street"], NOW + 2 * DAY)
    assert not rows(world.amara, person, NOW + 2 * DAY)


def test_a_screen_on_the_day_of_arrival_counts_though_nobody_knows_the_time(scene):
    world, where, person, ids = scene
    received(world, where, person, ids, NOW + 5 * HOUR)
    happens(world.nia, person, K.FIRST_SCREENED, where["fennick"], NOW + 6 * HOUR,
            happened_at=NOW, exactness=Exactness.DAY)  # fmt: skip
    assert "prison.first" not in rows(world.nia, person, NOW + 6 * HOUR)


def test_a_transfer_to_hospital_has_two_halves_and_ends_with_it(scene):
    world, where, person, ids = scene
    received(world, where, person, ids)
    at = NOW + DAY
    happens(world.amara, person, K.TRANSFER_REFERRED, where["fennick"], at)
    assert {"mha.transfer.a", "mha.transfer.total"} <= set(rows(world.amara, person, at))
    happens(world.amara, person, K.TRANSFER_ASSESSED, where["fennick"], at + 3 * DAY)
    kept = rows(world.amara, person, at + 3 * DAY)
    assert kept["mha.transfer.b"].due_at == at + 17 * DAY
    assert "mha.transfer.a" not in kept
    happens(world.amara, person, K.TRANSFER_WITHDRAWN, where["fennick"], at + 4 * DAY)
    assert not {"mha.transfer.b", "mha.transfer.total"} & set(
        rows(world.amara, person, at + 4 * DAY)
    )


def test_a_hospital_order_waits_for_the_admission(scene):
    world, where, person, _ = scene
    happens(world.amara, person, K.SENTENCED, where["court"], NOW - HOUR, detail="1008",
            to_place_id=where["clinic"])  # fmt: skip
    assert rows(world.amara, person)["mha.s37.admit"].due_at == NOW - HOUR + 28 * DAY
    with viewing(world.amara, NOW):
        episode = Stay.objects.get(left_at__isnull=True).episode_id
    actions.leave(by=world.dana, at=NOW, episode_id=episode, left_at=NOW, leaving=Leaving.HOSPITAL)
    happens(world.amara, person, K.HOSPITAL_ARRIVED, where["clinic"], NOW + HOUR, detail="10")
    assert not rows(world.amara, person)


def test_a_place_of_safety_has_a_clock_and_an_extension(scene):
    world, where, person, ids = scene
    actions.leave(
        by=world.dana, at=NOW, episode_id=ids.episode_id, left_at=NOW, leaving=Leaving.NO_ACTION
    )
    at = NOW + HOUR
    happens(world.amara, person, K.SECTION_136, where["safety"], at)
    assert rows(world.amara, person)["mha.135-136"].due_at == at + DAY
    happens(world.amara, person, K.SAFETY_EXTENDED, where["safety"], at + HOUR)
    assert rows(world.amara, person)["mha.135-136"].due_at == at + 36 * HOUR


def asked(world, where, person, due):
    return actions.list_person(
        by=world.amara, at=NOW,
        listing=ToList(person, where["court"], ListingKind.HEARING, (NOW + DAY).date(),
                       report_due_at=due),
    )  # fmt: skip


def test_a_report_that_a_court_asked_for_is_due_until_sent_heard_or_cancelled(scene):
    world, where, person, _ = scene
    listing = asked(world, where, person, NOW + DAY)
    assert rows(world.amara, person)["report.court"].due_at == NOW + DAY
    asked(world, where, person, NOW + 2 * HOUR)
    assert rows(world.amara, person)["report.court"].due_at == NOW + 2 * HOUR
    court = world.organisations["court"]
    actions.report_sent(by=world.amara, at=NOW, person_id=person, organisation_id=court)
    asked(world, where, person, NOW + 3 * HOUR)
    assert "report.court" not in rows(world.amara, person)
    actions.cancel_listing(by=world.amara, at=NOW, listing_id=listing)
    again = asked(world, where, person, NOW + 2 * HOUR)
    assert "report.court" in rows(world.amara, person)
    actions.cancel_listing(by=world.amara, at=NOW, listing_id=again)
    assert "report.court" not in rows(world.amara, person)
    asked(world, where, person, NOW + 2 * HOUR)
    happens(world.amara, person, K.HEARING, where["court"], NOW + DAY, detail="bail")
    assert "report.court" not in rows(world.amara, person)


def test_who_does_not_know_the_person_sees_no_clock_of_theirs(scene):
    world, _, person, _ = scene
    assert rows(world.dana, person)
    assert not rows(world.otto, person)


# Any events in any order leave the table equal to the answer that is reckoned from scratch.
STEPS = [
    (K.DETENTION_AUTHORISED, ""),
    (K.REVIEWED, ""),
    (K.EXTENDED, "superintendent"),
    (K.TO_TREATMENT, ""),
    (K.BACK_FROM_TREATMENT, ""),
    (K.CHARGE_DECISION, "charged"),
    (K.BAILED, "before-charge"),
    (K.BAIL_EXTENDED, "senior-officer"),
    (K.BAIL_BREACHED, ""),
    (K.BAIL_ENDED, ""),
    (K.ADULT_CALLED, ""),
    (K.LEFT, "released-no-further-action"),
]
INSIDE = [
    (K.RECEIVED, "remand"),
    (K.FIRST_SCREENED, ""),
    (K.SECOND_SCREENED, ""),
    (K.TRANSFER_REFERRED, ""),
    (K.TRANSFER_ASSESSED, ""),
    (K.ACCT_OPENED, ""),
    (K.ACCT_PLANNED, ""),
    (K.ACCT_CLOSED, ""),
    (K.RECONNECT_REFERRED, ""),
    (K.RECONNECT_ENDED, ""),
    (K.RELEASED, "planned"),
    (K.STREET_CONTACT, ""),
    (K.RECALLED, ""),
]
happened = st.lists(
    st.tuples(st.sampled_from([(s, "suite") for s in STEPS] + [(s, "prison") for s in INSIDE]),
              st.integers(-7 * 60, 40 * 24 * 60), st.booleans()),
    max_size=14,
)  # fmt: skip


@pytest.fixture
def amber():
    world = staffed()
    return world, places(world), suite(world)


@settings(
    deadline=None,
    max_examples=25,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(happened, st.integers(0, 60 * 24))
def test_whatever_happens_in_whatever_order_the_table_is_what_the_events_say(amber, told, later):
    world, where, place = amber
    person, _ = arrived(world.dana, place, ago=8 * HOUR)
    end = NOW + 41 * DAY
    for (kind, detail), minutes, correct in [(*step[0][:1], *step[1:]) for step in told]:
        at_place = place.id if (kind, detail) in STEPS else where["fennick"]
        if kind in (K.STREET_CONTACT, K.RECALLED):
            at_place = where["street"]
        moment = NOW + timedelta(minutes=minutes)
        try:
            by = world.dana if kind in BY_CUSTODY else world.amara
            made = happens(by, person, kind, at_place, end, happened_at=moment, detail=detail)
            if correct and made.event_id:
                actions.correct_event(
                    by=by, at=end, event_id=made.event_id, reason="Corrected",
                    happened_at=moment + HOUR / 2,
                )  # fmt: skip
        except (Refused, NotPermitted):
            continue
    assert kept_answers(world.amara, person, end, later) == scratch(world.amara, person, end, later)


def kept_answers(viewer, person, end, later):
    at = end + timedelta(minutes=later)
    found = {}
    for limit, row in rows(viewer, person, end).items():
        if row.started_at > at:
            continue
        one = Kept(limit, row.started_at, row.started_by, row.due_at, row.warn_at, row.paused_at)
        clock = seen_at(one, at, published())
        state = State.RUNNING if clock.state is State.DUE_SOON else clock.state
        found[row.about, limit] = (state, clock.started_at, clock.due_at, clock.warn_at)
    return found


def scratch(viewer, person, end, later):
    """What `standing` answers from the events alone, at the moment itself."""
    at = end + timedelta(minutes=later)
    with viewing(viewer, end, extract=True):
        known = so_far(viewer, [person])[person]
    found = {}
    for one in counted(person, known):
        for limit in one.limits:
            seen = standing(limit, one.events, at)
            if seen.started_at is not None and seen.met_at is None:
                found[one.about, limit] = (
                    seen.state, seen.started_at, seen.due_at, seen.warn_at,
                )  # fmt: skip
    return found


def test_a_place_without_limits_has_no_clock():
    world = staffed()
    assert Place.objects.count() == 0
    assert rows(world.amara, world.organisations["police"]) == {}


def table():
    """Everything that is kept, without when it was moved."""
    return sorted(
        RunningClock.objects.values_list(
            "about", "limit_id", "started_at", "started_by", "due_at", "warn_at", "paused_at",
            "person_id", "place_id", "stay_id", "listing_id",
        )
    )  # fmt: skip


def test_counting_everything_anew_finds_what_was_counted_step_by_step(scene):
    world, where, person, ids = scene
    prison = arrived(world.dana, suite(world), ago=30 * HOUR)[0]
    with viewing(world.dana, NOW):
        place = Stay.objects.get(pk=ids.stay_id).place_id
        episode = Stay.objects.get(person_id=prison).episode_id
    happens(world.dana, person, K.DETENTION_AUTHORISED, place, happened_at=NOW - 7 * HOUR)
    happens(world.dana, person, K.TO_TREATMENT, place, happened_at=NOW - HOUR)
    happens(world.amara, person, K.SENTENCED, where["court"], NOW, detail="1088",
            to_place_id=where["clinic"])  # fmt: skip
    asked(world, where, person, NOW + DAY)
    actions.leave(
        by=world.dana, at=NOW, episode_id=episode, left_at=NOW - 20 * HOUR,
        leaving=Leaving.CHARGED_DETAINED,
    )  # fmt: skip
    happens(world.amara, prison, K.RECEIVED, where["fennick"], NOW, detail="transfer",
            happened_at=NOW - 19 * HOUR)  # fmt: skip
    happens(world.nia, prison, K.FIRST_SCREENED, where["fennick"], happened_at=NOW - 2 * HOUR)
    released = NOW + HOUR
    happens(world.nia, prison, K.RELEASED, where["fennick"], released, detail="planned")
    with viewing(world.amara, released, extract=True):
        before = table()
        told = actions.recount_all(by=world.amara, at=released)
        assert table() == before
        assert (told.clocks, told.changed) == (5, 0), "review, detention, order, report, contact"
        spoil(by=world.amara, at=released)
        assert table() != before
        again = actions.recount_all(by=world.amara, at=released)
        assert table() == before
    assert (again.clocks, again.changed) == (5, 5)


@bookkeeping
def spoil(*, by, at):
    """Two clocks are lost, and all others moved."""
    kept = RunningClock.objects.filter(limit_id__in=["mha.s45A.admit", "pace.review.1"])
    assert kept.count() == 2
    kept.delete()
    RunningClock.objects.update(started_at=at, paused_at=at)


def test_a_clock_that_nothing_explains_is_gone_once_counted_anew(scene):
    world, _, person, ids = scene

    @bookkeeping
    def spoil(*, by, at):
        Stay.objects.filter(pk=ids.stay_id).update(left_at=at)

    spoil(by=world.dana, at=NOW)
    with viewing(world.amara, NOW, extract=True):
        told = actions.recount_all(by=world.amara, at=NOW)
    assert (told.clocks, told.changed) == (0, 1)
    assert not rows(world.amara, person)


def test_two_records_that_became_one_are_counted_anew(scene):
    world, _, person, _ = scene
    actions.recount(by=world.amara, at=NOW, person_id=person)
    assert set(rows(world.amara, person)) == {"pace.detention.basic"}
