"""Every instrument: what it is for, its questions, its bands, its source and its rights."""

from throughcare.screening.instrument import (
    Instrument,
    Item,
    detection,
    instruments,
    never_embedded,
)
from throughcare.web.reference.tables import table


def page() -> str:
    """The instruments that come with the product."""
    parts = [
        "# Instruments",
        "One file an instrument and version; a published version never changes. A screen suspects;"
        " only a qualified person confirms. Check a score without a record with"
        " `throughcare instrument score`.",
        "Three tiers: *embedded* (words and scoring ship), *plug-in* (scoring ships; a site that"
        " may use the words supplies them) and *never* (refused when it is loaded, with the"
        " reason).",
        table(
            ("instrument", "tier", "questions", "can be asked"),
            [
                (
                    f"[{each.title}](#{_anchor(each.title)})",
                    each.tier.value,
                    len(each.items),
                    "yes" if each.administrable else "no. " + " ".join(each.why_not),
                )
                for each in instruments()
            ],
        ),
        "## Never embedded",
        table(
            ("instrument", "why", "who says so"),
            [(n.names[0], n.reason, f"{n.source} ({n.status})") for n in never_embedded()],
        ),
    ]
    for instrument in instruments():
        parts += _about(instrument)
    return "\n\n".join(parts)


def _anchor(title: str) -> str:
    words = "".join(each for each in title.lower() if each.isalnum() or each in " -")
    return words.replace(" ", "-")


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
        if instrument.scoring.skipped:
            parts.append(instrument.scoring.skipped)
        if instrument.scoring.prorate:
            parts.append(instrument.scoring.prorate.basis)
    found = detection(instrument)
    if found.figures:
        heads = ("cut-off", "finds", "studied in", "sensitivity", "specificity", "source")
        parts.append(
            table(
                heads,
                [
                    (
                        f.cut,
                        f.condition,
                        f.where,
                        f.sensitivity,
                        f.specificity,
                        f"{f.source} ({f.status})",
                    )
                    for f in found.figures
                ],
            )
        )
    if found.says:
        parts.append(f"**How well it finds** {found.says}")
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
