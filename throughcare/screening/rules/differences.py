"""What changed between two versions of one instrument, part by part, for whoever signs it off."""

from collections.abc import Iterator
from dataclasses import dataclass

from throughcare.screening.instrument import Instrument, Item


@dataclass(frozen=True)
class Difference:
    """One part that differs; nothing before means added, nothing after means taken away."""

    part: str
    before: str
    after: str
    scores_differ: bool = False
    """Whether the same answers may come to another score or flag because of it."""


def differences(before: Instrument, after: Instrument) -> tuple[Difference, ...]:
    """Every difference that somebody who is asked, or who acts on the result, would notice."""
    return tuple(_differences(before, after))


def _differences(before: Instrument, after: Instrument) -> Iterator[Difference]:
    for name in ("title", "purpose", "stem", "wording", "administered_by"):
        yield from _changed(name.replace("_", " "), getattr(before, name), getattr(after, name))
    yield from _changed("population", before.population.note, after.population.note)
    yield from _changed("licence", before.licence.permission, after.licence.permission)
    for item_id in dict.fromkeys([*before.by_id(), *after.by_id()]):
        then, now = before.by_id().get(item_id), after.by_id().get(item_id)
        if then is None or now is None:
            yield Difference(
                f"question {item_id}", then.text if then else "", now.text if now else "", True
            )
            continue
        yield from _item(then, now)
    yield from _scoring(before, after)
    flags_then = {flag.id: f"{flag.when}: {flag.sentence}" for flag in before.flags}
    flags_now = {flag.id: f"{flag.when}: {flag.sentence}" for flag in after.flags}
    for flag in dict.fromkeys([*flags_then, *flags_now]):
        then_words, now_words = flags_then.get(flag, ""), flags_now.get(flag, "")
        yield from _changed(f"flag {flag}", then_words, now_words, scores=True)


def _item(then: Item, now: Item) -> Iterator[Difference]:
    part = f"question {now.id}"
    yield from _changed(f"{part}, words", then.text, now.text)
    yield from _changed(f"{part}, hint", then.hint, now.hint)
    yield from _changed(f"{part}, answers", _answers(then), _answers(now), scores=True)
    yield from _changed(f"{part}, concept", then.concept, now.concept)
    yield from _changed(f"{part}, fresh for", str(then.shelf_life), str(now.shelf_life))
    yield from _changed(f"{part}, asked when", str(then.show_when or ""), str(now.show_when or ""))
    yield from _changed(
        f"{part}, always asked", _yes(then.safety_critical), _yes(now.safety_critical)
    )


def _scoring(before: Instrument, after: Instrument) -> Iterator[Difference]:
    then = _bands(before)
    now = _bands(after)
    for label in dict.fromkeys([*then, *now]):
        yield from _changed(f"band {label}", then.get(label, ""), now.get(label, ""), scores=True)


def _bands(instrument: Instrument) -> dict[str, str]:
    if instrument.scoring is None:
        return {}
    return {
        band.label: f"{band.least} to {band.most}. {band.meaning} {band.next_step}"
        for band in instrument.scoring.bands
    }


def _answers(item: Item) -> str:
    return "; ".join(f"{option.label} ({option.counts})" for option in item.options)


def _yes(fact: bool) -> str:
    return "yes" if fact else "no"


def _changed(part: str, then: str, now: str, *, scores: bool = False) -> Iterator[Difference]:
    if then != now:
        yield Difference(part, then, now, scores)
