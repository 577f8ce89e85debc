"""A restricted record: closed to all but its team, opened in need for an hour, and reviewed."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.records.test_people_registering import _register
from tests.world import NOW, staffed
from throughcare.access import queries as access
from throughcare.access.actions.acting import viewing
from throughcare.access.actions.relationships import Reason, relate
from throughcare.access.models import AuditEvent
from throughcare.access.rules import Category, NotPermitted, Refused, RelationshipKind
from throughcare.codes import Kind
from throughcare.people import actions, queries
from throughcare.people.queries import restricted
from throughcare.people.rules import GivenNumber
from throughcare.people.rules.restricted import OPEN_FOR, OpenedFor, RestrictedFor, Reviewed

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=20)
CLOSED = NOW + OPEN_FOR + timedelta(minutes=21)
NUMBER = GivenNumber(Kind.NHS_NUMBER, "999 000 0018")
WHY = {"kind": OpenedFor.CUSTODY, "because": "Alone in a cell"}


@pytest.fixture
def world():
    return staffed()


@pytest.fixture
def robin(world):
    robin = _register(world, world.amara)
    relate(
        by=world.amara,
        at=NOW,
        reasons=[Reason(robin, world.organisations["police"], RelationshipKind.PRESENT, "Here")],
    )
    return robin


def _restrict(world, robin, own_team=False):
    return actions.restrict(
        by=world.ifan,
        at=NOW,
        person_id=robin,
        kind=RestrictedFor.WITNESS,
        because="Gives evidence in March",
        own_team=own_team,
    )


def _sight(viewer, robin, at=LATER):
    with viewing(viewer, at):
        return queries.sight_of(viewer, robin, at=at)


def test_a_restricted_record_is_closed_to_those_who_worked_with_the_person(world, robin):
    _restrict(world, robin)
    for viewer in (world.amara, world.dana):
        assert _sight(viewer, robin) is None
        with viewing(viewer, LATER):
            assert not queries.recognise(viewer, [robin])


def test_its_own_team_goes_on_working_with_it(world, robin):
    _restrict(world, robin, own_team=True)
    assert _sight(world.amara, robin).may(Category.NEED)
    assert _sight(world.dana, robin) is None


def test_only_a_governance_lead_restricts_and_lifts(world, robin):
    for viewer in (world.amara, world.dana, world.grace):
        with pytest.raises(NotPermitted):
            actions.restrict(
                by=viewer,
                at=NOW,
                person_id=robin,
                kind=RestrictedFor.STAFF,
                because="x",
                own_team=False,
            )
        with pytest.raises(NotPermitted):
            actions.lift(by=viewer, at=NOW, restriction_id=uuid4(), because="x")
        for asked in (restricted.marked, restricted.openings, restricted.to_review):
            with viewing(viewer, NOW), pytest.raises(NotPermitted):
                asked(viewer)


def test_a_record_is_restricted_once_with_a_reason_and_lifted_with_one(world, robin):
    with pytest.raises(Refused, match="Say why"):
        actions.restrict(
            by=world.ifan,
            at=NOW,
            person_id=robin,
            kind=RestrictedFor.STAFF,
            because=" ",
            own_team=False,
        )
    restriction = _restrict(world, robin)
    with pytest.raises(Refused, match="restricted already"):
        _restrict(world, robin)
    with viewing(world.ifan, LATER):
        (one,) = restricted.marked(world.ifan)
    assert (one.name, one.kind, one.who) == (
        "Robin Sampleford",
        RestrictedFor.WITNESS,
        "Ifan Rees",
    )
    assert one.because == "Gives evidence in March"
    with pytest.raises(Refused, match="Say why"):
        actions.lift(by=world.ifan, at=LATER, restriction_id=restriction, because="")
    actions.lift(by=world.ifan, at=LATER, restriction_id=restriction, because="Trial is over")
    assert _sight(world.amara, robin).may(Category.NEED)
    with pytest.raises(Refused, match="not restricted"):
        actions.lift(by=world.ifan, at=LATER, restriction_id=restriction, because="Again")
    with viewing(world.ifan, LATER):
        assert restricted.marked(world.ifan) == ()


def test_a_record_that_the_organisation_has_nothing_to_do_with_is_not_restricted(world):
    stranger = _register(world, world.otto)
    with pytest.raises(Refused):
        _restrict(world, stranger)
    with viewing(world.ifan, NOW):
        assert restricted.to_restrict(world.ifan, NUMBER, at=NOW) is None


def test_the_record_to_restrict_is_found_by_an_exact_number_alone(world, robin):
    with viewing(world.ifan, NOW):
        found = restricted.to_restrict(world.ifan, NUMBER, at=NOW)
        assert found == (robin, "Robin Sampleford")
        wrong = GivenNumber(Kind.NHS_NUMBER, "999 000 0019")
        assert restricted.to_restrict(world.ifan, wrong, at=NOW) is None


def test_in_need_it_is_opened_for_an_hour_to_one_worker_for_what_keeps_somebody_safe(world, robin):
    _restrict(world, robin)
    actions.open_restricted(by=world.dana, at=NOW, person_id=robin, **WHY)
    sight = _sight(world.dana, robin)
    assert sight.relationship == RelationshipKind.BREAK_GLASS
    assert set(sight.readable) == {
        Category.IDENTITY,
        Category.WHEREABOUTS,
        Category.COMMUNICATION,
        Category.SAFETY,
    }
    with viewing(world.dana, LATER):
        assert restricted.open_until(sight) == NOW + OPEN_FOR
        assert queries.identity(sight).details.address is None
    assert _sight(world.amara, robin) is None
    assert _sight(world.dana, robin, at=CLOSED) is None


def test_a_colleague_of_the_one_who_opened_it_sees_nothing(world, robin):
    _restrict(world, robin)
    actions.open_restricted(by=world.amara, at=NOW, person_id=robin, **WHY)
    assert _sight(world.amara, robin).may(Category.SAFETY)
    assert not _sight(world.rhys, robin) or not _sight(world.rhys, robin).readable


def test_it_is_opened_by_its_exact_number_where_nobody_knows_it(world, robin):
    _restrict(world, robin)
    found = actions.open_restricted_by_number(by=world.joel, at=NOW, number=NUMBER, **WHY)
    assert found == robin
    assert _sight(world.joel, robin).may(Category.SAFETY)
    for given in ("999 000 0026", "no number"):
        with pytest.raises(Refused, match="No record"):
            actions.open_restricted_by_number(
                by=world.joel, at=NOW, number=GivenNumber(Kind.NHS_NUMBER, given), **WHY
            )


def test_who_may_not_break_the_glass_does_not(world, robin):
    _restrict(world, robin)
    for viewer in (world.helen, world.priya, world.rhys, world.ifan, world.grace, world.feed):
        with pytest.raises(NotPermitted):
            actions.open_restricted(by=viewer, at=NOW, person_id=robin, **WHY)
        with pytest.raises(NotPermitted):
            actions.open_restricted_by_number(by=viewer, at=NOW, number=NUMBER, **WHY)


def test_a_reason_is_needed_and_a_record_that_is_restricted(world, robin):
    with pytest.raises(Refused, match="not restricted"):
        actions.open_restricted(by=world.dana, at=NOW, person_id=robin, **WHY)
    _restrict(world, robin)
    with pytest.raises(Refused, match="Say why"):
        actions.open_restricted(
            by=world.dana, at=NOW, person_id=robin, kind=OpenedFor.OTHER, because=""
        )


def test_every_opening_is_reviewed_by_somebody_else_and_known_to_who_looks(world, robin):
    _restrict(world, robin, own_team=True)
    opening = actions.open_restricted(by=world.joel, at=NOW, person_id=robin, **WHY)
    with viewing(world.amara, LATER):
        sight = queries.sight_of(world.amara, robin, at=LATER)
        assert "open-restricted" in [look.what for look in access.looks(sight)]
    with viewing(world.ifan, LATER):
        assert restricted.to_review(world.ifan) == 0, "that is for the other organisation to see"
    opening = actions.open_restricted(by=world.amara, at=NOW, person_id=robin, **WHY)
    with viewing(world.ifan, LATER):
        assert restricted.to_review(world.ifan) == 1
        (one,) = restricted.openings(world.ifan)
    assert (one.who, one.because, one.reviewed) == ("Amara Obi", "Alone in a cell", None)
    actions.review_opening(
        by=world.ifan, at=LATER, opening_id=opening, found=Reviewed.RIGHT, words="Asked the suite"
    )
    with viewing(world.ifan, LATER):
        assert restricted.to_review(world.ifan) == 0
        (one,) = restricted.openings(world.ifan)
    assert (one.reviewed, one.reviewed_by) == (Reviewed.RIGHT, "Ifan Rees")
    with pytest.raises(Refused, match="no such opening"):
        actions.review_opening(
            by=world.ifan, at=LATER, opening_id=opening, found=Reviewed.RIGHT, words=""
        )


def test_the_trail_says_that_it_was_opened_and_not_why(world, robin):
    _restrict(world, robin)
    actions.open_restricted(by=world.dana, at=NOW, person_id=robin, **WHY)
    with viewing(world.dana, LATER):
        row = AuditEvent.objects.get(what="open-restricted")
    assert (row.person_ids, row.relationship) == ([robin], "break-glass")
    assert "cell" not in str(row.items)


def test_a_record_that_is_open_to_all_again_is_seen_as_before(world, robin):
    restriction = _restrict(world, robin)
    actions.open_restricted(by=world.amara, at=NOW, person_id=robin, **WHY)
    actions.lift(by=world.ifan, at=NOW, restriction_id=restriction, because="A mistake")
    sight = _sight(world.amara, robin)
    assert sight.relationship == RelationshipKind.SELF_CLAIMED
    with viewing(world.amara, LATER):
        assert restricted.open_until(sight) is None
