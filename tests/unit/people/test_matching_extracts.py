"""Extracts are linked from files: what is written, what is said of bad rows, and on Spark the
same."""

import csv
import json
import random
import shutil
import subprocess
import sys
from dataclasses import asdict
from datetime import date

import pytest

from throughcare.people.made_up import made_up_records
from throughcare.web.cli import main

ON = date(2026, 6, 30)
HEADER = "id,given_name,family_name,other_names,date_of_birth,sex,postcode,nhs_number,pnc,ward\n"
ROWS = (
    "1,Robin,Sampleford,,1992-03-27,male,ZA1 1AA,9990000018,2019/0000001S,A\n"
    "2,Robyn,Sampleford,,1992-03-27,male,ZA1 1AA,,19/1S,B\n"
    "3,Tegan,Examplar,,1980-01-02,female,,,,C\n"
)


def written(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def match(tmp_path, *more, text=HEADER + ROWS):
    output = tmp_path / "links.csv"
    source = written(tmp_path, "people.csv", text)
    status = main(["people", "match", "--input", str(source), "--output", str(output), *more])
    return status, output


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_pairs_and_groups_are_written_and_other_columns_are_carried(tmp_path, capsys):
    status, output = match(tmp_path)
    assert status == 0
    (pair,) = rows(output)
    assert (pair["id_left"], pair["id_right"], pair["decision"]) == ("1", "2", "same")
    assert (pair["ward_left"], pair["ward_right"]) == ("A", "B")
    assert float(pair["match_probability"]) > 0.99
    groups = {row["id"]: row["cluster"] for row in rows(tmp_path / "links.clusters.csv")}
    assert groups == {"1": "1", "2": "1", "3": "3"}
    assert rows(tmp_path / "links.errors.csv") == []
    assert "3 records, 1 pair is the same person" in capsys.readouterr().out


def test_rows_at_fault_are_said_one_by_one_and_the_rest_is_linked(tmp_path):
    bad = "4,Sam,Testing,,31/12/1990,,,,,D\n5,,,,,,,,,E\n1,Again,Same,,,,,,,F\n6,short\n"
    wrong_number = "7,Ann,Wrongly,,1970-01-01,,,9990000019,,G\n"
    status, output = match(tmp_path, text=HEADER + ROWS + bad + wrong_number)
    assert status == 1
    faults = {(row["line"], row["column"]): row["problem"] for row in rows(
        tmp_path / "links.errors.csv")}  # fmt: skip
    assert "YYYY-MM-DD" in faults["5", "date_of_birth"]
    assert "no name" in faults["6", ""]
    assert "same id" in faults["7", "id"]
    assert "cells" in faults["8", ""]
    assert "matched without it" in faults["9", "nhs_number"]
    assert len(rows(output)) == 1


def test_a_file_without_columns_to_match_on_is_refused_in_plain_words(tmp_path, capsys):
    status, _ = match(tmp_path, text="colour,shape\nred,round\n")
    assert status == 2
    said = capsys.readouterr().err
    assert "names no column to match on" in said
    assert "Divide the columns by commas" not in said
    match(tmp_path, text="given_name;family_name\nRobin;Sampleford\n")
    assert "Divide the columns by commas" in capsys.readouterr().err


def test_a_file_in_another_encoding_or_nowhere_is_refused(tmp_path, capsys):
    latin = tmp_path / "latin.csv"
    latin.write_bytes("given_name\nZoë\n".encode("latin-1"))
    for path in (latin, tmp_path / "nowhere.csv"):
        out = str(tmp_path / "o.csv")
        assert main(["people", "match", "--input", str(path), "--output", out]) == 2
    said = capsys.readouterr().err
    assert "UTF-8" in said
    assert "cannot be read" in said


def test_two_extracts_are_linked_with_each_other_only(tmp_path):
    other = written(tmp_path, "other.csv", HEADER + ROWS.replace("1,Robin", "9,Robin"))
    status, output = match(tmp_path, "--against", str(other))
    assert status == 0
    pairs = {(row["id_left"], row["id_right"]) for row in rows(output)}
    assert pairs == {("1", "9"), ("1", "2"), ("2", "9"), ("2", "2"), ("3", "3")}
    ids = [row["id"] for row in rows(tmp_path / "links.clusters.csv")]
    assert ids == ["left:1", "left:2", "left:3", "right:9", "right:2", "right:3"]


def test_somebody_is_found_under_another_name_that_they_gave(tmp_path):
    text = HEADER + (
        "1,Robin,Sampleford,Lee; Wren Placeholder,1992-03-27,male,ZA1 1AA,,,A\n"
        "2,Wren,Placeholder,,1992-03-27,male,ZA1 1AA,,,B\n"
    )
    _, output = match(tmp_path, text=text)
    assert [row["decision"] for row in rows(output)] == ["same"]


def test_two_people_are_never_joined_through_a_third_record(tmp_path):
    text = HEADER + (
        "1,Robin,Sampleford,,1992-03-27,male,ZA1 1AA,9990000018,,A\n"
        "2,Robin,Sampleford,,1992-03-27,male,ZA1 1AA,,,B\n"
        "3,Robin,Sampleford,,1992-03-27,male,ZA1 1AA,9990000026,,C\n"
    )
    _, output = match(tmp_path, text=text)
    groups = {row["id"]: row["cluster"] for row in rows(tmp_path / "links.clusters.csv")}
    assert groups["1"] != groups["3"]
    assert sorted(row["decision"] for row in rows(output)) == ["review", "review", "same"]


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(tmp_path):
    text = HEADER + ROWS.replace(",A\n", ",=cmd()\n")
    _, output = match(tmp_path, text=text)
    assert rows(output)[0]["ward_left"] == "'=cmd()"


def test_explain_gives_the_weight_of_each_comparison_without_a_database(tmp_path, capsys):
    known = {"given_name": "Robin", "family_name": "Sampleford", "date_of_birth": "1992-03-27"}
    known |= {"postcode": "ZA1 1AA"}
    one = written(tmp_path, "a.json", json.dumps(known))
    assert main(["people", "explain", str(one), str(one), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    total = told["start"] + sum(step["weight"] for step in told["steps"])
    assert told["match_weight"] == pytest.approx(total, abs=0.001)
    assert told["decision"] == "same"
    assert main(["people", "explain", str(one), str(one)]) == 0
    assert "Match weight" in capsys.readouterr().out


def test_explain_says_what_it_did_not_compare(tmp_path, capsys):
    told = (
        '{"given_name": "Robin", "family_name": "Sampleford", "nhs_number": "123", "dob": "1992"}'
    )
    one = written(tmp_path, "a.json", told)
    assert main(["people", "explain", str(one), str(one)]) == 0
    said = capsys.readouterr().err
    assert "not compared: dob" in said
    assert "nhs_number is not valid; compared without it" in said


def test_explain_of_what_is_neither_a_record_nor_a_file_says_so(tmp_path, capsys):
    one = written(tmp_path, "a.json", '{"family_name": "Sampleford"}')
    assert main(["people", "explain", str(one), "no-such-thing"]) == 2
    assert "no-such-thing is neither the id of a record nor a file" in capsys.readouterr().err
    assert main(["people", "explain", str(one), str(one), "--model", str(one)]) == 2
    assert "is no model that this version can use" in capsys.readouterr().err


@pytest.mark.parametrize("output", ["people.csv", "more.csv", "w.csv"])
def test_what_is_read_is_never_written_over(tmp_path, capsys, output):
    more = written(tmp_path, "more.csv", HEADER + ROWS)
    extract = written(
        tmp_path, "w.errors.csv" if output == "w.csv" else "people.csv", HEADER + ROWS
    )
    words = ["--input", str(extract), "--against", str(more), "--output", str(tmp_path / output)]
    assert main(["people", "match", *words]) == 2
    assert "would be written over" in capsys.readouterr().err
    assert extract.read_text(encoding="utf-8") == more.read_text(encoding="utf-8") == HEADER + ROWS


@pytest.mark.parametrize(
    "text", ["[]", "{", '{"date_of_birth": "31/12/1990", "given_name": "A"}', "{}"]
)
def test_explain_says_what_is_wrong_with_a_file(tmp_path, capsys, text):
    bad = written(tmp_path, "bad.json", text)
    assert main(["people", "explain", str(bad), str(bad)]) == 2
    assert "bad.json" in capsys.readouterr().err


def test_explaining_two_files_loads_neither_django_nor_an_engine(tmp_path):
    one = written(tmp_path, "a.json", '{"given_name": "Robin", "family_name": "Sampleford"}')
    code = (
        "import sys; from throughcare.web.cli import main\n"
        f"main(['people', 'explain', {str(one)!r}, {str(one)!r}])\n"
        "print(*({'django', 'duckdb', 'splink', 'pyarrow'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == ""


def test_training_writes_a_model_that_can_be_used(tmp_path, capsys):
    model = tmp_path / "model.json"
    assert main(["people", "train", "--people", "4000", "--seed", "3", "--output", str(model)]) == 0
    told = json.loads(model.read_text(encoding="utf-8"))
    assert told["trained"]["records"] == 4000
    status, output = match(tmp_path, "--model", str(model))
    assert status == 0
    assert len(rows(output)) == 1


def test_too_few_to_learn_from_are_refused(tmp_path, capsys):
    out = str(tmp_path / "m.json")
    assert main(["people", "train", "--people", "10", "--output", out]) == 2
    assert "Too few" in capsys.readouterr().err


NO_SPARK = "Spark is not installed; `make test-spark` fetches it, and Java 17, and runs this one"


@pytest.mark.xdist_group("spark")
def test_spark_answers_as_duckdb_does(tmp_path):
    pytest.importorskip("pyspark", reason=NO_SPARK)
    if shutil.which("java") is None:
        pytest.skip(NO_SPARK)
    source = tmp_path / "made-up.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        out = None
        for made in made_up_records(600, rng=random.Random(8), on=ON):
            record = {"id": made.id, **asdict(made.written)}
            if out is None:
                out = csv.DictWriter(file, fieldnames=list(record))
                out.writeheader()
            out.writerow(record)
    answers = {}
    for engine in ("duckdb", "spark"):
        output = tmp_path / f"{engine}.csv"
        main(["people", "match", "--input", str(source), "--output", str(output),
              "--engine", engine])  # fmt: skip
        answers[engine] = (
            sorted(map(tuple, (row.items() for row in rows(output)))),
            rows(tmp_path / f"{engine}.clusters.csv"),
        )
    assert len(answers["duckdb"][0]) > 200
    assert answers["duckdb"] == answers["spark"]
