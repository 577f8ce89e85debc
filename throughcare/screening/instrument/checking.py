"""What a schema cannot see in an instrument: names that exist, bands that meet, limits that fit."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from throughcare.screening.instrument.conditions import (
    FACTS,
    NOT_ANSWERS,
    TOTALS,
    Condition,
    WrongCondition,
    condition,
)
from throughcare.screening.instrument.shape import (
    Instrument,
    Item,
    Kind,
    Scoring,
    Tier,
    Wording,
)
from throughcare.screening.instrument.shelf_life import WrongShelfLife, shelf_life

Place = tuple[str | int, ...]
Problem = tuple[Place, str]
"""Where in the file, and what is wrong there."""


def unreadable(words: Mapping[str, Any]) -> Iterator[Problem]:
    """Conditions, shelf lives and option sets in the file that cannot be read at all."""
    for part in ("items", "flags", "needs", "strengths"):
        for at, entry in enumerate(words.get(part, ())):
            for name in ("when", "show_when"):
                try:
                    condition(entry.get(name, "age > 0"))
                except WrongCondition as wrong:
                    yield (part, at, name), str(wrong)
    for at, item in enumerate(words["items"]):
        try:
            shelf_life(item["shelf_life"])
        except WrongShelfLife as wrong:
            yield ("items", at, "shelf_life"), str(wrong)
        options = item.get("options")
        if isinstance(options, str) and options not in words["option_sets"]:
            yield ("items", at, "options"), f"there is no option set {options}"


def contradictions(instrument: Instrument) -> Iterator[Problem]:
    """Every contradiction inside the instrument; none when it is sound."""
    yield from _items(instrument)
    yield from _pages(instrument)
    yield from _conditions(instrument)
    if instrument.scoring is not None:
        yield from _scoring(instrument, instrument.scoring)


def _twice(names: list[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def _items(instrument: Instrument) -> Iterator[Problem]:
    for name in _twice([item.id for item in instrument.items]):
        yield ("items",), f"two items have the id {name}"
    for name in _twice([item.concept for item in instrument.items]):
        yield ("items",), f"two items ask about {name}"
    for name in _twice([flag.id for flag in instrument.flags]):
        yield ("flags",), f"two flags have the id {name}"
    for at, item in enumerate(instrument.items):
        if item.id in (*FACTS, *TOTALS, *NOT_ANSWERS):
            yield ("items", at, "id"), f"{item.id} has another meaning in conditions"
        if (item.kind is Kind.TEXT) != (not item.options):
            yield ("items", at), "a text item has no options, and any other item has some"
        for value in _twice([str(option.value) for option in item.options]):
            yield ("items", at), f"the option {value} is given twice"
        if (item.wording is Wording.SUPPLIED) and instrument.tier is not Tier.PLUG_IN:
            yield ("items", at, "wording"), "only a plug-in leaves the wording to a site"


def _pages(instrument: Instrument) -> Iterator[Problem]:
    paged = [name for page in instrument.pages for name in page.items]
    for name in _twice(paged):
        yield ("pages",), f"the item {name} is on more than one page"
    for name in paged:
        if name not in instrument.by_id():
            yield ("pages",), f"there is no item {name}"
    for at, item in enumerate(instrument.items):
        if item.id not in paged:
            yield ("items", at), f"the item {item.id} is on no page"


def _conditions(instrument: Instrument) -> Iterator[Problem]:
    for at, item in enumerate(instrument.items):
        if item.show_when is not None:
            place: Place = ("items", at, "show_when")
            yield from _names(place, item.show_when, instrument, FACTS)
    for part, rules in (
        ("flags", [flag.when for flag in instrument.flags]),
        ("needs", [points.when for points in instrument.needs]),
        ("strengths", [points.when for points in instrument.strengths]),
    ):
        for at, rule in enumerate(rules):
            yield from _names((part, at, "when"), rule, instrument)


def _names(
    place: Place, rule: Condition, instrument: Instrument, facts: tuple[str, ...] = ()
) -> Iterator[Problem]:
    for part in rule.comparisons():
        if part.name in facts or (part.name in TOTALS and instrument.scoring):
            continue
        item = instrument.by_id().get(part.name)
        if item is None:
            yield place, f"{part.name} is not an item here"
            continue
        if (part.op == "has") != (item.kind is Kind.SEVERAL):
            yield place, 'use "has" for items with several answers, and only for them'
        for value in part.values:
            if item.option(value) is None and value not in NOT_ANSWERS:
                yield place, f"{value} is not an answer to {item.id}"


def _scoring(instrument: Instrument, scoring: Scoring) -> Iterator[Problem]:
    items: list[Item] = []
    for at, name in enumerate(scoring.items):
        item = instrument.by_id().get(name)
        if item is None or any(option.counts is None for option in item.options):
            yield ("scoring", "sum", at), f"{name} is not an item with numbers as answers"
        elif item.kind is not Kind.CHOICE or not item.required:
            yield ("scoring", "sum", at), f"{name} is not always asked, or not with one answer"
        elif item.show_when is not None and not scoring.skipped:
            yield ("scoring", "sum", at), f"{name} is not always asked: say what skipping it counts"
        else:
            items.append(item)
    if len(items) < len(scoring.items):
        return
    counts = [[option.counts or 0 for option in item.options] for item in items]
    passed = [0 if item.show_when is not None else None for item in items]
    reach = (
        sum(
            min(each) if least is None else min(0, *each)
            for each, least in zip(counts, passed, strict=True)
        ),
        sum(map(max, counts)),
    )
    if reach != (scoring.least, scoring.most):
        yield ("scoring",), f"the answers add up to {reach[0]} to {reach[1]}, not as stated"
    if scoring.prorate is not None and not 1 <= scoring.prorate.least_answered < len(items):
        yield ("scoring", "prorate"), f"it has to be from 1 to {len(items) - 1}"
    due = scoring.least
    for at, band in enumerate(scoring.bands):
        if band.least != due or band.most < band.least:
            yield (
                ("scoring", "bands", at),
                f"it goes from {band.least} to {band.most}; {due} is due",
            )
        due = band.most + 1
    if due != scoring.most + 1:
        yield ("scoring", "bands"), f"they end at {due - 1}, not at {scoring.most}"
