"""What the national register says is taken over as confirmed, with its source; nothing is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.custody import somebody
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.access.rules import NotPermitted, Refused, RelationshipKind
from throughcare.codes import Kind
from throughcare.people import actions, queries
from throughcare.people.actions.tracing import CHANGED, EMERGENCY_CONTACT, accept_trace
from throughcare.people.rules import GivenNumber, Source
from throughcare.people.rules.tracing import Registered, Sensitivity
from throughcare.people.rules.tracing_accepted import ANOTHER_CONFIRMED

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
FOUND = Registered(
    "9990000018", "Robin", "Sampleford", sensitivity=Sensitivity.UNRESTRICTED,
    practice="Y12345", emergency="01632 960587",
)  # fmt: skip


@pytest.fixture
def world():
    return staffed()


def known(world, *numbers):
    return actions.register(
        by=world.amara,
        at=NOW,
        person=replace(somebody(), source=Source.PRACTITIONER, identifiers=numbers),
        relationship=RelationshipKind.ALLOCATED,
        because="test",
    )


def accept(world, person, found=FOUND, version=1, by=None, **more):
    accept_trace(
        by=by or world.amara, at=LATER, person_id=person, version=version, found=found, **more
    )


def held(world, person):
    with viewing(world.amara, LATER):
        sight = queries.sight_of(world.amara, person, at=LATER)
        return queries.identity(sight), queries.around(sight), queries.history(sight)


def test_the_number_is_kept_as_confirmed_with_its_source_and_time(world):
    person = known(world)
    accept(world, person)
    identity, around, _ = held(world, person)
    (number,) = identity.details.numbers
    assert number == GivenNumber(Kind.NHS_NUMBER, "9990000018", True)
    told = identity.told[number]
    assert (told.source, told.who, told.at) == (Source.NHS, "Amara Obi", LATER)
    assert (around.practice, around.contacts) == (None, ())
    with viewing(world.amara, LATER):
        assert AuditEvent.objects.get(what="pds-accept").person_ids == [person]


def test_an_unconfirmed_number_is_closed_and_stays_to_be_read(world):
    person = known(world, (Kind.NHS_NUMBER, "999 000 0018"), (Kind.PNC, "2020/0000009S"))
    accept(world, person)
    identity, _, history = held(world, person)
    assert [n.given for n in identity.details.numbers] == ["9990000018", "2020/0000009S"]
    assert "999 000 0018" in [one.value for one in history if one.until == LATER]


def test_a_number_that_the_register_replaced_gives_way(world):
    person = known(world, GivenNumber(Kind.NHS_NUMBER, "9990000026", True))
    with pytest.raises(Refused, match=ANOTHER_CONFIRMED[:20]):
        accept(world, person)
    accept(world, person, replaces="9990000026")
    identity, _, _ = held(world, person)
    assert [n.given for n in identity.details.numbers] == ["9990000018"]


def test_practice_and_contact_are_kept_with_the_register_as_their_source(world):
    person = known(world)
    accept(world, person, practice=True, emergency=True)
    _, around, _ = held(world, person)
    practice, told = around.practice
    assert (practice.ods_code, told.source) == ("Y12345", Source.NHS)
    ((_, contact, by),) = around.contacts
    assert (contact.name, contact.reached) == (EMERGENCY_CONTACT, "01632 960587")
    assert (contact.safe, contact.agreed, by.source) == (None, None, Source.NHS)


def test_what_the_register_does_not_say_is_not_kept(world):
    person = known(world)
    bare = replace(FOUND, practice="", emergency="", sensitivity=Sensitivity.RESTRICTED)
    accept(world, person, bare, practice=True, emergency=True)
    _, around, _ = held(world, person)
    assert (around.practice, around.contacts) == (None, ())


def test_nothing_is_taken_over_another_change(world):
    person = known(world)
    accept(world, person)
    with pytest.raises(Refused, match=CHANGED[:20]):
        accept(world, person)


def test_who_may_not_write_numbers_accepts_nothing(world):
    person = known(world)
    with pytest.raises(NotPermitted):
        accept(world, person, by=world.viewers["helen"])
