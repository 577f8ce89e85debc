"""For how long does an organisation keep sight of somebody after the reason for it is over?"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from throughcare.access.rules import OrganisationKind, RelationshipKind
from throughcare.clocks.lengths import parse_length
from throughcare.sourced import Sourced, Status, load

FILE = Path(__file__).with_name("tails.yaml")
SCHEMA = Path(__file__).with_name("tails.schema.json")
AT_ONCE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Tail:
    """How long one kind of organisation keeps sight after one kind of relationship."""

    relationship: RelationshipKind
    organisation: OrganisationKind
    length: Sourced[timedelta]


@cache
def published(path: Path = FILE) -> tuple[Tail, ...]:
    """The tails that come with the product, or those of another file."""
    return tuple(
        Tail(
            RelationshipKind(entry["relationship"]),
            OrganisationKind(entry["organisation"]),
            Sourced(
                what=f"tail of {entry['relationship']} for {entry['organisation']}",
                value=_elapsing(entry["tail"]),
                unit="time from the end of the relationship",
                source=entry["source"],
                status=Status(entry["status"]),
                effective_from=_day(entry["effective_from"]),
                effective_to=_day(entry["effective_to"]),
            ),
        )
        for entry in load(path, SCHEMA).data["tails"]
    )


@lru_cache(maxsize=256)
def tail_of(
    relationship: RelationshipKind, organisation: OrganisationKind, *, on: date
) -> timedelta:
    """The tail in force on a day; at once where none is listed."""
    for tail in published():
        if (tail.relationship, tail.organisation) == (relationship, organisation):
            if tail.length.holds_on(on):
                return tail.length.value
    return AT_ONCE


def _elapsing(text: str) -> timedelta:
    length = parse_length(text)
    return timedelta(days=length.days, hours=length.hours)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
