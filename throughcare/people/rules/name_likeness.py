"""How is the name that was typed like a name on record? In words, so that a result says why.

A likeness only puts somebody into a list for a person to look at. It joins nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from throughcare.people.rules.given_names import standing
from throughcare.people.rules.name_sounds import in_latin, sounds
from throughcare.people.rules.terms import NameKind, search_key


class How(StrEnum):
    """How one word is like another, the closest first."""

    SAME = "same"
    SHORT = "short"
    WRITTEN = "written"
    SPELT = "spelt"
    SOUNDS = "sounds"
    INITIAL = "initial"


CLOSENESS = {
    How.SAME: 1.0,
    How.SHORT: 0.9,
    How.WRITTEN: 0.9,
    How.SPELT: 0.8,
    How.SOUNDS: 0.7,
    How.INITIAL: 0.5,
}
"""How much a likeness counts, from 0 to 1. Chosen to order a list; nothing is decided by it."""

WORD_MISSING = 0.35
"""What is taken off for each word on record that nobody typed, as a share of one word."""


class Alike(NamedTuple):
    """How a word that was typed is like a word on record; `by` is the name that both stand for."""

    how: How
    by: str = ""

    def said(self, typed: str, shown: str) -> str:
        """The likeness in a sentence, "" for the same word. `shown` is the word as written."""
        match self.how:
            case How.SAME:
                return ""
            case How.SHORT if self.by == SELF:
                return f"{shown} is short for “{typed}”"
            case How.SHORT if self.by:
                return f"“{typed}” and {shown} are both short for “{self.by}”"
            case How.SHORT:
                return f"“{typed}” is short for {shown}"
            case How.WRITTEN:
                return f"“{typed}” is another form of {shown}"
            case How.SPELT:
                return f"{shown} is spelt another way"
            case How.SOUNDS:
                return f"“{typed}” sounds like {shown}"
            case How.INITIAL:
                return f"“{typed}” is the first letter of {shown}"


SELF = "typed"


@dataclass(frozen=True, slots=True)
class NameFound:
    """How a whole name is like what was typed: from 0 to 1, and why in words."""

    closeness: float
    reasons: tuple[str, ...]


def slips(one: str, other: str, most: int) -> int:
    """How many letters were left out, added, mistaken or changed round; `most` + 1 if more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, earlier[j - 2] + 1)
            row.append(least)
        if min(row) > most:
            return most + 1
    return row[-1]


def slips_allowed(word: str) -> int:
    """How many slips a word may have and still be meant: none in the shortest, two in long ones."""
    if len(word) < 3:
        return 0
    return 1 if len(word) < 6 else 2


@lru_cache(maxsize=65_536)
def alike(typed: str, held: str) -> Alike | None:
    """How a folded word that was typed is like one on record, or nothing."""
    if typed == held:
        return Alike(How.SAME)
    stands = standing(typed)
    if held in stands.full:
        return Alike(How.SHORT)
    if held in stands.short:
        return Alike(How.SHORT, SELF)
    if held in stands.written:
        return Alike(How.WRITTEN)
    if full := next((name for short, name in stands.alongside if short == held), ""):
        return Alike(How.SHORT, full)
    a, b = in_latin(typed), in_latin(held)
    if a and b and slips(a, b, slips_allowed(a)) <= slips_allowed(a):
        return Alike(How.SPELT)
    if sounds(typed) & sounds(held):
        return Alike(How.SOUNDS)
    return Alike(How.INITIAL) if len(a) == 1 and b.startswith(a) else None


def compare_name(
    typed: Sequence[str], given: str, family: str, *, family_first: bool = False
) -> NameFound:
    """How a name on record is like the words that were typed.

    `family_first` says that whoever typed put a comma after the family name, so that the order
    of the words is no surprise. Where a typed word is like none, two words that stand as one word
    on the other side count as that one.
    """
    held = [*_words(given), *_words(family)]
    found = _compared(typed, held, family_first=family_first)
    if all(_closest(word, held) for word in typed):
        return found
    ways = [(found, "")]
    for at, words in joined(typed):
        if _closest(words[at], held) > max(_closest(word, held) for word in typed[at : at + 2]):
            said = f"“{typed[at]} {typed[at + 1]}” is written as one word"
            ways.append((_compared(words, held, family_first=family_first), said))
    for at in range(len(held) - 1):
        (one, shown), (other, also) = held[at : at + 2]
        whole = [(one + other, f"{shown} {also}")]
        if any(_closest(word, whole) > _closest(word, held) for word in typed):
            fewer = [*held[:at], *whole, *held[at + 2 :]]
            said = f"{shown} {also} is written as two words"
            ways.append((_compared(typed, fewer, family_first=family_first), said))
    best, said = max(ways, key=lambda way: way[0].closeness)
    return NameFound(best.closeness, (*best.reasons, said)) if said else best


def joined(typed: Sequence[str]) -> list[tuple[int, tuple[str, ...]]]:
    """The words with two that follow each other written as one, and where that one stands.

    Many names are written as one word or as two: Abdul Rahman and Abdulrahman, Anne Marie.
    """
    return [
        (at, (*typed[:at], typed[at] + typed[at + 1], *typed[at + 2 :]))
        for at in range(len(typed) - 1)
    ]


def _closest(typed: str, held: Sequence[tuple[str, str]]) -> float:
    """How close a typed word is to the word of the name that is most like it; 0 to none."""
    return max((CLOSENESS[near.how] for key, _ in held if (near := alike(typed, key))), default=0)


def _compared(
    typed: Sequence[str], held: Sequence[tuple[str, str]], *, family_first: bool
) -> NameFound:
    pairs = _paired(typed, [key for key, _ in held])
    near = sum(CLOSENESS[found.how] for _, found in pairs.values())
    lacking = max(len(held) - len(typed), 0)
    places = [pairs[i][0] for i in sorted(pairs)]
    whole = len(pairs) == len(typed) == len(held) > 1
    reasons = []
    if pairs and all(found.how is How.SAME for _, found in pairs.values()):
        all_of_it = len(pairs) == len(typed) == len(held)
        reasons.append("name is the same" if all_of_it else "part of the name is the same")
    said = (found.said(typed[i], held[place][1]) for i, (place, found) in sorted(pairs.items()))
    reasons += [sentence for sentence in said if sentence]
    if whole and not family_first and places[0] > places[-1]:
        reasons.append("names the other way round")
    reasons += [f"no name like “{word}”" for i, word in enumerate(typed) if i not in pairs]
    return NameFound(near / max(len(typed) + WORD_MISSING * lacking, 1), tuple(reasons))


def _paired(typed: Sequence[str], held: Sequence[str]) -> dict[int, tuple[int, Alike]]:
    """For each typed word its word on record, the closest pairs first; each word counts once."""
    options = sorted(
        (-CLOSENESS[found.how], i, place, found)
        for i, word in enumerate(typed)
        for place, key in enumerate(held)
        if (found := alike(word, key))
    )
    pairs: dict[int, tuple[int, Alike]] = {}
    taken: set[int] = set()
    for _, i, place, found in options:
        if i not in pairs and place not in taken:
            pairs[i] = (place, found)
            taken.add(place)
    return pairs


def _words(name: str) -> list[tuple[str, str]]:
    """The folded words of a name, each beside the word as it is written."""
    whole = search_key(name).split()
    written = name.replace("-", " ").split()
    return list(zip(whole, written if len(written) == len(whole) else whole, strict=True))


CALLED = {NameKind.KNOWN_AS.value: "known as", NameKind.ALIAS.value: "an alias:"}
"""How a name that is not the one shown is introduced, by what it is for."""

ALSO = "also"
"""How any other name of theirs is introduced."""
