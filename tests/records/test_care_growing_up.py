"""From children's to adult services: due before 18, offered in one act, closed once seen."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.care_world import NOW, custody, hold
from tests.custody import signed_in
from tests.records.test_care_handovers import rows
from throughcare.access.actions.acting import viewing
from throughcare.access.rules import NotPermitted, Refused
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.care.models import Need, NeedOffer
from throughcare.care.queries import Work
from throughcare.care.queries.growing_up import way_to_adults
from throughcare.people.queries import sight_of
from throughcare.people.rules import BornPrecision
from throughcare.web import clock

pytestmark = pytest.mark.django_db
NEARLY_18 = date(2008, 12, 24)
DUE = (Work.TURNING_18, "Hand over to adult services", "They turn 18")
LEFT = "adults-at-childrens-team"


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return custody()


def young(world, born=NEARLY_18, **more):
    held = hold(world, born=born, **more)
    for need in ("anxiety", "accommodation"):
        care.record_need(
            by=world.joel, at=NOW, person_id=held.person_id, need=need, status="confirmed"
        )
    return held


def hand(world, held, to="liaison", by="joel", at=NOW):
    return care.hand_to_adult_services(
        by=world.viewers[by], at=at, person_id=held.person_id, to_team_id=world.teams[to],
        reason="Knows whom to call. Housing is left to do.",
    )  # fmt: skip


def work(world, by="joel", at=NOW):
    with viewing(world.viewers[by], at):
        items = queries.worklist(world.viewers[by], on=at.date()).items
    return [(one.work, one.task, one.detail) for one in items if one.work is Work.TURNING_18]


def responsible(world):
    with viewing(world.joel, NOW):
        return {need.responsible_team.name for need in Need.objects.select_related(None)}


def test_one_act_offers_the_person_and_their_needs_and_the_answer_is_one_as_well(world):
    held = young(world)
    assert work(world) == [DUE]
    (one,) = hand(world, held)
    assert work(world) == [], "it is under way"
    handover = rows(world, by="joel")[0]
    assert (handover.id, handover.route, handover.state) == (one, "child-to-adult", "waiting")
    assert responsible(world) == {"Ambershire youth justice team"}
    with pytest.raises(Refused, match="already"):
        hand(world, held)
    care.accept_handover(by=world.amara, at=NOW, handover_id=one)
    assert responsible(world) == {"Ambershire Liaison and Diversion team"}
    assert rows(world, by="joel")[0].state == "accepted", "open until they are seen"
    care.record_handover_seen(by=world.amara, at=NOW, handover_id=one)
    assert rows(world, by="joel")[0].state == "seen"


def test_a_no_leaves_person_and_needs_with_the_children_s_team_which_asks_another(world):
    held = young(world)
    (one,) = hand(world, held, to="drugs")
    with viewing(world.joel, NOW):
        assert NeedOffer.objects.count() == 0, "this service holds no needs here"
    care.decline_handover(by=world.priya, at=NOW, handover_id=one, because="not-ours")
    care.pass_on(
        by=world.joel,
        at=NOW,
        handover_id=one,
        to_team_id=world.teams["liaison"],
        reason="Lives near",
    )
    care.decline_handover(by=world.amara, at=NOW, handover_id=one, because="no-capacity")
    with viewing(world.joel, NOW):
        assert {offer.because for offer in NeedOffer.objects.all()} == {"no-capacity"}
    assert responsible(world) == {"Ambershire youth justice team"}
    care.end_handover(by=world.joel, at=NOW, handover_id=one, reason="They go elsewhere")
    assert work(world) == [DUE], "nobody is forgotten"


def test_who_meets_them_first_has_taken_the_needs_over_as_well(world):
    held = young(world)
    (one,) = hand(world, held)
    care.record_handover_seen(by=world.amara, at=NOW, handover_id=one)
    assert responsible(world) == {"Ambershire Liaison and Diversion team"}


@pytest.mark.parametrize(("by", "answer"), [("joel", "withdrawn"), ("amara", "declined")])
def test_where_it_ends_unseen_the_needs_stay_where_they_were(world, by, answer):
    held = young(world)
    (one,) = hand(world, held)
    care.end_handover(by=world.viewers[by], at=NOW, handover_id=one, reason="Moved away")
    with viewing(world.joel, NOW):
        assert {offer.answer for offer in NeedOffer.objects.all()} == {answer}
    assert responsible(world) == {"Ambershire youth justice team"}


def test_what_cannot_be_is_refused(world):
    held = young(world)
    with pytest.raises(Refused, match="your own team"):
        hand(world, held, to="youth")
    hand(world, held)
    with pytest.raises(Refused, match="for children"):
        care.hand_over(
            by=world.amara, at=NOW, person_id=held.person_id, route="child-to-adult",
            to_team_id=world.teams["youth"], reason="x",
        )  # fmt: skip
    with pytest.raises(Refused, match="No need is open at your organisation"):
        hand(world, held, to="drugs", by="amara")
    with pytest.raises(Refused, match="Only the team that is responsible"):
        care.hand_over(
            by=world.amara, at=NOW, person_id=held.person_id, route="child-to-adult",
            to_team_id=world.teams["drugs"], reason="x", from_team_id=world.teams["youth"],
        )  # fmt: skip
    with pytest.raises(NotPermitted):
        hand(world, held, by="otto")
    with viewing(world.dana, NOW), pytest.raises(NotPermitted):
        way_to_adults(sight_of(world.dana, held.person_id, at=NOW))


def test_who_turned_18_at_a_team_for_children_and_is_handed_over_to_nobody_is_found(world):
    held = young(world)
    young(world, date(2008, 1, 1), name="Year Alone", precision=BornPrecision.YEAR)
    birthday = NOW + timedelta(days=52)
    assert birthday.date() == date(2026, 12, 24)

    assert found(world, birthday - timedelta(days=1)) == 0
    assert found(world, birthday) == 2, "both of their needs; of the other only the year is known"
    later = birthday + timedelta(days=200)
    assert work(world, at=later) == [(*DUE[:2], "They turned 18")], "it stays on the list"
    (one,) = hand(world, held, at=later)
    assert found(world, later) == 2, "whose year alone is known is 18 by then for sure"
    care.accept_handover(by=world.amara, at=later, handover_id=one)
    care.record_handover_seen(by=world.amara, at=later, handover_id=one)
    assert found(world, later) == 2


def found(world, at):
    with viewing(world.joel, at, extract=True):
        checks = queries.promises_for_extract(world.joel, at.date())
    return next(check.count for check in checks if check.what == LEFT)


def test_nothing_left_to_do_is_said_and_then_not_counted(world):
    held = young(world)
    birthday = NOW + timedelta(days=52)
    assert found(world, birthday) == 2
    care.record_youth(
        by=world.joel, at=NOW, person_id=held.person_id, kind="turning-18", answer="not-needed",
        words="The order ends in a week",
    )  # fmt: skip
    assert found(world, birthday) == 0


def test_the_page_says_when_it_is_due_and_offers_it_in_one_act(world):
    held = young(world)
    joel, amara = (signed_in(Client(), world, first) for first in ("joel", "amara"))
    youth = reverse("youth", args=[held.person_id])
    form = reverse("to_adult_services", args=[held.person_id])
    page = joel.get(youth).content.decode()
    assert "They turn 18 on 24 December 2026. From 24 June 2026" in page
    assert "Handover to adult services due" in page
    assert form in page
    assert "Handover to adult services due" in joel.get(reverse("worklist")).content.decode()
    asked = joel.get(form).content.decode()
    assert "What is open at Ambershire youth justice team goes with it." in asked
    assert "Ambershire youth justice team</option>" not in asked
    key = str(uuid4())
    wrong = joel.post(form, {"form_key": key, "to_team": "", "reason": "Typed and kept"}).content
    assert "Select a team" in wrong.decode()
    assert "Typed and kept" in wrong.decode()
    right = {"form_key": key, "to_team": str(world.teams["liaison"]), "reason": "Housing is left"}
    page = joel.post(form, right, follow=True).content.decode()
    assert "Offered. Until they accept" in page
    assert form not in page
    joel.post(form, right)
    assert len(rows(world, by="joel")) == 1
    assert "Waiting for an answer" in amara.get(youth).content.decode()
    dana = signed_in(Client(), world, "dana")
    assert dana.get(form).status_code == 404
