"""The GP practice and contacts of a FHIR Patient: what is kept, and what is left out."""

import pytest

from tests.unit.fhir.test_patient import NHS_NUMBER, read
from throughcare.people.rules import ContactKind, NewContact, NewPractice, PracticeStatus

ODS = "https://fhir.nhs.uk/Id/ods-organization-code"
V2, V3 = (f"http://terminology.hl7.org/CodeSystem/{name}" for name in ("v2-0131", "v3-RoleCode"))


def practice(value="Y99999", **more):
    return {"identifier": {"system": ODS, "value": value}, "display": "Amberford Surgery", **more}


def contact(code="N", system=V2, **more):
    coding = [{"system": system, "code": code, **more.pop("said", {})}]
    name = {"family": "Sampleford", "given": ["Sam"]}
    telecom = [{"system": "phone", "value": "01632 960009"}]
    return {"relationship": [{"coding": coding}], "name": name, "telecom": telecom} | more


def registered(name, code):
    return NewPractice(PracticeStatus.REGISTERED, name, code)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (practice(), registered("Amberford Surgery", "Y99999")),
        (practice(" y99999 "), registered("Amberford Surgery", "Y99999")),
        ({"display": "Amberford Surgery"}, registered("Amberford Surgery", "")),
        (
            {"reference": "https://directory.spineservices.nhs.uk/STU3/Organization/Y12345"},
            registered("", "Y12345"),
        ),
        ({"reference": "Practitioner/17"}, None),
        ({"identifier": {"system": "https://example.org", "value": "17"}}, None),
        (
            {"identifier": {"system": ODS, "value": "Y99999", "period": {"end": "2020-01-01"}}},
            None,
        ),
    ],
)
def test_the_practice_of_today_is_kept_by_code_or_name(given, kept):
    found = read(generalPractitioner=[given])
    assert found.person is not None
    assert found.practice == kept


def test_a_code_that_cannot_be_right_is_kept_as_supplied_with_a_warning():
    found = read(generalPractitioner=[practice("Y-1")])
    assert found.practice.ods_code == "Y-1"
    assert [issue.severity for issue in found.issues] == ["warning"]


@pytest.mark.parametrize(
    ("code", "system", "kind"),
    [
        ("N", V2, ContactKind.FAMILY),
        ("WIFE", V3, ContactKind.PARTNER),
        ("mth", V3, ContactKind.PARENT),
        ("FRND", V3, ContactKind.FRIEND),
    ],
)
def test_a_contact_is_kept_with_what_they_are_and_nobody_asked_whether_it_is_safe(
    code, system, kind
):
    (kept,) = read(contact=[contact(code, system)]).contacts
    assert kept == NewContact(kind, "Sam Sampleford", "01632 960009")
    assert (kept.safe, kept.agreed) == (None, None)


def test_another_relationship_is_kept_in_its_own_words():
    said = {"said": {"display": "Neighbour"}}
    (kept,) = read(contact=[contact("NBOR", V3, **said)]).contacts
    assert (kept.kind, kept.name) == (ContactKind.OTHER, "Sam Sampleford (neighbour)")


def test_an_emergency_contact_without_a_name_is_kept_by_its_number():
    (kept,) = read(contact=[contact("C", name={"use": "usual"})]).contacts
    assert kept == NewContact(ContactKind.OTHER, "Emergency contact", "01632 960009")


def test_whom_no_name_and_no_number_tells_is_left_out():
    assert (
        read(contact=[contact(name={"use": "usual"}, telecom=[{"system": "fax"}])]).contacts == ()
    )


def test_a_contact_without_a_relationship_is_somebody_else():
    (kept,) = read(contact=[{"name": {"text": "Sam of Amberford"}}]).contacts
    assert kept == NewContact(ContactKind.OTHER, "Sam of Amberford")


def test_a_family_member_without_a_name_is_kept_by_the_number():
    (kept,) = read(contact=[contact(name={"use": "usual"})]).contacts
    assert (kept.kind, kept.name) == (ContactKind.FAMILY, "Name not known")


def test_contacts_of_the_past_are_left_out_and_those_twice_there_kept_once():
    over = contact(period={"end": "2020-01-01"})
    assert len(read(contact=[over, contact(), contact()]).contacts) == 1


def test_of_several_ways_the_one_ranked_first_is_kept():
    ways = [
        {"system": "email", "value": "sam@example.org"},
        {"system": "phone", "value": "01632 960001", "period": {"end": "2020-01-01"}},
        {"system": "phone", "value": "01632 960002", "rank": 2},
        {"system": "sms", "value": "07700 900001", "rank": 1},
    ]
    (kept,) = read(contact=[contact(telecom=ways)]).contacts
    assert kept.reached == "07700 900001"


def test_a_contact_of_another_shape_is_refused_by_its_path():
    found = read(contact=[{"name": "Sam"}])
    assert [issue.expression for issue in found.issues] == ["Patient.contact[0].name"]


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ({"start": "2001-05-01", "end": "2020-01-31"}, ("2001-05-01", "2020-01-31")),
        ({"start": "2001"}, (None, None)),
    ],
)
def test_a_number_is_kept_with_its_period(period, days):
    number = {"system": NHS_NUMBER, "value": "9990000018", "period": period}
    (kept,) = read(identifier=[number]).person.numbers
    assert tuple(day and day.isoformat() for day in (kept.from_on, kept.until_on)) == days


def test_an_old_number_of_which_nobody_says_until_when_is_left_out():
    number = {"system": NHS_NUMBER, "value": "9990000018", "use": "old"}
    assert read(identifier=[number]).person.numbers == ()
