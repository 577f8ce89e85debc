"""A transfer to hospital: steps, clocks and delays, in the record and on its page."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.custody import signed_in
from tests.journey_world import happens
from tests.records.test_care_handovers import care, worked_with
from tests.records.test_care_handovers import world as world_of_movements
from tests.records.test_care_release import received
from tests.records.test_care_release import world as world_of_prison
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import NotPermitted, Refused
from throughcare.care.models import HospitalTransfer
from throughcare.care.queries import transfer
from throughcare.care.rules.transfer import CLOCKS
from throughcare.pathway import actions
from throughcare.pathway.models import Event, Stay
from throughcare.pathway.queries import clocks_of, episodes
from throughcare.pathway.rules import EventKind
from throughcare.people.queries import sight_of
from throughcare.web import clock

pytestmark = pytest.mark.django_db
prison = world_of_movements
world = world_of_prison
DAY = timedelta(days=1)


def step(world, held, at, which, **more):
    return care.record_transfer_step(
        by=world.amara, at=at, person_id=held.person_id, step=which, **more
    )


def test_the_clock_of_28_days_runs_from_the_referral_until_the_transfer(world):
    held, came = received(world)
    step(world, held, came, "referred")
    step(world, held, came + 10 * DAY, "psychiatric-assessment")
    step(world, held, came + 12 * DAY, "delayed", delay="no-bed", note="Waiting list")
    late = came + 30 * DAY
    with viewing(world.amara, late):
        now = transfer(sight_of(world.amara, held.person_id, at=late))
    states = {one.limit.id: one.state.value for one in now.clocks}
    assert states["mha.transfer.a"] == "met"
    assert states["mha.transfer.b"] == "breached"
    assert states["mha.transfer.total"] == "breached"
    assert now.happened[-1].delay == "no-bed"


def test_a_step_that_cannot_be_next_is_refused_and_strangers_record_none(world):
    held, came = received(world)
    with pytest.raises(Refused, match="cannot come next"):
        step(world, held, came, "warrant-issued")
    with pytest.raises(Refused, match="in no prison"):
        step(world, worked_with(world), came, "referred")
    with pytest.raises(NotPermitted):
        care.record_transfer_step(by=world.otto, at=came, person_id=held.person_id, step="referred")
    with pytest.raises(NotPermitted), viewing(world.nia, came):
        transfer(sight_of(world.nia, held.person_id, at=came))


def test_what_is_referred_and_assessed_is_told_once_and_every_list_counts_by_it(world):
    held, came = received(world)
    step(world, held, came, "referred")
    step(world, held, came + DAY, "psychiatric-assessment")
    at = came + 2 * DAY
    with viewing(world.amara, at):
        assert not HospitalTransfer.objects.exists()
        sight = sight_of(world.amara, held.person_id, at=at)
        running = {one.clock.limit.id: one.clock.due_at for one in clocks_of(sight)}
        page = {one.limit.id: one.due_at for one in transfer(sight).clocks if not one.met_at}
        event = Event.objects.get(kind="hospital-transfer-referred")
    assert {limit: running[limit] for limit in page} == page
    actions.correct_event(
        by=world.amara, at=at, event_id=event.pk, reason="Mistyped",
        happened_at=came + timedelta(hours=12),
    )  # fmt: skip
    with viewing(world.amara, at):
        sight = sight_of(world.amara, held.person_id, at=at)
        (total,) = [o for o in transfer(sight).clocks if o.limit.id == "mha.transfer.total"]
        running = {one.clock.limit.id: one.clock.due_at for one in clocks_of(sight)}
    assert total.started_at == came + timedelta(hours=12)
    assert running["mha.transfer.total"] == total.due_at


def test_the_move_and_the_return_are_read_from_the_journey(world):
    held, came = received(world)
    step(world, held, came, "referred")
    with viewing(world.amara, came):
        stay = Stay.objects.get(person_id=held.person_id, left_at__isnull=True)
    happens(world.amara, held.person_id, EventKind.TO_HOSPITAL, stay.place_id, came + DAY,
            detail="16")  # fmt: skip
    with viewing(world.amara, came + DAY):
        now = transfer(sight_of(world.amara, held.person_id, at=came + DAY))
    assert [one.step for one in now.happened] == ["referred", "transferred"]
    assert [one.value for one in now.next_steps] == ["fit-to-return"]
    with pytest.raises(Refused, match="cannot come next"):
        step(world, held, came + DAY, "transferred")
    step(world, held, came + 2 * DAY, "fit-to-return")
    with viewing(world.amara, came + 2 * DAY):
        now = transfer(sight_of(world.amara, held.person_id, at=came + 2 * DAY))
    assert not now.next_steps
    assert "mha.remission" in {one.limit.id for one in now.clocks}


def test_prison_staff_see_neither_the_referral_nor_its_clocks(world):
    held, came = received(world)
    step(world, held, came, "referred")
    at = came + DAY
    with viewing(world.nia, at):
        sight = sight_of(world.nia, held.person_id, at=at)
        assert not {one.clock.limit.id for one in clocks_of(sight)} & set(CLOCKS)
        assert not any(e.kind.value.startswith("hospital-transfer")
                       for p in episodes(sight) for e in p.events)  # fmt: skip


def test_the_page_records_step_by_step_and_shows_clocks(world, monkeypatch):
    held, came = received(world)
    monkeypatch.setattr(clock, "now", lambda: came + DAY)
    amara = signed_in(Client(), world, "amara")
    page = reverse("transfer", args=[held.person_id])
    assert "No referral for a transfer is recorded." in amara.get(page).content.decode()
    on = (came + DAY).date()
    given = {
        "form_key": str(uuid4()), "happened_on-day": on.day, "happened_on-month": on.month,
        "happened_on-year": on.year, "happened_at": "9:00",
    }  # fmt: skip
    href = reverse("transfer_step", args=[held.person_id])
    assert "Select what happened" in amara.post(href, given, follow=True).content.decode()
    assert 'name="note"' not in amara.get(href).content.decode(), "a referral keeps no note"
    done = given | {"form_key": str(uuid4()), "step": "referred"}
    assert "Recorded." in amara.post(href, done, follow=True).content.decode()
    noted = given | {"form_key": str(uuid4()), "step": "no-transfer-needed", "note": "Better"}
    refused = amara.post(href, noted).content.decode()
    assert "keeps no notes" in refused
    assert "Better" in refused
    again = given | {"form_key": str(uuid4()), "step": "delayed"}
    assert "Select what delays it" in amara.post(href, again).content.decode()
    late = again | {"form_key": str(uuid4()), "delay": "escort"}
    answer = amara.post(href, late | {"delay": "no-escort"}, follow=True).content.decode()
    assert "Delayed: no escort" in answer
    assert "Running" in answer
    nia = signed_in(Client(), world, "nia")
    assert nia.get(page).status_code == nia.get(href).status_code == 404
