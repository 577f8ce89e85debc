"""The list of medicines as the health team works with it, and as it prints."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.custody import signed_in
from tests.prison_world import prison, received
from tests.world import NOW
from throughcare.care import actions as care
from throughcare.care.actions import MedicineSaid
from throughcare.care.rules import Holding, ToldBy
from throughcare.web import clock

pytestmark = pytest.mark.django_db
DAY = {"on-day": "2", "on-month": "11", "on-year": "2026"}
NEXT = {"next_on-day": "3", "next_on-month": "11", "next_on-year": "2026"}
WANTED = {
    "name": "Levetiracetam 500 mg",
    "dose": "500 mg",
    "how_often": "twice a day",
    "kind": "regular",
    "critical": "yes",
    "told_by": "gp-record",
    "holding": "in-possession",
}


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return prison()


@pytest.fixture
def sol(world):
    return signed_in(Client(), world, "sol")


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def add(world, person, number=1):
    return care.record_medicine(
        by=world.sol,
        at=NOW,
        person_id=person,
        taken=MedicineSaid(f"Medicine {number}", "1", "daily", [ToldBy.GP],
                           holding=Holding.IN_POSSESSION),
    )  # fmt: skip


def send(client, page, person, *args, **answers):
    href = reverse(page, args=[person, *args])
    return client.post(href, {"form_key": str(uuid4()), **answers}, follow=True)


def test_an_empty_list_says_what_is_not_known_and_wrong_input_changes_nothing(world, sol):
    person = received(world)
    page = text(sol.get(reverse("medicines", args=[person])))
    assert "Nobody has said whether they take any medicine" in page
    assert "does not mean that they take none" in page
    wrong = send(sol, "add_medicine", person, **(WANTED | {"dose": ""}))
    assert "There is a problem" in text(wrong)
    assert 'value="Levetiracetam 500 mg"' in wrong.content.decode(), "what was typed is kept"
    assert "does not mean that they take none" in text(sol.get(reverse("medicines", args=[person])))


def test_a_medicine_goes_its_way_on_the_pages(world, sol):
    person = received(world)
    page = send(sol, "add_medicine", person, **WANTED)
    assert "A missed dose is dangerous" in text(page)
    medicine = re.search(r"medicines/([0-9a-f-]{36})/dose", page.content.decode())[1]
    dose = {"state": "given", "time": "8am", "next_time": "8am", **DAY, **NEXT}
    page = text(send(sol, "record_dose", person, medicine, **dose))
    assert "Given 2 November 2026, 8:00 am" in page
    assert "3 November 2026, 8:00 am" in page
    refused = {"state": "refused", "time": "9am", "why": "Felt sick", **DAY}
    assert "Refused 2 November 2026, 9:00 am (Felt sick)" in text(
        send(sol, "record_dose", person, medicine, **refused)
    )
    missed = {"state": "missed", "time": "9.30am", "why_missed": "At court", **DAY}
    assert "(At court)" in text(send(sol, "record_dose", person, medicine, **missed))
    without = {"state": "given", "time": "8am", **DAY, **NEXT}
    wrong = text(send(sol, "record_dose", person, medicine, **without))
    assert "Enter the time at which the next dose is due" in wrong
    held = send(sol, "hold_medicine", person, medicine, version=1, holding="given-by-staff")
    assert "Staff hold it and give each dose" in text(held)
    again = send(sol, "hold_medicine", person, medicine, version=1, holding="not-here")
    assert "changed this while you were writing" in text(again)
    more = WANTED | {"dose": "750 mg", "version": 2, "why": "Fits at night"}
    page = text(send(sol, "change_medicine", person, medicine, **more))
    assert "750 mg, twice a day" in page
    assert "Before: 500 mg, twice a day" in page
    page = text(send(sol, "check_medicines", person, told_by="gp-record", differences="Dose"))
    assert "Checked with: GP record" in page
    stop = {"version": 3, "because": "Stopped by the neurologist"}
    page = text(send(sol, "stop_medicine", person, medicine, **stop))
    assert "Stopped by the neurologist" in page
    assert sol.get(reverse("stop_medicine", args=[person, medicine])).status_code == 404


def test_a_form_sent_twice_adds_one_medicine(world, sol):
    person = received(world)
    answers = {"form_key": str(uuid4()), **WANTED}
    for _ in range(2):
        sol.post(reverse("add_medicine", args=[person]), answers)
    page = sol.get(reverse("medicines", args=[person])).content.decode()
    assert page.count('role="rowheader"') == 1


def test_a_next_dose_that_has_passed_is_said_to_be_late(world, sol):
    person = received(world)
    medicine = add(world, person)
    care.record_dose(
        by=world.sol,
        at=NOW,
        medicine_id=medicine,
        state="given",
        taken_at=NOW - timedelta(hours=20),
        next_at=NOW - timedelta(hours=8),
    )
    assert "Was due" in text(sol.get(reverse("medicines", args=[person])))


def test_the_list_asks_as_few_questions_for_many_medicines_as_for_one(world, sol):
    asked = []
    for number in (1, 8):
        person = received(world, name=f"Person Number{number}")
        for one in range(number):
            add(world, person, one)
        with CaptureQueriesContext(connection) as queries:
            sol.get(reverse("medicines", args=[person]))
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_reception_officer_finds_no_medicines(world):
    person = received(world)
    nia = signed_in(Client(), world, "nia")
    assert nia.get(reverse("medicines", args=[person])).status_code == 404
    assert "Medicines" not in text(nia.get(reverse("journey", args=[person])))
