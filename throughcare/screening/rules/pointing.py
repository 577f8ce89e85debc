"""What answers point to: needs that somebody should confirm, and strengths to build on."""

from collections.abc import Mapping
from dataclasses import dataclass

from throughcare.screening.instrument import Answer, Condition, Instrument, Item
from throughcare.screening.rules.answers import AnswerState, state_of
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
