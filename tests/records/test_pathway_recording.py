"""Whole journeys: from custody over court to prison and out again, and who knows whom when."""

from datetime import timedelta

import pytest

from tests.custody import HOUR, arrived, suite
from tests.journey_world import DAY, happens, places
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.access.rules import INSTALLATION, NotPermitted, Refused
from throughcare.pathway import actions
from throughcare.pathway.actions import ToList
from throughcare.pathway.models import Episode, Event, Listing, Stay
from throughcare.pathway.queries.so_far import so_far
from throughcare.pathway.rules import (
    EpisodeKind,
    EventKind,
    Exactness,
    Happened,
    Leaving,
    ListingKind,
    Outcome,
)
from throughcare.people.queries import sight_of

pytestmark = pytest.mark.django_db
K = EventKind


@pytest.fixture
def scene():
    world = staffed()
    person, ids = arrived(world.dana, suite(world), ago=8 * HOUR)
    return world, places(world), person, ids.episode_id


def knows(viewer, person, at=NOW):
    with viewing(viewer, at):
        return sight_of(viewer, person, at=at) is not None


def leave(world, episode, at=NOW):
    actions.leave(
        by=world.dana, at=at, episode_id=episode, left_at=at, leaving=Leaving.CHARGED_DETAINED
    )


def imprisoned(world, where, person, episode):
    leave(world, episode)
    happens(world.amara, person, K.REMANDED, where["court"], NOW + HOUR, detail="PR",
            to_place_id=where["fennick"])  # fmt: skip
    return happens(world.nia, person, K.RECEIVED, where["fennick"], NOW + 3 * HOUR, detail="remand")


def test_from_custody_over_court_to_prison_and_out(scene):
    world, where, person, episode = scene
    leave(world, episode)
    assert not knows(world.helen, person)
    assert not knows(world.nia, person)
    at = NOW + HOUR
    happens(world.amara, person, K.HEARING, where["court"], at, detail="police-cells")
    assert knows(world.helen, person, at), "the court knows whose case it hears"
    happens(world.helen, person, K.REMANDED, where["court"], at + HOUR, detail="PR",
            to_place_id=where["fennick"])  # fmt: skip
    at += 2 * HOUR
    assert knows(world.nia, person, at), "a prison knows whom it expects"
    received = happens(world.nia, person, K.RECEIVED, where["fennick"], at, detail="remand")
    happens(world.nia, person, K.FIRST_SCREENED, where["fennick"], at + HOUR)
    happens(world.nia, person, K.RELEASE_PLANNED, where["fennick"], at + DAY,
            planned_for=at + 20 * DAY)  # fmt: skip
    happens(world.nia, person, K.RELEASED, where["fennick"], at + 20 * DAY, detail="planned")
    assert not knows(world.nia, person, at + 20 * DAY + HOUR)
    assert knows(world.amara, person, at + 25 * DAY)
    with viewing(world.amara, at + 20 * DAY, extract=True):
        stay = Stay.objects.get(episode_id=received.episode_id)
        term = Episode.objects.get(pk=received.episode_id)
        court = Episode.objects.get(kind=EpisodeKind.COURT)
        assert Listing.objects.get(kind="reception").state == "happened"
    assert (stay.arrived_at, stay.left_at) == (at, at + 20 * DAY)
    assert stay.likely_release_at == at + 20 * DAY
    assert (term.kind, term.leaving) == (EpisodeKind.DETENTION, Leaving.RELEASED)
    assert court.ended_at is None, "the case goes on after a remand"


def test_impossible_orders_are_refused_and_nothing_is_kept(scene):
    world, where, person, episode = scene
    imprisoned(world, where, person, episode)
    at = NOW + 5 * HOUR
    with pytest.raises(Refused, match="before they came to HMP Fennick"):
        happens(world.nia, person, K.RELEASED, where["fennick"], at, happened_at=NOW + HOUR)
    with pytest.raises(Refused, match="recorded at HMP Fennick since"):
        happens(world.nia, person, K.RECEIVED, where["annexe"], at)
    with viewing(world.amara, at):
        assert not Event.objects.filter(kind=K.RELEASED).exists()


def test_a_transfer_and_a_hospital_stay_belong_to_one_term(scene):
    world, where, person, episode = scene
    received = imprisoned(world, where, person, episode)
    at = NOW + DAY
    happens(world.nia, person, K.MOVED_OUT, where["fennick"], at, to_place_id=where["annexe"])
    moved = happens(world.nia, person, K.RECEIVED, where["annexe"], at + HOUR, detail="transfer")
    at += 2 * DAY
    happens(world.nia, person, K.TO_HOSPITAL, where["annexe"], at, detail="16",
            to_place_id=where["clinic"])  # fmt: skip
    there = happens(world.amara, person, K.HOSPITAL_ARRIVED, where["clinic"], at + HOUR)
    happens(world.amara, person, K.HOSPITAL_LEFT, where["clinic"], at + DAY, detail="remitted",
            to_place_id=where["fennick"])  # fmt: skip
    back = happens(world.nia, person, K.RECEIVED, where["fennick"], at + DAY + HOUR)
    assert {one.episode_id for one in (moved, there, back)} == {received.episode_id}
    with viewing(world.amara, at + DAY + HOUR):
        assert Stay.objects.filter(episode_id=received.episode_id).count() == 4
        assert Episode.objects.get(pk=received.episode_id).ended_at is None


def test_saying_it_again_changes_nothing(scene):
    world, where, person, episode = scene
    imprisoned(world, where, person, episode)
    again = happens(world.nia, person, K.RECEIVED, where["fennick"], NOW + 4 * HOUR,
                    happened_at=NOW + 3 * HOUR, detail="remand")  # fmt: skip
    assert again.outcome is Outcome.KNOWN_ALREADY


def test_events_of_custody_move_what_its_clocks_run_from(scene):
    world, _where, person, episode = scene
    with viewing(world.dana, NOW):
        place = Stay.objects.get(episode_id=episode).place_id
    happens(world.dana, person, K.DETENTION_AUTHORISED, place, happened_at=NOW - 7 * HOUR)
    happens(world.dana, person, K.REVIEWED, place, happened_at=NOW - HOUR)
    late = happens(world.dana, person, K.REVIEWED, place, happened_at=NOW - 2 * HOUR)
    assert "Clocks are counted again" in late.notes[0]
    happens(world.dana, person, K.ADULT_CALLED, place, happened_at=NOW - HOUR)
    with viewing(world.dana, NOW):
        stay = Stay.objects.get(episode_id=episode)
    assert stay.detention_authorised_at == NOW - 7 * HOUR
    assert (stay.reviews_done, stay.last_review_at) == (2, NOW - HOUR)


def test_leaving_recorded_as_an_event_says_how(scene):
    world, _, person, episode = scene
    with viewing(world.dana, NOW):
        place = Stay.objects.get(episode_id=episode).place_id
    happens(world.amara, person, K.LEFT, place, detail=Leaving.NO_ACTION.value)
    with viewing(world.amara, NOW):
        assert Episode.objects.get(pk=episode).leaving == Leaving.NO_ACTION


def test_a_time_that_nobody_knows_is_kept_as_unknown(scene):
    world, where, person, _ = scene
    made = happens(world.amara, person, K.STREET_CONTACT, where["street"], happened_at=None,
                   exactness=Exactness.UNKNOWN)  # fmt: skip
    with viewing(world.amara, NOW):
        event = Event.objects.get(pk=made.event_id)
    assert (event.happened_at, event.exactness) == (None, Exactness.UNKNOWN)
    assert str(event) == "street-contact time not known"


def test_licence_recall_and_death_are_recorded(scene):
    world, where, person, episode = scene
    imprisoned(world, where, person, episode)
    at = NOW + DAY
    happens(world.nia, person, K.RELEASED, where["fennick"], at, detail="licence")
    happens(world.amara, person, K.LICENCE_STARTED, where["street"], at)
    happens(world.amara, person, K.RECALLED, where["street"], at + DAY,
            to_place_id=where["fennick"])  # fmt: skip
    happens(world.nia, person, K.RECEIVED, where["fennick"], at + 2 * DAY, detail="recall")
    happens(world.nia, person, K.DIED, where["fennick"], at + 3 * DAY, detail="in-custody")
    with viewing(world.amara, at + 3 * DAY, extract=True):
        assert not Episode.objects.filter(ended_at__isnull=True).exists()
        assert not Stay.objects.filter(left_at__isnull=True).exists()
        assert Episode.objects.filter(leaving=Leaving.DIED).exists()
    with pytest.raises(Refused, match="cannot be after they died"):
        happens(world.amara, person, K.STREET_CONTACT, where["street"], at + 4 * DAY)


def test_nobody_records_about_somebody_they_do_not_know_or_where_they_do_not_work(scene):
    world, where, person, episode = scene
    with pytest.raises(NotPermitted):
        happens(world.nia, person, K.RECEIVED, where["fennick"])
    with pytest.raises(NotPermitted):
        happens(world.otto, person, K.STREET_CONTACT, where["street"])
    leave(world, episode)
    with pytest.raises(Refused, match="neither runs this place nor covers it"):
        happens(world.joel if knows(world.joel, person) else world.amara, person, K.RECEIVED,
                _foreign(world))  # fmt: skip
    with pytest.raises(Refused, match="no such place"):
        happens(world.amara, person, K.RECEIVED, person)


def _foreign(world):
    from throughcare.pathway.rules import PlaceKind

    return actions.open_place(
        by=INSTALLATION, at=NOW, organisation_id=world.organisations["elsewhere"], code="far-p1",
        name="HMP Far", kind=PlaceKind.PRISON,
    ).id  # fmt: skip


def test_only_a_named_system_records_many_at_once(scene):
    world, _where, _person, _ = scene
    with pytest.raises(NotPermitted):
        actions.record_events(by=world.amara, at=NOW, events=[])
    assert actions.record_events(by=world.feed, at=NOW, events=[]) == []


def test_a_system_records_many_and_a_refused_one_keeps_no_other_back(scene):
    world, where, person, episode = scene
    with viewing(world.dana, NOW):
        place = Stay.objects.get(episode_id=episode).place_id
    told = [
        Happened(person, K.ADULT_CALLED, place, NOW - 2 * HOUR),
        Happened(person, K.ADULT_ARRIVED, place, NOW - 9 * HOUR),
        Happened(person, K.RECEIVED, where["fennick"], NOW),
        Happened(person, K.LEFT, place, NOW, detail=Leaving.BAILED.value),
    ]
    results = actions.record_events(by=world.feed, at=NOW, events=told)
    assert [one.outcome.value for one in results] == ["done", "refused", "refused", "done"]
    again = actions.record_events(by=world.feed, at=NOW, events=told)
    assert [one.outcome.value for one in again][::3] == ["known-already"] * 2


def test_what_the_database_alone_knows_refuses_one_and_not_the_batch(scene, monkeypatch):
    world, where, person, _ = scene
    station = where["station"]
    other, _ = arrived(world.dana, suite(world, code="amb-c2"), ago=HOUR, reference="OTHER/1")
    monkeypatch.setattr(
        "throughcare.pathway.actions.recording.so_far",
        lambda viewer, people: {one: type(so_far(viewer, [one])[one])() for one in set(people)},
    )
    told = [
        Happened(person, K.ATTENDED_VOLUNTARILY, station, NOW),
        Happened(other, K.CHARGE_DECISION, station, NOW, detail="charged"),
    ]
    results = actions.record_events(by=world.feed, at=NOW, events=told)
    assert [one.outcome.value for one in results] == ["refused", "done"]
    assert "somewhere else" in results[0].reasons[0]


def test_what_was_recorded_is_on_the_trail(scene):
    world, where, person, _ = scene
    happens(world.amara, person, K.STREET_CONTACT, where["street"])
    with viewing(world.amara, NOW):
        event = AuditEvent.objects.filter(what="record-event").latest("id")
    assert event.person_ids == [person]
    assert event.items == ["street-contact"]


def test_several_cases_at_once_and_each_ends_by_itself(scene):
    from throughcare.pathway.rules import OffenceGroup

    world, where, person, _ = scene
    given = {"by": world.amara, "at": NOW, "person_id": person, "opened_on": NOW.date()}
    theft = actions.open_case(**given, offence_group=OffenceGroup.THEFT, reference="SYN/1")
    again = actions.open_case(**given, offence_group=OffenceGroup.THEFT, reference="SYN/1")
    drugs = actions.open_case(**given, offence_group=OffenceGroup.DRUGS)
    assert theft == again != drugs
    first = happens(world.amara, person, K.HEARING, where["court"], case_id=theft)
    second = happens(world.amara, person, K.HEARING, where["court"], NOW + HOUR, case_id=drugs)
    assert first.episode_id != second.episode_id
    happens(world.helen, person, K.SENTENCED, where["court"], NOW + 2 * HOUR, case_id=theft,
            detail="3108")  # fmt: skip
    actions.close_case(by=world.amara, at=NOW, case_id=theft, closed_on=NOW.date())
    with viewing(world.amara, NOW):
        assert Episode.objects.get(pk=first.episode_id).ended_at
        assert Episode.objects.get(pk=second.episode_id).ended_at is None
    with pytest.raises(Refused, match="in the future"):
        actions.open_case(**given | {"opened_on": (NOW + DAY).date()},
                          offence_group=OffenceGroup.OTHER)  # fmt: skip
    with pytest.raises(Refused, match="before it began"):
        actions.close_case(by=world.amara, at=NOW, case_id=drugs,
                           closed_on=(NOW - DAY).date())  # fmt: skip
    with pytest.raises(Refused, match="no such case"):
        actions.close_case(by=world.amara, at=NOW, case_id=person, closed_on=NOW.date())


def listing(person, place, **more):
    given = {"kind": ListingKind.HEARING, "on": NOW.date()} | more
    return ToList(person, place, **given)


def test_a_hearing_is_listed_changed_and_cancelled(scene):
    world, where, person, _ = scene
    given = {"by": world.amara, "at": NOW}
    made = actions.list_person(**given, listing=listing(person, where["court"]))
    assert knows(world.helen, person)
    same = actions.list_person(**given, listing=listing(person, where["court"], room="2"))
    assert same == made
    with viewing(world.amara, NOW):
        assert Listing.objects.get(pk=made).room == "2"
    actions.cancel_listing(**given, listing_id=made)
    assert not knows(world.helen, person)
    new = actions.list_person(**given, listing=listing(person, where["court"]))
    assert new != made
    happens(world.amara, person, K.ADJOURNED, where["court"], detail="report",
            planned_for=NOW + 21 * DAY)  # fmt: skip
    with viewing(world.amara, NOW):
        states = dict(Listing.objects.values_list("listed_on", "state").exclude(state="cancelled"))
    assert states == {NOW.date(): "happened", (NOW + 21 * DAY).date(): "listed"}
    with pytest.raises(Refused, match="already recorded"):
        actions.cancel_listing(**given, listing_id=new)
    with pytest.raises(Refused, match="no such listing"):
        actions.cancel_listing(**given, listing_id=person)


def test_a_listing_that_cannot_be_is_refused(scene):
    world, where, person, _ = scene
    given = {"by": world.amara, "at": NOW}
    for wrong, words in (
        (listing(person, where["fennick"]), "Choose a court"),
        (listing(person, person), "no such place"),
        (listing(person, _foreign(world)), "neither runs"),
    ):
        with pytest.raises(Refused, match=words):
            actions.list_person(**given, listing=wrong)
    with pytest.raises(NotPermitted):
        actions.list_many(**given, listings=[])
    interview = listing(person, where["station"], kind=ListingKind.INTERVIEW)
    (told,) = actions.list_many(by=world.feed, at=NOW, listings=[interview])
    assert told.outcome is Outcome.DONE
    (again,) = actions.list_many(by=world.feed, at=NOW, listings=[interview])
    assert again.outcome is Outcome.KNOWN_ALREADY


def test_an_interview_that_was_kept_is_done(scene):
    world, where, person, episode = scene
    leave(world, episode)
    interview = listing(person, where["station"], kind=ListingKind.INTERVIEW)
    made = actions.list_person(by=world.amara, at=NOW, listing=interview)
    happens(world.amara, person, K.ATTENDED_VOLUNTARILY, where["station"], NOW + HOUR)
    with viewing(world.amara, NOW + HOUR):
        assert Listing.objects.get(pk=made).state == "happened"


def test_an_adult_is_no_business_of_a_youth_team_at_a_place(scene):
    world, where, person, _ = scene
    actions.cover(by=INSTALLATION, at=NOW, place_id=where["court"], team_id=world.teams["youth"],
                  under_18=True)  # fmt: skip
    actions.list_person(by=world.amara, at=NOW, listing=listing(person, where["court"]))
    assert knows(world.helen, person)
    assert not knows(world.joel, person)


def test_correcting_keeps_the_old_row_and_moves_the_stay(scene):
    world, where, person, episode = scene
    received = imprisoned(world, where, person, episode)
    at = NOW + 6 * HOUR
    given = {"by": world.nia, "at": at, "event_id": received.event_id}
    with pytest.raises(Refused, match="Say in a few words why"):
        actions.correct_event(**given, reason=" ", happened_at=NOW + 2 * HOUR)
    with pytest.raises(Refused, match="Nothing is different"):
        actions.correct_event(**given, reason="Typing", happened_at=NOW + 3 * HOUR)
    with pytest.raises(Refused, match="cannot be struck out"):
        actions.correct_event(**given, reason="Typing", struck_out=True)
    with pytest.raises(Refused, match="in the future"):
        actions.correct_event(**given, reason="Typing", happened_at=at + HOUR)
    with pytest.raises(Refused, match="they were at Amberford custody suite"):
        actions.correct_event(**given, reason="Typing", happened_at=NOW - HOUR)
    new = actions.correct_event(**given, reason="Typing", happened_at=NOW + 2 * HOUR)
    with viewing(world.nia, at):
        assert Stay.objects.get(episode_id=received.episode_id).arrived_at == NOW + 2 * HOUR
        assert Episode.objects.get(pk=received.episode_id).started_at == NOW + 2 * HOUR
        assert Event.objects.get(pk=received.event_id).happened_at == NOW + 3 * HOUR
        assert Event.objects.get(pk=new).correction_reason == "Typing"
    with pytest.raises(Refused, match="was corrected already"):
        actions.correct_event(**given, reason="Again", happened_at=NOW + HOUR)


def test_correcting_an_end_moves_the_end_and_contradictions_are_said(scene):
    world, where, person, episode = scene
    imprisoned(world, where, person, episode)
    at = NOW + 2 * DAY
    screened = happens(world.nia, person, K.FIRST_SCREENED, where["fennick"], NOW + DAY)
    out = happens(world.nia, person, K.RELEASED, where["fennick"], at)
    given = {"by": world.amara, "at": at, "event_id": out.event_id, "reason": "Wrong day"}
    with pytest.raises(Refused, match="First health screen done"):
        actions.correct_event(**given, happened_at=NOW + 5 * HOUR)
    with pytest.raises(Refused, match="before they came to HMP Fennick"):
        actions.correct_event(**given, happened_at=NOW)
    actions.correct_event(**given, happened_at=at - HOUR)
    given["event_id"] = screened.event_id
    with pytest.raises(Refused, match="after they left HMP Fennick"):
        actions.correct_event(**given, happened_at=at - timedelta(minutes=5))
    with viewing(world.amara, at):
        assert Stay.objects.get(place_id=where["fennick"]).left_at == at - HOUR


def test_correcting_a_review_counts_them_anew(scene):
    world, _, person, episode = scene
    with viewing(world.dana, NOW):
        place = Stay.objects.get(episode_id=episode).place_id
    happens(world.dana, person, K.DETENTION_AUTHORISED, place, happened_at=NOW - 7 * HOUR)
    first = happens(world.dana, person, K.REVIEWED, place, happened_at=NOW - 2 * HOUR)
    second = happens(world.dana, person, K.REVIEWED, place, happened_at=NOW - HOUR)
    given = {"by": world.dana, "at": NOW, "reason": "Not done"}
    actions.correct_event(**given, event_id=second.event_id, struck_out=True)
    actions.correct_event(**given, event_id=first.event_id, happened_at=NOW - 3 * HOUR)
    with viewing(world.dana, NOW):
        stay = Stay.objects.get(episode_id=episode)
    assert (stay.reviews_done, stay.last_review_at) == (1, NOW - 3 * HOUR)


def test_what_is_known_of_an_event_can_become_unknown_and_a_mark_can_be_struck_out(scene):
    world, where, person, _ = scene
    met = happens(world.amara, person, K.STREET_CONTACT, where["street"])
    given = {"by": world.amara, "at": NOW, "reason": "Nobody wrote it down"}
    new = actions.correct_event(**given, event_id=met.event_id, exactness=Exactness.UNKNOWN)
    gone = actions.correct_event(**given, event_id=new, struck_out=True)
    with viewing(world.amara, NOW):
        assert Event.objects.get(pk=gone).struck_out
        assert K.STREET_CONTACT not in {
            one.kind for one in so_far(world.amara, [person])[person].events
        }
