"""Are these two the same person? Decided from how much speaks for it, with reasons.

How much each agreement says was learnt; what may be done with it is ruled here. Where the rule
cannot tell, it says so, and a person decides: joining two people is worse than having one person
twice.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from throughcare.codes import KINDS, Kind

ONE_PER_PERSON = frozenset({Kind.NHS_NUMBER, Kind.PNC})
"""Numbers of which a person has one, so that two that differ speak for two people."""


NUMBERED = frozenset(kind.replace("-", "_") for kind in Kind)
"""The comparisons that are of numbers."""


class Verdict(StrEnum):
    """What the rule says."""

    SAME = "same"
    DIFFERENT = "different"
    ASK = "ask"

    @property
    def in_a_file(self) -> str:
        """The verdict as a batch writes it."""
        return "review" if self is Verdict.ASK else self.value


@dataclass(frozen=True, slots=True)
class Step:
    """What one comparison adds to the weight, and in words why. An unknown value adds nothing."""

    comparison: str
    called: str
    level: str
    weight: float
    says: str


UNKNOWN = "unknown"
"""The level of a comparison of which one side is not known."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on two people, why, and the steps by which the weight was reached.

    `lacks_a_place` says that they would be the same person if a place stood beside the name.
    """

    verdict: Verdict
    reasons: tuple[str, ...]
    by_number: bool = False
    weight: float = 0.0
    start: float = 0.0
    steps: tuple[Step, ...] = ()
    lacks_a_place: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody known who may be the person."""

    person_id: UUID
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Match:
    """Who an incoming person is: somebody known, nobody known, or for a person to decide."""

    verdict: Verdict
    person_id: UUID | None
    reasons: tuple[str, ...]
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind a weight.

    `shared` are kinds of number of which both have the same one; `contradicted` says that they have
    different ones of a kind of which a person has one, and `confirmed_apart` names the kinds where
    both are confirmed by their issuer. `same_name` is the same name or a form of it, `near_name`
    one that resembles it, `near_birth` the same day of birth or one that a slip explains,
    `same_place` the same postcode.
    """

    shared: frozenset[Kind] = frozenset()
    contradicted: bool = False
    confirmed_apart: frozenset[Kind] = frozenset()
    same_name: bool = False
    near_name: bool = False
    near_birth: bool = False
    same_place: bool = False

    @property
    def thin(self) -> bool:
        """Whether too little stands behind the weight to join two records without being asked.

        Two grounds are needed that do not come from each other. Name and date of birth are one:
        many people have both in common, and who gives somebody else's name gives their date too.
        A number or an address beside the name is a second. A number that stands alone, with
        another name and another date of birth, is a slip of a clerk as easily as an alias; and
        without a name only a number will do, for twins share birthday, family name and address.
        """
        named = self.same_name or self.near_name
        if self.shared:
            return not (named or self.near_birth)
        return not (named and self.same_place)


def verdict(weight: float, evidence: Evidence, *, same: float, review: float) -> Verdict:
    """Same, different, or for a person to decide.

    From `review` on somebody is asked, from `same` on nobody needs to be, unless numbers contradict
    each other or too little stands behind the weight. Two confirmed numbers of one kind that differ
    are two people, unless another number says that they are one: then somebody is asked. A number
    that both have is always worth a question.
    """
    if evidence.confirmed_apart:
        return Verdict.ASK if evidence.shared else Verdict.DIFFERENT
    if weight < review:
        return Verdict.ASK if evidence.shared else Verdict.DIFFERENT
    if weight < same or evidence.contradicted or evidence.thin:
        return Verdict.ASK
    return Verdict.SAME


def judge(
    start: float, steps: Sequence[Step], evidence: Evidence, *, same: float, review: float
) -> Judgement:
    """The verdict on two people who were compared step by step, with its reasons."""
    weight = start + sum(step.weight for step in steps)
    # Numbers say most, so they are said first.
    ranked = sorted(steps, key=lambda step: step.comparison not in NUMBERED)
    said = tuple(step.says for step in ranked if step.level != UNKNOWN)
    named = sorted(KINDS[kind].name for kind in evidence.confirmed_apart)
    against = tuple(f"the confirmed {name} is different" for name in named)
    said_of = verdict(weight, evidence, same=same, review=review)
    # A place takes part in the verdict only where somebody is to be asked.
    placed = (
        verdict(weight, replace(evidence, same_place=True), same=same, review=review)
        if said_of is Verdict.ASK
        else said_of
    )
    return Judgement(
        verdict=said_of,
        reasons=(*against, *said) or ("there is nothing to compare",),
        by_number=bool(evidence.shared),
        weight=weight,
        start=start,
        steps=tuple(steps),
        lacks_a_place=said_of is not placed and placed is Verdict.SAME,
    )


def choose(judged: Sequence[Candidate]) -> Match:
    """Who the incoming person is, among the people who might be meant; the likeliest first."""
    ranked = sorted(judged, key=lambda one: (-one.judgement.weight, str(one.person_id)))
    same = [one for one in ranked if one.judgement.verdict is Verdict.SAME]
    open_ones = [one for one in ranked if one.judgement.verdict is Verdict.ASK]
    by_number = [one for one in same if one.judgement.by_number]
    certain = by_number or same
    if len(certain) == 1 and not any(one.judgement.by_number for one in open_ones):
        return Match(
            Verdict.SAME, certain[0].person_id, certain[0].judgement.reasons, (certain[0],)
        )
    if certain or open_ones:
        candidates = tuple([*same, *open_ones])
        said = candidates[0].judgement.reasons
        reasons = (f"{len(candidates)} people fit", *said) if len(candidates) > 1 else said
        return Match(Verdict.ASK, None, reasons, candidates)
    return Match(Verdict.DIFFERENT, None, ("nobody known fits",))


def seen_there(match: Match, there: Collection[UUID]) -> Match:
    """The match, once it is known who of the candidates was where the row says, on that day.

    That they were there stands beside the name as an address does.
    """
    if match.verdict is not Verdict.ASK:
        return match
    return choose([_placed(one) if one.person_id in there else one for one in match.candidates])


def _placed(one: Candidate) -> Candidate:
    if not one.judgement.lacks_a_place:
        return one
    reasons = (*one.judgement.reasons, "they were in that place on that day")
    return replace(one, judgement=replace(one.judgement, verdict=Verdict.SAME, reasons=reasons))
