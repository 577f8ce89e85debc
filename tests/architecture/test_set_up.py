"""What a newcomer needs stands in two commands, and the build runs the same ones."""

import re
import subprocess

import pytest

from .tree import ROOT, kept_files


@pytest.mark.parametrize("target", ["demo", "test", "test-spark", "check", "docs", "bench", "lock"])
def test_make_knows(target: str) -> None:
    known = subprocess.run(
        ["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert known.returncode == 0, known.stderr


def test_the_build_runs_the_documented_commands() -> None:
    steps = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert steps.index("make check") < steps.index("make test")


def test_nothing_is_left_for_later() -> None:
    unfinished = re.compile(
        "|".join(("TO" + "DO", "FIX" + "ME", r"\bX" + r"XX\b", "coming " + "soon"))
    )
    assert not [
        f"{path.relative_to(ROOT)}:{number}"
        for path in kept_files()
        if path.suffix in {".py", ".jinja", ".yaml", ".md", ".toml", ".cedar", ".js", ".css", ""}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if unfinished.search(line)
    ]
