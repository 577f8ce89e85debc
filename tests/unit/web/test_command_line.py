"""The command line among other programs."""

import subprocess
import sys


def test_whoever_has_read_enough_is_told_nothing_more():
    with subprocess.Popen(
        [sys.executable, "-m", "throughcare", "clock", "list", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0
