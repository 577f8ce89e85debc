"""What the receiving services of Ambershire say of themselves: for whom, and how long it takes."""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from throughcare.care import actions
from throughcare.care.actions import Entry
from throughcare.clocks.lengths import LOCAL
from throughcare.sourced import load
from throughcare.web.demo.county import County

FILE = Path(__file__).with_name("directory.yaml")
NO_COST = "Free"


@cache
def said() -> tuple[dict[str, Any], ...]:
    """The entries as they are written down."""
    return tuple(load(FILE, {"type": "object"}).data["services"])


def fill_directory(county: County, at: datetime) -> None:
    """Every service describes itself, some longer ago than others."""
    today = at.astimezone(LOCAL).date()
    for entry in said():
        known = {key: value for key, value in entry.items() if key not in ("team", "days_ago")}
        actions.describe_service(
            by=county.service(entry["team"]),
            at=at,
            team_id=county.teams[entry["team"]],
            entry=Entry(**known, cost=NO_COST),
            checked_on=today - timedelta(days=entry["days_ago"]),
        )
