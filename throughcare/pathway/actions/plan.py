"""What a batch of events changes, gathered in mind and written in a few statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.access.actions.adding import add_rows, near_ids
from throughcare.access.actions.relationships import end_after_tail, relate
from throughcare.access.roles import Purpose
from throughcare.access.rules import Viewer
from throughcare.clocks.lengths import LOCAL
from throughcare.pathway.actions.clocks import end_clocks
from throughcare.pathway.actions.knowing import (
    Known,
    Places,
    born_of,
    others_reasons,
    own_reasons,
)
from throughcare.pathway.models import Episode, Event, Listing, Stay
from throughcare.pathway.rules import (
    COURTS,
    Decided,
    EpisodeKind,
    EventKind,
    Exactness,
    Happened,
    Leaving,
    ListingKind,
    OffenceGroup,
    PlaceKind,
    decide,
    episode_kind,
    expects,
)
from throughcare.pathway.rules.telling import (
    KnownEpisode,
    KnownEvent,
    KnownStay,
    SoFar,
    Where,
)

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
LASTS = {EventKind.LICENCE_STARTED}
"""Events beside hearings that begin an episode which goes on."""


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
class Plan:
    """What the events of a batch change, one after another."""

    by: Viewer
    at: datetime
    places: Places
    known: Mapping[UUID, SoFar]
    late: set[UUID] = field(default_factory=set)
    _ids: Any = field(default_factory=near_ids)
    _episodes: dict[UUID, list[Any]] = field(default_factory=dict)
    _stays: dict[UUID, tuple[Any, ...]] = field(default_factory=dict)
    _begun_by: dict[UUID, Happened] = field(default_factory=dict)
    _events: list[tuple[Any, ...]] = field(default_factory=list)
    _listings: list[tuple[Any, ...]] = field(default_factory=list)
    _changes: dict[UUID, StayChange] = field(default_factory=dict)
    _ended: dict[UUID, tuple[datetime, str]] = field(default_factory=dict)
    _happened: list[tuple[UUID, UUID, str, Any]] = field(default_factory=list)
    _know: list[Known] = field(default_factory=list)
    _over: dict[UUID, datetime] = field(default_factory=dict)

    def runs(self, place_id: UUID) -> set[UUID]:
        """The organisations that run or cover a place."""
        place, covers = self.places[place_id]
        return {place.organisation_id, *(each.team.organisation_id for each in covers)}

    def take(self, event: Happened) -> tuple[Decided, UUID, UUID | None]:
        """Decide on an event and keep what it changes; a refused one changes nothing."""
        where = self._where(event.place_id)
        so_far = self.known[event.person_id]
        decided = decide(event, where, so_far, self.at)
        event_id: UUID = next(self._ids)
        if decided.reasons or decided.known_already:
            return decided, event_id, None
        episode_id = decided.episode_id or self._new_episode(event, where, decided)
        if decided.begins:
            self._begin(event, where, decided, episode_id)
        if decided.stay is not None:
            self._change(event, decided, decided.stay)
        if decided.ends_episode:
            self._end_episode(event, so_far, episode_id, decided.moment)
        if event.kind is EventKind.DIED:
            for each in so_far.episodes:
                if each.end is None:
                    self._end_episode(event, so_far, each.episode_id, decided.moment)
        self._expect(event, where, decided)
        if decided.late:
            self.late.add(event.person_id)
        told = None if event.exactness is Exactness.UNKNOWN else event.happened_at
        self._events.append(
            (
                event_id, event.person_id, episode_id, where.id, event.kind, told,
                event.exactness if told else Exactness.UNKNOWN, event.detail, event.to_place_id,
                event.case_id, event.planned_for, self.at, self.by.worker_id,
                Purpose.CUSTODY_SAFETY,
            )
        )  # fmt: skip
        so_far.events.append(
            KnownEvent(
                event_id,
                event.kind,
                where.id,
                where.name,
                told,
                event.detail,
                event.case_id,
                event.planned_for,
                event.exactness is Exactness.DAY,
            )
        )
        return decided, event_id, episode_id

    def write(self) -> None:
        """Write everything. Reasons to know come first: nobody writes about a stranger.

        Raises `Elsewhere`; then nothing of it may stay written.
        """
        by, at = self.by, self.at
        if self._know:
            self._end_what_is_known()
            relate(by=by, at=at, reasons=own_reasons(by, self.places, self._know, at))
        add_rows(Episode, EPISODE, [tuple(row) for row in self._episodes.values()])
        self._write_stays()
        add_rows(Listing, LISTING, self._listings)
        add_rows(Event, EVENT, self._events)
        self._write_changes()
        if self._know:
            born = born_of(each.person_id for each in self._know)
            reasons = list(others_reasons(by, self.places, self._know, born, at))
            if reasons:
                relate(by=by, at=at, reasons=reasons)
        if self._over:
            end_after_tail(by=by, at=at, ended=self._over)

    def _end_what_is_known(self) -> None:
        """A reason that is over in the same batch is written as over, where it is not there yet."""
        made_before = {event.stay_id for event in self._begun_by.values()}
        for place, known in enumerate(self._know):
            if known.event_id in self._over and known.event_id not in made_before:
                self._know[place] = replace(known, over_at=self._over.pop(known.event_id))

    def _write_stays(self) -> None:
        """Stays that end are ended before others begin: where one leads to the next."""
        new = []
        for stay_id, row in self._stays.items():
            c = self._changes.pop(stay_id, StayChange())
            said = (c.authorised, c.reviews, c.review, c.release)
            new.append((*row[:-1], c.left_at or row[-1], *said))
        if self._changes:
            rows = [
                (stay, c.left_at, c.authorised, c.reviews, c.review, c.release)
                for stay, c in self._changes.items()
            ]
            with connection.cursor() as cursor:
                cursor.execute(STAYS_CHANGE, _columns(rows))
        if add_rows(Stay, STAY, new, once=True) < len(new):
            there = Stay.objects.filter(id__among=self._stays).values_list("id", flat=True)
            missing = self._stays.keys() - set(there)
            raise Elsewhere(self._begun_by[stay_id] for stay_id in missing)

    def _write_changes(self) -> None:
        with connection.cursor() as cursor:
            if self._ended:
                ended = [(id_, when, how) for id_, (when, how) in self._ended.items()]
                cursor.execute(EPISODES_END, _columns(ended))
            if self._happened:
                cursor.execute(LISTED_HAPPENED, _columns(self._happened))
                listed = [row[0] for row in cursor.fetchall()]
                self._over |= dict.fromkeys(listed, self.at)
                end_clocks(listings=listed)

    def _where(self, place_id: UUID) -> Where:
        place, _ = self.places[place_id]
        return Where(place.id, place.name, PlaceKind(place.kind))

    def _new_episode(self, event: Happened, where: Where, decided: Decided) -> UUID:
        episode_id: UUID = next(self._ids)
        kind = episode_kind(where.kind)
        if event.kind in {EventKind.LICENCE_STARTED, EventKind.LICENCE_ENDED, EventKind.RECALLED}:
            kind = EpisodeKind.COMMUNITY
        goes_on = decided.begins or where.kind in COURTS or event.kind in LASTS
        ended = None if goes_on else decided.moment
        self._episodes[episode_id] = [
            episode_id, event.person_id, kind, event.case_id, event.source_system,
            event.reference or str(episode_id), OffenceGroup.UNKNOWN, "", decided.moment, ended, "",
        ]  # fmt: skip
        self.known[event.person_id].episodes.append(
            KnownEpisode(episode_id, kind, decided.moment, ended, event.case_id)
        )
        if goes_on and not decided.begins:
            because = f"Before {where.name}" if where.kind in COURTS else "On licence"
            self._knows(event, where, episode_id, because, decided.moment)
        return episode_id

    def _begin(self, event: Happened, where: Where, decided: Decided, episode_id: UUID) -> None:
        stay_id: UUID = event.stay_id or next(self._ids)
        self._begun_by[stay_id] = event
        self._stays[stay_id] = (
            stay_id, event.person_id, episode_id, where.id, decided.moment, decided.until,
        )  # fmt: skip
        stays = self.known[event.person_id].stays
        stays.append(KnownStay(stay_id, episode_id, where, decided.moment, decided.until))
        stays.sort(key=lambda stay: stay.start)
        self._knows(event, where, stay_id, f"In {where.name}", decided.moment, decided.until)
        kind = (
            ListingKind.INTERVIEW
            if where.kind is PlaceKind.VOLUNTARY_ATTENDANCE
            else ListingKind.RECEPTION
        )
        on = decided.moment.astimezone(LOCAL).date()
        self._happened.append((event.person_id, where.id, kind.value, on))

    def _change(self, event: Happened, decided: Decided, stay: KnownStay) -> None:
        moment = decided.moment
        change = StayChange()
        if decided.ends:
            stay.end, stay.ended_by_event = moment, True
            change.left_at = moment
            self._over[stay.stay_id] = moment
        elif event.kind is EventKind.DETENTION_AUTHORISED:
            stay.authorised_at = change.authorised = stay.authorised_at or moment
        elif event.kind is EventKind.REVIEWED:
            change.reviews, change.review = 1, moment
        elif event.kind is EventKind.RELEASE_PLANNED:
            change.release = event.planned_for
        else:
            return
        before = self._changes.setdefault(stay.stay_id, StayChange())
        before.left_at = change.left_at or before.left_at
        before.authorised = before.authorised or change.authorised
        before.reviews += change.reviews
        before.review = max(filter(None, (before.review, change.review)), default=None)
        before.release = change.release or before.release

    def _end_episode(
        self, event: Happened, so_far: SoFar, episode_id: UUID, moment: datetime
    ) -> None:
        how = _how(event)
        for each in so_far.episodes:
            if each.episode_id == episode_id:
                each.end = max(moment, each.start)
                if row := self._episodes.get(episode_id):
                    row[-2:] = each.end, how
                else:
                    self._ended[episode_id] = (each.end, how)
                if each.kind in (EpisodeKind.COURT, EpisodeKind.COMMUNITY):
                    self._over[episode_id] = each.end

    def _expect(self, event: Happened, where: Where, decided: Decided) -> None:
        day = decided.moment.astimezone(LOCAL).date()
        if event.kind in (EventKind.HEARING, EventKind.REMANDED, EventKind.SENTENCED):
            self._happened.append((event.person_id, where.id, ListingKind.HEARING.value, day))
        if event.to_place_id and expects(event) and not self._came(event, decided.moment):
            self._list(event, event.to_place_id, ListingKind.RECEPTION, decided.moment)
        if event.kind is EventKind.ADJOURNED:
            self._happened.append((event.person_id, where.id, ListingKind.HEARING.value, day))
            if event.planned_for:
                self._list(event, where.id, ListingKind.HEARING, event.planned_for)

    def _list(self, event: Happened, place_id: UUID, kind: ListingKind, moment: datetime) -> None:
        listing_id: UUID = next(self._ids)
        local = moment.astimezone(LOCAL)
        exact = kind is ListingKind.HEARING and (local.hour or local.minute)
        self._listings.append(
            (
                listing_id, event.person_id, place_id, event.case_id, kind, local.date(),
                moment if exact else None, "", "", None, "listed", self.at, self.by.worker_id,
                Purpose.CUSTODY_SAFETY,
            )
        )  # fmt: skip
        where = self._where(place_id)
        since = min(moment, self.at)
        self._knows(event, where, listing_id, f"Expected at {where.name}", since)

    def _came(self, event: Happened, moment: datetime) -> bool:
        """Whether it is known already that they came, where events are told out of order."""
        stays = self.known[event.person_id].stays
        return any(s.where.id == event.to_place_id and s.start >= moment for s in stays)

    def _knows(
        self,
        event: Happened,
        where: Where,
        event_id: UUID,
        because: str,
        since: datetime,
        over_at: datetime | None = None,
    ) -> None:
        self._know.append(Known(event.person_id, where.id, event_id, because, since, over_at))


def _how(event: Happened) -> str:
    """How an episode ended, where that is said of it."""
    if event.kind is EventKind.DIED:
        return Leaving.DIED.value
    if event.kind is EventKind.RELEASED:
        return Leaving.RELEASED.value
    if event.kind is EventKind.LEFT:
        known = event.detail in set(Leaving)
        return event.detail if known else Leaving.UNKNOWN.value
    return ""


def _columns(rows: list[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
