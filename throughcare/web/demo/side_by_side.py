"""Runs one piece of work in several processes that wait for each other after every day."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from threading import BrokenBarrierError

from django.db import connections

LONGEST_WAIT = 300
"""Seconds after which a process that does not come to a meeting is given up."""

STOPPED = "A process that fills the demonstration stopped before its part was done. Start again."

Say = Callable[[float], None]
Work = Callable[[int, Callable[[], None], Say], None]
"""Which part, whom to wait for after each day, and whom to tell how far it has come."""


class Unfinished(Exception):
    """One of the processes did not finish its part."""


@contextmanager
def stoppable() -> Iterator[Callable[[], None]]:
    """Within the block Ctrl-C is only noted, and obeyed where what is yielded is called.

    So that it never cuts through a transaction or the beginning of another process.
    """
    asked: list[bool] = []
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:
        signal.signal(signal.SIGINT, lambda *_: asked.append(True))

    def stop_if_asked() -> None:
        if asked:
            raise KeyboardInterrupt

    try:
        yield stop_if_asked
    finally:
        signal.signal(signal.SIGINT, before)


def together(work: Work, *, processes: int, say: Say) -> None:
    """Do every part of the work, the first one here. Raises `Unfinished` if another fails."""
    if processes == 1:
        work(0, lambda: None, say)
        return
    # Forked, so that each knows the county without being told; no connection may be shared.
    connections.close_all()
    context = get_context("fork")
    barrier = context.Barrier(processes)
    others = [
        context.Process(target=_other, args=(work, part, barrier), daemon=True)
        for part in range(1, processes)
    ]
    for other in others:
        other.start()
    try:
        work(0, lambda: _wait(barrier), say)
        for other in others:
            other.join()
    except BrokenBarrierError as broken:
        raise Unfinished(STOPPED) from broken
    finally:
        for other in others:
            other.terminate()
            other.join()
    if any(other.exitcode for other in others):
        raise Unfinished(STOPPED)


def _wait(barrier: Barrier) -> None:
    barrier.wait(LONGEST_WAIT)


def _other(work: Work, part: int, barrier: Barrier) -> None:
    try:
        work(part, lambda: _wait(barrier), lambda _: None)
        connections.close_all()
    except (KeyboardInterrupt, BrokenBarrierError):
        # The first process says what there is to say.
        barrier.abort()
        sys.exit(1)
    except BaseException:
        barrier.abort()
        raise
