"""The command line lists, shows and scores instruments without a database."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pytest

from throughcare.screening.instrument import FOLDER, detection, find, instruments, supply
from throughcare.web.commands import instrument as command


def call(*words: str) -> int:
    parser = argparse.ArgumentParser(prog="throughcare")
    command.add(parser.add_subparsers(required=True))
    args = parser.parse_args(["instrument", *words])
    return int(args.run(args))


def answers_file(folder: Path, document: object) -> str:
    path = folder / "answers.json"
    text = document if isinstance(document, str) else json.dumps(document)
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_list_names_every_instrument(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("list", "--json") == 0
    listed = {each["id"]: each for each in json.loads(capsys.readouterr().out)}
    assert {"phq-9", "gad-7", "audit-c", "ld-core", "reception-first", "ciwa-ar"} <= set(listed)
    assert listed["gad-7"]["can_be_asked"]
    assert listed["audit"]["tier"] == "plug-in"
    assert "not verified" in listed["bjmhs"]["why_not"][0]
    assert call("list") == 0
    assert "Patient Health Questionnaire" in capsys.readouterr().out


@pytest.mark.parametrize("instrument_id", ["audit-c", "ld-core", "phq-9", "pcl-5", "bjmhs"])
def test_show_lists_the_item_ids_that_score_accepts(
    instrument_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("show", instrument_id, "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert [item["id"] for item in document["items"]] == list(find(instrument_id).by_id())
    assert document["sources"]
    assert call("show", instrument_id) == 0
    assert document["items"][0]["text"] in capsys.readouterr().out


def test_show_says_how_well_it_finds_with_the_source_or_that_nothing_is_known(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert call("show", "gad-7", "--json") == 0
    known = json.loads(capsys.readouterr().out)["detection"]
    assert known["known"]
    assert known["figures"][0]["sensitivity"] == "89 %"
    assert all(each["source"] for each in known["figures"])
    assert call("show", "gad-7") == 0
    text = capsys.readouterr().out
    assert "sensitivity 89 %, specificity 82 %" in text
    assert known["figures"][0]["source"] in text
    for without in ("ld-core", "core-10", "audit"):
        assert call("show", without, "--json") == 0
        unknown = json.loads(capsys.readouterr().out)["detection"]
        assert not unknown["known"]
        assert not unknown["figures"]
        assert call("show", without) == 0
        assert "Sensitivity and specificity are not known." in capsys.readouterr().out


def test_words_that_hold_the_figures_count_as_known_and_nothing_else_does() -> None:
    in_words = {each.id for each in instruments() if (d := detection(each)).known and not d.figures}
    assert in_words == {"phq-9"}


def test_score_gives_exactly_the_agreed_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = answers_file(tmp_path, {"version": "1.0", "answers": {"1": 2, "2": 2, "3": 1}})
    assert call("score", "audit-c", "--answers", answers, "--json") == 0
    out = capsys.readouterr()
    document = json.loads(out.out)
    assert set(document) == {
        "instrument", "version", "complete", "missing", "score", "band", "flags", "working",
    }  # fmt: skip
    assert (document["score"], document["band"], document["complete"]) == (
        5,
        "increasing risk",
        True,
    )
    assert out.err == ""


def test_missing_answers_are_no_error_and_give_no_band(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = answers_file(tmp_path, {"version": "1.0", "answers": {"9": 1}})
    assert call("score", "phq-9", "--answers", answers, "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["complete"] is False
    assert document["score"] is None
    assert document["band"] is None
    assert document["flags"][0]["urgent"] is True
    assert call("score", "phq-9", "--answers", answers) == 0
    assert "URGENT" in capsys.readouterr().out


def test_facts_about_the_person_may_stand_beside_the_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = {"version": "1.0", "answers": {}, "context": {"age": 40, "sex": "male"}}
    assert call("score", "ld-core", "--answers", answers_file(tmp_path, document), "--json") == 0
    missing = json.loads(capsys.readouterr().out)["missing"]
    assert "pregnant" not in missing
    assert "school_missed" not in missing


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"version": "0.9", "answers": {}}, "version '0.9'"),
        ({"version": "1.0", "answers": {"1": 9}}, "cannot be 9"),
        ({"version": "1.0", "answers": {"sleepy": 1}}, "no item 'sleepy'"),
        ({"version": "1.0", "answers": {"1": 1, "interest": 1}}, "given twice"),
    ],
)
def test_answers_that_do_not_fit_are_refused_and_named(
    document: object, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = answers_file(tmp_path, document)
    assert call("score", "phq-9", "--answers", answers, "--json") == 1
    out = capsys.readouterr()
    assert out.out == ""
    assert said in out.err


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("{", "line 1 is not JSON"),
        ("", "is not JSON"),
        ("[]", "should hold"),
        ("{}", "does not say for which version"),
        ('{"version": 1.0, "answers": {}}', "does not say for which version"),
        ('{"version": "1.0"}', "has no answers"),
        ('{"version": "1.0", "answers": [1, 2]}', "has no answers"),
        ('{"version": "1.0", "answers": {"1": 0, "1": 3}}', "'1' is there twice"),
        ('{"version": "1.0", "answers": {}, "who": "x"}', "do not belong there: who"),
        ('{"version": "1.0", "answers": {}, "context": {"age": "x"}}', "whole number of years"),
        ('{"version": "1.0", "answers": {}, "context": {"sex": "x"}}', "female or male"),
        ('{"version": "1.0", "answers": {}, "context": {"name": "x"}}', "age, sex and setting"),
        ("[" * 200_000, "is not JSON"),
        ('{"a": ' + "9" * 10_000 + "}", "is not JSON"),
        (" " * 1_000_001, "larger than"),
    ],
)
def test_a_file_that_cannot_be_used_is_wrong_use(
    document: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("score", "phq-9", "--answers", answers_file(tmp_path, document), "--json") == 2
    out = capsys.readouterr()
    assert out.out == ""
    assert said in out.err


def test_what_is_not_there_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = answers_file(tmp_path, {"version": "1.0", "answers": {}})
    latin = tmp_path / "latin.json"
    latin.write_bytes(b'{"version": "\xe9"}')
    assert call("score", "phq-99", "--answers", good) == 2
    assert call("show", "phq-99") == 2
    assert call("show", "phq-9", "--version", "9.9") == 2
    assert call("score", "phq-9", "--answers", str(tmp_path / "nothing.json")) == 2
    assert call("score", "phq-9", "--answers", str(tmp_path)) == 2
    assert call("score", "phq-9", "--answers", str(latin)) == 2
    assert capsys.readouterr().out == ""


def known_file(folder: Path, document: object) -> str:
    path = folder / "known.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def test_questions_says_what_remains_when_answers_are_held(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = {
        "at": "2026-11-22T09:00:00Z",
        "context": {"age": 30, "sex": "male"},
        "known": {
            "anxiety.worry": {"value": "yes", "given_at": "2026-11-12T09:00:00Z"},
            "armed_forces.ever": {"value": "no", "given_at": "2026-01-12T09:00:00"},
            "gambling.problem": {"value": "no", "given_at": "2026-01-12T09:00:00Z"},
            "suicide.thoughts": {"value": "no", "given_at": "2026-11-22T08:00:00Z"},
            "home.safe": {"value": "mine", "given_at": "2026-11-22T08:00:00Z"},
            "school.missed": {"value": "yes", "given_at": "2026-11-22T08:00:00Z"},
            "alcohol.problem": {"value": "yes"},
            "drugs.used": {"value": ["none"], "given_at": "2026-11-23T08:00:00Z"},
        },
    }
    known = known_file(tmp_path, document)
    assert call("questions", "ld-core", "--known", known, "--json") == 0
    left = json.loads(capsys.readouterr().out)
    assert [each["item"] for each in left["confirm"]] == ["worry", "armed_forces"]
    assert left["confirm"][0]["fresh_until"] == "2026-12-12T09:00:00+00:00"
    assert left["avoided"] == 2
    why = {each["item"]: each["because"] for each in left["asked_again"]}
    assert why == {
        "gambling": "it is too old",
        "thoughts_of_suicide": "it is always asked, for safety",
        "safe_home": "it is no answer to this question",
        "alcohol": "nobody knows when it was given",
        "drugs": "it is dated in the future",
    }
    assert "school_missed" not in left["ask"]
    assert "interpreter" in left["ask"]
    assert call("questions", "ld-core", "--known", known) == 0
    text = capsys.readouterr().out
    assert "To confirm only: 2." in text
    assert "ask      gambling" in text
    assert "too old" in text


def test_the_newest_of_two_answers_held_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"concept": "alcohol.frequency", "value": 1, "given_at": "2026-11-20T09:00:00Z"},
        {"concept": "alcohol.frequency", "value": 4, "given_at": "2026-11-21T09:00:00Z"},
        {"concept": "alcohol.frequency", "value": 2, "given_at": "2026-11-19T09:00:00Z"},
    ]
    document = {"at": "2026-11-22T09:00:00Z", "known": rows, "answers": {"units": 2}}
    assert call("questions", "audit-c", "--known", known_file(tmp_path, document), "--json") == 0
    left = json.loads(capsys.readouterr().out)
    assert [each["value"] for each in left["confirm"]] == [4]
    assert left["ask"] == ["heavy_days"]


@pytest.mark.parametrize(
    ("document", "status", "said"),
    [
        ({}, 2, "has no answers that are held"),
        ({"known": {"a": 1}}, 2, "with its value and its moment"),
        ({"known": [{"value": 1}]}, 2, "needs its concept and its value"),
        ({"known": {"a": {"value": 1, "by": "me"}}}, 2, "do not belong: by"),
        ({"known": {"a": {"value": 1, "given_at": "now"}}}, 2, "is not a moment"),
        ({"known": {}, "at": "today"}, 2, "at is not a moment"),
        ({"known": {}, "answers": []}, 2, "answers should be by item"),
        ({"known": {}, "answers": {"units": 9}}, 1, "Item 2 (units) cannot be 9"),
    ],
)
def test_a_file_of_known_answers_that_does_not_fit_is_refused(
    document: object,
    status: int,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    known = known_file(tmp_path, document)
    assert call("questions", "audit-c", "--known", known, "--json") == status
    out = capsys.readouterr()
    assert out.out == ""
    assert said in out.err


def test_validate_tries_the_worked_cases_beside_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = FOLDER / "gad-7-1.0.yaml"
    assert call("validate", str(good)) == 0
    assert "is sound. Worked cases that hold: 9." in capsys.readouterr().out
    assert call("validate", str(FOLDER / "bjmhs-1.0.yaml")) == 0
    assert "It cannot be asked" in capsys.readouterr().out
    copy = tmp_path / good.name
    copy.write_bytes(good.read_bytes())
    cases = tmp_path / "gad-7-1.0.cases.yaml"
    text = (FOLDER / cases.name).read_text("utf-8")
    cases.write_text(text.replace("score: 21,", "score: 20,"), encoding="utf-8")
    assert call("validate", str(copy), "--json") == 1
    said = json.loads(capsys.readouterr().out)
    assert not said["valid"]
    assert "score is 21, and 20 was expected" in said["problems"][0]
    cases.write_text(text.replace("nervous: 3", "nervous: 7"), encoding="utf-8")
    assert call("validate", str(copy)) == 1
    assert "(nervous) cannot be 7" in capsys.readouterr().err


def test_validate_names_the_line_of_every_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "gad-7-1.0.yaml"
    text = (FOLDER / wrong.name).read_text("utf-8")
    wrong.write_text(text.replace("most: 21", "most: 22", 1), encoding="utf-8")
    assert call("validate", str(wrong)) == 1
    assert "gad-7-1.0.yaml line " in capsys.readouterr().err
    assert call("validate", str(tmp_path / "nothing.yaml")) == 2


def test_the_words_of_a_site_can_be_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sds-1.0.wording.yaml").write_text("instrument: sds\n", encoding="utf-8")
    try:
        assert call("show", "sds", "--wordings", str(tmp_path)) == 1
    finally:
        supply(None)
    assert "sds-1.0.wording.yaml line 1" in capsys.readouterr().err


@pytest.mark.parametrize("words", [(), ("score", "phq-9"), ("show",), ("weigh", "phq-9")])
def test_a_command_without_its_parts_is_wrong_use(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as stopped:
        call(*words)
    assert stopped.value.code == 2


def test_it_needs_neither_django_nor_a_database(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from throughcare.web.cli import main\n"
        "code = main(['instrument', 'score', 'phq-9', '--answers', sys.argv[1]])\n"
        "loaded = {name.split('.')[0] for name in sys.modules}\n"
        "assert not loaded & {'django', 'psycopg', 'cedarpy', 'typst'}\n"
        "sys.exit(code)\n"
    )
    answers = answers_file(tmp_path, {"version": "1.0", "answers": {"1": 0}})
    done = subprocess.run([sys.executable, "-c", program, answers], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
