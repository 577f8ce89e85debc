"""What several tests of pages begin with."""

import pytest

from tests.pages.screening_browser import LATER
from throughcare.web import clock


@pytest.fixture
def an_hour_later(monkeypatch):
    """It is an hour later than the person was met."""
    monkeypatch.setattr(clock, "now", lambda: LATER)
