"""Clocks that run are kept beside what is recorded: counted anew by whatever records it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action, viewing
from throughcare.access.actions.adding import add_rows, near_ids
from throughcare.access.rules import Act, Category, Verb, Viewer
from throughcare.clocks.kept import Kept
from throughcare.clocks.limits import Limits, published
from throughcare.pathway.models import RunningClock
from throughcare.pathway.queries.so_far import so_far
from throughcare.pathway.rules.counting import Counted
from throughcare.pathway.rules.running import counted, report_asked, running
from throughcare.pathway.rules.telling import SoFar
from throughcare.people.queries import require_person

CLOCK = (
    "id", "person_id", "place_id", "stay_id", "listing_id", "about", "limit_id", "started_at",
    "started_by", "due_at", "warn_at", "paused_at", "retimed_at", "due_before",
)  # fmt: skip
KEPT = """
SELECT id, about, limit_id, started_at, started_by, due_at, warn_at, paused_at, retimed_at,
       due_before
FROM pathway_runningclock
"""
OF_PEOPLE = f"{KEPT} WHERE person_id = ANY (%s) AND listing_id IS NULL"
OF_LISTINGS = f"{KEPT} WHERE about = ANY (%s) AND listing_id IS NOT NULL"
HOLD = "SELECT id FROM people_person WHERE id = ANY (%s) ORDER BY id FOR NO KEY UPDATE"
CHANGE = """
UPDATE pathway_runningclock c SET
  started_at = g.started_at, started_by = g.started_by, due_at = g.due_at, warn_at = g.warn_at,
  paused_at = g.paused_at, retimed_at = g.retimed_at, due_before = g.due_before
FROM unnest(%s::uuid[], %s::timestamptz[], %s::text[], %s::timestamptz[], %s::timestamptz[],
            %s::timestamptz[], %s::timestamptz[], %s::timestamptz[])
  AS g(id, started_at, started_by, due_at, warn_at, paused_at, retimed_at, due_before)
WHERE c.id = g.id
"""
GONE = "DELETE FROM pathway_runningclock WHERE id = ANY (%s)"
OVER = "DELETE FROM pathway_runningclock WHERE stay_id = ANY (%s) OR about = ANY (%s)"
"""What counts a listing is about it: by that it is found, for by the listing there is no index."""


class Row(NamedTuple):
    """A clock as it is kept now."""

    id: UUID
    kept: Kept
    retimed_at: datetime | None
    due_before: datetime | None


Rows = dict[tuple[UUID, str], Row]


def hold(people: Iterable[UUID]) -> None:
    """Nobody else counts the clocks of these people until the action ends."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [list(set(people))])


def keep_clocks(
    by: Viewer,
    at: datetime,
    people: Iterable[UUID],
    *,
    known: Mapping[UUID, SoFar] | None = None,
    late: frozenset[UUID] = frozenset(),
) -> None:
    """Count the clocks of people anew, within the action that recorded something of them.

    Of those for whom something was told `late` or corrected, a clock that moves says so.
    """
    ids = list(set(people))
    if not ids:
        return
    limits = published()
    with viewing(by, at, extract=True):
        found = so_far(by, ids) if known is None else known
        wanted = [each for person in ids for each in counted(person, found[person])]
        write_clocks(at, rows_kept(OF_PEOPLE, [ids]), wanted, limits, late)


def keep_report_clocks(
    at: datetime, listings: Mapping[UUID, tuple[UUID, UUID, datetime, datetime | None]]
) -> None:
    """Count until when courts asked for reports: by listing, the person, the place, when it was
    asked for and for when; without a moment, no report is waited for.
    """
    wanted = [
        report_asked(listing, person, place, asked, due)
        for listing, (person, place, asked, due) in listings.items()
        if due is not None
    ]
    write_clocks(at, rows_kept(OF_LISTINGS, [list(listings)]), wanted, published(), frozenset())


def end_clocks(*, stays: Iterable[UUID] = (), listings: Iterable[UUID] = ()) -> None:
    """What these clocks counted is over."""
    with connection.cursor() as cursor:
        cursor.execute(OVER, [list(stays), list(listings)])


@action
def recount(*, by: Viewer, at: datetime, person_id: UUID) -> None:
    """Count the clocks of one person anew: two records became one, or one became two."""
    require_person(by, person_id, Act.WRITE, Category.WHEREABOUTS, at=at)
    hold([person_id])
    keep_clocks(by, at, [person_id])
    trail.write(
        by=by,
        at=at,
        verb=Verb.ALTER,
        what="recount-clocks",
        people=[person_id],
        categories=[Category.WHEREABOUTS],
    )


def rows_kept(statement: str, given: list[Any]) -> Rows:
    """The clocks that a statement finds, as they are kept."""
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return {
            (about, limit): Row(id_, Kept(limit, *said[:5]), *said[5:])
            for id_, about, limit, *said in cursor.fetchall()
        }


def write_clocks(
    at: datetime,
    before: Rows,
    wanted: Iterable[Counted],
    limits: Limits,
    late: frozenset[UUID],
) -> tuple[int, int]:
    """Bring what is kept in line with what runs; gives how many run, and how many changed."""
    new: list[tuple[Any, ...]] = []
    changed: list[tuple[Any, ...]] = []
    ids, total = near_ids(), 0
    for one in wanted:
        told_late = one.person_id in late
        for now in running(one, at, limits):
            total += 1
            row = before.pop((one.about, now.limit_id), None)
            if row is None:
                new.append(
                    (
                        next(ids), one.person_id, one.place_id, one.stay_id, one.listing_id,
                        one.about, *now, at if told_late else None, None,
                    )
                )  # fmt: skip
            elif row.kept != now:
                changed.append((row.id, *now[1:], *_moved(row, now, at, told_late=told_late)))
    with connection.cursor() as cursor:
        if before:
            cursor.execute(GONE, [[row.id for row in before.values()]])
        if changed:
            cursor.execute(CHANGE, [list(column) for column in zip(*changed, strict=True)])
    add_rows(RunningClock, CLOCK, new)
    return total, len(new) + len(changed) + len(before)


def _moved(
    row: Row, now: Kept, at: datetime, *, told_late: bool
) -> tuple[datetime | None, datetime | None]:
    """When the clock was moved by something told late, and when it was due before that."""
    if told_late or now.started_at < row.kept.started_at:
        return at, row.kept.due_at
    if now.started_at > row.kept.started_at:
        return None, None
    return row.retimed_at, row.due_before
