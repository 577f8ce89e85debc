"""One browser for all journeys; for each file of journeys a service with a world of its own."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import template
from tests.system.service import own_database, served
from tests.world import World, staffed
from throughcare.web import clock

BROWSER = os.environ.get("THROUGHCARE_BROWSER") or shutil.which("chromium") or "/usr/bin/chromium"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys of one file share a service, so they stay together on one test process."""
    for item in items:
        if "system" in Path(item.path).parts:
            item.add_marker(pytest.mark.xdist_group(Path(item.path).stem))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """The staff of Ambershire, in a database that journeys may fill."""
    with django_db_blocker.unblock(), own_database(template()):
        yield staffed(at=clock.now())


@pytest.fixture(scope="module")
def address(world: World) -> Iterator[str]:
    """Where the service answers."""
    with served() as where:
        yield where


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    yield context.new_page()
    context.close()
