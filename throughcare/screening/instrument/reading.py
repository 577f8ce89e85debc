"""From the words of an instrument file to an `Instrument`."""

from collections.abc import Mapping
from typing import Any

from throughcare.screening.instrument.conditions import Condition, condition
from throughcare.screening.instrument.shape import (
    NOT_MEASURED,
    Accuracy,
    Band,
    Derived,
    Flag,
    Instrument,
    Item,
    Kind,
    Licence,
    Option,
    Page,
    PointsTo,
    Population,
    Prorate,
    ReadingAge,
    Scoring,
    Source,
    Tier,
    Wording,
)
from throughcare.screening.instrument.shelf_life import shelf_life
from throughcare.sourced import Status

Words = Mapping[str, Any]


def instrument_from(words: Words) -> Instrument:
    """The instrument that schema-checked words describe.

    Raises `WrongCondition` or `WrongShelfLife` for text that the schema cannot judge.
    """
    sets = {name: _options(options) for name, options in words["option_sets"].items()}
    items = tuple(_item(entry, at, sets) for at, entry in enumerate(words["items"], start=1))
    everything = [{"title": words["title"], "items": [item.id for item in items]}]
    return Instrument(
        id=words["id"],
        version=words["version"],
        title=words["title"],
        purpose=words["purpose"],
        published=words["published"],
        population=_population(words["population"]),
        languages=tuple(words["languages"]),
        licence=Licence(**_with_status(words["licence"])),
        sources=tuple(Source(**_with_status(source)) for source in words["sources"]),
        wording=words["wording"],
        administered_by=words["administered_by"],
        shelf_life_basis=words["shelf_life_basis"],
        stem=words["stem"],
        items=items,
        pages=tuple(
            Page(page["title"], tuple(page["items"]), page.get("intro", ""))
            for page in words.get("pages", everything)
        ),
        scoring=_scoring(words.get("scoring")),
        flags=tuple(_flag(flag) for flag in words.get("flags", ())),
        derived=tuple(Derived(**entry) for entry in words.get("derived", ())),
        needs=tuple(
            PointsTo(condition(entry["when"]), entry["need"]) for entry in words.get("needs", ())
        ),
        strengths=tuple(
            PointsTo(condition(entry["when"]), entry["strength"])
            for entry in words.get("strengths", ())
        ),
        collected_for=words.get("collected_for", "care"),
        tier=Tier(words.get("tier", "embedded")),
        reading_age=ReadingAge(**words["reading_age"]) if "reading_age" in words else NOT_MEASURED,
    )


def _with_status(words: Words) -> dict[str, Any]:
    return {**words, "status": Status(words["status"])}


def _options(options: list[Words]) -> tuple[Option, ...]:
    return tuple(Option(**option) for option in options)


def _item(words: Words, position: int, sets: Mapping[str, tuple[Option, ...]]) -> Item:
    kind = Kind(words.get("kind", "choice"))
    given = words.get("options", ())
    options = sets.get(given, ()) if isinstance(given, str) else _options(list(given))
    asked_if: Condition | None = None
    if "show_when" in words:
        asked_if = condition(words["show_when"])
    return Item(
        id=words["id"],
        position=position,
        text=words["text"],
        kind=kind,
        concept=words["concept"],
        options=options,
        shelf_life=shelf_life(words["shelf_life"]),
        hint=words.get("hint", ""),
        hint_by_sex=tuple(words.get("hint_by_sex", {}).items()),
        show_when=asked_if,
        required=words.get("required", kind is not Kind.TEXT),
        safety_critical=words.get("safety_critical", False),
        custody_banner=words.get("custody_banner", ""),
        wording=Wording(words.get("wording", "verified")),
    )


def _population(words: Words) -> Population:
    return Population(
        age_from=words.get("age_from"),
        age_to=words.get("age_to"),
        settings=tuple(words["settings"]),
        note=words["note"],
        sexes=tuple(words.get("sexes", ())),
    )


def _flag(words: Words) -> Flag:
    return Flag(words["id"], condition(words["when"]), words["sentence"], words["urgent"])


def _scoring(words: Words | None) -> Scoring | None:
    if words is None:
        return None
    positive = words.get("positive_from")
    return Scoring(
        items=tuple(words["sum"]),
        least=words["least"],
        most=words["most"],
        bands=tuple(
            Band(
                **_with_status(band),
                positive=positive is not None and band["least"] >= positive,
            )
            for band in words["bands"]
        ),
        accuracy=words.get("accuracy", ""),
        positive_from=positive,
        skipped=words.get("skipped", ""),
        prorate=Prorate(**words["prorate"]) if "prorate" in words else None,
        figures=tuple(Accuracy(**_with_status(each)) for each in words.get("figures", ())),
    )
