"""What is missing in who somebody is, in words, and never a reason to send them away."""

from dataclasses import replace
from datetime import date

import pytest

from throughcare.codes import Kind, synthetic_nhs_number
from throughcare.people.rules import BornPrecision, NewAddress, NewName, NewPerson, Source
from throughcare.people.rules.gaps import gaps, impossible
from throughcare.people.rules.new_person import GivenNumber

ON = date(2026, 11, 2)
WHOLE = NewPerson(
    names=[NewName("Robin", "Sampleford")],
    source=Source.PERSON,
    born_on=date(1992, 3, 27),
    born_precision=BornPrecision.DAY,
    identifiers=[GivenNumber(Kind.NHS_NUMBER, synthetic_nhs_number(3), True)],
    phone="01632 960001",
    safe_to_contact=True,
    address=NewAddress("1 Made Up Road"),
)


def _said(person, **more):
    asked = {"on": ON, "synthetic": True, "practice_known": True} | more
    return [gap.words for gap in gaps(person, **asked)]


def test_a_whole_record_has_no_gap():
    assert _said(WHOLE) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"identifiers": ()}, "There is no NHS number yet."),
        (
            {"identifiers": [(Kind.NHS_NUMBER, synthetic_nhs_number(3))]},
            "The NHS number is not confirmed.",
        ),
        (
            {"born_on": None, "born_precision": BornPrecision.UNKNOWN},
            "The date of birth is not known.",
        ),
        ({"born_precision": BornPrecision.YEAR}, "Only a part of the date of birth is known."),
        ({"address": None}, "No address is recorded, nor that there is none."),
        ({"safe_to_contact": None}, "Nobody asked whether it is safe to telephone."),
    ],
)
def test_each_gap_is_said(change, words):
    assert _said(replace(WHOLE, **change)) == [words]


def test_having_no_address_is_no_gap_once_it_is_said():
    assert _said(replace(WHOLE, address=NewAddress(no_fixed_abode=True))) == []


def test_a_number_that_cannot_be_is_kept_with_the_reason():
    person = replace(WHOLE, identifiers=[*WHOLE.numbers, GivenNumber(Kind.PNC, "2019/1B")])
    (wrong,) = impossible(person.numbers, on=ON, synthetic=True)
    assert (wrong.kind, wrong.given) == (Kind.PNC, "2019/1B")
    assert wrong.reason
    assert _said(person) == [f"PNC identifier 2019/1B: {wrong.reason}"]


def test_a_wrong_nhs_number_is_no_nhs_number():
    person = replace(WHOLE, identifiers=[GivenNumber(Kind.NHS_NUMBER, "9990000010")])
    assert _said(person)[0] == "There is no NHS number yet."


def test_a_practice_that_nobody_asked_about_is_a_gap():
    assert _said(WHOLE, practice_known=False) == [
        "Nobody recorded whether they have a GP practice."
    ]


def test_what_may_not_be_read_is_not_called_missing():
    bare = replace(WHOLE, identifiers=(), address=None)
    assert _said(bare, practice_known=False, numbers_readable=False, contact_readable=False) == []
