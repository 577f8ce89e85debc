"""The page about who somebody is, and the small pages on which each group of it is changed."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.custody import signed_in
from tests.records.test_people_registering import ROBIN
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.actions.relationships import Reason, relate
from throughcare.access.rules import RelationshipKind
from throughcare.codes import Kind, synthetic_nhs_number
from throughcare.people import actions, queries
from throughcare.people.rules import NameKind, NewName, NewPerson, Source

pytestmark = pytest.mark.django_db
SAID = {"told_by": "person"}


@pytest.fixture(autouse=True)
def _moment(monkeypatch):
    monkeypatch.setattr("throughcare.web.clock.now", lambda: NOW)


@pytest.fixture
def world():
    return staffed()


@pytest.fixture
def robin(world):
    return actions.register(
        by=world.amara,
        at=NOW,
        person=ROBIN,
        relationship=RelationshipKind.SELF_CLAIMED,
        because="New person",
    )


@pytest.fixture
def amara(world):
    return signed_in(Client(), world, "amara")


def _words(answer):
    return " ".join(answer.content.decode().split())


def _page(client, robin, name="person", *args):
    return _words(client.get(reverse(name, args=[robin, *args])))


def _save(client, robin, name, /, *args, **data):
    given = SAID | data | {"form_key": str(uuid4())}
    return client.post(reverse(name, args=[robin, *args]), given)


def _saved(client, robin, name, /, *args, **data):
    answer = _save(client, robin, name, *args, **data)
    assert answer.status_code == 302, _words(answer)
    return _page(client, robin)


def _identity(world, robin):
    with viewing(world.amara, NOW):
        return queries.identity(queries.sight_of(world.amara, robin, at=NOW))


def test_every_value_says_who_said_it_and_what_is_missing_is_said_first(amara, robin):
    shown = _page(amara, robin)
    assert "From a document or another record. Recorded by Amara Obi" in shown
    assert "Nobody recorded whether they have a GP practice." in shown
    assert "as it was given, and it cannot be right" in shown.lower()
    assert "The NHS number is not confirmed." in shown


def test_somebody_without_any_number_is_welcome(world, amara):
    person = NewPerson(names=[NewName("Unknown")], source=Source.PERSON)
    nobody = actions.register(
        by=world.amara,
        at=NOW,
        person=person,
        relationship=RelationshipKind.SELF_CLAIMED,
        because="New person",
    )
    shown = _page(amara, nobody)
    assert "No number yet" in shown
    assert "There is no NHS number yet." in shown


@pytest.mark.parametrize(
    ("group", "data", "words"),
    [
        (
            "name",
            {"given_names": "Zoë", "family_name": "Łukasik", "known_as": "Zo", "born-year": "1990"}
            | {"born-day": "", "born-month": "", "estimated": "yes", "pronouns": "she and her"},
            ["Zoë Łukasik", "about 1990", "she and her"],
        ),
        (
            "about",
            {"sex": "female", "gender": "woman", "ethnicity": "C", "ethnicity_by_others": "W9"},
            ["woman", "W9"],
        ),
        ("language", {"language": "Polish", "interpreter": "yes"}, ["Interpreter: Polish"]),
        ("contact", {"phone": "01632 960007", "safe_to_contact": "no"}, ["01632 960007"]),
    ],
)
def test_a_group_of_details_is_changed_and_the_rest_stays(world, amara, robin, group, data, words):
    assert "Who says so?" in _page(amara, robin, "change_details", group)
    shown = _saved(amara, robin, "change_details", group, version="1", **data)
    for word in words:
        assert word in shown
    held = _identity(world, robin).details
    assert held.numbers == ROBIN.numbers
    assert held.address == ROBIN.address
    assert "They said so. Recorded by Amara Obi" in shown or group == "name"


def test_no_other_group_is_changed_there(amara, robin):
    assert amara.get(reverse("change_details", args=[robin, "numbers"])).status_code == 404


def test_whoever_comes_second_is_told_what_the_record_says_now(world, amara, robin):
    actions.correct(
        by=world.amara,
        at=NOW,
        person_id=robin,
        version=1,
        details=replace(ROBIN, gender="woman"),
    )
    answer = _save(amara, robin, "change_details", "about", version="1", gender="man")
    shown = _words(answer)
    assert "Somebody else changed this record" in shown
    assert "woman" in shown
    assert 'name="version" value="2"' in shown
    assert "man" in _saved(amara, robin, "change_details", "about", version="2", gender="man")


def test_names_in_any_script_are_added_and_taken_away(world, amara, robin):
    shown = _saved(amara, robin, "names", kind="previous", family_name="Նարեկացի")
    assert "Earlier name" in shown
    assert "Նարեկացի" in shown
    assert "Enter a given name" in _words(_save(amara, robin, "names", kind="alias"))
    assert amara.post(
        reverse("names", args=[robin]), {"remove": "0", "form_key": str(uuid4())}
    ).url == reverse("names", args=[robin])
    assert not [
        name for name in _identity(world, robin).details.names if name.kind is NameKind.PREVIOUS
    ]
    assert "Նարեկացի" in _page(amara, robin, "person_history")


def test_a_number_that_cannot_be_right_blocks_nobody(world, amara, robin):
    wrong = {"kind": "pnc", "number": "2019/12A"}
    assert "keep it as it was given" in _words(_save(amara, robin, "numbers", **wrong))
    never = _save(amara, robin, "numbers", as_given="yes", confirmed="yes", **wrong)
    assert "cannot be confirmed" in _words(never)
    assert "2019/12A" in _saved(amara, robin, "numbers", as_given="yes", **wrong)


def test_a_second_number_of_a_kind_stands_beside_the_first(world, amara, robin):
    number = synthetic_nhs_number(44)
    _saved(amara, robin, "numbers", kind="nhs-number", number=number, confirmed="yes")
    held = [n for n in _identity(world, robin).details.numbers if n.kind is Kind.NHS_NUMBER]
    assert len(held) == 2
    place = str([n.given for n in _identity(world, robin).details.numbers].index(number))
    amara.post(reverse("numbers", args=[robin]), {"remove": place, "form_key": str(uuid4())})
    held = [n for n in _identity(world, robin).details.numbers if n.kind is Kind.NHS_NUMBER]
    assert [n.given for n in held] == ["999 000 0018"]


def test_moving_keeps_where_they_lived_and_a_wrong_address_goes(world, amara, robin):
    new = {"lines": "2 Made Up Lane", "postcode": "ZZ99 3VZ", "kind": "approved-premises"}
    left = {"left_on-day": "1", "left_on-month": "11", "left_on-year": "2026"}
    shown = _saved(amara, robin, "address", before="moved", **new, **left)
    assert "2 Made Up Lane, ZZ99 3VZ (approved premises)" in shown
    assert "1 Made Up Road" in shown
    shown = _saved(amara, robin, "address", before="wrong", no_fixed_abode="yes")
    assert "No fixed address" in shown
    assert "Enter an address, or tick" in _words(_save(amara, robin, "address", before="wrong"))
    both = _save(amara, robin, "address", before="wrong", no_fixed_abode="yes", lines="x")
    assert "Enter an address, or tick" in _words(both)


def test_what_helps_stands_on_top_of_every_page_of_the_record(world, amara, robin):
    data = {"needed": ["extra-time", "other"], "how_other": "No small talk"}
    _saved(amara, robin, "adjustments", **data)
    for name in ("record", "needs"):
        bar = _page(amara, robin, name).split("<nav", 2)[1]
        shown = _page(amara, robin, name)
        assert "Give extra time to answer" in shown, bar
        assert "Something else: No small talk" in shown
    assert 'value="No small talk"' in _page(amara, robin, "adjustments")
    assert "Enter what helps them" in _words(_save(amara, robin, "adjustments", needed=["other"]))


def test_background_is_asked_piece_by_piece_and_not_asked_is_no_answer(amara, robin):
    data = {"armed_forces": "yes", "armed_forces_words": "Navy", "care": "care-leaver"}
    shown = _saved(amara, robin, "background", pregnancy="not-asked", **data)
    assert "Yes: Navy" in shown
    assert "Care leaver" in shown
    assert 'value="Navy"' in _page(amara, robin, "background")
    missing = _save(amara, robin, "background", nationality="stated")
    assert "Enter the nationality" in _words(missing)


def test_immigration_status_and_gp_practice(amara, robin):
    assert "Since 2019" in _saved(amara, robin, "immigration", status="settled", words="Since 2019")
    assert "Since 2019" in _page(amara, robin, "immigration")
    assert "Enter the name of the practice" in _words(
        _save(amara, robin, "practice", status="registered")
    )
    shown = _saved(
        amara, robin, "practice", status="registered", name="Amberford Surgery", ods_code="Y99999"
    )
    assert "Amberford Surgery (code Y99999)" in shown
    assert "Amberford Surgery" in _page(amara, robin, "practice")


def test_people_around_the_person_are_added_changed_and_taken_away(amara, robin):
    sister = {"kind": "family", "name": "Sam Sampleford", "reached": "01632 960009"}
    shown = _saved(amara, robin, "contacts", safe="no", **sister)
    assert "Family: Sam Sampleford" in shown
    assert "Safe to contact about them: No." in shown
    shown = _saved(amara, robin, "contacts", safe="yes", agreed="yes", **sister)
    assert "The person agrees: Yes." in shown
    assert shown.count("Family: Sam Sampleford") == 1
    amara.post(reverse("contacts", args=[robin]), {"remove": "0", "form_key": str(uuid4())})
    assert "Sam Sampleford" not in _page(amara, robin)
    assert "Sam Sampleford" in _page(amara, robin, "person_history")


def test_custody_staff_see_what_helps_and_no_background_or_contacts(world, amara, robin):
    _saved(amara, robin, "adjustments", needed=["large-print"])
    _saved(amara, robin, "contacts", kind="family", name="Canary Sampleford")
    _saved(amara, robin, "background", armed_forces="yes", armed_forces_words="Canary")
    relate(
        by=world.amara,
        at=NOW,
        reasons=[Reason(robin, world.organisations["police"], RelationshipKind.PRESENT, "x")],
    )
    dana = signed_in(Client(), world, "dana")
    shown = _page(dana, robin)
    assert "Give papers in large print" in shown
    for heading in ("Background", "People around them", "GP practice", "Immigration"):
        assert heading not in shown
    assert "Canary" not in shown + _page(dana, robin, "person_history")


def test_a_number_says_from_when_until_when_it_was_theirs(amara, robin):
    days = {"from_on-day": "1", "from_on-month": "5", "from_on-year": "2019"}
    over = {"until_on-day": "31", "until_on-month": "1", "until_on-year": "2018"}
    number = {"kind": "prison-number", "number": "SYN-A0001BB"}
    wrong = _save(amara, robin, "numbers", **number, **days, **over)
    assert "The last day must be the same as or after the first day" in _words(wrong)
    shown = _saved(amara, robin, "numbers", **number, **days, **(over | {"until_on-year": "2020"}))
    assert "SYN-A0001BB from 1 May 2019 until 31 January 2020" in shown
    assert "until 31 January 2020" in _page(amara, robin, "numbers")
    assert "until 31 January 2020" in _page(amara, robin, "person_history")
