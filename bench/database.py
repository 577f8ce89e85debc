"""A database of the bench's own on the server of our own, durable like the real one."""

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from throughcare.web import address, database
from throughcare.web.commands.serve import settle


def use(people: int | str, *, afresh: bool = False) -> tuple[str, bool]:
    """Connect to the database of that size; says its name and whether it was filled before."""
    name = f"test_bench_{people}"
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    filled = database.is_ready(name) and not afresh
    if not filled:
        database.drop(name)
    database.prepare(name)
    with database.as_owner():
        call_command("migrate", verbosity=0)
    settle()  # as a process that serves does
    return name, filled


TUNED = {
    "shared_buffers": "4GB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
}
"""What whoever runs a database of this size sets on a machine with 16 GB or more."""


def tune() -> None:
    """Give the server of our own these settings; it starts anew where they are not in force."""
    server = address.local_server()
    server.hold()
    target = address.administrator("postgres")
    with psycopg.connect(**target, autocommit=True) as connection:
        shown = connection.execute("SHOW shared_buffers").fetchone()
        if shown == (TUNED["shared_buffers"],):
            return
        for name, value in TUNED.items():
            connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
    server._run("pg_ctl", "-D", server.folder, "-w", "-m", "fast", "restart")


def administrator() -> psycopg.Connection:
    """A connection that may fill tables without checking each row."""
    target = address.administrator(connection.settings_dict["NAME"])
    return psycopg.connect(**target, autocommit=True)
