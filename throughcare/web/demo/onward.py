"""Where made-up people go from custody: to court, to prison, home again; by those on duty there."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from throughcare.access.actions.acting import viewing
from throughcare.access.roles import Role
from throughcare.access.rules import Viewer
from throughcare.care import actions as care
from throughcare.care.queries import handovers_of
from throughcare.care.rules.release import Contact
from throughcare.care.rules.routes import CONSIDERED
from throughcare.clocks.lengths import LOCAL
from throughcare.pathway import actions
from throughcare.pathway.actions import ToList
from throughcare.pathway.rules import EventKind, Happened, Leaving, ListingKind
from throughcare.people.queries import sight_of
from throughcare.people.rules import Sex
from throughcare.web.demo import leaving_prison
from throughcare.web.demo.at_court import around_hearing
from throughcare.web.demo.case import MINUTE, Case, Steps
from throughcare.web.demo.health import treats
from throughcare.web.demo.passages import Life, Passage

COURTS = ("amb-m1", "amb-m2", "amb-m1")
FENNICK, LARKHOLLOW, THORNBROOK, MARLSEA = "amb-p1", "amb-p2", "amb-y1", "amb-i1"
RECEPTIONS = {
    FENNICK: "Fennick healthcare",
    LARKHOLLOW: "Larkhollow healthcare",
    THORNBROOK: "Thornbrook healthcare",
    MARLSEA: "Marlsea healthcare",
}
ONWARD = {Leaving.CHARGED_DETAINED, Leaving.IMMIGRATION, Leaving.PRISON}
FOLLOWED = timedelta(days=45)
"""Of earlier days only those are followed whom Liaison and Diversion had to do with."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
REMANDED, BAILED = 0.4, 0.3
ASKED_FOR_A_REPORT = 0.4
SCREENED_THE_SAME_DAY = 0.9
TOLD_WHEN_THEY_LEAVE = 0.7
MET_SOON = 0.6
SEEN_AT_COURT = 0.8
PREPARED = 0.8
RESULTS = ("1116", "3108", "3109", "3110", "1015", "1018", "1115")
RELEASES = ("planned", "planned", "unplanned", "from-court", "licence")
"""How often each follows; invented, and shown by no published figure."""


def goes_on(passage: Passage, life: Life, now: datetime) -> bool:
    """Whether custody's log is too little for a passage, because more followed from it lately."""
    lately = now - passage.leaves_at < FOLLOWED
    return passage is life.passages[-1] and passage.leaving in ONWARD and lately


def onward(case: Case, passage: Passage, worker: Viewer) -> Steps | None:
    """What follows from how somebody left, if this is the last that is known to happen to them."""
    if passage is not case.life.passages[-1]:
        return None
    if passage.leaving is Leaving.CHARGED_DETAINED:
        return _hearing(case, passage, worker, "police-cells")
    if passage.leaving is Leaving.CHARGED_BAILED:
        return _hearing(case, passage, worker, "bail")
    if passage.leaving is Leaving.IMMIGRATION:
        return _straight(case, passage, worker, MARLSEA, "immigration")
    if passage.leaving is Leaving.PRISON:
        return _straight(case, passage, worker, _prison(case), "recall")
    return None


def _hearing(case: Case, passage: Passage, worker: Viewer, appears_from: str) -> Steps:
    """A hearing is listed at once, and held on its day."""
    moment = passage.leaves_at + 20 * MINUTE
    yield moment
    cells = appears_from == "police-cells"
    days = (1, 1) if cells else (8, 9)
    hearing = case.working_days(moment, *days, prompt=True).replace(second=0, microsecond=0)
    court, (_, officer) = COURTS[passage.suite], case.county.court(passage.suite)
    report = case.rng.random() < ASKED_FOR_A_REPORT
    actions.list_person(
        by=worker,
        at=moment,
        listing=ToList(
            case.known,
            case.county.places[court],
            ListingKind.HEARING,
            hearing.astimezone(LOCAL).date(),
            hearing,
            str(case.rng.randint(1, 4)),
            appears_from,
            hearing - HOUR if report else None,
        ),
    )
    yield hearing
    _record(case, officer, hearing, EventKind.HEARING, court, detail=appears_from)
    if cells and case.rng.random() < SEEN_AT_COURT:
        yield hearing + 20 * MINUTE
        _seen(case, worker, hearing + 20 * MINUTE)
    moment = hearing + 40 * MINUTE
    yield moment
    drawn = case.rng.random()
    if cells and drawn < REMANDED:
        prison = _prison(case)
        _record(case, officer, moment, EventKind.REMANDED, court, detail="PR", to=prison)
        yield from _in_prison(case, moment, prison, "remand")
    elif drawn < REMANDED + BAILED:
        _record(case, officer, moment, EventKind.REMANDED, court, detail="CB")
        again = moment + timedelta(days=21)
        _record(
            case,
            officer,
            moment + MINUTE,
            EventKind.ADJOURNED,
            court,
            detail="pre-sentence-report",
            planned_for=again,
        )
    else:
        result = case.rng.choice(RESULTS)
        around_hearing(case, worker, moment, result)
        _record(case, officer, moment, EventKind.SENTENCED, court, detail=result)
    if cells and drawn >= REMANDED and case.rng.random() < SEEN_AT_COURT:
        yield moment + HOUR
        _seen(case, worker, moment + HOUR)


def _straight(case: Case, passage: Passage, worker: Viewer, place: str, detail: str) -> Steps:
    """From custody to an establishment without a court; the team that covers both records it."""
    moment = passage.leaves_at + case.pause(2 * HOUR, 5 * HOUR)
    yield moment
    _record(case, worker, moment, EventKind.RECEIVED, place, detail=detail)
    yield from _held(case, moment, place)


def _in_prison(case: Case, at: datetime, place: str, detail: str) -> Steps:
    moment = at + case.pause(3 * HOUR, 6 * HOUR)
    yield moment
    reception = _reception(case, place)
    _record(case, reception, moment, EventKind.RECEIVED, place, detail=detail)
    yield from _held(case, moment, place)


def _held(case: Case, at: datetime, place: str) -> Steps:
    """Screened, told when they leave, and released; then met, if somebody does."""
    reception = _reception(case, place)
    late = case.rng.random() > SCREENED_THE_SAME_DAY
    moment = at + case.pause(HOUR, 3 * HOUR) + (DAY if late else timedelta(0))
    yield moment
    _record(case, reception, moment, EventKind.FIRST_SCREENED, place)
    case.also(treats(case, moment, place))
    leaves = _in_the_morning(at + timedelta(days=case.rng.randint(7, 60)), case)
    moment = _in_the_morning(moment + case.pause(DAY, 3 * DAY), case)
    yield moment
    if case.rng.random() < TOLD_WHEN_THEY_LEAVE:
        _record(case, reception, moment, EventKind.RELEASE_PLANNED, place, planned_for=leaves)
    moment += case.pause(HOUR, 30 * HOUR)
    yield moment
    _record(case, reception, moment, EventKind.SECOND_SCREENED, place)
    worker = case.county.practitioner(case.rng, child=case.life.drawn.child)
    if case.rng.random() < PREPARED:
        leaving_prison.prepare(case, worker, moment, leaves)
    moment = max(leaves, moment + HOUR)
    yield moment
    how = case.rng.choice(RELEASES)
    _record(case, reception, moment, EventKind.RELEASED, place, detail=how)
    moment = _in_the_morning(moment + case.pause(DAY, 4 * DAY), case)
    yield moment
    if place == MARLSEA:
        return
    if case.rng.random() < leaving_prison.TRIES:
        leaving_prison.reach(case, worker, moment, Contact.TRIED, "Rang, no answer")
        moment += case.pause(HOUR, 5 * HOUR)
        yield moment
    if case.rng.random() < MET_SOON:
        leaving_prison.reach(case, worker, moment, Contact.SEEN, "At the day centre")
        _record(case, worker, moment, EventKind.STREET_CONTACT, "amb-s1")


def _in_the_morning(moment: datetime, case: Case) -> datetime:
    """The next morning after a moment, between nine and one."""
    local = moment.astimezone(LOCAL) + DAY
    opens = local.replace(hour=9, minute=0, second=0, microsecond=0)
    return opens.astimezone(moment.tzinfo) + case.pause(0 * MINUTE, 4 * HOUR)


def _record(
    case: Case,
    by: Viewer,
    at: datetime,
    kind: EventKind,
    place: str,
    *,
    detail: str = "",
    to: str = "",
    planned_for: datetime | None = None,
) -> None:
    places: dict[str, UUID] = case.county.places
    given: dict[str, Any] = {"detail": detail, "planned_for": planned_for}
    with viewing(by, at):
        actions.record_event(
            by=by,
            at=at,
            event=Happened(
                case.known, kind, places[place], at, to_place_id=places[to] if to else None, **given
            ),
        )
        if kind in CONSIDERED:
            care.follow_moves(by=by, at=at, people=[case.known])


def _seen(case: Case, worker: Viewer, at: datetime) -> None:
    """A practitioner sees somebody who was handed over to the team, and says so."""
    with viewing(worker, at):
        sight = sight_of(worker, case.known, at=at)
        for one in handovers_of(sight) if sight else ():
            if one.open and one.ours_to_receive:
                care.record_handover_seen(by=worker, at=at, handover_id=one.handover_id)


def _prison(case: Case) -> str:
    if case.life.drawn.child:
        return THORNBROOK
    return LARKHOLLOW if case.life.drawn.sex is Sex.FEMALE else FENNICK


def _reception(case: Case, place: str) -> Viewer:
    return case.county.staff[RECEPTIONS[place], Role.ESTABLISHMENT_WORKER][0]
