"""How much speaks for two rows being one person, comparison by comparison, as Splink would say."""

import math
from dataclasses import dataclass
from functools import lru_cache

from throughcare.people.matching.levels import BY_NAME, COMPARISONS, ELSE, Comparison
from throughcare.people.matching.model import Model
from throughcare.people.matching.row import Row, Somebody
from throughcare.people.rules.same_person import UNKNOWN, Step


@dataclass(frozen=True, slots=True)
class Weighed:
    """All steps, and the weight from which they start."""

    start: float
    steps: tuple[Step, ...]

    @property
    def weight(self) -> float:
        """The match weight: the power of two by which "the same person" is likelier than not."""
        return self.start + sum(step.weight for step in self.steps)


def probability(weight: float) -> float:
    """A match weight as a probability from 0 to 1."""
    return 1 / (1 + 2**-weight) if weight > -1000 else 0.0


def weigh(one: Row, other: Row, model: Model) -> Weighed:
    """Compare two rows."""
    steps = tuple(step(comparison.name, one, other, model) for comparison in COMPARISONS)
    return Weighed(model.start, steps)


def weigh_people(one: Somebody, other: Somebody, model: Model) -> Weighed:
    """Compare two people who may have several names and numbers: the rows that fit best count."""
    return max(
        (weigh(a, b, model) for a in one.rows for b in other.rows),
        key=lambda weighed: weighed.weight,
    )


@lru_cache(maxsize=1024)
def found(name: str, level: str, model: Model) -> Step:
    """The step of a comparison that was made elsewhere, of which only the level is told."""
    comparison = BY_NAME[name]
    if level == UNKNOWN:
        return Step(name, comparison.called, UNKNOWN, 0.0, "not known of both, so it says nothing")
    says = next((one.says for one in comparison.levels if one.label == level), comparison.differs)
    return Step(name, comparison.called, level, model.weights[name, level], says)


def step(name: str, one: Row, other: Row, model: Model) -> Step:
    """What one comparison of two rows adds."""
    comparison = BY_NAME[name]
    if comparison.unknown(one, other):
        return found(name, UNKNOWN, model)
    return _level(comparison, one, other, model)


def _level(comparison: Comparison, one: Row, other: Row, model: Model) -> Step:
    for level in comparison.levels:
        if level.holds(one, other):
            weight = model.weights[comparison.name, level.label]
            if level.common:
                weight += _rarity(level.common, one, other, model)
            return Step(comparison.name, comparison.called, level.label, weight, level.says)
    return found(comparison.name, ELSE, model)


def _rarity(common: str, one: Row, other: Row, model: Model) -> float:
    """What a name that is rarer than usual adds, and one that is more common takes away."""
    most = max(model.frequencies.of(common, row.named) for row in (one, other))
    return model.common[common] - math.log2(most)
