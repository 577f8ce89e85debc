"""The tiny language of conditions says what it should, and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.screening.instrument import WrongCondition, condition


@pytest.mark.parametrize(
    ("text", "known", "holds"),
    [
        ("a == yes", {"a": "yes"}, True),
        ("a == yes", {"a": "no"}, False),
        ("a == yes", {}, False),
        ("a != 0", {"a": 1}, True),
        ("a != 0", {"a": "declined"}, False),
        ("a in [yes, not_sure]", {"a": "not_sure"}, True),
        ("a in [declined, unable]", {"a": "declined"}, True),
        ("a has spice", {"a": ("opioids", "spice")}, True),
        ("a has [x, spice]", {"a": ("opioids",)}, False),
        ("a has spice", {"a": "spice"}, False),
        ("a > 0", {"a": 1}, True),
        ("a >= 2", {"a": 1}, False),
        ("a > 0", {"a": "declined"}, False),
        ("a < 5", {"a": "words"}, False),
        ("age < 18", {"age": 17}, True),
        ("age < 18", {"age": 18}, False),
        ("age < 18", {"age": None}, True),
        ("sex != male", {"sex": None}, True),
        ("sex != male", {"sex": "male"}, False),
        ("total >= 10", {"total": None}, False),
        ("a == no and b == no or c == yes", {"c": "yes"}, True),
        ("c == yes or a == no and b == no", {"a": "no"}, False),
    ],
)
def test_a_condition_holds(text: str, known: dict[str, object], holds: bool) -> None:
    assert condition(text).holds(known) is holds  # type: ignore[arg-type]
    assert str(condition(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "a", "a ==", "a == yes b", "a == [x]", "a in []", "a ~ 3", "a == yes and", "f(x) > 1",
     "== == ==", "a yes no", "a < b < c"],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(WrongCondition):
        condition(text)


@given(st.text(max_size=40))
def test_reading_a_condition_never_fails_in_another_way(text: str) -> None:
    try:
        condition(text)
    except WrongCondition as wrong:
        assert str(wrong)  # noqa: PT017
