"""Checks whether the records keep the five promises, and says which do not."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add(subparsers: "Subparsers") -> None:
    """Add `check-promises` to the command line."""
    from throughcare.web.commands.acting import add_as

    check = subparsers.add_parser("check-promises", help="check the five promises")
    check.add_argument("--json", action="store_true", help="print one JSON document")
    add_as(check)
    check.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Exit status 0 when all are held, 1 when a record breaks one."""
    from throughcare.web.starting import start_up_to_date

    start_up_to_date()
    from throughcare.returns.promises import one_by_one
    from throughcare.web import clock
    from throughcare.web.commands.acting import manager

    checked = one_by_one(manager(args.acting_as, clock.today()), clock.now())
    if args.json:
        promises = list(checked)
        held = all(promise.held for promise in promises)
        document = {
            "held": held,
            "promises": [
                {
                    "id": promise.id,
                    "title": promise.title,
                    "means": promise.means,
                    "held": promise.held,
                    "violations": promise.violations,
                    "checks": [
                        {
                            "id": check.id,
                            "sentence": check.sentence,
                            "violation": check.breaks,
                            "count": check.count,
                            "references": list(check.found),
                        }
                        for check in promise.checks
                    ],
                    "note": promise.note,
                }
                for promise in promises
            ],
        }
        print(json.dumps(document, ensure_ascii=False, indent=1))
        return 0 if held else 1
    held = True
    for promise in checked:
        held = held and promise.held
        print(f"{promise.title}: {'held' if promise.held else f'{promise.violations} violations'}")
        for check in promise.checks:
            print(f"  {check.count:6,} {check.sentence}{'' if check.breaks else ' (to know)'}")
        sys.stdout.flush()
    return 0 if held else 1
