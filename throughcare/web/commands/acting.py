"""As whom a command counts: a service manager, whose figures and promises it reads."""

import argparse
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from throughcare.access.rules import Viewer

WHOM = "e-mail address of the service manager to act as; needed where there are several"


def add_as(command: argparse.ArgumentParser) -> None:
    """Add `--as` to a command."""
    command.add_argument("--as", dest="acting_as", default="", metavar="EMAIL", help=WHOM)


def manager(email: str, on: date) -> "Viewer":
    """The manager named, or the only one there is. Raises `CannotStart` where that is not clear."""
    from throughcare.access.queries import managers
    from throughcare.access.rules import INSTALLATION
    from throughcare.web.starting import CannotStart

    found = managers(INSTALLATION, on=on, email=email)
    if len(found) == 1:
        return found[0]
    if email:
        raise CannotStart(
            f"{email} is no manager of a Liaison and Diversion service. Check the address."
        )
    if not found:
        raise CannotStart("Nobody manages a Liaison and Diversion service here yet.")
    names = ", ".join(f"{one.name} ({one.organisation_name})" for one in found)
    raise CannotStart(f"Say as whom with --as EMAIL; there are several managers: {names}.")
