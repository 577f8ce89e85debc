"""How every test begins: the demonstration's configuration, on a database of the tests' own.

The first process that needs a database migrates a template of it; every other one copies that.
"""

import fcntl
import os
import tempfile
from hashlib import sha256
from pathlib import Path

os.environ["THROUGHCARE_TESTS"] = "1"
os.environ["THROUGHCARE_DEMO"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "throughcare.web.settings"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps a loop of its own

import django
import pytest
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core.management import call_command
from django.db import connection, connections
from django.http import HttpRequest

from throughcare.web import database

django.setup()

from throughcare.access.actions import acting  # noqa: E402 - after the set-up above
from throughcare.web import clock  # noqa: E402
from throughcare.web.door import LAST_SEEN  # noqa: E402

ROOT = Path(__file__).parents[1]
DJANGO_OWN = ("django_session", "django_migrations", "django_content_type", "auth_")
CHANGING = ("INSERT", "UPDATE", "DELETE")


def _schema_mark() -> str:
    """Changes when a migration, a model or a row policy does."""
    files = sorted(
        [*ROOT.glob("throughcare/*/migrations/*.py"), *ROOT.glob("throughcare/access/rows.py")]
    )
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


def template() -> str:
    name = f"test_template_{_schema_mark()}"
    with (Path(tempfile.gettempdir()) / "throughcare-tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not database.is_ready(name):
            database.drop(name)
            database.prepare(name)
            settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
            with database.as_owner():
                call_command("migrate", verbosity=0)
            connections.close_all()
            database.mark_ready(name)
    return name


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """The name of the database is ours to give."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest, worker_id: str) -> object:
    """A fresh copy of the template for this process."""
    with django_db_blocker.unblock():
        name = f"test_{worker_id}_{os.getpid()}"
        database.copy(template(), name)
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
        yield
        connections.close_all()
        database.drop(name)


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """The name of this test process."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


def _comes_in(request: HttpRequest, **_: object) -> None:
    """A client that is signed in by force has come in as a worker does."""
    request.session[LAST_SEEN] = clock.now().timestamp()


user_logged_in.connect(_comes_in)


def _only_while_acting(execute, sql, params, many, context):
    """The database guard: a row is written only while an action runs."""
    words = sql.lstrip().split(None, 3)
    changes = words and words[0].upper() in CHANGING
    if changes and not acting.acting():
        table = sql.replace('"', "")
        if not any(own in table[:80] for own in DJANGO_OWN):
            raise AssertionError(f"a write outside an action: {sql[:80]}")
    return execute(sql, params, many, context)


@pytest.fixture(autouse=True)
def _database_guard(request: pytest.FixtureRequest) -> object:
    asked = {"db", "transactional_db", "live_server"} & set(request.fixturenames)
    if not asked and not request.node.get_closest_marker("django_db"):
        yield
        return
    request.getfixturevalue("_django_db_helper")
    with connection.execute_wrapper(_only_while_acting):
        yield
