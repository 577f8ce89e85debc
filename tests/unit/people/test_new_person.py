"""What is said of somebody, before anything is kept."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.access.roles import Purpose
from throughcare.codes import EthnicCategory, Kind
from throughcare.people.rules import (
    BornPrecision,
    NameKind,
    NewAddress,
    NewName,
    NewPerson,
    Sex,
    Source,
    age_on,
    born_in_words,
    canonical,
    details_in_words,
    is_child,
    search_key,
)


def test_a_person_needs_a_name():
    for names in ([], [NewName()], [NewName("  ", "-")]):
        with pytest.raises(ValueError, match="name"):
            NewPerson(names=names, source=Source.PERSON)


def test_a_date_of_birth_and_how_much_of_it_is_known_go_together():
    with pytest.raises(ValueError, match="go together"):
        NewPerson([NewName("A")], Source.PERSON, born_on=date(1992, 1, 1))
    with pytest.raises(ValueError, match="go together"):
        NewPerson([NewName("A")], Source.PERSON, born_precision=BornPrecision.DAY)


def test_the_legal_name_is_shown_and_sorted_by_family_name():
    person = NewPerson(
        [NewName("Rob", kind=NameKind.KNOWN_AS), NewName("Robin", "Sampleford")], Source.PERSON
    )
    assert (person.shown_name, person.sort_name, person.known_as) == (
        "Robin Sampleford", "sampleford robin", "Rob",
    )  # fmt: skip


def test_without_a_legal_name_the_first_one_is_shown():
    person = NewPerson([NewName("Rob", kind=NameKind.KNOWN_AS)], Source.PERSON)
    assert person.shown_name == "Rob"


def test_the_same_details_are_equal_however_they_came():
    one = NewPerson(
        [NewName("A"), NewName("B", kind=NameKind.ALIAS)],
        Source.PERSON,
        identifiers=[(Kind.PNC, "19/1S"), (Kind.NHS_NUMBER, "1"), (Kind.PNC, "19/1S")],
    )
    other = NewPerson(
        [NewName("B", kind=NameKind.ALIAS), NewName("A"), NewName("A")],
        Source.PERSON,
        identifiers=[(Kind.NHS_NUMBER, "1"), (Kind.PNC, "19/1S")],
    )
    assert one == other


def test_a_number_that_is_not_valid_has_no_form_to_compare():
    person = NewPerson(
        [NewName("A")], Source.PERSON,
        identifiers=[(Kind.NHS_NUMBER, "999 000 0018"), (Kind.PNC, "2019/0000001S")],
    )  # fmt: skip
    on = date(2026, 11, 2)
    assert [canonical(n, on=on, synthetic=True) for n in person.numbers] == [
        "9990000018", "2019/0000001S",
    ]  # fmt: skip
    assert canonical(person.numbers[1], on=on, synthetic=False) == ""


def test_what_custody_recorded_was_collected_to_keep_safe():
    custody = NewPerson([NewName("A")], Source.CUSTODY_RECORD)
    assert custody.collected_for is Purpose.CUSTODY_SAFETY
    assert NewPerson([NewName("A")], Source.PERSON).collected_for is Purpose.CARE


@pytest.mark.parametrize(
    ("precision", "said"),
    [
        (BornPrecision.DAY, "27 March 1992"),
        (BornPrecision.MONTH, "March 1992"),
        (BornPrecision.YEAR, "1992"),
        (BornPrecision.ESTIMATED, "about 1992"),
    ],
)
def test_only_what_is_known_of_a_date_of_birth_is_said(precision, said):
    assert born_in_words(date(1992, 3, 27), precision) == said
    assert born_in_words(None, BornPrecision.UNKNOWN) == ""


def test_details_in_words_leave_what_is_not_known_empty():
    told = details_in_words(NewPerson([NewName("A")], Source.PERSON))
    assert {label for label, value in told.items() if value} == {"Given names"}
    told = details_in_words(
        NewPerson(
            [NewName("A"), NewName("B", "C", NameKind.ALIAS)],
            Source.PERSON,
            sex=Sex.NOT_SPECIFIED,
            ethnicity=EthnicCategory.NOT_STATED,
            interpreter=False,
            safe_to_contact=True,
            address=NewAddress("1 Made Up Road\nAmberford", "ZZ99 3VZ"),
            identifiers=[(Kind.NHS_NUMBER, "999 000 0018")],
        )
    )
    assert told["Other names"] == "B C"
    assert told["Sex registered at birth"] == "Not specified"
    assert told["Ethnicity"] == "Not stated"
    assert (told["Interpreter needed"], told["Safe to contact"]) == ("No", "Yes")
    assert told["Address"] == "1 Made Up Road, Amberford, ZZ99 3VZ"
    assert told["NHS number"] == "999 000 0018"
    assert NewAddress(no_fixed_abode=True).said == "No fixed address"


def test_age_is_in_whole_years_and_not_known_without_a_date():
    assert age_on(date(2008, 11, 3), date(2026, 11, 2)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert is_child(date(2008, 11, 2), date(2026, 11, 2)) is False
    assert is_child(date(2008, 11, 3), date(2026, 11, 2)) is True
    assert is_child(None, date(2026, 11, 2)) is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_folded_name_folds_to_itself(given_names, family):
    key = search_key(given_names, family)
    assert search_key(key) == key
