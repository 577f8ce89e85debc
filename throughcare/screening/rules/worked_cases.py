"""Worked cases beside an instrument: answers, and what a clinician expects of them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from throughcare.screening.instrument import FOLDER, Instrument, Item, Kind
from throughcare.screening.rules.answers import checked
from throughcare.screening.rules.asking import Context, shown
from throughcare.screening.rules.pointing import strengths, suspected_needs
from throughcare.screening.rules.scoring import score
from throughcare.sourced import load

SCHEMA = FOLDER / "cases.schema.json"
Case = Mapping[str, Any]


def worked_cases(path: Path) -> list[Case]:
    """The cases of one file; `WrongFile` names what is wrong with it."""
    return list(load(path, SCHEMA).data["cases"])


def found(instrument: Instrument, case: Case) -> dict[str, Any]:
    """What the instrument makes of the answers of one case, under the names that cases use."""
    context = Context(**case.get("context", {}))
    answers = _filled(instrument, case, context)
    given = checked(instrument, answers)
    scored = score(instrument, answers, context=context)
    return {
        "complete": scored.complete,
        "missing": list(scored.missing),
        "score": scored.score,
        "band": scored.band.label if scored.band else None,
        "flags": [flag.id for flag in scored.flags],
        "derived": [result.id for result in scored.derived if result.holds],
        "needs": [suspected.need.value for suspected in suspected_needs(instrument, given)],
        "strengths": [each.strength.value for each in strengths(instrument, given)],
    }


def disagreements(instrument: Instrument, cases: list[Case]) -> Iterator[str]:
    """Every case that comes out otherwise than its author expects, in a sentence."""
    for case in cases:
        has = found(instrument, case)
        for name, expected in case["expect"].items():
            if has[name] != expected:
                yield f"“{case['name']}”: {name} is {has[name]!r}, and {expected!r} was expected."


def _filled(instrument: Instrument, case: Case, context: Context) -> dict[str, Any]:
    answers: dict[str, Any] = dict(checked(instrument, case["answers"]))
    if "all_others" not in case:
        return answers
    for item in shown(instrument, answers, context=context):
        if item.required and item.id not in answers:
            answers[item.id] = _other(item, case["all_others"])
    return answers


def _other(item: Item, word: str | int) -> object:
    return ["none"] if item.kind is Kind.SEVERAL else word
