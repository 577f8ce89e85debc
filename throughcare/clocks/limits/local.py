"""What a service sets for itself: only limits that are configurable, each with who decided it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from throughcare.clocks.lengths import elapsing, parse_length
from throughcare.clocks.limits.limit import Limit, both_hold_on_a_day
from throughcare.sourced import LoadedYaml, load

SCHEMA = Path(__file__).with_name("local.schema.json")
DAY = timedelta(days=1)


def with_local_values(limits: list[Limit], path: Path) -> tuple[Limit, ...]:
    """The limits with the values of one service; raises WrongFile with file and line.

    A version that awaits its commencement is in force from the day that is given for it, and the
    version before it until the day before.
    """
    loaded, found = load(path, SCHEMA), list(limits)
    for index, entry in enumerate(loaded.data["limits"]):
        where = _which(loaded, index, entry, found)
        changed = _changed(loaded, index, entry, found[where])
        found[where] = changed
        for other, limit in enumerate(found):
            if other == where or limit.id != changed.id or not both_hold_on_a_day(limit, changed):
                continue
            begins = changed.length.effective_from
            if begins is None or (limit.length.effective_from or date.min) >= begins:
                raise loaded.wrong(("limits", index), "another version holds on some of these days")
            found[other] = replace(limit, length=replace(limit.length, effective_to=begins - DAY))
    return tuple(found)


def _which(loaded: LoadedYaml, index: int, entry: dict[str, Any], limits: list[Limit]) -> int:
    named = [at for at, limit in enumerate(limits) if limit.id == entry["id"]]
    if not named:
        raise loaded.wrong(("limits", index, "id"), f"there is no limit {entry['id']}")
    waiting = [at for at in named if limits[at].awaits_commencement]
    return waiting[0] if waiting and "effective_from" in entry else named[0]


def _changed(loaded: LoadedYaml, index: int, entry: dict[str, Any], limit: Limit) -> Limit:
    place = ("limits", index)
    values = entry.keys() - {"id", "source", "pause"}
    if values and not limit.configurable:
        raise loaded.wrong((*place, "id"), f"{limit.id} is settled law and cannot be set here")
    if "pause" in entry:
        limit = _with_pause(loaded, index, entry["pause"], limit)
    length = limit.length
    if "effective_from" in entry:
        length = replace(length, effective_from=date.fromisoformat(entry["effective_from"]))
    if "effective_to" in entry:
        length = replace(length, effective_to=date.fromisoformat(entry["effective_to"]))
    if "limit" in entry:
        length = replace(length, value=parse_length(entry["limit"]))
    return replace(
        limit,
        length=replace(length, source=f"{length.source}; set locally: {entry['source']}"),
        warn_before=elapsing(entry["warn_before"]) if "warn_before" in entry else limit.warn_before,
        awaits_commencement=limit.awaits_commencement and "effective_from" not in entry,
        set_locally=True,
    )


def _with_pause(loaded: LoadedYaml, index: int, given: dict[str, str], limit: Limit) -> Limit:
    place = ("limits", index, "pause")
    if not any(pause.configurable for pause in limit.pauses):
        raise loaded.wrong(place, f"{limit.id} has no pause that can be set here")
    for name in given.values():
        if name not in limit.says:
            raise loaded.wrong(place, f"there is no event {name}")
    return replace(
        limit,
        pauses=tuple(
            replace(pause, begins=given["from"], ends=(given["to"],))
            if pause.configurable
            else pause
            for pause in limit.pauses
        ),
    )
