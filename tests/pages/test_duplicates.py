"""Two records that could be of one person: shown side by side, decided on once, never asked
again."""

import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from tests.custody import arrived, signed_in, somebody, suite
from tests.world import NOW, STAFF, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import NotPermitted, Refused
from throughcare.codes import Kind
from throughcare.people import actions, queries
from throughcare.people.models import PairDecision
from throughcare.people.rules import NewAddress
from throughcare.people.rules.apart import Apart

pytestmark = pytest.mark.django_db
BORN = date(1992, 3, 27)
NUMBER = "2019/0000001S"


@pytest.fixture(autouse=True)
def _moment(monkeypatch):
    monkeypatch.setattr("throughcare.web.clock.now", lambda: NOW)


@pytest.fixture
def scene():
    """Two records that are alike, both known to Liaison and Diversion, and one of somebody else."""
    world = staffed()
    place = suite(world)
    alike = [
        replace(somebody(name), born_on=BORN, address=NewAddress(postcode="ZA1 1AA"))
        for name in ("Robin Sampleford", "Robyn Sampleford")
    ]
    alike[1] = replace(alike[1], identifiers=[(Kind.PNC, NUMBER)])
    one, other = (arrived(world.dana, place, each)[0] for each in alike)
    arrived(world.dana, place, somebody("Tegan Examplar"))
    return world, one, other


def pairs(world, at=NOW):
    with viewing(world.amara, at):
        return [
            {found.person_id, found.other_id}
            for found in queries.possible_duplicates(world.amara, at=at).pairs
        ]


def decide(world, one, other, decision, because="They are twins; both were seen together", at=NOW):
    return actions.tell_apart(
        by=world.amara, at=at, person_id=one, other_id=other, decision=decision, because=because
    )


def test_two_records_that_are_alike_are_one_pair_to_decide_on(scene):
    world, one, other = scene
    assert pairs(world) == [{one, other}]


def test_two_people_are_never_asked_about_again(scene):
    world, one, other = scene
    decide(world, one, other, Apart.NOT_SAME)
    assert pairs(world) == []
    assert pairs(world, NOW + timedelta(days=300)) == []


def test_a_pair_nobody_was_sure_of_comes_back_after_four_weeks(scene):
    world, one, other = scene
    decide(world, one, other, Apart.NOT_SURE, "")
    assert pairs(world) == []
    later = NOW + timedelta(days=28)
    decided = PairDecision.objects.get()
    assert decided.decided_at == NOW
    with viewing(world.amara, later):
        found = queries.doubt(world.amara, one, other, at=later)
    assert found is None or {found.person_id, found.other_id} == {one, other}


def test_two_people_need_a_reason(scene):
    world, one, other = scene
    with pytest.raises(Refused):
        decide(world, one, other, Apart.NOT_SAME, " ")


def test_records_that_nobody_would_ask_about_are_not_decided_on(scene):
    world, one, _ = scene
    stranger, _ = arrived(world.dana, suite(world, code="amb-c9"), somebody("Quite Different"))
    with pytest.raises(Refused):
        decide(world, one, stranger, Apart.NOT_SAME)


def test_only_those_who_may_merge_decide(scene):
    world, one, other = scene
    with pytest.raises(NotPermitted):
        actions.tell_apart(
            by=world.otto, at=NOW, person_id=one, other_id=other, decision=Apart.NOT_SURE
        )


def test_the_page_lists_the_pair_and_leads_to_the_decision(client, scene):
    world, one, other = scene
    signed_in(client, world, "amara")
    page = client.get("/duplicates").content.decode()
    assert "1 pair to decide on" in page
    ways = [f"/record/{a}/could-be/{b}" for a, b in ((one, other), (other, one))]
    assert [way for way in ways if way in page]


def test_the_decision_shows_both_and_why_in_words(client, scene):
    world, one, other = scene
    signed_in(client, world, "amara")
    page = client.get(f"/record/{one}/could-be/{other}").content.decode()
    for words in ("Robin Sampleford", "Robyn Sampleford", "Speaks strongly for", "<svg"):
        assert words in page
    form = {"form_key": _key(page), "decision": "not-same", "because": ""}
    refused = client.post(f"/record/{one}/could-be/{other}", form).content.decode()
    assert "Enter how you know that they are two people" in refused
    form |= {"form_key": _key(refused), "because": "Twins, seen together"}
    assert client.post(f"/record/{one}/could-be/{other}", form).url == "/duplicates"
    assert "Nothing to decide" in client.get("/duplicates").content.decode()
    assert client.get(f"/record/{one}/could-be/{other}").status_code == 404


def test_the_same_person_leads_to_merging_the_two(client, scene):
    world, one, other = scene
    signed_in(client, world, "amara")
    page = client.get(f"/record/{one}/could-be/{other}").content.decode()
    form = {"form_key": _key(page), "decision": "same", "because": ""}
    answer = client.post(f"/record/{one}/could-be/{other}", form)
    assert answer.url == f"/record/{one}/same-person/{other}"


def test_the_way_to_the_list_is_shown_to_those_who_may_and_only_to_them(client, scene):
    world, *_ = scene
    for first in STAFF.keys() - {"feed"}:
        signed_in(client, world, first)
        shown = 'href="/duplicates"' in client.get("/").content.decode()
        opens = client.get("/duplicates").status_code == 200
        assert shown is opens is (first in ("amara", "joel", "otto")), first


def _registered_anew(client, answer):
    sent = {"given_names": "Robyn", "family_name": "Sampleford", "born-day": "27",
            "born-month": "3", "born-year": "1992", "pnc": NUMBER}  # fmt: skip
    asked = client.post("/register", sent | {"form_key": str(uuid4())}).content.decode()
    assert "I am not sure" in asked
    typed = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', asked))
    made = client.post("/register", typed | {"form_key": _key(asked), "person": answer})
    return UUID(made.url.split("/")[2])


def test_none_of_these_when_somebody_is_registered_is_remembered(client, scene):
    world, one, other = scene
    signed_in(client, world, "amara")
    new = _registered_anew(client, "new")
    with viewing(world.amara, NOW):
        (decided,) = PairDecision.objects.filter(person_id=new)
    assert (decided.other_id, decided.decision) == (other, "not-same")
    assert {other, new} not in pairs(world)
    assert {one, new} in pairs(world), "who was not shown was not told apart"


def test_who_was_not_sure_leaves_the_pair_to_be_decided_on(client, scene, monkeypatch):
    world, one, other = scene
    signed_in(client, world, "amara")
    new = _registered_anew(client, "not-sure")
    assert {one, new} in pairs(world)
    assert {other, new} in pairs(world)
    monkeypatch.setattr("throughcare.web.pages.duplicates.SHOWN", 1)
    assert "2 more pairs after these" in client.get("/duplicates").content.decode()


def test_records_opened_earlier_are_on_the_pages_after(client, scene, monkeypatch):
    world, *_ = scene
    monkeypatch.setattr("throughcare.people.queries.duplicates.LOOKED_AT", 1)
    with viewing(world.amara, NOW):
        pages = [queries.possible_duplicates(world.amara, at=NOW, page=n) for n in (1, 2, 3, 4)]
    assert [page.older for page in pages] == [True, True, False, False]
    assert sum(bool(page.pairs) for page in pages) == 2, "found from the one and from the other"
    signed_in(client, world, "amara")
    first = client.get("/duplicates").content.decode()
    assert "?page=2" in first
    assert "?page=0" not in first
    third = client.get("/duplicates?page=3").content.decode()
    assert "?page=2" in third
    assert "?page=4" not in third
    for odd in ("x", "0", "9999999999999999999999"):
        assert client.get(f"/duplicates?page={odd}").status_code == 200


def _key(page: str) -> str:
    return page.split('name="form_key" value="')[1].split('"')[0]
