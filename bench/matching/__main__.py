"""`python -m bench.matching`: measure and write docs/reference/matching.md."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from bench import county, database
from bench.matching import arrivals, batch, bias, filling, report
from throughcare.web import database as service
from throughcare.web.clock import now

SEED = 77


def main() -> None:
    """Measure; the database of known people is kept for the next run."""
    parser = argparse.ArgumentParser(prog="bench.matching", description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000, help="records in the database")
    parser.add_argument("--records", type=int, default=1_000_000, help="records of the extract")
    parser.add_argument("--arrivals", type=int, default=2_000)
    parser.add_argument("--afresh", action="store_true", help="fill the database again")
    parser.add_argument("--folder", type=Path, help="where the extract is kept")
    args = parser.parse_args()
    database.tune()
    name, filled = database.use(f"match_{args.people}", afresh=args.afresh)
    place = county.found(now())
    if not filled:
        print(f"filling {name}", file=sys.stderr)
        filling.fill(args.people, SEED, place, now())
        service.mark_ready(name)
    found = report.Findings(now(), os.getloadavg(), args.people, args.records)
    found.arrivals = arrivals.measure(args.people, args.arrivals, SEED, place)
    with tempfile.TemporaryDirectory() as folder:
        extract, truth = batch.write_extract(args.folder or Path(folder), args.records)
        found.ours = batch.measured("ours", extract)
        found.quality = batch.quality(extract, truth)
        found.bias = bias.by_group(extract, truth)
        found.plain = batch.measured("plain", extract)
    report.write(found)
    print(report.PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
