"""Where a movement leads, for every kind of event and whatever is known of it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.care.rules.routes import (
    ARRIVALS,
    BY_HAND,
    CONSIDERED,
    HOME,
    LEAVINGS,
    MOVES,
    Became,
    Move,
    Route,
    Underway,
    lead,
    route_of,
)
from throughcare.pathway.rules import EventKind as K
from throughcare.pathway.rules import Leaving
from throughcare.pathway.rules import PlaceKind as P
from throughcare.pathway.rules.details import published

NOW = datetime(2026, 11, 2, 14, 30, tzinfo=UTC)
DETAILS = sorted({code.code for one in published() for code in one.codes.value} | set(Leaving))
ANY_MOVE = st.builds(
    Move,
    st.sampled_from(sorted(CONSIDERED)),
    st.sampled_from(list(P)),
    st.sampled_from(["", *DETAILS]),
    st.just(NOW),
    held=st.booleans(),
    from_prison=st.booleans(),
    planned=st.booleans(),
    worked_with=st.booleans(),
    long_ago=st.booleans(),
)
OPEN = st.none() | st.builds(
    Underway,
    st.just(uuid4()),
    st.sampled_from([route for route in Route if route not in BY_HAND]),
    st.just(NOW - timedelta(hours=5)),
    st.booleans(),
)


def move(kind, place=P.CUSTODY_SUITE, detail="", **more):
    return Move(kind, place, detail, NOW, **{"worked_with": True} | more)


def underway(route, *, arrived=False, ago=timedelta(hours=2)):
    return Underway(uuid4(), route, NOW - ago, arrived)


@given(ANY_MOVE, OPEN)
def test_whatever_happens_leads_somewhere_and_says_why_not(one, before):
    led = lead(one, before)
    if led.became is Became.OPENED:
        assert led.route is not None
        assert led.continues is (before is not None)
        assert not one.long_ago
    else:
        assert not led.emergency
    if before is None:
        assert led.became not in (Became.JOINED, Became.ARRIVED, Became.SEEN, Became.DIED)
    if led.emergency:
        assert led.route in HOME
        assert not (one.planned and led.route is Route.COURT_TO_COMMUNITY)


@given(st.sampled_from(sorted(LEAVINGS)), st.sampled_from(list(P)))
def test_what_a_court_decided_and_nobody_knows_is_no_release(kind, place):
    found = route_of(move(kind, place, "unknown", held=True))
    if kind in (K.REMANDED, K.SENTENCED) or (kind is K.LEFT and place in (P.CROWN_COURT,)):
        assert found is Became.NOT_KNOWN


def test_movements_are_leavings_and_arrivals_that_somebody_is_received_by():
    assert MOVES <= CONSIDERED
    assert LEAVINGS | ARRIVALS | {K.DIED} < CONSIDERED | {K.ARRIVED}


@pytest.mark.parametrize(
    ("kind", "place", "detail", "route"),
    [
        (K.LEFT, P.CUSTODY_SUITE, Leaving.CHARGED_DETAINED, Route.CUSTODY_TO_COURT),
        (K.LEFT, P.CUSTODY_SUITE, Leaving.PRISON, Route.TO_RECEPTION),
        (K.LEFT, P.CUSTODY_SUITE, Leaving.IMMIGRATION, Route.TO_RECEPTION),
        (K.LEFT, P.CUSTODY_SUITE, Leaving.HOSPITAL, Route.TO_HOSPITAL),
        (K.LEFT, P.CUSTODY_SUITE, Leaving.MOVED, Route.BETWEEN),
        (K.LEFT, P.CUSTODY_SUITE, Leaving.BAILED, Route.CUSTODY_TO_COMMUNITY),
        (K.LEFT, P.CUSTODY_SUITE, "", Route.CUSTODY_TO_COMMUNITY),
        (K.LEFT, P.CUSTODY_SUITE, Leaving.DIED, Became.NOTHING_OPEN),
        (K.LEFT, P.VOLUNTARY_ATTENDANCE, Leaving.RELEASED, Became.WAS_FREE),
        (K.LEFT, P.CROWN_COURT, Leaving.RELEASED, Became.WAS_FREE),
        (K.LEFT_SAFETY, P.PLACE_OF_SAFETY, "admitted", Route.TO_HOSPITAL),
        (K.LEFT_SAFETY, P.PLACE_OF_SAFETY, "custody", Route.BETWEEN),
        (K.LEFT_SAFETY, P.PLACE_OF_SAFETY, "no-need", Route.CUSTODY_TO_COMMUNITY),
        (K.REMANDED, P.CROWN_COURT, "PR", Route.TO_RECEPTION),
        (K.REMANDED, P.CROWN_COURT, "4051", Route.TO_HOSPITAL),
        (K.SENTENCED, P.CROWN_COURT, "1116", Became.WAS_FREE),
        (K.MOVED_OUT, P.PRISON, "", Route.BETWEEN),
        (K.TO_HOSPITAL, P.PRISON, "16", Route.TO_HOSPITAL),
        (K.HOSPITAL_LEFT, P.SECURE_HOSPITAL, "remitted", Route.FROM_HOSPITAL),
        (K.HOSPITAL_LEFT, P.SECURE_HOSPITAL, "other", Route.TO_HOSPITAL),
        (K.HOSPITAL_LEFT, P.SECURE_HOSPITAL, "discharged", Route.RELEASE),
        (K.RELEASED, P.PRISON, "planned", Route.RELEASE),
        (K.RELEASED, P.IMMIGRATION_REMOVAL_CENTRE, "removed", Became.REMOVED),
        (K.RECALLED, P.PROBATION_OFFICE, "", Route.TO_RECEPTION),
    ],
)
def test_each_way_of_leaving_has_its_route(kind, place, detail, route):
    assert route_of(move(kind, place, str(detail))) is route


def test_who_is_held_at_court_and_goes_free_is_released_from_court():
    assert route_of(move(K.LEFT, P.CROWN_COURT, "released", held=True)) is Route.COURT_TO_COMMUNITY
    at_court = move(K.SENTENCED, P.CROWN_COURT, "1116", held=True, worked_with=False)
    assert route_of(at_court) is Became.NOBODY_WORKING
    from_prison = move(
        K.SENTENCED, P.CROWN_COURT, "1116", held=True, worked_with=False, from_prison=True
    )
    led = lead(from_prison, None)
    assert (led.route, led.emergency) == (Route.COURT_TO_COMMUNITY, True)
    planned = move(K.SENTENCED, P.CROWN_COURT, "1116", held=True, planned=True)
    assert lead(planned, None).emergency is False


@pytest.mark.parametrize(
    ("detail", "planned", "emergency"),
    [("planned", False, False), ("unplanned", False, True), ("from-court", False, True),
     ("from-court", True, False), ("licence", False, False)],
)  # fmt: skip
def test_a_release_that_nobody_planned_is_an_emergency(detail, planned, emergency):
    led = lead(move(K.RELEASED, P.PRISON, detail, planned=planned), None)
    assert led.emergency is emergency


def test_court_and_prison_tell_of_one_release_and_it_stays_one():
    before = underway(Route.COURT_TO_COMMUNITY)
    assert lead(move(K.RELEASED, P.PRISON, "from-court"), before).became is Became.JOINED
    old = underway(Route.COURT_TO_COMMUNITY, ago=timedelta(days=9))
    again = lead(move(K.RELEASED, P.PRISON, "planned"), old)
    assert (again.became, again.continues) == (Became.OPENED, True)


def test_an_arrival_is_where_the_handover_led_or_begins_another():
    came = move(K.RECEIVED, P.PRISON, "remand")
    assert lead(came, underway(Route.TO_RECEPTION)).became is Became.ARRIVED
    assert lead(came, None).route is Route.TO_RECEPTION
    assert lead(move(K.RECEIVED, P.PRISON, "transfer"), None).route is Route.BETWEEN
    assert lead(move(K.RECEIVED, P.PRISON, "hospital"), None).route is Route.FROM_HOSPITAL
    assert lead(move(K.HOSPITAL_ARRIVED, P.HOSPITAL), None).route is Route.TO_HOSPITAL
    other = lead(came, underway(Route.COURT_TO_COMMUNITY))
    assert (other.became, other.continues) == (Became.OPENED, True)
    court = move(K.ARRIVED, P.CROWN_COURT)
    assert lead(court, None).became is Became.NOTHING_OPEN
    assert lead(court, underway(Route.CUSTODY_TO_COURT)).became is Became.ARRIVED
    assert lead(court, underway(Route.CUSTODY_TO_COURT, arrived=True)).became is (
        Became.NOTHING_OPEN
    )


def test_a_first_screen_is_being_seen_in_prison_and_a_contact_at_home():
    screened, met = move(K.FIRST_SCREENED, P.PRISON), move(K.STREET_CONTACT, P.STREET)
    assert lead(screened, underway(Route.BETWEEN)).became is Became.SEEN
    assert lead(screened, underway(Route.RELEASE)).became is Became.NOTHING_OPEN
    assert lead(met, underway(Route.RELEASE)).became is Became.SEEN
    assert lead(met, None).became is Became.NOTHING_OPEN


def test_death_ends_what_is_open():
    assert lead(move(K.DIED, P.PRISON), underway(Route.BETWEEN)).became is Became.DIED
    assert lead(move(K.DIED, P.PRISON), None).became is Became.NOTHING_OPEN


def test_what_is_told_long_after_opens_nothing():
    assert lead(move(K.MOVED_OUT, P.PRISON, long_ago=True), None).became is Became.LONG_AGO
