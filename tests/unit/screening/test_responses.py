"""A screening begins, ends and is put right with reasons."""

from dataclasses import replace

import pytest

from throughcare.screening.instrument import Answer, find
from throughcare.screening.rules import (
    AnswerState,
    Mode,
    NeedCategory,
    NeedDomain,
    NeedType,
    ResponseState,
    StoppedReason,
    Strength,
    may_change_answer,
    may_close,
    may_start,
)

STARTED, DONE = ResponseState.IN_PROGRESS, ResponseState.COMPLETED
STOPPED, ERROR = ResponseState.STOPPED, ResponseState.ENTERED_IN_ERROR


@pytest.mark.parametrize(
    ("state", "to", "missing", "reason", "allowed"),
    [
        (STARTED, DONE, 0, "", True),
        (STARTED, DONE, 1, "", False),
        (STARTED, STOPPED, 5, "left", True),
        (STARTED, STOPPED, 5, " ", False),
        (STOPPED, STARTED, 5, "", True),
        (STOPPED, DONE, 0, "", False),
        (DONE, STARTED, 0, "", False),
        (DONE, ERROR, 0, "wrong person", True),
        (DONE, ERROR, 0, "", False),
        (ERROR, STARTED, 0, "", False),
        (ERROR, ERROR, 0, "again", False),
    ],
)
def test_a_screening_moves_only_as_it_may(
    state: ResponseState, to: ResponseState, missing: int, reason: str, allowed: bool
) -> None:
    decision = may_close(state, to, missing=missing, reason=reason)
    assert decision.allowed is allowed
    assert allowed or decision.reasons


def test_how_many_questions_are_left_is_said() -> None:
    assert "1 question has no answer" in may_close(STARTED, DONE, missing=1, reason="").reasons[0]
    assert "3 questions have no answer" in may_close(STARTED, DONE, missing=3, reason="").reasons[0]


@pytest.mark.parametrize(
    ("before", "after", "reason", "allowed"),
    [
        (None, "yes", "", True),
        ("declined", "yes", "", True),
        ("yes", "yes", "", True),
        ("yes", "no", "", False),
        ("yes", None, "  ", False),
        ("yes", "no", "misheard", True),
        (3, 0, "", False),
    ],
)
def test_an_answer_is_taken_back_only_with_a_reason(
    before: Answer, after: Answer, reason: str, allowed: bool
) -> None:
    assert may_change_answer(before, after, reason=reason).allowed is allowed


@pytest.mark.parametrize(
    ("instrument", "age", "allowed"),
    [("phq-9", 17, False), ("phq-9", 18, True), ("phq-9", None, True), ("ld-core", 9, False),
     ("ld-core", 10, True)],
)  # fmt: skip
def test_an_instrument_is_for_the_ages_it_is_meant_for(
    instrument: str, age: int | None, allowed: bool
) -> None:
    decision = may_start(find(instrument), age=age)
    assert decision.allowed is allowed
    assert decision.reasons


def test_an_instrument_for_children_is_not_for_adults() -> None:
    core = find("ld-core")
    children = replace(core, population=replace(core.population, age_to=17))
    assert may_start(children, age=17).allowed
    assert "up to 17; this person is 18" in may_start(children, age=18).reasons[0]


@pytest.mark.parametrize(
    "words",
    [AnswerState, Mode, NeedCategory, NeedDomain, NeedType, ResponseState, StoppedReason, Strength],
)
def test_every_fixed_word_has_a_label_of_its_own(words) -> None:  # type: ignore[no-untyped-def]
    labels = [word.label for word in words]
    assert all(labels)
    assert len(set(labels)) == len(labels)
    assert all(words(word.value) is word for word in words)
