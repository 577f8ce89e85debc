"""How many wrong passwords there may be, and until when whoever typed them has to wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from throughcare.sourced import Sourced, Status, load

FILE = Path(__file__).with_name("tries.yaml")
SCHEMA = Path(__file__).with_name("tries.schema.json")
KEPT = timedelta(days=1)
"""No limit looks further back, so that wrong tries are kept for no longer."""


class Counted(StrEnum):
    """Which wrong tries are counted together."""

    HERE = "account-from-one-address"
    ACCOUNT = "account"
    ADDRESS = "accounts-from-one-address"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many wrong tries within so long a time, and no more until fewer are that recent."""

    tries: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class WrongTry:
    """A wrong password: when, for which account and from which address, both as digests."""

    at: datetime
    account: str
    asked_from: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Nobody is let in before this moment, because of this limit."""

    until: datetime
    because: Counted


@cache
def published(path: Path = FILE) -> dict[Counted, Sourced[Limit]]:
    """The limits that come with the product, or those of another file."""
    return {
        Counted(entry["id"]): Sourced(
            what=f"wrong passwords: {entry['id']}",
            value=Limit(entry["tries"], timedelta(minutes=entry["minutes"])),
            unit="wrong tries within a time",
            source=entry["source"],
            status=Status(entry["status"]),
            effective_from=_day(entry["effective_from"]),
            effective_to=None,
        )
        for entry in load(path, SCHEMA).data["limits"]
    }


def wait(
    tries: Iterable[WrongTry],
    account: str,
    asked_from: str,
    *,
    at: datetime,
    limits: dict[Counted, Sourced[Limit]],
) -> Wait | None:
    """Until when an account cannot be tried from an address; nothing where it can be now.

    A limit that is not published does not hold. The right password is no exception: whether it was
    right must not be told to whoever guesses.
    """
    known = list(tries)
    latest: dict[str, datetime] = {}
    for one in known:
        if one.asked_from == asked_from:
            latest[one.account] = max(one.at, latest.get(one.account, one.at))
    own = [one for one in known if one.account == account]
    counted = {
        Counted.HERE: [one.at for one in own if one.asked_from == asked_from],
        Counted.ACCOUNT: [one.at for one in own],
        Counted.ADDRESS: list(latest.values()),
    }
    waits = [
        Wait(until, counted_as)
        for counted_as, moments in counted.items()
        if (limit := limits.get(counted_as)) and (until := _until(moments, limit.value, at))
    ]
    return max(waits, key=lambda one: one.until, default=None)


def _until(moments: Iterable[datetime], limit: Limit, at: datetime) -> datetime | None:
    recent = sorted(moment for moment in moments if at - limit.within < moment <= at)
    return recent[-limit.tries] + limit.within if len(recent) >= limit.tries else None


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
