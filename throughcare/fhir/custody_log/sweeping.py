"""When Python looks for what nobody needs any more, while a file comes in batch by batch."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def sweeping_by_batch() -> Iterator[Callable[[], object]]:
    """Python looks for what nobody needs any more between batches, and not each time that some
    hundreds of objects were made: all that a batch makes is needed until its end.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield lambda: gc.collect(1)
    finally:
        if was:
            gc.enable()
