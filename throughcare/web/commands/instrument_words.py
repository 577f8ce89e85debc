"""How an instrument and a score are put into words, and into JSON, for the command line."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from throughcare.screening.instrument import Band, Instrument, Item, asked_when, detection
from throughcare.screening.rules import Scored, StillToAsk, in_words, read_answer


def as_list(instrument: Instrument) -> dict[str, Any]:
    """One line of the list of instruments."""
    return {
        "id": instrument.id,
        "version": instrument.version,
        "title": instrument.title,
        "items": len(instrument.items),
        "scored": instrument.scoring is not None,
        "tier": instrument.tier,
        "can_be_asked": instrument.administrable,
        "why_not": list(instrument.why_not),
    }


def as_show(instrument: Instrument) -> dict[str, Any]:
    """Everything a reader or a program needs to ask and score the instrument."""
    scoring, found = instrument.scoring, detection(instrument)
    return {
        "id": instrument.id,
        "version": instrument.version,
        "title": instrument.title,
        "tier": instrument.tier,
        "can_be_asked": instrument.administrable,
        "why_not": list(instrument.why_not),
        "purpose": instrument.purpose,
        "published": instrument.published,
        "population": {
            "age_from": instrument.population.age_from,
            "age_to": instrument.population.age_to,
            "sexes": list(instrument.population.sexes),
            "settings": list(instrument.population.settings),
            "note": instrument.population.note,
        },
        "languages": list(instrument.languages),
        "licence": vars(instrument.licence),
        "sources": [vars(source) for source in instrument.sources],
        "wording": instrument.wording,
        "administered_by": instrument.administered_by,
        "reading_age": vars(instrument.reading_age),
        "stem": instrument.stem,
        "pages": [{"title": page.title, "items": list(page.items)} for page in instrument.pages],
        "items": [_item(item) for item in instrument.items],
        "scoring": scoring
        and {
            "sum": list(scoring.items),
            "least": scoring.least,
            "most": scoring.most,
            "positive_from": scoring.positive_from,
            "skipped": scoring.skipped,
            "prorate": scoring.prorate and vars(scoring.prorate),
            "bands": [_band(band) for band in scoring.bands],
        },
        "detection": {
            "known": found.known,
            "figures": [vars(figure) for figure in found.figures],
            "says": found.says,
        },
        "flags": [
            {
                "id": flag.id,
                "when": str(flag.when),
                "urgent": flag.urgent,
                "sentence": flag.sentence,
            }
            for flag in instrument.flags
        ],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "position": item.position,
        "id": item.id,
        "text": item.text,
        "hint": item.hint,
        "hint_by_sex": dict(item.hint_by_sex),
        "kind": item.kind,
        "concept": item.concept,
        "options": [
            {"value": option.value, "label": option.label, "counts": option.counts}
            for option in item.options
        ],
        "show_when": str(item.show_when) if item.show_when else None,
        "required": item.required,
        "safety_critical": item.safety_critical,
        "shelf_life": str(item.shelf_life),
        "custody_banner": item.custody_banner,
        "wording": item.wording,
    }


def _band(band: Band) -> dict[str, Any]:
    return {
        "least": band.least,
        "most": band.most,
        "label": band.label,
        "meaning": band.meaning,
        "next_step": band.next_step,
        "status": band.status,
    }


def described(instrument: Instrument) -> str:
    """The instrument as a page of text."""
    return "\n".join(_described(instrument))


def _described(instrument: Instrument) -> Iterator[str]:
    yield f"{instrument.title}: {instrument.id}, version {instrument.version}"
    yield instrument.purpose
    for reason in instrument.why_not:
        yield f"CANNOT BE ASKED: {reason}"
    yield f"Wording: {instrument.wording}"
    yield f"Licence: {instrument.licence.name}. {instrument.licence.permission}"
    for source in instrument.sources:
        yield f"Source ({source.status}): {source.title}. {source.reference}"
    yield ""
    yield instrument.stem
    for item in instrument.items:
        asked = f" (asked if {asked_when(instrument, item)})" if item.show_when else ""
        yield f"{item.position:>3}. {item.text}{asked}"
        options = "; ".join(f"{option.value} = {option.label}" for option in item.options)
        yield f"     {item.id}: {options or 'in words'}"
    if instrument.scoring is not None:
        yield ""
        yield f"Score: {instrument.scoring.least} to {instrument.scoring.most}"
        for band in instrument.scoring.bands:
            yield f"  {band.least} to {band.most} {band.label} ({band.status}): {band.meaning}"
    found = detection(instrument)
    yield ""
    yield "How well it finds"
    for each in found.figures:
        yield (
            f"  {each.condition}, {each.cut}: sensitivity {each.sensitivity}, specificity"
            f" {each.specificity} ({each.where}; {each.source}, {each.status})"
        )
    if found.says:
        yield f"  {found.says}"


def described_score(instrument: Instrument, scored: Scored) -> str:
    """The score as a page of text, with what to do."""
    return "\n".join(_described_score(instrument, scored))


def _described_score(instrument: Instrument, scored: Scored) -> Iterator[str]:
    yield f"{instrument.title}, version {scored.version}"
    for flag in scored.flags:
        yield f"{'URGENT: ' if flag.urgent else ''}{flag.sentence}"
    yield from scored.working
    if scored.band is not None:
        yield f"{scored.band.meaning} {scored.band.next_step}"
    if scored.missing:
        yield f"Not answered: {', '.join(scored.missing)}"
    yield "A screen is not a diagnosis."


def as_left(instrument: Instrument, left: StillToAsk, at: datetime) -> dict[str, Any]:
    """What remains to be asked, as a document for another program."""
    return {
        "instrument": instrument.id,
        "version": instrument.version,
        "at": at.isoformat(),
        "ask": [item.id for item in left.ask],
        "confirm": [
            {
                "item": item.id,
                "concept": item.concept,
                "value": known.value,
                "given_at": known.given_at and known.given_at.isoformat(),
                "fresh_until": known.given_at and item.shelf_life.ends(known.given_at).isoformat(),
            }
            for item, known in left.confirm
        ],
        "asked_again": [{"item": item.id, "because": why} for item, why in left.again],
        "questions": len(left.ask),
        "avoided": len(left.confirm),
    }


def described_left(instrument: Instrument, left: StillToAsk) -> str:
    """What remains to be asked, as a page of text."""
    return "\n".join(_described_left(instrument, left))


def _described_left(instrument: Instrument, left: StillToAsk) -> Iterator[str]:
    yield f"{instrument.title}, version {instrument.version}"
    yield f"To ask: {len(left.ask)}. To confirm only: {len(left.confirm)}."
    why = {item.id: because for item, because in left.again}
    for item in left.ask:
        again = f" (held, but {why[item.id]})" if item.id in why else ""
        yield f"  ask      {item.id}: {item.text}{again}"
    for item, known in left.confirm:
        yield f"  confirm  {item.id}: {item.text} {in_words(item, read_answer(item, known.value))}"
