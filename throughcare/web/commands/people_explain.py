"""Says why two people are the same, or are not: `people explain A B`."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from throughcare.people.matching.model import Model
    from throughcare.people.matching.row import Somebody
    from throughcare.people.rules.same_person import Judgement

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

WRONG_USE = 2
WIDTH = 24
HOW = """\
Compares two people and says what each comparison adds to the match weight. A and B are ids of
records, or JSON files, each one object with any of given_name, family_name, other_names,
date_of_birth, sex, postcode, nhs_number, pnc, cro, prison_number, crn. Two JSON files need no
database.
Exit status: 0 compared, 2 one of them cannot be read."""


class Unreadable(Exception):
    """What was given is neither a record nor a file that can be read; says why."""


def add_to(subparsers: "Subparsers") -> None:
    """Add `people explain` to the command line."""
    explain = subparsers.add_parser(
        "explain",
        help="what speaks for and against two being one person",
        description=HOW,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    explain.add_argument("one", metavar="A", help="id of a record, or FILE.json")
    explain.add_argument("other", metavar="B", help="id of a record, or FILE.json")
    explain.add_argument("--model", type=Path, metavar="FILE.json", help="weights of your own")
    explain.add_argument("--as", dest="email", default="", metavar="EMAIL", help="who acts")
    explain.add_argument("--json", action="store_true", help="print one JSON document")
    explain.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Compare and explain: 0 compared, 2 wrong use."""
    from throughcare.people.matching.model import FILE, WrongModel, load
    from throughcare.people.matching.people import judge_people

    try:
        model = load(args.model or FILE)
        one, other = (_somebody(given, args.email) for given in (args.one, args.other))
    except (Unreadable, WrongModel) as wrong:
        print(wrong, file=sys.stderr)
        return WRONG_USE
    judgement = judge_people(one, other, model)
    if args.json:
        print(json.dumps(_document(judgement, model), ensure_ascii=False))
    else:
        print("\n".join(_lines(judgement)))
    return 0


def _somebody(given: str, email: str) -> "Somebody":
    try:
        person_id = UUID(given)
    except ValueError:
        return _of_file(Path(given))
    return _of_record(person_id, email)


def _of_file(path: Path) -> "Somebody":
    from throughcare.people.linkage.tables import Reading, read_somebody
    from throughcare.web.clock import today

    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as nowhere:
        raise Unreadable(f"{path} is neither the id of a record nor a file.") from nowhere
    except OSError as cannot:
        raise Unreadable(f"{path} cannot be read: {cannot.strerror}.") from cannot
    except ValueError as wrong:
        raise Unreadable(f"{path} is not a JSON document in UTF-8: {wrong}.") from wrong
    if not isinstance(told, dict) or not all(
        isinstance(value, str | None) for value in told.values()
    ):
        raise Unreadable(f"{path}: one object is expected, with text in every member.")
    record = {name: value or "" for name, value in told.items()}
    try:
        somebody = read_somebody(record, Reading(today(), synthetic=True))
    except ValueError as wrong:
        raise Unreadable(f"{path}: {wrong}.") from wrong
    if not (somebody.names[0].name or somebody.numbers):
        raise Unreadable(f"{path} has no name and no valid number to compare.")
    for left_aside in _left_aside(record, somebody):
        print(f"{path}: {left_aside}", file=sys.stderr)
    return somebody


def _left_aside(record: dict[str, str], somebody: "Somebody") -> Iterator[str]:
    """What was told and is not compared: no column, or a number that fails its check."""
    from throughcare.people.linkage.extracts import IDENTIFYING
    from throughcare.people.matching.row import NUMBERS

    if unknown := [name for name in record if name not in {"id", *IDENTIFYING}]:
        yield f"not compared: {', '.join(unknown)}."
    valid = {kind for kind, _ in somebody.numbers}
    for kind in NUMBERS:
        if record.get(kind, "").strip() and kind not in valid:
            yield f"{kind} is not valid; compared without it."


def _of_record(person_id: UUID, email: str) -> "Somebody":
    from throughcare.web.starting import start_up_to_date

    start_up_to_date()
    from throughcare.access.actions.acting import viewing
    from throughcare.people.queries import people_to_link
    from throughcare.web.clock import now
    from throughcare.web.commands.import_patient import acting
    from throughcare.web.commands.looking import looked_at, who_may_look

    viewer, at = acting(email), now()
    with viewing(viewer, at, channel="command"), who_may_look(viewer):
        for person in people_to_link(viewer, people=[person_id]):
            looked_at(viewer, at, "people explain", [person.person_id])
            return person.somebody
    raise Unreadable(f"There is no record {person_id} that {viewer.name} may see.")


def _document(judgement: "Judgement", model: "Model") -> dict[str, Any]:
    from throughcare.people.matching.weighing import probability

    return {
        "model": model.version,
        "match_weight": round(judgement.weight, 4),
        "match_probability": round(probability(judgement.weight), 6),
        "decision": judgement.verdict.in_a_file,
        "start": round(judgement.start, 4),
        "steps": [
            {
                "comparison": step.comparison,
                "level": step.level,
                "weight": round(step.weight, 4),
                "says": step.says,
            }
            for step in judgement.steps
        ],
    }


def _lines(judgement: "Judgement") -> list[str]:
    from throughcare.people.matching.weighing import probability

    likely = probability(judgement.weight)
    return [
        f"{'Before comparing':<{WIDTH}} {judgement.start:+8.2f}",
        *(f"{one.called:<{WIDTH}} {one.weight:+8.2f}  {one.says}" for one in judgement.steps),
        f"{'Match weight':<{WIDTH}} {judgement.weight:+8.2f}  probability {likely:.4f}",
        f"Decision: {judgement.verdict.in_a_file}",
    ]
