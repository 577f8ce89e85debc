"""Every instrument: what it is for, its questions, its bands, its source and its rights."""

from throughcare.screening.instrument import Instrument, Item, instruments
from throughcare.web.reference.tables import table


def page() -> str:
    """The instruments that come with the product."""
    parts = [
        "# Instruments",
        "One file an instrument and version; a published version never changes. A screen suspects;"
        " only a qualified person confirms. Check a score without a record with"
        " `throughcare instrument score`.",
    ]
    for instrument in instruments():
        parts += _about(instrument)
    return "\n\n".join(parts)


def _about(instrument: Instrument) -> list[str]:
    parts = [
        f"## {instrument.title}",
        f"`{instrument.id}` version {instrument.version}. {instrument.purpose}",
        f"**For** {instrument.population.note}",
        f"**Rights** {instrument.licence.name}. {instrument.licence.permission}"
        f" ({instrument.licence.status})",
        f"**Wording** {instrument.wording}",
        "**Sources** "
        + "; ".join(f"{s.title}, {s.reference} ({s.status})" for s in instrument.sources),
        table(
            ("no", "item", "question", "answers", "concept", "fresh for"),
            [_row(item) for item in instrument.items],
        ),
    ]
    if instrument.scoring:
        bands = [
            (f"{b.least}–{b.most}", b.label, b.meaning, b.next_step, b.status)
            for b in instrument.scoring.bands
        ]
        parts.append(table(("score", "band", "means", "what to do", "status"), bands))
    if instrument.flags:
        flags = [
            (f"`{f.id}`", f.when.text, f.sentence, "yes" if f.urgent else "no")
            for f in instrument.flags
        ]
        parts.append(table(("flag", "when", "says", "urgent"), flags))
    return parts


def _row(item: Item) -> tuple[object, ...]:
    answers = "; ".join(f"{o.value} {o.label}" for o in item.options) or "in words"
    fresh = "always asked" if item.safety_critical else item.shelf_life.text
    return item.position, f"`{item.id}`", item.text, answers, f"`{item.concept}`", fresh
