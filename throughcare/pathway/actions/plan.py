"""What a batch of events changes: each is decided on in turn, and what it changes is gathered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from throughcare.access.actions.adding import near_ids
from throughcare.access.roles import Purpose
from throughcare.access.rules import Viewer
from throughcare.clocks.lengths import LOCAL
from throughcare.pathway.actions.batch import Batch, StayChange
from throughcare.pathway.actions.knowing import Known, Places
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

LASTS = {EventKind.LICENCE_STARTED}
"""Events beside hearings that begin an episode which goes on."""


@dataclass
class Plan:
    """What the events of a batch change, one after another."""

    by: Viewer
    at: datetime
    places: Places
    known: Mapping[UUID, SoFar]
    late: set[UUID] = field(default_factory=set)
    batch: Batch = field(default_factory=Batch)
    _ids: Any = field(default_factory=near_ids)

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
        self.batch.events.append(
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
        """Write everything; raises `Elsewhere`, and then nothing of it may stay written."""
        self.batch.write(self.by, self.at, self.places)

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
        self.batch.episodes[episode_id] = [
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
        self.batch.begun_by[stay_id] = event
        self.batch.stays[stay_id] = (
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
        self.batch.happened.append((event.person_id, where.id, kind.value, on))

    def _change(self, event: Happened, decided: Decided, stay: KnownStay) -> None:
        moment = decided.moment
        change = StayChange()
        if decided.ends:
            stay.end, stay.ended_by_event = moment, True
            change.left_at = moment
            self.batch.over[stay.stay_id] = moment
        elif event.kind is EventKind.DETENTION_AUTHORISED:
            stay.authorised_at = change.authorised = stay.authorised_at or moment
        elif event.kind is EventKind.REVIEWED:
            change.reviews, change.review = 1, moment
        elif event.kind is EventKind.RELEASE_PLANNED:
            change.release = event.planned_for
        else:
            return
        before = self.batch.changes.setdefault(stay.stay_id, StayChange())
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
                if row := self.batch.episodes.get(episode_id):
                    row[-2:] = each.end, how
                else:
                    self.batch.ended[episode_id] = (each.end, how)
                if each.kind in (EpisodeKind.COURT, EpisodeKind.COMMUNITY):
                    self.batch.over[episode_id] = each.end

    def _expect(self, event: Happened, where: Where, decided: Decided) -> None:
        day = decided.moment.astimezone(LOCAL).date()
        if event.kind in (EventKind.HEARING, EventKind.REMANDED, EventKind.SENTENCED):
            self.batch.happened.append((event.person_id, where.id, ListingKind.HEARING.value, day))
        if event.to_place_id and expects(event) and not self._came(event, decided.moment):
            self._list(event, event.to_place_id, ListingKind.RECEPTION, decided.moment)
        if event.kind is EventKind.ADJOURNED:
            self.batch.happened.append((event.person_id, where.id, ListingKind.HEARING.value, day))
            if event.planned_for:
                self._list(event, where.id, ListingKind.HEARING, event.planned_for)

    def _list(self, event: Happened, place_id: UUID, kind: ListingKind, moment: datetime) -> None:
        listing_id: UUID = next(self._ids)
        local = moment.astimezone(LOCAL)
        exact = kind is ListingKind.HEARING and (local.hour or local.minute)
        self.batch.listings.append(
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
        self.batch.know.append(Known(event.person_id, where.id, event_id, because, since, over_at))


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
