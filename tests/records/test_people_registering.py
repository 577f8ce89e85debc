"""Opening records, one and many, and reading back who somebody is."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent, Relationship
from throughcare.access.rules import NotPermitted, RelationshipKind
from throughcare.codes import EthnicCategory, Kind, synthetic_nhs_number, synthetic_pnc
from throughcare.people import actions, queries
from throughcare.people.models import Identifier, Person
from throughcare.people.rules import (
    BornPrecision,
    NameKind,
    NewAddress,
    NewName,
    NewPerson,
    Sex,
    Source,
)

pytestmark = pytest.mark.django_db

ROBIN = NewPerson(
    names=[NewName("Robin", "Sampleford"), NewName("Rob", "", NameKind.KNOWN_AS)],
    source=Source.PRACTITIONER,
    born_on=date(1992, 3, 27),
    born_precision=BornPrecision.DAY,
    sex=Sex.MALE,
    pronouns="he and him",
    ethnicity=EthnicCategory.WHITE_BRITISH,
    identifiers=[
        (Kind.NHS_NUMBER, "999 000 0018"),
        (Kind.PNC, synthetic_pnc(2019, 1)),
        (Kind.CRO, "not a number"),
    ],
    language="English",
    interpreter=False,
    phone="01632 960001",
    safe_to_contact=True,
    address=NewAddress("1 Made Up Road", "ZZ99 3VZ"),
)


def _register(world, viewer, person=ROBIN, kind=RelationshipKind.SELF_CLAIMED, **more):
    return actions.register(
        by=viewer, at=NOW, person=person, relationship=kind, because="New person", **more
    )


def _sight(viewer, person_id, at=NOW):
    sight = queries.sight_of(viewer, person_id, at=at)
    assert sight is not None
    return sight


def test_what_was_said_can_be_read_back():
    world = staffed()
    person_id = _register(world, world.amara)
    with viewing(world.amara, NOW):
        found = queries.identity(_sight(world.amara, person_id))
    assert found.details == ROBIN
    assert found.name == "Robin Sampleford"
    assert found.known_as == "Rob"
    assert found.nhs_number == "9990000018"
    assert found.recorded_by == "Amara Obi"
    assert found.recorded_at == NOW
    assert found.version == 1


def test_a_number_that_is_not_valid_is_kept_as_supplied_and_never_compared():
    world = staffed()
    person_id = _register(world, world.amara)
    with viewing(world.amara, NOW):
        cro = Identifier.objects.get(person_id=person_id, kind=Kind.CRO)
        shown = queries.identity(_sight(world.amara, person_id)).numbers
    assert (cro.given, cro.canonical) == ("not a number", "")
    assert [(number.shown, number.valid) for number in shown] == [
        ("999 000 0018", True),
        (synthetic_pnc(2019, 1), True),
        ("not a number", False),
    ]


def test_a_claimed_relationship_lasts_a_day():
    world = staffed()
    person_id = _register(world, world.amara)
    with viewing(world.amara, NOW + timedelta(hours=23)):
        assert queries.sight_of(world.amara, person_id, at=NOW + timedelta(hours=23))
    with viewing(world.amara, NOW + timedelta(hours=25)):
        assert queries.sight_of(world.amara, person_id, at=NOW + timedelta(hours=25)) is None


def test_custody_reads_no_address_and_no_telephone():
    world = staffed()
    custody = replace(ROBIN, source=Source.CUSTODY_RECORD)
    person_id = _register(world, world.dana, custody, RelationshipKind.PRESENT)
    with viewing(world.dana, NOW):
        found = queries.identity(_sight(world.dana, person_id))
    assert found.details.address is None
    assert found.details.phone == ""
    assert found.details.sex is Sex.MALE
    assert found.details.language == "English"


def test_a_record_is_not_opened_by_somebody_who_may_not():
    world = staffed()
    for viewer in (world.helen, world.grace, world.priya):
        with pytest.raises(NotPermitted):
            _register(world, viewer)
    assert not Person.objects.exists()


def test_opening_a_record_is_on_the_trail():
    world = staffed()
    person_id = _register(world, world.amara)
    with viewing(world.amara, NOW):
        (row,) = AuditEvent.objects.filter(what="register")
    assert row.person_ids == [person_id]
    assert row.verb == "collect"
    assert "identifier" in row.categories


def test_many_records_open_at_once_under_the_ids_that_were_chosen():
    world = staffed()
    people = [
        (
            uuid4(),
            replace(
                ROBIN,
                names=[NewName("Robin", f"Sampleford{n}")],
                identifiers=[(Kind.NHS_NUMBER, synthetic_nhs_number(n))],
            ),
        )
        for n in range(250)
    ]
    stay = uuid4()
    actions.register_many(
        by=world.feed,
        at=NOW,
        people=people,
        relationship=RelationshipKind.PRESENT,
        because="Custody feed",
        made_by_events={people[0][0]: stay},
    )
    with viewing(world.feed, NOW):
        assert set(Person.objects.values_list("id", flat=True)) == {each for each, _ in people}
        assert Identifier.objects.exclude(canonical="").count() == 250
        made = dict(Relationship.objects.values_list("person_id", "made_by_event"))
    assert made[people[0][0]] == stay
    assert made[people[1][0]] is None


def test_the_same_name_or_number_twice_is_kept_once():
    world = staffed()
    twice = replace(ROBIN, names=[*ROBIN.names, ROBIN.names[0]], identifiers=[
        (Kind.NHS_NUMBER, "9990000018"), (Kind.NHS_NUMBER, "9990000018"),
    ])  # fmt: skip
    person_id = _register(world, world.amara, twice)
    with viewing(world.amara, NOW):
        found = queries.identity(_sight(world.amara, person_id))
    assert len(found.details.names) == 2
    assert len(found.details.numbers) == 1
