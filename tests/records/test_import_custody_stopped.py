"""An import that stops or fails in the middle: whole batches, no half rows, the same file again."""

from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError

from tests import custody_log_world as world
from tests.custody_log_world import ROBIN, SAM, Import, counted, errors_in, seen
from tests.world import World
from throughcare.fhir.custody_log import one_round, recording, whose
from throughcare.fhir.custody_log.bringing_in import Counts
from throughcare.pathway.actions import arrive_many
from throughcare.pathway.models import Episode
from throughcare.pathway.rules import Arrived
from throughcare.people.models import Person
from throughcare.people.queries import match_many

county, import_log = world.county, world.import_log


def test_a_stop_between_batches_loses_nothing_and_the_file_can_be_imported_again(
    county: World, import_log: Import
) -> None:
    def stop(counts: Counts) -> None:
        raise KeyboardInterrupt

    rows = [
        SAM.replace("AMB/2", f"AMB/{n}").replace(
            "Exampleby,,1980", f"Fict{'abcdef'[n]}ley,,{1960 + n}"
        )
        for n in range(6)
    ]
    with pytest.raises(KeyboardInterrupt):
        import_log(*rows, told=stop, at_once=2)
    assert len(seen(county, Episode)) == 2
    assert counted(import_log(*rows, at_once=2)) == (4, 0, 2, 0)


def test_what_fails_in_the_middle_of_a_row_leaves_nothing_of_its_batch(
    county: World, import_log: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**given: object) -> None:
        raise RuntimeError("the lights went out")

    monkeypatch.setattr(one_round, "note_safety_many", fails)
    with pytest.raises(RuntimeError):
        import_log(ROBIN)
    assert seen(county, Person) == seen(county, Episode) == []


def test_a_row_that_the_database_refuses_stands_alone(
    county: World, import_log: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choosy(**given: Any) -> list[Arrived]:
        if any(arrival.reference == "AMB/2" for arrival in given["arrivals"]):
            raise IntegrityError("a rule of the database")
        return arrive_many(**given)

    monkeypatch.setattr(one_round, "arrive_many", choosy)
    rows = [SAM.replace("AMB/2", "AMB/9").replace("Exampleby,,1980", "Fictley,,1960")]
    assert counted(import_log(ROBIN, SAM, *rows)) == (2, 0, 0, 1)
    assert [error["Custody record number"] for error in errors_in(tmp_path)] == ["AMB/2"]
    assert len(seen(county, Person)) == 2


def test_of_two_batches_that_wait_for_each_other_one_is_recorded_again(
    county: World, import_log: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Deadlock(Exception):
        sqlstate = recording.DEADLOCK

    tried: list[object] = []

    def waits(**given: Any) -> list[Arrived]:
        tried.append(given)
        if len(tried) == 1:
            raise OperationalError("deadlock detected") from Deadlock()
        if len(tried) == 4:
            raise OperationalError("the server closed the connection")
        return arrive_many(**given)

    monkeypatch.setattr(one_round, "arrive_many", waits)
    assert counted(import_log(ROBIN)) == (1, 0, 0, 0)
    assert len(seen(county, Person)) == 1
    assert counted(import_log(SAM)) == (1, 0, 0, 0)
    with pytest.raises(OperationalError, match="closed"):
        import_log(SAM.replace("AMB/2", "AMB/9").replace("Exampleby,,1980", "Fictley,,1960"))


def test_an_old_row_is_looked_for_nowhere_else_and_a_changed_one_is(
    county: World, import_log: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def counting(viewer: Any, people: Any, **given: Any) -> Any:
        asked.append(len(people))
        return match_many(viewer, people, **given)

    monkeypatch.setattr(whose, "match_many", counting)
    for rows in ((ROBIN, SAM), (ROBIN, SAM), (ROBIN.replace("Bobby", "Bob"), SAM)):
        import_log(*rows)
    assert asked == [2, 0, 1]
