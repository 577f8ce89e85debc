"""Every movement opens a handover: called by whatever records movements, in the same transaction.

It takes people and not events: it looks for what happened to them and was never considered, so
calling it again changes nothing, and what a forgotten call left out is caught up by the next one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action, viewing
from throughcare.access.actions.adding import add_rows, near_ids
from throughcare.access.roles import Purpose
from throughcare.access.rules import Category, Verb, Viewer
from throughcare.care.actions.desk import Desk
from throughcare.care.actions.handing import Opening, end
from throughcare.care.actions.writing import day_of
from throughcare.care.models import Handover, HandoverMove
from throughcare.care.queries import moves
from throughcare.care.queries.about_moves import AboutMoves
from throughcare.care.queries.moves import Pending, TeamThere
from throughcare.care.rules import published
from throughcare.care.rules.handovers import EndedBecause, HandoverStep
from throughcare.care.rules.routes import ARRIVALS, HOME, Became, Led, Move, Route, Underway, lead

JOINS = frozenset({Became.JOINED, Became.ARRIVED, Became.SEEN, Became.DIED})
MOVE = (
    "id", "person_id", "event_id", "handover_id", "became", "recorded_at", "recorded_by_id",
    "collected_for",
)  # fmt: skip


@dataclass(slots=True)
class _Batch:
    """What is known of the people whose movements are considered."""

    by: Viewer
    at: datetime
    underway: dict[UUID, Underway]
    working: dict[UUID, TeamThere]
    desk: Desk
    about: AboutMoves


@action
def follow_moves(*, by: Viewer, at: datetime, people: Iterable[UUID]) -> list[UUID]:
    """Give every movement of these people its place in a handover; gives those that it opened.

    To be called after a movement was recorded, by whoever recorded it.
    """
    people = list(dict.fromkeys(people))
    opened: list[UUID] = []
    with viewing(by, at, extract=True):
        found = moves.pending(by, people)
        about = {one.person_id for one in found}
        if found:
            underway, desk = moves.underway(by, about), Desk(by, at)
            desk.take_up(one.id for one in underway.values())
            working = moves.worked_with(by, about)
            batch = _Batch(by, at, underway, working, desk, AboutMoves(by, found))
            made = [(one, *_consider(batch, one)) for one in found]
            desk.write()
            opened = [id_ for _, became, id_ in made if became is Became.OPENED and id_]
            ids, by_whom = near_ids(), (at, by.worker_id, Purpose.CUSTODY_SAFETY)
            rows = [
                (next(ids), one.person_id, one.event_id, id_, became, *by_whom)
                for one, became, id_ in made
            ]
            add_rows(HandoverMove, MOVE, rows, once=True)
    trail.write(
        by=by, at=at, verb=Verb.ALTER, what="follow-moves", people=sorted(about),
        categories=[Category.HANDOVER], items=[str(each) for each in opened],
    )  # fmt: skip
    return opened


@action
def take_back_moves(*, by: Viewer, at: datetime, person_id: UUID) -> list[UUID]:
    """A movement was struck out as one that never was: the handover that it opened ends with it."""
    with viewing(by, at, extract=True):
        ended = list(Handover.objects.filter(pk__in=moves.opened_by_struck_out(by, person_id)))
        for handover in ended:
            end(by, at, handover, EndedBecause.DID_NOT_HAPPEN)
    trail.write(
        by=by, at=at, verb=Verb.ALTER, what="take-back-moves", people=[person_id],
        categories=[Category.HANDOVER], items=[str(one.id) for one in ended],
    )  # fmt: skip
    return [one.id for one in ended]


def _consider(batch: _Batch, one: Pending) -> tuple[Became, UUID | None]:
    from_prison, from_cells = batch.about.came_held(one)
    move = Move(
        one.kind,
        one.place,
        one.detail,
        one.moment,
        held=from_prison or from_cells,
        from_prison=from_prison,
        planned=batch.about.was_planned(one),
        worked_with=one.person_id in batch.working,
        long_ago=batch.at - one.moment > published().days("told-late"),
    )
    before = batch.underway.get(one.person_id)
    led = lead(move, before)
    if led.route is not None and led.became is Became.OPENED:
        route, emergency = led.route, led.emergency
        return _open(batch, one, route, emergency=emergency, before=before)
    if before and led.became in JOINS:
        became = _join(batch, one, led, before)
        return became, before.id if became in JOINS else None
    return led.became, None


def _open(
    batch: _Batch, one: Pending, route: Route, *, emergency: bool, before: Underway | None
) -> tuple[Became, UUID | None]:
    by = batch.by
    comes = one.kind in ARRIVALS
    to_place = one.place_id if comes else one.to_place_id
    if route is Route.CUSTODY_TO_COURT:
        to_place = batch.about.court_to_come(one.person_id, day_of(one.moment))
    there = _teams(batch, one, one.place_id)
    working = batch.working.get(one.person_id)
    from_place_team = one.place in moves.KEEPING and not comes
    keeps = from_place_team or route is Route.CUSTODY_TO_COMMUNITY
    giver = _giver(by, there, working, keeps=keeps)
    receiver = _receiver(batch, one, route, there, to_place, working, giver)
    if route is Route.CUSTODY_TO_COMMUNITY and giver == receiver and not before:
        # Whoever met them in custody works on with them at home: its own lists have them.
        return Became.SAME_TEAM, None
    if before:
        batch.desk.end(batch.desk.held(before.id), EndedBecause.MOVED_ON)
    handover_id = batch.desk.open(
        Opening(
            person_id=one.person_id,
            route=route,
            giver=giver,
            receiver=receiver,
            moved_at=one.moment,
            from_place_id=None if comes else one.place_id,
            to_place_id=to_place,
            emergency=emergency,
            arrived_at=one.moment if comes else None,
            continues_id=before.id if before else None,
        )
    )
    batch.underway[one.person_id] = Underway(handover_id, route, one.moment, comes)
    return Became.OPENED, handover_id


def _giver(
    by: Viewer, there: list[TeamThere], working: TeamThere | None, *, keeps: bool
) -> TeamThere:
    """Who hands over: the establishment that held them; elsewhere the team that works with them."""
    first = there[0] if there else None
    found = (first or working) if keeps else (working or first)
    return found or moves.team_of(by)


def _receiver(
    batch: _Batch,
    one: Pending,
    route: Route,
    there: list[TeamThere],
    to_place: UUID | None,
    working: TeamThere | None,
    giver: TeamThere,
) -> TeamThere | None:
    """Who receives: the teams where they go; at home, whoever works with them or covers the place.

    None where nobody knows yet where they go.
    """
    if route in HOME:
        return working or moves.caring(batch.by, there) or moves.caring(batch.by, [giver])
    if to_place is not None:
        return moves.receiving(batch.by, _teams(batch, one, to_place))
    return giver if route is Route.CUSTODY_TO_COURT else None


def _join(batch: _Batch, one: Pending, led: Led, before: Underway) -> Became:
    """A movement that belongs to a handover already: told again, arrived, seen, or the last."""
    desk, handover = batch.desk, batch.desk.held(before.id)
    if led.became is Became.DIED:
        desk.end(handover, EndedBecause.DIED)
        del batch.underway[one.person_id]
        return Became.DIED
    if led.became is Became.SEEN:
        if not _met_by_receiver(batch.by, one, handover):
            return Became.NOTHING_OPEN
        desk.seen(handover, max(one.moment, handover.moved_at))
        del batch.underway[one.person_id]
        return Became.SEEN
    arrived = led.became is Became.ARRIVED
    if arrived:
        handover.arrived_at, handover.to_place_id = one.moment, one.place_id
        batch.underway[one.person_id] = Underway(before.id, before.route, before.moved_at, True)
    elif handover.to_place_id is None:
        handover.to_place_id = one.to_place_id
    if handover.to_place_id is not None:
        there = _teams(batch, one, handover.to_place_id)
        team = moves.receiving(batch.by, there)
        if team is not None and handover.to_team_id not in {each.team_id for each in there}:
            desk.receive(handover, team)
    desk.step(handover, HandoverStep.ARRIVED if arrived else HandoverStep.TOLD_AGAIN, one.moment)
    return led.became


def _met_by_receiver(by: Viewer, one: Pending, handover: Handover) -> bool:
    """A health screen where they went, whoever records it; elsewhere only the receiving team."""
    if handover.to_place_id == one.place_id:
        return True
    team = moves.team_there(by, handover.to_team_id) if handover.to_team_id else None
    return team is not None and team.organisation_id == by.organisation_id


def _teams(batch: _Batch, one: Pending, place_id: UUID) -> list[TeamThere]:
    return batch.about.teams_at(place_id, one.person_id, day_of(one.moment))
