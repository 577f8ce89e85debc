"""How long finding who could take a need takes, over 5,000 services: `python -m bench.directory`.

The services are made up by chance and written by the action that the page uses.
"""

import os
import platform
import random
import statistics
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from uuid import UUID

from bench import database
from throughcare.access import queries as access
from throughcare.access.actions import employment
from throughcare.access.actions.acting import viewing
from throughcare.access.roles import Role
from throughcare.access.rules import INSTALLATION, OrganisationKind, Viewer
from throughcare.care import actions, queries
from throughcare.care.actions import Entry
from throughcare.care.rules import Excluding, ForWhom, Setting, Wanted
from throughcare.screening.rules import NeedType
from throughcare.web.clock import now

SERVICES, TIMES, WARM_UP = 5_000, 200, 10
TARGET_MS = 40
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "directory-speed.md"
AREAS = [f"ambertown {number}" for number in range(1, 61)]


def worker() -> Viewer:
    """Somebody who works for the organisation that runs every service here."""
    at = now()
    organisation = employment.found_organisation(
        by=INSTALLATION, at=at, name="Bench services", kind=OrganisationKind.RECEIVING_SERVICE
    )
    office = employment.form_team(
        by=INSTALLATION, at=at, organisation_id=organisation.id, name="Office"
    )
    made = employment.employ(by=INSTALLATION, at=at, email="bench@service.example", name="Bench")
    employment.appoint(
        by=INSTALLATION,
        at=at,
        worker_id=made.id,
        team_id=office.id,
        role=Role.SERVICE_WORKER,
        starts_on=date(2020, 1, 1),
    )
    viewer = access.viewer_in(access.at_the_door(made.id, on=at.date()))
    assert viewer is not None
    return viewer


def fill(by: Viewer, rng: random.Random) -> None:
    """Make the services."""
    at = now()
    for number in range(SERVICES):
        team = employment.form_team(
            by=INSTALLATION,
            at=at,
            organisation_id=by.organisation_id,
            name=f"Service {number:05}",
            takes_referrals=True,
        )
        actions.describe_service(by=by, at=at, team_id=UUID(str(team.id)), entry=_entry(rng))


def _entry(rng: random.Random) -> Entry:
    young = rng.choice([None, 16, 18])
    return Entry(
        about="Helps people",
        needs=rng.sample(list(NeedType), rng.randint(1, 12)),
        for_whom=rng.choice([ForWhom.ANYBODY] * 8 + [ForWhom.WOMEN, ForWhom.MEN]),
        youngest=young,
        oldest=rng.choice([None, None, 25]) if young else None,
        areas=rng.sample(AREAS, rng.randint(0, 8)),
        settings=rng.sample(list(Setting), rng.randint(1, 3)),
        excluding=rng.sample(list(Excluding), rng.choice([0, 0, 1, 2])),
        places=rng.choice([None, 0, 3]),
        wait_days=rng.choice([None, 2, 14, 90]),
    )


def measure(by: Viewer, rng: random.Random) -> list[float]:
    """Seconds of each asking, each time for another need, age and home."""
    on: date = now().date() + timedelta(days=1)
    took = []
    for number in range(TIMES + WARM_UP):
        wanted = Wanted(
            rng.choice(list(NeedType)).value,
            rng.randint(14, 80),
            rng.choice(["male", "female", None]),
            rng.choice([*AREAS, ""]),
            setting := rng.choice(["custody", "community"]),
            out_soon=setting == "custody",
            has=frozenset(rng.sample([one.value for one in Excluding], 2)),
        )
        with viewing(by, now()):
            began = perf_counter()
            queries.who_could_take(by, wanted, on=on)
            if number >= WARM_UP:
                took.append(perf_counter() - began)
    return took


def main() -> None:
    """Fill once, measure, and write the middle and the 95th percentile down."""
    rng, load_now = random.Random(6), os.getloadavg()[0]
    _, filled = database.use(SERVICES)
    by = worker()
    if not filled:
        fill(by, rng)
        database.database.mark_ready(f"test_bench_{SERVICES}")
    took = sorted(measure(by, rng))
    middle, late = statistics.median(took) * 1000, took[int(len(took) * 0.95)] * 1000
    lines = [
        "# How fast it is found who could take a need",
        "",
        f"Written by `python -m bench.directory` ({now():%-d %B %Y}); do not edit by hand.",
        "",
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, one"
        f" process. Load average when it began: {load_now:.1f}. {SERVICES:,} services with needs,"
        " ages, areas, settings and exclusions by chance; each time another need, age and home,"
        " ranked with reasons for the rest.",
        "",
        "| what | times | median, ms | 95th percentile, ms |",
        "|---|---|---|---|",
        f"| who could take this need | {TIMES} | {middle:.1f} | {late:.1f} |",
        "",
        f"Target 40 ms at the 95th percentile: {'met' if late < TARGET_MS else '**missed**'}.",
    ]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
