"""Is somebody who comes in already known? One question to the database for any number of people."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from throughcare.access.rules import Viewer
from throughcare.codes import Kind
from throughcare.people.queries.finding import require_finding
from throughcare.people.rules import (
    BornPrecision,
    Match,
    NewPerson,
    Traits,
    canonical,
    choose,
)
from throughcare.people.rules.asked import days_that_may_be

ANOTHER = "another"


def match(viewer: Viewer, incoming: NewPerson, *, at: datetime) -> Match:
    """Who the incoming person is among the people known, with slips in dates considered too."""
    (found,) = match_many(viewer, [incoming], at=at, thorough=True)
    return found


def match_many(
    viewer: Viewer, incoming: Sequence[NewPerson], *, at: datetime, thorough: bool = False
) -> list[Match]:
    """Who each incoming person is, in the order given.

    Compares valid numbers, equal names, and similar names with the same date of birth;
    `thorough` also compares similar names with a date that differs by a slip. People in one
    batch are not compared with each other. People with a restricted record are not recognised.
    """
    require_finding(viewer)
    traits = [_traits(new, at.date()) for new in incoming]
    known: dict[int, list[tuple[UUID, Traits]]] = {}
    for ix, rows in groupby(_rows(traits, thorough), key=lambda row: row[0]):
        known[ix] = [(row[1], _known_traits(traits[ix], row)) for row in rows]
    return [choose(one, known.get(ix, [])) for ix, one in enumerate(traits)]


def _traits(new: NewPerson, on: date) -> Traits:
    numbers = ((n.kind, canonical(n, on=on, synthetic=settings.DEMONSTRATION)) for n in new.numbers)
    return Traits(
        name_keys=frozenset(name.key for name in new.names),
        born_on=new.born_on,
        born_precision=new.born_precision,
        numbers=frozenset(number for number in numbers if number[1]),
    )


def _known_traits(new: Traits, row: Sequence[Any]) -> Traits:
    _, _, name_keys, born_on, precision, agreeing, disagreeing = row
    numbers = {number for number in new.numbers if number[0] in agreeing}
    return Traits(
        name_keys=frozenset(name_keys),
        born_on=born_on,
        born_precision=BornPrecision(precision or BornPrecision.UNKNOWN),
        numbers=frozenset(numbers | {(Kind(kind), ANOTHER) for kind in disagreeing}),
    )


def _rows(traits: Sequence[Traits], thorough: bool) -> list[Sequence[Any]]:
    numbers = [(ix, *number) for ix, one in enumerate(traits) for number in sorted(one.numbers)]
    names = [named for ix, one in enumerate(traits) for named in _named(ix, one, thorough)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM people_match(%s::int[], %s::text[], %s::text[],"
            " %s::int[], %s::text[], %s::date[], %s::text[])",
            [*_columns(numbers), *_columns(names), [_held(one) for one in traits]],
        )
        return sorted(cursor.fetchall(), key=lambda row: (row[0], row[1]))


def _named(ix: int, one: Traits, thorough: bool) -> Iterator[tuple[int, str, date | None]]:
    days: Sequence[date | None] = [one.born_on]
    if thorough and one.born_on and one.born_precision is BornPrecision.DAY:
        days = days_that_may_be(one.born_on)
    for key in sorted(one.name_keys):
        yield from ((ix, key, day) for day in days)


def _held(one: Traits) -> str:
    """All numbers in one text, a bar around each, as the database is asked."""
    return "|" + "".join(f"{kind} {number}|" for kind, number in sorted(one.numbers))


def _columns(rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    return [[row[column] for row in rows] for column in range(3)]
