"""Lets somebody sign in again who typed a wrong password too often."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

WHAT = "let somebody sign in again at once, after too many wrong passwords"


def add(subparsers: "Subparsers") -> None:
    """Add `let-in` to the command line."""
    command = subparsers.add_parser("let-in", help=WHAT)
    command.add_argument("email", nargs="?", default="", help="e-mail address of the account")
    command.add_argument(
        "--from", dest="asked_from", default="", metavar="ADDRESS",
        help="network address from which too many different accounts were tried",
    )  # fmt: skip
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Exit status 0 when wrong tries were forgotten, 1 when there were none."""
    from throughcare.web.starting import CannotStart, start_up_to_date

    if not (args.email or args.asked_from):
        raise CannotStart("Say whom to let in: an e-mail address, or --from ADDRESS.")
    start_up_to_date()
    from throughcare.access.actions import guessing
    from throughcare.access.rules import INSTALLATION
    from throughcare.web import clock

    forgotten = guessing.let_in(
        by=INSTALLATION, at=clock.now(), account=args.email, asked_from=args.asked_from
    )
    if not forgotten:
        print("There were no wrong passwords in the last day. Check what you typed.")
        return 1
    print(f"Forgotten: {forgotten} wrong {'try' if forgotten == 1 else 'tries'}.")
    print("Nothing keeps anybody from signing in any more.")
    return 0
