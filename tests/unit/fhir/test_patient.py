"""A FHIR R4 UK Core Patient, read: what is kept, what is refused and by which path it is named."""

import copy
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.codes import EthnicCategory, Kind
from throughcare.fhir.mapping.patient import (
    ETHNICITY,
    INTERPRETER,
    NHS_NUMBER,
    VERIFICATION,
    read_patient,
)
from throughcare.people.rules import (
    AddressKind,
    BornPrecision,
    GivenNumber,
    NameKind,
    NewAddress,
    NewName,
    Sex,
    Source,
)

ON = date(2026, 11, 2)
ETHNIC_CODES = "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland"


def coded(url, system, code):
    concept = {"coding": [{"system": system, "code": code}]}
    return {"url": url, "valueCodeableConcept": concept}


PATIENT = {
    "resourceType": "Patient",
    "id": "example",
    "meta": {"profile": ["https://fhir.hl7.org.uk/StructureDefinition/UKCore-Patient"]},
    "extension": [
        coded(ETHNICITY, ETHNIC_CODES, "D"),
        {"url": INTERPRETER, "valueBoolean": True},
        {"url": "https://example.org/unknown", "valueString": "x"},
    ],
    "identifier": [
        {
            "extension": [coded(VERIFICATION, "https://example.org/status", "01")],
            "system": NHS_NUMBER,
            "value": "9990000018",
        },
        {"system": "https://example.org/local", "value": "17"},
    ],
    "active": True,
    "name": [
        {"use": "nickname", "given": ["Rob"]},
        {"use": "official", "family": "Sampleford", "given": ["Robin", "Lee"], "prefix": ["Mr"]},
        {"use": "old", "family": "Placeholder", "given": ["Robin"]},
    ],
    "telecom": [
        {"system": "email", "value": "robin@example.org"},
        {"system": "phone", "value": "01632 960001", "use": "home"},
        {"system": "phone", "value": "07700 900001", "use": "mobile"},
        {"system": "phone", "value": "07700 900000", "use": "mobile",
         "period": {"end": "2020-01-01T00:00:00Z"}},
    ],
    "gender": "male",
    "birthDate": "1992-03-27",
    "_birthDate": {"extension": [{"url": "https://example.org/time", "valueString": "x"}]},
    "deceasedBoolean": False,
    "address": [
        {"use": "old", "line": ["9 Gone Street"], "postalCode": "ZZ99 1AA"},
        {"use": "home", "line": ["1 Made Up Road"], "city": "Amberford", "postalCode": "ZZ99 3VZ"},
    ],
    "communication": [
        {"language": {"coding": [{"code": "en", "display": "English"}]}},
        {"language": {"text": "Polish"}, "preferred": True},
    ],
}  # fmt: skip


def patient(**changes):
    made = copy.deepcopy(PATIENT) | changes
    return {name: value for name, value in made.items() if value is not None}


def read(**changes):
    return read_patient(patient(**changes), on=ON)


def test_what_a_patient_says_is_kept():
    found = read()
    person = found.person
    assert found.issues == ()
    assert person.source is Source.NHS
    assert person.names == (
        NewName("Robin Lee", "Sampleford"),
        NewName("Rob", "", NameKind.KNOWN_AS),
        NewName("Robin", "Placeholder", NameKind.PREVIOUS),
    )
    assert (person.born_on, person.born_precision) == (date(1992, 3, 27), BornPrecision.DAY)
    assert person.sex is Sex.MALE
    assert person.ethnicity is EthnicCategory("D")
    assert person.identifiers == (GivenNumber(Kind.NHS_NUMBER, "9990000018", True),)
    assert person.phone == "07700 900001"
    assert person.address == NewAddress("1 Made Up Road\nAmberford", "ZZ99 3VZ")
    assert (person.language, person.interpreter) == ("Polish", True)


def test_an_earlier_name_and_an_address_for_a_time_are_kept_as_such():
    person = read(
        name=[
            {"use": "official", "family": "Sampleford", "given": ["Robin"]},
            {"use": "maiden", "family": "Example"},
        ],
        address=[
            {"use": "temp", "line": ["2 Made Up Lane"], "period": {"start": "2026-10-01"}},
        ],
    ).person
    assert NewName("", "Example", NameKind.PREVIOUS) in person.names
    assert person.address == NewAddress(
        "2 Made Up Lane", kind=AddressKind.STAYING, from_on=date(2026, 10, 1)
    )


@pytest.mark.parametrize("start", ["2026-10", "2999-01-01"])
def test_an_address_without_a_whole_day_that_has_come_says_not_since_when(start):
    address = {"use": "home", "line": ["2 Made Up Lane"], "period": {"start": start}}
    assert read(address=[address]).person.address.from_on is None


def test_extensions_that_are_not_read_are_counted():
    assert read().extensions_ignored == 2


@pytest.mark.parametrize(
    ("written", "born", "precision"),
    [
        ("1992", date(1992, 1, 1), BornPrecision.YEAR),
        ("1992-03", date(1992, 3, 1), BornPrecision.MONTH),
        (None, None, BornPrecision.UNKNOWN),
    ],
)
def test_a_date_of_birth_known_in_part_stays_so(written, born, precision):
    person = read(birthDate=written).person
    assert (person.born_on, person.born_precision) == (born, precision)


REFUSED = [
    ({"resourceType": "Practitioner"}, "Patient"),
    ({"shoeSize": 43}, "Patient.shoeSize"),
    ({"name": None}, "Patient.name"),
    ({"name": [{"prefix": ["Mr"]}]}, "Patient.name"),
    ({"name": {"family": "X"}}, "Patient.name"),
    ({"name": []}, "Patient.name"),
    ({"name": [{}]}, "Patient.name[0]"),
    ({"name": ["X"]}, "Patient.name[0]"),
    ({"name": [{"family": ["X"]}]}, "Patient.name[0].family"),
    ({"name": [{"family": "X", "given": [""]}]}, "Patient.name[0].given[0]"),
    ({"name": [{"family": "X", "use": "stage"}]}, "Patient.name[0].use"),
    ({"name": [{"famly": "X"}]}, "Patient.name[0].famly"),
    ({"gender": "M"}, "Patient.gender"),
    ({"active": "true"}, "Patient.active"),
    ({"active": 1}, "Patient.active"),
    ({"multipleBirthInteger": True}, "Patient.multipleBirthInteger"),
    ({"birthDate": "27/03/1992"}, "Patient.birthDate"),
    ({"birthDate": "1992-13-01"}, "Patient.birthDate"),
    ({"birthDate": "1992-02-30"}, "Patient.birthDate"),
    ({"birthDate": 1992}, "Patient.birthDate"),
    ({"birthDate": "2027-01-01"}, "Patient.birthDate"),
    ({"deceasedBoolean": True}, "Patient.deceased"),
    ({"deceasedBoolean": None, "deceasedDateTime": "2020-01-01"}, "Patient.deceased"),
    ({"deceasedDateTime": "2020-01-01"}, "Patient.deceased"),
    ({"modifierExtension": [{"url": "x"}]}, "Patient.modifierExtension"),
    ({"link": [{"other": {"reference": "Patient/2"}, "type": "replaced-by"}]}, "Patient.link"),
    ({"meta": {"security": [{"code": "R"}]}}, "Patient.meta.security"),
]


@pytest.mark.parametrize(("changes", "path"), REFUSED)
def test_what_is_wrong_is_named_by_its_element(changes, path):
    found = read(**changes)
    assert found.person is None
    assert [issue.expression for issue in found.issues if issue.severity == "error"] == [path]
    assert all(issue.diagnostics.endswith((".", "”")) for issue in found.issues)


@pytest.mark.parametrize("resource", [None, [], "Patient", 3, {}, {"resourceType": "patient"}])
def test_what_is_no_patient_is_said_to_be_none(resource):
    assert [str(issue) for issue in read_patient(resource, on=ON).issues] == [
        "Patient: This is not a Patient resource."
    ]


def test_a_wrong_nhs_number_is_kept_as_supplied_with_a_warning():
    found = read(identifier=[{"system": NHS_NUMBER, "value": "9990000019"}])
    assert found.person.identifiers == (GivenNumber(Kind.NHS_NUMBER, "9990000019"),)
    (issue,) = found.issues
    assert (issue.severity, issue.expression) == ("warning", "Patient.identifier[0].value")


def test_an_ethnic_category_of_another_list_is_kept_as_supplied_and_not_known():
    found = read(extension=[coded(ETHNICITY, "https://example.org/scotland", "3")])
    assert found.person.ethnicity is EthnicCategory.NOT_KNOWN
    assert found.person.ethnicity_given == "3"
    assert [issue.code for issue in found.issues] == ["code-invalid"]


def test_a_number_that_is_not_verified_does_not_count_as_verified():
    number = {
        "extension": [coded(VERIFICATION, "https://example.org", "02")],
        "system": NHS_NUMBER,
        "value": "9990000018",
    }
    assert not read(identifier=[number]).person.identifiers[0].verified


def test_a_name_that_is_only_text_is_enough():
    person = read(name=[{"text": "Robin of Amberford"}]).person
    assert person.shown_name == "Robin of Amberford"


def test_a_record_no_longer_used_is_taken_with_a_warning():
    assert [issue.expression for issue in read(active=False).issues] == ["Patient.active"]


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["use", "family", "given", "value", "system", "extension", "url", "coding",
                         "code", "valueCodeableConcept", "period", "end", "language", "security"]),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(sorted(PATIENT)), json, max_size=6))
def test_no_document_whatever_breaks_the_reader(changes):
    found = read_patient(copy.deepcopy(PATIENT) | changes | {"resourceType": "Patient"}, on=ON)
    errors = [issue for issue in found.issues if issue.severity == "error"]
    assert (found.person is None) == bool(errors)


HOSTILE = ({"a": 1}, ["x"], None, 3, {"code": {"code": {}}}, "x" * 100_000)


@pytest.mark.parametrize("held", HOSTILE)
def test_a_code_that_is_no_code_is_none_of_ours_and_breaks_nothing(held):
    concept = {"coding": [{"system": ETHNIC_CODES, "code": held}]}
    found = read(
        meta={"security": [{"code": held}]},
        extension=[
            {"url": ETHNICITY, "valueCodeableConcept": concept},
            {"url": held, "valueString": "x"},
        ],
        identifier=[
            {
                "system": NHS_NUMBER,
                "value": "9990000018",
                "extension": [{"url": VERIFICATION, "valueCodeableConcept": concept}],
            }
        ],
    )
    assert found.person is not None
    assert not found.person.identifiers[0].verified


@pytest.mark.parametrize("held", ["null \0", "half \ud800"])
def test_what_is_no_text_is_refused_however_deep_it_stands(held):
    found = read(extension=[{"url": "x", "valueString": held}])
    assert found.person is None
    assert "characters that are no text" in str(found.issues[0])
    assert read(extension=[{"url": held, "valueString": "x"}]).person is None
    assert read(meta={held: 1}).person is None
