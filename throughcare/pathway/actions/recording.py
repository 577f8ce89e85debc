"""Recording what happened: one event or many, each by the same rules, whole or not at all.

What an event does to stays, episodes and expectations is decided in `rules.recording`; here it is
written, and the organisations that may know the person from then on are told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action, viewing
from throughcare.access.policy import may
from throughcare.access.roles import Role
from throughcare.access.rules import (
    Act,
    Category,
    NotPermitted,
    Refused,
    RelationshipKind,
    Verb,
    Viewer,
)
from throughcare.pathway.actions.batch import Elsewhere
from throughcare.pathway.actions.clocks import hold, keep_clocks
from throughcare.pathway.actions.knowing import places_of
from throughcare.pathway.actions.plan import Plan
from throughcare.pathway.queries.so_far import so_far
from throughcare.pathway.rules import EVENTS, Effect, Happened, Outcome, category_of
from throughcare.people.queries import require_person

ELSEWHERE = "They are recorded as being somewhere else at that time."
NO_PLACE = "There is no such place."
NOT_YOURS = "Your organisation neither runs this place nor covers it."


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one event: its ids and what to know of it, or why it was refused."""

    event: Happened
    outcome: Outcome
    event_id: UUID | None = None
    episode_id: UUID | None = None
    notes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    parked: bool = False


@action
def record_event(*, by: Viewer, at: datetime, event: Happened) -> Became:
    """Something happened to somebody whom the worker may know.

    Saying it again changes nothing. Raises `Refused` with both events where two contradict.
    """
    require_person(by, event.person_id, Act.WRITE, category_of(event.kind), at=at)
    (became,) = _recorded(by, at, [event])
    _note(by, at, [became])
    if became.outcome is Outcome.REFUSED:
        raise Refused(*became.reasons)
    return became


@action
def record_events(*, by: Viewer, at: datetime, events: Sequence[Happened]) -> list[Became]:
    """Many things happened, in the order given, as a named system says.

    What becomes of each is said in that order; a refused one keeps no other back.
    """
    decision = may(by, Act.WRITE, Category.WHEREABOUTS, RelationshipKind.PRESENT)
    if by.role is not Role.FEED or not decision.permitted:
        raise NotPermitted(decision)
    results = _recorded(by, at, events)
    _note(by, at, results)
    return results


def _recorded(by: Viewer, at: datetime, events: Sequence[Happened]) -> list[Became]:
    """Record a batch; decided anew without the events that the database knows to be impossible."""
    if not events:
        return []
    places = places_of(
        place for each in events for place in (each.place_id, each.to_place_id) if place
    )
    people = {each.person_id for each in events}
    with viewing(by, at, extract=True):
        hold(people)
        known = so_far(by, people)
        elsewhere: frozenset[Happened] = frozenset()
        while True:
            plan = Plan(by, at, places, {person: each.copy() for person, each in known.items()})
            results = [_decided(by, plan, event, elsewhere) for event in events]
            try:
                with transaction.atomic():
                    plan.write()
                break
            except Elsewhere as found:
                elsewhere |= found.events
        done = {each.event.person_id for each in results if each.outcome is Outcome.DONE}
        keep_clocks(by, at, done, known=plan.known, late=frozenset(plan.late))
    return results


def _decided(by: Viewer, plan: Plan, event: Happened, elsewhere: frozenset[Happened]) -> Became:
    reasons = (ELSEWHERE,) if event in elsewhere else _against(by, event, plan)
    return Became(event, Outcome.REFUSED, reasons=reasons) if reasons else _take(plan, event)


def _against(by: Viewer, event: Happened, plan: Plan) -> tuple[str, ...]:
    if event.place_id not in plan.places or (
        event.to_place_id and event.to_place_id not in plan.places
    ):
        return (NO_PLACE,)
    begins = EVENTS[event.kind].effect is Effect.BEGINS
    if (begins or by.role is Role.FEED) and by.organisation_id not in plan.runs(event.place_id):
        return (NOT_YOURS,)
    return ()


def _take(plan: Plan, event: Happened) -> Became:
    decided, event_id, episode_id = plan.take(event)
    if decided.reasons:
        return Became(event, Outcome.REFUSED, reasons=decided.reasons)
    if decided.known_already:
        return Became(event, Outcome.KNOWN_ALREADY, decided.known_already)
    return Became(event, Outcome.DONE, event_id, episode_id, decided.notes)


def _note(by: Viewer, at: datetime, results: Sequence[Became]) -> None:
    done = [each for each in results if each.outcome is Outcome.DONE]
    trail.write(
        by=by,
        at=at,
        verb=Verb.COLLECT,
        what="record-event",
        people=sorted({each.event.person_id for each in done}),
        categories=sorted(
            {category_of(each.event.kind) for each in done} or {Category.WHEREABOUTS}
        ),
        items=sorted({each.event.kind.value for each in done}),
    )
