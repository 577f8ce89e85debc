"""The shares from which the people of the demonstration are drawn, each with its source."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from math import floor
from pathlib import Path
from random import Random

from throughcare.sourced import Sourced, Status, load

FILE = Path(__file__).with_name("shares.yaml")
SCHEMA = Path(__file__).with_name("shares.schema.json")
IN_A_DECK = 10


@dataclass(frozen=True, slots=True)
class Share:
    """A published share, and how far the made-up people may be off it."""

    published: Sourced[float]
    tolerance: float


@dataclass(frozen=True)
class Shares:
    """Shares by id; those of a group are named `group/member` and add up to one."""

    all: dict[str, Share]

    def __getitem__(self, which: str) -> float:
        return self.all[which].published.value

    def happens(self, rng: Random, which: str, *, among: float = 1.0) -> bool:
        """Whether it happens this time; `among` is the share of those who are asked about it."""
        return rng.random() < self[which] / among

    def group(self, name: str) -> dict[str, float]:
        """The members of a group with their shares."""
        return dict(self._groups[name])

    @cached_property
    def _groups(self) -> dict[str, dict[str, float]]:
        groups: dict[str, dict[str, float]] = {}
        for each, share in self.all.items():
            group, _, member = each.partition("/")
            groups.setdefault(group, {})[member] = share.published.value
        return groups

    def one_of(self, rng: Random, name: str) -> str:
        """One member of a group, drawn by its share."""
        return weighted(rng, self.group(name).items())


class Decks(Shares):
    """Shares dealt from shuffled decks, so that even a few hundred people come close to them.

    A deck holds each answer as often as its share says, and a new one is shuffled when it is used
    up; which way a broken card is rounded is left to chance.
    """

    @cached_property
    def _left(self) -> dict[str, list[str]]:
        return {}

    def happens(self, rng: Random, which: str, *, among: float = 1.0) -> bool:
        """Whether it happens this time."""
        share = self[which] / among
        return self._deal(rng, f"{which} of {among}", {"yes": share, "no": 1 - share}) == "yes"

    def one_of(self, rng: Random, name: str) -> str:
        """One member of a group."""
        return self._deal(rng, name, self.group(name))

    def _deal(self, rng: Random, name: str, parts: dict[str, float]) -> str:
        deck = self._left.setdefault(name, [])
        if not deck:
            start = rng.random()
            reached = 0.0
            for member, part in parts.items():
                # Marks at even steps from a start by chance: as many fall on a part as it is long.
                before, reached = reached, reached + part * IN_A_DECK
                deck += [member] * (floor(reached + start) - floor(before + start))
            rng.shuffle(deck)
        return deck.pop() if deck else weighted(rng, parts.items())


def weighted(rng: Random, weights: Iterable[tuple[str, float]]) -> str:
    """One of these, drawn by weight."""
    names, numbers = zip(*weights, strict=True)
    return str(rng.choices(names, numbers)[0])


@cache
def published(path: Path = FILE) -> Shares:
    """The shares that come with the product, or those of another file of the same shape."""
    return Shares(
        {
            entry["id"]: Share(
                Sourced(
                    what=entry["what"],
                    value=float(entry["value"]),
                    unit=f"share of {entry['population']}, {entry['year']}",
                    source=entry["source"],
                    status=Status(entry["status"]),
                ),
                float(entry["tolerance"]),
            )
            for entry in load(path, SCHEMA).data["shares"]
        }
    )
