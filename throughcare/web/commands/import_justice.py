"""Brings in files of the justice system: `import movements`, `court-list`, `custody-events`."""

import argparse
import json
import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from throughcare.fhir.justice_feeds.batches import Tally
    from throughcare.fhir.justice_feeds.bringing_in import Feed
    from throughcare.fhir.justice_feeds.custody_events import CustodyFeed

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

WRONG_USE = 2
HOW = """\
Columns and words are described in docs/how-to/import-movements-and-court-lists.md. A row that
cannot be true is written to the errors file with both events and what to do. Of somebody whom your
organisation knows already it is parked too, for somebody to settle on the page of what other
systems told. Importing a file again changes nothing.
Exit status: 0 every row is in, 1 rows were refused, 2 the file cannot be read."""
CUSTODY_EVENTS = "custody-events"
KINDS = {
    "movements": "who came to, moved between and left establishments",
    "court-list": "whom courts hear on which day",
    "custody-events": "what happened in custody: reviews, appropriate adults, decisions, release",
}


def add_to(subparsers: "Subparsers") -> None:
    """Add `import movements` and `import court-list` to the command line."""
    for name, told in KINDS.items():
        kind = subparsers.add_parser(
            name, help=told, description=HOW, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        kind.add_argument("file", metavar="FILE.csv", type=Path, help="the file")
        kind.add_argument(
            "--errors", type=Path, metavar="FILE", help="where refused rows go (FILE.errors.csv)"
        )
        kind.add_argument(
            "--as", dest="email", default="", metavar="EMAIL", help="the named system that acts"
        )
        if name == CUSTODY_EVENTS:
            kind.add_argument(
                "--system",
                default="",
                metavar="NAME",
                help="the system whose custody record numbers these are (the police force)",
            )
        kind.add_argument("--json", action="store_true", help="print one JSON document")
        kind.set_defaults(run=run, layout=name)


def run(args: argparse.Namespace) -> int:
    """Bring a file in: 0 every row is in, 1 rows were refused, 2 it cannot be read."""
    from throughcare.fhir.custody_log.reading import UnreadableLog, open_log
    from throughcare.fhir.justice_feeds.reading import layout_of
    from throughcare.web.clock import now
    from throughcare.web.starting import say, start_up_to_date

    started = monotonic()
    layout = layout_of(args.layout)
    path: Path = args.errors or args.file.with_name(f"{args.file.stem}.errors.csv")
    try:
        if path.resolve() == args.file.resolve():
            raise UnreadableLog("The errors file cannot be the file itself: choose another name.")
        log = open_log(args.file, layout.table, suite_is_given=True)
    except UnreadableLog as unreadable:
        say(str(unreadable))
        return WRONG_USE
    start_up_to_date()
    from throughcare.fhir.custody_log.refusals import ErrorsFile
    from throughcare.fhir.justice_feeds.bringing_in import bring_in_hearings, bring_in_movements
    from throughcare.fhir.justice_feeds.custody_events import bring_in_custody_events

    custody = _custody(args) if args.layout == CUSTODY_EVENTS else None
    feed = None if custody else _feed(args.layout, args.email)
    if log.unread:
        say(f"Columns that are not read: {', '.join(log.unread)}.")
    bring_in = bring_in_movements if args.layout == "movements" else bring_in_hearings
    with ErrorsFile(path, log.headings) as errors:
        if custody is not None:
            tally = bring_in_custody_events(log, layout, custody, errors, clock=now)
        else:
            assert feed is not None  # one of the two was made above
            tally = bring_in(log, layout, feed, errors, clock=now)
    _answer(args, tally, path, monotonic() - started)
    return 1 if tally.refused else 0


def _custody(args: argparse.Namespace) -> "CustodyFeed":
    """The named system of a police force, and whose numbers these are."""
    from throughcare.fhir.justice_feeds.custody_events import CustodyFeed
    from throughcare.web.commands.import_custody import acting_for_police

    viewer = acting_for_police(args.email)
    return CustodyFeed(viewer, args.system or f"custody of {viewer.organisation_name}")


def _feed(name: str, email: str) -> "Feed":
    """The one named system that has such places. Raises `CannotStart` where that is not clear."""
    from throughcare.access.queries import system_worker
    from throughcare.fhir.justice_feeds.bringing_in import feed_for
    from throughcare.pathway.rules import COURTS, ESTABLISHMENTS, HOSPITALS
    from throughcare.web.clock import today
    from throughcare.web.starting import CannotStart

    kinds = ESTABLISHMENTS | HOSPITALS if name == "movements" else COURTS
    found = [
        feed
        for viewer in system_worker(on=today(), email=email)
        if (feed := feed_for(viewer, kinds)).own
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise CannotStart("More than one named system has such places. Say which with --as EMAIL.")
    raise CannotStart(
        "No named system acts for an organisation that runs or covers such places. "
        "`throughcare demo` makes one for Ambershire."
    )


def _answer(args: argparse.Namespace, tally: "Tally", errors: Path, seconds: float) -> None:
    from throughcare.web.starting import say

    if args.json:
        document: dict[str, Any] = {
            "rows": tally.rows,
            "recorded": tally.recorded,
            "new_people": tally.new_people,
            "repeated": tally.repeated,
            "late": tally.late,
            "refused": tally.refused,
            "parked": tally.parked,
            "errors": str(errors) if tally.refused else None,
            "seconds": round(seconds, 2),
        }
        json.dump(document, sys.stdout, ensure_ascii=False)
        print()
    else:
        print(
            f"{tally.rows:,} rows: {tally.recorded:,} were recorded "
            f"({tally.new_people:,} people were not known, {tally.late:,} came late), "
            f"{tally.repeated:,} were here already, {tally.refused:,} were refused, "
            f"{tally.parked:,} of them parked to be settled."
        )
    if tally.refused:
        say(f"Refused rows, each with what to do: {errors}")
