"""What a feed tells and cannot be is parked, tried again, put right or dismissed; never dropped."""

import csv
import json

import pytest

from tests.custody import HOUR, arrived, suite
from tests.journey_world import places
from tests.world import NOW, staffed
from throughcare.access.actions import employment
from throughcare.access.actions.acting import viewing
from throughcare.access.queries import system_worker
from throughcare.access.roles import Role
from throughcare.access.rules import INSTALLATION, NotPermitted, Refused
from throughcare.care.models import HandoverMove
from throughcare.pathway import actions, queries
from throughcare.pathway.models import Event, ParkedEvent, RunningClock, Stay
from throughcare.pathway.rules import EventKind, Happened, Leaving, Outcome, ParkedState
from throughcare.people.queries import sight_of
from throughcare.web import cli, clock

pytestmark = pytest.mark.django_db
K = EventKind
HEADINGS = "Custody record number,Event,Date and time,Outcome,Until"


@pytest.fixture
def scene(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)
    world = staffed()
    place = suite(world)
    person, ids = arrived(world.dana, place, ago=8 * HOUR, reference="AMB/2026/1")
    return world, place, person, ids


def told(scene, kind, at, **more):
    _, place, person, _ = scene
    return Happened(person, kind, place.id, at, **more)


def waiting(viewer, at=NOW):
    with viewing(viewer, at):
        return queries.parked(viewer)[0]


def test_a_review_before_detention_was_authorised_waits_and_is_recorded_once_it_fits(scene):
    world, _, person, _ = scene
    review = told(scene, K.REVIEWED, NOW - HOUR)
    (one,) = actions.take_in(by=world.feed, at=NOW, events=[review])
    assert one.outcome is Outcome.REFUSED
    (parked,) = waiting(world.dana)
    assert "cannot be before detention was authorised" in parked.problem
    assert (parked.kind, parked.told_by) == (K.REVIEWED, "Custody feed")
    actions.take_in(by=world.feed, at=NOW, events=[review])
    assert len(waiting(world.dana)) == 1, "told twice, it waits once"
    actions.take_in(
        by=world.feed, at=NOW, events=[told(scene, K.DETENTION_AUTHORISED, NOW - 7 * HOUR)]
    )
    assert not waiting(world.dana), "what it waited for has come"
    with viewing(world.dana, NOW):
        assert Event.objects.filter(person_id=person, kind=K.REVIEWED).count() == 1
        assert ParkedEvent.objects.get().state == ParkedState.RECORDED
        assert RunningClock.objects.get(limit_id="pace.review.n").due_at == NOW + 8 * HOUR


def test_one_that_still_does_not_fit_goes_on_waiting(scene):
    world, _, _, _ = scene
    early = told(scene, K.REVIEWED, NOW - 8 * HOUR + HOUR / 2)
    actions.take_in(by=world.feed, at=NOW, events=[early])
    actions.take_in(
        by=world.feed, at=NOW, events=[told(scene, K.DETENTION_AUTHORISED, NOW - 7 * HOUR)]
    )
    assert len(waiting(world.dana)) == 1


def test_it_is_put_right_with_another_time_or_refused_with_both_events(scene):
    world, _, person, _ = scene
    actions.take_in(by=world.feed, at=NOW, events=[told(scene, K.ADULT_ARRIVED, NOW - 9 * HOUR)])
    (parked,) = waiting(world.dana)
    with viewing(world.dana, NOW):
        sight = sight_of(world.dana, person, at=NOW)
        assert queries.parked_of(sight, parked.parked_id) == parked
        assert queries.parked_of(sight, person) is None
    with pytest.raises(Refused, match="cannot be before they came to Amberford custody suite"):
        actions.put_right(by=world.dana, at=NOW, parked_id=parked.parked_id,
                          happened_at=NOW - 10 * HOUR)  # fmt: skip
    assert waiting(world.dana)
    made = actions.put_right(
        by=world.dana, at=NOW, parked_id=parked.parked_id, happened_at=NOW - 7 * HOUR
    )
    assert not waiting(world.dana)
    with viewing(world.dana, NOW):
        row = ParkedEvent.objects.get()
    assert (row.became_id, row.settled_by_id) == (made, world.dana.worker_id)
    with pytest.raises(Refused, match="settled already"):
        actions.dismiss_parked(by=world.dana, at=NOW, parked_id=parked.parked_id, reason="x")


def test_it_is_dismissed_with_a_reason_and_stays_to_be_read(scene):
    world, _, _, _ = scene
    event = told(scene, K.ADULT_ARRIVED, NOW - 9 * HOUR)
    actions.take_in(by=world.feed, at=NOW, events=[event])
    (parked,) = waiting(world.dana)
    with pytest.raises(Refused, match="why it is dismissed"):
        actions.dismiss_parked(by=world.dana, at=NOW, parked_id=parked.parked_id, reason=" ")
    actions.dismiss_parked(
        by=world.dana, at=NOW, parked_id=parked.parked_id, reason="Told for another person"
    )
    actions.take_in(by=world.feed, at=NOW, events=[event])
    assert not waiting(world.dana), "told again, it stays dismissed"
    with viewing(world.dana, NOW):
        row = ParkedEvent.objects.get()
    assert (row.state, row.settled_because) == (ParkedState.DISMISSED, "Told for another person")


def test_who_may_not_record_there_sees_and_settles_nothing(scene):
    world, _, _, _ = scene
    actions.take_in(by=world.feed, at=NOW, events=[told(scene, K.ADULT_ARRIVED, NOW - 9 * HOUR)])
    (parked,) = waiting(world.dana)
    assert not waiting(world.otto)
    assert not waiting(world.nia)
    with viewing(world.grace, NOW), pytest.raises(NotPermitted):
        queries.parked(world.grace)
    with pytest.raises(Refused, match="no such row"):
        actions.dismiss_parked(by=world.otto, at=NOW, parked_id=parked.parked_id, reason="x")


def test_what_is_refused_for_its_place_is_not_parked(scene):
    world, _, person, _ = scene
    where = places(world)
    event = Happened(person, K.RECEIVED, where["fennick"], NOW)
    (one,) = actions.take_in(by=world.feed, at=NOW, events=[event])
    assert one.outcome is Outcome.REFUSED
    assert not waiting(world.dana)
    assert not waiting(world.nia)


def bring(tmp_path, capsys, *rows):
    path = tmp_path / "events.csv"
    path.write_text("\n".join([HEADINGS, *rows]), encoding="utf-8")
    status = cli.main(["import", "custody-events", str(path), "--json"])
    return status, json.loads(capsys.readouterr().out)


DAY_ROWS = (
    "AMB/2026/1,Review,02/11/2026 12:00,,",
    "AMB/2026/1,AA arrived,02/11/2026 10:00,,",
    "AMB/2026/1,AA called,02/11/2026 08:00,,",
    "AMB/2026/1,Detention authorised,02/11/2026 07:00,,",
    "AMB/2026/1,Fit to detain,02/11/2026 07:30,Fit,",
    "AMB/2026/1,Extension,02/11/2026 13:00,A superintendent,",
    "AMB/2026/1,Charge decision,02/11/2026 13:30,Charged or summonsed,",
    "AMB/2026/1,Released,02/11/2026 14:00,Charged and bailed,",
)


def test_custody_events_in_any_order_make_one_passage_and_again_change_nothing(
    scene, tmp_path, capsys
):
    world, _, person, ids = scene
    status, said = bring(tmp_path, capsys, *DAY_ROWS)
    assert (status, said["recorded"], said["refused"]) == (0, 8, 0)
    status, said = bring(tmp_path, capsys, *reversed(DAY_ROWS))
    assert (status, said["recorded"], said["repeated"]) == (0, 0, 8)
    with viewing(world.amara, NOW, extract=True):
        stay = Stay.objects.select_related("episode").get(pk=ids.stay_id)
        moves = HandoverMove.objects.filter(person_id=person)
        assert moves.count() == 1, "leaving was considered, whoever told of it"
        assert not RunningClock.objects.filter(person_id=person).exists()
    assert stay.left_at == NOW - HOUR / 2
    assert stay.episode.leaving == Leaving.CHARGED_BAILED
    assert stay.reviews_done == 1


def test_what_cannot_be_is_in_the_errors_file_and_parked(scene, tmp_path, capsys):
    world, _, _, _ = scene
    status, said = bring(
        tmp_path, capsys,
        "AMB/2026/1,AA called,02/11/2026 05:00,,",
        "AMB/2026/9,Review,02/11/2026 12:00,,",
        "AMB/2026/1,Juggling,02/11/2026 12:00,,",
        "AMB/2026/1,Released,02/11/2026 12:00,By magic,",
        "AMB/2026/1,Review,,,",
    )  # fmt: skip
    assert (status, said["recorded"], said["refused"], said["parked"]) == (1, 0, 5, 1)
    with (tmp_path / "events.errors.csv").open(encoding="utf-8-sig") as lines:
        problems = [row["Problem"] for row in csv.DictReader(lines)]
    for words in (
        "cannot be before they came to Amberford custody suite",
        "No custody record with this number is here",
        "not on the list", "not one of the answers", "missing",
    ):  # fmt: skip
        assert any(words in problem for problem in problems), words
    (parked,) = waiting(world.dana)
    assert parked.kind is K.ADULT_CALLED


def test_an_event_told_late_counts_clocks_again_and_a_day_without_a_time_is_kept(
    scene, tmp_path, capsys
):
    world, _, person, _ = scene
    bring(tmp_path, capsys, "AMB/2026/1,Detention authorised,02/11/2026 09:00,,")
    status, said = bring(
        tmp_path, capsys,
        "AMB/2026/1,Detention authorised,02/11/2026 07:00,,",
        "AMB/2026/1,AA called,02/11/2026,,",
        "AMB/2026/1,Extension,02/11/2026 13:00,A court: warrant of further detention,"
        "03/11/2026 12:00",
    )  # fmt: skip
    assert (status, said["late"]) == (0, 2)
    with viewing(world.dana, NOW):
        kept = {row.limit_id: row for row in RunningClock.objects.filter(person_id=person)}
    assert kept["pace.review.1"].retimed_at == NOW
    assert kept["pace.review.1"].due_before == kept["pace.review.1"].due_at + 2 * HOUR
    assert kept["pace.detention.basic"].due_at == NOW + 21.5 * HOUR


def test_an_arrival_of_somebody_whom_another_place_holds_is_handed_back_and_opens_no_record(scene):
    world, _, person, _ = scene
    prison = places(world)["fennick"]
    worker = employment.employ(
        by=INSTALLATION, at=NOW, email="moves@ambershire.example", name="Moves", is_system=True
    )
    employment.appoint(
        by=INSTALLATION, at=NOW, worker_id=worker.id, team_id=world.teams["prison"],
        role=Role.FEED, starts_on=NOW.date(),
    )  # fmt: skip
    (feed,) = system_worker(on=NOW.date(), email="moves@ambershire.example")
    received = Happened(person, K.RECEIVED, prison, NOW - 7 * HOUR)
    released = Happened(person, K.RELEASED, prison, NOW - 6 * HOUR)
    became = actions.take_in(by=feed, at=NOW, events=[received, released])
    assert [(one.outcome, one.parked) for one in became] == [(Outcome.REFUSED, False)] * 2
    with viewing(world.nia, NOW):
        assert sight_of(world.nia, person, at=NOW) is None
        assert not ParkedEvent.objects.exists()
