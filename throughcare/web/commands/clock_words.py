"""How the command line lists limits: as data, and as a list to read."""

from typing import Any

from throughcare.clocks.lengths import Length
from throughcare.clocks.limits import Extension, Limit, Limits, PauseRule, Start


def as_entry(limit: Limit) -> dict[str, Any]:
    """One version of a limit as data; `verified` is true only where the text was read."""
    sourced = limit.length
    return {
        "id": limit.id,
        "name": limit.name,
        "jurisdiction": limit.jurisdiction,
        "start": [_start(each) for each in limit.starts],
        "begins_again": limit.begins_again,
        "end": list(limit.ends),
        "events": {name: limit.says[name] for name in sorted(limit.events)},
        "length": _said(sourced.value),
        "rule": limit.rule or None,
        "deadline": limit.deadline,
        "at_least": limit.at_least,
        "warn_before_seconds": int(limit.warn_before.total_seconds()),
        "by_whom": limit.by_whom or None,
        "condition": limit.condition or None,
        "extensions": [_extension(each) for each in limit.extensions],
        "pauses": [_pause(each) for each in limit.pauses],
        "source": sourced.source,
        "status": sourced.status.value,
        "verified": limit.verified,
        "configurable": limit.configurable,
        "set_locally": limit.set_locally,
        "awaits_commencement": limit.awaits_commencement,
        "effective_from": sourced.effective_from and sourced.effective_from.isoformat(),
        "effective_to": sourced.effective_to and sourced.effective_to.isoformat(),
        "note": limit.note or None,
    }


def listed(limits: Limits) -> str:
    """Every limit, with the names of its events."""
    parts = []
    for limit in limits.all:
        length = limit.length.value
        starts = ", ".join(each.event for each in limit.starts) or "nothing"
        lines = [
            f"{limit.id}  {limit.name}",
            f"  length   {length.in_words() if length else limit.rule}",
            f"  starts   {starts}",
            f"  ends     {', '.join(limit.ends) or 'nothing'}",
        ]
        others = limit.events - {each.event for each in limit.starts} - set(limit.ends)
        lines += [f"  also     {', '.join(sorted(others))}"] if others else []
        waits = "; not in force until a day is set" if limit.awaits_commencement else ""
        lines.append(f"  source   {limit.length.source} ({limit.length.status}{waits})")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _said(length: Length | None) -> str | None:
    return None if length is None else length.in_words()


def _start(start: Start) -> dict[str, Any]:
    return {
        "event": start.event,
        "after": _said(start.after),
        "opens_before": _said(start.opens_before),
    }


def _extension(extension: Extension) -> dict[str, Any]:
    return {
        "event": extension.event,
        "authoriser": extension.authoriser,
        "condition": extension.condition,
        "to": [each.in_words() for each in extension.to],
        "adds": _said(extension.adds),
        "from_grant": _said(extension.from_grant),
        "at_most": _said(extension.at_most),
        "until": extension.until,
    }


def _pause(pause: PauseRule) -> dict[str, Any]:
    return {
        "from": pause.begins,
        "to": list(pause.ends),
        "counts_from": pause.counts_from,
        "counts_to": pause.counts_to,
        "reason": pause.reason,
        "configurable": pause.configurable,
    }
