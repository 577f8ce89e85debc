"""Every clock: its limit, where it comes from, and whether that was verified."""

from throughcare.clocks.lengths import Length
from throughcare.clocks.limits import Extension, Limit, Start, published
from throughcare.web.reference.tables import table


def page() -> str:
    """The tables of limits and of events."""
    limits = published()
    return "\n\n".join(
        [
            "# Limits",
            "The product shows elapsed and remaining time as decision support; the custody record,"
            " the court and the law are authoritative. What is not *verified* must be confirmed or"
            " configured before use: [check a clock](../how-to/check-a-clock.md),"
            " [set or change a limit](../how-to/add-or-change-a-limit.md).",
            table(
                (
                    "limit",
                    "name",
                    "runs from",
                    "ends with",
                    "length",
                    "extended or changed by",
                    "does not count",
                    "by whom",
                    "source",
                    "status",
                    "holds",
                    "configurable",
                    "note",
                ),
                [_row(limit) for limit in limits.all],
            ),
            "## Events",
            "An event may start one clock and end another. Names are the same everywhere.",
            table(
                ("event", "what it is"),
                [(f"`{name}`", limits.events[name]) for name in sorted(limits.events)],
            ),
        ]
    )


def _row(limit: Limit) -> tuple[object, ...]:
    pauses = (
        f"`{each.begins}` to {_names(each.ends)}: {each.reason}"
        + (" (configurable)" if each.configurable else "")
        for each in limit.pauses
    )
    return (
        f"`{limit.id}`",
        limit.name,
        "; ".join(_start(each) for each in limit.starts) or "nothing",
        _names(limit.ends) or "nothing",
        _length(limit),
        "; ".join([*_changes(limit), *(_extension(each) for each in limit.extensions)]),
        "; ".join(pauses),
        ": ".join(part for part in (limit.by_whom, limit.condition) if part),
        limit.length.source,
        limit.length.status,
        _holds(limit),
        "yes" if limit.configurable else "no",
        limit.note,
    )


def _names(names: tuple[str, ...]) -> str:
    return " or ".join(f"`{name}`" for name in names)


def _start(start: Start) -> str:
    if start.after:
        return f"{start.after.in_words()} after `{start.event}`"
    if start.opens_before:
        return f"{start.opens_before.in_words()} before `{start.event}`, counted from it"
    return f"`{start.event}`"


def _length(limit: Limit) -> str:
    length = limit.length.value
    words = length.in_words() if length else f"no length: {limit.rule}"
    if limit.deadline:
        words += f"; until `{limit.deadline}`"
    return f"at least {words}" if limit.at_least else words


def _changes(limit: Limit) -> list[str]:
    found = []
    if limit.shorter:
        event, length = limit.shorter
        found.append(f"`{event}` within {length.in_words()}: that length")
    if limit.less:
        found.append(f"days since `{limit.less}` are taken off")
    return found


def _extension(extension: Extension) -> str:
    def words(length: Length | None, told: str) -> list[str]:
        return [told.format(length.in_words())] if length else []

    far = [f"{each.in_words()} in all" for each in extension.to]
    far += words(extension.adds, "{} more")
    far += words(extension.from_grant, "{} from it")
    far += words(extension.at_most, "at most {} in all")
    far += [f"until `{extension.until}`"] if extension.until else []
    return f"`{extension.event}` ({extension.authoriser}): {', '.join(far)}. {extension.condition}"


def _holds(limit: Limit) -> str:
    since, until = limit.length.effective_from, limit.length.effective_to
    if limit.awaits_commencement:
        return "not yet: off until a day is configured"
    known = [f"from {since}"] if since else []
    return " ".join([*known, *([f"until {until}"] if until else [])]) or "no days known"
