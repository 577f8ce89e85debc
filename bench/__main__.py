"""`python -m bench`: measure and write docs/reference/performance.md."""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bench import (
    caring,
    county,
    crowds,
    database,
    filling,
    handed,
    importing,
    journeys,
    moving,
    pages,
    present,
    report,
    searching,
    side_by_side,
)
from throughcare.web import database as service
from throughcare.web.clock import now

SMALL, LARGE = 10_000, 1_000_000
ROWS = 20_000
EVENTS = 10_000
SIMPLE_ROWS = 500


def main() -> None:
    """Measure both sizes in turn; the databases are kept for the next run."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[SMALL, LARGE])
    parser.add_argument("--rows", type=int, default=ROWS, help="rows of the custody log")
    parser.add_argument("--afresh", action="store_true", help="fill the databases again")
    parser.add_argument("--no-demo", action="store_true", help="do not build Ambershire")
    args = parser.parse_args()
    database.tune()
    found = report.Findings(now(), os.getloadavg(), [pages.yardstick()])
    for people in args.people:
        _measure(people, args, found)
    found.yardsticks.append(pages.yardstick())
    if not args.no_demo:
        found.demo_seconds = _demo()
    report.write(found, present.HERE_NOW, pages.TIMES, pages.WARM_UP)
    print(report.PAGE.read_text(encoding="utf-8"))


def _measure(people: int, args: argparse.Namespace, found: report.Findings) -> None:
    name, filled = database.use(people, afresh=args.afresh)
    place = county.found(now())
    if not filled:
        print(f"filling {name}", file=sys.stderr)
        filling.fill(people, place, now())
        service.mark_ready(name)
    here = present.bring_in(place, now())
    last = people == max(args.people)
    if people > crowds.LAST:
        crowds.gather(now())
        caring.fill(place, people, now())
        handed.hand_over(place)
        found.recounts[people] = journeys.make_fuller(place, now())
    found.pages[people] = pages.measure(place, here) | searching.measure(place, people)
    found.yardsticks.append(pages.yardstick())
    if people > crowds.LAST:
        found.pages[people] |= crowds.measure(now()) | caring.measure(place, now())
        found.checked[people] = caring.check(place, now())
    if last:
        found.simple_board = pages.time_of(side_by_side.simple_board(place), 50)
    found.yardsticks.append(pages.yardstick())
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "custody-log.csv"
        at = now()
        importing.write_log(log, args.rows, people, at, random.Random(int(at.timestamp())))
        if last:
            found.simple_import = side_by_side.simple_import(log, SIMPLE_ROWS, place)
        found.speed[people] = importing.measure(log, args.rows, place)
        found.again[people] = importing.measure(log, args.rows, place)
        if people > crowds.LAST:
            moves = Path(folder) / "movements.csv"
            moving.write_movements(moves, EVENTS, people, at, random.Random(log.stat().st_size))
            found.moving[people] = moving.measure(moves, EVENTS, place)


def _demo() -> float | None:
    """Seconds to build the demonstration from nothing, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        start = perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "throughcare", "demo", "--no-serve"],
            env=os.environ | {"THROUGHCARE_DATA": folder},
            check=False,
        )
        return perf_counter() - start if done.returncode == 0 else None


if __name__ == "__main__":
    main()
