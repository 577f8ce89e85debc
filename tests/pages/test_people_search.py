"""Finding a person and opening their record, as pages."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.custody import arrived, signed_in, somebody, suite
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.actions.relationships import Reason, relate
from throughcare.access.models import AuditEvent, Relationship
from throughcare.access.rules import RelationshipKind
from throughcare.codes import Kind
from throughcare.people.actions import register
from throughcare.people.rules import BornPrecision
from throughcare.web import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def world():
    return staffed()


@pytest.fixture
def robin(world):
    person_id, _ = arrived(world.dana, suite(world), somebody(known_as="Rob"))
    return person_id


def find(client, text):
    return client.post("/find", {"q": text}, follow=True)


def page(response):
    return response.content.decode()


def test_the_one_box_finds_a_person_and_leads_to_their_record(client, world, robin):
    signed_in(client, world, "amara")
    answer = page(find(client, "sampelford robin 27/3/92"))
    assert "1 person found" in answer
    assert f'href="/record/{robin}/"' in answer
    assert "Sampleford is spelt another way; names the other way round" in answer
    assert "date of birth is the same" in answer


def test_the_one_box_says_a_number_by_its_name(client, world):
    register(
        by=world.amara, at=NOW,
        person=replace(somebody(), identifiers=[(Kind.NHS_NUMBER, "9990000018")]),
        relationship=RelationshipKind.ALLOCATED, because="test",
    )  # fmt: skip
    signed_in(client, world, "amara")
    assert "NHS number is the same" in page(find(client, "999 000 0018"))


def test_what_was_typed_stands_in_no_address(client, world, robin):
    signed_in(client, world, "amara")
    answer = client.post("/find", {"q": "Robin Sampleford"})
    assert answer.status_code == 302
    assert answer["Location"] == "/find"


def test_somebody_elses_person_opens_only_with_a_reason(client, world, robin):
    signed_in(client, world, "otto")
    answer = page(find(client, "Robin Sampleford"))
    assert f'href="/record/{robin}/"' not in answer
    assert f'href="/record/{robin}/why"' in answer
    assert client.get(f"/record/{robin}/").status_code == 404
    form = {"form_key": str(uuid4()), "why": "other", "reason": ""}
    refused = client.post(f"/record/{robin}/why", form)
    assert "Enter the reason in a few words" in page(refused)
    assert client.get(f"/record/{robin}/").status_code == 404
    opened = client.post(f"/record/{robin}/why", form | {"reason": "His mother rang us"})
    assert opened["Location"] == f"/record/{robin}/"
    assert client.get(f"/record/{robin}/").status_code == 200
    with viewing(world.otto, NOW):
        claimed = Relationship.objects.get(kind=RelationshipKind.SELF_CLAIMED)
        assert (claimed.because, claimed.ends_at) == (
            "His mother rang us", NOW + timedelta(hours=24),
        )  # fmt: skip
        assert AuditEvent.objects.filter(what="claim", person_ids=[robin]).exists()


def test_a_claim_can_be_made_again_after_it_has_ended(client, world, robin, monkeypatch):
    signed_in(client, world, "otto")
    client.post(f"/record/{robin}/why", {"form_key": str(uuid4()), "why": "asked"})
    later = NOW + timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    signed_in(client, world, "otto")
    assert client.get(f"/record/{robin}/").status_code == 404
    client.post(f"/record/{robin}/why", {"form_key": str(uuid4()), "why": "asked"})
    assert client.get(f"/record/{robin}/").status_code == 200


def test_a_custody_officer_opens_no_record_by_giving_a_reason(client, world):
    stranger = register(
        by=world.otto, at=NOW, person=somebody("Yusuf Specimen"),
        relationship=RelationshipKind.SELF_CLAIMED, because="test",
    )  # fmt: skip
    signed_in(client, world, "dana")
    answer = page(find(client, "Yusuf Specimen"))
    assert "You can open this record while they are in your suite." in answer
    assert client.get(f"/record/{stranger}/why").status_code == 404


def test_nobody_found_says_what_to_do_next(client, world):
    signed_in(client, world, "amara")
    answer = page(find(client, "Zzyzx Nobody"))
    assert "Nobody found" in answer
    assert "Register a new person" in answer
    signed_in(client, world, "dana")
    assert "Record an arrival" in page(find(client, "Zzyzx Nobody"))


def test_a_number_that_cannot_be_right_is_said_to_be_so(client, world):
    signed_in(client, world, "amara")
    assert "something was mistyped" in page(find(client, "999 000 0019"))


def test_a_long_list_says_that_it_is_cut_off(client, world):
    for _ in range(51):
        register(
            by=world.amara, at=NOW, person=somebody(),
            relationship=RelationshipKind.SELF_CLAIMED, because="test",
        )  # fmt: skip
    signed_in(client, world, "amara")
    answer = page(find(client, "Robin Sampleford"))
    assert "The first 50 of more people" in answer
    assert answer.count("tc-worklist__row") == 50


def test_everybody_a_search_showed_is_on_the_trail(client, world, robin):
    signed_in(client, world, "otto")
    find(client, "Sampleford")
    with viewing(world.otto, NOW):
        row = AuditEvent.objects.filter(what="search", verb="consult").latest("id")
    assert row.person_ids == [robin]


@pytest.mark.parametrize("who", ["helen", "priya", "grace"])
def test_who_does_not_meet_people_finds_no_search(client, world, who):
    signed_in(client, world, who)
    assert client.get("/find").status_code == 404


def test_markup_in_a_search_is_shown_as_it_was_typed(client, world):
    signed_in(client, world, "amara")
    answer = page(find(client, "<script>alert(1)</script>"))
    assert "<script>alert(1)" not in answer
    assert "&lt;script&gt;" in answer


REGISTER = {"given_names": "Robin", "family_name": "Sampleford", "born-day": "27",
            "born-month": "3", "born-year": "1992"}  # fmt: skip


def registered(client, **more):
    return client.post("/register", REGISTER | {"form_key": str(uuid4())} | more)


def test_a_new_person_is_registered_and_their_record_opens(client, world):
    signed_in(client, world, "amara")
    answer = client.post(
        "/register",
        REGISTER | {"form_key": str(uuid4()), "nhs_number": "999 000 0018", "no_fixed_abode": "on"},
        follow=True,
    )
    assert "Robin Sampleford is registered." in page(answer)
    assert "No fixed address" in page(answer)
    assert "27 March 1992 (34 years old)" in page(answer)


def test_somebody_known_is_shown_before_a_new_record_is_made(client, world, robin):
    signed_in(client, world, "amara")
    asked = registered(client, phone="01632 960001")
    assert "Is it one of these people?" in page(asked)
    assert "Robin Sampleford, born 27 March 1992" in page(asked)
    assert '<input type="hidden" name="phone" value="01632 960001">' in page(asked)
    chosen = registered(client, person=str(robin))
    assert chosen["Location"] == f"/record/{robin}/"
    made = registered(client, person="new")
    assert made.status_code == 302
    assert str(robin) not in made["Location"]


def test_somebody_known_elsewhere_is_opened_with_a_reason(client, world, robin):
    signed_in(client, world, "otto")
    assert registered(client, person=str(robin))["Location"] == f"/record/{robin}/why"


def test_the_same_form_sent_twice_makes_one_record(client, world):
    signed_in(client, world, "amara")
    key = str(uuid4())
    first, second = registered(client, form_key=key), registered(client, form_key=key)
    assert first["Location"] == second["Location"]


def test_a_wrong_answer_says_how_to_put_it_right_and_keeps_what_was_typed(client, world):
    signed_in(client, world, "amara")
    answer = page(registered(client, nhs_number="999 000 0019", pronouns="she and her"))
    assert "something was mistyped. Check it, or leave it empty" in answer
    assert 'value="she and her"' in answer
    nameless = page(registered(client, given_names="", family_name=""))
    assert "Enter a given name or a family name" in nameless


def test_what_was_searched_for_need_not_be_typed_again(client, world):
    signed_in(client, world, "amara")
    find(client, "Kestrel Placeholder 3 May 2001")
    answer = page(client.get("/register"))
    for typed in ('value="Kestrel"', 'value="Placeholder"', 'value="2001"'):
        assert typed in answer


def test_a_date_of_birth_known_in_part_is_said_to_be_so(client, world):
    person_id = register(
        by=world.amara, at=NOW,
        person=somebody(born_on=date(1990, 1, 1), precision=BornPrecision.YEAR),
        relationship=RelationshipKind.SELF_CLAIMED, because="test",
    )  # fmt: skip
    signed_in(client, world, "amara")
    assert "1990 (about 36 years old)" in page(client.get(f"/record/{person_id}/"))


def test_the_same_organisation_is_not_asked_twice_why(client, world, robin):
    relate(
        by=world.amara, at=NOW,
        reasons=[Reason(robin, world.organisations["elsewhere"], RelationshipKind.ALLOCATED, "x")],
    )  # fmt: skip
    signed_in(client, world, "otto")
    assert client.get(f"/record/{robin}/why")["Location"] == f"/record/{robin}/"
