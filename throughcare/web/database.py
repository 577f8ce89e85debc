"""Which PostgreSQL holds the records, and with which rights the service connects to it.

`DATABASE_URL` names any PostgreSQL from version 15. Without it, a server of our own keeps its data
under `THROUGHCARE_DATA` (for demonstration, development and tests, never for people's records).

Two roles, whatever the server: `throughcare_owner` owns the tables and runs migrations, and
`throughcare_app` reads and writes rows under row-level security and can do nothing else. With
`DATABASE_URL` alone that login is the administrator's, and the service takes the lesser role for
itself as it connects. Give `DATABASE_OWNER_URL` as well, and `DATABASE_URL` is a login of the
service's own.
"""

import contextlib
import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from django.db import connections
from psycopg import sql

from . import address
from .address import UnfitDatabase, data_folder, is_local, local_server

__all__ = [
    "DEMONSTRATION",
    "UnfitDatabase",
    "as_owner",
    "copy",
    "data_folder",
    "django_databases",
    "drop",
    "is_local",
    "is_ready",
    "local_server",
    "mark_ready",
    "owner_connection_settings",
    "prepare",
    "url",
]

DEMONSTRATION = "throughcare_demo"
"""The demonstration's own database, whatever the server; nobody's records are ever in it."""
APP_ROLE = "throughcare_app"
OWNER_ROLE = "throughcare_owner"
OLDEST_VERSION = 15
EXTENSIONS = ("btree_gist", "fuzzystrmatch", "pg_trgm", "unaccent")
_PREPARING = 0x7468_726F  # any number, the same for all who prepare a database of this server


def url(dbname: str | None = None) -> str:
    """The address that the administrator connects to; starts the server of our own if need be."""
    if is_local():
        local_server().hold()
    target = address.administrator(dbname)
    name, login = quote(target.pop("dbname"), safe=""), quote(target.pop("user", ""), safe="")
    return (
        f"postgresql://{login}@/{name}?{urlencode(target, quote_via=quote)}"
        if login
        else f"postgresql:///{name}?{urlencode(target, quote_via=quote)}"
    )


def django_databases(dbname: str | None = None) -> dict[str, Any]:
    """What Django needs to connect as the service itself; opens and starts nothing."""
    if is_local():
        return address.as_django(address.administrator(dbname) | {"user": APP_ROLE}, role=None)
    return address.as_django(address.named("DATABASE_URL", dbname), role=APP_ROLE)


def owner_connection_settings(dbname: str | None = None) -> dict[str, Any]:
    """What Django needs to connect as the owner of the tables: to migrate, and for nothing else."""
    return address.as_django(address.administrator(dbname), role=OWNER_ROLE)


@contextlib.contextmanager
def as_owner(alias: str = "default") -> Iterator[None]:
    """Within the block, this thread's connection is the owner's; one process at a time."""
    connection = connections[alias]
    own = connection.settings_dict
    connection.close()
    connection.settings_dict = own | owner_connection_settings(own["NAME"])
    try:
        with connection.cursor() as cursor:
            # Given back when the connection closes.
            cursor.execute("SELECT pg_advisory_lock(%s)", [_PREPARING])
        yield
    finally:
        connection.close()
        connection.settings_dict = own


def prepare(dbname: str | None = None) -> None:
    """Create what is missing of roles, database and extensions; safe to repeat and to race.

    Raises UnfitDatabase when the server is too old, or a role has rights that would undo
    row-level security.
    """
    url()
    target = address.administrator(dbname)
    with _connect(_maintenance(target)) as connection:
        _check_version(connection)
        connection.execute("SELECT pg_advisory_lock(%s)", [_PREPARING])
        _create_roles(connection)
        _create_database(connection, str(target["dbname"]))
    with _connect(target) as connection:
        _open_to_roles(connection)


def drop(dbname: str) -> None:
    """Remove a database of made-up people, whoever is still connected.

    It must be the demonstration's, or named `test_…`; raises UnfitDatabase for any other.
    """
    if dbname != DEMONSTRATION and not dbname.startswith("test_"):
        raise UnfitDatabase(
            f"only a database of the tests or of the demonstration may be dropped, not {dbname}"
        )
    url()
    with _connect(_maintenance(address.administrator(dbname))) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(dbname))
        )


def _create_roles(connection: psycopg.Connection) -> None:
    for role in (OWNER_ROLE, APP_ROLE):
        found = connection.execute(
            "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [role]
        ).fetchone()
        if found is None:
            connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
        elif found[0]:
            raise UnfitDatabase(
                f"role {role} must be neither superuser nor BYPASSRLS: ALTER ROLE it first"
            )
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(role)))
    if is_local():
        connection.execute(sql.SQL("ALTER ROLE {} LOGIN").format(sql.Identifier(APP_ROLE)))
    elif os.environ.get("DATABASE_OWNER_URL"):
        login = address.named("DATABASE_URL").get("user")
        if not login:
            raise UnfitDatabase(
                "with DATABASE_OWNER_URL set, DATABASE_URL must name the login of the service"
            )
        connection.execute(
            sql.SQL("GRANT {} TO {}").format(sql.Identifier(APP_ROLE), sql.Identifier(login))
        )


def _create_database(connection: psycopg.Connection, name: str) -> None:
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return
    database, owner = sql.Identifier(name), sql.Identifier(OWNER_ROLE)
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
            database, owner
        )
    )
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))


def _open_to_roles(connection: psycopg.Connection) -> None:
    database = sql.Identifier(connection.info.dbname)
    app, owner = sql.Identifier(APP_ROLE), sql.Identifier(OWNER_ROLE)
    connection.execute("SELECT pg_advisory_lock(%s)", [_PREPARING])
    for extension in EXTENSIONS:
        connection.execute(
            sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension))
        )
    for statement in (
        "GRANT CONNECT ON DATABASE {database} TO {app}, {owner}",
        "GRANT USAGE ON SCHEMA public TO {app}",
        "GRANT USAGE, CREATE ON SCHEMA public TO {owner}",
        # Rows may be read and added; to change or remove one, a migration says so table by table.
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public"
        " GRANT SELECT, INSERT ON TABLES TO {app}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public"
        " GRANT USAGE ON SEQUENCES TO {app}",
    ):
        connection.execute(sql.SQL(statement).format(database=database, app=app, owner=owner))


def _check_version(connection: psycopg.Connection) -> None:
    version = connection.info.server_version // 10_000
    if version < OLDEST_VERSION:
        raise UnfitDatabase(
            f"PostgreSQL {version} is too old: throughcare needs {OLDEST_VERSION} or newer. "
            "Point DATABASE_URL at a newer server, or unset it to use the one that comes with it."
        )


def _connect(target: dict[str, Any]) -> psycopg.Connection:
    try:
        return psycopg.connect(**target, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        raise UnfitDatabase(f"cannot connect to database {target['dbname']}: {error}") from None


def _maintenance(target: dict[str, Any]) -> dict[str, Any]:
    return target | {"dbname": "postgres"}


def copy(template: str, name: str) -> None:
    """A database like another one that nobody is connected to; its name must begin `test_`."""
    drop(name)
    with _connect(_maintenance(address.administrator(name))) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_PREPARING])
        new, old, owner = sql.Identifier(name), sql.Identifier(template), sql.Identifier(OWNER_ROLE)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(new, old, owner)
        )
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(new))
    with _connect(address.administrator(name)) as connection:
        _open_to_roles(connection)


def mark_ready(name: str, said: str = "ready") -> None:
    """Say that a database is complete, and what it holds."""
    with _connect(_maintenance(address.administrator(name))) as connection:
        connection.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(said))
        )


def is_ready(name: str, said: str = "ready") -> bool:
    """Whether a database was said to be complete and to hold this."""
    url()
    with _connect(_maintenance(address.administrator(name))) as connection:
        found = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [name],
        ).fetchone()
    return bool(found and found[0] == said)
