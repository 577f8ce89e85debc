"""Correcting an event: a new row stands for the old one, which stays to be read, with a reason."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.actions.relationships import end_after_tail
from throughcare.access.roles import Purpose
from throughcare.access.rules import Act, Category, Refused, Verb, Viewer
from throughcare.pathway.actions.clocks import hold, keep_clocks
from throughcare.pathway.models import Episode, Event, Stay
from throughcare.pathway.queries.so_far import so_far
from throughcare.pathway.rules import EVENTS, Effect, EventKind, Exactness, category_of
from throughcare.pathway.rules.correcting import NOTHING_NEW, against_correction, project
from throughcare.pathway.rules.telling import KnownEvent, KnownStay, SoFar
from throughcare.people.queries import require_person

GONE = "There is no such event, or it was corrected already. Open the page again."


@action
def correct_event(
    *,
    by: Viewer,
    at: datetime,
    event_id: UUID,
    reason: str,
    happened_at: datetime | None = None,
    exactness: Exactness = Exactness.MINUTE,
    detail: str | None = None,
    struck_out: bool = False,
) -> UUID:
    """Say an event anew, or that it did not happen; gives the id of the row that counts now.

    Stays, reviews and clocks follow. Raises `Refused` where another event contradicts it.
    """
    old = Event.objects.filter(pk=event_id, struck_out=False).select_related("place").first()
    if old is None or Event.objects.filter(corrects_id=event_id).exists():
        raise Refused(GONE)
    category = category_of(EventKind(old.kind))
    require_person(by, old.person_id, Act.WRITE, category, at=at)
    hold([old.person_id])
    moment = None if exactness is Exactness.UNKNOWN else happened_at
    said = old.note if detail is None else detail
    if not struck_out and (moment, said) == (old.happened_at, old.note):
        raise Refused(NOTHING_NEW)
    known = so_far(by, [old.person_id])[old.person_id]
    event = next(each for each in known.events if each.event_id == old.pk)
    stay = _stay_of(event, old.episode_id, known)
    reasons = against_correction(
        event,
        stay,
        [each for each in known.stays if each is not stay],
        _during(event, stay, known) if stay else [],
        moment=moment,
        struck_out=struck_out,
        reason=reason,
        at=at,
    )
    if reasons:
        raise Refused(*reasons)
    (new,) = Event.objects.bulk_create(
        [
            Event(
                person_id=old.person_id,
                episode_id=old.episode_id,
                place_id=old.place_id,
                kind=old.kind,
                happened_at=old.happened_at if struck_out else moment,
                exactness=old.exactness if struck_out else exactness,
                note=said,
                to_place_id=old.to_place_id,
                case_id=old.case_id,
                planned_for=old.planned_for,
                corrects_id=old.pk,
                struck_out=struck_out,
                correction_reason=reason.strip(),
                recorded_at=at,
                recorded_by_id=by.worker_id,
                collected_for=Purpose.CUSTODY_SAFETY,
            )
        ]
    )
    if stay is not None:
        _follow(by, at, event, stay, old.person_id, moment)
    keep_clocks(by, at, [old.person_id], late=frozenset({old.person_id}))
    trail.write(
        by=by,
        at=at,
        verb=Verb.ALTER,
        what="correct-event",
        people=[old.person_id],
        categories=[Category.WHEREABOUTS],
        items=[str(old.pk)],
    )
    return new.pk


def _stay_of(event: KnownEvent, episode_id: UUID, known: SoFar) -> KnownStay | None:
    there = [
        stay
        for stay in known.stays
        if stay.episode_id == episode_id and stay.where.id == event.place_id
    ]
    if event.moment is None:
        return there[-1] if there else None
    for stay in there:
        if stay.start <= event.moment and (stay.end is None or event.moment <= stay.end):
            return stay
    return None


def _during(event: KnownEvent, stay: KnownStay, known: SoFar) -> list[KnownEvent]:
    """The other events that need the person to have been there."""
    return [
        each
        for each in known.events
        if each is not event
        and each.place_id == stay.where.id
        and each.moment is not None
        and EVENTS[each.kind].effect is not Effect.MARKS
        and stay.start <= each.moment
        and (stay.end is None or each.moment <= stay.end)
    ]


def _follow(
    by: Viewer,
    at: datetime,
    event: KnownEvent,
    stay: KnownStay,
    person_id: UUID,
    moment: datetime | None,
) -> None:
    """Bring the stay, its episode and what organisations may know in line with the correction."""
    effect = EVENTS[event.kind].effect
    if effect is Effect.BEGINS and moment is not None:
        Episode.objects.filter(pk=stay.episode_id, started_at=stay.start).update(started_at=moment)
        Stay.objects.filter(pk=stay.stay_id).update(arrived_at=moment)
    elif effect is Effect.ENDS and moment is not None:
        Episode.objects.filter(pk=stay.episode_id, ended_at=stay.end).update(ended_at=moment)
        Stay.objects.filter(pk=stay.stay_id).update(left_at=moment)
        end_after_tail(by=by, at=at, ended={stay.stay_id: moment})
    elif event.kind in (EventKind.DETENTION_AUTHORISED, EventKind.REVIEWED):
        known = so_far(by, [person_id])[person_id]
        end = stay.end or at
        seen = project(
            each
            for each in known.events
            if each.place_id == stay.where.id
            and each.moment is not None
            and stay.start <= each.moment <= end
        )
        Stay.objects.filter(pk=stay.stay_id).update(
            detention_authorised_at=seen.authorised_at,
            reviews_done=seen.reviews_done,
            last_review_at=seen.last_review_at,
        )
