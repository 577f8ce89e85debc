"""Which clocks run: at a place, for a person, for figures; read from the one table of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Sight, Viewer
from throughcare.clocks.kept import Clock, Kept, due_first, in_order, seen_at
from throughcare.clocks.limits import published
from throughcare.pathway.rules.running import TELLS_OF

COLUMNS = """c.limit_id, c.started_at, c.started_by, c.due_at, c.warn_at, c.paused_at,
       c.retimed_at, c.due_before"""
OF_STAYS = f"""
SELECT c.stay_id, {COLUMNS} FROM pathway_runningclock c
WHERE c.stay_id = ANY (%s) AND c.limit_id <> ALL (%s::text[])
"""  # noqa: S608 - own words only
OF_PERSON = f"""
SELECT g.name, {COLUMNS} FROM pathway_runningclock c JOIN pathway_place g ON g.id = c.place_id
WHERE c.person_id = %s AND c.started_at <= %s AND c.limit_id <> ALL (%s::text[])
"""  # noqa: S608 - own words only


@dataclass(frozen=True, slots=True)
class PersonClock:
    """A clock that runs for somebody, and where."""

    place: str
    clock: Clock


def clocks_of_stays(
    viewer: Viewer, stays: Iterable[UUID], *, at: datetime
) -> dict[UUID, tuple[Clock, ...]]:
    """The clocks of stays, by stay, what is due first in front. One query.

    Clocks that tell of more than where somebody is are left out for those who may not read that.
    """
    decision = may(viewer, Act.READ, Category.WHEREABOUTS, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    found: dict[UUID, list[Clock]] = {}
    with connection.cursor() as cursor:
        cursor.execute(OF_STAYS, [list(stays), closed_limits(viewer)])
        for stay, *row in cursor.fetchall():
            found.setdefault(stay, []).append(_as_clock(row, at))
    return {stay: in_order(clocks) for stay, clocks in found.items()}


def closed_limits(viewer: Viewer) -> list[str]:
    """The limits of which the viewer may not know: they tell of more than where somebody is."""
    return [
        limit
        for limit, category in TELLS_OF.items()
        if not may(viewer, Act.READ, category, RelationshipKind.PRESENT).permitted
    ]


def clocks_of(sight: Sight) -> tuple[PersonClock, ...]:
    """Every clock that runs for the person, what is due first in front."""
    if not sight.may(Category.WHEREABOUTS):
        raise NotPermitted(sight.decisions[(Act.READ, Category.WHEREABOUTS)])
    closed = [limit for limit, category in TELLS_OF.items() if not sight.may(category)]
    with connection.cursor() as cursor:
        cursor.execute(OF_PERSON, [sight.person_id, sight.at, closed])
        rows = cursor.fetchall()
    found = (PersonClock(place, _as_clock(row, sight.at)) for place, *row in rows)
    return tuple(sorted(found, key=lambda each: due_first(each.clock)))


def _as_clock(row: Sequence[Any], at: datetime) -> Clock:
    """A row of the table as a clock seen at a moment."""
    return seen_at(Kept(*row[:6]), at, published(), *row[6:8])
