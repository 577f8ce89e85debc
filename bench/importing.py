"""How many rows of a custody log come in each second, and how much memory that takes."""

import csv
import os
import random
import resource
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

from django.db import connection

from bench.county import County
from bench.crowds import LAST
from bench.people import STRANGERS, person
from throughcare.clocks.lengths import LOCAL
from throughcare.fhir.custody_log.bringing_in import Counts, bring_in, feed_of
from throughcare.fhir.custody_log.reading import open_log, published
from throughcare.fhir.custody_log.refusals import ErrorsFile
from throughcare.web.clock import now

HEADINGS = [
    "Custody record number", "Custody suite", "Name", "Aliases", "DOB", "Sex",
    "Self-defined ethnicity", "PNC ID", "Arrived", "Detention authorised", "Offence group",
    "Released", "Disposal", "Self-harm", "Appropriate adult",
]  # fmt: skip
KNOWN, NEW = 0.55, 0.38
"""Of a hundred rows, 55 are about people who are known, 38 about new ones, 5 repeat a row of the
file, and 2 cannot be taken."""


@dataclass(frozen=True)
class Speed:
    """What an import came to."""

    rows: int
    seconds: float
    cpu: float
    database_cpu: float
    peak_mb: float
    counts: Counts

    @property
    def rate(self) -> float:
        """Rows a second."""
        return self.rows / self.seconds


def write_log(path: Path, rows: int, people: int, at: datetime, rng: random.Random) -> None:
    """A custody log of that many rows; each person who is known is there once."""
    away = range(min(LAST, people // 2), people)
    known = iter(rng.sample(away, min(len(away), int(rows * KNOWN) + 1)))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        writer.writerows(_rows(rows, people, at, known, rng))


def _rows(
    rows: int, people: int, at: datetime, known: Iterator[int], rng: random.Random
) -> Iterator[list[str]]:
    last = None
    stamp = f"{at:%d%H%M%S}"
    for number in range(rows):
        kind = rng.random()
        if kind < KNOWN and (n := next(known, None)) is not None:
            last = _row(n, f"{stamp}/{number}", at, rng)
        elif kind < KNOWN + NEW or last is None:
            last = _row(rng.randrange(STRANGERS, 4 * STRANGERS), f"{stamp}/{number}", at, rng)
            last[7] = last[7].replace("S", "T") if rng.random() < 0.3 else last[7]
        elif kind > 0.98:
            yield [*last[:8], "31/02/2026 10:00", *last[9:]]
            continue
        yield last


def _row(n: int, reference: str, at: datetime, rng: random.Random) -> list[str]:
    who = person(n)
    alias = f"{who.family.upper()}, {who.given[0]}" if rng.random() < 0.15 else ""
    arrived = at - timedelta(hours=30, minutes=rng.randrange(2000))
    left = arrived + timedelta(minutes=rng.randrange(300, 1400))

    def local(moment: datetime) -> str:
        return f"{moment.astimezone(LOCAL):%d/%m/%Y %H:%M}"

    number = who.pnc if n % 10 < 7 else ""
    born = f"{who.born_on:%d/%m/%Y}"
    return [
        reference, "bench-c1", f"{who.family.upper()}, {who.given}", alias, born,
        rng.choice("MMMMMF"), rng.choice(["W1", "W9", "B2", "A1", "M1"]), number, local(arrived),
        local(arrived + timedelta(minutes=20)), rng.choice(["Theft", "Violence", "Public order"]),
        local(left), rng.choice(["NFA", "RUI", "Bailed"]), rng.choice("YNNNN"), rng.choice("YNNNN"),
    ]  # fmt: skip


def database_seconds() -> float:
    """The processor seconds that the database server has spent so far, all its processes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    _, server, _ = _spent(pid)
    of_all = {each: _spent(each) for each in map(int, filter(str.isdecimal, os.listdir("/proc")))}
    now_there = sum(own for own, parent, _ in of_all.values() if parent == server)
    own, _, ended = of_all[server]
    return (own + ended + now_there) / os.sysconf("SC_CLK_TCK")


def _spent(pid: int) -> tuple[int, int, int]:
    """The processor ticks of a process, its parent, and the ticks of its children that ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has just ended
        return 0, 0, 0
    return (
        int(fields[11]) + int(fields[12]),
        int(fields[1]),
        int(fields[13]) + int(fields[14]),
    )


def measure(path: Path, rows: int, county: County) -> Speed:
    """Bring a log in and say how long it took."""
    layout = published()
    start, cpu, database = perf_counter(), process_time(), database_seconds()
    log = open_log(path, layout)
    feed = feed_of(county.viewers["feed"], "custody of Bench Police", {})
    with ErrorsFile(path.with_suffix(".errors.csv"), log.headings) as errors:
        counts = bring_in(log, layout, feed, errors, clock=now, told=lambda counts: None)
    seconds, cpu = perf_counter() - start, process_time() - cpu
    database = database_seconds() - database
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Speed(rows, seconds, cpu, database, peak, counts)
