"""Opening a restricted record in need, and what a governance lead does about restricted records."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.custody import arrived, signed_in, suite
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.codes import Kind
from throughcare.people import actions
from throughcare.people.queries import restricted
from throughcare.people.rules import NewName, NewPerson, Source
from throughcare.people.rules.restricted import RestrictedFor

pytestmark = pytest.mark.django_db
NUMBER = {"which": "nhs-number", "value": "999 000 0018"}
WHY = {"kind": "custody", "because": "Alone in a cell"}
MARK = NUMBER | {"kind": "witness", "because": "Gives evidence in March"}


@pytest.fixture(autouse=True)
def _moment(monkeypatch):
    monkeypatch.setattr("throughcare.web.clock.now", lambda: NOW)


@pytest.fixture
def world():
    return staffed()


@pytest.fixture
def robin(world):
    person = NewPerson(
        names=[NewName("Canary", "Sampleford")],
        source=Source.CUSTODY_RECORD,
        identifiers=[(Kind.NHS_NUMBER, "999 000 0018")],
    )
    return arrived(world.dana, suite(world), person)[0]


@pytest.fixture
def closed(world, robin):
    return actions.restrict(
        by=world.ifan,
        at=NOW,
        person_id=robin,
        kind=RestrictedFor.WITNESS,
        because="Gives evidence in March",
        own_team=False,
    )


def _client(world, first):
    return signed_in(Client(), world, first)


def _words(answer):
    return " ".join(answer.content.decode().split())


def _post(client, name, *args, **data):
    return client.post(reverse(name, args=args), data | {"form_key": str(uuid4())})


def test_a_search_leads_to_the_page_where_a_restricted_record_is_opened(world, closed):
    dana = _client(world, "dana")
    dana.post(reverse("search"), {"q": "Canary Sampleford"})
    shown = _words(dana.get(reverse("search")))
    assert reverse("open_restricted") in shown
    assert "Open for one hour" in _words(dana.get(reverse("open_restricted")))


def test_it_opens_for_an_hour_with_a_reason_and_says_so_on_every_page(world, robin, closed):
    amara = _client(world, "amara")
    assert amara.get(reverse("record", args=[robin])).status_code == 404
    missing = _words(_post(amara, "open_restricted", **NUMBER))
    assert "Select why you need to open it" in missing
    answer = _post(amara, "open_restricted", **NUMBER, **WHY)
    assert answer.url == reverse("record", args=[robin])
    shown = _words(amara.get(answer.url))
    assert "Canary Sampleford" in shown
    assert "You opened this restricted record. It closes" in shown
    assert amara.get(reverse("needs", args=[robin])).status_code == 404


def test_nobody_learns_whether_a_number_is_of_a_restricted_record(world, robin):
    amara = _client(world, "amara")
    for value in ("999 000 0018", "999 000 0026", "nonsense"):
        shown = _words(_post(amara, "open_restricted", **NUMBER | {"value": value}, **WHY))
        assert "No record that you may act on has exactly this number." in shown


def test_from_the_board_somebody_without_a_name_is_opened_in_need(world, robin, closed):
    dana = _client(world, "dana")
    board = _words(dana.get(reverse("board"), follow=True))
    assert "Canary" not in board
    address = reverse("open_this_restricted", args=[robin])
    assert address in board
    assert "Canary" not in _words(dana.get(address))
    answer = _post(dana, "open_this_restricted", robin, **WHY)
    assert answer.url == reverse("record", args=[robin])
    assert "Canary Sampleford" in _words(dana.get(answer.url))


def test_a_record_is_restricted_after_a_look_at_what_follows(world, robin):
    ifan = _client(world, "ifan")
    shown = _words(_post(ifan, "restricted", **MARK))
    assert "What will happen to the record of Canary Sampleford" in shown
    assert "Nobody can open it" in shown
    answer = _post(ifan, "restricted", do="restrict", **MARK)
    assert answer.url == reverse("restricted")
    assert "Canary Sampleford" in _words(ifan.get(answer.url))
    assert _client(world, "dana").get(reverse("record", args=[robin])).status_code == 404
    again = _words(_post(ifan, "restricted", do="restrict", **MARK))
    assert "This record is restricted already." in again


def test_a_number_that_nobody_has_restricts_nothing(world, robin):
    shown = _words(_post(_client(world, "ifan"), "restricted", **MARK | {"value": "1"}))
    assert "No record that your organisation works with has this number" in shown


def test_a_restriction_is_lifted_with_a_reason(world, robin, closed):
    ifan = _client(world, "ifan")
    assert "Lift the restriction of Canary" in _words(
        ifan.get(reverse("lift_restriction", args=[closed]))
    )
    answer = _post(ifan, "lift_restriction", closed, because="The trial is over")
    assert answer.url == reverse("restricted")
    assert _client(world, "dana").get(reverse("record", args=[robin])).status_code == 200
    assert ifan.get(reverse("lift_restriction", args=[closed])).status_code == 404


def test_the_governance_lead_is_told_on_the_first_page_and_reviews(world, robin, closed):
    ifan = _client(world, "ifan")
    assert "Every opening of a restricted record has been reviewed." in _words(
        ifan.get(reverse("home"))
    )
    _post(_client(world, "amara"), "open_restricted", **NUMBER, **WHY)
    home = _words(ifan.get(reverse("home")))
    assert "<strong>1</strong> to review" in home
    assert "Canary" not in home
    shown = _words(ifan.get(reverse("restricted")))
    assert "Alone in a cell" in shown
    with viewing(world.ifan, NOW):
        (one,) = restricted.openings(world.ifan)
    address = reverse("review_opening", args=[one.opening_id])
    assert address in shown
    assert "Amara Obi" in _words(ifan.get(address))
    answer = _post(ifan, "review_opening", one.opening_id, found="right", words="Rang the suite")
    assert answer.url == reverse("restricted")
    assert "It was right to open it, said Ifan Rees" in _words(ifan.get(answer.url))
    assert ifan.get(address).status_code == 404


def test_who_has_nothing_to_do_with_it_finds_no_such_page(world, robin, closed):
    for first in ("helen", "priya", "rhys", "grace"):
        worker = _client(world, first)
        for name, args in (("open_restricted", []), ("open_this_restricted", [robin])):
            assert worker.get(reverse(name, args=args)).status_code == 404, first
        assert worker.get(reverse("restricted")).status_code == 404, first
