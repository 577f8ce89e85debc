"""Lists every limit, says how a clock stands without any record, counts kept clocks anew."""

import argparse
import json
import sys
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from throughcare.clocks.limits import Limits, published
from throughcare.clocks.standing import Standing, standing
from throughcare.sourced import WrongFile
from throughcare.web.commands.clock_words import as_entry, listed

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

EXAMPLE = "2026-11-02T09:00Z or 2026-11-02T09:00+00:00"


class WrongUse(Exception):
    """The command cannot be carried out as it was given."""


def add(subparsers: "Subparsers") -> None:
    """Add `clock list`, `clock status` and `clock recompute` to the command line."""
    clock = subparsers.add_parser("clock", help="list the limits, or say how a clock stands")
    asks = clock.add_subparsers(dest="ask", required=True, metavar="list|status|recompute")
    listing = asks.add_parser("list", help="every limit, with its events, length and source")
    status = asks.add_parser(
        "status",
        help="how a clock stands at a moment, and why",
        description="Whatever the answer, the exit status is 0; wrong use is 2.",
    )
    status.add_argument("limit", metavar="LIMIT", help="such as pace.detention.basic")
    status.add_argument(
        "--event",
        action="append",
        default=[],
        dest="events",
        metavar="NAME=MOMENT",
        help="what happened and when, in any order, as often as needed; names as in clock list",
    )
    status.add_argument("--at", required=True, metavar="MOMENT", help=f"such as {EXAMPLE}")
    recompute = asks.add_parser(
        "recompute",
        help="count every running clock anew, after a limit changed",
        description="Needs the database. `throughcare migrate` does the same.",
    )
    for ask in (listing, status, recompute):
        ask.add_argument("--json", action="store_true", help="print one JSON document")
    clock.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry out one request: 0 answered, 2 wrong use."""
    if args.ask == "recompute":
        return _recompute(args.json)
    try:
        limits = published()
        if args.ask == "list":
            return _list(limits, args.json)
        return _status(limits, args.limit, args.events, args.at, args.json)
    except BrokenPipeError:
        raise  # whoever reads has seen enough
    except (WrongFile, WrongUse, OSError) as wrong:
        print(wrong, file=sys.stderr)
        return 2


def _recompute(as_json: bool) -> int:
    from time import monotonic

    from throughcare.web.starting import recount_clocks, start_up_to_date

    start_up_to_date()
    started = monotonic()
    told = recount_clocks()
    seconds = monotonic() - started
    if as_json:
        document = {
            "clocks": told.clocks,
            "changed": told.changed,
            "seconds": round(seconds, 2),
        }
        print(json.dumps(document))
    else:
        rate = told.clocks / seconds if seconds else 0
        print(
            f"{told.clocks:,} clocks run, {told.changed:,} of them changed ({rate:,.0f} a second)."
        )
    return 0


def _list(limits: Limits, as_json: bool) -> int:
    if as_json:
        print(json.dumps([as_entry(each) for each in limits.all], ensure_ascii=False, indent=2))
    else:
        print(listed(limits))
    return 0


def _status(limits: Limits, limit_id: str, given: list[str], at: str, as_json: bool) -> int:
    ids = list(dict.fromkeys(limit.id for limit in limits.all))
    if limit_id not in ids:
        raise WrongUse(
            f"There is no limit {limit_id}.{_near(limit_id, ids)} `throughcare clock list` shows"
            " every limit."
        )
    events = [_event(each, limits, limit_id) for each in given]
    seen = standing(limit_id, events, _moment(at, "--at"), limits)
    print(json.dumps(_as_json(seen), ensure_ascii=False) if as_json else _in_words(seen))
    return 0


def _event(text: str, limits: Limits, limit_id: str) -> tuple[str, datetime]:
    name, equals, moment = text.partition("=")
    if not equals:
        raise WrongUse(f"--event {text}: write NAME=MOMENT, such as review={EXAMPLE}")
    if name not in limits.events:
        own = sorted({each for limit in limits.versions(limit_id) for each in limit.events})
        raise WrongUse(
            f"There is no event {name}.{_near(name, own) or _near(name, list(limits.events))}"
            f" The events of {limit_id} are: {', '.join(own) or 'none'}."
        )
    return name, _moment(moment, f"--event {name}")


def _moment(text: str, where: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if moment.utcoffset() is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise WrongUse(f"{where}: {text!r} is no moment. Write it like {EXAMPLE}") from None
    raise WrongUse(f"{where}: {text!r} does not say its time zone. Write it like {EXAMPLE}")


def _near(name: str, names: list[str]) -> str:
    near = get_close_matches(name, names, 3, 0.5)
    return f" Did you mean {' or '.join(near)}?" if near else ""


def _utc(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")


def _as_json(seen: Standing) -> dict[str, Any]:
    return {
        "limit": seen.limit.id,
        "state": seen.state.value,
        "started_at": _utc(seen.started_at),
        "due_at": _utc(seen.due_at),
        "warn_at": _utc(seen.warn_at),
        "met_at": _utc(seen.met_at),
        "remaining_seconds": None
        if seen.remaining is None
        else int(seen.remaining.total_seconds()),
        "because": seen.because,
        "source": seen.source,
        "verified": seen.verified,
    }


def _in_words(seen: Standing) -> str:
    verified = "verified" if seen.verified else str(seen.limit.length.status)
    return "\n".join(
        [
            f"{seen.limit.name}: {seen.state.value.replace('_', ' ')}",
            *(f"  {sentence}" for sentence in seen.because),
            *([f"  By whom: {seen.by_whom}"] if seen.by_whom else []),
            f"  Source: {seen.source} ({verified})",
        ]
    )
