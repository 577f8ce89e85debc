"""Every worked case that a clinician wrote beside an instrument holds."""

from typing import Any

import pytest

from throughcare.screening.instrument import FOLDER, find, instruments
from throughcare.screening.rules.worked_cases import SCHEMA, found, worked_cases
from throughcare.sourced import load


def cases() -> list[Any]:
    listed = []
    for path in sorted(FOLDER.glob("*.cases.yaml")):
        document = load(path, SCHEMA).data
        for case in document["cases"]:
            name = f"{document['instrument']}: {case['name']}"
            listed.append(pytest.param(document["instrument"], document["version"], case, id=name))
    return listed


@pytest.mark.parametrize(("instrument_id", "version", "case"), cases())
def test_worked_case_holds(instrument_id: str, version: str, case: dict[str, Any]) -> None:
    has = found(find(instrument_id, version), case)
    assert {name: has[name] for name in case["expect"]} == case["expect"]


def test_every_instrument_has_worked_cases() -> None:
    for instrument in instruments():
        assert (FOLDER / f"{instrument.id}-{instrument.version}.cases.yaml").exists()


def test_the_cases_reach_the_least_and_the_most_of_every_band() -> None:
    for instrument in instruments():
        if instrument.scoring is None:
            continue
        path = FOLDER / f"{instrument.id}-{instrument.version}.cases.yaml"
        tried = {case["expect"].get("score") for case in worked_cases(path)}
        for band in instrument.scoring.bands:
            assert {band.least, band.most} <= tried, f"{instrument.id}: {band.label}"
