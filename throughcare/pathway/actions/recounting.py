"""Every clock counted anew from what is recorded, after a limit changed or a version came in.

For the owner of the tables alone, who sees everybody: a command, never a page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.rules import Category, Verb, Viewer
from throughcare.clocks.limits import published
from throughcare.pathway.actions.clocks import KEPT, rows_kept, write_clocks
from throughcare.pathway.models import Place
from throughcare.pathway.rules import EventKind, PlaceKind
from throughcare.pathway.rules.beside import (
    BEFORE_CHARGE,
    HEEDED,
    ORDERS,
    STARTERS,
    Here,
    beside_stays,
)
from throughcare.pathway.rules.counting import Counted, Told
from throughcare.pathway.rules.running import (
    AFTER_RELEASE,
    HELD_AGAIN,
    LIMITS_OF,
    MATTERS,
    MET,
    RELEASES_FROM,
    during_stay,
    report_asked,
)
from throughcare.pathway.rules.telling import KnownEvent

AT_ONCE = 5_000
COUNTS = (
    "NOT e.struck_out AND NOT EXISTS"
    " (SELECT 1 FROM pathway_event later WHERE later.corrects_id = e.id)"
)
ALIVE = (
    "NOT EXISTS (SELECT 1 FROM pathway_event e WHERE e.person_id = {}.person_id"  # noqa: S608
    f" AND e.kind = 'died' AND {COUNTS})"
)
STAYS = f"""
SELECT s.id, s.person_id, s.place_id, g.kind, s.arrived_at,
       t.kinds, t.moments, t.details, t.planned, t.days
FROM pathway_stay s
JOIN pathway_place g ON g.id = s.place_id AND g.kind = ANY (%(kinds)s)
LEFT JOIN LATERAL (
  SELECT array_agg(e.kind) AS kinds, array_agg(e.happened_at) AS moments,
         array_agg(e.note) AS details, array_agg(e.planned_for) AS planned,
         array_agg(e.exactness = 'day') AS days
  FROM pathway_event e
  WHERE e.episode_id = s.episode_id AND e.place_id = s.place_id AND e.kind = ANY (%(matters)s)
    AND e.happened_at >= s.arrived_at - interval '1 day' AND {COUNTS}) t ON true
WHERE s.left_at IS NULL AND {ALIVE.format("s")}
"""  # noqa: S608 - own words only
RELEASES = f"""
SELECT s.id, s.person_id, s.place_id, s.left_at
FROM pathway_stay s
JOIN LATERAL (
  SELECT (array_agg(e.note ORDER BY e.happened_at DESC, e.id DESC) FILTER (
            WHERE e.kind = 'released' AND e.place_id = s.place_id
              AND e.happened_at <= s.left_at + interval '1 day'))[1] AS note,
         coalesce(bool_or(e.kind <> 'released' AND e.happened_at >= s.left_at), false) AS over
  FROM pathway_event e
  WHERE e.person_id = s.person_id AND e.happened_at >= s.arrived_at
    AND e.kind = ANY (%(after)s) AND {COUNTS}) r ON r.note <> 'removed' AND NOT r.over
WHERE s.left_at IS NOT NULL AND s.place_id = ANY (%(from)s) AND {ALIVE.format("s")}
"""  # noqa: S608 - own words only
BESIDE = f"""
SELECT t.person_id, s.id, s.place_id, g.kind, s.arrived_at,
       t.ids, t.kinds, t.places, t.moments, t.details, t.cases, t.planned, t.days
FROM (
  SELECT e.person_id, array_agg(e.id) AS ids, array_agg(e.kind) AS kinds,
         array_agg(e.place_id) AS places, array_agg(e.happened_at) AS moments,
         array_agg(e.note) AS details, array_agg(e.case_id) AS cases,
         array_agg(e.planned_for) AS planned, array_agg(e.exactness = 'day') AS days
  FROM pathway_event e
  WHERE e.kind = ANY (%(heeded)s) AND e.happened_at IS NOT NULL AND {COUNTS}
    AND e.person_id IN (SELECT o.person_id FROM pathway_event o
      WHERE o.kind = ANY (%(starters)s) AND o.note = ANY (%(start_details)s))
  GROUP BY e.person_id) t
LEFT JOIN pathway_stay s ON s.person_id = t.person_id AND s.left_at IS NULL
LEFT JOIN pathway_place g ON g.id = s.place_id
WHERE {ALIVE.format("t")}
"""  # noqa: S608 - own words only
REPORTS = """
SELECT l.id, l.person_id, l.place_id, l.recorded_at, l.report_due_at FROM pathway_listing l
WHERE l.state = 'listed' AND l.report_due_at IS NOT NULL AND l.report_sent_at IS NULL
"""
GIVEN = {
    "kinds": [kind.value for kind in LIMITS_OF],
    "matters": [kind.value for kind in MATTERS],
    "after": [kind.value for kind in MET | HELD_AGAIN | {EventKind.RELEASED}],
    "heeded": [kind.value for kind in HEEDED],
    "starters": [kind.value for kind in STARTERS],
    "start_details": ["", BEFORE_CHARGE, *ORDERS],
}


@dataclass(frozen=True, slots=True)
class Recounted:
    """How many clocks run, and how many of them changed, began or were gone."""

    clocks: int
    changed: int


@action
def recount_all(*, by: Viewer, at: datetime) -> Recounted:
    """Count every clock anew. What nothing explains any more is gone afterwards."""
    before = rows_kept(KEPT, [])
    total, changed = write_clocks(at, before, _everything(), published(), frozenset())
    trail.write(
        by=by,
        at=at,
        verb=Verb.ALTER,
        what="recount-all-clocks",
        categories=[Category.WHEREABOUTS],
        items=[f"{total} clocks", f"{changed} changed"],
    )
    return Recounted(total, changed)


def _everything() -> Iterator[Counted]:
    given = _given()
    kinds, places = {kind.value: kind for kind in EventKind}, {p.value: p for p in PlaceKind}
    for *stay, kind, arrived_at, what, moments, details, planned, days in _rows(STAYS, given):
        told = [
            Told(kinds[name], *said)
            for name, *said in zip(
                what or (), moments or (), details or (), planned or (), days or (), strict=True
            )
        ]
        found = during_stay((*stay, places[kind], arrived_at), told)
        if found is not None:
            yield found
    for stay_id, person_id, place_id, left_at in _rows(RELEASES, given):
        events = (("release", left_at),)
        yield Counted(stay_id, person_id, place_id, stay_id, None, AFTER_RELEASE, events)
    for person_id, stay_id, place_id, kind, since, *columns in _rows(BESIDE, given):
        here = Here(stay_id, place_id, places[kind], since) if stay_id else None
        known = [
            KnownEvent(id_, kinds[name], where, "", *said)
            for id_, name, where, *said in zip(*columns, strict=True)
        ]
        yield from beside_stays(person_id, known, here)
    for row in _rows(REPORTS, given):
        yield report_asked(*row)


def _given() -> dict[str, Any]:
    """What the statements ask with. Places of release are named one by one: most stays that are
    over were in custody suites, and the database has to know how few were in these.
    """
    places = Place.objects.filter(kind__in=[kind.value for kind in RELEASES_FROM])
    return GIVEN | {"from": list(places.values_list("id", flat=True))}


def _rows(statement: str, given: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows
