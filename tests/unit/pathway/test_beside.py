"""What counts beside a stay: bail case by case, an ACCT where somebody is, RECONNECT by release."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from throughcare.pathway.rules import EventKind, PlaceKind
from throughcare.pathway.rules.beside import Here, beside_stays
from throughcare.pathway.rules.telling import KnownEvent

AT = datetime(2026, 11, 2, 14, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PERSON, PLACE = UUID(int=7), UUID(int=1)
PRISON = Here(UUID(int=2), UUID(int=3), PlaceKind.PRISON, AT - 9 * DAY)
K = EventKind


def told(kind, ago=HOUR, detail="", **more):
    moment = None if ago is None else AT - ago
    return KnownEvent(uuid4(), kind, PLACE, "Somewhere", moment, detail, **more)


def found(*events, here=None):
    return {limit: one for one in beside_stays(PERSON, events, here) for limit in one.limits}


def test_what_nobody_knows_the_time_of_counts_for_nothing():
    assert not found(told(K.BAILED, None, "before-charge"))


def test_only_bail_before_charge_has_a_clock():
    assert not found(told(K.BAILED, HOUR, "after-charge-conditions"))
    assert not found(told(K.BAILED, HOUR, "under-investigation"))
    assert set(found(told(K.BAILED, HOUR, "before-charge"))) == {"bail.initial"}


def test_bail_begins_anew_once_the_one_before_has_ended():
    first, second = (told(K.BAILED, ago * DAY, "before-charge") for ago in (9, 2))
    ended = told(K.CHARGE_DECISION, 5 * DAY, "no-further-action")
    assert found(first, second)["bail.initial"].about == first.event_id
    assert found(first, ended, second)["bail.initial"].about == second.event_id


def test_a_court_that_extends_bail_may_say_until_when_or_not():
    bail = told(K.BAILED, DAY, "before-charge")
    until = AT + 90 * DAY
    said = told(K.BAIL_EXTENDED, HOUR, "court", planned_for=until)
    names = dict(found(bail, said)["bail.initial"].events)
    assert names["bail-extended-by-court"] == AT - HOUR
    assert names["court-bail-until"] == until
    unsaid = told(K.BAIL_EXTENDED, HOUR, "court")
    assert "court-bail-until" not in dict(found(bail, unsaid)["bail.initial"].events)


@pytest.mark.parametrize("kind", [None, PlaceKind.SECURE_HOSPITAL, PlaceKind.CUSTODY_SUITE])
def test_an_acct_is_due_only_where_somebody_is_held(kind):
    here = PRISON._replace(kind=kind) if kind else None
    assert not found(told(K.ACCT_OPENED), here=here)
    assert found(told(K.ACCT_OPENED), here=PRISON)["acct.iap"].stay_id == PRISON.stay_id


def test_an_acct_from_before_a_release_is_over():
    opened, released = told(K.ACCT_OPENED, 20 * DAY), told(K.RELEASED, 15 * DAY, "planned")
    assert not found(opened, released, here=PRISON)
    again = told(K.ACCT_OPENED, DAY)
    assert found(opened, released, again, here=PRISON)["acct.iap"].events == (
        ("acct-opened", AT - DAY),
    )


def release_of(*events, here=None):
    one = found(told(K.RECONNECT_REFERRED), *events, here=here).get("recon.window")
    return dict(one.events)["release-date"] if one else None


def test_reconnect_goes_by_the_release_that_is_planned_last_or_was_last():
    planned = [told(K.RELEASE_PLANNED, ago * DAY, planned_for=AT + ago * DAY) for ago in (3, 2)]
    assert release_of(*planned, here=PRISON) == AT + 2 * DAY
    left = [told(K.RELEASED, ago * DAY, "planned") for ago in (30, 20)]
    assert release_of(*left) == AT - 20 * DAY


def test_a_release_date_of_an_earlier_stay_and_a_removal_say_nothing():
    before = told(K.RELEASE_PLANNED, 30 * DAY, planned_for=AT - 20 * DAY)
    assert release_of(before, here=PRISON) is None
    assert release_of(told(K.RELEASED, DAY, "removed")) is None
    assert release_of() is None


def test_an_order_to_hospital_waits_for_the_admission_after_it():
    order = told(K.SENTENCED, DAY, "1088")
    early, late = told(K.HOSPITAL_ARRIVED, 2 * DAY), told(K.HOSPITAL_ARRIVED, HOUR)
    events = found(order, early, late)["mha.s45A.admit"].events
    assert events == (
        ("hospital-and-limitation-direction", AT - DAY),
        ("admitted-to-hospital", AT - HOUR),
    )
    assert not found(told(K.SENTENCED, DAY, "1002"))
