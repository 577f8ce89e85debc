"""A trace widens step by step, records each step, and only ever proposes a number."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.codes import Kind
from throughcare.people.rules import BornPrecision
from throughcare.people.rules.tracing import (
    Answer,
    Came,
    Parameters,
    Registered,
    Sensitivity,
    Step,
    Wanted,
    compared,
    needs_trace,
    parameters,
    trace,
    verified,
)

ON = date(2026, 11, 2)
ROBIN = Wanted("Robin James", "Sampleford", date(1992, 3, 27), postcode="ZZ99 3VZ")
FOUND = Registered("9990000018", "Robin", "Sampleford", "1992-03-27")
ONE, NOBODY, SEVERAL = Answer(Came.ONE, FOUND), Answer(Came.NOBODY), Answer(Came.SEVERAL)
SILENT = Answer(Came.NO_ANSWER, reason="the register answered 503")


def asking(*answers: Answer, wanted: Wanted = ROBIN, looks: bool = False):  # type: ignore[no-untyped-def]
    asked: list[Parameters] = []
    left = list(answers)

    def ask(question: Parameters) -> Answer:
        asked.append(question)
        return left.pop(0)

    return trace(wanted, ask, somebody_looks=looks), asked


def came(found) -> list[Came]:  # type: ignore[no-untyped-def]
    return [taken.came for taken in found.steps]


def test_the_first_step_that_finds_one_person_ends_the_trace() -> None:
    found, asked = asking(ONE)
    assert found.found == FOUND
    assert found.sure
    assert found.answered
    assert asked == [
        (
            ("family", "Sampleford"), ("given", "Robin"), ("birthdate", "eq1992-03-27"),
            ("address-postalcode", "ZZ99 3VZ"), ("_history", "true"),
        )
    ]  # fmt: skip


def test_nobody_leads_to_a_wider_step_and_each_is_recorded() -> None:
    found, asked = asking(NOBODY, NOBODY, ONE)
    assert came(found) == [Came.NOBODY, Came.NOBODY, Came.ONE]
    assert ("given", "Rob*") in asked[1]
    assert ("address-postalcode", "ZZ*") in asked[1]
    assert "address-postalcode" not in dict(asked[2])
    assert found.steps[0].said == "Name, date of birth and postcode, earlier ones too: nobody"


def test_more_than_one_person_is_not_asked_about_more_widely() -> None:
    found, asked = asking(SEVERAL)
    assert (came(found), found.found, len(asked)) == ([Came.SEVERAL], None, 1)


def test_no_answer_is_not_nobody_and_ends_the_trace() -> None:
    found, asked = asking(NOBODY, SILENT)
    assert (found.answered, found.sure, len(asked)) == (False, False, 2)
    assert "the register answered 503" in found.steps[-1].said


def test_names_that_sound_alike_are_asked_for_only_when_somebody_looks_and_are_never_sure() -> None:
    alone, asked = asking(NOBODY, NOBODY, NOBODY)
    assert came(alone)[-1] is Came.NOT_ASKED
    assert len(asked) == 3
    looked_at, asked = asking(NOBODY, NOBODY, NOBODY, ONE, looks=True)
    assert ("_fuzzy-match", "true") in asked[3]
    assert looked_at.found == FOUND
    assert not looked_at.sure


def test_without_a_postcode_the_trace_begins_wider() -> None:
    found, asked = asking(ONE, wanted=replace(ROBIN, postcode=""))
    assert came(found) == [Came.NOT_ASKED, Came.NOT_ASKED, Came.ONE]
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (replace(ROBIN, family=""), "family name"),
        (replace(ROBIN, born_on=None), "date of birth"),
        (replace(ROBIN, born_precision=BornPrecision.YEAR), "day of birth"),
        (replace(ROBIN, given=""), "given name"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_asked(wanted: Wanted, reason: str) -> None:
    found, asked = asking(wanted=wanted)
    assert asked == []
    assert reason in found.steps[0].reason


def test_a_given_name_of_one_letter_has_no_beginning() -> None:
    assert parameters(Step.BEGINNINGS, replace(ROBIN, given="R")) == "the given name is too short"


def test_one_person_with_differences_is_for_somebody_to_compare() -> None:
    other = replace(FOUND, given="Kestrel", family="Examplar", born_on="1992-03-28", died=True)
    found, _ = asking(Answer(Came.ONE, other))
    assert not found.sure
    assert [sentence.split()[2:5] for sentence in found.differences] == [
        ["has", "another", "given"], ["has", "another", "family"], ["has", "another", "date"],
        ["says", "that", "this"],
    ]  # fmt: skip


@pytest.mark.parametrize("given", ["Rob", "Robin", "Robbie"])
def test_a_short_form_is_no_difference(given: str) -> None:
    assert compared(ROBIN, replace(FOUND, given=given)) == ()


def test_a_person_without_a_name_in_the_register_differs() -> None:
    assert len(compared(ROBIN, Registered("9990000018"))) == 3


def test_a_number_on_record_is_verified_replaced_or_unknown() -> None:
    assert verified("9990000018", ROBIN, FOUND) == ()
    assert "another NHS number" in verified("9990000026", ROBIN, FOUND)[0]
    assert "nobody" in verified("9990000018", ROBIN, None)[0]


@pytest.mark.parametrize(
    ("numbers", "needed"),
    [
        ([], True),
        ([(Kind.PNC, "2019/0000001S")], True),
        ([(Kind.NHS_NUMBER, "999 000 0019")], True),
        ([(Kind.NHS_NUMBER, "999 000 0019"), (Kind.NHS_NUMBER, "999 000 0018")], False),
    ],
)
def test_a_missing_or_impossible_number_is_traced_again(
    numbers: list[tuple[Kind, str]], needed: bool
) -> None:
    assert needs_trace(numbers, on=ON) is needed


@given(st.lists(st.sampled_from([ONE, NOBODY, SEVERAL, SILENT]), min_size=4, max_size=4))
def test_a_number_is_found_exactly_when_the_last_step_found_one_person(
    answers: list[Answer],
) -> None:
    found, _ = asking(*answers, looks=True)
    assert (found.found is not None) is (came(found)[-1] is Came.ONE)
    assert came(found).count(Came.ONE) <= 1


def test_only_an_unrestricted_record_is_open() -> None:
    assert [label.open for label in Sensitivity] == [True, False, False, False]
