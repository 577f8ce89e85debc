"""A file of published values is read as it was written, and a wrong one is named with its line."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from throughcare.sourced import LoadedYaml, Sourced, Status, WrongFile, load

SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["limits"],
    "additionalProperties": False,
    "properties": {
        "limits": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "limit"],
                "additionalProperties": False,
                "patternProperties": {"^x-": {}},
                "properties": {
                    "id": {"type": "string"},
                    "limit": {
                        "description": "a length of time such as PT24H",
                        "type": "string",
                        "pattern": "^PT[0-9]+H$",
                    },
                    "kind": {"enum": ["law", "local"]},
                    "from": {"type": ["string", "null"], "format": "date"},
                    "warn": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/warn"}]},
                    "holds": {"type": "boolean"},
                },
            },
        }
    },
    "$defs": {"warn": {"type": "object", "properties": {"hours": {"type": "integer"}}}},
}


def written(folder: Path, text: str, schema: dict[str, Any] = SCHEMA) -> LoadedYaml:
    path = folder / "limits.yaml"
    path.write_text(text, "utf-8")
    return load(path, schema)


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(WrongFile) as refused:
        written(folder, text)
    return str(refused.value)


GOOD = """\
limits:
  - id: first
    limit: PT24H

  - id: second
    # a remark
    limit: PT6H
    from: 2017-04-03
"""


def test_a_right_file_is_read_and_remembers_its_lines(tmp_path: Path) -> None:
    loaded = written(tmp_path, GOOD)
    assert loaded.data["limits"][1] == {"id": "second", "limit": "PT6H", "from": "2017-04-03"}
    assert loaded.line("limits", 1, "limit") == 7
    assert loaded.line("limits", 0, "nothing here") == 2


def test_a_wrong_value_is_named_with_its_file_line_and_place(tmp_path: Path) -> None:
    assert refusal(tmp_path, GOOD.replace("PT6H", "P24")) == (
        "limits.yaml line 7: limits[1].limit: 'P24' is not a length of time such as PT24H"
    )


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("kind: custom", "limits[0].kind: 'custom' is not one of law, local"),
        ("kinds: law", "limits[0].kinds: is not an entry that belongs here"),
        ("from: 3 April", "limits[0].from: '3 April' is not of the form date"),
        ("from: 2017", "limits[0].from: 2017 is not text (put it in quotation marks) or empty"),
        ("warn: {hours: two}", "limits[0].warn.hours: 'two' is not a whole number"),
        ("holds: yes", "limits[0].holds: 'yes' is not true or false"),
        ("id: again", "limits[0].id: is there twice"),
    ],
)
def test_each_mistake_is_put_in_words(tmp_path: Path, line: str, sentence: str) -> None:
    text = f"limits:\n  - id: first\n    limit: PT1H\n    {line}\n"
    assert refusal(tmp_path, text) == f"limits.yaml line 4: {sentence}"


def test_a_missing_entry_is_named_where_it_should_stand(tmp_path: Path) -> None:
    assert refusal(tmp_path, "limits:\n  - id: first\n") == (
        "limits.yaml line 2: limits[0]: 'limit' is missing"
    )


def test_every_mistake_is_named_in_the_order_of_the_file(tmp_path: Path) -> None:
    said = refusal(tmp_path, GOOD.replace("PT24H", "soon").replace("PT6H", "later"))
    assert [sentence.split(":")[0] for sentence in said.splitlines()] == [
        "limits.yaml line 3",
        "limits.yaml line 7",
    ]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("limits:\n  - id: [first\n", "limits.yaml line 3: this is not YAML"),
        ("", "limits.yaml line 1: None is not a group of named entries"),
        ("limits: &all []\nagain: *all\n", "limits.yaml line 1: again: write this out"),
        ("a: 1\n---\nb: 2\n", "limits.yaml line 2: this is not YAML"),
        ("a: \x00\n", "limits.yaml line 1: this is not YAML in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, text: str, start: str) -> None:
    assert refusal(tmp_path, text).startswith(start)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "limits.yaml"
    path.write_bytes("limits: [é]".encode("cp1252"))
    with pytest.raises(WrongFile, match=r"limits.yaml line 1: this is not YAML in UTF-8"):
        load(path, SCHEMA)


def test_words_and_numbers_are_what_their_writer_meant(tmp_path: Path) -> None:
    text = "- no\n- on\n- 1:30\n- 010\n- 2017-04-03\n- 7\n- -0.5\n- true\n- '7'\n- null\n- 1.10.1\n"
    assert written(tmp_path, text, {}).data == [
        "no", "on", "1:30", "010", "2017-04-03", 7, -0.5, True, "7", None, "1.10.1",
    ]  # fmt: skip


def test_numbered_entries_are_kept_as_text(tmp_path: Path) -> None:
    assert written(tmp_path, "0: never\n1: often\n", {}).data == {"0": "never", "1": "often"}


def test_a_room_may_refuse_for_its_own_reasons_in_the_same_words(tmp_path: Path) -> None:
    wrong = written(tmp_path, GOOD).wrong(("limits", 1, "id"), "is used already")
    assert str(wrong) == "limits.yaml line 5: limits[1].id: is used already"
    assert str(written(tmp_path, GOOD).wrong((), "is too long")) == (
        "limits.yaml line 1: is too long"
    )


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        (date(2017, 4, 2), False),
        (date(2017, 4, 3), True),
        (date(2020, 1, 1), True),
        (date(2020, 1, 2), False),
    ],
)
def test_a_value_holds_from_its_first_day_to_its_last(on: date, holds: bool) -> None:
    dated = Sourced(
        "limit", 24, "hours", "an Act", Status.VERIFIED, date(2017, 4, 3), date(2020, 1, 1)
    )
    undated = Sourced("limit", 24, "hours", "an Act", Status.UNVERIFIED)
    assert dated.holds_on(on) is holds
    assert undated.holds_on(on)


def test_nothing_heavy_is_loaded_before_a_file_is_read() -> None:
    program = (
        "import sys, throughcare.sourced, throughcare.codes\n"
        "print(*({'yaml', 'jsonschema', 'django'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b""
