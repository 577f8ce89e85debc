"""The last answer counts until it is changed or lapses; a no never lapses into silence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from throughcare.access.roles import Purpose
from throughcare.sharing.profiles import book
from throughcare.sharing.rules import (
    USED_FOR,
    Field,
    Ground,
    PermissionState,
    Recipient,
    Said,
    SharingFacts,
    decide,
    narrowed,
    standing,
)

AT = datetime(2026, 11, 22, 15, 20, tzinfo=UTC)
BOOK = book(AT.date())


def test_whoever_was_never_asked_has_not_answered() -> None:
    assert standing(None, AT).state is PermissionState.NOT_ASKED


@given(st.sampled_from([PermissionState.GIVEN, PermissionState.LIMITED]))
def test_a_yes_lapses_at_its_time(state: PermissionState) -> None:
    said = Said(state, frozenset({Field.NEED_TYPES}), until=AT)
    assert standing(said, AT).state is PermissionState.NOT_ASKED
    assert standing(said, AT - timedelta(seconds=1)) == said


@given(st.sampled_from([PermissionState.REFUSED, PermissionState.WITHDRAWN]))
def test_a_no_does_not_lapse(state: PermissionState) -> None:
    assert standing(Said(state, until=AT), AT + timedelta(days=400)).state is state


def test_every_recipient_is_served_for_the_purpose_that_its_profile_has() -> None:
    assert USED_FOR.keys() == set(Recipient) == BOOK.profiles.keys()
    for recipient, purpose in USED_FOR.items():
        assert purpose in BOOK.profiles[recipient].purposes


@given(st.frozensets(st.sampled_from(Field)), st.sampled_from(PermissionState))
def test_what_is_told_holds_nothing_that_was_not_said(
    said: frozenset[Field], state: PermissionState
) -> None:
    facts = SharingFacts(Recipient.CUSTODY_OFFICER, Purpose.CUSTODY_SAFETY, state)
    whole = decide(facts, BOOK)
    told = narrowed(whole, said, BOOK)
    assert set(told.fields) == set(whole.fields) & said
    assert told == replace(whole, released=told.released, ground=told.ground, reasons=told.reasons)


def test_the_ground_of_what_is_told_is_the_ground_of_those_words() -> None:
    facts = SharingFacts(Recipient.CUSTODY_OFFICER, Purpose.CUSTODY_SAFETY, PermissionState.GIVEN)
    refused = replace(facts, permission=PermissionState.REFUSED)
    assert decide(facts, BOOK).ground is Ground.PERMISSION
    told = narrowed(decide(refused, BOOK), frozenset({Field.SELF_HARM}), BOOK)
    assert told.ground is Ground.SAFETY_IN_CUSTODY
    assert "whatever the person decided" in told.reasons[0]
