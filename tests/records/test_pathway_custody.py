"""In custody: detention authorised, reviews, leaving, and who loses sight when."""

from datetime import timedelta

import pytest

from tests.custody import HOUR, arrived, suite
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.models import Relationship
from throughcare.access.rules import NotPermitted, Refused
from throughcare.access.tails import published
from throughcare.pathway import actions, queries
from throughcare.pathway.models import Event
from throughcare.pathway.rules import (
    BY_CUSTODY,
    Departure,
    EventKind,
    Happened,
    Leaving,
    Outcome,
)
from throughcare.people.queries import sight_of

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)


@pytest.fixture
def scene():
    world = staffed()
    place = suite(world)
    person, ids = arrived(world.dana, place, ago=8 * HOUR)
    return world, place, person, ids.episode_id


def here(world, person, at=NOW, viewer="dana"):
    who = getattr(world, viewer)
    with viewing(who, at):
        sight = sight_of(who, person, at=at)
        return queries.current_episode(sight) if sight else None


def leave(world, episode, *, at=NOW, left_at=NOW, leaving=Leaving.BAILED, by="dana"):
    actions.leave(
        by=getattr(world, by), at=at, episode_id=episode, left_at=left_at, leaving=leaving
    )


def test_reviews_follow_authorisation_and_are_counted(scene):
    world, _, person, episode = scene
    given = {"by": world.dana, "at": NOW, "episode_id": episode}
    with pytest.raises(Refused, match="Record first when detention was authorised"):
        actions.review(**given, reviewed_at=NOW)
    actions.authorise_detention(**given, authorised_at=NOW - 7 * HOUR)
    with pytest.raises(Refused, match="cannot be before detention was authorised"):
        actions.review(**given, reviewed_at=NOW - 7.5 * HOUR)
    actions.review(**given, reviewed_at=NOW - 2 * HOUR)
    actions.review(**given, reviewed_at=NOW - 2 * HOUR)
    with pytest.raises(Refused, match="cannot be before the review before"):
        actions.review(**given, reviewed_at=NOW - 3 * HOUR)
    actions.review(**given, reviewed_at=NOW - HOUR)
    now = here(world, person)
    assert (now.detention_authorised_at, now.reviews_done, now.last_review_at) == (
        NOW - 7 * HOUR,
        2,
        NOW - HOUR,
    )


def test_detention_is_authorised_once_and_not_before_arrival(scene):
    world, _, _, episode = scene
    given = {"by": world.dana, "at": NOW, "episode_id": episode}
    with pytest.raises(Refused, match="cannot be before they arrived"):
        actions.authorise_detention(**given, authorised_at=NOW - 9 * HOUR)
    with pytest.raises(Refused, match="in the future"):
        actions.authorise_detention(**given, authorised_at=NOW + HOUR)
    actions.authorise_detention(**given, authorised_at=NOW - 7 * HOUR)
    actions.authorise_detention(**given, authorised_at=NOW - 7 * HOUR)
    with pytest.raises(Refused, match="already recorded"):
        actions.authorise_detention(**given, authorised_at=NOW - 6 * HOUR)


def test_the_likely_release_can_be_said_changed_and_taken_back(scene):
    world, _, person, episode = scene
    given = {"by": world.dana, "at": NOW, "episode_id": episode}
    actions.expect_release(**given, likely_release_at=NOW + HOUR)
    assert here(world, person).likely_release_at == NOW + HOUR
    actions.expect_release(**given, likely_release_at=None)
    assert here(world, person).likely_release_at is None
    with pytest.raises(Refused, match="in the past"):
        actions.expect_release(**given, likely_release_at=NOW - HOUR)


def test_who_leaves_is_off_the_board_and_in_the_journey(scene):
    world, place, person, episode = scene
    leave(world, episode, left_at=NOW - HOUR)
    with viewing(world.amara, NOW):
        assert queries.board(world.amara, place.id, at=NOW) == []
        sight = sight_of(world.amara, person, at=NOW)
        (passage,) = queries.episodes(sight)
    assert (passage.ended_at, passage.leaving) == (NOW - HOUR, Leaving.BAILED)
    assert [event.kind for event in passage.events] == [EventKind.ARRIVED, EventKind.LEFT]


def test_custody_loses_sight_on_leaving_and_liaison_after_fourteen_days(scene):
    world, _, person, episode = scene
    assert here(world, person)
    leave(world, episode)
    assert here(world, person, NOW + HOUR / 60) is None
    soon, late = NOW + 13 * DAYS, NOW + 15 * DAYS
    with viewing(world.amara, soon):
        assert sight_of(world.amara, person, at=soon)
    with viewing(world.amara, late):
        assert sight_of(world.amara, person, at=late) is None


def test_the_tail_runs_from_when_they_left_not_from_when_it_was_typed(scene):
    world, _, person, episode = scene
    at = NOW + 10 * DAYS
    leave(world, episode, at=at, left_at=NOW)
    with viewing(world.amara, at, extract=True):
        ends = Relationship.objects.get(
            person_id=person, organisation_id=world.organisations["liaison"]
        ).ends_at
    assert ends == NOW + 14 * DAYS


def test_liaison_can_record_that_somebody_left_and_custody_loses_sight_all_the_same(scene):
    world, _, person, episode = scene
    leave(world, episode, by="amara")
    assert here(world, person, NOW + HOUR) is None


def test_an_outsider_ends_nothing(scene):
    world, _, person, episode = scene
    with pytest.raises((Refused, NotPermitted)):
        leave(world, episode, by="otto")
    assert here(world, person)


def test_leaving_twice_in_the_same_words_changes_nothing_and_in_other_words_is_refused(scene):
    world, _, _, episode = scene
    leave(world, episode, by="amara")
    leave(world, episode, by="amara")
    with pytest.raises(Refused, match="already recorded that they left"):
        leave(world, episode, by="amara", leaving=Leaving.HOSPITAL)


def test_nobody_leaves_before_they_arrived_or_in_the_future(scene):
    world, _, _, episode = scene
    with pytest.raises(Refused, match="cannot be before they arrived"):
        leave(world, episode, left_at=NOW - 9 * HOUR)
    with pytest.raises(Refused, match="in the future"):
        leave(world, episode, left_at=NOW + HOUR)


def test_after_leaving_nothing_more_happens_in_custody(scene):
    world, _, _, episode = scene
    leave(world, episode, by="amara")
    with pytest.raises(Refused, match="not in custody now"):
        actions.authorise_detention(
            by=world.dana, at=NOW, episode_id=episode, authorised_at=NOW - HOUR
        )


def test_somebody_who_left_can_arrive_again(scene):
    world, place, _, episode = scene
    leave(world, episode, left_at=NOW - HOUR)
    person, ids = arrived(world.dana, place, ago=HOUR)
    assert here(world, person).episode_id == ids.episode_id


def test_many_leave_and_each_is_answered_for_itself(scene):
    world, place, _, episode = scene
    _, other = arrived(world.dana, place)
    results = actions.leave_many(
        by=world.dana,
        at=NOW,
        departures=[
            Departure(episode, NOW, Leaving.BAILED),
            Departure(other.episode_id, NOW + HOUR),
            Departure(other.episode_id, NOW, Leaving.NO_ACTION),
        ],
    )
    assert [outcome for _, outcome, _ in results] == [
        Outcome.DONE,
        Outcome.REFUSED,
        Outcome.DONE,
    ]


def test_every_tail_says_who_says_so():
    assert all(tail.length.source for tail in published())


def test_only_those_who_keep_custody_record_what_they_decide_of_detention():
    world = staffed()
    place = suite(world)
    person, ids = arrived(world.dana, place, ago=8 * HOUR)
    moment = {"by": world.amara, "at": NOW, "episode_id": ids.episode_id}
    with pytest.raises(NotPermitted):
        actions.authorise_detention(**moment, authorised_at=NOW - 7 * HOUR)
    for kind in BY_CUSTODY:
        told = Happened(person, kind, place.id, NOW - 7 * HOUR)
        with pytest.raises(NotPermitted):
            actions.record_event(by=world.amara, at=NOW, event=told)
    seen = Happened(person, EventKind.ADULT_ARRIVED, place.id, NOW - HOUR)
    assert actions.record_event(by=world.amara, at=NOW, event=seen).event_id
    actions.authorise_detention(**moment | {"by": world.dana}, authorised_at=NOW - 7 * HOUR)
    with viewing(world.amara, NOW):
        event = Event.objects.get(kind=EventKind.DETENTION_AUTHORISED).pk
    with pytest.raises(NotPermitted):
        actions.correct_event(
            by=world.amara, at=NOW, event_id=event, reason="Not mine", happened_at=NOW - HOUR
        )
