"""The command line lists, shows and scores instruments without a database."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pytest

from throughcare.screening.instrument import find
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
    assert [each["id"] for each in json.loads(capsys.readouterr().out)] == [
        "audit-c",
        "ld-core",
        "phq-9",
    ]
    assert call("list") == 0
    assert "Patient Health Questionnaire" in capsys.readouterr().out


@pytest.mark.parametrize("instrument_id", ["audit-c", "ld-core", "phq-9"])
def test_show_lists_the_item_ids_that_score_accepts(
    instrument_id: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("show", instrument_id, "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert [item["id"] for item in document["items"]] == list(find(instrument_id).by_id())
    assert document["sources"]
    assert call("show", instrument_id) == 0
    assert document["items"][0]["text"] in capsys.readouterr().out


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
