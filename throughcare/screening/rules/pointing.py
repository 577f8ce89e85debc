"""What answers point to: needs that somebody should confirm, and strengths to build on."""

from collections.abc import Mapping
from dataclasses import dataclass

from throughcare.screening.instrument import Answer, Condition, Instrument, Item
from throughcare.screening.rules.answers import AnswerState, is_answered, state_of
from throughcare.screening.rules.asking import Context, shown
from throughcare.screening.rules.needs import NeedType, Strength
from throughcare.screening.rules.scoring import complete_total


@dataclass(frozen=True)
class Suspected:
    """A need that the answers point to, and the answers in words; not a finding."""

    need: NeedType
    because: tuple[str, ...]


@dataclass(frozen=True)
class SuspectedStrength:
    """Something that helps the person, and the answers in words."""

    strength: Strength
    because: tuple[str, ...]


def suspected_needs(instrument: Instrument, answers: Mapping[str, Answer]) -> tuple[Suspected, ...]:
    """The needs that checked answers point to, in the order of the instrument file."""
    known = _known(instrument, answers)
    return tuple(
        Suspected(NeedType(points.what), _because(points.when, instrument, known))
        for points in instrument.needs
        if points.when.holds(known)
    )


def strengths(
    instrument: Instrument, answers: Mapping[str, Answer]
) -> tuple[SuspectedStrength, ...]:
    """The protective factors that checked answers point to."""
    known = _known(instrument, answers)
    return tuple(
        SuspectedStrength(Strength(points.what), _because(points.when, instrument, known))
        for points in instrument.strengths
        if points.when.holds(known)
    )


def answered_no(
    instrument: Instrument, answers: Mapping[str, Answer], *, context: Context
) -> tuple[NeedType, ...]:
    """The needs that were asked about, answered in full and not pointed to.

    One question about a need that was declined, that the person could not answer or that was
    answered "not sure" leaves that need open; so does a score that there is none of. A need about
    which this person was not asked anything is not among them.
    """
    known = _known(instrument, answers)
    asked = {item.id for item in shown(instrument, answers, context=context)}
    answered = {name for name in asked if is_answered(answers.get(name))}
    if known["total"] is not None:
        answered.add("total")
    left_open = {item.id for item in unclear(instrument, answers)} | (asked - answered)
    if instrument.scoring and "total" not in answered:
        left_open.add("total")
    names: dict[str, set[str]] = {}
    for points in instrument.needs:
        names.setdefault(points.what, set()).update(points.when.names())
    pointed = {points.what for points in instrument.needs if points.when.holds(known)}
    return tuple(
        NeedType(what)
        for what, about in names.items()
        if what not in pointed and about & answered and not about & left_open
    )


def unclear(instrument: Instrument, answers: Mapping[str, Answer]) -> tuple[Item, ...]:
    """The items answered "not sure", declined, or that the person could not answer: ask again."""
    return tuple(
        item
        for item in instrument.items
        if answers.get(item.id) in ("not_sure", ("not_sure",))
        or state_of(answers.get(item.id)) in (AnswerState.DECLINED, AnswerState.UNABLE)
    )


def _known(instrument: Instrument, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    return {**answers, "total": complete_total(instrument, answers)}


def _because(
    when: Condition, instrument: Instrument, known: Mapping[str, Answer]
) -> tuple[str, ...]:
    reasons = []
    for part in when.comparisons():
        if not part.holds(known):
            continue
        item = instrument.by_id().get(part.name)
        if item is None:
            reasons.append(f"{instrument.title}: score {known[part.name]}")
            continue
        found = known[part.name]
        values = found if isinstance(found, tuple) else (found,)
        named = part.values if part.op == "has" else values
        labels = [
            option.label
            for option in item.options
            if option.value in values and option.value in named
        ]
        reasons.append(f"{item.text} – {', '.join(labels)}")
    return tuple(reasons)
