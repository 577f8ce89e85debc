"""Makes the database ready: roles, tables and the rules that guard the rows."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add(subparsers: "Subparsers") -> None:
    """Add `migrate` to the command line."""
    migrate = subparsers.add_parser("migrate", help="make the database ready for this version")
    migrate.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Bring the database up to date; it is safe to run twice."""
    from throughcare.web.starting import bring_up_to_date, recount_clocks, say, start

    start()
    applied = bring_up_to_date()
    for each in applied:
        say(f"applied {each}")
    # A version may bring other limits with it.
    told = recount_clocks()
    say(f"{told.clocks:,} clocks run, {told.changed:,} of them changed.")
    say("The database is up to date.")
    return 0
