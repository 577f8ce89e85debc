"""Every command that needs the records says what is wrong when their database does not answer.

Each runs as a program of its own: what a test has loaded before would hide what is missing.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOMEBODY = "00000000-0000-4000-8000-000000000001"
COMMANDS = [
    ("people", "find", "Sampleford"),
    ("people", "explain", SOMEBODY, SOMEBODY),
    ("people", "trace", SOMEBODY),
    ("people", "match", "--input", "IN", "--output", "OUT", "--against", "database"),
    ("board", "custody", "amb-c1"),
    ("check-promises",),
    ("figures", "--json"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2]))
def test_a_command_begun_without_its_database_says_so(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    file = tmp_path / "in.csv"
    file.write_text("id,given_name,family_name\n1,Robin,Sampleford\n", encoding="utf-8")
    words = [
        {"IN": str(file), "OUT": str(tmp_path / "out.csv")}.get(word, word) for word in command
    ]
    done = subprocess.run(
        [sys.executable, "-m", "throughcare", *words],
        env=os.environ
        | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing", "THROUGHCARE_DEMO": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "does not answer" in done.stderr
