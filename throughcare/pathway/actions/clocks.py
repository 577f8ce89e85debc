"""Clocks that run are kept beside what is recorded: counted anew by whatever records it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action, viewing
from throughcare.access.actions.adding import add_rows, near_ids
from throughcare.access.arrays import array_of
from throughcare.access.rules import Act, Category, Verb, Viewer
from throughcare.clocks.kept import Kept
from throughcare.clocks.limits import published
from throughcare.pathway.models import RunningClock
from throughcare.pathway.queries.so_far import so_far
from throughcare.pathway.rules.counting import Counted, Id
from throughcare.pathway.rules.running import counted, report_asked, running
from throughcare.pathway.rules.telling import SoFar
from throughcare.people.queries import require_person

CLOCK = (
    "id", "person_id", "place_id", "stay_id", "listing_id", "about", "limit_id", "started_at",
    "started_by", "due_at", "warn_at", "paused_at", "retimed_at", "due_before",
)  # fmt: skip
SAID = "limit_id, started_at, started_by, due_at, warn_at, paused_at, retimed_at, due_before"
KEPT = f"SELECT id, about, {SAID} FROM pathway_runningclock"  # noqa: S608 - own words only
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
GONE = "DELETE FROM pathway_runningclock WHERE id = ANY (%s::uuid[])"
OVER = "DELETE FROM pathway_runningclock WHERE stay_id = ANY (%s) OR about = ANY (%s)"
"""What counts a listing is about it: by that it is found, for by the listing there is no index."""


class Row(NamedTuple):
    """A clock as it is kept now: the columns of `KEPT`."""

    id: Id
    about: Id
    limit_id: str
    started_at: datetime
    started_by: str
    due_at: datetime | None
    warn_at: datetime | None
    paused_at: datetime | None
    retimed_at: datetime | None
    due_before: datetime | None


Rows = dict[tuple[Id, str], Row]


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
    with viewing(by, at, extract=True):
        found = so_far(by, ids) if known is None else known
        wanted = [each for person in ids for each in counted(person, found[person])]
        _write(at, _kept(OF_PEOPLE, [ids]), wanted, late)


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
    _write(at, _kept(OF_LISTINGS, [list(listings)]), wanted)


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


def _kept(statement: str, given: list[Any]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return by_what_they_count(cursor.fetchall())


def by_what_they_count(rows: Iterable[tuple[Any, ...]]) -> Rows:
    """Rows of `KEPT` by what they are about and their limit."""
    return {(row[1], row[2]): Row._make(row) for row in rows}


@dataclass
class Changes:
    """What is kept of clocks beside what runs: rows to be added, to be changed and to go.

    Of those for whom something was told `late` or corrected, a clock that moves says so.
    """

    at: datetime
    before: Rows
    late: frozenset[UUID] = frozenset()
    clocks: int = 0
    new: list[tuple[Any, ...]] = field(default_factory=list)
    changed: list[tuple[Any, ...]] = field(default_factory=list)
    _ids: Iterator[UUID] = field(default_factory=near_ids)

    def compare(self, one: Counted, runs: Sequence[Kept]) -> None:
        """Compare the clocks that run for one thing with what is kept of them."""
        self.clocks += len(runs)
        for now in runs:
            row = self.before.pop((one.about, now.limit_id), None)
            if row is None:
                told_at = self.at if one.person_id in self.late else None
                self.new.append(
                    (
                        next(self._ids), one.person_id, one.place_id, one.stay_id, one.listing_id,
                        one.about, *now, told_at, None,
                    )
                )  # fmt: skip
            elif row[2:8] != now:
                moved = _moved(row, now, self.at, told_late=one.person_id in self.late)
                self.changed.append((row.id, *now[1:], *moved))

    def write(self) -> int:
        """Bring what is kept in line; gives how many rows changed. What nothing runs for goes."""
        with connection.cursor() as cursor:
            if self.before:
                cursor.execute(GONE, [array_of([row.id for row in self.before.values()])])
            if self.changed:
                cursor.execute(CHANGE, [array_of(each) for each in zip(*self.changed, strict=True)])
        add_rows(RunningClock, CLOCK, self.new)
        return len(self.new) + len(self.changed) + len(self.before)


def _write(
    at: datetime,
    before: Rows,
    wanted: Iterable[Counted],
    late: frozenset[UUID] = frozenset(),
) -> None:
    changes, limits = Changes(at, before, late), published()
    for one in wanted:
        changes.compare(one, running(one, at, limits))
    changes.write()


def _moved(
    row: Row, now: Kept, at: datetime, *, told_late: bool
) -> tuple[datetime | None, datetime | None]:
    """When the clock was moved by something told late, and when it was due before that."""
    if told_late or now.started_at < row.started_at:
        return at, row.due_at
    if now.started_at > row.started_at:
        return None, None
    return row.retimed_at, row.due_before
