"""The details of events: police outcomes, remands, results of cases; lists that are dated data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from throughcare.sourced import Sourced, Status, load

FILE = Path(__file__).parents[1] / "details.yaml"
SCHEMA = Path(__file__).parents[1] / "details.schema.json"


@dataclass(frozen=True, slots=True)
class Detail:
    """One answer: its code, its words, and whether somebody is held, or sent to hospital, by it."""

    code: str
    words: str
    held: bool = False
    hospital: bool = False


@dataclass(frozen=True, slots=True)
class DetailList:
    """One version of a list, with its source."""

    id: str
    title: str
    codes: Sourced[tuple[Detail, ...]]


@cache
def published(path: Path = FILE) -> tuple[DetailList, ...]:
    """The lists that come with the product, every version of them."""
    return tuple(_list(entry) for entry in load(path, SCHEMA).data["lists"])


def choices(name: str, on: date) -> tuple[Detail, ...]:
    """What may be answered on a day; LookupError where no such list holds."""
    for each in published():
        if each.id == name and each.codes.holds_on(on):
            return each.codes.value
    raise LookupError(f"no list {name} is known to hold on {on}")


def title(name: str) -> str:
    """What a list is called on a page."""
    return next(each.title for each in published() if each.id == name)


@cache
def _all(name: str) -> Mapping[str, Detail]:
    # The newest version stands last and wins where a code was used twice.
    return MappingProxyType(
        {code.code: code for each in published() if each.id == name for code in each.codes.value}
    )


def detail(name: str, code: str) -> Detail | None:
    """One answer by its code, in whichever version of the list it stands."""
    return _all(name).get(code)


def detail_words(name: str, code: str) -> str:
    """An answer in words; a code that stands in no list is said as it was recorded."""
    found = detail(name, code)
    return found.words if found else code


def _list(entry: dict[str, Any]) -> DetailList:
    codes = tuple(
        Detail(one["code"], one["words"], one.get("held", False), one.get("hospital", False))
        for one in entry["codes"]
    )
    return DetailList(
        entry["id"],
        entry["title"],
        Sourced(
            what=entry["title"],
            value=codes,
            unit="answers",
            source=entry["source"],
            status=Status(entry["status"]),
            effective_from=_day(entry["effective_from"]),
            effective_to=_day(entry["effective_to"]),
        ),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
