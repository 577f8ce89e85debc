"""Asks the national register which NHS number somebody may have: `people trace ID`."""

import argparse
import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from throughcare.access.rules import Viewer
    from throughcare.people.pds import Pds, Told
    from throughcare.people.queries import Identity

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

WRONG_USE = 2
HOW = """\
Asks the Personal Demographics Service about one person: whether the NHS number on record is theirs,
or, without one, which number they may have, step by wider step. Every step is kept in the trail.
Nothing on record is changed: somebody looks, and accepts it on the page of the person. Off unless
THROUGHCARE_PDS_URL is set.
Exit status: 0 the register agrees or proposes a number, 1 it does not, 2 it cannot be asked."""


def add_to(subparsers: "Subparsers") -> None:
    """Add `people trace` to the command line."""
    trace = subparsers.add_parser(
        "trace",
        help="ask the national register for an NHS number",
        description=HOW,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    trace.add_argument("person", metavar="ID", type=UUID, help="id of the record")
    trace.add_argument(
        "--by-sound", action="store_true", help="also by sound, for somebody to look at"
    )
    trace.add_argument("--as", dest="email", default="", metavar="EMAIL", help="who acts")
    trace.add_argument("--json", action="store_true", help="print one JSON document")
    trace.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Trace or verify one person: 0 agreed or proposed, 1 not."""
    from throughcare.web.starting import start_up_to_date

    start_up_to_date()
    from throughcare.people.actions.tracing import record_trace
    from throughcare.people.pds import ask
    from throughcare.people.rules.tracing import wanted
    from throughcare.web.clock import now
    from throughcare.web.commands.import_patient import acting

    pds, viewer, at = _register(), acting(args.email), now()
    held = _held(viewer, args.person)
    # Nothing of ours waits in a transaction while the register thinks.
    answer = _said(ask(pds, wanted(held.details), held.nhs_number, somebody_looks=args.by_sound))
    record_trace(by=viewer, at=at, person_id=args.person, came=answer["steps"])
    if args.json:
        print(json.dumps(answer, ensure_ascii=False))
    else:
        proposed = [f"Proposed NHS number: {answer['nhs_number']}"] if answer["nhs_number"] else []
        print(*answer["steps"], *answer["differences"], *proposed, sep="\n")
    return 0 if answer["sure"] else 1


def _register() -> "Pds":
    from django.conf import settings

    from throughcare.people.pds import Pds
    from throughcare.web.configuration import pds_token
    from throughcare.web.starting import CannotStart

    if not settings.PDS_ADDRESS:
        raise CannotStart("The national register is not asked here: set THROUGHCARE_PDS_URL.")
    return Pds(settings.PDS_ADDRESS, token=pds_token)


def _held(viewer: "Viewer", person_id: UUID) -> "Identity":
    from throughcare.access.actions.acting import viewing
    from throughcare.access.rules import Act, Category, NotPermitted
    from throughcare.people.queries import identity, require_person
    from throughcare.web.clock import now
    from throughcare.web.starting import CannotStart

    with viewing(viewer, now(), channel="command"):
        try:
            return identity(
                require_person(viewer, person_id, Act.WRITE, Category.IDENTIFIER, at=now())
            )
        except NotPermitted as no:
            raise CannotStart(f"{viewer.name} may not trace {person_id}.") from no


def _said(told: "Told") -> dict[str, Any]:
    return {
        "steps": list(told.steps),
        "nhs_number": told.found.nhs_number if told.found else None,
        "sensitivity": told.found.sensitivity if told.found else "",
        "differences": list(told.differences),
        "sure": told.sure,
    }
