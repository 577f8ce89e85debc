"""Which columns and words a custody log may have, as `layout.yaml` says with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from throughcare.care.rules import SafetyKind
from throughcare.codes import EthnicCategory
from throughcare.pathway.rules import Leaving, OffenceGroup
from throughcare.people.rules import Sex
from throughcare.sourced import LoadedYaml, load

FILE = Path(__file__).parent.with_name("layout.yaml")
SCHEMA = Path(__file__).parent.with_name("layout.schema.json")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called here and elsewhere, what it says, which safety matter it is."""

    key: str
    label: str
    also: tuple[str, ...]
    must: bool
    says: str
    example: str
    safety: SafetyKind | None


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns, and the words in their cells, all folded for comparison."""

    version: str
    status: str
    source: str
    columns: tuple[Column, ...]
    headings: Mapping[str, str]
    yes: frozenset[str]
    no: frozenset[str]
    not_known: frozenset[str]
    no_fixed_abode: frozenset[str]
    sexes: Mapping[str, Sex]
    ethnicities: Mapping[str, EthnicCategory]
    offence_groups: Mapping[str, OffenceGroup]
    leavings: Mapping[str, Leaving]

    def label(self, key: str) -> str:
        """The heading that we suggest for a column."""
        return next(column.label for column in self.columns if column.key == key)


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """A heading or a word without capitals, spaces and punctuation."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


@cache
def published(path: Path = FILE) -> Layout:
    """The layout that comes with the product; raises `WrongFile` where it says one thing twice."""
    loaded = load(path, SCHEMA)
    said = loaded.data
    columns = tuple(_column(each) for each in said["columns"])
    return Layout(
        version=said["version"],
        status=said["status"],
        source=said["source"],
        columns=columns,
        headings=_headings(loaded, columns),
        yes=_folded(said["yes"]),
        no=_folded(said["no"]),
        not_known=_folded(said["not_known"]),
        no_fixed_abode=_folded(said["no_fixed_abode"]),
        sexes=MappingProxyType({w: Sex(k) for w, k in _words(said["sex"])}),
        ethnicities=MappingProxyType(
            {fold(each.label): each for each in EthnicCategory}
            | {w: EthnicCategory(k) for w, k in _words(said["ethnicity"]["codes"])}
        ),
        offence_groups=MappingProxyType(
            {w: OffenceGroup(k) for w, k in _words(said["offence_groups"])}
        ),
        leavings=MappingProxyType({w: Leaving(k) for w, k in _words(said["leaving"])}),
    )


def _column(said: dict[str, Any]) -> Column:
    return Column(
        key=said["key"],
        label=said["label"],
        also=tuple(said["also"]),
        must=said.get("must", False),
        says=said["says"],
        example=said["example"],
        safety=SafetyKind(said["safety"]) if "safety" in said else None,
    )


def _headings(loaded: LoadedYaml, columns: tuple[Column, ...]) -> Mapping[str, str]:
    headings: dict[str, str] = {}
    for index, column in enumerate(columns):
        for heading in (column.label, *column.also):
            if headings.setdefault(fold(heading), column.key) != column.key:
                raise loaded.wrong(
                    ("columns", index), f"{heading!r} is a heading of two different columns"
                )
    return MappingProxyType(headings)


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _words(lists: dict[str, list[str]]) -> list[tuple[str, str]]:
    # The value itself counts as a word too, so that our own words can be imported again.
    return [(fold(word), value) for value, words in lists.items() for word in (value, *words)]
