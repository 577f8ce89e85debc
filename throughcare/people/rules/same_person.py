"""Are these two the same person? Decided from numbers, names and dates of birth, with reasons.

Where the rule cannot tell, it says so, and a person decides: joining two people is worse than
having one person twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from throughcare.codes import KINDS, Kind
from throughcare.people.rules.terms import BornPrecision

ONE_PER_PERSON = frozenset({Kind.NHS_NUMBER, Kind.PNC})
"""Numbers of which a person has one, so that two that differ belong to two people."""

SIMILAR = 0.5
"""The share of three-letter pieces that two names have in common before somebody is asked."""


class Verdict(StrEnum):
    """What the rule says."""

    SAME = "same"
    DIFFERENT = "different"
    ASK = "ask"


class Agreement(StrEnum):
    """How two values of the same thing compare."""

    EQUAL = "equal"
    CLOSE = "close"
    CONTRADICTS = "contradicts"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Traits:
    """What identifies somebody: folded names, date of birth, and valid numbers only."""

    name_keys: frozenset[str] = frozenset()
    born_on: date | None = None
    born_precision: BornPrecision = BornPrecision.UNKNOWN
    numbers: frozenset[tuple[Kind, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on two sets of traits, and why."""

    verdict: Verdict
    reasons: tuple[str, ...]
    by_number: bool = False


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


def pieces(key: str) -> frozenset[str]:
    """The three-letter pieces of a folded name, word by word, as the search index cuts them."""
    padded = (f"  {word} " for word in key.split())
    return frozenset(word[i : i + 3] for word in padded for i in range(len(word) - 2))


def closeness(one: str, other: str) -> float:
    """How alike two folded names are, from 0 to 1; the order of the words does not matter."""
    a, b = pieces(one), pieces(other)
    return len(a & b) / len(a | b) if a and b else 0.0


def names_agree(one: Iterable[str], other: Iterable[str]) -> Agreement:
    """Compare every name of one with every name of the other; the best pair counts."""
    ones, others = frozenset(one), frozenset(other)
    if not ones or not others:
        return Agreement.UNKNOWN
    if ones & others:
        return Agreement.EQUAL
    best = max(closeness(a, b) for a in ones for b in others)
    return Agreement.CLOSE if best >= SIMILAR else Agreement.CONTRADICTS


def births_agree(one: Traits, other: Traits) -> Agreement:
    """Compare dates of birth as far as they are known; a slip of the pen is close."""
    a, b = one.born_on, other.born_on
    if a is None or b is None:
        return Agreement.UNKNOWN
    known = {one.born_precision, other.born_precision}
    if known == {BornPrecision.DAY}:
        if a == b:
            return Agreement.EQUAL
        return Agreement.CLOSE if _one_slip(a, b) else Agreement.CONTRADICTS
    if BornPrecision.ESTIMATED in known:
        near = abs(a.year - b.year) <= 2
    elif BornPrecision.YEAR in known:
        near = a.year == b.year
    else:
        near = (a.year, a.month) == (b.year, b.month)
    return Agreement.CLOSE if near else Agreement.CONTRADICTS


def _one_slip(a: date, b: date) -> bool:
    if a.year == b.year and (a.day, a.month) == (b.month, b.day):
        return True
    different = sum(x != y for x, y in zip(f"{a:%Y%m%d}", f"{b:%Y%m%d}", strict=True))
    return different == 1


NAME_SAID = {
    Agreement.EQUAL: "the name is the same",
    Agreement.CLOSE: "the name is similar",
    Agreement.CONTRADICTS: "the name is different",
    Agreement.UNKNOWN: "there is no name to compare",
}
BORN_SAID = {
    Agreement.EQUAL: "the date of birth is the same",
    Agreement.CLOSE: "the date of birth could be the same",
    Agreement.CONTRADICTS: "the date of birth is different",
    Agreement.UNKNOWN: "there is no date of birth to compare",
}


def _named(kinds: Iterable[Kind]) -> str:
    return " and ".join(sorted(KINDS[kind].name for kind in kinds))


def same_person(new: Traits, known: Traits) -> Judgement:
    """Same, different, or for a person to decide.

    A valid number that both have makes them the same, unless what else is known speaks against it
    and nothing for it. Two valid NHS numbers, or two PNC numbers, make them different. Without a
    number, the same name and date of birth make them the same, and similar ones are a question.
    """
    shared = {kind for kind, _ in new.numbers & known.numbers}
    both = {kind for kind, _ in new.numbers} & {kind for kind, _ in known.numbers}
    conflicting = (both & ONE_PER_PERSON) - shared
    name, born = names_agree(new.name_keys, known.name_keys), births_agree(new, known)
    said = (NAME_SAID[name], BORN_SAID[born])
    if shared:
        agree = (f"the {_named(shared)} is the same", *said)
        if conflicting:
            return Judgement(Verdict.ASK, (*agree, f"the {_named(conflicting)} is different"), True)
        against = Agreement.CONTRADICTS in (name, born)
        speaks_for = {name, born} & {Agreement.EQUAL, Agreement.CLOSE}
        verdict = Verdict.ASK if against and not speaks_for else Verdict.SAME
        return Judgement(verdict, agree, True)
    if conflicting:
        return Judgement(Verdict.DIFFERENT, (f"the {_named(conflicting)} is different", *said))
    if (name, born) == (Agreement.EQUAL, Agreement.EQUAL):
        return Judgement(Verdict.SAME, said)
    if Agreement.CONTRADICTS in (name, born) or Agreement.UNKNOWN is name:
        return Judgement(Verdict.DIFFERENT, said)
    if (name, born) == (Agreement.CLOSE, Agreement.UNKNOWN):
        return Judgement(Verdict.DIFFERENT, said)
    return Judgement(Verdict.ASK, said)


def choose(new: Traits, known: Sequence[tuple[UUID, Traits]]) -> Match:
    """Who the incoming person is, among the people who might be meant."""
    judged = [Candidate(person_id, same_person(new, traits)) for person_id, traits in known]
    same = [one for one in judged if one.judgement.verdict is Verdict.SAME]
    open_ones = [one for one in judged if one.judgement.verdict is Verdict.ASK]
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
