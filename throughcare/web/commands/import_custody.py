"""Brings in a custody log: `import custody FILE.csv`, row by row, safe to repeat."""

import argparse
import json
import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from throughcare.access.rules import Viewer
    from throughcare.fhir.custody_log.bringing_in import Counts

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

WRONG_USE = 2
SECONDS_BETWEEN_WORDS = 3
HOW = """\
Columns, dates and words are described in docs/how-to/import-a-custody-log.md. Rows that cannot be
taken are written to the errors file with what to do; once corrected, import that file.
Exit status: 0 every row is in, 1 rows were refused, 2 the file cannot be read."""


def add_to(subparsers: "Subparsers") -> None:
    """Add `import custody` to the command line."""
    custody = subparsers.add_parser(
        "custody",
        help="a custody log as a force exports it",
        description=HOW,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    custody.add_argument("file", metavar="FILE.csv", type=Path, help="the custody log")
    custody.add_argument(
        "--place",
        action="append",
        default=[],
        metavar="[NAME=]CODE",
        help="which suite a name in the file is; a code alone is the suite of every row",
    )
    custody.add_argument(
        "--errors", type=Path, metavar="FILE", help="where refused rows go (FILE.errors.csv)"
    )
    custody.add_argument(
        "--as", dest="email", default="", metavar="EMAIL", help="the named system that acts"
    )
    custody.add_argument(
        "--system",
        default="",
        metavar="NAME",
        help="the system whose custody record numbers these are (the police force)",
    )
    custody.add_argument("--json", action="store_true", help="print one JSON document")
    custody.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Bring a custody log in: 0 every row is in, 1 rows were refused, 2 it cannot be read."""
    from throughcare.fhir.custody_log.reading import UnreadableLog, open_log, published
    from throughcare.web.clock import now
    from throughcare.web.starting import say, start_up_to_date

    started = monotonic()
    layout = published()
    said = _places(args.place)
    errors_path = args.errors or args.file.with_name(f"{args.file.stem}.errors.csv")
    try:
        if errors_path.resolve() == args.file.resolve():
            raise UnreadableLog("The errors file cannot be the file itself: choose another name.")
        log = open_log(args.file, layout, suite_is_given="" in said)
        start_up_to_date()
        from throughcare.fhir.custody_log.bringing_in import bring_in, feed_of
        from throughcare.fhir.custody_log.refusals import ErrorsFile

        viewer = acting_for_police(args.email)
        feed = feed_of(viewer, args.system or f"custody of {viewer.organisation_name}", said)
    except UnreadableLog as unreadable:
        say(str(unreadable))
        return WRONG_USE
    if log.unread:
        say(f"Columns that are not read: {', '.join(log.unread)}.")
    with ErrorsFile(errors_path, log.headings) as errors:
        counts = bring_in(log, layout, feed, errors, clock=now, told=_progress(started))
    _answer(args, counts, errors_path, log.encoding, monotonic() - started)
    return 1 if counts.refused else 0


def _places(said: list[str]) -> dict[str, str]:
    pairs = (each.rpartition("=") for each in said)
    return {name.strip(): code.strip() for name, _, code in pairs}


def acting_for_police(email: str) -> "Viewer":
    """The one named system of a police force. Raises `CannotStart` where that is not clear."""
    from throughcare.access.queries import system_worker
    from throughcare.access.rules import OrganisationKind
    from throughcare.web.clock import today
    from throughcare.web.starting import CannotStart

    found = [
        viewer
        for viewer in system_worker(on=today(), email=email)
        if viewer.organisation_kind is OrganisationKind.POLICE
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise CannotStart(
            "More than one named system brings in custody records. Say which with --as EMAIL."
        )
    who = f"{email} is no named system" if email else "There is no named system"
    raise CannotStart(
        f"{who} that acts as data feed for a police force. "
        "`throughcare demo` makes one for Ambershire."
    )


def _progress(started: float) -> "Callable[[Counts], None]":
    from throughcare.web.starting import say

    last = started

    def told(counts: "Counts") -> None:
        nonlocal last
        if monotonic() - last >= SECONDS_BETWEEN_WORDS:
            last = monotonic()
            rate = counts.rows / (last - started)
            say(f"{counts.rows:,} rows, {counts.refused:,} refused, {rate:,.0f} rows a second")

    return told


def _answer(
    args: argparse.Namespace, counts: "Counts", errors: Path, encoding: str, seconds: float
) -> None:
    from throughcare.web.starting import say

    for (column, word), rows in counts.not_understood.most_common():
        say(f"Not on the list for “{column}”, taken as not known: “{word}” ({rows} rows).")
    if args.json:
        json.dump(_document(counts, errors, encoding, seconds), sys.stdout, ensure_ascii=False)
        print()
    else:
        print(
            f"{counts.rows:,} rows: {counts.arrived:,} arrivals are new "
            f"({counts.new_people:,} people were not known, {counts.known_people:,} were), "
            f"{counts.updated:,} were updated, {counts.repeated:,} were here already, "
            f"{counts.refused:,} were refused."
        )
    if counts.refused:
        say(f"Refused rows, each with what to do: {errors}")


def _document(counts: "Counts", errors: Path, encoding: str, seconds: float) -> dict[str, Any]:
    return {
        "rows": counts.rows,
        "arrived": counts.arrived,
        "new_people": counts.new_people,
        "known_people": counts.known_people,
        "updated": counts.updated,
        "repeated": counts.repeated,
        "refused": counts.refused,
        "errors": str(errors) if counts.refused else None,
        "encoding": "windows-1252" if encoding == "cp1252" else "utf-8",
        "seconds": round(seconds, 2),
        "not_understood": [
            {"column": column, "value": word, "rows": rows}
            for (column, word), rows in counts.not_understood.most_common()
        ],
    }
