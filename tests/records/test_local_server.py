"""The server of our own serves several processes, and goes when the last of them does."""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from throughcare.web import address
from throughcare.web.local_server import LocalServer

HOLD = """
import sys
from pathlib import Path
from throughcare.web import address
from throughcare.web.local_server import LocalServer
LocalServer(Path(sys.argv[1]), address._programs, durable=False).hold()
print("held", flush=True)
sys.stdin.read()
"""


def _holder(folder: Path) -> subprocess.Popen[str]:
    started = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert started.stdout
    assert started.stdout.readline() == "held\n"
    return started


def _leave(holder: subprocess.Popen[str]) -> None:
    holder.communicate(timeout=30)
    assert holder.returncode == 0


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder of its own: pytest's are closed to all others, and root's server is another user."""
    with tempfile.TemporaryDirectory(prefix="throughcare-tests-") as made:
        yield Path(made)


@pytest.fixture
def server(folder: Path) -> LocalServer:
    return LocalServer(folder / "postgres", address._programs, durable=False)


def test_the_server_outlives_who_started_it_and_goes_with_the_last(server: LocalServer) -> None:
    first, second = _holder(server.folder), _holder(server.folder)
    _leave(first)
    assert server.is_running()
    _leave(second)
    assert not server.is_running()


def test_a_process_that_is_killed_is_not_waited_for(server: LocalServer) -> None:
    killed = _holder(server.folder)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert server.is_running()
    _leave(_holder(server.folder))
    assert not server.is_running()


def test_a_folder_path_too_long_for_a_socket_is_no_hindrance(
    folder: Path, server: LocalServer
) -> None:
    deep = LocalServer(folder / ("deep" * 30) / "postgres", address._programs, durable=False)
    deep.folder.parent.mkdir()
    holder = _holder(deep.folder)
    assert deep.is_running()
    assert deep.socket_folder != deep.folder
    _leave(holder)
    deep.socket_folder.rmdir()
