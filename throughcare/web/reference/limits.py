"""Every clock: its limit, where it comes from, and whether that was verified."""

from throughcare.clocks.limits import Limit, published
from throughcare.web.reference.tables import table


def page() -> str:
    """The table of limits."""
    rows = [
        (
            f"`{limit.id}`",
            limit.name,
            limit.start_event,
            _length(limit),
            f"{limit.extension.authoriser}: {limit.extension.condition}" if limit.extension else "",
            limit.length.source,
            limit.length.status,
            "yes" if limit.configurable else "no",
            limit.note,
        )
        for limit in published().all
    ]
    return "\n\n".join(
        [
            "# Limits",
            "The product shows elapsed and remaining time as decision support; the custody record,"
            " the court and the law are authoritative. What is not *verified* must be confirmed or"
            " configured before use.",
            table(
                (
                    "limit",
                    "name",
                    "runs from",
                    "length",
                    "extended by",
                    "source",
                    "status",
                    "configurable",
                    "note",
                ),
                rows,
            ),
        ]
    )


def _length(limit: Limit) -> str:
    length = limit.length.value
    parts = [
        (length.months, "months"),
        (length.working_days, "working days"),
        (length.days, "days"),
        (length.hours, "hours"),
        (length.minutes, "minutes"),
    ]
    return " ".join(f"{count} {unit}" for count, unit in parts if count)
