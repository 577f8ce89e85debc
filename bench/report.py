"""The measurements as a page: numbers good or bad, with the targets beside them."""

import os
import platform
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bench.caring import LONGEST, Checked
from bench.crowds import TIMES as LISTS
from bench.database import TUNED
from bench.importing import Speed
from bench.journeys import Recount
from bench.pages import Timed

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "performance.md"
TARGETS = {
    "custody board": (60.0, 12),
    "person record": (80.0, None),
    "search": (40.0, None),
    "list": (60.0, None),
    "worklist": (80.0, None),
    "people of a team": (80.0, None),
    "handovers of a team": (80.0, None),
}
ROWS_A_SECOND, EVENTS_A_SECOND, DEMO_SECONDS, MEMORY_MB = 2_000, 2_000, 60, 500
CHECK_SECONDS = 60
OAKWOOD = (
    "https://www.justiceinspectorates.gov.uk/hmiprisons/media/press-releases/2021/09/"
    "hmp-oakwood-safe-prison-with-prisoners-given-trust-and-responsibility"
)
LISTED = "https://www.parallelparliament.co.uk/question/HL3807/magistrates-courts"
INTRODUCTION = """\
# Performance

Written by `make bench` ({when}); do not edit by hand.

**How it is measured.** The embedded PostgreSQL, durable as ever. Made-up people, three passages
each with stays, events and relationships; {here} people in one suite now. Pages are asked for
{times} times after {warm} to warm up, through all middleware, signed in, as the application's own
database role under row-level security, in one process; time is server time, without a network.
Queries are statements that read or write rows; marks of a transaction are not counted. A search is
the question alone, without its page, each time for somebody else taken at random. Lists are the
first page with its counts, asked for {lists} times, of two counties of their own. In one each list
is longer than any in life is known to be: 2,100 people in a prison (the largest of England
[held nearly 2,100]({oakwood})
in 2021), 300 of them new (a third of those sentenced to prison in England and Wales in a week),
1,000 released in fourteen days (a third of all), 300 before one court on one day (all magistrates'
courts [listed 7,000 to 11,000 cases]({listed})
on a day of 2015 to 2017; of one court no figure was found), and 1,830 who left custody in fourteen
days and whom nobody saw (all arrests of Greater Manchester Police in that time in 2023/24). In the
other each has 10,000. A team has 3,000 open referrals, of 2,000,000 in all. The import
is `throughcare import custody` on a log of which about 55 % of the rows are about people who are
known, 38 % about new ones, 5 % repeat a row and 2 % cannot be taken.

**Machine.** {machine}; the server with
{tuned}. Load average when it began: {load}.
Ten million additions in Python, counted {asked} times between the parts, took {least:.1f} to
{most:.1f} s of processor and up to {wall:.1f} s on the wall; with a core to itself about 0.4 s.
Where they took longer the machine was not ours alone, and the times below are longer by as much.
"""


@dataclass
class Findings:
    """Everything that was measured in one run."""

    when: datetime
    load: tuple[float, ...]
    yardsticks: list[tuple[float, float]]
    pages: dict[int, dict[str, Timed]] = field(default_factory=dict)
    speed: dict[int, Speed] = field(default_factory=dict)
    again: dict[int, Speed] = field(default_factory=dict)
    moving: dict[int, tuple[Speed, int]] = field(default_factory=dict)
    recounts: dict[int, Recount] = field(default_factory=dict)
    checked: dict[int, Checked] = field(default_factory=dict)
    simple_board: Timed | None = None
    simple_import: float | None = None
    demo_seconds: float | None = None


def machine() -> str:
    """What it ran on, in a few words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, "
        f"Python {platform.python_version()}"
    )


def write(found: Findings, here: int, times: int, warm: int) -> None:
    """Write the page."""
    load = ", ".join(f"{each:.1f}" for each in found.load)
    parts = [
        INTRODUCTION.format(
            when=f"{found.when:%-d %B %Y}",
            here=here,
            lists=LISTS,
            oakwood=OAKWOOD,
            listed=LISTED,
            times=times,
            warm=warm,
            machine=machine(),
            load=load,
            asked=len(found.yardsticks),
            least=min(cpu for cpu, _ in found.yardsticks),
            most=max(cpu for cpu, _ in found.yardsticks),
            wall=max(wall for _, wall in found.yardsticks),
            tuned=", ".join(f"`{name} = {value}`" for name, value in TUNED.items()),
        ),
        "## Pages\n",
        *_pages(found),
        "\n## Import of a custody log\n",
        *_imports(found),
        "\n## Movements of prisons, and clocks\n",
        *_moving(found),
        "\n## Promises\n",
        *_promises(found),
        "\n## Demonstration\n",
        *_demo(found),
        "\n## Side by side\n",
        *_side_by_side(found),
    ]
    PAGE.write_text("\n".join(parts) + "\n", encoding="utf-8")


def _met(good: bool) -> str:
    return "met" if good else "**missed**"


def _pages(found: Findings) -> list[str]:
    lines = [
        "| page | people | p50 ms | p95 ms | processor ms | queries | kB | target |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for people, pages in found.pages.items():
        for what, timed in pages.items():
            lines.append(
                f"| {what} | {people:,} | {timed.p50:.0f} | {timed.p95:.0f} | {timed.cpu:.0f} "
                f"| {timed.queries} | {timed.bytes / 1000:.0f} | {_page_target(what, timed)} |"
            )
    return lines


def _page_target(what: str, timed: Timed) -> str:
    target = next((value for name, value in TARGETS.items() if what.startswith(name)), None)
    if target is None:
        return ""
    limit, queries = target
    said = f"p95 under {limit:.0f} ms: {_met(timed.p95 < limit)}"
    return said + (f"; {queries} queries: {_met(timed.queries <= queries)}" if queries else "")


def _imports(found: Findings) -> list[str]:
    lines = [
        "| into | rows | rows a second | seconds | processor s: Python, database | peak MB "
        "| target |",
        "|---|---|---|---|---|---|---|",
    ]
    for what, speeds in (("", found.speed), (", the same file again", found.again)):
        for people, speed in speeds.items():
            met = _met(speed.rate >= ROWS_A_SECOND and speed.peak_mb < MEMORY_MB)
            lines.append(
                f"| {people:,} people{what} | {speed.rows:,} | {speed.rate:,.0f} "
                f"| {speed.seconds:.1f} | {speed.cpu:.1f}, {speed.database_cpu:.1f} "
                f"| {speed.peak_mb:.0f} | {ROWS_A_SECOND:,} rows a second, "
                f"under {MEMORY_MB} MB: {met} |"
            )
    return lines


def _moving(found: Findings) -> list[str]:
    lines = [
        "`throughcare import movements`, two events each of people; three in five are known.",
        "How many clocks are reckoned in a second is in [clock-speed](clock-speed.md).\n",
        "| into | events | recorded | events a second | processor s: Python, database | target |",
        "|---|---|---|---|---|---|",
    ]
    for people, (speed, recorded) in found.moving.items():
        met = _met(speed.rate >= EVENTS_A_SECOND)
        lines.append(
            f"| {people:,} people | {speed.rows:,} | {recorded:,} | {speed.rate:,.0f} "
            f"| {speed.cpu:.1f}, {speed.database_cpu:.1f} | {EVENTS_A_SECOND:,} a second: {met} |"
        )
    for people, each in found.recounts.items():
        lines.append(
            f"\nWith {people:,} people, {each.events:,} events and {each.running:,} running clocks "
            f"(of {each.clocks:,} there is something to count; the others are rows for size, "
            "taken away meanwhile), "
            f"`throughcare clock recompute` took {each.seconds:.1f} s: "
            f"{each.clocks / each.seconds:,.0f} a second, {each.cpu:.1f} s of processor in Python "
            f"and {each.database_cpu:.1f} s in the database."
        )
    return lines


def _promises(found: Findings) -> list[str]:
    if not found.checked:
        return ["Not measured in this run."]
    lines = []
    for people, each in found.checked.items():
        said = f"`throughcare check-promises` of one service that knew {people:,} people "
        if each.found is None:
            said += f"was given up: one of its statements alone took more than {LONGEST} s. "
        else:
            said += (
                f"took {each.seconds:.0f} s ({each.cpu:.0f} s of processor in Python, "
                f"{each.database_cpu:.0f} s in the database) and named {each.found:,} records. "
            )
        good = each.found is not None and each.seconds < CHECK_SECONDS
        lines.append(f"{said}Target under {CHECK_SECONDS} s: {_met(good)}.")
    return lines


def _demo(found: Findings) -> list[str]:
    if found.demo_seconds is None:
        return ["Not measured in this run."]
    met = _met(found.demo_seconds < DEMO_SECONDS)
    return [
        f"Ambershire as `throughcare demo` makes it, from an empty database: "
        f"{found.demo_seconds:.0f} s. Target under {DEMO_SECONDS} s: {met}."
    ]


def _side_by_side(found: Findings) -> list[str]:
    if found.simple_board is None or found.simple_import is None:
        return ["Not measured in this run."]
    people = max(found.pages)
    board = found.pages[people]["custody board, practitioner"]
    rate = found.speed[people].rate
    return [
        "Beside the same work written with one query a person and one transaction a row, on the",
        f"same tables, in the same role and run, with {people:,} people:\n",
        "| what | simple | here | ratio |",
        "|---|---|---|---|",
        f"| custody board: queries | {found.simple_board.queries} | {board.queries} "
        f"| {found.simple_board.queries / board.queries:.0f} |",
        f"| custody board: p50 ms (simple: rows alone; here: the whole page) "
        f"| {found.simple_board.p50:.0f} | {board.p50:.0f} "
        f"| {found.simple_board.p50 / board.p50:.1f} |",
        f"| import: rows a second (simple: no audit, no events, no similar names) "
        f"| {found.simple_import:.0f} | {rate:,.0f} | {rate / found.simple_import:.1f} |",
    ]
