"""What becomes of pairs that were weighed: same, review or different, and who belongs together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from throughcare.people.matching.model import Model
from throughcare.people.rules.same_person import Evidence, Verdict, verdict


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, by their places in the input, and how much speaks for their being one person."""

    left: int
    right: int
    weight: float
    evidence: Evidence


class Groups:
    """Records that are one person, joined pair by pair, never across numbers that contradict."""

    def __init__(self, numbers: Mapping[int, Mapping[str, str]]) -> None:
        """`numbers` are, for each record that has some, numbers of which a person has one."""
        self._leader: dict[int, int] = {}
        self._numbers = {one: dict(held) for one, held in numbers.items()}

    def leader(self, one: int) -> int:
        """The first record of the group that this one belongs to."""
        path = []
        while (above := self._leader.get(one, one)) != one:
            path.append(one)
            one = above
        for each in path:
            self._leader[each] = one
        return one

    def join(self, one: int, other: int) -> bool:
        """Put two together, unless that brought together two numbers that differ."""
        first, second = sorted((self.leader(one), self.leader(other)))
        if first == second:
            return True
        mine, theirs = self._numbers.get(first, {}), self._numbers.get(second, {})
        if any(theirs.get(kind, number) != number for kind, number in mine.items()):
            return False
        self._leader[second] = first
        if theirs:
            self._numbers[first] = {**theirs, **mine}
        return True


def together(pairs: Iterable[Pair], model: Model, groups: Groups) -> Iterator[tuple[Pair, Verdict]]:
    """Decide every pair, strongest first, and join those that are the same.

    A pair that alone would be the same, but would join two people through a third record, is asked
    about instead. Pairs that weigh too little were left out before, a number that both have or not.
    """
    for pair in sorted(pairs, key=lambda pair: (-pair.weight, pair.left, pair.right)):
        decision = verdict(pair.weight, pair.evidence, same=model.same, review=model.review)
        if decision is Verdict.SAME and not groups.join(pair.left, pair.right):
            decision = Verdict.ASK
        if decision is not Verdict.DIFFERENT:
            yield pair, decision
