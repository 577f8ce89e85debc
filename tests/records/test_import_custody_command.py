"""`throughcare import custody` as somebody runs it: what it says, and its exit status."""

import json
from pathlib import Path

import pytest

from tests.world import NOW, World, staffed
from throughcare.access.actions import employment
from throughcare.access.roles import Role
from throughcare.access.rules import INSTALLATION
from throughcare.pathway.actions import open_place
from throughcare.pathway.rules import PlaceKind
from throughcare.web import cli, clock

HEADINGS = "Custody record number,Custody suite,Name,Arrived"
GOOD = 'AMB/1,Amberford custody suite,"TESTERSON, Robin",01/11/2026 14:05'
WRONG = 'AMB/2,Amberford custody suite,"EXAMPLEBY, Sam",31/11/2026 14:05'


@pytest.fixture
def county(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)
    world = staffed()
    open_place(
        by=INSTALLATION,
        at=NOW,
        organisation_id=world.organisations["police"],
        code="amb-c1",
        name="Amberford custody suite",
        kind=PlaceKind.CUSTODY_SUITE,
    )
    return world


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "log.csv"
    file.write_text("\n".join([HEADINGS, GOOD, WRONG]), encoding="utf-8")
    return file


def _import(*words: object) -> int:
    return cli.main(["import", "custody", *map(str, words)])


def test_rows_that_are_handed_back_make_exit_status_1_and_one_json_document(
    county: World, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _import(log, "--json") == 1
    said = capsys.readouterr()
    answer = json.loads(said.out)
    assert (answer["rows"], answer["arrived"], answer["refused"]) == (2, 1, 1)
    assert answer["errors"] == str(log.with_name("log.errors.csv"))
    assert "log.errors.csv" in said.err


def test_a_corrected_errors_file_makes_exit_status_0(
    county: World, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _import(log)
    errors = log.with_name("log.errors.csv")
    assert errors.stat().st_mode & 0o077 == 0
    text = errors.read_text("utf-8-sig").replace("31/11/2026", "01/11/2026")
    errors.write_text(text, encoding="utf-8")
    assert _import(errors) == 0
    assert "1 arrivals are new" in capsys.readouterr().out


def test_a_file_without_suites_needs_one_said(county: World, tmp_path: Path) -> None:
    file = tmp_path / "short.csv"
    rows = [line.replace("Amberford custody suite,", "") for line in (HEADINGS, GOOD)]
    file.write_text("\n".join(rows).replace("Custody suite,", ""), encoding="utf-8")
    assert _import(file) == 2
    assert _import(file, "--place", "amb-c1") == 0


def test_a_name_of_a_suite_can_be_said(county: World, log: Path) -> None:
    log.write_text(f"{HEADINGS}\n{GOOD}".replace("Amberford custody suite", "AMB"))
    assert _import(log) == 1
    assert _import(log, "--place", "AMB=amb-c1") == 0


@pytest.mark.parametrize("words", [["--place", "nowhere"], ["--as", "nobody@ambershire.example"]])
def test_what_is_wrong_on_the_command_line_is_said_and_records_nothing(
    county: World, log: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert _import(log, *words) == 2
    assert words[1] in capsys.readouterr().err
    assert not log.with_name("log.errors.csv").exists()


def test_the_errors_file_cannot_be_the_log_itself(county: World, log: Path) -> None:
    before = log.read_bytes()
    assert _import(log, "--errors", log) == 2
    assert log.read_bytes() == before


def test_of_two_systems_somebody_says_which(
    county: World, log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = employment.employ(
        by=INSTALLATION, at=NOW, email="second@ambershire.example", name="Second", is_system=True
    )
    employment.appoint(
        by=INSTALLATION,
        at=NOW,
        worker_id=second.id,
        team_id=county.teams["police"],
        role=Role.FEED,
        starts_on=NOW.date(),
    )
    assert _import(log) == 2
    assert "--as" in capsys.readouterr().err
    assert _import(log, "--as", "second@ambershire.example") == 1
