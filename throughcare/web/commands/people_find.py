"""Finds people from the command line by whatever is known of them: `people find TEXT`."""

import argparse
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from throughcare.people.queries import Found

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

HOW = """\
Looks for people as the search box does: by a number, a name (spelling need not be right), a date of
birth or part of one, or several of these. Acts as a named system and leaves a row in the trail.
People with a restricted record are not found.
Exit status: 0 somebody was found, 1 nobody, 2 it cannot be asked."""


def add_to(subparsers: "Subparsers") -> None:
    """Add `people find` to the command line."""
    find = subparsers.add_parser(
        "find",
        help="find people by number, name or date of birth",
        description=HOW,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    find.add_argument("text", metavar="TEXT", help="what is known of them, in quotation marks")
    find.add_argument("--as", dest="email", default="", metavar="EMAIL", help="who acts")
    find.add_argument("--json", action="store_true", help="print one JSON document")
    find.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Search once: 0 somebody was found, 1 nobody. Raises `CannotStart`."""
    from throughcare.web.starting import CannotStart, say, start_up_to_date

    if not any(letter.isalnum() for letter in args.text):
        raise CannotStart("Say what is known of them: a number, a name or a date of birth.")
    start_up_to_date()
    from throughcare.access.actions import trail
    from throughcare.access.actions.acting import viewing
    from throughcare.access.rules import Category, NotPermitted
    from throughcare.people.queries import MOST
    from throughcare.people.queries import find as find_people
    from throughcare.web.clock import now
    from throughcare.web.commands.import_patient import acting

    viewer, at = acting(args.email), now()
    with viewing(viewer, at, channel="command"):
        try:
            found = find_people(viewer, args.text, at=at, most=MOST + 1)
        except NotPermitted as no:
            raise CannotStart(f"{viewer.name} may not look for people.") from no
        shown = found[:MOST]
        trail.consulted(
            by=viewer,
            at=at,
            what="people find",
            people=[one.person_id for one in shown],
            categories=[Category.IDENTITY],
        )
    more = len(found) > MOST
    if args.json:
        print(json.dumps({"people": [*map(_document, shown)], "more": more}, ensure_ascii=False))
    else:
        print(*map(_line, shown), sep="\n", end="\n" if shown else "")
    if more:
        say(f"The first {MOST} of more people. Add a date of birth or a number.")
    if not shown:
        say("Nobody fits.")
    return 0 if shown else 1


def _document(found: "Found") -> dict[str, Any]:
    person = found.person
    return {
        "id": str(person.person_id),
        "name": person.name,
        "known_as": person.known_as,
        "born_on": person.born_on.isoformat() if person.born_on else None,
        "born_precision": person.born_precision,
        "reasons": list(found.reasons),
    }


def _line(found: "Found") -> str:
    from throughcare.people.rules import born_in_words

    person = found.person
    born = born_in_words(person.born_on, person.born_precision) or "date of birth not known"
    return f"{person.person_id}  {person.name}, {born}: {'; '.join(found.reasons)}"
