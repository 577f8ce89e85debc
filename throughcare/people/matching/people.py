"""Two people, as far as both sides know them: weighed, and judged by what stands behind the
weight."""

from collections.abc import Iterable, Sequence
from functools import cache

from throughcare.codes import Kind
from throughcare.people.matching.model import Model
from throughcare.people.matching.row import NUMBERS, Somebody
from throughcare.people.matching.weighing import weigh_people
from throughcare.people.rules.same_person import ONE_PER_PERSON, Evidence, Judgement, Step, judge

SAME_NAME = frozenset({"same", "form"})
NEAR_NAME = frozenset({"turned", "close-given", "close-family", "close-both"})
NEAR_BIRTH = frozenset({"same", "new-year", "turned", "slip", "two-parts"})


@cache
def kind_of(column: str) -> Kind:
    """The kind of number that a column holds."""
    return Kind(column.replace("_", "-"))


@cache
def column_of(kind: str) -> str:
    """The column in which a kind of number stands."""
    return kind.replace("-", "_")


def judge_people(one: Somebody, other: Somebody, model: Model) -> Judgement:
    """Are these two one person?"""
    weighed = weigh_people(one, other, model)
    both = [kind for kind in NUMBERS if one.held(kind) and other.held(kind)]
    shared = {kind for kind in both if one.held(kind) & other.held(kind)}
    evidence = evidence_of(
        weighed.steps,
        shared=(kind_of(kind) for kind in shared),
        different=(kind_of(kind) for kind in both if kind not in shared),
        confirmed=(kind_of(kind) for kind in one.confirmed & other.confirmed),
    )
    return judged(weighed.start, weighed.steps, evidence, model)


def evidence_of(
    steps: Sequence[Step],
    *,
    shared: Iterable[Kind],
    different: Iterable[Kind],
    confirmed: Iterable[Kind],
) -> Evidence:
    """What stands behind the steps. `different` are kinds of which both have other numbers."""
    levels = {step.comparison: step.level for step in steps}
    apart = frozenset(different)
    return Evidence(
        shared=frozenset(shared),
        contradicted=bool(apart & ONE_PER_PERSON),
        confirmed_apart=apart & ONE_PER_PERSON & frozenset(confirmed),
        same_name=levels["name"] in SAME_NAME,
        near_name=levels["name"] in NEAR_NAME,
        near_birth=levels["born"] in NEAR_BIRTH,
        same_place=levels["postcode"] == "same",
    )


def judged(start: float, steps: Sequence[Step], evidence: Evidence, model: Model) -> Judgement:
    """The verdict by this model's thresholds."""
    return judge(start, steps, evidence, same=model.same, review=model.review)
