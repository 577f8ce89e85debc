"""One arrival at a time against everybody: how long it takes, and whom it finds."""

import random
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from time import perf_counter

from bench.county import County
from bench.matching.filling import ON, Known, everybody, person
from throughcare.access.actions.acting import viewing
from throughcare.people.made_up import made_up_people
from throughcare.people.made_up.slips import written
from throughcare.people.queries import match
from throughcare.people.rules import Verdict
from throughcare.web.clock import now

WARM_UP = 50
STRANGERS = 25_500_000
"""From this number on, made-up people have no record anywhere, and no number that anybody has."""


@dataclass
class Arrivals:
    """Milliseconds of each arrival, and what was said of people known and of strangers."""

    times: list[float] = field(default_factory=list)
    known: Counter[str] = field(default_factory=Counter)
    strangers: Counter[str] = field(default_factory=Counter)

    def percentile(self, share: float) -> float:
        """The time within which this share of arrivals was answered."""
        return sorted(self.times)[int(len(self.times) * share)]


def measure(people: int, arrivals: int, seed: int, place: County) -> Arrivals:
    """Half of those who arrive have a record, half are strangers."""
    rng = random.Random(seed + 3)
    chosen = set(rng.sample(range(people), arrivals // 2))
    here = [one for n, one in enumerate(everybody(people, seed)) if n in chosen]
    strange = made_up_people(rng=random.Random(seed + 4), on=ON, first=STRANGERS)
    coming: list[tuple[Known | None, object]] = [(one, one.truth) for one in here]
    coming += [(None, truth) for truth in islice(strange, arrivals - len(here))]
    rng.shuffle(coming)
    found = Arrivals()
    viewer = place.viewers["dana"]
    for n, (known, truth) in enumerate((*coming[:WARM_UP], *coming)):
        new = person(written(truth, rng))
        start = perf_counter()
        with viewing(viewer, now()):
            said = match(viewer, new, at=now())
        took = (perf_counter() - start) * 1000
        if n < WARM_UP:
            continue
        found.times.append(took)
        among = [one.person_id for one in said.candidates]
        if known is None:
            found.strangers[said.verdict.value] += 1
        elif said.verdict is Verdict.DIFFERENT:
            found.known["not found"] += 1
        elif known.person_id not in among:
            found.known["somebody else"] += 1
        else:
            found.known[said.verdict.value] += 1
    return found
