"""`throughcare demo` as a newcomer runs it: filled once a day, refused where it must not run."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

FEW = ("--people", "20", "--days", "7")
DONE, WRONG_USE = 0, 2


def demo(data: Path, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the command on a server of its own."""
    return subprocess.run(
        [sys.executable, "-m", "throughcare", "demo", *words],
        env=surroundings(data) | environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def surroundings(data: Path) -> dict[str, str]:
    """The environment of a newcomer, with data kept in a folder of the test."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("THROUGHCARE_", "DATABASE_", "DJANGO_", "COVERAGE", "PYTEST"))
    }
    return kept | {"THROUGHCARE_DATA": str(data), "THROUGHCARE_TESTS": "1"}


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """Where the demonstration of this file keeps its data.

    Not below pytest's own folder: every new run of tests closes that to the database's user.
    """
    # Whoever starts the tests in the background has Ctrl-C ignored, and every process after it too.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="throughcare-demo-") as folder:
        yield Path(folder)
    signal.signal(signal.SIGINT, before)


def test_a_filling_that_was_interrupted_is_begun_again_and_a_whole_one_is_found(data: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "throughcare", "demo", *FEW, "--no-serve"],
        env=surroundings(data),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert running.stderr is not None
    said = running.stderr.readline()
    assert "Filling" in said
    os.killpg(running.pid, signal.SIGINT)
    rest = running.communicate(timeout=60)[1]
    assert "Traceback" not in rest
    assert rest.rstrip().endswith("Stopped.")
    filled = demo(data, *FEW, "--no-serve")
    assert filled.returncode == DONE, filled.stderr
    assert "Filling Ambershire with 20 made-up people over 7 days." in filled.stderr
    again = demo(data, *FEW, "--no-serve")
    assert again.returncode == DONE
    assert "as it was filled earlier today" in again.stderr


def test_it_serves_says_who_can_sign_in_and_ends_without_a_trace(data: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = subprocess.Popen(
        [
            *(sys.executable, "-m", "throughcare", "demo", *FEW),
            *("--bind", f"127.0.0.1:{port}"),
        ],
        env=surroundings(data),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert running.stdout is not None
    said = ""
    while "Stop with Ctrl-C" not in said:
        line = running.stdout.readline()
        assert line, said
        said += line
    assert f"http://127.0.0.1:{port}/sign-in" in said
    assert "Amara Obi" in said
    answered = False
    for _ in range(100):
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                answered = True
                break
        time.sleep(0.2)
    assert answered
    taken = demo(data, "--bind", f"127.0.0.1:{port}")
    assert taken.returncode == WRONG_USE
    assert "--bind" in taken.stderr
    os.killpg(running.pid, signal.SIGINT)
    running.wait(timeout=60)
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)


def test_it_refuses_where_real_people_are(tmp_path: Path) -> None:
    refused = demo(tmp_path, *FEW, DATABASE_URL="postgresql://somewhere/records")
    assert refused.returncode == WRONG_USE
    assert "Unset DATABASE_URL" in refused.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words", [("--people", "3"), ("--days", "1000"), ("--bind", "nowhere"), ("--seed", "x")]
)
def test_wrong_words_are_refused_before_anything_begins(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    refused = demo(tmp_path, *words)
    assert refused.returncode == WRONG_USE
    assert words[0] in refused.stderr
    assert not list(tmp_path.iterdir())
