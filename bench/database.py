"""A database of the bench's own on the server of our own, durable like the real one."""

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from throughcare.web import address, database


def use(people: int, *, afresh: bool = False) -> tuple[str, bool]:
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
    return name, filled


def administrator() -> psycopg.Connection:
    """A connection that may fill tables without checking each row."""
    target = address.administrator(connection.settings_dict["NAME"])
    return psycopg.connect(**target, autocommit=True)
