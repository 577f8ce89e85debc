"""How does a name sound? Its codes in Daitch-Mokotoff Soundex, read from the published chart."""

from functools import cache, lru_cache
from pathlib import Path

from anyascii import anyascii

from throughcare.sourced import load

ROOM = Path(__file__).parents[1]
CHART, CHART_SCHEMA = ROOM / "sounds.yaml", ROOM / "sounds.schema.json"
LENGTH = 6
SHORTEST, LONGEST = 3, 24
"""Words with fewer letters are too short to be mistyped; of longer ones the beginning counts."""

BEFORE = frozenset("aeiou")
NOT_CODED = "-"

Codes = tuple[str, ...]


@lru_cache(maxsize=65_536)
def in_latin(word: str) -> str:
    """A word of a name in small Latin letters without accents, whatever script it is in."""
    return "".join(c for c in anyascii(word).lower() if c.isalnum())


@cache
def _chart() -> dict[str, tuple[Codes, Codes, Codes]]:
    """For each piece its codes at the start, before a vowel and elsewhere; "" is not coded."""
    pieces = load(CHART, CHART_SCHEMA).data["pieces"]
    return {piece: (_codes(a), _codes(b), _codes(c)) for piece, (a, b, c) in pieces.items()}


def _codes(written: str) -> Codes:
    return tuple("" if code == NOT_CODED else code for code in written.split("|"))


@cache
def _longest() -> int:
    return max(map(len, _chart()))


@lru_cache(maxsize=65_536)
def sounds(word: str) -> frozenset[str]:
    """The codes of six digits under which a word of a name is known by its sound.

    More than one where a piece of it can be spoken in two ways; none without a letter in it.
    """
    letters = "".join(c for c in in_latin(word) if c.isalpha())
    # What was coded so far, and the code of the last piece: the same code twice in a row is one.
    ways: set[tuple[str, str | None]] = {("", None)}
    at, before = 0, ""
    while at < len(letters):
        piece = _piece(letters, at)
        start, vowel, other = _chart()[piece]
        after = at + len(piece)
        if at == 0:
            codes = start
        else:
            codes = vowel if letters[after : after + 1] in BEFORE else other
        # M and N side by side are two sounds, though their code is one.
        apart = {before, letters[at]} == {"m", "n"}
        ways = {_spoken(way, code, apart) for way in ways for code in codes}
        before, at = letters[at], after
    return frozenset(coded[:LENGTH].ljust(LENGTH, "0") for coded, _ in ways if letters)


@lru_cache(maxsize=65_536)
def near_keys(word: str) -> frozenset[str]:
    """The word in Latin letters, and it with each one letter left out.

    Two words with a key in common differ by a slip: a letter left out, put in, mistaken or changed
    round with the next. So words with a slip are found by equality, which an index answers at once.
    """
    latin = in_latin(word)[:LONGEST]
    left_out = (latin[:at] + latin[at + 1 :] for at in range(len(latin)))
    return frozenset((latin, *left_out)) if len(latin) >= SHORTEST else frozenset({latin} - {""})


def _piece(letters: str, at: int) -> str:
    sizes = range(min(_longest(), len(letters) - at), 0, -1)
    return next(p for size in sizes if (p := letters[at : at + size]) in _chart())


def _spoken(way: tuple[str, str | None], code: str, apart: bool) -> tuple[str, str | None]:
    coded, last = way
    if last is None or apart or not last.endswith(code):
        coded += code
    return coded[:LENGTH], code
