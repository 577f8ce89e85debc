"""What a batch of events changes, as rows: written in a few statements, whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.access.actions.adding import add_rows
from throughcare.access.actions.relationships import end_after_tail, relate
from throughcare.access.rules import Viewer
from throughcare.pathway.actions.clocks import end_clocks
from throughcare.pathway.actions.knowing import (
    Known,
    Places,
    born_of,
    others_reasons,
    own_reasons,
)
from throughcare.pathway.models import Episode, Event, Listing, Stay
from throughcare.pathway.rules import Happened

EPISODE = (
    "id", "person_id", "kind", "case_id", "source_system", "reference", "offence_group",
    "offence_code", "started_at", "ended_at", "leaving",
)  # fmt: skip
STAY = (
    "id", "person_id", "episode_id", "place_id", "arrived_at", "left_at", "detention_authorised_at",
    "reviews_done", "last_review_at", "likely_release_at",
)  # fmt: skip
EVENT = (
    "id", "person_id", "episode_id", "place_id", "kind", "happened_at", "exactness", "note",
    "to_place_id", "case_id", "planned_for", "recorded_at", "recorded_by_id", "collected_for",
)  # fmt: skip
LISTING = (
    "id", "person_id", "place_id", "case_id", "kind", "listed_on", "starts_at", "room",
    "appears_from", "report_due_at", "state", "recorded_at", "recorded_by_id", "collected_for",
)  # fmt: skip
STAYS_CHANGE = """
UPDATE pathway_stay s SET
  left_at = coalesce(g.left_at, s.left_at),
  detention_authorised_at = coalesce(s.detention_authorised_at, g.authorised),
  reviews_done = s.reviews_done + g.reviews,
  last_review_at = greatest(s.last_review_at, g.review),
  likely_release_at = coalesce(g.release, s.likely_release_at)
FROM unnest(%s::uuid[], %s::timestamptz[], %s::timestamptz[], %s::int[], %s::timestamptz[],
            %s::timestamptz[]) AS g(id, left_at, authorised, reviews, review, release)
WHERE s.id = g.id
"""
EPISODES_END = """
UPDATE pathway_episode e SET ended_at = g.ended, leaving = g.leaving
FROM unnest(%s::uuid[], %s::timestamptz[], %s::text[]) AS g(id, ended, leaving)
WHERE e.id = g.id
"""
LISTED_HAPPENED = """
UPDATE pathway_listing l SET state = 'happened'
FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::date[]) AS g(person, place, kind, on_day)
WHERE l.person_id = g.person AND l.place_id = g.place AND l.kind = g.kind AND l.state = 'listed'
  AND CASE g.kind WHEN 'hearing' THEN l.listed_on = g.on_day ELSE l.listed_on <= g.on_day END
RETURNING l.id
"""


class Elsewhere(Exception):
    """Events by which stays would begin while the person is somewhere else, as the database knows
    and the viewer may not.
    """

    def __init__(self, events: Iterable[Happened]) -> None:
        super().__init__()
        self.events = frozenset(events)


@dataclass(slots=True)
class StayChange:
    """What changes on a stay: on one that is there already, or before a new one is written."""

    left_at: datetime | None = None
    authorised: datetime | None = None
    reviews: int = 0
    review: datetime | None = None
    release: datetime | None = None


@dataclass
class Batch:
    """Rows to be added and changed, gathered before any is written."""

    episodes: dict[UUID, list[Any]] = field(default_factory=dict)
    stays: dict[UUID, tuple[Any, ...]] = field(default_factory=dict)
    begun_by: dict[UUID, Happened] = field(default_factory=dict)
    events: list[tuple[Any, ...]] = field(default_factory=list)
    listings: list[tuple[Any, ...]] = field(default_factory=list)
    changes: dict[UUID, StayChange] = field(default_factory=dict)
    ended: dict[UUID, tuple[datetime, str]] = field(default_factory=dict)
    happened: list[tuple[UUID, UUID, str, Any]] = field(default_factory=list)
    know: list[Known] = field(default_factory=list)
    over: dict[UUID, datetime] = field(default_factory=dict)

    def write(self, by: Viewer, at: datetime, places: Places) -> None:
        """Write everything. Reasons to know come first: nobody writes about a stranger.

        Raises `Elsewhere`; then nothing of it may stay written.
        """
        if self.know:
            self._end_what_is_known()
            relate(by=by, at=at, reasons=own_reasons(by, places, self.know, at))
        add_rows(Episode, EPISODE, [tuple(row) for row in self.episodes.values()])
        self._write_stays()
        add_rows(Listing, LISTING, self.listings)
        add_rows(Event, EVENT, self.events)
        self._write_changes(at)
        if self.know:
            born = born_of(each.person_id for each in self.know)
            reasons = list(others_reasons(by, places, self.know, born, at))
            if reasons:
                relate(by=by, at=at, reasons=reasons)
        if self.over:
            end_after_tail(by=by, at=at, ended=self.over)

    def _end_what_is_known(self) -> None:
        """A reason that is over in the same batch is written as over, where it is not there yet."""
        made_before = {event.stay_id for event in self.begun_by.values()}
        for place, known in enumerate(self.know):
            if known.event_id in self.over and known.event_id not in made_before:
                self.know[place] = replace(known, over_at=self.over.pop(known.event_id))

    def _write_stays(self) -> None:
        """Stays that end are ended before others begin: where one leads to the next."""
        new = []
        for stay_id, row in self.stays.items():
            c = self.changes.pop(stay_id, StayChange())
            said = (c.authorised, c.reviews, c.review, c.release)
            new.append((*row[:-1], c.left_at or row[-1], *said))
        if self.changes:
            rows = [
                (stay, c.left_at, c.authorised, c.reviews, c.review, c.release)
                for stay, c in self.changes.items()
            ]
            with connection.cursor() as cursor:
                cursor.execute(STAYS_CHANGE, _columns(rows))
        if add_rows(Stay, STAY, new, once=True) < len(new):
            there = Stay.objects.filter(id__among=self.stays).values_list("id", flat=True)
            missing = self.stays.keys() - set(there)
            raise Elsewhere(self.begun_by[stay_id] for stay_id in missing)

    def _write_changes(self, at: datetime) -> None:
        with connection.cursor() as cursor:
            if self.ended:
                ended = [(id_, when, how) for id_, (when, how) in self.ended.items()]
                cursor.execute(EPISODES_END, _columns(ended))
            if self.happened:
                cursor.execute(LISTED_HAPPENED, _columns(self.happened))
                listed = [row[0] for row in cursor.fetchall()]
                self.over |= dict.fromkeys(listed, at)
                end_clocks(listings=listed)


def _columns(rows: list[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
