"""Many things at once leave behind what one after the other does, and cost few questions."""

import pytest

from tests.custody import HOUR, arrived, suite
from tests.journey_world import places
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.models import Relationship
from throughcare.pathway import actions
from throughcare.pathway.actions import recording
from throughcare.pathway.models import Episode, RunningClock, Stay
from throughcare.pathway.queries.so_far import so_far
from throughcare.pathway.rules import EventKind, Happened, Leaving

pytestmark = pytest.mark.django_db
K = EventKind


@pytest.fixture
def scene():
    world = staffed()
    where = places(world)
    place = suite(world)
    people = [
        arrived(world.dana, place, ago=8 * HOUR, reference=f"AMB/{number}")[0]
        for number in range(4)
    ]
    return world, where, place, people


def way(person, place, station):
    """Out of custody, to the station by appointment, and away."""
    return [
        Happened(person, K.LEFT, place.id, NOW - 3 * HOUR, detail=Leaving.BAILED.value),
        Happened(person, K.ATTENDED_VOLUNTARILY, station, NOW - 2 * HOUR),
        Happened(person, K.LEFT, station, NOW - HOUR, detail=Leaving.BAILED.value),
    ]


def left_behind(world, person):
    """Everything that says where somebody was, until when, and who may know of it."""
    with viewing(world.feed, NOW, extract=True):
        stays = Stay.objects.filter(person_id=person).order_by("arrived_at")
        episodes = Episode.objects.filter(person_id=person).order_by("started_at")
        reasons = Relationship.objects.filter(person_id=person).order_by("because")
        return (
            list(stays.values_list("place_id", "arrived_at", "left_at", "reviews_done")),
            list(episodes.values_list("kind", "started_at", "ended_at", "leaving")),
            sorted(reasons.values_list("organisation_id", "because", "starts_at", "ends_at")),
            RunningClock.objects.filter(person_id=person).count(),
        )


def test_one_batch_leaves_behind_what_one_after_the_other_does(scene):
    world, where, place, (one, other, *_) = scene
    for event in way(one, place, where["station"]):
        (became,) = actions.record_events(by=world.feed, at=NOW, events=[event])
        assert became.outcome.value == "done"
    told = actions.record_events(by=world.feed, at=NOW, events=way(other, place, where["station"]))
    assert [each.outcome.value for each in told] == ["done"] * 3
    stays, episodes, reasons, clocks = left_behind(world, other)
    assert (stays, episodes, reasons, clocks) == left_behind(world, one)
    assert [left for _, _, left, _ in stays] == [NOW - 3 * HOUR, NOW - HOUR]
    assert [ended for _, _, ended, _ in episodes] == [NOW - 3 * HOUR, NOW - HOUR]
    assert reasons
    assert all(ends for *_, ends in reasons)


def test_however_many_the_database_alone_refuses_the_batch_is_decided_again_once(
    scene, monkeypatch
):
    world, where, place, people = scene
    asked, decided, plan = [], [], recording.Plan

    def planned(*given):
        decided.append(1)
        return plan(*given)

    def knowing_nothing(viewer, ids):
        asked.append(1)
        return {one: type(so_far(viewer, [one])[one])() for one in set(ids)}

    monkeypatch.setattr(recording, "so_far", knowing_nothing)
    monkeypatch.setattr(recording, "Plan", planned)
    told = [Happened(one, K.ATTENDED_VOLUNTARILY, where["station"], NOW) for one in people[:3]]
    told.insert(1, Happened(people[3], K.CHARGE_DECISION, place.id, NOW, detail="charged"))
    results = actions.record_events(by=world.feed, at=NOW, events=told)
    assert [one.outcome.value for one in results] == ["refused", "done", "refused", "refused"]
    assert all("somewhere else" in results[each].reasons[0] for each in (0, 2, 3))
    assert (len(asked), len(decided)) == (1, 2)
