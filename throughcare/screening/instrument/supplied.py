"""The wording that a site supplies, under its own permission, for an instrument that plugs in."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from throughcare.screening.instrument.shape import Instrument, Item, Tier, Wording
from throughcare.sourced import LoadedYaml, WrongFile, load

SCHEMA = Path(__file__).parent.parent / "instruments" / "wording.schema.json"


def with_wording(instrument: Instrument, path: Path) -> Instrument:
    """The instrument in the words of one file; `WrongFile` names every fault with its line."""
    loaded = load(path, SCHEMA)
    faults = _faults(instrument, loaded)
    if faults:
        raise WrongFile(faults)
    words = loaded.data
    return replace(
        instrument,
        stem=words["stem"],
        wording=(
            f"Supplied by {words['supplied_by']} under its own permission: {words['permission']} "
            f"({words['permitted_on']})."
        ),
        items=tuple(_worded(item, words["items"][item.id]) for item in instrument.items),
    )


def _faults(instrument: Instrument, loaded: LoadedYaml) -> list[str]:
    words, faults = loaded.data, []

    def wrong(place: tuple[str | int, ...], what: str) -> None:
        faults.append(loaded.sentence(place, what))

    if instrument.tier is not Tier.PLUG_IN:
        wrong(("instrument",), f"{instrument.id} ships with its wording, which nobody may change")
    if (words["instrument"], words["version"]) != (instrument.id, instrument.version):
        wrong(("instrument",), f"this is not {instrument.id} version {instrument.version}")
    given = words["items"]
    for item_id in given:
        if item_id not in instrument.by_id():
            wrong(("items", item_id), f"{instrument.id} has no item {item_id}")
    for item in instrument.items:
        if item.id not in given:
            wrong(("items",), f"the item {item.id} has no wording")
        elif len(given[item.id]["answers"]) != len(item.options):
            wrong(
                ("items", item.id, "answers"),
                f"there are {len(item.options)} answers, from first to last",
            )
    return faults


def _worded(item: Item, words: Mapping[str, Any]) -> Item:
    return replace(
        item,
        text=words["text"],
        hint=words.get("hint", item.hint),
        wording=Wording.VERIFIED,
        options=tuple(
            replace(option, label=label)
            for option, label in zip(item.options, words["answers"], strict=True)
        ),
    )
