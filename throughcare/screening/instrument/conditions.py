"""The tiny language in which an instrument says when something is asked, flagged or pointed to.

``thoughts in [yes, not_sure] and age < 18`` compares answers and facts; ``and`` binds tighter than
``or``. There is nothing more: a cleverer rule is a named Python function.
"""

import operator
import re
from collections.abc import Mapping
from dataclasses import dataclass

Answer = int | str | tuple[str, ...] | None
"""One option's value, free text, several options' values, or nothing."""

FACTS = ("age", "sex", "setting")
"""What is known about the person and the place, beside the answers."""

TOTALS = ("total", "so_far")
"""``total`` is the score once every scored item is answered; ``so_far`` the sum up to now."""

NOT_ANSWERS = ("declined", "unable", "not_asked")
"""Words that say there is no answer, and why; they only match where a condition names them."""

_TOKEN = re.compile(
    r"\s*(?:(?P<op>==|!=|<=|>=|<|>|\bin\b|\bhas\b)|(?P<list>\[[^\[\]]*\])|(?P<word>-?[\w-]+))"
)
_ORDER = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


class WrongCondition(ValueError):
    """The text is not a condition in the tiny language."""


@dataclass(frozen=True)
class Comparison:
    """One name compared with one or more values."""

    name: str
    op: str
    values: tuple[int | str, ...]

    def holds(self, known: Mapping[str, Answer]) -> bool:
        """Whether the comparison is true of what is known; for the unknown see `Condition`."""
        found = known.get(self.name)
        if found is None:
            # An unknown age or sex must not hide a question; an unanswered question proves nothing.
            return self.name in FACTS
        if isinstance(found, str) and found in NOT_ANSWERS and found not in self.values:
            return False
        if self.op == "has":
            return isinstance(found, tuple) and any(value in found for value in self.values)
        if self.op in _ORDER:
            return self._ordered(found)
        return (found in self.values) != (self.op == "!=")

    def _ordered(self, found: Answer) -> bool:
        limit = self.values[0]
        if not isinstance(found, int) or not isinstance(limit, int):
            return False
        return bool(_ORDER[self.op](found, limit))


@dataclass(frozen=True)
class Condition:
    """A condition as written, and its parts: any of the groups, in which all comparisons hold."""

    text: str
    any_of: tuple[tuple[Comparison, ...], ...]

    def holds(self, known: Mapping[str, Answer]) -> bool:
        """Whether the condition is true of answers, facts and totals.

        An unknown fact (age, sex, setting) counts as fulfilled, so that nothing is left unasked
        because nobody knew the age. An unanswered item or a missing total counts as not fulfilled.
        """
        for group in self.any_of:
            for part in group:
                if not part.holds(known):
                    break
            else:
                return True
        return False

    def comparisons(self) -> tuple[Comparison, ...]:
        """Every comparison in the order written."""
        return tuple(part for group in self.any_of for part in group)

    def names(self) -> frozenset[str]:
        """The items, facts and totals the condition asks about."""
        return frozenset(part.name for part in self.comparisons())

    def __str__(self) -> str:
        return self.text


def condition(text: str) -> Condition:
    """Read a condition; `WrongCondition` says which part cannot be read."""
    groups = re.split(r"\bor\b", text)
    return Condition(text, tuple(_group(group, text) for group in groups))


def _group(group: str, text: str) -> tuple[Comparison, ...]:
    return tuple(_comparison(part, text) for part in re.split(r"\band\b", group))


def _comparison(part: str, text: str) -> Comparison:
    tokens: list[str] = []
    at = 0
    while part[at:].strip():
        match = _TOKEN.match(part, at)
        if match is None:
            raise WrongCondition(f"cannot read {part[at:].strip()!r} in the condition {text!r}")
        tokens.append(match.group().strip())
        at = match.end()
    if len(tokens) != 3:
        raise WrongCondition(
            f"{part.strip()!r} in the condition {text!r} is not: name, comparison, value"
        )
    name, op, value = tokens
    values = tuple(_value(word) for word in value.strip("[]").split(",") if word.strip())
    if not values or (value.startswith("[") and op not in ("in", "has")):
        raise WrongCondition(f"{op} cannot be used with {value} in the condition {text!r}")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise WrongCondition(f"{name!r} cannot be a name, in the condition {text!r}")
    if op not in (*_ORDER, "==", "!=", "in", "has"):
        raise WrongCondition(f"{op!r} is not a comparison, in the condition {text!r}")
    return Comparison(name, op, values)


def _value(word: str) -> int | str:
    word = word.strip()
    return int(word) if re.fullmatch(r"-?[0-9]+", word) else word
