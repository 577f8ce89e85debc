"""Registers a person from a FHIR R4 UK Core Patient: `import patient FILE.json`."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from throughcare.access.rules import Viewer
    from throughcare.fhir.mapping.patient import Read

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

WRONG_USE = 2
LARGEST = 5_000_000
BECAUSE = "Brought in from a FHIR Patient"
HOW = """\
Reads one FHIR R4 Patient (UK Core) as JSON. Somebody who is known already is named by their id and
nothing is changed; where it is not certain who it is, a person has to decide on the pages.
Who acts: a worker or named system given with --as EMAIL, else the one named system of a health
organisation, else the only named system there is. Their organisation may open the record for a day.
The GP practice and contacts are kept with the NHS as their source; whether it is safe to speak to
them stays not known.
Restricted records and people who have died are never registered from a file.
Exit status: 0 registered or known already, 1 refused or to be decided, 2 cannot be read."""


class UnreadablePatient(Exception):
    """The file is no JSON document that can be read; says why."""


def add_to(subparsers: "Subparsers") -> None:
    """Add `import patient` to the command line."""
    patient = subparsers.add_parser(
        "patient",
        help="a person from a FHIR R4 UK Core Patient",
        description=HOW,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    patient.add_argument("file", metavar="FILE.json", type=Path, help="the Patient resource")
    patient.add_argument(
        "--as", dest="email", default="", metavar="EMAIL", help="the worker or system that acts"
    )
    patient.add_argument("--json", action="store_true", help="print one JSON document")
    patient.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Register one person: 0 registered or known, 1 refused or to be decided, 2 unreadable."""
    from throughcare.fhir.mapping.patient import read_patient
    from throughcare.web.clock import today
    from throughcare.web.starting import say, start_up_to_date

    try:
        resource = read_json(args.file)
    except UnreadablePatient as unreadable:
        say(str(unreadable))
        return WRONG_USE
    read = read_patient(resource, on=today())
    answer: dict[str, Any] = {"outcome": "refused", "id": None, "reasons": []}
    if read.person is not None:
        start_up_to_date()
        by = acting(args.email)
        say(f"Acting as {by.name}, {by.organisation_name}.")
        answer = _register(read, by)
    answer["issues"] = [
        {
            "severity": issue.severity.value,
            "code": issue.code,
            "expression": issue.expression,
            "diagnostics": issue.diagnostics,
        }
        for issue in read.issues
    ]
    answer["extensions_ignored"] = read.extensions_ignored
    _say(args, answer, read)
    return 0 if answer["id"] else 1


def read_json(path: Path) -> Any:
    """A JSON document from a file; raises `UnreadablePatient` when it is none, or too large."""
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadablePatient(f"{path} is larger than {LARGEST // 1_000_000} MB.")
        return json.loads(path.read_text(encoding="utf-8-sig"), object_pairs_hook=_each_once)
    except OSError as cannot:
        raise UnreadablePatient(f"{path} cannot be read: {cannot.strerror}.") from cannot
    except UnicodeDecodeError as wrong:
        raise UnreadablePatient(f"{path} is not written in UTF-8.") from wrong
    except RecursionError as deep:
        raise UnreadablePatient(f"{path} is nested too deeply.") from deep
    except ValueError as wrong:
        raise UnreadablePatient(f"{path} is not a JSON document: {wrong}.") from wrong


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return read


def acting(email: str) -> "Viewer":
    """Who acts: the worker or system named, else the named system that is meant.

    Raises `CannotStart` where that is nobody, or not certain.
    """
    from django.contrib.auth import get_user_model

    from throughcare.access import queries
    from throughcare.web.clock import today
    from throughcare.web.starting import CannotStart

    if email:
        worker = get_user_model()._default_manager.filter(email=email.strip().lower()).first()
        viewer = queries.viewer_in(queries.at_the_door(worker.pk, on=today())) if worker else None
        if viewer is None:
            raise CannotStart(f"{email} is no worker or named system with a role today.")
        return viewer
    found = queries.system_worker(on=today())
    meant = _of_health(found) or found
    if len(meant) != 1:
        raise CannotStart("It is not certain who acts. Say whose organisation it is: --as EMAIL.")
    return meant[0]


def _of_health(viewers: "Sequence[Viewer]") -> "list[Viewer]":
    return [viewer for viewer in viewers if viewer.sector == "health"]


def _register(read: "Read", by: "Viewer") -> dict[str, Any]:
    from throughcare.access.actions.acting import viewing
    from throughcare.access.rules import RelationshipKind
    from throughcare.people import actions, queries
    from throughcare.people.rules import Verdict
    from throughcare.web.clock import now

    assert read.person is not None
    at = now()
    with viewing(by, at, channel="command"):
        match = queries.match(by, read.person, at=at)
        if match.verdict is Verdict.SAME:
            return {"outcome": "known", "id": str(match.person_id), "reasons": [*match.reasons]}
        if match.verdict is Verdict.ASK:
            return {"outcome": "ask", "id": None, "reasons": [*match.reasons]}
        person_id = actions.register(
            by=by,
            at=at,
            person=read.person,
            relationship=RelationshipKind.SELF_CLAIMED,
            because=BECAUSE,
        )
        kept = _surround(read, by, at, person_id)
    return {
        "outcome": "registered",
        "id": str(person_id),
        "reasons": [*match.reasons],
        "not_kept": kept,
    }


def _surround(read: "Read", by: "Viewer", at: "datetime", person_id: "UUID") -> list[str]:
    """Keep the GP practice and contacts; names what the one who acts may not record."""
    from throughcare.access.rules import NotPermitted
    from throughcare.people import actions
    from throughcare.people.rules import Source

    about: dict[str, Any] = {"by": by, "at": at, "person_id": person_id, "source": Source.NHS}
    try:
        if read.practice:
            actions.state_practice(**about, practice=read.practice)
        for contact in read.contacts:
            actions.state_contact(**about, contact=contact)
    except NotPermitted:
        told = {"the GP practice": read.practice, "contacts": read.contacts}
        return [name for name, said in told.items() if said]
    return []


SENTENCES = {
    "registered": "Registered: {id}",
    "known": "Known already, nothing was changed: {id} ({reasons})",
    "ask": "Not registered: a person has to decide who this is ({reasons}). "
    "Find them on the pages, or register them there.",
    "refused": "Not registered.",
}


def _say(args: argparse.Namespace, answer: dict[str, Any], read: "Read") -> None:
    from throughcare.web.starting import say

    for issue in read.issues:
        say(f"{issue.severity.value}: {issue}")
    if answer.get("not_kept"):
        say(f"Not kept, because who acts may not record it: {', '.join(answer['not_kept'])}.")
    if read.extensions_ignored:
        say(f"Extensions that are not read: {read.extensions_ignored}.")
    if args.json:
        json.dump(answer, sys.stdout, ensure_ascii=False)
        print()
        return
    said = SENTENCES[answer["outcome"]].format(
        id=answer["id"], reasons="; ".join(answer["reasons"])
    )
    print(said) if answer["id"] else say(said)
