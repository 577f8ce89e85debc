"""A worklist read page by page is the worklist read at once, whatever is asked of it."""

from datetime import timedelta

import pytest

from tests.care_world import NOW, custody, hold, leave, refer
from throughcare.access.actions.acting import viewing
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.care.queries import When, Work
from throughcare.care.rules import ReferralStatus

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def world():
    """Seven people with needs, risks, referrals and offers of several days."""
    world = custody()
    for number in range(7):
        at = NOW + number * DAY
        held = hold(world, f"Person Sampleford{'abcdefg'[number]}", at=at)
        about = {"by": world.amara, "at": at, "person_id": held.person_id}
        need = care.record_need(**about, need="alcohol", status="confirmed")
        care.record_need(**about, need="anxiety", status="confirmed")
        care.record_risk(
            **about, kind="self-harm", level="high" if number % 2 else "low",
            what_to_do="Ask", review_on=(at + (number % 3) * DAY).date(),
        )  # fmt: skip
        if number % 2:
            refer(world, held, at=at, urgent=number == 3)
        elif number < 4:
            care.offer_need(
                by=world.amara, at=at, need_id=need, to_team_id=world.teams["youth"], reason="x"
            )
        else:
            leave(world, held, at=at)
    return world


def read(world, at, **how):
    with viewing(world.amara, at):
        return queries.worklist(world.amara, on=at.date(), at=at, **how)


def key(item):
    return (list(When).index(item.when), not item.urgent, item.due, item.id)


@pytest.mark.parametrize("days", [6, 9, 40])
def test_pages_put_together_are_the_whole_in_its_order(world, days):
    at = NOW + days * DAY
    whole = read(world, at, limit=500)
    assert whole.shown == whole.total == len(whole.items) > 15
    assert [key(one) for one in whole.items] == sorted(key(one) for one in whole.items)
    for size in (1, 4, 7):
        paged = [
            item
            for start in range(0, whole.total + size, size)
            for item in read(world, at, offset=start, limit=size).items
        ]
        assert paged == list(whole.items)
    assert read(world, at, offset=whole.total + 10).items == ()


def test_what_filters_let_through_is_counted_and_the_rest_is_still_counted_by_sort(world):
    at = NOW + 6 * DAY
    whole = read(world, at, limit=500)
    assert whole.by_work[Work.RISK] == 7
    for how, fits in (
        ({"when": When.OVERDUE}, lambda one: one.when is When.OVERDUE),
        ({"when": When.OTHERS}, lambda one: one.when is When.OTHERS),
        ({"work": Work.NEED}, lambda one: one.work is Work.NEED),
        ({"work": Work.RISK, "when": When.LATER},
         lambda one: one.work is Work.RISK and one.when is When.LATER),
        ({"status": ReferralStatus.WAITING_FOR_ANSWER},
         lambda one: one.status == ReferralStatus.WAITING_FOR_ANSWER),
    ):  # fmt: skip
        found = read(world, at, **how, limit=500)
        expected = [one for one in whole.items if fits(one)]
        assert expected, how
        assert list(found.items) == expected
        assert found.shown == len(expected)
        assert (found.by_when, found.by_work) == (whole.by_when, whole.by_work)
        assert list(read(world, at, **how, offset=1, limit=1).items) == expected[1:2]
    apart = read(world, at, apart_from=ReferralStatus.WAITING_FOR_ANSWER, limit=500)
    left = [one for one in whole.items if one.status != ReferralStatus.WAITING_FOR_ANSWER]
    assert list(apart.items) == left
    assert apart.total == len(left) < whole.total
