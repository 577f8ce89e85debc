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
from throughcare.pathway.actions.clocks import SAID, Changes, by_what_they_count
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
    AROUND_RELEASE,
    LIMITS_OF,
    MATTERS,
    RELEASES_FROM,
    during_stay,
    report_asked,
    running,
)
from throughcare.pathway.rules.telling import KnownEvent

AT_ONCE = 200
"""Rows that are taken from the database at once: so few that it never waits for us to go on."""
COUNTS = (
    "NOT e.struck_out AND NOT EXISTS"
    " (SELECT 1 FROM pathway_event later WHERE later.corrects_id = e.id)"
)
ALIVE = (
    "NOT EXISTS (SELECT 1 FROM pathway_event e WHERE e.person_id = {}.person_id"  # noqa: S608
    f" AND e.kind = 'died' AND {COUNTS})"
)
STAYS = f"""
SELECT s.id::text, s.person_id::text, s.place_id::text, g.kind, s.arrived_at,
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
SELECT s.id::text, s.person_id::text, s.place_id::text, s.left_at
FROM pathway_stay s
JOIN LATERAL (
  SELECT (array_agg(e.note ORDER BY e.happened_at DESC, e.id DESC) FILTER (
            WHERE e.kind = 'released' AND e.place_id = s.place_id
              AND e.happened_at <= s.left_at + interval '1 day'))[1] AS note,
         coalesce(bool_or(e.kind <> 'released' AND e.happened_at >= s.left_at), false) AS over
  FROM pathway_event e
  WHERE e.person_id = s.person_id AND e.happened_at >= s.arrived_at
    AND e.kind IN ({", ".join(repr(kind.value) for kind in AROUND_RELEASE)})
    AND {COUNTS}) r ON r.note <> 'removed' AND NOT r.over
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
KEPT = f"SELECT id::text, about::text, {SAID} FROM pathway_runningclock"  # noqa: S608 - own words only
KINDS = {kind.value: kind for kind in EventKind}
PLACES = {kind.value: kind for kind in PlaceKind}
Rows = Iterator[tuple[Any, ...]]
GIVEN = {
    "kinds": [kind.value for kind in LIMITS_OF],
    "matters": [kind.value for kind in MATTERS],
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
    limits, given = published(), _given()
    changes = Changes(at, by_what_they_count(_rows(KEPT, given)))
    for found, statement in COUNTS_FOR:
        for one in found(_rows(statement, given)):
            changes.compare(one, running(one, at, limits))
    changed = changes.write()
    trail.write(
        by=by,
        at=at,
        verb=Verb.ALTER,
        what="recount-all-clocks",
        categories=[Category.WHEREABOUTS],
        items=[f"{changes.clocks} clocks", f"{changed} changed"],
    )
    return Recounted(changes.clocks, changed)


def _stays(rows: Rows) -> Iterator[Counted]:
    """What counts during stays that go on."""
    for stay_id, person_id, place_id, place, arrived_at, what, *said in rows:
        told = (
            map(Told._make, zip(map(KINDS.__getitem__, what), *said, strict=True)) if what else ()
        )
        found = during_stay((stay_id, person_id, place_id, PLACES[place], arrived_at), told)
        if found is not None:
            yield found


def _releases(rows: Rows) -> Iterator[Counted]:
    """What counts after releases."""
    for stay_id, person_id, place_id, left_at in rows:
        events = (("release", left_at),)
        yield Counted(stay_id, person_id, place_id, stay_id, None, AFTER_RELEASE, events)


def _beside(rows: Rows) -> Iterator[Counted]:
    """What counts for people besides their stays."""
    for person_id, stay_id, place_id, place, since, *columns in rows:
        here = Here(stay_id, place_id, PLACES[place], since) if stay_id else None
        known = [
            KnownEvent(id_, KINDS[name], where, "", *said)
            for id_, name, where, *said in zip(*columns, strict=True)
        ]
        yield from map(_as_text, beside_stays(person_id, known, here))


def _reports(rows: Rows) -> Iterator[Counted]:
    """What counts until courts have the reports that they asked for."""
    for row in rows:
        yield _as_text(report_asked(*row))


def _as_text(one: Counted) -> Counted:
    """The same with its ids as text, as those of stays are read."""
    return one._replace(
        about=str(one.about),
        person_id=str(one.person_id),
        place_id=str(one.place_id),
        stay_id=one.stay_id and str(one.stay_id),
        listing_id=one.listing_id and str(one.listing_id),
    )


COUNTS_FOR = ((_stays, STAYS), (_releases, RELEASES), (_beside, BESIDE), (_reports, REPORTS))


def _given() -> dict[str, Any]:
    """What the statements ask with. Places of release are named one by one: most stays that are
    over were in custody suites, and the database has to know how few were in these.
    """
    places = Place.objects.filter(kind__in=[kind.value for kind in RELEASES_FROM])
    return GIVEN | {"from": list(places.values_list("id", flat=True))}


def _rows(statement: str, given: dict[str, Any]) -> Rows:
    """The rows of a statement as they come: while some are counted, the database finds the next."""
    with connection.cursor() as cursor:
        yield from cursor.cursor.stream(statement, given, binary=True, size=AT_ONCE)
