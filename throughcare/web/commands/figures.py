"""Prints the figures of a service over a period, as text or as one JSON document."""

import argparse
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

DAYS = 90


def add(subparsers: "Subparsers") -> None:
    """Add `figures` to the command line."""
    from throughcare.web.commands.acting import add_as

    figures = subparsers.add_parser("figures", help="print the figures of a service")
    figures.add_argument("--json", action="store_true", help="print one JSON document")
    figures.add_argument("--from", dest="first", metavar="DAY", help="first day of arrival")
    figures.add_argument("--to", dest="last", metavar="DAY", help="last day of arrival (today)")
    figures.add_argument(
        "--to-send-on",
        action="store_true",
        help="print one JSON document with small numbers withheld and the others rounded",
    )
    add_as(figures)
    figures.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print every figure and breakdown; the last 90 days unless days are given."""
    from datetime import timedelta

    from throughcare.web import clock
    from throughcare.web.dates import NotRead
    from throughcare.web.pages.figure_choice import read_day
    from throughcare.web.starting import say, start_up_to_date
    from throughcare.web.words import day

    try:
        last = read_day(args.last) if args.last else clock.today()
        first = read_day(args.first) if args.first else last - timedelta(days=DAYS - 1)
    except NotRead as wrong:
        say(f"{wrong.message}. For example: --from 2026-10-01 --to 2026-10-31")
        return 2
    if last < first:
        say("The last day must be the same as or after the first day.")
        return 2
    start_up_to_date()
    from throughcare.returns.choosing import every_figure
    from throughcare.returns.sending import to_send_on
    from throughcare.returns.wording import by_words, value_of
    from throughcare.tables.build import build
    from throughcare.tables.values import Period
    from throughcare.web.commands.acting import manager

    viewer = manager(args.acting_as, clock.today())
    counted = every_figure(build(viewer, clock.now(), Period(first, last)), broken_down=True)
    say(f"{viewer.organisation_name}: people who arrived from {day(first)} to {day(last)}.")
    if not args.to_send_on:
        say("A small number can identify somebody: do not send these on without --to-send-on.")
    if args.json or args.to_send_on:
        leaves = [to_send_on(*each) if args.to_send_on else each[1] for each in counted]
        print(
            json.dumps(
                [
                    {
                        "figure": figure.figure,
                        "by": figure.by,
                        "value": figure.value,
                        "numerator": figure.numerator,
                        "denominator": figure.denominator,
                        "unknown": figure.unknown,
                    }
                    for figure in leaves
                ],
                ensure_ascii=False,
                indent=1,
            )
        )
        return 0
    for definition, figure in counted:
        print(
            f"{definition.title} – {by_words(figure.by)}: {value_of(definition, figure)}"
            f" ({figure.numerator:g} of {figure.denominator}, not known {figure.unknown})"
        )
    return 0
