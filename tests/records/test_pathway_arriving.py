"""Arriving: once per custody record, in one place at a time, known to those who cover the place."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from tests.custody import HOUR, arrived, somebody, suite
from tests.world import NOW, staffed
from throughcare.access.actions import trail
from throughcare.access.actions.acting import action, viewing
from throughcare.access.models import AuditEvent
from throughcare.access.rules import NotPermitted, Refused, RelationshipKind
from throughcare.pathway import actions, queries
from throughcare.pathway.models import Episode, Event, Stay
from throughcare.pathway.rules import Arrival, EventKind, Leaving, Outcome
from throughcare.people.actions import register
from throughcare.people.queries import sight_of
from throughcare.people.rules import BornPrecision

pytestmark = pytest.mark.django_db


def knows(viewer, person_id, at=NOW) -> bool:
    with viewing(viewer, at):
        return sight_of(viewer, person_id, at=at) is not None


def again(world, place, person_id, reference="AMB/2", ago=HOUR, **more) -> Arrival:
    return Arrival(person_id, place.id, reference, NOW - ago, **more)


def test_who_arrives_is_on_the_board_with_what_custody_said():
    world = staffed()
    place = suite(world)
    person, ids = arrived(
        world.dana,
        place,
        somebody("Robin Sampleford", known_as="Rob"),
        detention_authorised_at=NOW - HOUR / 2,
        likely_release_at=NOW + HOUR,
    )
    with viewing(world.amara, NOW):
        (row,) = queries.board(world.amara, place.id, at=NOW)
    assert (row.person_id, row.episode_id, row.stay_id) == (person, ids.episode_id, ids.stay_id)
    assert (row.name, row.known_as, row.born_on) == ("Robin Sampleford", "Rob", date(1992, 3, 27))
    assert row.detention_authorised_at == NOW - HOUR / 2
    assert row.likely_release_at == NOW + HOUR


def test_a_repeated_custody_record_is_the_same_arrival():
    world = staffed()
    place = suite(world)
    person, ids = arrived(world.dana, place, reference="AMB/1")
    once_more = actions.arrive(by=world.dana, at=NOW, arrival=again(world, place, person, "AMB/1"))
    assert once_more == ids
    with viewing(world.dana, NOW):
        assert Episode.objects.count() == Stay.objects.count() == Event.objects.count() == 1


def test_it_is_the_same_arrival_even_after_the_person_has_left():
    world = staffed()
    place = suite(world)
    person, ids = arrived(world.dana, place, reference="AMB/1", ago=3 * HOUR)
    actions.leave(
        by=world.dana,
        at=NOW,
        episode_id=ids.episode_id,
        left_at=NOW - HOUR,
        leaving=Leaving.BAILED,
    )
    later = NOW + HOUR
    assert not knows(world.dana, person, later)
    repeated = again(world, place, person, "AMB/1", 3 * HOUR)
    assert actions.arrive(by=world.dana, at=later, arrival=repeated) == ids
    assert not knows(world.dana, person, later), "a repeated row must not open the record again"


def test_a_custody_record_of_another_person_is_refused():
    world = staffed()
    place = suite(world)
    arrived(world.dana, place, reference="AMB/1")
    with pytest.raises(Refused, match="another person"):
        arrived(world.dana, place, somebody("Mavis Testington"), reference="AMB/1")


def test_nobody_is_in_two_places_at_once():
    world = staffed()
    place, other = suite(world), suite(world, code="amb-c2")
    person, _ = arrived(world.dana, place)
    with pytest.raises(Refused, match="already recorded at Amberford custody suite since"):
        actions.arrive(by=world.dana, at=NOW, arrival=again(world, other, person, ago=HOUR / 2))


def test_the_database_itself_refuses_two_places_at_once():
    world = staffed()
    place = suite(world)
    person, ids = arrived(world.dana, place)

    @action
    def squeeze_in(*, by, at):
        Stay.objects.bulk_create(
            [
                Stay(
                    person_id=person,
                    episode_id=ids.episode_id,
                    place_id=place.id,
                    arrived_at=NOW - HOUR / 2,
                )
            ]
        )
        trail.consulted(by=by, at=at, what="test", people=[], categories=[])

    with pytest.raises(IntegrityError, match="stay_in_one_place"), transaction.atomic():
        squeeze_in(by=world.dana, at=NOW)


def test_a_stay_that_the_worker_cannot_see_refuses_as_well_and_says_nothing_of_where():
    world = staffed()
    place = suite(world)
    person, _ = arrived(world.dana, place)
    court = actions.open_place(
        by=world.otto,
        at=NOW,
        organisation_id=world.organisations["elsewhere"],
        code="pen-c1",
        name="Pennmoor custody suite",
        kind="custody-suite",
    )
    with pytest.raises(Refused, match="somewhere else") as refused:
        actions.arrive(by=world.otto, at=NOW, arrival=again(world, court, person))
    assert "Amberford" not in str(refused.value)
    assert not knows(world.otto, person)


def test_many_arrive_at_once_and_each_is_answered_for_itself():
    world = staffed()
    place = suite(world)
    known, _ = arrived(world.dana, place, reference="AMB/1")
    new = [_registered(world, f"Person Number{n}") for n in range(4)]
    rows = [
        again(world, place, new[0][0], "AMB/10", stay_id=new[0][1]),
        again(world, place, known, "AMB/1"),
        again(world, place, new[1][0], "AMB/11", stay_id=new[1][1]),
        again(world, place, new[1][0], "AMB/12"),
        again(world, place, new[2][0], "AMB/13", ago=-HOUR),
        again(world, place, new[3][0], "AMB/10"),
    ]
    outcomes = [one.outcome for one in actions.arrive_many(by=world.dana, at=NOW, arrivals=rows)]
    assert outcomes == [
        Outcome.DONE,
        Outcome.KNOWN_ALREADY,
        Outcome.DONE,
        Outcome.REFUSED,
        Outcome.REFUSED,
        Outcome.REFUSED,
    ]
    with viewing(world.dana, NOW):
        assert Stay.objects.count() == Episode.objects.count() == 3


def test_one_row_that_the_database_refuses_keeps_no_other_back():
    world = staffed()
    place = suite(world)
    hidden, _ = arrived(world.dana, place)
    pennmoor = actions.open_place(
        by=world.otto,
        at=NOW,
        organisation_id=world.organisations["elsewhere"],
        code="pen-c1",
        name="Pennmoor custody suite",
        kind="custody-suite",
    )
    people = [_registered(world, f"Person Number{n}", by=world.otto) for n in range(5)]
    rows = [again(world, pennmoor, p, f"P/{n}", stay_id=s) for n, (p, s) in enumerate(people)]
    rows.insert(2, again(world, pennmoor, hidden, "P/hidden"))
    outcomes = actions.arrive_many(by=world.otto, at=NOW, arrivals=rows)
    assert [one.outcome for one in outcomes].count(Outcome.DONE) == 5
    assert outcomes[2].outcome is Outcome.REFUSED


def test_nothing_to_record_is_no_error():
    world = staffed()
    assert actions.arrive_many(by=world.dana, at=NOW, arrivals=[]) == []


def test_the_number_of_queries_does_not_grow_with_the_number_of_arrivals(
    django_assert_max_num_queries,
):
    world = staffed()
    place = suite(world)
    people = [_registered(world, f"Person Number{n}") for n in range(30)]
    rows = [again(world, place, p, f"P/{n}", stay_id=s) for n, (p, s) in enumerate(people)]
    with django_assert_max_num_queries(40):
        actions.arrive_many(by=world.dana, at=NOW, arrivals=rows)


def test_adults_are_known_to_the_adult_team_and_children_to_theirs():
    world = staffed()
    place = suite(world)
    adult, _ = arrived(world.dana, place)
    child, _ = arrived(world.dana, place, somebody("Kestrel Placeholder", date(2010, 5, 3)))
    assert knows(world.amara, adult)
    assert not knows(world.joel, adult)
    assert knows(world.joel, child)
    assert not knows(world.amara, child)
    assert not knows(world.otto, adult)


@pytest.mark.parametrize(
    ("born_on", "precision"),
    [(None, BornPrecision.UNKNOWN), (date(2008, 1, 1), BornPrecision.YEAR)],
)
def test_whoever_may_be_a_child_or_an_adult_is_known_to_both_teams(born_on, precision):
    world = staffed()
    person, _ = arrived(world.dana, suite(world), somebody(born_on=born_on, precision=precision))
    assert knows(world.amara, person)
    assert knows(world.joel, person)


def test_an_organisation_that_neither_runs_nor_covers_a_place_records_nobody_there():
    world = staffed()
    place = suite(world)
    with pytest.raises(Refused, match="neither runs this place nor covers it"):
        actions.arrive(by=world.otto, at=NOW, arrival=again(world, place, uuid4()))


def test_a_receiving_service_records_no_arrivals():
    world = staffed()
    with pytest.raises(NotPermitted):
        actions.arrive(by=world.priya, at=NOW, arrival=again(world, suite(world), uuid4()))


def test_a_passage_that_is_already_over_opens_no_record_to_anybody_for_longer_than_its_tail():
    world = staffed()
    place = suite(world)
    old, stay = _registered(world, "Long Gone")
    actions.arrive(
        by=world.dana,
        at=NOW,
        arrival=again(
            world,
            place,
            old,
            ago=timedelta(days=400),
            left_at=NOW - timedelta(days=399),
            leaving=Leaving.NO_ACTION,
            stay_id=stay,
        ),
    )
    assert not knows(world.dana, old)
    assert not knows(world.amara, old)
    with viewing(world.amara, NOW, extract=True):
        episode = Episode.objects.get(person_id=old)
        assert (episode.leaving, episode.ended_at) == (
            Leaving.NO_ACTION,
            NOW - timedelta(days=399),
        )
        assert {event.kind for event in episode.events.all()} == {EventKind.ARRIVED, EventKind.LEFT}


def test_an_arrival_is_on_the_trail():
    world = staffed()
    person, _ = arrived(world.dana, suite(world))
    with viewing(world.dana, NOW):
        event = AuditEvent.objects.get(what="arrive")
    assert event.person_ids == [person]
    assert event.relationship == RelationshipKind.PRESENT


def test_known_references_are_told_to_who_brings_records_in():
    world = staffed()
    place = suite(world)
    _, ids = arrived(world.dana, place, reference="AMB/1")
    with viewing(world.feed, NOW, extract=True):
        known = queries.known_references(world.feed, "throughcare", ["AMB/1", "AMB/2"])
    assert known == {"AMB/1": ids.episode_id}
    with viewing(world.priya, NOW), pytest.raises(NotPermitted):
        queries.known_references(world.priya, "throughcare", ["AMB/1"])


def test_the_board_has_an_index_of_nobody_but_who_is_here_now():
    """Which index is taken for few rows is the planner's affair; that there is one is ours."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'stay_here_now'")
        ((definition,),) = cursor.fetchall()
    assert definition.endswith("(place_id, arrived_at) WHERE (left_at IS NULL)")


def _registered(world, name, by=None):
    stay_id = uuid4()
    person = register(
        by=by or world.dana,
        at=NOW,
        person=somebody(name),
        relationship=RelationshipKind.PRESENT,
        because="test",
        made_by_event=stay_id,
    )
    return person, stay_id
