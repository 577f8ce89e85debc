"""What leaves, and what does not"""

from datetime import date

from throughcare.access.roles import Purpose
from throughcare.sharing.profiles import book
from throughcare.sharing.rules import (
    Field,
    Ground,
    PermissionState,
    Recipient,
    SharingFacts,
    decide,
)

DAY = date(2026, 11, 2)


def decided(recipient, purpose, permission, **more):
    return decide(SharingFacts(recipient, purpose, permission=permission, **more), book(DAY))


def to_custody(permission, **more):
    return decided(Recipient.CUSTODY_OFFICER, Purpose.CUSTODY_SAFETY, permission, **more)


def to_court(permission, **more):
    return decided(Recipient.COURT, Purpose.JUSTICE_DECISION, permission, **more)


def test_a_court_receives_nothing_when_the_person_said_no():
    assert not to_court(PermissionState.REFUSED).permitted


def test_a_custody_officer_receives_what_keeps_the_person_safe_even_when_they_said_no():
    decision = to_custody(PermissionState.REFUSED)
    assert decision.permitted
    assert decision.ground is Ground.SAFETY_IN_CUSTODY
    assert Field.NEED_TYPES not in decision.fields


def test_with_permission_a_court_receives_its_list_and_no_more():
    decision = to_court(PermissionState.GIVEN)
    assert set(decision.fields) <= set(book(DAY).profiles[Recipient.COURT].allows)


def test_nobody_asked_is_not_a_yes():
    assert not to_court(PermissionState.NOT_ASKED).permitted


def test_a_ground_in_law_needs_a_written_reason():
    without = to_court(PermissionState.REFUSED, ground=Ground.COURT_ORDER)
    assert not without.permitted
    given = to_court(
        PermissionState.REFUSED, ground=Ground.COURT_ORDER, written_reason="Order of 2 November"
    )
    assert given.permitted


def test_everything_held_back_has_a_reason_in_words():
    assert all(held.reason for held in to_court(PermissionState.REFUSED).withheld)
