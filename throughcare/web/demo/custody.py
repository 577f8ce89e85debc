"""What custody records of made-up people: they arrive, are reviewed, are kept safe and leave."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from throughcare.access.actions.acting import viewing
from throughcare.access.rules import RelationshipKind, Viewer
from throughcare.care import actions as care
from throughcare.care.rules import AlertReason, SafetyKind, SafetyState
from throughcare.pathway import actions as pathway
from throughcare.pathway.rules import Arrival, ArrivedIds
from throughcare.people.actions import register, register_many
from throughcare.people.rules import NewPerson
from throughcare.web.demo.case import MINUTE, Case, Steps
from throughcare.web.demo.county import County
from throughcare.web.demo.passages import Meeting, Passage

SYSTEM = "Ambershire custody system"
RECORDED_AFTER = 15 * MINUTE
AUTHORISED_AFTER = 12 * MINUTE
FIRST_REVIEW = timedelta(hours=6)
LATER_REVIEWS = timedelta(hours=9)
REVIEWS_KEPT = timedelta(days=3)
"""Reviews of those who were here before that are left out: they say nothing any more."""
SAID_WHEN = 0.6
"""How often custody says when somebody is likely to leave; invented."""
IN_CUSTODY = "In custody"


def reference(case: Case, passage: Passage) -> str:
    """The custody record number of a passage."""
    place = passage.suite + 1
    which = case.life.passages.index(passage)
    return f"AM{place}/{case.life.number:05d}/{passage.arrives_at:%y}-{which + 1}"


def _arrival(case: Case, passage: Passage, stay_id: UUID, *, over: bool) -> Arrival:
    here = passage.leaves_at > case.now
    return Arrival(
        person_id=case.known,
        place_id=case.county.suite(passage.suite),
        reference=reference(case, passage),
        arrived_at=passage.arrives_at,
        source_system=SYSTEM,
        detention_authorised_at=passage.arrives_at + AUTHORISED_AFTER,
        offence_group=passage.offence,
        likely_release_at=passage.leaves_at if here and case.rng.random() < SAID_WHEN else None,
        stay_id=stay_id,
        left_at=passage.leaves_at if over else None,
        leaving=passage.leaving,
    )


def arrive(case: Case, passage: Passage, at: datetime) -> ArrivedIds:
    """The feed brings in somebody's arrival; whoever nobody knew yet is registered."""
    feed, stay_id = case.county.feed, uuid4()
    with viewing(feed, at):
        if case.person_id is None:
            case.person_id = register(
                by=feed,
                at=at,
                person=case.life.drawn.new,
                relationship=RelationshipKind.PRESENT,
                because=IN_CUSTODY,
                made_by_event=stay_id,
            )
        return pathway.arrive(by=feed, at=at, arrival=_arrival(case, passage, stay_id, over=False))


def bring_in(county: County, passed: list[tuple[Case, Passage]], at: datetime) -> None:
    """The feed brings in one night's log of people who came and went."""
    new: list[tuple[UUID, NewPerson]] = []
    events: dict[UUID, UUID] = {}
    arrivals = []
    for case, passage in passed:
        stay_id = uuid4()
        if case.person_id is None:
            case.person_id = uuid4()
            new.append((case.person_id, case.life.drawn.new))
            events[case.person_id] = stay_id
        arrivals.append(_arrival(case, passage, stay_id, over=True))
    feed = county.feed
    with viewing(feed, at):
        register_many(
            by=feed,
            at=at,
            people=new,
            relationship=RelationshipKind.PRESENT,
            because=IN_CUSTODY,
            made_by_events=events,
        )
        pathway.arrive_many(by=feed, at=at, arrivals=arrivals)
        care.follow_moves(by=feed, at=at, people=[case.known for case, _ in passed])


def keep_safe(case: Case, passage: Passage, officer: Viewer, at: datetime) -> None:
    """What custody itself asks everybody, and writes down where the answer is yes."""
    drawn = case.life.drawn
    facts = []
    if AlertReason.SELF_HARM in passage.reasons:
        facts.append((SafetyKind.SELF_HARM, "Check every 15 minutes. Tell healthcare."))
    if drawn.child:
        facts.append((SafetyKind.APPROPRIATE_ADULT, "Present at interviews and reviews."))
    if drawn.interpreter:
        facts.append((SafetyKind.INTERPRETER, f"{drawn.new.language}. By telephone if need be."))
    for kind, action in facts:
        care.note_safety(
            by=officer,
            at=at,
            person_id=case.known,
            kind=kind,
            state=SafetyState.YES,
            action=action,
        )


def reviews(case: Case, passage: Passage, episode_id: UUID) -> Steps:
    """Reviews of detention while they are due, where they are done."""
    due = passage.arrives_at + AUTHORISED_AFTER + FIRST_REVIEW
    while passage.reviewed and due < passage.leaves_at:
        moment = due - case.pause(5 * MINUTE, 40 * MINUTE)
        yield moment
        officer = case.county.custody(case.rng, passage.suite)
        pathway.review(by=officer, at=moment, episode_id=episode_id, reviewed_at=moment)
        due = moment + LATER_REVIEWS


def leave(case: Case, passage: Passage, episode_id: UUID) -> None:
    """Custody records that somebody left, after what becomes of the offer."""
    officer = case.county.custody(case.rng, passage.suite)
    given: dict[str, Any] = {"by": officer, "at": passage.leaves_at}
    with viewing(officer, passage.leaves_at):
        if passage.meeting is Meeting.LEFT_UNSEEN:
            care.left(**given, person_id=case.known, episode_id=episode_id)
        pathway.leave(
            **given, episode_id=episode_id, left_at=passage.leaves_at, leaving=passage.leaving
        )
        care.follow_moves(**given, people=[case.known])
