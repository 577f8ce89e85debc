"""Names as they are given in many traditions, each with a long tail of rare ones."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("names.yaml")
HEAD = 9
"""How slowly the commonness of a name falls: the first is (9 + n) / 9 times as common as the
nth."""

RARE_GIVEN, RARE_FAMILY, TAIL = 0.12, 0.42, 1_600
"""The share of people with a name from the tail, and how many names a tail has at most."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Names to draw from, commonest first, with their running totals."""

    names: tuple[str, ...]
    totals: tuple[float, ...]

    def one(self, rng: random.Random) -> str:
        """One name by chance."""
        return rng.choices(self.names, cum_weights=self.totals)[0]


@dataclass(frozen=True, slots=True)
class Tradition:
    """How people of one naming tradition are called, and how their names come out in writing."""

    name: str
    share: float
    ethnicity: tuple[tuple[str, float], ...]
    given: dict[str, Drawn]
    family: Drawn
    spelt: tuple[tuple[str, str], ...]
    double: float
    turned: float
    new_year: float


@cache
def traditions() -> tuple[Tradition, ...]:
    """Every tradition of the file."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(_tradition(one) for one in told["traditions"])


def _tradition(told: dict[str, Any]) -> Tradition:
    rng = random.Random(told["name"])  # noqa: S311  (the rare names of a tradition stay the same)
    return Tradition(
        name=told["name"],
        share=told["share"],
        ethnicity=tuple(told["ethnicity"].items()),
        given={
            sex: _drawn(told[sex], _blends(told[sex], rng), RARE_GIVEN)
            for sex in ("female", "male")
        },
        family=_drawn(
            told["family"],
            _compounds(told, rng) if "stems" in told else _blends(told["family"], rng),
            RARE_FAMILY,
        ),
        spelt=tuple((one, other) for one, other in told["spelt"]),
        double=told.get("double", 0.01),
        turned=told["turned"],
        new_year=told["new_year"],
    )


def _drawn(common: Sequence[str], rare: Sequence[str], share: float) -> Drawn:
    weights = [1 / (HEAD + n) for n in range(len(common))]
    scale = (1 - share) / sum(weights)
    parts = [weight * scale for weight in weights] + [share / len(rare)] * len(rare)
    return Drawn((*common, *rare), tuple(accumulate(parts)))


def _compounds(told: dict[str, Any], rng: random.Random) -> list[str]:
    names = [stem + ending for stem in told["stems"] for ending in told["endings"]]
    rng.shuffle(names)
    return names


def _blends(names: Sequence[str], rng: random.Random) -> list[str]:
    """New names that sound like the tradition: the beginning of one with the end of another."""
    made = {
        one[: (len(one) + 1) // 2] + other[len(other) // 2 :]
        for one in names
        for other in names
        if one != other and len(one) > 2 and len(other) > 2
    }
    found = sorted(made - set(names))
    rng.shuffle(found)
    return found[:TAIL]
