"""`python -m bench.screening`: how fast answers are scored and found again, beside a naive way.

Writes docs/reference/screening-speed.md.
"""

import os
import platform
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any
from uuid import UUID

from bench import county, database
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import RelationshipKind, Sight, Viewer
from throughcare.pathway.actions import arrive
from throughcare.pathway.rules import Arrival
from throughcare.people.actions import register
from throughcare.people.queries import sight_of
from throughcare.people.rules import BornPrecision, NewName, NewPerson, Sex, Source
from throughcare.screening import actions, queries
from throughcare.screening.instrument import FOLDER, Instrument, find, instruments
from throughcare.screening.instrument.reading import instrument_from
from throughcare.screening.models import Answer
from throughcare.screening.rules import score
from throughcare.sourced import load
from throughcare.web.clock import now

RESPONSES, NAIVE_RESPONSES, TIMES = 20_000, 2_000, 5
LOOKUPS, YEARS, A_YEAR = 400, 10, 12
TARGET_RATE, TARGET_MS = 20_000, 30
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "screening-speed.md"
Responses = list[tuple[Instrument, dict[str, object]]]


def made_up(number: int, rng: random.Random, only: str = "") -> Responses:
    """Complete answers to scored instruments in turn, or to one of them."""
    scored = [i for i in instruments() if i.scoring is not None and only in ("", i.id)]
    return [
        (
            each := scored[n % len(scored)],
            {item.id: rng.choice(item.options).value for item in each.items if item.options},
        )
        for n in range(number)
    ]


def ours(responses: Responses) -> None:
    """Score every response."""
    for instrument, answers in responses:
        score(instrument, answers)


def as_document(responses: Responses) -> None:
    """Score every response and write its arithmetic, as a stored result has it."""
    for instrument, answers in responses:
        score(instrument, answers).document()


def naive(responses: Responses) -> None:
    """Score with an instrument read from its words each time, as an interpreter of forms would."""
    for instrument, answers in responses:
        score(instrument_from(_words(f"{instrument.id}-{instrument.version}")), answers)


@cache
def _words(name: str) -> Any:
    return load(FOLDER / f"{name}.yaml", FOLDER / "instrument.schema.json").data


def rate(do: Callable[[Responses], None], responses: Responses) -> tuple[float, float]:
    """The best responses a second of several times: by the wall, and by the processor."""
    found = []
    for _ in range(TIMES):
        wall, cpu = perf_counter(), process_time()
        do(responses)
        spent = perf_counter() - wall, process_time() - cpu
        found.append((len(responses) / spent[0], len(responses) / spent[1]))
    return max(each[0] for each in found), max(each[1] for each in found)


def with_history(at: datetime, rng: random.Random) -> tuple[Viewer, UUID, int]:
    """Somebody who was screened every month for ten years; says how many answers there are."""
    database.use(1)
    place = county.found(at)
    feed, amara = place.viewers["feed"], place.viewers["amara"]
    person_id = register(
        by=feed,
        at=at,
        person=NewPerson(
            names=[NewName("Robin", f"Bench{rng.randrange(10**9)}")],
            source=Source.CUSTODY_RECORD,
            born_on=date(1990, 1, 1),
            born_precision=BornPrecision.DAY,
            sex=Sex.MALE,
        ),
        relationship=RelationshipKind.PRESENT,
        because="In the suite of the bench",
        made_by_event=UUID(int=rng.getrandbits(128)),
    )
    arrival = Arrival(person_id, place.suite_id, f"B/{rng.randrange(10**9)}", at)
    arrive(by=feed, at=at, arrival=arrival)
    core = find("ld-core")
    for month in range(YEARS * A_YEAR, 0, -1):
        began = at - timedelta(days=30 * month)
        given = {
            item.id: [rng.choice(item.options[:3]).value]
            if item.kind.value == "several"
            else rng.choice(item.options[:2]).value
            for item in core.items
            if item.options
        }
        one = actions.start(
            by=amara, at=began, person_id=person_id, instrument=core.id, agreed="agreed"
        )
        actions.answer(by=amara, at=began, screening_id=one, given=given)
        actions.stop(by=amara, at=began, screening_id=one, reason="left")
    with viewing(amara, at):
        return amara, person_id, Answer.objects.filter(person_id=person_id).count()


def lookups(find_known: Callable[[Sight], object], sight: Sight) -> tuple[float, float]:
    """The median and the 95th percentile in milliseconds."""
    spent = []
    for _ in range(LOOKUPS):
        began = perf_counter()
        find_known(sight)
        spent.append((perf_counter() - began) * 1000)
    return median(spent), sorted(spent)[int(len(spent) * 0.95)]


def one_by_one(sight: Sight) -> object:
    """The naive way: the newest answer to each question with a query of its own."""
    return [
        Answer.objects.filter(person_id=sight.person_id, concept=item.concept)
        .select_related("recorded_by", "screening__place")
        .order_by("-recorded_at", "-number")
        .first()
        for item in find("ld-core").items
    ]


def main() -> None:
    """Measure, print, and write the page."""
    rng, at = random.Random(5), now()
    load_now = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    mixed = made_up(RESPONSES, rng)
    rows = [
        ("every scored instrument in turn", *rate(ours, mixed)),
        ("PHQ-9 alone", *rate(ours, made_up(RESPONSES, rng, "phq-9"))),
        ("with the arithmetic as a document", *rate(as_document, mixed)),
        ("naive way, read from words each time", *rate(naive, mixed[:NAIVE_RESPONSES])),
    ]
    amara, person_id, answers = with_history(at, rng)
    with viewing(amara, at, extract=False):
        sight = sight_of(amara, person_id, at=at)
        assert sight is not None
        core = find("ld-core")
        found = [
            ("one query (`known`)", *lookups(lambda s: queries.known(s, core, s.at), sight)),
            ("naive way, a query a question", *lookups(one_by_one, sight)),
        ]
    lines = [
        "# How fast answers are scored and found again",
        "",
        f"Written by `python -m bench.screening` ({at:%-d %B %Y}); do not edit by hand.",
        "",
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, one"
        f" process; the best of {TIMES}. Load average when it began: {load_now}.",
        "",
        f"## {RESPONSES:,} complete responses",
        "",
        "| what | responses a second | responses a second of processor |",
        "|---|---|---|",
        *(f"| {what} | {wall:,.0f} | {cpu:,.0f} |" for what, wall, cpu in rows),
        "",
        _verdict("Target 20,000 responses a second", rows[0][1] >= TARGET_RATE)
        + f" By the processor: {'met' if rows[0][2] >= TARGET_RATE else '**missed**'}.",
        "",
        f"## What is known of one person with {answers:,} answers over {YEARS * A_YEAR} screenings",
        "",
        "| what | median, ms | 95th percentile, ms |",
        "|---|---|---|",
        *(f"| {what} | {middle:.1f} | {late:.1f} |" for what, middle, late in found),
        "",
        _verdict("Target 30 ms at the 95th percentile", found[0][2] <= TARGET_MS),
    ]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def _verdict(target: str, met: bool) -> str:
    return f"{target}: {'met' if met else '**missed**'}."


if __name__ == "__main__":
    main()
