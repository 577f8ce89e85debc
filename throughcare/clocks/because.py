"""Why does it stand so? The reasons of a clock in plain sentences, in English local time."""

from datetime import datetime
from typing import TYPE_CHECKING

from throughcare.clocks.course import (
    FAR,
    Known,
    between,
    days_served,
    due,
    known,
    starts,
    stretches,
)
from throughcare.clocks.limits import Extension, Start
from throughcare.clocks.reckoning import State, in_utc
from throughcare.clocks.wording import at_local_time, dated, span

if TYPE_CHECKING:
    from throughcare.clocks.standing import Standing


def sentences(seen: "Standing") -> list[str]:
    """What started it, what extended or paused it, what met it, and what is not known."""
    happened = known(seen.limit, seen.events, seen.at)
    if seen.begun is None:
        told = _not_started(seen, happened)
    else:
        told = [
            *_start(seen, happened),
            *_length(seen, happened),
            *_extensions(seen, happened),
            *_pauses(seen, happened),
            *_outcome(seen, happened),
        ]
    return [*told, *_not_counted(seen), *_not_sure(seen)]


def by_whom(seen: "Standing") -> str:
    """Who granted the last extension that counts, or whom the limit names; empty if nobody."""
    granted = [extension for extension, _, in_time in _grants(seen) if in_time]
    return granted[-1].authoriser if granted else seen.limit.by_whom


def _not_started(seen: "Standing", happened: Known) -> list[str]:
    limit = seen.limit
    if limit.awaits_commencement:
        return [
            "Not in force: the day on which it begins is not known. Nothing is counted until that"
            " day is set locally."
        ]
    if not seen.in_force:
        since, until = limit.length.effective_from, limit.length.effective_to
        known_from = f" from {dated(since)}" if since else ""
        known_to = f" until {dated(until)}" if until else ""
        return [f"Not counted: this version is known to hold{known_from}{known_to} only."]
    if not limit.starts:
        return [f"Nothing starts this entry: {limit.rule}."]
    ahead = [each for each in starts(limit, happened) if each.at > seen.at]
    if ahead:
        first = min(ahead, key=lambda each: each.at)
        return [
            f"Not started: it begins at {_time(seen, first.at)}, {_when_after(first.start)}"
            f"{limit.says[first.start.event]}, unless something starts it earlier."
        ]
    needed = list(dict.fromkeys(limit.says[start.event] for start in limit.starts))
    if len(needed) == 1:
        return [f"Not started: the {needed[0]} is not among the events."]
    return [f"Not started: none of these is among the events: {'; '.join(needed)}."]


def _start(seen: "Standing", happened: Known) -> list[str]:
    limit, began = seen.limit, seen.begun
    assert began is not None
    told = [
        f"Started at {_time(seen, began.at)}: {_when_after(began.start)}"
        f"{limit.says[began.start.event]}."
    ]
    others = [each for each in starts(limit, happened) if each.at != began.at]
    if others and limit.begins_again:
        told.append("It begins again with each of these events; the latest counts.")
    elif others:
        others = [each for each in others if each.start.event not in limit.ends]
        told += ["Of several events that could start it, the earliest counts."] if others else []
    return told


def _length(seen: "Standing", happened: Known) -> list[str]:
    limit, length = seen.limit, seen.limit.length.value
    assert seen.begun is not None
    if length is None:
        told = [f"No length is set: {limit.rule}."]
    elif limit.at_least:
        told = [f"It must last at least {length.in_words()}."]
    elif seen.begun.start.opens_before:
        told = [f"It ends {length.in_words()} after the {limit.says[seen.begun.start.event]}."]
    else:
        told = [f"The limit is {length.in_words()}."]
    if limit.shorter and limit.shorter[0] in happened:
        told.append(
            f"The limit is {limit.shorter[1].in_words()} where the {limit.says[limit.shorter[0]]}"
            " falls within that time."
        )
    if limit.less:
        days = days_served(limit, happened, seen.begun)
        told.append(
            f"How long the person was in custody since the {limit.says[limit.less]} is not known:"
            " the limit ends earlier by that time."
            if days is None
            else f"{days} days since the {limit.says[limit.less]} are taken off."
        )
    if limit.deadline in happened:
        told.append(
            f"The {limit.says[limit.deadline or '']} sets the end:"
            f" {_time(seen, happened[limit.deadline or ''][0])}."
        )
    elif limit.deadline:
        told.append(f"The {limit.says[limit.deadline]} is not among the events.")
    return told


def _grants(seen: "Standing") -> list[tuple[Extension, datetime, bool]]:
    if seen.begun is None or not seen.limit.extensions:
        return []
    happened = known(seen.limit, seen.events, seen.at)
    told: list[tuple[datetime, bool]] = []
    seen_at = seen.met_at or seen.at
    due(seen.limit, happened, seen.begun, seen_at, stretches(seen.limit, happened), told)
    return [
        (extension, moment, in_time)
        for moment, in_time in dict.fromkeys(told)
        for extension in seen.limit.extensions
        if moment in happened.get(extension.event, ())
    ]


def _extensions(seen: "Standing", happened: Known) -> list[str]:
    told, limit = [], seen.limit
    for extension, moment, in_time in _grants(seen):
        what, when = limit.says[extension.event], _time(seen, moment)
        if not in_time:
            told.append(
                f"The {what} at {when} does not count: the limit had passed. Check the custody"
                " record and the law."
                if limit.id.startswith("pace.")
                else f"The {what} at {when} does not count: the limit had passed."
            )
            continue
        told.append(f"Extended by the {what} at {when} ({extension.authoriser}).")
        if extension.until and extension.until not in happened:
            told.append(f"The {limit.says[extension.until]} is not among the events.")
        if extension.expects:
            event, times = extension.expects
            before = sum(each <= moment for each in happened.get(event, ()))
            if before < times:
                told.append(
                    f"The law asks for {times} of these before it: {limit.says[event]}. The events"
                    f" show {before}."
                )
    return told


def _pauses(seen: "Standing", happened: Known) -> list[str]:
    told = []
    assert seen.begun is not None
    for rule in seen.limit.pauses:
        what = seen.limit.says[rule.begins]
        for begins, ends in between(happened, rule):
            if ends <= seen.begun.at or begins > (seen.met_at or seen.at):
                continue
            if seen.due_at is not None and begins > seen.due_at:
                told.append(
                    f"The {what} at {_time(seen, begins)} gives no time back: the limit had passed."
                )
            elif ends == FAR and not rule.stands_as_met:
                told.append(f"Paused since {_time(seen, begins)}, {what}: {rule.reason}.")
            elif ends != FAR:
                told.append(
                    f"Paused for {span(ends - begins)} from {_time(seen, begins)}, {what}:"
                    f" {rule.reason}."
                )
        if rule.begins not in happened:
            granting = {each.event for each in seen.limit.extensions}
            told += [
                f"The {seen.limit.says[name]} does not count: when the pause began is not known."
                for name in rule.ends
                if name in happened and name not in granting
            ]
    return told


def _outcome(seen: "Standing", happened: Known) -> list[str]:
    assert seen.begun is not None
    told = []
    if seen.due_at is not None:
        length = seen.limit.length.value
        ends_day = length is not None and length.ends_a_day
        when = at_local_time(seen.due_at, seen_from=seen.at, ends_day=ends_day)
        word = "Complete" if seen.limit.at_least else "Due"
        told.append(f"{word} {'by the' if when.startswith('end of') else 'at'} {when}.")
    if seen.state is State.BREACHED and seen.limit.at_least:
        told.append("It was cut short.")
    elif seen.met_at is not None and not seen.limit.at_least:
        what = next(
            seen.limit.says[name]
            for name in [*seen.limit.ends, *(rule.begins for rule in seen.limit.pauses)]
            if seen.met_at in happened.get(name, ())
        )
        late = (
            f", {span(-seen.remaining)} late"
            if seen.state is State.BREACHED and seen.remaining is not None
            else ""
        )
        told.append(f"Ended by the {what} at {_time(seen, seen.met_at)}{late}.")
    elif seen.state is State.BREACHED and seen.remaining is not None:
        told.append(f"It has not ended, and the limit passed {span(-seen.remaining)} ago.")
    return told


def _not_counted(seen: "Standing") -> list[str]:
    later = [
        (name, in_utc(moment))
        for name, moment in seen.events
        if name in seen.limit.events and name not in seen.limit.planned and in_utc(moment) > seen.at
    ]
    told = [
        f"Not counted yet: the {seen.limit.says[name]} at {_time(seen, moment)} lies ahead."
        for name, moment in sorted(set(later), key=lambda each: (each[1], each[0]))
    ]
    strange = dict.fromkeys(name for name, _ in seen.events if name not in seen.limit.events)
    if strange:
        told.append(f"No part of this clock: {', '.join(sorted(strange))}.")
    return told


def _not_sure(seen: "Standing") -> list[str]:
    limit = seen.limit
    told = []
    if not limit.verified:
        local = " A service confirms it or sets its own." if limit.configurable else ""
        told.append(f"The source was {_status(limit.length.status)}.{local}")
    if limit.set_locally:
        told.append("Set locally.")
    return told


def _status(status: str) -> str:
    return {"partly verified": "verified in part", "unverified": "not verified"}[status]


def _when_after(start: Start) -> str:
    if start.after:
        return f"{start.after.in_words()} after the "
    return f"{start.opens_before.in_words()} before the " if start.opens_before else ""


def _time(seen: "Standing", moment: datetime) -> str:
    return at_local_time(moment, seen_from=seen.at)
