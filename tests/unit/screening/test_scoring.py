"""Scores add up, bands cover the range once, and nothing is guessed where an answer is missing."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.screening.instrument import Instrument, find, instruments
from throughcare.screening.rules import (
    AnswerState,
    Context,
    WrongAnswers,
    answer_from_form,
    checked,
    score,
)

SCORED = [each for each in instruments() if each.scoring is not None]
ALWAYS_WHOLE = [each for each in SCORED if each.scoring and not each.scoring.skipped]
PRORATED = [each for each in SCORED if each.scoring and each.scoring.prorate]


@st.composite
def complete_answers(draw: st.DrawFn) -> tuple[Instrument, dict[str, object]]:
    instrument = draw(st.sampled_from(ALWAYS_WHOLE))
    return instrument, {
        item.id: draw(st.sampled_from([option.value for option in item.options]))
        for item in instrument.items
        if item.required or item.id in instrument.scored()
    }


@given(complete_answers())
def test_a_score_is_the_sum_within_its_limits_and_has_one_band(
    drawn: tuple[Instrument, dict[str, object]],
) -> None:
    instrument, answers = drawn
    scoring = instrument.scoring
    assert scoring is not None
    scored = score(instrument, answers)
    assert scored.complete
    chosen = [instrument.item(name).option(answers[name]) for name in scoring.items]
    assert scored.score == sum(option.counts or 0 for option in chosen if option)
    assert scoring.least <= scored.score <= scoring.most
    holding = [band for band in scoring.bands if band.least <= scored.score <= band.most]
    assert holding == [scored.band]


@pytest.mark.parametrize("instrument", SCORED, ids=lambda each: each.id)
def test_bands_cover_every_total_once(instrument: Instrument) -> None:
    assert instrument.scoring is not None
    for total in range(instrument.scoring.least, instrument.scoring.most + 1):
        holding = [band for band in instrument.scoring.bands if band.least <= total <= band.most]
        assert holding == [instrument.scoring.band(total)]


@given(complete_answers(), st.randoms(use_true_random=False))
def test_the_order_of_answers_and_the_kind_of_key_make_no_difference(
    drawn: tuple[Instrument, dict[str, object]], rng: random.Random
) -> None:
    instrument, answers = drawn
    shuffled = list(answers.items())
    rng.shuffle(shuffled)
    by_position = {str(instrument.item(name).position): value for name, value in shuffled}
    assert score(instrument, dict(shuffled)) == score(instrument, answers)
    assert score(instrument, by_position) == score(instrument, answers)


@given(complete_answers(), st.data())
def test_one_missing_item_means_no_score_and_no_band(
    drawn: tuple[Instrument, dict[str, object]], data: st.DataObject
) -> None:
    instrument, answers = drawn
    if instrument in PRORATED:
        return
    absent = data.draw(st.sampled_from(sorted(instrument.scored())))
    answers[absent] = data.draw(st.sampled_from([None, "declined", "unable", "not_asked"]))
    scored = score(instrument, answers)
    assert not scored.complete
    assert scored.missing == (absent,)
    assert scored.score is None
    assert scored.band is None
    assert not scored.derived
    assert "so there is no score" in scored.working[-1]


@given(complete_answers(), st.data())
def test_urgent_flags_are_the_same_whatever_else_is_missing(
    drawn: tuple[Instrument, dict[str, object]], data: st.DataObject
) -> None:
    instrument, answers = drawn
    urgent = [flag for flag in score(instrument, answers).flags if flag.urgent]
    named = {name for flag in urgent for name in flag.when.names()}
    if named & {"total", "so_far"}:
        return  # such a flag speaks of all answers together
    droppable = sorted(set(answers) - named)
    dropped = data.draw(st.sets(st.sampled_from(droppable)) if droppable else st.just(set()))
    left = {name: value for name, value in answers.items() if name not in dropped}
    assert [flag for flag in score(instrument, left).flags if flag.urgent] == urgent


@pytest.mark.parametrize("instrument", PRORATED, ids=lambda each: each.id)
def test_a_score_is_prorated_only_as_far_as_the_authors_allow(instrument: Instrument) -> None:
    scoring = instrument.scoring
    assert scoring is not None
    assert scoring.prorate is not None
    answers: dict[str, object] = {
        name: instrument.item(name).options[0].value for name in scoring.items
    }
    for left_out in range(1, len(scoring.items)):
        fewer = dict(list(answers.items())[left_out:])
        scored = score(instrument, fewer)
        allowed = len(fewer) >= scoring.prorate.least_answered
        assert (scored.score is not None) == allowed
        assert not scored.complete
        assert len(scored.missing) == left_out
        assert any(scoring.prorate.basis in line for line in scored.working) == allowed


def test_what_the_instrument_passes_over_counts_nothing_even_if_it_was_answered() -> None:
    scored = score(find("pc-ptsd-5"), {"exposed": 0, "nightmares": 1, "numb": 1})
    assert (scored.score, scored.complete) == (0, True)
    assert "2. " in scored.working[0]
    assert "passed over" in scored.working[0]


def test_points_count_where_they_differ_from_the_answer() -> None:
    drugs = find("dast-10")
    no_problem = {item.id: item.options[-1].value for item in drugs.items} | {"able_to_stop": "yes"}
    assert score(drugs, no_problem).score == 0
    assert score(drugs, no_problem | {"able_to_stop": "no"}).score == 1


@given(st.integers(0, 3))
def test_item_nine_alone_decides_the_urgent_flag(value: int) -> None:
    flags = score(find("phq-9"), {"9": value}).flags
    assert bool(flags) == (value > 0)
    assert all(flag.urgent for flag in flags)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (4, "no such option"),
        (-1, "no such option"),
        (True, "truth is not a number"),
        (1.0, "not a whole number"),
        ("1", "text is not a number"),
        ([1], "only one answer"),
        ("yes", "another instrument's answer"),
        (float("nan"), "not a number at all"),
        ({"value": 1}, "not an answer"),
    ],
)
def test_a_value_that_is_no_option_is_refused(value: object, why: str) -> None:
    with pytest.raises(WrongAnswers, match=r"Item 2 \(low_mood\) cannot be .* Choose 0, 1, 2 or 3"):
        score(find("phq-9"), {"low_mood": value})


def test_every_fault_is_named_at_once() -> None:
    answers = {"1": 0, "interest": 0, "11": 1, "mood": 2, "9": 7}
    with pytest.raises(WrongAnswers) as refused:
        score(find("phq-9"), answers, version="2.0")
    said = refused.value.problems
    assert len(said) == 5
    assert "version '2.0'" in said[0]
    assert "version 1.0" in said[0]
    assert any("(interest) was given twice" in problem for problem in said)
    assert any("'11'" in problem for problem in said)
    assert any("'mood'" in problem for problem in said)
    assert any("(self_harm_thoughts) cannot be 7" in problem for problem in said)


def test_a_long_wrong_value_does_not_flood_the_message() -> None:
    with pytest.raises(WrongAnswers) as refused:
        score(find("phq-9"), {"x" * 10_000: 1})
    assert len(str(refused.value)) < 200


def test_several_answers_are_kept_in_the_order_of_the_question() -> None:
    core = find("ld-core")
    assert checked(core, {"drugs": ["spice", "opioids", "spice"]})["drugs"] == ("opioids", "spice")
    assert checked(core, {"drugs": []})["drugs"] is None
    assert checked(core, {"drugs": "cannabis"})["drugs"] == ("cannabis",)


def test_none_of_these_cannot_be_chosen_with_another() -> None:
    with pytest.raises(WrongAnswers, match="“None of these” and something else"):
        checked(find("ld-core"), {"drugs": ["none", "opioids"]})


def test_prefer_not_to_say_is_a_state_and_not_an_answer() -> None:
    core = find("ld-core")
    given_answers = checked(core, {"drugs": ["declined"], "worry": "declined"})
    assert given_answers == {"drugs": AnswerState.DECLINED, "worry": AnswerState.DECLINED}


def test_free_text_is_text_of_a_sensible_length() -> None:
    core = find("ld-core")
    assert checked(core, {"matters_most": "  My dog \n"})["matters_most"] == "My dog"
    with pytest.raises(WrongAnswers, match="answered in words"):
        checked(core, {"matters_most": 7})
    with pytest.raises(WrongAnswers, match="4000 or fewer"):
        checked(core, {"matters_most": "a" * 4001})


@pytest.mark.parametrize(
    ("instrument", "item", "texts", "answer"),
    [
        ("phq-9", "sleep", ["2"], 2),
        ("phq-9", "sleep", [" 0 "], 0),
        ("phq-9", "sleep", [], None),
        ("phq-9", "sleep", ["", " "], None),
        ("phq-9", "sleep", ["declined"], "declined"),
        ("ld-core", "worry", ["not_sure"], "not_sure"),
        ("ld-core", "drugs", ["spice", "opioids"], ("opioids", "spice")),
        ("ld-core", "drugs", ["none"], ("none",)),
        ("ld-core", "drugs", [], None),
        ("ld-core", "matters_most", [" My dog "], "My dog"),
        ("ld-core", "matters_most", [], None),
    ],
)
def test_an_answer_is_read_from_a_page(
    instrument: str, item: str, texts: list[str], answer: object
) -> None:
    assert answer_from_form(find(instrument).item(item), texts) == answer


@pytest.mark.parametrize("texts", [["4"], ["1", "2"], ["yes"], ["1.0"]])
def test_a_page_cannot_send_what_the_question_does_not_offer(texts: list[str]) -> None:
    with pytest.raises(WrongAnswers):
        answer_from_form(find("phq-9").item("sleep"), texts)


def test_the_arithmetic_is_shown_line_by_line() -> None:
    scored = score(find("audit-c"), {"1": 3, "2": 2, "3": 1})
    assert scored.working == (
        "1. How often do you have a drink containing alcohol?: 3 (2 to 3 times a week)",
        "2. How many units of alcohol do you drink on a typical day when you are drinking?: "
        "2 (5 to 6)",
        "3. How often have you had 6 or more units if female, or 8 or more if male, on a single "
        "occasion in the last year?: 1 (Less than monthly)",
        "3 + 2 + 1 = 6 (from 0 to 12)",
        "6 is in the band “increasing risk” (5 to 7).",
    )


def test_the_document_of_a_score_has_exactly_the_agreed_entries() -> None:
    document = score(find("phq-9"), {str(at): 1 for at in range(1, 10)}).document()
    assert list(document) == [
        "instrument",
        "version",
        "complete",
        "missing",
        "score",
        "band",
        "flags",
        "working",
    ]
    assert document["score"] == 9
    assert document["band"] == "mild"


def test_somebody_outside_the_ages_gets_no_score_and_is_told_why() -> None:
    answers = {str(at): 2 for at in range(1, 10)}
    scored = score(find("phq-9"), answers, context=Context(age=17))
    assert scored.score is None
    assert scored.band is None
    assert scored.flags
    assert any("aged 18 or over; this person is 17" in line for line in scored.working)
    assert score(find("phq-9"), answers, context=Context(age=18)).score == 18
    assert score(find("phq-9"), answers, context=Context(age=None)).score == 18
