"""Trains the weights by which people are matched: `people train`."""

import argparse
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from throughcare.people.linkage.training import Record

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

WRONG_USE = 2
ON = date(2026, 6, 30)
"""The day on which the made-up people have their ages, so that a seed makes the same people
always."""

HOW = """\
Learns with Splink how much each agreement and difference says, and writes a model file. Without
--input it learns from made-up people, of whom the truth is known. With --input it learns from an
extract of your own (a CSV as for `people match`), without knowing the truth, by expectation
maximisation; a column `person` that says who is who is used where there is one.
The model that comes with the product is replaced only if --output says so. Needs no database.
Exit status: 0 trained, 2 cannot be read or written."""


def add_to(subparsers: "Subparsers") -> None:
    """Add `people train` to the command line."""
    train = subparsers.add_parser(
        "train",
        help="learn the weights of the matching anew",
        description=HOW,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    train.add_argument("--people", type=int, default=400_000, metavar="N", help="made-up records")
    train.add_argument("--seed", type=int, default=1, help="makes the same people again")
    train.add_argument("--input", type=Path, metavar="FILE.csv", help="learn from this extract")
    train.add_argument("--output", type=Path, required=True, metavar="FILE.json")
    train.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Train and write the model: 0 done, 2 wrong use."""
    from throughcare.people.linkage.engines import quiet
    from throughcare.people.linkage.extracts import UnreadableExtract
    from throughcare.people.linkage.tables import Reading
    from throughcare.people.linkage.training import LEAST_RECORDS, NothingToLearn, train
    from throughcare.web.clock import today

    if args.people < LEAST_RECORDS:
        few = f"Too few to learn from: at least {LEAST_RECORDS} records are needed."
        print(few, file=sys.stderr)
        return WRONG_USE
    quiet()
    if args.input is None:
        reading, records = Reading(ON, synthetic=True), _made_up(args.people, args.seed)
        told: dict[str, Any] = {"from": "made-up people", "seed": args.seed}
    else:
        reading = Reading(today(), synthetic=True)
        records, told = _of_extract(args.input), {"from": args.input.name}
    told["on"] = f"{today():%Y-%m-%d}"
    try:
        model = train(records, reading, version=f"{today():%Y-%m-%d}", told=told)
        text = json.dumps(model, ensure_ascii=False, indent=1, sort_keys=False)
        args.output.write_text(f"{text}\n", encoding="utf-8")
    except (UnreadableExtract, NothingToLearn) as wrong:
        print(wrong, file=sys.stderr)
        return WRONG_USE
    except OSError as cannot:
        print(f"{args.output} cannot be written: {cannot.strerror}.", file=sys.stderr)
        return WRONG_USE
    print(f"{args.output}: learnt from {model['trained']['records']} records.")
    return 0


def _made_up(people: int, seed: int) -> "Iterator[Record]":
    from throughcare.people.made_up import made_up_records

    rng = random.Random(seed)  # noqa: S311  (nothing secret: the same seed makes the same people)
    for record in made_up_records(people, rng=rng, on=ON):
        yield asdict(record.written), str(record.truth.person)


def _of_extract(path: Path) -> "Iterator[Record]":
    from throughcare.people.linkage.extracts import records_of

    for record in records_of(path):
        yield record, record.get("person", "")
