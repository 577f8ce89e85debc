"""Who is the same person"""

from datetime import date

from throughcare.people.rules import search_key
from throughcare.people.rules.same_person import Verdict

from .people import judged, somebody


def test_the_same_name_and_date_of_birth_at_one_address_are_the_same_person():
    one = somebody(postcode="ZA1 1AA")
    assert judged(one, one).verdict is Verdict.SAME


def test_the_same_name_and_date_of_birth_alone_are_for_a_person_to_decide():
    assert judged(somebody(), somebody()).verdict is Verdict.ASK


def test_numbers_alone_never_join_somebody_of_another_name_and_date_of_birth():
    numbers = {"pnc": "2001/0000007S", "cro": "000007/01S"}
    other = somebody("Tegan", "Examplar", date(1979, 11, 30), **numbers)
    found = judged(somebody(**numbers), other)
    assert found.weight > 7
    assert found.verdict is Verdict.ASK


def test_two_different_confirmed_nhs_numbers_are_two_people_whatever_else_agrees():
    one = somebody(nhs_number="9990000018", confirmed=True)
    other = somebody(nhs_number="9990000026", confirmed=True)
    assert judged(one, other).verdict is Verdict.DIFFERENT


def test_two_different_nhs_numbers_are_never_joined_without_a_person_deciding():
    one, other = somebody(nhs_number="9990000018"), somebody(nhs_number="9990000026")
    assert judged(one, other).verdict is not Verdict.SAME


def test_the_same_pnc_number_and_name_are_the_same_person_without_a_date_of_birth():
    one = somebody(born=None, pnc="2020/0000009S")
    assert judged(one, somebody(pnc="2020/0000009S")).verdict is Verdict.SAME


def test_a_name_that_only_resembles_another_is_for_a_person_to_decide():
    assert judged(somebody("Robyn", "Samplefort"), somebody()).verdict is Verdict.ASK


def test_a_common_name_and_a_date_of_birth_say_less_than_a_rare_name():
    common = judged(somebody("Mohammed", "Khan"), somebody("Mohammed", "Khan"))
    assert common.weight < judged(somebody(), somebody()).weight


def test_twins_are_never_joined_for_their_birthday_family_name_and_address():
    one = somebody("Robin", "Sampleford", postcode="ZA1 1AA")
    other = somebody("Tegan", "Sampleford", postcode="ZA1 1AA")
    assert judged(one, other).verdict is not Verdict.SAME


def test_accents_apostrophes_and_capitals_do_not_make_another_name():
    assert search_key("Pádraig O’DEVANNY") == search_key("padraig odevanny")
