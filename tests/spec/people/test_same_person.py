"""Who is the same person"""

from datetime import date

from throughcare.codes import Kind
from throughcare.people.rules import BornPrecision, search_key
from throughcare.people.rules.same_person import Traits, Verdict, same_person

BORN = date(1991, 4, 9)


def traits(name="Robin Sampleford", born_on=BORN, **numbers):
    return Traits(
        frozenset({search_key(name)}),
        born_on,
        BornPrecision.DAY if born_on else BornPrecision.UNKNOWN,
        frozenset((Kind(kind.replace("_", "-")), value) for kind, value in numbers.items()),
    )


def test_the_same_name_and_date_of_birth_are_the_same_person():
    assert same_person(traits(), traits()).verdict is Verdict.SAME


def test_two_different_nhs_numbers_are_two_people_whatever_else_agrees():
    one, other = traits(nhs_number="9990000018"), traits(nhs_number="9990000026")
    assert same_person(one, other).verdict is Verdict.DIFFERENT


def test_the_same_pnc_number_and_name_are_the_same_person_without_a_date_of_birth():
    one = traits(born_on=None, pnc="2020/0000009S")
    assert same_person(one, traits(pnc="2020/0000009S")).verdict is Verdict.SAME


def test_a_name_that_only_resembles_another_is_for_a_person_to_decide():
    assert same_person(traits("Robyn Samplefort"), traits()).verdict is Verdict.ASK


def test_accents_apostrophes_and_capitals_do_not_make_another_name():
    assert search_key("Pádraig O’DEVANNY") == search_key("padraig odevanny")
