"""Which names stand for one another: short forms, and one name written in several ways."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from throughcare.people.rules.terms import search_key
from throughcare.sourced import load

ROOM = Path(__file__).parents[1]
FILE, SCHEMA = ROOM / "given_names.yaml", ROOM / "given_names.schema.json"


@dataclass(frozen=True, slots=True)
class Standing:
    """The names that one folded name may stand for.

    `full` are those it is short for, `short` those that are short for it, `alongside` other short
    forms of the same names, each with the full name, and `written` other ways of writing it.
    """

    full: frozenset[str] = frozenset()
    short: frozenset[str] = frozenset()
    alongside: tuple[tuple[str, str], ...] = ()
    written: frozenset[str] = frozenset()

    @property
    def every(self) -> frozenset[str]:
        """All of them."""
        return self.full | self.short | self.written | {short for short, _ in self.alongside}


@cache
def _short_for() -> dict[str, frozenset[str]]:
    listed = load(FILE, SCHEMA).data["short_for"]
    return {search_key(full): frozenset(map(search_key, short)) for full, short in listed.items()}


@cache
def _written() -> dict[str, frozenset[str]]:
    groups = [frozenset(map(search_key, group)) for group in load(FILE, SCHEMA).data["spellings"]]
    every: dict[str, frozenset[str]] = {}
    for group in groups:
        for name in group:
            every[name] = every.get(name, frozenset()) | group
    return every


@cache
def standing(word: str) -> Standing:
    """What a folded word of a name may stand for, by the list of names; mostly nothing."""
    short_for = _short_for()
    full = frozenset(name for name, short in short_for.items() if word in short)
    return Standing(
        full=full,
        short=short_for.get(word, frozenset()),
        alongside=tuple(_alongside(word, full)),
        written=_written().get(word, frozenset()) - {word},
    )


def _alongside(word: str, full: frozenset[str]) -> Iterator[tuple[str, str]]:
    for name in sorted(full):
        yield from ((short, name) for short in sorted(_short_for()[name]) if short != word)
