"""A database of the bench's own on the server of our own, durable like the real one."""

import os
from hashlib import sha256
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


def use(people: int) -> tuple[str, bool]:
    """Connect to the database of that size; says its name and whether it was filled before."""
    name = f"test_bench_{people}_{_schema()}"
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    if database.is_ready(name):
        return name, True
    database.drop(name)
    database.prepare(name)
    with database.as_owner():
        call_command("migrate", verbosity=0)
    return name, False


def administrator() -> psycopg.Connection:
    """A connection that may fill tables without checking each row."""
    target = address.administrator(connection.settings_dict["NAME"])
    return psycopg.connect(**target, autocommit=True)


def _schema() -> str:
    """Changes with the migrations, so that a filled database is used again only while it fits."""
    files = sorted(ROOT.glob("throughcare/*/migrations/*.py"))
    files.append(Path(__file__).with_name("filling.py"))
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:8]
