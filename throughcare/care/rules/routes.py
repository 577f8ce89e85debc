"""Where a movement leads: which handover it opens, joins or ends, decided from what happened."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from throughcare.pathway.rules import COURTS, EventKind, Leaving, PlaceKind
from throughcare.pathway.rules.details import detail as detail_of


class Route(StrEnum):
    """From where to where somebody goes, and with them what is known of their care."""

    CUSTODY_TO_COURT = "custody-to-court"
    TO_RECEPTION = "to-reception"
    BETWEEN = "between-places"
    TO_HOSPITAL = "to-hospital"
    FROM_HOSPITAL = "from-hospital"
    CUSTODY_TO_COMMUNITY = "custody-to-community"
    COURT_TO_COMMUNITY = "court-to-community"
    RELEASE = "release-to-community"
    CHILD_TO_ADULT = "child-to-adult"
    TO_COMMUNITY_TEAM = "to-community-team"


ROUTE_WORDS: dict[Route, str] = {
    Route.CUSTODY_TO_COURT: "From custody to court",
    Route.TO_RECEPTION: "To the reception of a prison or another establishment",
    Route.BETWEEN: "From one place of detention to another",
    Route.TO_HOSPITAL: "To hospital",
    Route.FROM_HOSPITAL: "Back from hospital",
    Route.CUSTODY_TO_COMMUNITY: "From custody to the community",
    Route.COURT_TO_COMMUNITY: "Released from court",
    Route.RELEASE: "Released to the community",
    Route.CHILD_TO_ADULT: "From children's to adult services",
    Route.TO_COMMUNITY_TEAM: "To a team in the community",
}
BY_HAND = (Route.TO_COMMUNITY_TEAM, Route.CHILD_TO_ADULT)
"""What no movement tells: a team opens it."""
HOME = frozenset({Route.CUSTODY_TO_COMMUNITY, Route.COURT_TO_COMMUNITY, Route.RELEASE})
RECEPTIONS = frozenset({Route.TO_RECEPTION, Route.BETWEEN, Route.FROM_HOSPITAL})
SOON = timedelta(days=3)
"""Court and prison tell of the same release within that time of each other."""

K = EventKind
LEAVINGS = frozenset(
    {
        K.LEFT, K.LEFT_SAFETY, K.REMANDED, K.SENTENCED, K.MOVED_OUT, K.TO_HOSPITAL,
        K.HOSPITAL_LEFT, K.RELEASED, K.RECALLED,
    }
)  # fmt: skip
DECIDED_AT_COURT = frozenset({K.LEFT, K.REMANDED, K.SENTENCED})
ARRIVALS = frozenset({K.ARRIVED, K.RECEIVED, K.HOSPITAL_ARRIVED})
MOVES = frozenset(LEAVINGS | {K.RECEIVED, K.HOSPITAL_ARRIVED})
"""The events that are movements: none of them may be without its place in a handover."""
MEETINGS = frozenset({K.FIRST_SCREENED, K.STREET_CONTACT})
"""What says by itself that the receiving team has seen the person."""
BRIEF = frozenset({K.LEFT, K.LEFT_SAFETY})
"""Whoever leaves after hours has something handed over only where a team works with them; whoever
goes to prison or comes out of it has a handover in any case."""
CONSIDERED = frozenset(MOVES | MEETINGS | {K.ARRIVED, K.DIED})


class Became(StrEnum):
    """What a movement did: opened a handover, joined one, or why there is none."""

    OPENED = "opened"
    JOINED = "joined"
    ARRIVED = "arrived"
    SEEN = "seen"
    DIED = "died"
    WAS_FREE = "came-and-went-free"
    NOBODY_WORKING = "nobody-works-with-them"
    NOT_KNOWN = "outcome-not-known"
    REMOVED = "removed-from-the-country"
    LONG_AGO = "told-long-after"
    BEFORE = "before-handovers-were-kept"
    NOTHING_OPEN = "nothing-open"
    SAME_TEAM = "same-team-goes-on"


@dataclass(frozen=True, slots=True)
class Move:
    """Something that happened to somebody on their way, with what decides where it leads.

    `held` says that they came to court from custody or prison, `from_prison` from which of them;
    `planned` that this release was planned for the day; `worked_with` that a team has something to
    hand over.
    """

    kind: EventKind
    place: PlaceKind
    detail: str
    moment: datetime
    held: bool = False
    from_prison: bool = False
    planned: bool = False
    worked_with: bool = False
    long_ago: bool = False


@dataclass(frozen=True, slots=True)
class Underway:
    """A handover of the same person that is open and was opened by a movement."""

    id: UUID
    route: Route
    moved_at: datetime
    arrived: bool
    from_place: UUID | None = None


@dataclass(frozen=True, slots=True)
class Led:
    """Where it led. With OPENED: along which route, whether at once, and what it takes over."""

    became: Became
    route: Route | None = None
    emergency: bool = False
    continues: bool = False


def lead(move: Move, underway: Underway | None) -> Led:
    """Which handover a movement opens, joins or ends."""
    if move.kind is K.DIED:
        return Led(Became.DIED if underway else Became.NOTHING_OPEN)
    if move.kind in MEETINGS:
        return Led(_met(move, underway))
    if move.kind in ARRIVALS:
        return _arrival(move, underway)
    found = route_of(move)
    if isinstance(found, Became):
        return Led(found)
    if underway and not underway.arrived and _same(found, underway, move.moment):
        return Led(Became.JOINED, underway.route)
    return _opened(move, found, underway)


def route_of(move: Move) -> Route | Became:
    """Along which route somebody leaves, or why nothing is handed over."""
    route = _ROUTES[move.kind](move)
    if isinstance(route, Became):
        return route
    brief = move.kind in BRIEF and route is not Route.TO_RECEPTION
    if (brief or route is Route.COURT_TO_COMMUNITY) and not (move.worked_with or move.from_prison):
        return Became.NOBODY_WORKING
    return route


def is_emergency(move: Move, route: Route) -> bool:
    """Whether somebody is out before anybody could prepare it."""
    if route is Route.COURT_TO_COMMUNITY:
        return not move.planned
    unplanned = move.detail == "unplanned" or (move.detail == "from-court" and not move.planned)
    return route is Route.RELEASE and move.kind is K.RELEASED and unplanned


def _opened(move: Move, route: Route, underway: Underway | None) -> Led:
    if move.long_ago:
        return Led(Became.LONG_AGO)
    return Led(Became.OPENED, route, is_emergency(move, route), underway is not None)


def _met(move: Move, underway: Underway | None) -> Became:
    routes = RECEPTIONS if move.kind is K.FIRST_SCREENED else HOME
    return Became.SEEN if underway and underway.route in routes else Became.NOTHING_OPEN


def _arrival(move: Move, underway: Underway | None) -> Led:
    expected = {
        K.ARRIVED: frozenset({Route.CUSTODY_TO_COURT}),
        K.RECEIVED: RECEPTIONS,
        K.HOSPITAL_ARRIVED: frozenset({Route.TO_HOSPITAL}),
    }[move.kind]
    if underway and not underway.arrived and underway.route in expected:
        return Led(Became.ARRIVED, underway.route)
    if move.kind is K.ARRIVED:
        return Led(Became.NOTHING_OPEN)
    from_ = {"transfer": Route.BETWEEN, "hospital": Route.FROM_HOSPITAL}
    held = from_.get(move.detail, Route.TO_RECEPTION)
    return _opened(move, held if move.kind is K.RECEIVED else Route.TO_HOSPITAL, underway)


def _same(route: Route, underway: Underway, moment: datetime) -> bool:
    """Whether two tellings are of one movement: court and prison tell of the same one."""
    near = abs(moment - underway.moved_at) <= SOON
    both_home = route in HOME and underway.route in HOME
    return near and (route is underway.route or both_home)


def _left(move: Move) -> Route | Became:
    leaving = Leaving(move.detail) if move.detail in set(Leaving) else Leaving.UNKNOWN
    if leaving in (Leaving.PRISON, Leaving.IMMIGRATION):
        return Route.TO_RECEPTION
    if leaving is Leaving.HOSPITAL:
        return Route.TO_HOSPITAL
    if leaving is Leaving.DIED:
        return Became.NOTHING_OPEN
    if move.place in COURTS:
        if move.held and leaving is Leaving.UNKNOWN:
            return Became.NOT_KNOWN
        return Route.COURT_TO_COMMUNITY if move.held else Became.WAS_FREE
    if move.place is PlaceKind.VOLUNTARY_ATTENDANCE:
        return Became.WAS_FREE
    if leaving is Leaving.CHARGED_DETAINED:
        return Route.CUSTODY_TO_COURT
    if leaving is Leaving.MOVED:
        return Route.BETWEEN
    return Route.CUSTODY_TO_COMMUNITY


def _left_safety(move: Move) -> Route | Became:
    if move.detail in ("admitted", "informal"):
        return Route.TO_HOSPITAL
    return Route.BETWEEN if move.detail == "custody" else Route.CUSTODY_TO_COMMUNITY


def _decided(move: Move) -> Route | Became:
    """What a court decided; what is not known is no release."""
    answer = detail_of("remand" if move.kind is K.REMANDED else "court-result", move.detail)
    if answer is None or answer.code == "unknown":
        return Became.NOT_KNOWN
    if answer.held:
        return Route.TO_RECEPTION
    if answer.hospital:
        return Route.TO_HOSPITAL
    return Route.COURT_TO_COMMUNITY if move.held else Became.WAS_FREE


def _left_hospital(move: Move) -> Route | Became:
    known = {"remitted": Route.FROM_HOSPITAL, "other": Route.TO_HOSPITAL}
    return known.get(move.detail, Route.RELEASE)


_ROUTES: dict[EventKind, Callable[[Move], Route | Became]] = {
    K.LEFT: _left,
    K.LEFT_SAFETY: _left_safety,
    K.REMANDED: _decided,
    K.SENTENCED: _decided,
    K.MOVED_OUT: lambda _: Route.BETWEEN,
    K.TO_HOSPITAL: lambda _: Route.TO_HOSPITAL,
    K.HOSPITAL_LEFT: _left_hospital,
    K.RELEASED: lambda move: Became.REMOVED if move.detail == "removed" else Route.RELEASE,
    K.RECALLED: lambda _: Route.TO_RECEPTION,
}
