"""Prison movements and court lists: idempotent, in any order, and what cannot be is handed back."""

import csv
import json

import pytest

from tests.journey_world import places
from tests.world import NOW, staffed
from throughcare.access.actions import employment
from throughcare.access.actions.acting import viewing
from throughcare.access.queries import system_worker
from throughcare.access.roles import Role
from throughcare.access.rules import INSTALLATION
from throughcare.pathway.models import Listing, ParkedEvent, Stay
from throughcare.web import cli, clock

MOVES = "Movement,Date,Time,Establishment,To,Reason,Release date,Name,DOB"
IN = 'Received,30/10/2026,18:00,HMP Fennick,,"From court, on remand",,"SAMPLE, Ann",01/02/1990'
OUT = 'Released,01/11/2026,09:00,HMP Fennick,,As planned,,"SAMPLE, Ann",01/02/1990'
COURT = "Court,Date,Time,Room,Appears from,Report due,Listing,Name,DOB"
LISTED = (
    "Amberford Magistrates' Court,03/11/2026,10:00,2,Police cells,03/11/2026 09:00,,"
    '"SAMPLE, Ann",01/02/1990'
)


@pytest.fixture
def world(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)
    made = staffed()
    places(made)
    worker = employment.employ(
        by=INSTALLATION, at=NOW, email="moves@ambershire.example", name="Moves", is_system=True
    )
    employment.appoint(
        by=INSTALLATION, at=NOW, worker_id=worker.id, team_id=made.teams["liaison"],
        role=Role.FEED, starts_on=NOW.date(),
    )  # fmt: skip
    return made


def bring(tmp_path, capsys, kind, *rows, file="told.csv"):
    path = tmp_path / file
    path.write_text("\n".join(rows), encoding="utf-8")
    status = cli.main(["import", kind, str(path), "--json"])
    return status, json.loads(capsys.readouterr().out)


def refused(tmp_path, file="told.errors.csv"):
    with (tmp_path / file).open(encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


def feed():
    return system_worker(on=NOW.date(), email="moves@ambershire.example")[0]


def test_movements_in_any_order_make_one_stay_and_again_change_nothing(world, tmp_path, capsys):
    status, told = bring(tmp_path, capsys, "movements", MOVES, OUT, IN)
    assert (status, told["recorded"], told["new_people"]) == (0, 2, 1)
    status, told = bring(tmp_path, capsys, "movements", MOVES, OUT, IN)
    assert (status, told["recorded"], told["repeated"]) == (0, 0, 2)
    with viewing(feed(), NOW, extract=True):
        stay = Stay.objects.get()
    assert (stay.left_at - stay.arrived_at).days == 1


def test_what_cannot_be_is_handed_back_with_both_events(world, tmp_path, capsys):
    early = OUT.replace("01/11/2026", "29/10/2026")
    status, told = bring(tmp_path, capsys, "movements", MOVES, IN, early)
    assert (status, told["recorded"], told["refused"]) == (1, 1, 1)
    (row,) = refused(tmp_path)
    assert "cannot be before they came to HMP Fennick" in row["Problem"]
    assert row["Name"] == "SAMPLE, Ann"


def test_a_later_file_that_tells_of_earlier_days_is_fitted_in(world, tmp_path, capsys):
    numbered = f"{IN},2019/0000001S"
    bring(tmp_path, capsys, "movements", f"{MOVES},PNC", numbered)
    before = numbered.replace("30/10/2026", "20/10/2026")
    before = before.replace("HMP Fennick", "HMP Fennick annexe")
    status, told = bring(tmp_path, capsys, "movements", f"{MOVES},PNC", before)
    assert (status, told["late"]) == (0, 1)
    with viewing(feed(), NOW, extract=True):
        first, second = Stay.objects.order_by("arrived_at")
    assert first.left_at == second.arrived_at


def test_a_name_and_a_date_of_birth_in_another_place_are_for_a_person_to_decide(
    world, tmp_path, capsys
):
    bring(tmp_path, capsys, "movements", MOVES, IN)
    elsewhere = IN.replace("HMP Fennick", "HMP Fennick annexe").replace("30/10", "20/10")
    status, told = bring(tmp_path, capsys, "movements", MOVES, elsewhere)
    assert (status, told["refused"], told["new_people"]) == (1, 1, 0)
    (row,) = refused(tmp_path)
    assert "This may be somebody who is known already" in row["Problem"]


def test_rows_that_cannot_be_read_say_why(world, tmp_path, capsys):
    wrong = (
        IN.replace("Received", "Sneezed"),
        IN.replace("30/10/2026", "31/11/2026"),
        IN.replace("HMP Fennick", "HMP Nowhere"),
        IN.replace('"SAMPLE, Ann"', ""),
        IN.replace('"From court, on remand"', "Because"),
        IN.replace("01/02/1990", "01/02/2030"),
        OUT.replace("SAMPLE, Ann", "STRANGER, Sam"),
        IN.replace("HMP Fennick,,", "HMP Fennick,HMP Nowhere,"),
        "Received,30/10/2026",
    )
    status, told = bring(tmp_path, capsys, "movements", MOVES, *wrong)
    assert (status, told["refused"], told["recorded"]) == (1, len(wrong), 0)
    problems = " ".join(row["Problem"] for row in refused(tmp_path))
    for words in ("not on the list", "no such day", "no place that the feed may write to",
                  "There is no name", "not one of the answers", "Nobody is known",
                  "fewer cells"):  # fmt: skip
        assert words in problems, words


def test_a_date_alone_is_a_day_whose_time_is_not_known(world, tmp_path, capsys):
    status, told = bring(tmp_path, capsys, "movements", MOVES, IN.replace("18:00", ""))
    assert (status, told["recorded"]) == (0, 1)
    plan = 'Release date set,31/10/2026,10:00,HMP Fennick,,,20/12/2026,"SAMPLE, Ann",01/02/1990'
    status, _ = bring(tmp_path, capsys, "movements", MOVES, plan)
    assert status == 0
    with viewing(feed(), NOW):
        assert Stay.objects.get().likely_release_at.date().isoformat() == "2026-12-20"


def test_a_court_list_lists_changes_and_cancels(world, tmp_path, capsys):
    status, told = bring(tmp_path, capsys, "court-list", COURT, LISTED)
    assert (status, told["recorded"], told["new_people"]) == (0, 1, 1)
    status, told = bring(tmp_path, capsys, "court-list", COURT, LISTED)
    assert told["repeated"] == 1
    bring(tmp_path, capsys, "court-list", COURT, LISTED.replace(",2,Police", ",5,Police"))
    with viewing(feed(), NOW):
        one = Listing.objects.get()
    assert (one.room, one.appears_from, one.state) == ("5", "police-cells", "listed")
    gone = LISTED.replace("09:00,,", "09:00,Cancelled,")
    status, told = bring(tmp_path, capsys, "court-list", COURT, gone)
    assert (status, told["recorded"]) == (0, 1)
    with viewing(feed(), NOW, extract=True):
        assert Listing.objects.get().state == "cancelled"
    status, told = bring(tmp_path, capsys, "court-list", COURT, gone)
    assert told["repeated"] == 1


def test_a_court_that_is_not_known_is_handed_back(world, tmp_path, capsys):
    wrong = LISTED.replace("Amberford Magistrates' Court", "Far Court")
    status, told = bring(tmp_path, capsys, "court-list", COURT, wrong)
    assert (status, told["refused"]) == (1, 1)


def test_a_file_that_cannot_be_read_and_nobody_to_act_are_wrong_use(world, tmp_path, capsys):
    path = tmp_path / "told.csv"
    path.write_text("Colour,Shape\nred,round\n", encoding="utf-8")
    assert cli.main(["import", "movements", str(path)]) == 2
    path.write_text(f"{MOVES}\n{IN}\n", encoding="utf-8")
    assert cli.main(["import", "movements", str(path), "--errors", str(path)]) == 2
    assert cli.main(["import", "movements", str(path), "--as", "x@y.example"]) == 2
    assert cli.main(["import", "movements", str(path)]) == 0
    assert "1 were recorded" in capsys.readouterr().out


def test_a_movement_that_cannot_be_is_parked_and_recorded_once_its_arrival_comes(
    world, tmp_path, capsys
):
    # By name and date of birth alone, a day before anybody was there, somebody is asked.
    numbered = [f"{MOVES},NHS number", f"{IN},9990000018"]
    bring(tmp_path, capsys, "movements", *numbered)
    early = f"{OUT},9990000018".replace("01/11/2026", "29/10/2026")
    status, told = bring(tmp_path, capsys, "movements", numbered[0], early)
    assert (status, told["refused"], told["parked"]) == (1, 1, 1)
    before = numbered[1].replace("30/10/2026", "28/10/2026")
    bring(tmp_path, capsys, "movements", numbered[0], before)
    with viewing(feed(), NOW, extract=True):
        assert ParkedEvent.objects.get().state == "recorded"
        assert [stay.left_at is None for stay in Stay.objects.order_by("arrived_at")] == [
            False, True,
        ]  # fmt: skip
