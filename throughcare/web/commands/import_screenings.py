"""Brings in screenings of another system: `import screenings FILE.json` (QuestionnaireResponse)."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from throughcare.access.rules import Viewer

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

WRONG_USE = 2
DONE = ("completed", "amended")
HOW = """\
Reads FHIR R4 QuestionnaireResponses as JSON: one, a list of them, or a Bundle. Each names the
record it belongs to as its subject, Patient/ID, where ID is what `import patient` gave; --person
names it for the whole file. A response to a version that is here is checked and scored by that
version. One to a version that is not here is kept whole, marked, and never scored. Bringing a file
in again changes nothing.
Who acts: a worker given with --as EMAIL who may screen that person.
Exit status: 0 everything is in, 1 something was refused, 2 cannot be read."""


def add_to(subparsers: "Subparsers") -> None:
    """Add `import screenings` to the command line."""
    kind = subparsers.add_parser(
        "screenings",
        help="answers to questionnaires from another system (FHIR QuestionnaireResponse)",
        description=HOW,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    kind.add_argument("file", metavar="FILE.json", type=Path, help="the responses")
    kind.add_argument("--person", default="", metavar="ID", help="the record they belong to")
    kind.add_argument("--as", dest="email", default="", metavar="EMAIL", help="who acts")
    kind.add_argument("--json", action="store_true", help="print one JSON document")
    kind.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Bring responses in: 0 everything is in, 1 something was refused, 2 it cannot be read."""
    from throughcare.web.clock import now
    from throughcare.web.commands.import_patient import UnreadablePatient, acting, read_json
    from throughcare.web.starting import say, start_up_to_date

    try:
        found = _responses(read_json(args.file))
    except UnreadablePatient as unreadable:
        say(str(unreadable))
        return WRONG_USE
    if not found:
        say(f"{args.file} holds no QuestionnaireResponse.")
        return WRONG_USE
    start_up_to_date()
    by, at = acting(args.email), now()
    say(f"Acting as {by.name}, {by.organisation_name}.")
    answers = [_take_in(each, args.person, by, at) for each in found]
    if args.json:
        json.dump({"responses": answers}, sys.stdout, ensure_ascii=False)
        print()
    else:
        for answer in answers:
            print(f"{answer['what']}: {SAID[answer['outcome']]}{answer['reason']}")
    return 1 if any(answer["outcome"] == "refused" for answer in answers) else 0


SAID = {
    "scored": "in, and scored by its own version.",
    "kept": "in, kept whole and marked: this version is not here, so it has no score.",
    "repeated": "was there already, nothing was changed.",
    "refused": "refused. ",
}


def _responses(document: Any) -> list[Any]:
    if isinstance(document, Mapping) and document.get("resourceType") == "Bundle":
        document = [
            each.get("resource") for each in document.get("entry", ()) if isinstance(each, Mapping)
        ]
    return document if isinstance(document, list) else [document]


def _take_in(resource: Any, person: str, by: "Viewer", at: "datetime") -> dict[str, str]:
    from throughcare.access.rules import NotPermitted, Refused
    from throughcare.fhir.mapping.questionnaire import NoResponse
    from throughcare.screening.rules import WrongAnswers

    what = str(resource.get("questionnaire", "")) if isinstance(resource, Mapping) else ""
    answer = {"what": what or "no questionnaire", "outcome": "refused", "reason": "", "id": ""}
    try:
        answer |= _taken(resource, person, by, at)
    except (NoResponse, WrongAnswers, ValueError) as wrong:
        answer["reason"] = str(wrong)
    except Refused as refused:
        answer["reason"] = " ".join(refused.reasons)
    except NotPermitted:
        answer["reason"] = "There is no such record, or you may not screen this person."
    return answer


def _taken(resource: Any, person: str, by: "Viewer", at: "datetime") -> dict[str, str]:
    from throughcare.access.actions.acting import viewing
    from throughcare.fhir.mapping.questionnaire import NoResponse, answers_of, read_response
    from throughcare.people.queries import sight_of
    from throughcare.screening import actions, queries
    from throughcare.screening.instrument import UnknownInstrument, find

    if not isinstance(resource, Mapping):
        raise NoResponse("It is no QuestionnaireResponse.")
    read = read_response(resource)
    if resource.get("status") not in DONE:
        raise NoResponse("Only a completed response is brought in.")
    person_id = _person(resource, person)
    answers: Mapping[str, object]
    try:
        known, answers = True, answers_of(find(read.instrument, read.version), read)
    except UnknownInstrument:
        known, answers = False, read.answers
    with viewing(by, at, channel="command"):
        sight = sight_of(by, person_id, at=at)
        before = {each.screening_id for each in queries.screenings(sight)} if sight else set()
        screening_id = actions.take_in(
            by=by,
            at=at,
            person_id=person_id,
            instrument=read.instrument,
            version=read.version,
            answers=answers,
            asked_at=_moment(read.authored, at),
            asked_by=str(_of(resource, "author", "display") or ""),
            whole=read.whole,
        )
    outcome = "repeated" if screening_id in before else "scored" if known else "kept"
    return {"outcome": outcome, "id": str(screening_id)}


def _of(resource: Mapping[str, Any], part: str, name: str) -> Any:
    held = resource.get(part)
    return held.get(name) if isinstance(held, Mapping) else None


def _person(resource: Mapping[str, Any], person: str) -> Any:
    from uuid import UUID

    named = person or str(_of(resource, "subject", "reference") or "").removeprefix("Patient/")
    try:
        return UUID(named)
    except ValueError:
        raise ValueError("It does not say whose record it belongs to: Patient/ID.") from None


def _moment(authored: str, at: "datetime") -> "datetime":
    from datetime import datetime

    try:
        moment = datetime.fromisoformat(authored)
    except ValueError:
        raise ValueError("It does not say when it was answered (authored).") from None
    if moment.tzinfo is None or moment > at:
        raise ValueError("The moment of its answers has no time zone, or is later than now.")
    return moment
