"""One browser for all journeys; for each file of journeys a service with a world of its own."""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conftest import template
from tests.system.service import own_database, served
from throughcare.web import clock
from throughcare.web.demo.county import County, set_up
from throughcare.web.demo.directory import fill_directory
from throughcare.web.words import london_date

PATIENCE = 20_000  # milliseconds, on a machine that does other things as well
BEGAN_BEFORE = timedelta(days=100)
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first of these that is here. The headless shell is the same Chromium without its windows and
menus, which no test sees."""
BROWSER = os.environ.get("THROUGHCARE_BROWSER") or next(
    filter(None, map(shutil.which, CHROMIUMS)), "/usr/bin/chromium"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys of one file share a service, so they stay together on one test process."""
    for item in items:
        if "system" in Path(item.path).parts:
            item.add_marker(pytest.mark.xdist_group(Path(item.path).stem))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[County]:
    """Ambershire, staff and services, nobody in custody, in a database that journeys may fill."""
    began = clock.now() - BEGAN_BEFORE
    with django_db_blocker.unblock(), own_database(template()):
        ambershire = set_up(at=began, on=london_date(began))
        fill_directory(ambershire, clock.now())
        yield ambershire


@pytest.fixture(scope="module")
def address(county: County) -> Iterator[str]:
    """Where the service answers."""
    with served() as where:
        yield where


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()
