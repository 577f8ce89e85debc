"""The demonstration: the fictional county of Ambershire, filled and served on this machine."""

import argparse
import json
import os
import socket
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

ADDRESS = "127.0.0.1:8000"
PEOPLE, DAYS, SEED = 1500, 90, 1
MOST_PEOPLE = 100_000
MOST_DAYS = 300
PROCESSES = 2
NOT_HERE = (
    "`throughcare demo` makes up people, so it does not run where DATABASE_URL names a service for"
    " real people. Unset DATABASE_URL, or set THROUGHCARE_DEMO=1 to have the demonstration in a"
    " database of its own on that server."
)


def add(subparsers: "Subparsers") -> None:
    """Add `demo` to the command line."""
    demo = subparsers.add_parser("demo", help="fill and serve the fictional county of Ambershire")
    demo.add_argument(
        "--people", type=_between(20, MOST_PEOPLE), default=PEOPLE, metavar="N",
        help=f"how many people ({PEOPLE})",
    )  # fmt: skip
    demo.add_argument(
        "--days", type=_between(7, MOST_DAYS), default=DAYS, metavar="N",
        help=f"over how many days until now ({DAYS})",
    )  # fmt: skip
    demo.add_argument(
        "--seed", type=int, default=SEED, metavar="S",
        help=f"the same number makes the same people ({SEED})",
    )  # fmt: skip
    demo.add_argument(
        "--bind", type=_address, default=ADDRESS, metavar="HOST:PORT",
        help=f"where to listen ({ADDRESS})",
    )  # fmt: skip
    demo.add_argument("--no-serve", action="store_true", help="fill only")
    demo.add_argument("--rebuild", action="store_true", help="fill again from nothing")
    demo.set_defaults(run=run)


def _between(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        found = int(text)
        if not least <= found <= most:
            raise argparse.ArgumentTypeError(f"{found} is not between {least} and {most}")
        return found

    return number


def _address(text: str) -> str:
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is not HOST:PORT, such as {ADDRESS}")
    return text


def run(args: argparse.Namespace) -> int:
    """Fill if need be, say who can sign in, and serve until interrupted."""
    from throughcare.web import configuration, starting
    from throughcare.web.commands.serve import listen

    if not configuration.is_demonstration():
        raise starting.CannotStart(NOT_HERE)
    if not args.no_serve:
        _find_free(args.bind)
    starting.start()
    _have_people(args)
    if args.no_serve:
        return 0
    _welcome(args.bind)
    listen(args.bind, os.cpu_count() or 2)
    return 0


def _find_free(bind: str) -> None:
    from throughcare.web.starting import CannotStart

    host, _, port = bind.rpartition(":")
    try:
        family, kind, *_, address = socket.getaddrinfo(host.strip("[]"), int(port))[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as wrong:
        raise CannotStart(
            f"Cannot listen on {bind}: {wrong.strerror}. Choose another address with --bind, such"
            " as --bind 127.0.0.1:8001."
        ) from wrong


def _have_people(args: argparse.Namespace) -> None:
    """Leave people who are there and of today as they are; else begin again from nothing."""
    from throughcare.web import clock, database, starting
    from throughcare.web.demo.side_by_side import Unfinished

    name = starting.database_name()
    holds = json.dumps(
        {
            "people": args.people,
            "days": args.days,
            "seed": args.seed,
            "on": clock.today().isoformat(),
        }
    )
    try:
        if not args.rebuild and database.is_ready(name, holds):
            starting.bring_up_to_date()
            starting.say("Ambershire is as it was filled earlier today.")
            return
        database.drop(name)
        starting.bring_up_to_date()
        _fill(args, now=clock.now())
        # Said last: a filling that was interrupted says nothing, and is begun again.
        database.mark_ready(name, holds)
    except (database.UnfitDatabase, Unfinished) as wrong:
        raise starting.CannotStart(str(wrong)) from wrong


def _fill(args: argparse.Namespace, *, now: datetime) -> None:
    from throughcare.web.demo.filling import Order, fill
    from throughcare.web.starting import say

    say(f"Filling Ambershire with {args.people} made-up people over {args.days} days.")
    order = Order(args.people, args.days, args.seed, now.replace(second=0, microsecond=0))
    filled = fill(order, say=_progress(), processes=min(PROCESSES, os.cpu_count() or 1))
    off = [each for each in filled.fit if not each.fits]
    fits = len(filled.fit) - len(off)
    say(f"{fits} of {len(filled.fit)} shares are within their tolerance of what was published.")
    if args.people < PEOPLE:
        say(f"  With fewer than {PEOPLE} people, chance alone puts some outside.")
        return
    for each in off:
        say(f"  {each.share}: {each.generated:.1%} of {each.of}, published {each.target:.1%}")


def _progress() -> Callable[[float], None]:
    """Tells how far it has come: on one line at a terminal, in tenths elsewhere."""
    told = 0

    def tell(part: float) -> None:
        nonlocal told
        step = 1 if sys.stderr.isatty() else 10
        percent = int(part * 100) // step * step
        if percent > told:
            told = percent
            end = "\n" if step > 1 or percent == 100 else ""
            start = "\r" if step == 1 else ""
            print(f"{start}{percent} %", end=end, file=sys.stderr, flush=True)

    return tell


def _welcome(bind: str) -> None:
    from throughcare.web.demo.cast import CAST

    print(f"Throughcare is at http://{bind}/")
    print(f"Sign in with one click at http://{bind}/sign-in as one of:")
    for persona in CAST:
        print(f"  {persona.name}, {persona.role_title.lower()}, {persona.team}")
        print(f"      first sees {persona.sees}")
    print("Everybody here is made up. Stop with Ctrl-C.", flush=True)
