"""Starting the service for a command: settings, database, tables; and who a command acts as."""

import os
import sys
from typing import TYPE_CHECKING

import django
from django.db import connections

from throughcare.web import database
from throughcare.web.configuration import WrongConfiguration

if TYPE_CHECKING:
    from throughcare.pathway.actions import Recounted


class CannotStart(Exception):
    """A command cannot begin; the message says why and what to do."""


def start() -> None:
    """Load the settings. Raises `CannotStart` where the environment asks for the impossible."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.web.settings")
    try:
        django.setup()
    except (WrongConfiguration, database.UnfitDatabase) as wrong:
        raise CannotStart(str(wrong)) from wrong


def database_name() -> str:
    """The name of the database that the settings chose."""
    return str(connections["default"].settings_dict["NAME"])


def bring_up_to_date() -> list[str]:
    """Make roles, database and tables as this version needs them; returns what was applied."""
    from django.core.management import call_command
    from django.db.migrations.executor import MigrationExecutor

    try:
        database.prepare(database_name())
        with database.as_owner():
            executor = MigrationExecutor(connections["default"])
            plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
            if plan:
                call_command("migrate", verbosity=0)
    except database.UnfitDatabase as unfit:
        raise CannotStart(str(unfit)) from unfit
    return [f"{migration.app_label} {migration.name}" for migration, _ in plan]


def recount_clocks() -> "Recounted":
    """Count every clock that is kept anew, as the owner of the tables, who sees everybody."""
    from throughcare.access.rules import INSTALLATION
    from throughcare.pathway.actions import recount_all
    from throughcare.web import clock

    with database.as_owner():
        return recount_all(by=INSTALLATION, at=clock.now())


def start_up_to_date() -> None:
    """Load the settings and refuse to go on with tables of another version."""
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    start()
    try:
        executor = MigrationExecutor(connections["default"])
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (OperationalError, database.UnfitDatabase) as cannot:
        raise CannotStart(f"The database does not answer: {cannot}") from cannot
    if plan:
        raise CannotStart("The tables are not up to date: run `throughcare migrate` first.")


def say(*words: str) -> None:
    """A message for the person at the terminal; answers go to standard output, these do not."""
    sys.stderr.write(" ".join(words) + "\n")
    sys.stderr.flush()
