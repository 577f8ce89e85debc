"""What a figure is: what is counted out of what, what not known means, and who says so."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from throughcare.returns.predicates import AMOUNTS, PREDICATES
from throughcare.sourced import Status, WrongFile, load
from throughcare.tables.schema import ROW_TYPES, columns

FOLDER = Path(__file__).parent / "definitions"
SCHEMA = FOLDER / "definitions.schema.json"


class Kind(StrEnum):
    """How a figure is counted."""

    SHARE = "share"
    EACH = "each"
    MEAN = "mean"
    MEDIAN = "median"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A published value shown beside ours: never a target, and rarely defined in the same way.

    `of` names the value of a column that it speaks of; "" is the whole. A value that speaks of
    something else, such as a population, is shown with the definition alone.
    """

    what: str
    value: float
    unit: str
    year: str
    source: str
    status: Status
    of: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure. `of` names the rows it is about, `counts` those that make the numerator.

    `each` names a column instead, every value of which is a figure of its own; `amount` names the
    number that an average is taken of. `by` lists the columns it can be broken down by.
    """

    id: str
    title: str
    sentence: str
    table: str
    kind: Kind
    of: str
    of_words: str
    counts: str
    counts_words: str
    each: str
    amount: str
    unit: str
    unknown: str
    by: tuple[str, ...]
    source: str
    status: Status
    effective_from: date
    compare: tuple[Comparison, ...]


@cache
def definitions(folder: Path = FOLDER) -> dict[str, Definition]:
    """Every figure by its id, in the order of the files; raises WrongFile for a wrong one."""
    found: dict[str, Definition] = {}
    for path in sorted(folder.glob("*.yaml")):
        loaded = load(path, SCHEMA)
        for position, entry in enumerate(loaded.data["figures"]):
            wrong = _wrong(entry, found)
            if wrong:
                raise loaded.wrong(("figures", position), wrong)
            found[entry["id"]] = _read(entry)
    if not found:
        raise WrongFile([f"{folder.name} holds no definition"])
    return found


def _wrong(entry: dict[str, Any], before: dict[str, Definition]) -> str:
    held = {column.name for column in columns(ROW_TYPES[entry["table"]])}
    named = {"of": PREDICATES, "counts": PREDICATES, "amount": AMOUNTS}
    if entry["id"] in before:
        return f"{entry['id']} is defined twice"
    for part, known in named.items():
        if part in entry and entry[part] not in known:
            return f"{entry[part]!r} is not one of {', '.join(known)}"
    for name in (*entry.get("by", []), *([entry["each"]] if "each" in entry else [])):
        if name not in held:
            return f"{entry['table']} has no column {name!r}"
    return ""


def _read(entry: dict[str, Any]) -> Definition:
    return Definition(
        id=entry["id"],
        title=entry["title"],
        sentence=entry["sentence"],
        table=entry["table"],
        kind=Kind(entry["kind"]),
        of=entry["of"],
        of_words=entry["of_words"],
        counts=entry.get("counts", ""),
        counts_words=entry.get("counts_words", ""),
        each=entry.get("each", ""),
        amount=entry.get("amount", ""),
        unit=entry.get("unit", "%"),
        unknown=entry["unknown"],
        by=tuple(entry.get("by", [])),
        source=entry["source"],
        status=Status(entry["status"]),
        effective_from=date.fromisoformat(entry["effective_from"]),
        compare=tuple(
            Comparison(
                what=each["what"],
                value=each["value"],
                unit=each.get("unit", "%"),
                year=each["year"],
                source=each["source"],
                status=Status(each["status"]),
                of=each.get("of", ""),
            )
            for each in entry.get("compare", [])
        ),
    )
