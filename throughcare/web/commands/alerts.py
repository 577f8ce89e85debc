"""Sends the daily e-mails about unread alerts: `alerts send`."""

import argparse
import json
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

HOW = """\
To be run once a day by the scheduler of the machine. Whoever chose a daily e-mail and has unread
alerts gets one; sent twice on a day, nobody gets a second one. THROUGHCARE_EMAIL names the server,
such as smtp://user:password@mail.example:587, THROUGHCARE_EMAIL_FROM who sends, and
THROUGHCARE_ADDRESS where workers sign in. A demonstration prints e-mails instead of sending them.
Exit status: 0 done, 2 no e-mail server is set or a moment is wrong."""


def add(subparsers: "Subparsers") -> None:
    """Add `alerts send` to the command line."""
    alerts = subparsers.add_parser("alerts", help="tell workers of unread alerts")
    kinds = alerts.add_subparsers(dest="what", required=True, metavar="WHAT")
    send = kinds.add_parser(
        "send",
        help="send the daily e-mails",
        description=HOW,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    send.add_argument("--at", metavar="MOMENT", help="as if it were then; otherwise now")
    send.add_argument("--json", action="store_true", help="print one JSON document")
    send.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Send what is to be sent: 0 done, 2 it cannot be."""
    from throughcare.web.starting import CannotStart, start_up_to_date

    start_up_to_date()
    from django.conf import settings

    from throughcare.web import clock

    if not settings.EMAIL_READY:
        raise CannotStart("No e-mail server is set: see `throughcare alerts send --help`.")
    at = _moment(args.at) if args.at else clock.now()
    sent, nothing = _send(at)
    if args.json:
        print(json.dumps({"sent": sent, "nothing_to_say": nothing}))
    else:
        print(f"{sent} e-mails sent, {nothing} workers had nothing to read.")
    return 0


def _moment(text: str) -> datetime:
    from datetime import UTC

    from throughcare.web.starting import CannotStart

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.utcoffset() is None:
        raise CannotStart(f"--at: write a moment with its time zone, not {text!r}.")
    return moment.astimezone(UTC)


def _send(at: datetime) -> tuple[int, int]:
    """How many e-mails were sent, and how many workers had nothing to read."""
    from django.conf import settings
    from django.core.mail import send_mail

    from throughcare.access.actions.acting import viewing
    from throughcare.access.queries import at_the_door, viewer_in
    from throughcare.access.rules import INSTALLATION
    from throughcare.care import actions, queries
    from throughcare.care.rules.alerts import digest
    from throughcare.web.words import london_date

    on = london_date(at)
    with viewing(INSTALLATION, at, channel="command"):
        wanted = queries.who_wants_digest(INSTALLATION, on)
    sent = nothing = 0
    for worker_id in wanted:
        held = at_the_door(worker_id, on=on)
        viewer = viewer_in(held)
        if viewer is None:
            continue
        with viewing(viewer, at, channel="command"):
            mail = digest(queries.alerts(viewer, at=at), settings.SERVICE_ADDRESS)
            actions.digest_sent(by=viewer, at=at, on=on)
            # Last, so that an e-mail that could not be sent is tried again.
            if mail is not None:
                send_mail(*mail, settings.DEFAULT_FROM_EMAIL, [held[0].worker.email])
        sent, nothing = sent + (mail is not None), nothing + (mail is None)
    return sent, nothing
