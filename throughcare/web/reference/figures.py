"""Every figure: what is counted out of what, what not known means, and what was published."""

from throughcare.returns.definition import Definition, definitions
from throughcare.web.reference.tables import table


def page() -> str:
    """The definitions of the figures."""
    rows = [
        (
            f"`{d.id}`",
            d.title,
            d.sentence,
            d.counts_words or d.each or d.amount,
            d.of_words,
            d.unknown,
            ", ".join(d.by),
            _published(d),
            f"{d.source} ({d.status})",
        )
        for d in definitions().values()
    ]
    header = (
        "figure",
        "title",
        "says",
        "counts",
        "out of",
        "not known when",
        "by",
        "published beside it",
        "source",
    )
    return "\n\n".join(
        [
            "# Figures",
            "Not known is never counted as no. Published values stand beside ours with their year;"
            " they are not targets and are rarely defined in the same way.",
            table(header, rows),
        ]
    )


def _published(definition: Definition) -> str:
    return "; ".join(
        f"{c.what}: {c.value:g} {c.unit} ({c.year}, {c.source}, {c.status})"
        for c in definition.compare
    )
