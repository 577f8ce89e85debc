"""What a made-up person needs, and the answers to the core screen that point to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from throughcare.people.rules import Sex
from throughcare.screening.instrument import Instrument, Kind
from throughcare.screening.rules import Context, NeedType, shown
from throughcare.sourced import load
from throughcare.web.demo.shares import Shares

FILE = Path(__file__).with_name("needs.yaml")
MOST_OTHERS = 2
MORE = 0.35
"""How often a second need of the same group comes with the first; invented."""


@dataclass(frozen=True)
class Wanted:
    """One need with its group, the answer that points to it, and the team that helps."""

    need: NeedType
    group: str
    weight: float
    answer: Mapping[str, Any]
    to: str
    only: str


@cache
def _lists() -> dict[str, dict[str, tuple[Wanted, ...]]]:
    data = load(FILE, {"type": "object"}).data
    return {
        whom: {
            group: tuple(
                Wanted(
                    NeedType(row["need"]), group, row["weight"], row["answer"], row["to"],
                    row.get("only", ""),
                )
                for row in rows
            )
            for group, rows in data[whom].items()
        }
        for whom in ("adults", "young")
    }  # fmt: skip


def needs_of_adult(rng: Random, shares: Shares, sex: Sex) -> list[Wanted]:
    """Needs of an adult: none at all, or mental health, substances and others by their shares."""
    if not shares.happens(rng, "vulnerable"):
        return []
    lists, found = _lists()["adults"], list[Wanted]()
    any_at_all = shares["vulnerable"]
    if shares.happens(rng, "mental-health", among=any_at_all):
        found += _some(rng, lists["mental_health"], sex)
        # Thoughts of suicide count as a mental health need, so they come to those who have one.
        if shares.happens(rng, "self-harm", among=shares["mental-health"]):
            found += _some(rng, lists["self_harm"], sex)
    if shares.happens(rng, "substances", among=any_at_all):
        found += _some(rng, lists["substances"], sex)
    for _ in range(rng.randint(0 if found else 1, MOST_OTHERS)):
        found += _some(rng, lists["other"], sex, more=0)
    return list({each.need: each for each in found}.values())


def needs_of_child(rng: Random, shares: Shares, sex: Sex) -> list[Wanted]:
    """Needs of somebody under 18: by category, as the pilots for young people counted them."""
    if shares.happens(rng, "youth/none"):
        return []
    found = list[Wanted]()
    some = 1 - shares["youth/none"]
    for category, rows in _lists()["young"].items():
        if shares.happens(rng, f"youth/{category}", among=some):
            found += _some(rng, rows, sex, more=0)
    return list({each.need: each for each in found}.values())


def _some(rng: Random, rows: Sequence[Wanted], sex: Sex, *, more: float = MORE) -> list[Wanted]:
    fitting = [row for row in rows if row.only in ("", sex.value)]
    first = rng.choices(fitting, [row.weight for row in fitting])[0]
    second = [rng.choice(fitting)] if rng.random() < more else []
    return [first, *second]


def answers_that_say(
    instrument: Instrument, wanted: Sequence[Wanted], *, age: int | None, sex: Sex, helps: bool
) -> dict[str, Any]:
    """Answers to the core screen that point to these needs and to no others.

    What was not wanted is answered "no" or "none of these". `helps` says that there is a home,
    an adult and something to do that help.
    """
    said: dict[str, Any] = {}
    for each in wanted:
        for name, value in each.answer.items():
            several = isinstance(value, list)
            said[name] = [*said.get(name, []), *value] if several else value
    helping = {"supportive_adult", "work_or_school", "wants_change"} if helps else {"wants_change"}
    context = Context(age=age, sex=sex.value)
    for _ in range(2):  # a first answer may bring up a further question
        for item in shown(instrument, said, context=context):
            if item.id in said or item.kind is Kind.TEXT:
                continue
            values = {option.value for option in item.options}
            if item.id in helping or item.id in ("safe_home", "safe_where_living"):
                said[item.id] = "yes"
            else:
                said[item.id] = "no" if "no" in values else "none"
    return said
