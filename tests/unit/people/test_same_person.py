"""Are these two the same person? The decision table, and what holds for any two people."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.codes import Kind
from throughcare.people.rules import (
    Candidate,
    Evidence,
    Judgement,
    Step,
    Verdict,
    choose,
    seen_there,
    verdict,
)
from throughcare.people.rules.same_person import UNKNOWN, judge

NHS, PNC = Kind.NHS_NUMBER, Kind.PNC
SAME, REVIEW = 7.0, 0.0
NAME = Evidence(same_name=True, near_birth=True, same_place=True)
NUMBER = Evidence(shared=frozenset({PNC}), near_birth=True)

TABLE = [
    (12.0, NAME, Verdict.SAME),
    (6.9, NAME, Verdict.ASK),
    (0.0, NAME, Verdict.ASK),
    (-0.1, NAME, Verdict.DIFFERENT),
    # too little behind the weight: name and date of birth are one ground, and a second is needed
    (30.0, Evidence(same_name=True, near_birth=True), Verdict.ASK),
    (12.0, Evidence(near_name=True, near_birth=True), Verdict.ASK),
    (12.0, Evidence(near_name=True, same_place=True), Verdict.SAME),
    (12.0, Evidence(same_place=True, near_birth=True), Verdict.ASK),
    (12.0, NUMBER, Verdict.SAME),
    (12.0, Evidence(shared=frozenset({PNC}), near_name=True), Verdict.SAME),
    # numbers alone, however many, when name and date of birth are another's
    (30.0, Evidence(shared=frozenset({PNC, NHS})), Verdict.ASK),
    (30.0, Evidence(shared=frozenset({PNC}), same_place=True), Verdict.ASK),
    # a number that both have is always worth a question
    (-9.0, NUMBER, Verdict.ASK),
    # numbers that contradict
    (30.0, replace(NAME, contradicted=True), Verdict.ASK),
    (-1.0, replace(NAME, contradicted=True), Verdict.DIFFERENT),
    (30.0, replace(NAME, contradicted=True, confirmed_apart=frozenset({NHS})), Verdict.DIFFERENT),
    (30.0, replace(NUMBER, contradicted=True, confirmed_apart=frozenset({NHS})), Verdict.ASK),
]


@pytest.mark.parametrize(("weight", "evidence", "expected"), TABLE)
def test_the_table_of_decisions(weight, evidence, expected):
    assert verdict(weight, evidence, same=SAME, review=REVIEW) is expected


def test_a_batch_says_review_where_a_person_is_asked():
    assert [one.in_a_file for one in Verdict] == ["same", "different", "review"]


def judged(*steps, evidence=NAME):
    return judge(-20.0, steps, evidence, same=SAME, review=REVIEW)


NAMED = Step("name", "Name", "same", 20.0, "the name is the same")
BORN = Step("born", "Date of birth", "same", 13.0, "the date of birth is the same")
NO_SEX = Step("sex", "Sex", UNKNOWN, 0.0, "not known of both")


def test_every_judgement_gives_its_weight_and_says_what_was_compared():
    judgement = judged(NAMED, BORN, NO_SEX)
    assert (judgement.weight, judgement.verdict) == (13.0, Verdict.SAME)
    assert judgement.reasons == ("the name is the same", "the date of birth is the same")


def test_numbers_are_the_first_reasons():
    number = Step("pnc", "PNC number", "same", 20.0, "the PNC number is the same")
    assert judged(NAMED, number, evidence=NUMBER).reasons[0] == "the PNC number is the same"


def test_confirmed_numbers_that_differ_are_the_first_reason():
    evidence = replace(NAME, contradicted=True, confirmed_apart=frozenset({NHS}))
    assert judged(NAMED, evidence=evidence).reasons[0] == "the confirmed NHS number is different"


def test_where_nothing_can_be_compared_that_is_said():
    assert judged(NO_SEX, evidence=Evidence()).reasons == ("there is nothing to compare",)


def known(n, found, weight=0.0, *, by_number=False):
    return Candidate(UUID(int=n), Judgement(found, ("because",), by_number, weight))


def test_one_who_is_certain_is_chosen_over_those_who_are_only_similar():
    match = choose([known(2, Verdict.ASK, 3), known(1, Verdict.SAME, 12)])
    assert (match.verdict, match.person_id) == (Verdict.SAME, UUID(int=1))


def test_a_number_decides_between_two_of_the_same_name():
    match = choose([known(2, Verdict.SAME, 12), known(1, Verdict.SAME, 30, by_number=True)])
    assert (match.verdict, match.person_id) == (Verdict.SAME, UUID(int=1))


def test_two_who_hold_the_same_number_are_for_a_person_to_decide():
    both = [known(n, Verdict.SAME, 30, by_number=True) for n in (1, 2)]
    match = choose(both)
    assert (match.verdict, match.person_id, len(match.candidates)) == (Verdict.ASK, None, 2)
    assert match.reasons == ("2 people fit", "because")


def test_a_number_that_speaks_for_somebody_else_makes_it_a_question():
    match = choose([known(1, Verdict.SAME, 12), known(2, Verdict.ASK, -3, by_number=True)])
    assert (match.verdict, match.person_id) == (Verdict.ASK, None)


def test_the_likeliest_is_shown_first():
    match = choose([known(1, Verdict.ASK, 1), known(2, Verdict.ASK, 5)])
    assert [one.person_id.int for one in match.candidates] == [2, 1]


def test_one_who_only_may_be_meant_is_a_question_with_its_reasons():
    match = choose([known(1, Verdict.ASK, 3), known(2, Verdict.DIFFERENT, -9)])
    assert (match.verdict, match.reasons) == (Verdict.ASK, ("because",))


def test_nobody_fits_when_nobody_is_known():
    assert choose([]).verdict is Verdict.DIFFERENT


def asked(n, *, lacks_a_place):
    return Candidate(
        UUID(int=n), Judgement(Verdict.ASK, ("because",), weight=12.0, lacks_a_place=lacks_a_place)
    )


def test_a_judgement_says_whether_a_place_is_all_that_it_lacks():
    alone = Evidence(same_name=True, near_birth=True)
    heavy = Step("name", "Name", "same", 30.0, "the name is the same")
    assert judged(heavy, evidence=alone).lacks_a_place
    assert not judged(heavy, evidence=replace(alone, contradicted=True)).lacks_a_place
    assert not judged(heavy, evidence=NAME).lacks_a_place
    assert not judged(NO_SEX, evidence=alone).lacks_a_place


def test_who_was_in_that_place_on_that_day_is_the_one_who_is_meant():
    one, other = asked(1, lacks_a_place=True), asked(2, lacks_a_place=True)
    match = seen_there(choose([one, other]), {other.person_id})
    assert (match.verdict, match.person_id) == (Verdict.SAME, other.person_id)
    assert match.reasons[-1] == "they were in that place on that day"


def test_being_there_is_not_enough_where_more_is_lacking_and_two_who_were_there_are_a_question():
    weak = asked(1, lacks_a_place=False)
    assert seen_there(choose([weak]), {weak.person_id}).verdict is Verdict.ASK
    both = [asked(n, lacks_a_place=True) for n in (1, 2)]
    there = {one.person_id for one in both}
    assert seen_there(choose(both), there).verdict is Verdict.ASK


def test_who_is_decided_stays_decided_wherever_they_were():
    nobody = choose([])
    assert seen_there(nobody, set()) is nobody


evidence = st.builds(
    Evidence,
    shared=st.frozensets(st.sampled_from([NHS, PNC])),
    contradicted=st.booleans(),
    confirmed_apart=st.frozensets(st.sampled_from([NHS, PNC])),
    same_name=st.booleans(),
    near_name=st.booleans(),
    near_birth=st.booleans(),
    same_place=st.booleans(),
)
weights = st.floats(-60, 120)


@given(weights, evidence)
def test_nobody_is_joined_where_numbers_contradict(weight, behind):
    if behind.contradicted or behind.confirmed_apart:
        assert verdict(weight, behind, same=SAME, review=REVIEW) is not Verdict.SAME


@given(weights, weights, evidence)
def test_more_weight_never_makes_two_people_of_one(weight, more, behind):
    order = [Verdict.DIFFERENT, Verdict.ASK, Verdict.SAME]
    low, high = sorted((weight, more))
    ranks = [order.index(verdict(w, behind, same=SAME, review=REVIEW)) for w in (low, high)]
    assert ranks == sorted(ranks)
