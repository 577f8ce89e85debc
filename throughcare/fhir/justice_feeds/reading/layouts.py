"""Which columns and words a file may have, as its YAML says with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from throughcare.fhir.custody_log.reading.layout import Column, Layout, fold
from throughcare.sourced import load

HERE = Path(__file__).parents[1]
NOTHING: Mapping[str, str] = MappingProxyType({})
NOT_KNOWN = frozenset({"", "notknown", "unknown", "nk", "na", "none"})


@dataclass(frozen=True, slots=True)
class FeedLayout:
    """The columns of one sort of file, in the shape that custody logs have, and its words."""

    table: Layout
    words: Mapping[str, str]


@cache
def layout_of(name: str) -> FeedLayout:
    """The layout of one sort of file; raises `WrongFile` where it contradicts itself."""
    loaded = load(HERE / f"{name}.yaml", HERE / "layout.schema.json")
    said = loaded.data
    columns = tuple(
        Column(
            key=each["key"],
            label=each["label"],
            also=tuple(each["also"]),
            must=each.get("must", False),
            says=each["says"],
            example=each["example"],
            safety=None,
        )
        for each in said["columns"]
    )
    headings: dict[str, str] = {}
    for index, column in enumerate(columns):
        for heading in (column.label, *column.also):
            if headings.setdefault(fold(heading), column.key) != column.key:
                raise loaded.wrong(
                    ("columns", index), f"{heading!r} is a heading of two different columns"
                )
    words = {
        fold(word): value for value, listed in said["words"].items() for word in (value, *listed)
    }
    table = Layout(
        version=said["version"],
        status=said["status"],
        source=said["source"],
        columns=columns,
        headings=MappingProxyType(headings),
        yes=frozenset(),
        no=frozenset(),
        not_known=NOT_KNOWN,
        no_fixed_abode=frozenset(),
        sexes=MappingProxyType({}),
        ethnicities=MappingProxyType({}),
        offence_groups=MappingProxyType({}),
        leavings=MappingProxyType({}),
    )
    return FeedLayout(table, MappingProxyType(words))
