"""How many movements of prisons come in each second: of people known and of people not known."""

import csv
import random
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

from bench.county import PRISON, County
from bench.crowds import LAST
from bench.importing import Speed, database_seconds
from bench.people import STRANGERS, person
from throughcare.clocks.lengths import LOCAL
from throughcare.fhir.custody_log.bringing_in import Counts
from throughcare.fhir.custody_log.reading import open_log
from throughcare.fhir.custody_log.refusals import ErrorsFile
from throughcare.fhir.justice_feeds.bringing_in import bring_in_movements, feed_for
from throughcare.fhir.justice_feeds.reading import layout_of
from throughcare.pathway.rules import ESTABLISHMENTS
from throughcare.web.clock import now

HEADINGS = ["Movement", "Date", "Time", "Establishment", "Reason", "Name", "DOB", "PNC"]
EVENTS = (("Received", 0, "From court, on remand"), ("Released", 20, "As planned"))


def write_movements(path: Path, events: int, people: int, at: datetime, rng: random.Random) -> None:
    """A file of that many events, two of each person, of whom three in five are known."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for number in range(events // len(EVENTS)):
            known = number % 5 < 3
            n = rng.randrange(LAST, people) if known else rng.randrange(STRANGERS, 9 * STRANGERS)
            who = person(n)
            came = at - timedelta(hours=22, minutes=rng.randrange(90))
            for movement, hours, reason in EVENTS:
                moment = (came + timedelta(hours=hours)).astimezone(LOCAL)
                writer.writerow(
                    [movement, f"{moment:%d/%m/%Y}", f"{moment:%H:%M}", PRISON, reason,
                     f"{who.family.upper()}, {who.given}", f"{who.born_on:%d/%m/%Y}",
                     who.pnc if n % 10 < 7 and known else ""]
                )  # fmt: skip


def measure(path: Path, events: int, county: County) -> tuple[Speed, int]:
    """Bring a file of movements in; says how long it took, and how many were recorded."""
    layout = layout_of("movements")
    start, cpu, database = perf_counter(), process_time(), database_seconds()
    log = open_log(path, layout.table, suite_is_given=True)
    feed = feed_for(county.viewers["moves"], ESTABLISHMENTS)
    with ErrorsFile(path.with_suffix(".errors.csv"), log.headings) as errors:
        tally = bring_in_movements(log, layout, feed, errors, clock=now)
    seconds, cpu = perf_counter() - start, process_time() - cpu
    spent = database_seconds() - database
    return Speed(events, seconds, cpu, spent, 0, Counts()), tally.recorded
