"""By when the next thing of a handover is due."""

from datetime import date

import pytest

from throughcare.care.rules import published
from throughcare.care.rules.handovers import HandoverState, due_on
from throughcare.care.rules.routes import Route

MONDAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("state", "route", "due"),
    [
        (HandoverState.WAITING, Route.RELEASE, date(2026, 11, 3)),
        (HandoverState.DECLINED, Route.RELEASE, date(2026, 11, 3)),
        (HandoverState.ACCEPTED, Route.TO_RECEPTION, date(2026, 11, 3)),
        (HandoverState.ACCEPTED, Route.RELEASE, date(2026, 11, 5)),
        (HandoverState.ACCEPTED, Route.CHILD_TO_ADULT, date(2026, 11, 9)),
        (HandoverState.SEEN, Route.RELEASE, None),
        (HandoverState.ENDED, Route.RELEASE, None),
    ],
)
def test_each_step_has_its_day_and_what_is_over_has_none(state, route, due):
    assert due_on(state, route, published(), MONDAY, emergency=False) == due


def test_an_emergency_is_due_the_same_day_whatever_comes_next():
    for state in (HandoverState.WAITING, HandoverState.ACCEPTED, HandoverState.DECLINED):
        assert due_on(state, Route.RELEASE, published(), MONDAY, emergency=True) == MONDAY
