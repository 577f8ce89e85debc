"""Prints a board: `board custody PLACE`, a list for when the power is out, or JSON."""

import argparse
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from throughcare.access.rules import Viewer
    from throughcare.web.pages.board_rows import OnBoard

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add(subparsers: "Subparsers") -> None:
    """Add `board custody` to the command line."""
    board = subparsers.add_parser("board", help="print a board")
    kinds = board.add_subparsers(dest="what", required=True, metavar="WHAT")
    custody = kinds.add_parser("custody", help="everybody in one custody suite, most urgent first")
    custody.add_argument("place", metavar="PLACE", help="short code of the suite, such as amb-c1")
    custody.add_argument(
        "--as", dest="email", default="", metavar="EMAIL", help="the named system that prints"
    )
    custody.add_argument("--json", action="store_true", help="print one JSON document")
    custody.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print a board: 0 it is printed, 2 there is no such suite or nobody who may print it."""
    from throughcare.web.starting import start_up_to_date

    start_up_to_date()
    from throughcare.access.actions import trail
    from throughcare.access.actions.acting import viewing
    from throughcare.access.rules import Category
    from throughcare.pathway.queries import place
    from throughcare.web import clock
    from throughcare.web.pages.board_rows import on_board

    at = clock.now()
    viewer = _acting(args.place, args.email)
    with viewing(viewer, at, channel="command"):
        suite = place(viewer, args.place)
        assert suite is not None
        found = on_board(viewer, suite.id, at=at)
        trail.consulted(
            by=viewer,
            at=at,
            what="board",
            people=[one.row.person_id for one in found],
            categories=[
                Category.IDENTITY,
                Category.WHEREABOUTS,
                Category.OFFENCE,
                Category.SAFETY,
                Category.ENGAGEMENT,
            ],
            relationship="present",
        )
    document = _document(suite.code, suite.name, found, at)
    if args.json:
        print(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        _print(document, found, at)
    return 0


def _acting(code: str, email: str) -> "Viewer":
    """The named system of whoever runs the suite. Raises `CannotStart` where there is none."""
    from throughcare.access.queries import system_worker
    from throughcare.pathway.queries import place
    from throughcare.pathway.rules import PlaceKind
    from throughcare.web import clock
    from throughcare.web.starting import CannotStart

    for viewer in system_worker(on=clock.today(), email=email):
        suite = place(viewer, code)
        runs = suite is not None and suite.organisation_id == viewer.organisation_id
        if suite is not None and runs and suite.kind == PlaceKind.CUSTODY_SUITE:
            return viewer
    who = f"{email} is no named system of" if email else "No named system acts for"
    raise CannotStart(f"{who} a custody suite {code}. Check the short code of the suite.")


def _document(code: str, name: str, found: "list[OnBoard]", at: datetime) -> dict[str, Any]:
    return {
        "place": code,
        "name": name,
        "at": _utc(at),
        "in_custody": len(found),
        "people": [_person(one, at) for one in found],
    }


def _person(one: "OnBoard", at: datetime) -> dict[str, Any]:
    from throughcare.web.pages.board_rows import age_shown
    from throughcare.web.words import london_date

    row = one.row
    first = one.clocks[0] if one.clocks else None
    return {
        "name": row.name or None,
        "known_as": row.known_as or None,
        "age": age_shown(row.born_on, row.born_precision, london_date(at)) or None,
        "under_18": one.child,
        "restricted": row.restricted,
        "offence_group": row.offence_group.value,
        "arrived_at": _utc(row.arrived_at),
        "seconds_in_custody": int((at - row.arrived_at).total_seconds()),
        "next": {"limit": first.limit.id, "due_at": _utc(first.due_at), "says": first.words()}
        if first
        else None,
        "status": one.status.value,
        "appropriate_adult": {
            "state": one.adult.value,
            "called_at": _utc(row.adult_called_at),
            "arrived_at": _utc(row.adult_arrived_at),
        },
        "self_harm": any(fact.kind.value == "self-harm" for fact in one.mark.safety),
        "alerts": [fact.kind.value for fact in one.mark.safety],
        "likely_release_at": _utc(row.likely_release_at),
        "urgent_because": [reason.value for reason in one.urgency.reasons],
    }


def _print(document: dict[str, Any], found: "list[OnBoard]", at: datetime) -> None:
    from throughcare.web.statuses import status
    from throughcare.web.words import day, duration, exact, plural

    print(f"{document['name']}, {exact(at, at)}, {day(at)}")
    print(plural(len(found), "person in custody", "people in custody"))
    for one, said in zip(found, document["people"], strict=True):
        name, age = said["name"] or "Name not shown", said["age"] or "age not known"
        print(f"\n{name}, {age}")
        seen = status("custody", one.status.value.replace("-", "_")).words.lower()
        print(f"  in custody {duration(at - one.row.arrived_at)}, {seen}")
        if said["next"]:
            print(f"  {said['next']['says']}")
        adult = status("adult", one.adult.value.replace("-", "_")).words.lower()
        print(f"  appropriate adult: {adult}")
        if one.mark.safety:
            print(f"  {'; '.join(fact.words for fact in one.mark.safety)}")
        print(f"  likely release: {exact(one.row.likely_release_at, at)}")


def _utc(moment: datetime | None) -> str | None:
    from datetime import UTC

    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
