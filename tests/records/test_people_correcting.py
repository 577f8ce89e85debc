"""Putting details right: what was said stays, what is said now counts, nobody is overwritten."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.records.test_people_registering import ROBIN, _register, _sight
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.actions.relationships import Reason, relate
from throughcare.access.models import AuditEvent
from throughcare.access.rules import ChangedMeanwhile, NotPermitted, RelationshipKind
from throughcare.codes import Kind, synthetic_nhs_number
from throughcare.people import actions, queries
from throughcare.people.models import Address, Identifier, Particulars, Person, PersonName
from throughcare.people.rules import NewAddress, NewName, Sex, Source

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def world():
    return staffed()


@pytest.fixture
def robin(world):
    return _register(world, world.amara)


def _correct(viewer, person_id, details, version=1, at=LATER):
    actions.correct(by=viewer, at=at, person_id=person_id, version=version, details=details)


def _read(viewer, person_id, at=LATER):
    with viewing(viewer, at):
        return queries.identity(_sight(viewer, person_id, at))


def _known_to_police(world, person_id):
    relate(
        by=world.amara,
        at=NOW,
        reasons=[
            Reason(person_id, world.organisations["police"], RelationshipKind.PRESENT, "In custody")
        ],
    )


def test_what_is_said_now_counts_and_what_was_said_stays(world, robin):
    details = replace(
        ROBIN,
        names=[NewName("Robyn", "Sampleford"), *ROBIN.names[1:]],
        born_on=date(1992, 3, 28),
        identifiers=[(Kind.NHS_NUMBER, synthetic_nhs_number(5)), *ROBIN.numbers[1:]],
        address=NewAddress(no_fixed_abode=True),
        source=Source.PERSON,
    )
    _correct(world.amara, robin, details)
    found = _read(world.amara, robin)
    assert found.details == details
    assert (found.version, found.recorded_at) == (2, LATER)
    with viewing(world.amara, LATER):
        person = Person.objects.get(pk=robin)
        for model, before in ((PersonName, 1), (Identifier, 1), (Particulars, 1), (Address, 1)):
            closed = model.objects.filter(person_id=robin, superseded_at=LATER)
            assert closed.count() == before, model
    assert (person.shown_name, person.born_on) == ("Robyn Sampleford", date(1992, 3, 28))


def test_what_did_not_change_is_left_alone(world, robin):
    _correct(world.amara, robin, replace(ROBIN, pronouns="they and them"))
    with viewing(world.amara, LATER):
        assert not PersonName.objects.filter(superseded_at__isnull=False).exists()
        assert not Identifier.objects.filter(superseded_at__isnull=False).exists()
        assert Address.objects.count() == 1
    assert _read(world.amara, robin).details == replace(ROBIN, pronouns="they and them")


def test_an_address_and_a_number_can_be_taken_away(world, robin):
    details = replace(ROBIN, address=None, identifiers=ROBIN.numbers[:1])
    _correct(world.amara, robin, details)
    assert _read(world.amara, robin).details == details


def test_the_second_of_two_people_is_shown_what_the_first_wrote(world, robin):
    _known_to_police(world, robin)
    _correct(world.dana, robin, replace(ROBIN, pronouns="they and them"))
    with pytest.raises(ChangedMeanwhile) as refused:
        _correct(world.amara, robin, replace(ROBIN, pronouns="she and her"))
    assert refused.value.current["Pronouns"] == "they and them"
    assert refused.value.changed_by == "Sergeant Dana Whitlock"
    assert refused.value.changed_at == LATER
    assert _read(world.amara, robin).details.pronouns == "they and them"


def test_what_the_worker_may_not_read_survives_their_correction(world, robin):
    _known_to_police(world, robin)
    seen = _read(world.dana, robin).details
    assert seen.phone == ""
    _correct(world.dana, robin, replace(seen, sex=Sex.FEMALE, phone="0", address=None))
    found = _read(world.amara, robin).details
    assert (found.sex, found.phone, found.address) == (Sex.FEMALE, ROBIN.phone, ROBIN.address)


def test_the_trail_says_what_was_corrected_and_not_what_it_said(world, robin):
    _correct(world.amara, robin, replace(ROBIN, phone="01632 960002"))
    with viewing(world.amara, LATER):
        (row,) = AuditEvent.objects.filter(what="correct")
    assert row.items == ["Telephone"]
    assert row.person_ids == [robin]


def test_a_stranger_corrects_nothing(world, robin):
    with pytest.raises(NotPermitted):
        _correct(world.otto, robin, ROBIN)
