"""Reading limits from their files, and refusing what contradicts itself, with file and line."""

import os
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from throughcare.clocks.lengths import Length, elapsing, parse_length
from throughcare.clocks.limits.limit import (
    Extension,
    Limit,
    Limits,
    PauseRule,
    Start,
    Words,
    both_hold_on_a_day,
)
from throughcare.clocks.limits.local import with_local_values
from throughcare.sourced import LoadedYaml, Sourced, Status, load
from throughcare.sourced.lines import read

FOLDER = Path(__file__).parent
SCHEMA = FOLDER / "limits.schema.json"
LOCAL_VALUES = "THROUGHCARE_LIMITS"
LIKE = ("starts", "ends", "pauses", "words", "begins_again")
"""What an entry takes over from the one that it is like."""


@cache
def published() -> Limits:
    """The limits that come with the product, with what this service has set for itself."""
    local = os.environ.get(LOCAL_VALUES)
    # A test holds these files to their schema, which spares every command a fifth of a second.
    return read_limits(
        sorted(FOLDER.glob("*.yaml")), Path(local) if local else None, check_schema=False
    )


def read_limits(
    paths: Iterable[Path], local: Path | None = None, *, check_schema: bool = True
) -> Limits:
    """Read files of limits, and a file of local values; raises WrongFile with each line at fault.

    Refused are two entries that hold on one day, and events that no file puts into words.
    """
    files = [load(path, SCHEMA) if check_schema else read(path) for path in paths]
    words = _words(files)
    limits: list[Limit] = []
    for loaded in files:
        for index, entry in enumerate(loaded.data["limits"]):
            limit = _limit(_completed(loaded, index, entry), words)
            _refuse_unknown_events(loaded, index, limit, words)
            _refuse_overlap(loaded, index, limit, limits)
            limits.append(limit)
    return Limits(with_local_values(limits, local) if local else tuple(limits), words)


def _words(files: list[LoadedYaml]) -> dict[str, str]:
    words: dict[str, str] = {}
    for loaded in files:
        for name, told in loaded.data.get("events", {}).items():
            if name in words:
                raise loaded.wrong(("events", name), "stands in another file already")
            words[name] = told
    return words


def _completed(loaded: LoadedYaml, index: int, entry: dict[str, Any]) -> dict[str, Any]:
    place = ("limits", index)
    if "like" in entry:
        before = {each["id"]: each for each in loaded.data["limits"][:index]}
        if entry["like"] not in before:
            raise loaded.wrong((*place, "like"), f"no {entry['like']} stands above it in this file")
        model = before[entry["like"]]
        entry = {key: model[key] for key in LIKE if key in model} | entry
    for key in ("starts", "ends", "words"):
        if key not in entry:
            raise loaded.wrong(place, f"'{key}' is missing")
    if entry["limit"] is None and "rule" not in entry:
        raise loaded.wrong((*place, "limit"), "without a length, 'rule' has to say what holds")
    return entry


def _limit(entry: dict[str, Any], words: dict[str, str]) -> Limit:
    shorter = entry.get("shorter")
    return Limit(
        id=entry["id"],
        name=entry["name"],
        jurisdiction=entry["jurisdiction"],
        starts=tuple(_start(each) for each in entry["starts"]),
        ends=tuple(entry["ends"]),
        length=Sourced(
            what=entry["name"],
            value=_length(entry["limit"]),
            unit="time from the start event",
            source=entry["source"],
            status=Status(entry["status"]),
            effective_from=_day(entry["effective_from"]),
            effective_to=_day(entry["effective_to"]),
        ),
        warn_before=elapsing(entry.get("warn_before", "PT0M")),
        configurable=entry["configurable"],
        words=Words(**entry["words"]),
        says=words,
        begins_again=entry.get("begins_again", False),
        rule=entry.get("rule", ""),
        deadline=entry.get("deadline"),
        shorter=(shorter["event"], parse_length(shorter["to"])) if shorter else None,
        less=entry.get("less"),
        at_least=entry.get("at_least", False),
        by_whom=entry.get("by_whom", ""),
        condition=entry.get("condition", ""),
        extensions=tuple(_extension(each) for each in entry.get("extensions", [])),
        pauses=tuple(_pause(each) for each in entry.get("pauses", [])),
        awaits_commencement=entry.get("awaits_commencement", False),
        note=entry.get("note", ""),
    )


def _start(given: str | dict[str, str]) -> Start:
    if isinstance(given, str):
        return Start(given)
    return Start(given["event"], _length(given.get("after")), _length(given.get("opens_before")))


def _extension(given: dict[str, Any]) -> Extension:
    expects = given.get("expects")
    return Extension(
        event=given["event"],
        authoriser=given["authoriser"],
        condition=given["condition"],
        to=tuple(parse_length(each) for each in given.get("to", [])),
        adds=_length(given.get("adds")),
        from_grant=_length(given.get("from_grant")),
        at_most=_length(given.get("at_most")),
        until=given.get("until"),
        expects=(expects["event"], expects["times"]) if expects else None,
    )


def _pause(given: dict[str, Any]) -> PauseRule:
    counting = given.get("except", {})
    return PauseRule(
        begins=given["from"],
        ends=tuple(given["to"]),
        reason=given["reason"],
        counts_from=counting.get("from"),
        counts_to=counting.get("to"),
        stands_as_met=given.get("stands_as_met", False),
        configurable=given.get("configurable", False),
    )


def _length(text: str | None) -> Length | None:
    return None if text is None else parse_length(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _refuse_unknown_events(
    loaded: LoadedYaml, index: int, limit: Limit, words: dict[str, str]
) -> None:
    unknown = sorted(limit.events - words.keys())
    if unknown:
        raise loaded.wrong(
            ("limits", index), f"no words are given under 'events' for {', '.join(unknown)}"
        )


def _refuse_overlap(loaded: LoadedYaml, index: int, limit: Limit, before: list[Limit]) -> None:
    for earlier in before:
        if earlier.id != limit.id:
            continue
        if earlier.awaits_commencement and limit.awaits_commencement:
            raise loaded.wrong(
                ("limits", index, "id"), f"another {limit.id} already awaits commencement"
            )
        if both_hold_on_a_day(earlier, limit):
            raise loaded.wrong(
                ("limits", index, "id"), f"{limit.id} already holds on some of these days"
            )
