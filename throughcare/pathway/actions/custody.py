"""What happens to somebody in custody: detention authorised, reviewed, L&D alerted, leaving."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.actions.relationships import end_after_tail
from throughcare.access.roles import Purpose
from throughcare.access.rules import Act, Category, NotPermitted, Refused, Verb, Viewer
from throughcare.clocks.wording import at_local_time
from throughcare.pathway.actions.clocks import end_clocks, hold, keep_clocks
from throughcare.pathway.models import Episode, Event, Stay
from throughcare.pathway.rules import Departure, EventKind, Leaving, Outcome
from throughcare.people.queries import require_person

GONE = "They are not in custody now, as far as this record says."


@action
def authorise_detention(
    *, by: Viewer, at: datetime, episode_id: UUID, authorised_at: datetime
) -> None:
    """Detention is authorised; reviews run from then. The first time recorded stays."""
    stay = _here(by, at, episode_id)
    if stay.detention_authorised_at == authorised_at:
        _note(by, at, stay, "authorise-detention")
        return
    if stay.detention_authorised_at:
        said = at_local_time(stay.detention_authorised_at, seen_from=at)
        raise Refused(f"It is already recorded that detention was authorised ({said}).")
    _in_order(stay.arrived_at, "they arrived", authorised_at, "Detention", at)
    Stay.objects.filter(pk=stay.pk).update(detention_authorised_at=authorised_at)
    _happened(by, at, stay, EventKind.DETENTION_AUTHORISED, authorised_at)
    keep_clocks(by, at, [stay.person_id])
    _note(by, at, stay, "authorise-detention")


@action
def review(*, by: Viewer, at: datetime, episode_id: UUID, reviewed_at: datetime) -> None:
    """A review of detention is done; the next one runs from then."""
    stay = _here(by, at, episode_id)
    if stay.detention_authorised_at is None:
        raise Refused("Record first when detention was authorised: reviews run from then.")
    if stay.last_review_at == reviewed_at:
        _note(by, at, stay, "review")
        return
    before, what = stay.detention_authorised_at, "detention was authorised"
    if stay.last_review_at:
        before, what = stay.last_review_at, "the review before"
    _in_order(before, what, reviewed_at, "The review", at)
    Stay.objects.filter(pk=stay.pk).update(
        reviews_done=stay.reviews_done + 1, last_review_at=reviewed_at
    )
    _happened(by, at, stay, EventKind.REVIEWED, reviewed_at)
    keep_clocks(by, at, [stay.person_id])
    _note(by, at, stay, "review")


@action
def expect_release(
    *, by: Viewer, at: datetime, episode_id: UUID, likely_release_at: datetime | None
) -> None:
    """When somebody is likely to leave, or that it is no longer known."""
    stay = _here(by, at, episode_id)
    if likely_release_at is not None and likely_release_at < at:
        raise Refused(
            "The likely release is in the past: check the time, or record that they left."
        )
    Stay.objects.filter(pk=stay.pk).update(likely_release_at=likely_release_at)
    _note(by, at, stay, "expect-release")


@action
def alerted(*, by: Viewer, at: datetime, episode_id: UUID) -> None:
    """Liaison and Diversion is alerted: a moment of the journey. Why is kept with the liaison."""
    stay = _latest(by, at, episode_id, Category.ENGAGEMENT)
    _happened(by, at, stay, EventKind.ALERTED, at)
    _note(by, at, stay, "alerted")


@action
def leave(
    *, by: Viewer, at: datetime, episode_id: UUID, left_at: datetime, leaving: Leaving
) -> None:
    """Somebody leaves custody, and the organisations there lose sight after their tails.

    Saying the same again changes nothing; raises `Refused` for another time or way of leaving.
    """
    stay = _latest(by, at, episode_id)
    said = (stay.left_at, stay.episode.leaving)
    if stay.left_at is not None:
        _note(by, at, stay, "leave")
        if said != (left_at, leaving):
            when = at_local_time(stay.left_at, seen_from=at)
            raise Refused(f"It is already recorded that they left ({when}).")
        return
    _in_order(stay.arrived_at, "they arrived", left_at, "Leaving", at)
    Stay.objects.filter(pk=stay.pk).update(left_at=left_at)
    Episode.objects.filter(pk=episode_id).update(ended_at=left_at, leaving=leaving)
    _happened(by, at, stay, EventKind.LEFT, left_at, note=leaving.value)
    end_clocks(stays=[stay.pk])
    _note(by, at, stay, "leave")
    end_after_tail(by=by, at=at, ended={stay.pk: left_at})


@action
def leave_many(
    *, by: Viewer, at: datetime, departures: Sequence[Departure]
) -> list[tuple[Departure, Outcome, tuple[str, ...]]]:
    """Many people leave. What becomes of each is said in the order given."""
    results: list[tuple[Departure, Outcome, tuple[str, ...]]] = []
    for departure in departures:
        try:
            with transaction.atomic():
                leave(
                    by=by,
                    at=at,
                    episode_id=departure.episode_id,
                    left_at=departure.left_at,
                    leaving=departure.leaving,
                )
            results.append((departure, Outcome.DONE, ()))
        except Refused as refused:
            results.append((departure, Outcome.REFUSED, refused.reasons))
        except NotPermitted:
            results.append((departure, Outcome.REFUSED, (GONE,)))
    trail.write(by=by, at=at, verb=Verb.ALTER, what="leave-many", categories=[Category.WHEREABOUTS])
    return results


def _latest(
    by: Viewer, at: datetime, episode_id: UUID, category: Category = Category.WHEREABOUTS
) -> Stay:
    """The last stay of an episode, held until the action ends; raises `NotPermitted`."""
    stay = (
        Stay.objects.select_for_update(of=("self",))
        .filter(episode_id=episode_id)
        .select_related("episode")
        .order_by("-arrived_at")
        .first()
    )
    if stay is None:
        raise Refused(GONE)
    require_person(by, stay.person_id, Act.WRITE, category, at=at)
    hold([stay.person_id])
    return stay


def _here(by: Viewer, at: datetime, episode_id: UUID) -> Stay:
    stay = _latest(by, at, episode_id, Category.DETENTION)
    if stay.left_at is not None:
        raise Refused(GONE)
    return stay


def _in_order(first: datetime, first_words: str, then: datetime, words: str, at: datetime) -> None:
    said = at_local_time(then, seen_from=at)
    if then < first:
        before = at_local_time(first, seen_from=at)
        raise Refused(f"{words} ({said}) cannot be before {first_words} ({before}).")
    if then > at:
        raise Refused(f"{words} cannot be recorded for a time in the future ({said}).")


def _happened(
    by: Viewer, at: datetime, stay: Stay, kind: EventKind, moment: datetime, note: str = ""
) -> None:
    Event.objects.bulk_create(
        [
            Event(
                person_id=stay.person_id,
                episode_id=stay.episode_id,
                place_id=stay.place_id,
                kind=kind,
                happened_at=moment,
                note=note,
                recorded_at=at,
                recorded_by_id=by.worker_id,
                collected_for=Purpose.CUSTODY_SAFETY,
            )
        ]
    )


def _note(by: Viewer, at: datetime, stay: Stay, what: str) -> None:
    trail.write(
        by=by,
        at=at,
        verb=Verb.ALTER,
        what=what,
        people=[stay.person_id],
        categories=[Category.WHEREABOUTS],
        items=[str(stay.episode_id)],
    )
