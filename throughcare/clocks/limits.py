"""The limits that are in force: read from `limits.yaml`, each with its source."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from throughcare.clocks.lengths import Length, parse_length
from throughcare.sourced import LoadedYaml, Sourced, Status, load

FILE = Path(__file__).with_name("limits.yaml")
SCHEMA = Path(__file__).with_name("limits.schema.json")


@dataclass(frozen=True, slots=True)
class Extension:
    """Who may extend up to this limit, and on what condition."""

    authoriser: str
    condition: str


@dataclass(frozen=True, slots=True)
class Words:
    """How a clock of this limit speaks before it is due, after it was due, and when it is met."""

    ahead: str
    over: str
    done: str


@dataclass(frozen=True, slots=True)
class Limit:
    """How long something may take, counted from one kind of event."""

    id: str
    name: str
    jurisdiction: str
    start_event: str
    length: Sourced[Length]
    warn_before: timedelta
    configurable: bool
    words: Words
    extension: Extension | None
    pauses: str
    note: str


@dataclass(frozen=True, slots=True)
class Limits:
    """All limits that were read, in the order of their file."""

    all: tuple[Limit, ...]

    def in_force(self, limit_id: str, on: date) -> Limit:
        """The limit of that id that holds on that day; LookupError if none is known to."""
        for limit in self.all:
            if limit.id == limit_id and limit.length.holds_on(on):
                return limit
        raise LookupError(f"no limit {limit_id} is known to hold on {on}")


@cache
def published() -> Limits:
    """The limits that come with the product."""
    return read_limits(FILE)


def read_limits(path: Path) -> Limits:
    """Read a file of limits; raises WrongFile with the line if two entries hold on one day."""
    loaded = load(path, SCHEMA)
    limits = tuple(_limit(entry) for entry in loaded.data["limits"])
    _refuse_overlaps(loaded, limits)
    return Limits(limits)


def _limit(entry: dict[str, Any]) -> Limit:
    extension = entry.get("extension")
    return Limit(
        id=entry["id"],
        name=entry["name"],
        jurisdiction=entry["jurisdiction"],
        start_event=entry["start_event"],
        length=Sourced(
            what=entry["name"],
            value=parse_length(entry["limit"]),
            unit="time from the start event",
            source=entry["source"],
            status=Status(entry["status"]),
            effective_from=_day(entry["effective_from"]),
            effective_to=_day(entry["effective_to"]),
        ),
        warn_before=_elapsing(parse_length(entry["warn_before"])),
        configurable=entry["configurable"],
        words=Words(**entry["words"]),
        extension=Extension(**extension) if extension else None,
        pauses=entry.get("pauses", ""),
        note=entry.get("note", ""),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _elapsing(length: Length) -> timedelta:
    return timedelta(hours=length.hours, minutes=length.minutes)


def _refuse_overlaps(loaded: LoadedYaml, limits: tuple[Limit, ...]) -> None:
    for index, limit in enumerate(limits):
        start = limit.length.effective_from or date.min
        for earlier in limits[:index]:
            first = earlier.length.effective_from or date.min
            if earlier.id == limit.id and (
                earlier.length.holds_on(start) or limit.length.holds_on(first)
            ):
                raise loaded.wrong(
                    ("limits", index, "id"), f"{limit.id} already holds on some of these days"
                )
