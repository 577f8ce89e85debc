"""A database of the bench's own on the server of our own, durable like the real one."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
os.environ.setdefault("THROUGHCARE_DATA", str(ROOT / "data" / "bench"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.web.settings")
os.environ.setdefault("THROUGHCARE_DEMO", "1")

import django

django.setup()

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

