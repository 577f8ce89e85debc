"""Every worked case that a clinician wrote beside an instrument holds."""

from typing import Any

import pytest

from throughcare.screening.instrument import FOLDER, Instrument, Item, Kind, find, instruments
from throughcare.screening.rules import Context, checked, score, shown, strengths, suspected_needs
from throughcare.sourced import load

SCHEMA = FOLDER / "cases.schema.json"


def cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.cases.yaml")):
        document = load(path, SCHEMA).data
        for case in document["cases"]:
            name = f"{document['instrument']}: {case['name']}"
            found.append(pytest.param(document["instrument"], document["version"], case, id=name))
    return found


def filled(instrument: Instrument, case: dict[str, Any]) -> dict[str, Any]:
    answers: dict[str, Any] = dict(checked(instrument, case["answers"]))
    if "all_others" not in case:
        return answers
    context = Context(**case.get("context", {}))
    for item in shown(instrument, answers, context=context):
        if item.required and item.id not in answers:
            answers[item.id] = _other(item, case["all_others"])
    return answers


def _other(item: Item, word: str | int) -> object:
    return ["none"] if item.kind is Kind.SEVERAL else word


@pytest.mark.parametrize(("instrument_id", "version", "case"), cases())
def test_worked_case_holds(instrument_id: str, version: str, case: dict[str, Any]) -> None:
    instrument = find(instrument_id, version)
    answers = filled(instrument, case)
    given = checked(instrument, answers)
    context = Context(**case.get("context", {}))
    scored = score(instrument, answers, context=context, version=version)
    found = {
        "complete": scored.complete,
        "missing": list(scored.missing),
        "score": scored.score,
        "band": scored.band.label if scored.band else None,
        "flags": [flag.id for flag in scored.flags],
        "derived": [result.id for result in scored.derived if result.holds],
        "needs": [suspected.need.value for suspected in suspected_needs(instrument, given)],
        "strengths": [each.strength.value for each in strengths(instrument, given)],
    }
    assert {name: found[name] for name in case["expect"]} == case["expect"]


def test_every_instrument_has_worked_cases() -> None:
    for instrument in instruments():
        assert (FOLDER / f"{instrument.id}-{instrument.version}.cases.yaml").exists()


def test_the_cases_reach_the_least_and_the_most_of_every_band() -> None:
    for instrument in instruments():
        if instrument.scoring is None:
            continue
        path = FOLDER / f"{instrument.id}-{instrument.version}.cases.yaml"
        tried = {case["expect"].get("score") for case in load(path, SCHEMA).data["cases"]}
        for band in instrument.scoring.bands:
            assert {band.least, band.most} <= tried, f"{instrument.id}: {band.label}"
