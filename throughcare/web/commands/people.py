"""Asks about people from the command line: `people find`, `match`, `explain`, `train`."""

import argparse
from typing import TYPE_CHECKING

from throughcare.web.commands import (
    people_explain,
    people_find,
    people_match,
    people_trace,
    people_train,
)

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add(subparsers: "Subparsers") -> None:
    """Add `people` with what can be asked of it to the command line."""
    people = subparsers.add_parser(
        "people", help="find people; match, explain and train who is who"
    )
    asks = people.add_subparsers(dest="ask", required=True, metavar="ASK")
    people_find.add_to(asks)
    people_match.add_to(asks)
    people_explain.add_to(asks)
    people_train.add_to(asks)
    people_trace.add_to(asks)
