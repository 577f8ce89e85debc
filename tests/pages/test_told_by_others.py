"""Pages of what other systems told and cannot be, and of the cases of a person."""

import pytest
from django.urls import reverse

from tests.custody import HOUR, arrived, signed_in, somebody, suite
from tests.journey_world import places
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.pathway import actions
from throughcare.pathway.models import Case, Event, ParkedEvent
from throughcare.pathway.rules import EventKind, Happened, OffenceGroup

pytestmark = pytest.mark.django_db
K = EventKind
KEY = "7e7f0f6c-6f5b-4c0e-9d0e-3c9b7b6d4a1"


@pytest.fixture(autouse=True)
def _moment(monkeypatch):
    monkeypatch.setattr("throughcare.web.clock.now", lambda: NOW)


@pytest.fixture
def scene():
    world = staffed()
    place = suite(world)
    person, _ = arrived(world.dana, place, somebody("Canary Sampleford"), ago=8 * HOUR)
    early = Happened(person, K.ADULT_ARRIVED, place.id, NOW - 9 * HOUR)
    actions.take_in(by=world.feed, at=NOW, events=[early])
    with viewing(world.dana, NOW):
        parked = ParkedEvent.objects.get().pk
    return world, person, reverse("settle_parked", args=[person, parked])


def text(answer):
    return answer.content.decode()


def test_the_list_shows_both_events_and_leads_to_settling(client, scene):
    world, _, address = scene
    worker = signed_in(client, world, "dana")
    page = text(worker.get("/told-by-others"))
    assert "Appropriate adult arrived, Amberford custody suite" in page
    assert "cannot be before they came to Amberford custody suite" in page
    assert address in page
    assert "to be settled (1)" in text(worker.get("/alerts"))
    assert "Nothing that another system told" in text(
        signed_in(client, world, "nia").get("/told-by-others")
    )


def when(hour, **more):
    return {
        "known": "minute", "happened_on-day": "2", "happened_on-month": "11",
        "happened_on-year": "2026",
        "happened_at": f"{hour}:00", **more,
    }  # fmt: skip


def test_it_is_put_right_once_or_what_was_typed_is_kept(client, scene):
    world, person, address = scene
    worker = signed_in(client, world, "dana")
    wrong = worker.post(address, when("05", form_key=KEY + "1"))
    assert "There is a problem" in text(wrong)
    assert "cannot be before they came" in text(wrong)
    for _ in range(2):
        answer = worker.post(address, when("08", form_key=KEY + "2"))
        assert answer.status_code == 302
    with viewing(world.dana, NOW):
        assert Event.objects.filter(person_id=person, kind=K.ADULT_ARRIVED).count() == 1
    assert worker.get(address).status_code == 404


def test_it_is_dismissed_with_a_reason(client, scene):
    world, _, address = scene
    worker = signed_in(client, world, "dana")
    without = worker.post(address, {"do": "dismiss", "form_key": KEY + "3", "reason": ""})
    assert "Say in a few words why it is dismissed" in text(without)
    worker.post(address, {"do": "dismiss", "form_key": KEY + "3", "reason": "Of another person"})
    with viewing(world.dana, NOW):
        assert ParkedEvent.objects.get().settled_because == "Of another person"


def test_cases_are_opened_with_a_checked_code_and_closed(client, scene):
    world, person, _ = scene
    worker = signed_in(client, world, "amara")
    address = reverse("cases", args=[person])
    assert "No case is recorded" in text(worker.get(address))
    given = {
        "offence_group": "theft", "reference": "C1", "opened_on-day": "1", "opened_on-month": "11",
        "opened_on-year": "2026",
    }  # fmt: skip
    wrong = worker.post(address, {**given, "offence_code": "12", "form_key": KEY + "4"})
    assert "An offence code is 2 letters" in text(wrong)
    assert 'value="C1"' in text(wrong)
    for number in ("5", "5", "6"):
        worker.post(address, {**given, "offence_code": "th68001", "form_key": KEY + number})
    worker.post(
        address, {**given, "offence_group": "fraud", "reference": "", "form_key": KEY + "7"}
    )
    with viewing(world.amara, NOW):
        assert Case.objects.count() == 2, "the same number is the same case; several go on at once"
        case = Case.objects.get(reference="C1")
        assert case.offence_code == "TH68001"
    close = reverse("close_case", args=[person, case.pk])
    early = {"closed_on-day": "1", "closed_on-month": "10", "closed_on-year": "2026"}
    assert "before it began" in text(worker.post(close, {**early, "form_key": KEY + "8"}))
    early["closed_on-month"], early["closed_on-day"] = "11", "2"
    assert worker.post(close, {**early, "form_key": KEY + "9"}).status_code == 302
    assert worker.get(close).status_code == 404
    assert "Cases (1 open)" in text(worker.get(reverse("journey", args=[person])))


def test_an_event_is_attached_to_a_case_and_the_journey_says_which(client, scene):
    world, person, _ = scene
    where = places(world)
    worker = signed_in(client, world, "amara")
    case = actions.open_case(
        by=world.amara, at=NOW, person_id=person, offence_group=OffenceGroup.FRAUD,
        opened_on=NOW.date(),
    )  # fmt: skip
    address = reverse("happened_kind", args=[person, "court-hearing"])
    assert "Which case is it about?" in text(worker.get(address))
    worker.post(
        address,
        when("10", place=str(where["court"]), detail="bail", case=str(case), form_key=KEY + "a"),
    )
    with viewing(world.amara, NOW):
        assert Event.objects.get(kind=K.HEARING).case_id == case
    assert "Case: Fraud." in text(worker.get(reverse("journey", args=[person])))
