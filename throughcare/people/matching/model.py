"""The trained model: what each level weighs, how common names are, and from where on people
decide."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from throughcare.people.matching.levels import COMPARISONS, ELSE
from throughcare.people.matching.row import Named

FILE = Path(__file__).with_name("model.json")
MOST_TIMES = 40
"""A whole name that is not listed is at most this many times as common as the rarest."""


class WrongModel(Exception):
    """The file is no model that this version can read; says why."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How common names are: given names, family names, and both together.

    A part that is not listed counts as common as the rarest that could be. A whole name that is not
    listed counts as common as its parts suggest, a little more because names of one tradition go
    together, but never as rare as if nobody else could have it: it may be a slip.
    """

    listed: Mapping[str, Mapping[str, float]]
    rarest: Mapping[str, float]
    together: float

    def of(self, common: str, name: Named) -> float:
        """The share of people with this name, or this part of it."""
        value = getattr(name, common)
        found = self.listed[common].get(value)
        if found is not None:
            return found
        if common != "name":
            return self.rarest[common]
        parts = self.of("given", name) * self.of("family", name) * self.together
        return min(max(parts, self.rarest["name"]), self.rarest["name"] * MOST_TIMES)


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What Splink learnt. Weights are powers of two: +1 makes "the same person" twice as likely.

    `start` is the weight before anything is compared; `weights` and `common` are by comparison and
    level. From `same` on a pair is joined without asking, from `review` on somebody is asked.
    """

    version: str
    start: float
    weights: Mapping[tuple[str, str], float]
    common: Mapping[str, float]
    frequencies: Frequencies
    same: float
    review: float
    settings: Mapping[str, Any]
    trained: Mapping[str, Any]


@cache
def load(path: Path = FILE) -> Model:
    """Read a model file; raises `WrongModel`."""
    try:
        return read(json.loads(path.read_text(encoding="utf-8")))
    except OSError as cannot:
        raise WrongModel(f"{path} cannot be read: {cannot.strerror}.") from cannot
    except (ValueError, KeyError, TypeError, StopIteration) as wrong:
        raise WrongModel(f"{path} is no model that this version can use.") from wrong


def read(told: Mapping[str, Any]) -> Model:
    """A model from its file. The levels must be those that this version compares, in order."""
    settings = told["settings"]
    weights, common = {}, {}
    for comparison, said in zip(COMPARISONS, settings["comparisons"], strict=True):
        levels = [level for level in said["comparison_levels"] if not level.get("is_null_level")]
        names = [level.label for level in comparison.levels] + [ELSE]
        for name, level in zip(names, levels, strict=True):
            if level["label_for_charts"] != name:
                raise ValueError(f"{level['label_for_charts']} stands where {name} should")
            m, u = level["m_probability"], level["u_probability"]
            weights[comparison.name, name] = math.log2(m / u)
            if name in FREQUENCY_LEVEL.get(comparison.name, {}):
                common[FREQUENCY_LEVEL[comparison.name][name]] = math.log2(u)
    prior = settings["probability_two_random_records_match"]
    return Model(
        version=told["version"],
        start=math.log2(prior / (1 - prior)),
        weights=weights,
        common=common,
        frequencies=Frequencies(**told["frequencies"]),
        same=told["thresholds"]["same"],
        review=told["thresholds"]["review"],
        settings=settings,
        trained=told["trained"],
    )


FREQUENCY_LEVEL = {"name": {"same": "name", "given": "given", "family": "family"}}
"""The level at which exactly this is equal: how often that is by chance is what "usual" means."""
