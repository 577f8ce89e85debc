"""Brings records in from other systems: custody logs, movements, court lists, patients, answers."""

import argparse
from typing import TYPE_CHECKING

from throughcare.web.commands import (
    import_custody,
    import_justice,
    import_patient,
    import_screenings,
)

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add(subparsers: "Subparsers") -> None:
    """Add `import` with its kinds of file to the command line."""
    bring = subparsers.add_parser("import", help="bring records in from another system")
    kinds = bring.add_subparsers(dest="what", required=True, metavar="WHAT")
    import_custody.add_to(kinds)
    import_justice.add_to(kinds)
    import_patient.add_to(kinds)
    import_screenings.add_to(kinds)
