"""Risks with a day to look again, needs that nobody meets, and what the person says against."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.care_world import NOW, custody, hold
from throughcare.access.actions.acting import action, viewing
from throughcare.access.rules import NotPermitted, Refused
from throughcare.care import actions as care
from throughcare.care import queries
from throughcare.care.models import Need
from throughcare.care.rules import NeedStatus, RiskLevel, SafetyKind
from throughcare.people.queries import sight_of

pytestmark = pytest.mark.django_db
SOON = (NOW + timedelta(days=3)).date()


@pytest.fixture
def world():
    return custody()


def _sight(world, held, first="amara", at=NOW):
    return sight_of(getattr(world, first), held.person_id, at=at)


def _risk(world, held, **more):
    given = {
        "kind": "suicide",
        "level": "high",
        "what_to_do": "Look in every 15 minutes",
        "review_on": SOON,
    }
    return care.record_risk(by=world.amara, at=NOW, person_id=held.person_id, **(given | more))


def test_a_risk_is_replaced_when_it_is_looked_at_again_and_custody_knows_of_it(world):
    held = hold(world)
    _risk(world, held)
    _risk(world, held, level="medium", what_to_do="Look in every 30 minutes")
    _risk(world, held, kind="fire", level="low", what_to_do="No lighter")
    with viewing(world.amara, NOW):
        found = queries.risks(_sight(world, held))
        assert [(one.kind.value, one.level) for one in found] == [
            ("suicide", RiskLevel.MEDIUM),
            ("fire", RiskLevel.LOW),
        ]
    with viewing(world.dana, NOW):
        (fact,) = queries.safety(_sight(world, held, "dana"))
        assert (fact.kind, fact.action) == (SafetyKind.SELF_HARM, "Look in every 30 minutes")
        with pytest.raises(NotPermitted):
            queries.risks(_sight(world, held, "dana"))


def test_a_risk_ends_with_a_reason_once(world):
    held = hold(world)
    risk = _risk(world, held)
    with pytest.raises(Refused, match="Say why"):
        care.end_risk(by=world.amara, at=NOW, risk_id=risk, because=" ")
    care.end_risk(by=world.amara, at=NOW, risk_id=risk, because="Assessed and settled")
    with pytest.raises(Refused, match="meanwhile"):
        care.end_risk(by=world.amara, at=NOW, risk_id=risk, because="Again")
    with pytest.raises(Refused, match="in the past"):
        _risk(world, held, review_on=NOW.date() - timedelta(days=1))


def test_what_the_person_says_against_stands_beside_a_need_and_a_risk(world):
    held = hold(world)
    risk = _risk(world, held)
    need = care.record_need(
        by=world.amara, at=NOW, person_id=held.person_id, need="alcohol", status="suspected"
    )
    care.disagree(by=world.amara, at=NOW, need_id=need, words="I drink like everybody else")
    care.disagree(by=world.amara, at=NOW, risk_id=risk, words="I would never")
    with pytest.raises(Refused, match="in their words"):
        care.disagree(by=world.amara, at=NOW, need_id=need, words=" ")
    with pytest.raises(Refused, match="no such"):
        care.disagree(by=world.amara, at=NOW, need_id=held.person_id, words="x")
    with viewing(world.amara, NOW):
        sight = _sight(world, held)
        assert queries.need(sight, need).disagreements[0].words == "I drink like everybody else"
        assert queries.risks(sight)[0].disagreements[0].words == "I would never"


def test_a_need_below_the_threshold_is_kept_and_comes_back_on_its_day(world):
    held = hold(world)
    given = {"by": world.amara, "at": NOW, "person_id": held.person_id, "need": "depression"}
    with pytest.raises(Refused, match="whose threshold"):
        care.record_need(**given, status="below-threshold", review_on=SOON)
    with pytest.raises(Refused, match="cannot be recorded as met"):
        care.record_need(**given, status="addressed")
    need = care.record_need(
        **given, status="below-threshold", review_on=SOON, reason="Said so by telephone"
    )
    with pytest.raises(Refused, match="not being met"):
        care.record_need(**given, status="suspected")
    with viewing(world.amara, NOW):
        found = queries.need(_sight(world, held), need)
        assert found.kept
        assert not found.open
        assert found.changes[0].reason == "Said so by telephone"
        (item,) = queries.worklist(world.amara, on=NOW.date()).items
        assert (item.work, item.task, item.due) == (
            queries.Work.REVIEW,
            "Look at the need again",
            SOON,
        )
        early = NOW.date() - timedelta(days=30)
        assert not queries.worklist(world.amara, on=early).items
    assert care.suspect_need(**given) == need
    with viewing(world.amara, NOW):
        again = queries.need(_sight(world, held), need)
        assert (again.status, again.review_on) == (NeedStatus.SUSPECTED, None)


def test_the_database_itself_keeps_no_unmet_need_without_a_day(world):
    held = hold(world)
    need = care.record_need(
        by=world.amara, at=NOW, person_id=held.person_id, need="debt", status="suspected"
    )

    @action
    def meddle(*, by, at):
        Need.objects.filter(pk=need).update(status="not-met")

    with pytest.raises(IntegrityError), transaction.atomic():
        meddle(by=world.amara, at=NOW)
    assert not connection.needs_rollback


def test_a_risk_to_look_at_again_is_on_the_list(world):
    held = hold(world)
    _risk(world, held)
    with viewing(world.amara, NOW):
        (item,) = queries.worklist(world.amara, on=SOON, work=queries.Work.RISK).items
        assert (item.detail, item.when, item.urgent) == ("Suicide", queries.When.TODAY, True)
