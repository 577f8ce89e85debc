"""What surrounds a person is kept with who said it; a correction closes, and never overwrites."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.records.test_people_registering import ROBIN, _register
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.actions.relationships import Reason, relate
from throughcare.access.models import AuditEvent
from throughcare.access.rules import NotPermitted, Refused, RelationshipKind
from throughcare.people import actions, queries
from throughcare.people.models import BackgroundStatement, ImmigrationStatement
from throughcare.people.rules import (
    AddressKind,
    Adjustment,
    Answer,
    Background,
    ContactKind,
    Immigration,
    NameKind,
    NewAddress,
    NewContact,
    NewName,
    NewPractice,
    PracticeStatus,
    Said,
    Source,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
SISTER = NewContact(ContactKind.FAMILY, "Sam Sampleford", "01632 960009", safe=True)


@pytest.fixture
def world():
    return staffed()


@pytest.fixture
def robin(world):
    return _register(world, world.amara)


def _say(world, robin, what, by=None, at=NOW, **said):
    given = {"by": by or world.amara, "at": at, "person_id": robin, "source": Source.PERSON}
    return getattr(actions, what)(**given, **said)


def _around(viewer, robin, at=LATER):
    with viewing(viewer, at):
        sight = queries.sight_of(viewer, robin, at=at)
        return queries.around(sight)


def _everything(world, robin):
    _say(world, robin, "state_adjustments", needed={Adjustment.EXTRA_TIME: "Count to ten"})
    _say(
        world,
        robin,
        "state_background",
        answers={
            Background.CARE: Said(Answer.CARE_LEAVER),
            Background.NATIONALITY: Said(Answer.STATED, "Polish"),
        },
    )
    _say(world, robin, "state_immigration", status=Immigration.SETTLED, words="Since 2019")
    _say(
        world,
        robin,
        "state_practice",
        practice=NewPractice(PracticeStatus.REGISTERED, "Amberford Surgery", "Y99999"),
    )
    return _say(world, robin, "state_contact", contact=SISTER)


def test_what_was_said_can_be_read_with_who_said_it(world, robin):
    contact = _everything(world, robin)
    found = _around(world.amara, robin)
    ((kind, words, told),) = found.adjustments
    assert (kind, words) == (Adjustment.EXTRA_TIME, "Count to ten")
    assert (told.source, told.who, told.at) == (Source.PERSON, "Amara Obi", NOW)
    assert [(about, said.whole) for about, said, _ in found.background] == [
        (Background.CARE, "Care leaver"),
        (Background.NATIONALITY, "Polish"),
    ]
    assert found.immigration[:2] == (Immigration.SETTLED, "Since 2019")
    assert found.practice[0].name == "Amberford Surgery"
    assert [(held, whom) for held, whom, _ in found.contacts] == [(contact, SISTER)]


def test_custody_staff_see_what_helps_and_nothing_of_the_background(world, robin):
    _everything(world, robin)
    relate(
        by=world.amara,
        at=NOW,
        reasons=[Reason(robin, world.organisations["police"], RelationshipKind.PRESENT, "x")],
    )
    found = _around(world.dana, robin)
    assert [kind for kind, _, _ in found.adjustments] == [Adjustment.EXTRA_TIME]
    assert replace(found, adjustments=()) == queries.Around()
    with viewing(world.dana, LATER):
        assert not BackgroundStatement.objects.exists()
        assert not ImmigrationStatement.objects.exists()


def test_a_support_worker_does_not_see_immigration_status(world, robin):
    _everything(world, robin)
    found = _around(world.rhys, robin)
    assert found.background
    assert found.immigration is None
    with pytest.raises(NotPermitted):
        _say(
            world,
            robin,
            "state_immigration",
            by=world.rhys,
            status=Immigration.OTHER,
            words="",
        )


def test_what_is_no_longer_needed_is_closed_and_what_stays_keeps_its_date(world, robin):
    needed = {Adjustment.EXTRA_TIME: "", Adjustment.LARGE_PRINT: "18 point"}
    _say(world, robin, "state_adjustments", needed=needed)
    needed = {Adjustment.EXTRA_TIME: "", Adjustment.SUPPORTER: ""}
    _say(world, robin, "state_adjustments", needed=needed, at=LATER)
    found = _around(world.amara, robin)
    assert [(kind, told.at) for kind, _, told in found.adjustments] == [
        (Adjustment.EXTRA_TIME, NOW),
        (Adjustment.SUPPORTER, LATER),
    ]


def test_an_answer_that_did_not_change_keeps_who_gave_it(world, robin):
    said = {Background.PREGNANCY: Said(Answer.NO), Background.DEPENDANTS: Said(Answer.NO)}
    _say(world, robin, "state_background", answers=said)
    said[Background.DEPENDANTS] = Said(Answer.YES, "Two children")
    _say(world, robin, "state_background", answers=said, at=LATER)
    found = _around(world.amara, robin).background
    assert [told.at for _, _, told in found] == [NOW, LATER]


def test_an_answer_to_another_question_is_refused(world, robin):
    with pytest.raises(Refused, match="no answer to"):
        _say(
            world,
            robin,
            "state_background",
            answers={Background.PREGNANCY: Said(Answer.STATED, "x")},
        )


def test_words_and_names_are_needed_where_they_say_everything():
    with pytest.raises(ValueError, match="needs words"):
        Said(Answer.STATED)
    with pytest.raises(ValueError, match="has a name"):
        NewPractice(PracticeStatus.TEMPORARY)
    with pytest.raises(ValueError, match="has a name"):
        NewContact(ContactKind.FRIEND, " ")


def test_registration_lost_in_custody_takes_the_place_of_the_practice(world, robin):
    _everything(world, robin)
    lost = NewPractice(PracticeStatus.ENDED_IN_CUSTODY)
    _say(world, robin, "state_practice", practice=lost, at=LATER)
    assert _around(world.amara, robin).practice[0] == lost


def test_somebody_around_the_person_is_changed_and_ended(world, robin):
    first = _everything(world, robin)
    second = _say(
        world,
        robin,
        "state_contact",
        contact=replace(SISTER, safe=False),
        instead_of=first,
        at=LATER,
    )
    ((held, whom, _),) = _around(world.amara, robin).contacts
    assert (held, whom.safe) == (second, False)
    actions.end_contact(by=world.amara, at=LATER, person_id=robin, contact_id=second)
    assert not _around(world.amara, robin).contacts
    for gone in (second, uuid4()):
        with pytest.raises(Refused, match="no longer on the record"):
            actions.end_contact(by=world.amara, at=LATER, person_id=robin, contact_id=gone)


def test_where_somebody_lived_before_stays_with_its_period(world, robin):
    hostel = NewAddress("2 Made Up Lane", "ZZ99 3VZ", False, AddressKind.HOSTEL, date(2026, 10, 1))
    _say(world, robin, "move", address=hostel, left_on=date(2026, 9, 30), at=LATER)
    found = _around(world.amara, robin)
    assert [(before.lines, until) for before, until, _ in found.lived] == [
        ("1 Made Up Road", date(2026, 9, 30))
    ]
    with viewing(world.amara, LATER):
        identity = queries.identity(queries.sight_of(world.amara, robin, at=LATER))
    assert identity.details.address == hostel
    assert identity.details.address.said.endswith("(hostel or temporary housing)")
    actions.correct(
        by=world.amara,
        at=LATER,
        person_id=robin,
        version=1,
        details=replace(identity.details, address=None),
    )
    assert len(_around(world.amara, robin).lived) == 1
    with viewing(world.amara, LATER):
        identity = queries.identity(queries.sight_of(world.amara, robin, at=LATER))
    assert identity.details.address is None


def test_nobody_leaves_an_address_before_they_came(world, robin):
    home = NewAddress("2 Made Up Lane", from_on=date(2026, 10, 1))
    _say(world, robin, "move", address=home, left_on=None, at=LATER)
    with pytest.raises(Refused, match="Check the dates"):
        _say(
            world, robin, "move", address=NewAddress(no_fixed_abode=True), left_on=date(2026, 9, 1)
        )


def test_every_value_ever_recorded_is_told_with_its_time(world, robin):
    _everything(world, robin)
    married = [NewName("Robin", "Example"), NewName("Robin", "Sampleford", NameKind.PREVIOUS)]
    details = replace(ROBIN, names=married, pronouns="they and them", source=Source.PERSON)
    actions.correct(by=world.amara, at=LATER, person_id=robin, version=1, details=details)
    with viewing(world.amara, LATER):
        sight = queries.sight_of(world.amara, robin, at=LATER)
        found = {(one.about, one.value): one for one in queries.history(sight)}
        since = queries.since(sight)
    assert found[("Legal name", "Robin Sampleford")].until == LATER
    assert found[("Earlier name", "Robin Sampleford")].until is None
    assert found[("Pronouns", "he and him")].until == LATER
    assert found[("CRO number", "not a number (as given, not valid)")].until is None
    practice = "Registered with a GP practice: Amberford Surgery (code Y99999)"
    assert found[("GP practice", practice)]
    assert found[("Immigration status", "Settled, or indefinite leave to remain: Since 2019")]
    assert since["Pronouns"].source is Source.PERSON
    assert since["Sex registered at birth"].source is Source.PRACTITIONER, (
        "what did not change keeps its first source"
    )


def test_the_trail_says_that_it_was_said_and_not_what(world, robin):
    _everything(world, robin)
    with viewing(world.amara, LATER):
        rows = {row.what: row for row in AuditEvent.objects.filter(person_ids=[robin])}
    assert rows["state-immigration"].categories == ["immigration"]
    assert rows["state-background"].items == ["care", "nationality"]


def test_a_stranger_says_nothing(world, robin):
    with pytest.raises(NotPermitted):
        _say(world, robin, "state_adjustments", by=world.otto, needed={})
