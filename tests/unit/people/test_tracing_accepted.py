"""When what the national register says may be taken into the record, and when not."""

from dataclasses import replace
from datetime import date

import pytest

from throughcare.codes import Kind
from throughcare.people.rules import GivenNumber
from throughcare.people.rules import tracing_accepted as rule
from throughcare.people.rules.tracing import Registered, Sensitivity

ON = date(2026, 11, 2)
FOUND = Registered("9990000018", "Robin", "Sampleford", sensitivity=Sensitivity.UNRESTRICTED)


def nhs(number, confirmed=True):
    return GivenNumber(Kind.NHS_NUMBER, number, confirmed)


def refused(found=FOUND, *held, replaces=""):
    return rule.refuse_accepting(found, held, replaces=replaces, on=ON, synthetic=True)


@pytest.mark.parametrize("label", [Sensitivity.UNRESTRICTED, Sensitivity.RESTRICTED])
def test_a_number_that_can_be_right_may_be_taken(label):
    assert refused(replace(FOUND, sensitivity=label)) == ()


@pytest.mark.parametrize("label", [Sensitivity.VERY_RESTRICTED, Sensitivity.NOT_SAID])
def test_nothing_is_taken_from_a_record_that_the_register_does_not_open(label):
    assert refused(replace(FOUND, sensitivity=label)) == (rule.KEPT_FROM_EYES,)


def test_a_number_that_cannot_be_right_is_not_taken_whoever_says_it():
    assert refused(replace(FOUND, nhs_number="9990000019")) == (rule.NO_NUMBER,)


def test_a_death_in_the_register_is_put_right_first():
    assert refused(replace(FOUND, died=True)) == (rule.DIED,)


def test_another_confirmed_number_is_never_written_over():
    assert refused(FOUND, nhs("9990000026")) == (rule.ANOTHER_CONFIRMED,)


@pytest.mark.parametrize(
    "held",
    [
        nhs("999 000 0018"),
        nhs("9990000026", confirmed=False),
        nhs("9990000019"),
        GivenNumber(Kind.PNC, "2020/0000009S", True),
    ],
)
def test_no_other_number_stands_in_the_way(held):
    assert refused(FOUND, held) == ()


def test_a_number_that_the_register_gave_up_for_another_may_be_given_up():
    assert refused(FOUND, nhs("9990000026"), replaces="9990000026") == ()
