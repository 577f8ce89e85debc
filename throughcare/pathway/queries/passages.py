"""One person's way: where they are now, their passages with stays and events; and what is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.access.policy import may
from throughcare.access.rules import (
    Act,
    Category,
    NotPermitted,
    RelationshipKind,
    Sight,
    Viewer,
)
from throughcare.pathway.models import Episode, Event, Stay
from throughcare.pathway.rules import (
    EVENTS,
    EpisodeKind,
    EventKind,
    Exactness,
    Leaving,
    OffenceGroup,
    PlaceKind,
)


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened: what, when, where, a short fact, and who recorded it.

    Of an event that was corrected, `corrected_by` is the row that counts now; a row that corrects
    another says why. `happened_at` is None when nobody knows.
    """

    event_id: UUID
    kind: EventKind
    happened_at: datetime | None
    exactness: Exactness
    place_name: str
    note: str
    recorded_by: str
    recorded_at: datetime
    to_place: str
    planned_for: datetime | None
    corrects: UUID | None
    corrected_by: UUID | None
    struck_out: bool
    reason: str
    case_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class StayThere:
    """Time in one place; without an end, it goes on."""

    stay_id: UUID
    place_id: UUID
    place_name: str
    arrived_at: datetime
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class Passage:
    """One episode. The offence group is None when the viewer may not read it, or there is none."""

    episode_id: UUID
    kind: EpisodeKind
    reference: str | None
    offence_group: OffenceGroup | None
    started_at: datetime
    ended_at: datetime | None
    leaving: Leaving | None
    stays: tuple[StayThere, ...]
    events: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class Here:
    """Where somebody is now, and what its clocks run from."""

    episode_id: UUID
    stay_id: UUID
    place_id: UUID
    place_code: str
    place_name: str
    place_kind: PlaceKind
    organisation_id: UUID
    reference: str
    offence_group: OffenceGroup
    arrived_at: datetime
    detention_authorised_at: datetime | None
    reviews_done: int
    last_review_at: datetime | None
    likely_release_at: datetime | None


def current_episode(sight: Sight) -> Here | None:
    """Where the person is now, or nothing when they are in no place that this record knows."""
    _require(sight)
    stay = (
        Stay.objects.filter(person_id=sight.person_id, left_at__isnull=True)
        .select_related("episode", "place")
        .order_by("-arrived_at")
        .first()
    )
    if stay is None:
        return None
    offence = sight.may(Category.OFFENCE)
    return Here(
        episode_id=stay.episode_id,
        stay_id=stay.id,
        place_id=stay.place_id,
        place_code=stay.place.code,
        place_name=stay.place.name,
        place_kind=PlaceKind(stay.place.kind),
        organisation_id=stay.place.organisation_id,
        reference=stay.episode.reference if offence else "",
        offence_group=OffenceGroup(stay.episode.offence_group) if offence else OffenceGroup.UNKNOWN,
        arrived_at=stay.arrived_at,
        detention_authorised_at=stay.detention_authorised_at,
        reviews_done=stay.reviews_done,
        last_review_at=stay.last_review_at,
        likely_release_at=stay.likely_release_at,
    )


def came_back_on_bail(sight: Sight, here: Here) -> bool:
    """Whether they came to where they are now to answer police bail, or because they broke it."""
    _require(sight)
    return (
        Event.objects.filter(
            person_id=sight.person_id,
            episode_id=here.episode_id,
            kind__in=[EventKind.BAIL_ANSWERED, EventKind.BAIL_BREACHED],
            struck_out=False,
        )
        .exclude(id__in=Event.objects.filter(corrects__isnull=False).values("corrects_id"))
        .exists()
    )


def episodes(sight: Sight) -> list[Passage]:
    """The person's episodes, newest first, with their stays and events. Three queries.

    Corrected rows stand beside those that correct them. Events that tell of more than where
    somebody is are left out for those who may not read that.
    """
    _require(sight)
    offence = sight.may(Category.OFFENCE)
    closed = [kind for kind, card in EVENTS.items() if not sight.may(card.tells)]
    stays: dict[UUID, list[StayThere]] = {}
    for stay in (
        Stay.objects.filter(person_id=sight.person_id)
        .select_related("place")
        .order_by("arrived_at")
    ):
        there = StayThere(stay.id, stay.place_id, stay.place.name, stay.arrived_at, stay.left_at)
        stays.setdefault(stay.episode_id, []).append(there)
    events: dict[UUID, list[Happening]] = {}
    found = list(Episode.objects.filter(person_id=sight.person_id).order_by("-started_at", "id"))
    rows = list(
        Event.objects.filter(episode_id__in=[episode.id for episode in found])
        .exclude(kind__in=closed)
        .select_related("place", "to_place", "recorded_by")
        .order_by("happened_at", "recorded_at")
    )
    now = {event.corrects_id: event.id for event in rows if event.corrects_id}
    for event in rows:
        happening = _happening(event, now.get(event.id), offence=offence)
        events.setdefault(event.episode_id, []).append(happening)
    return [
        Passage(
            episode_id=episode.id,
            kind=EpisodeKind(episode.kind),
            reference=_reference(episode) if offence else None,
            offence_group=_offence(episode) if offence else None,
            started_at=episode.started_at,
            ended_at=episode.ended_at,
            leaving=Leaving(episode.leaving) if episode.leaving else None,
            stays=tuple(stays.get(episode.id, ())),
            events=tuple(events.get(episode.id, ())),
        )
        for episode in found
    ]


OF_OFFENCES = frozenset(
    {EventKind.CHARGE_DECISION, EventKind.REMANDED, EventKind.SENTENCED, EventKind.BAILED}
)
"""Events whose detail says something of an alleged offence."""


def _happening(event: Event, corrected_by: UUID | None, *, offence: bool) -> Happening:
    kind = EventKind(event.kind)
    return Happening(
        event_id=event.id,
        kind=kind,
        happened_at=event.happened_at,
        exactness=Exactness(event.exactness),
        place_name=event.place.name,
        note=event.note if offence or kind not in OF_OFFENCES else "",
        recorded_by=event.recorded_by.name,
        recorded_at=event.recorded_at,
        to_place=event.to_place.name if event.to_place else "",
        planned_for=event.planned_for,
        corrects=event.corrects_id,
        corrected_by=corrected_by,
        struck_out=event.struck_out,
        reason=event.correction_reason,
        case_id=event.case_id if offence else None,
    )


def _reference(episode: Episode) -> str | None:
    """The number under which it is known; one of our own making says nothing to anybody."""
    return None if episode.reference == str(episode.id) else episode.reference


def _offence(episode: Episode) -> OffenceGroup | None:
    custody = episode.kind == EpisodeKind.CUSTODY
    return OffenceGroup(episode.offence_group) if custody else None


def known_references(
    viewer: Viewer, source_system: str, references: Iterable[str]
) -> dict[str, UUID]:
    """Which custody records of a system are here already, each with its episode's id.

    Asked by what brings records in, before it registers people; ask within
    `viewing(..., extract=True)` to know those of people who have left too.
    """
    decision = may(viewer, Act.WRITE, Category.WHEREABOUTS, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    return dict(
        Episode.objects.filter(
            source_system=source_system, reference__in=list(references)
        ).values_list("reference", "id")
    )


def _require(sight: Sight) -> None:
    if not sight.may(Category.WHEREABOUTS):
        raise NotPermitted(sight.decisions[(Act.READ, Category.WHEREABOUTS)])
