"""Links extracts: `people match --input FILE.csv --output FILE.csv`."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from throughcare.people.linkage.batch import Linkage
    from throughcare.people.linkage.extracts import Extract, Fault
    from throughcare.people.matching.model import Model

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

WRONG_USE = 2
DATABASE = "database"
HOW = """\
Finds which records are of one person. Without --against, within the input. With --against FILE.csv,
between the input and that file; with --against database, between the input and the people whom the
organisation of the one who acts (--as EMAIL) has a relationship to; people with a restricted record
are left out, and whose record is in a pair is kept in the trail.
The input is CSV in UTF-8 with any of the columns id, given_name, family_name, other_names (divided
by semicolons), date_of_birth (YYYY-MM-DD, YYYY-MM or YYYY), sex, postcode, nhs_number, pnc, cro,
prison_number, crn. Other columns are carried through, as NAME_left and NAME_right.
Writes pairs (id_left, id_right, match_weight, match_probability, decision: same or review; pairs
that are different are left out) to FILE.csv, groups (id, cluster) to FILE.clusters.csv, and what is
wrong with rows to FILE.errors.csv.
Exit status: 0 done, 1 some rows were left out or matched without a value, 2 cannot be read or
written."""


def add_to(subparsers: "Subparsers") -> None:
    """Add `people match` to the command line."""
    match = subparsers.add_parser(
        "match",
        help="find which records of an extract are of one person",
        description=HOW,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    match.add_argument("--input", type=Path, required=True, metavar="FILE.csv")
    match.add_argument("--output", type=Path, required=True, metavar="FILE.csv")
    match.add_argument("--against", metavar="FILE.csv|database", default="")
    match.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    match.add_argument("--model", type=Path, metavar="FILE.json", help="weights of your own")
    match.add_argument("--as", dest="email", default="", metavar="EMAIL", help="who acts")
    match.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Link and write: 0 done, 1 some rows are at fault, 2 wrong use."""
    from throughcare.people.linkage.engines import EngineMissing
    from throughcare.people.linkage.extracts import UnreadableExtract
    from throughcare.people.matching.model import FILE, WrongModel, load

    try:
        return _link(args, load(args.model or FILE))
    except (UnreadableExtract, WrongModel, EngineMissing) as wrong:
        print(wrong, file=sys.stderr)
    except OSError as cannot:
        print(f"{cannot.filename} cannot be written: {cannot.strerror}.", file=sys.stderr)
    return WRONG_USE


def _link(args: argparse.Namespace, model: "Model") -> int:
    from throughcare.people.linkage.batch import link
    from throughcare.people.linkage.extracts import Extract
    from throughcare.people.linkage.tables import Reading
    from throughcare.web.clock import today

    _refuse_overwriting(args)
    reading = Reading(today(), synthetic=True)
    left = Extract(args.input, reading)
    if args.against == DATABASE:
        done = _against_database(args, left, model)
        return _write(args, left, None, done)
    right = Extract(Path(args.against), reading) if args.against else None
    done = link(left, right, model, engine=args.engine)
    return _write(args, left, right, done)


def _refuse_overwriting(args: argparse.Namespace) -> None:
    """The answer goes into three files; none of them may be one that is read."""
    from throughcare.people.linkage.answers import beside
    from throughcare.people.linkage.extracts import UnreadableExtract

    written = {beside(args.output, name).resolve() for name in ("clusters", "errors")}
    written.add(args.output.resolve())
    against = None if args.against in ("", DATABASE) else Path(args.against)
    for read in (args.input, against, args.model):
        if read is not None and read.resolve() in written:
            raise UnreadableExtract(f"{read} would be written over. Name another --output.")


def _against_database(args: argparse.Namespace, left: "Extract", model: "Model") -> "Linkage":
    from throughcare.web.starting import start_up_to_date

    start_up_to_date()
    from throughcare.access.actions.acting import viewing
    from throughcare.people.linkage.batch import link
    from throughcare.people.linkage.loading import Known
    from throughcare.people.queries import people_to_link
    from throughcare.web.clock import now
    from throughcare.web.commands.import_patient import acting
    from throughcare.web.commands.looking import looked_at, who_may_look

    viewer, at = acting(args.email), now()
    with viewing(viewer, at, channel="command"), who_may_look(viewer):
        held = people_to_link(viewer)
    known = [Known(str(one.person_id), one.somebody.rows) for one in held]
    done = link(left, known, model, engine=args.engine)
    with viewing(viewer, at, channel="command"):
        fits = {pair.right - done.left for pair, _ in done.pairs}
        looked_at(viewer, at, "people match", [held[n].person_id for n in sorted(fits)])
    return done


def _write(
    args: argparse.Namespace, left: "Extract", right: "Extract | None", done: "Linkage"
) -> int:
    from throughcare.people.linkage.answers import (
        beside,
        write_clusters,
        write_faults,
        write_pairs,
    )

    faults: list[tuple[str, Fault]] = [(left.path.name, one) for one in left.faults]
    if right is not None:
        faults += [(right.path.name, one) for one in right.faults]
    carried_right = right.carried if right else (() if args.against else left.carried)
    write_pairs(args.output, done, left.carried, carried_right)
    write_clusters(beside(args.output, "clusters"), done)
    write_faults(beside(args.output, "errors"), faults)
    same = sum(1 for _, decision in done.pairs if decision.value == "same")
    joined = "1 pair is" if same == 1 else f"{same} pairs are"
    problems = "1 problem" if len(faults) == 1 else f"{len(faults)} problems"
    print(
        f"{len(done.ids)} records, {joined} the same person, "
        f"{len(done.pairs) - same} to review, {problems} in rows."
    )
    return 1 if faults else 0
