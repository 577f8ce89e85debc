"""`people match`, `people explain` and `people train` as programs: against the records that are
held, from extracts of one's own, and with files that cannot be read."""

import csv
import json
import random
from dataclasses import asdict, replace
from datetime import date

import pytest

from tests.custody import arrived, somebody, suite
from tests.world import NOW, staffed
from throughcare.access.actions.acting import viewing
from throughcare.access.models import AuditEvent
from throughcare.people.made_up import made_up_records
from throughcare.people.rules import NewAddress
from throughcare.web import cli, clock

ROBIN = "1,Robyn,Sampleford,1992-03-27,ZA1 1AA,Bay 1\n"
HEADER = "id,given_name,family_name,date_of_birth,postcode,bay\n"


@pytest.fixture
def world(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", NOW.date)
    return staffed()


@pytest.fixture
def held(world):
    """Two records in one suite: Robin Sampleford and Tegan Examplar."""
    place = suite(world)
    people = (
        replace(somebody("Robin Sampleford"), address=NewAddress(postcode="ZA1 1AA")),
        somebody("Tegan Examplar", date(1980, 1, 2)),
    )
    return [str(arrived(world.dana, place, each)[0]) for each in people]


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return str(path)


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def against_the_records(world, tmp_path, text, who="amara"):
    source = written(tmp_path / "extract.csv", text)
    return cli.main(["people", "match", "--input", source, "--output", str(tmp_path / "links.csv"),
                     "--against", "database", "--as", world.emails[who]])  # fmt: skip


def looked_at(world, what, who="amara"):
    with viewing(world.viewers[who], NOW):
        return [
            (event.channel, [str(one) for one in event.person_ids])
            for event in AuditEvent.objects.filter(what=what)
        ]


def test_an_extract_is_linked_with_the_records_that_are_held(world, held, tmp_path, capsys):
    assert against_the_records(world, tmp_path, HEADER + ROBIN) == 0
    (pair,) = rows(tmp_path / "links.csv")
    assert (pair["id_left"], pair["id_right"], pair["bay_left"]) == ("1", held[0], "Bay 1")
    assert pair["decision"] in ("same", "review")
    groups = {row["id"] for row in rows(tmp_path / "links.clusters.csv")}
    assert groups == {"left:1", f"right:{held[0]}", f"right:{held[1]}"}
    assert "3 records" in capsys.readouterr().out


def test_linking_with_the_records_is_on_the_trail_with_whom_it_gave_away(world, held, tmp_path):
    against_the_records(world, tmp_path, HEADER + ROBIN)
    assert looked_at(world, "people match") == [("command", [held[0]])]


def test_rows_at_fault_are_written_beside_and_the_rest_is_linked(world, held, tmp_path):
    bad = "2,Sam,Testing,31/12/1990,,Bay 2\n3,,,,,Bay 3\n"
    assert against_the_records(world, tmp_path, HEADER + ROBIN + bad) == 1
    faults = [
        (row["line"], row["id"], row["column"]) for row in rows(tmp_path / "links.errors.csv")
    ]
    assert faults == [("3", "2", "date_of_birth"), ("4", "3", "")]
    assert [row["id_left"] for row in rows(tmp_path / "links.csv")] == ["1"]


def test_another_organisation_links_with_its_own_people_only(world, held, tmp_path):
    assert against_the_records(world, tmp_path, HEADER + ROBIN, who="otto") == 0
    assert rows(tmp_path / "links.csv") == []


def test_who_may_not_look_for_people_links_with_nobody(world, held, tmp_path, capsys):
    assert against_the_records(world, tmp_path, HEADER + ROBIN, who="grace") == 2
    assert "may not look for people" in capsys.readouterr().err
    assert not (tmp_path / "links.csv").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bay,shelf\n1,2\n", "names no column to match on"),
        ("", "It has: nothing"),
        ("given_name,given_name\nA,B\n", "a column stands twice: given_name"),
    ],
)
def test_a_file_without_the_columns_is_refused(world, tmp_path, capsys, text, words):
    assert against_the_records(world, tmp_path, text) == 2
    assert words in capsys.readouterr().err


def test_a_file_that_stops_being_text_half_way_is_refused(tmp_path, capsys):
    source = tmp_path / "extract.csv"
    source.write_bytes((HEADER + ROBIN * 2000).encode() + b"2,Zo\xeb,,,,\n")
    out = tmp_path / "links.csv"
    assert cli.main(["people", "match", "--input", str(source), "--output", str(out)]) == 2
    assert "UTF-8" in capsys.readouterr().err
    assert not out.exists()


def test_a_folder_cannot_be_read_and_a_place_that_is_not_there_cannot_be_written(tmp_path, capsys):
    source = written(tmp_path / "extract.csv", HEADER + ROBIN)
    nowhere = str(tmp_path / "nowhere" / "links.csv")
    assert cli.main(["people", "match", "--input", str(tmp_path), "--output", nowhere]) == 2
    assert "cannot be read" in capsys.readouterr().err
    assert cli.main(["people", "match", "--input", source, "--output", nowhere]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_two_records_are_explained_step_by_step(world, held, capsys):
    who = ["--as", world.emails["amara"]]
    assert cli.main(["people", "explain", *held, *who, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["decision"] == "different"
    steps = {step["comparison"]: step["weight"] for step in told["steps"]}
    assert sum(steps.values()) + told["start"] == pytest.approx(told["match_weight"], abs=0.001)
    assert cli.main(["people", "explain", held[0], held[0], *who]) == 0
    assert capsys.readouterr().out.endswith("Decision: same\n")
    assert [people for _, people in looked_at(world, "people explain")][:2] == [
        [each] for each in held
    ]


def test_a_record_is_explained_beside_a_file(world, held, tmp_path, capsys):
    known = {"given_name": "Robyn", "family_name": "Sampleford", "date_of_birth": "1992-03-27"}
    other = written(tmp_path / "robyn.json", json.dumps(known))
    who = ["--as", world.emails["amara"]]
    assert cli.main(["people", "explain", held[0], other, *who, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["match_weight"] > 0


def test_a_record_of_another_organisation_is_not_explained(world, held, capsys):
    assert cli.main(["people", "explain", *held, "--as", world.emails["otto"]]) == 2
    assert f"There is no record {held[0]}" in capsys.readouterr().err
    assert cli.main(["people", "explain", *held, "--as", world.emails["grace"]]) == 2
    assert "may not look for people" in capsys.readouterr().err


def extract(tmp_path, people, *, truth):
    path = tmp_path / "extract.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = None
        for made in made_up_records(people, rng=random.Random(5), on=date(2026, 6, 30)):
            record = {"id": made.id, **asdict(made.written)}
            record |= {"person": str(made.truth.person)} if truth else {}
            if out is None:
                out = csv.DictWriter(file, fieldnames=list(record))
                out.writeheader()
            out.writerow(record)
    return str(path)


@pytest.mark.parametrize("truth", [True, False])
def test_weights_are_learnt_from_an_extract_with_or_without_the_truth(tmp_path, capsys, truth):
    model = tmp_path / "model.json"
    source = extract(tmp_path, 1500, truth=truth)
    assert cli.main(["people", "train", "--input", source, "--output", str(model)]) == 0
    trained = json.loads(model.read_text(encoding="utf-8"))["trained"]
    assert (trained["from"], trained["records"]) == ("extract.csv", 1500)
    assert (trained["people"] < 1500) is truth
    known = written(tmp_path / "a.json", '{"given_name": "Wren", "family_name": "Placeholder"}')
    capsys.readouterr()
    assert cli.main(["people", "explain", known, known, "--model", str(model), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {step["comparison"]: step["weight"] for step in told["steps"]}["name"] > 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bay\n1\n", "names no column to match on"),
        (HEADER + ROBIN, "at least 1000 records are needed"),
    ],
)
def test_an_extract_that_teaches_nothing_is_refused(tmp_path, capsys, text, words):
    source = written(tmp_path / "small.csv", text)
    model = tmp_path / "model.json"
    assert cli.main(["people", "train", "--input", source, "--output", str(model)]) == 2
    assert words in capsys.readouterr().err
    assert not model.exists()


def test_what_cannot_be_read_teaches_nothing(tmp_path, capsys):
    latin = tmp_path / "latin.csv"
    latin.write_bytes(HEADER.encode() + b"1,Zo\xeb,,,,\n")
    for path in (latin, tmp_path / "nowhere.csv"):
        out = str(tmp_path / "model.json")
        assert cli.main(["people", "train", "--input", str(path), "--output", out]) == 2
    said = capsys.readouterr().err
    assert "UTF-8" in said
    assert "cannot be read" in said


def test_records_of_whom_no_two_are_alike_teach_nothing(tmp_path, capsys):
    lines = (f"{n},Given{n},Family{n},,,\n" for n in range(1000))
    source = written(tmp_path / "unlike.csv", HEADER + "".join(lines))
    out = str(tmp_path / "model.json")
    assert cli.main(["people", "train", "--input", source, "--output", out]) == 2
    assert "nothing can be learnt" in capsys.readouterr().err
