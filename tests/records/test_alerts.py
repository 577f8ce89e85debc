"""Alerts: who is alerted to what, and what stays read; how somebody wants to hear of them."""

import pytest

from tests.custody import HOUR, arrived, somebody, suite
from tests.journey_world import DAY, happens, places
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import INSTALLATION, NotPermitted
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.care.actions.safety import note_safety
from throughcare.care.queries import Choice
from throughcare.care.rules import (
    SafetyKind,
    SafetyState,
)
from throughcare.care.rules.alerts import (
    AlertKind,
    Digest,
)
from throughcare.pathway import actions
from throughcare.pathway.actions import ToList
from throughcare.pathway.rules import EventKind, Leaving, ListingKind

pytestmark = pytest.mark.django_db
K = EventKind


@pytest.fixture
def scene():
    world = staffed()
    place = suite(world)
    person, ids = arrived(
        world.dana, place, somebody("Canary Sampleford"), ago=8 * HOUR,
        detention_authorised_at=NOW - 7 * HOUR,
    )  # fmt: skip
    return world, places(world), person, ids


def told(viewer, at=NOW):
    with viewing(viewer, at):
        return queries.alerts(viewer, at=at)


def kinds(viewer, at=NOW):
    return sorted(one.kind.value for one in told(viewer, at))


def met(world, person, ids):
    """Somebody of Liaison and Diversion works with them."""
    given = {"by": world.amara, "at": NOW, "person_id": person, "episode_id": ids.episode_id}
    care.begin(**given)
    care.see(**given)


def test_custody_is_alerted_to_a_review_that_was_due_and_others_are_not(scene):
    world, _, _, _ = scene
    (one,) = told(world.dana)
    assert (one.kind, one.place, one.person) == (
        AlertKind.OVER, "Amberford custody suite", "Canary Sampleford",
    )  # fmt: skip
    assert not told(world.amara), "reviews are custody's to keep"
    assert not told(world.otto)
    assert kinds(world.dana, NOW + 14 * HOUR) == ["over", "soon"]


def test_what_was_read_stays_read_until_something_moves_it(scene):
    world, _, _, ids = scene
    (one,) = told(world.dana)
    care.read_alerts(by=world.dana, at=NOW, keys=[one.key])
    care.read_alerts(by=world.dana, at=NOW, keys=[one.key])
    assert [each.read for each in told(world.dana)] == [True]
    care.unread_alert(by=world.dana, at=NOW, key=one.key)
    assert [each.read for each in told(world.dana)] == [False]
    care.read_alerts(by=world.dana, at=NOW, keys=[one.key])
    actions.review(by=world.dana, at=NOW, episode_id=ids.episode_id, reviewed_at=NOW)
    assert [each.read for each in told(world.dana, NOW + 9 * HOUR)] == [False]


def test_whoever_works_with_somebody_is_alerted_to_reports_and_releases(scene):
    world, where, person, ids = scene
    actions.list_person(
        by=world.amara, at=NOW,
        listing=ToList(person, where["court"], ListingKind.HEARING, (NOW + DAY).date(),
                       report_due_at=NOW + DAY),
    )  # fmt: skip
    assert not told(world.amara), "nobody of theirs works with the person yet"
    met(world, person, ids)
    assert kinds(world.amara) == ["soon"]
    actions.leave(
        by=world.dana, at=NOW, episode_id=ids.episode_id, left_at=NOW,
        leaving=Leaving.CHARGED_DETAINED,
    )  # fmt: skip
    happens(world.amara, person, K.REMANDED, where["court"], NOW + HOUR, detail="PR",
            to_place_id=where["fennick"])  # fmt: skip
    happens(world.nia, person, K.RECEIVED, where["fennick"], NOW + 2 * HOUR, detail="remand")
    happens(world.nia, person, K.RELEASED, where["fennick"], NOW + 3 * HOUR, detail="unplanned")
    assert "release" in kinds(world.amara, NOW + 4 * HOUR)
    assert "release" not in kinds(world.amara, NOW + 20 * DAY)


def test_a_new_self_harm_alert_reaches_custody_and_the_team_there_in_words_that_say_nothing(scene):
    world, _, person, _ = scene
    note_safety(
        by=world.amara, at=NOW, person_id=person, kind=SafetyKind.SELF_HARM, state=SafetyState.YES
    )
    assert "safety" in kinds(world.dana)
    assert "safety" not in kinds(world.amara), "she said so herself"
    assert "safety" in kinds(world.rhys)
    assert all("harm" not in one.line.lower() for one in told(world.dana))
    assert "safety" not in kinds(world.dana, NOW + 3 * DAY)


def test_managers_have_no_alerts(scene):
    world, _, _, _ = scene
    with pytest.raises(NotPermitted):
        told(world.grace)


def test_how_somebody_wants_to_hear_of_alerts_is_theirs_alone(scene):
    world, _, _, _ = scene
    given = {"by": world.dana, "at": NOW}
    care.choose_digest(**given, digest=Digest.DAILY)
    care.make_calendar(**given, secret="a secret")
    with viewing(INSTALLATION, NOW):
        assert queries.who_wants_digest(INSTALLATION, NOW.date()) == [world.dana.worker_id]
        assert queries.whose_calendar(INSTALLATION, "a secret") == world.dana.worker_id
        assert queries.whose_calendar(INSTALLATION, "another") is None
    with viewing(world.dana, NOW):
        assert queries.alert_choice(world.dana) == Choice(Digest.DAILY, None, has_calendar=True)
        assert queries.alert_choice(world.joel) == Choice()
    care.digest_sent(**given, on=NOW.date())
    care.end_calendar(**given)
    with viewing(INSTALLATION, NOW):
        assert not queries.who_wants_digest(INSTALLATION, NOW.date())
        assert queries.whose_calendar(INSTALLATION, "a secret") is None
