"""A process that serves loads what pages need before anybody asks."""

import gc

from throughcare.screening.instrument import instruments
from throughcare.web.commands.serve import settle


def test_what_pages_need_is_loaded_and_left_alone_by_the_collector():
    before = gc.get_freeze_count()
    try:
        settle()
        assert gc.get_freeze_count() > before + 50_000
        assert instruments.cache_info().currsize == 1
    finally:
        gc.unfreeze()
