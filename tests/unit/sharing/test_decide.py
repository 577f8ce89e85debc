"""What may be shared: nothing by default, the floor always, and permission only ever adds."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.access.roles import Purpose
from throughcare.access.rules import Category
from throughcare.sharing.profiles import book
from throughcare.sharing.rules import (
    FIELDS,
    FRAME,
    Book,
    Cell,
    CollectedFor,
    Field,
    Ground,
    PermissionState,
    Recipient,
    SharingFacts,
    decide,
)

BOOK = book(date(2026, 11, 22))
EMPTY = Book(edition="", profiles={}, floors={}, grounds={}, matrix={})
CUSTODY = SharingFacts(Recipient.CUSTODY_OFFICER, Purpose.CUSTODY_SAFETY)
COURT = SharingFacts(Recipient.COURT, Purpose.JUSTICE_DECISION)
FLOOR = frozenset(BOOK.floors[Recipient.CUSTODY_OFFICER].fields)

states = st.sampled_from(PermissionState)
some_fields = st.frozensets(st.sampled_from(Field))
reasons = st.sampled_from(["", "  ", "She told me that she will hurt her brother tonight."])
facts = st.builds(
    SharingFacts,
    recipient=st.sampled_from(Recipient),
    purpose=st.sampled_from(Purpose),
    permission=states,
    by_category=st.dictionaries(st.sampled_from(Category), states, max_size=4),
    limited_to=some_fields,
    ground=st.none() | st.sampled_from(Ground),
    written_reason=reasons,
    chosen=st.none() | some_fields,
    held=st.none() | some_fields,
)


@given(facts)
def test_nothing_outside_the_profile_is_ever_released(asked: SharingFacts) -> None:
    decision = decide(asked, BOOK)
    assert set(decision.fields) <= set(BOOK.profiles[asked.recipient].allows)


@given(facts)
def test_every_field_is_either_released_or_withheld_with_a_sentence(asked: SharingFacts) -> None:
    decision = decide(replace(asked, held=None), BOOK)
    withheld = [w.field for w in decision.withheld]
    assert sorted([*decision.fields, *withheld]) == sorted(Field)
    assert all(w.reason.endswith(".") and "{" not in w.reason for w in decision.withheld)
    assert decision.reasons
    assert all(reason.endswith(".") and "{" not in reason for reason in decision.reasons)


@given(facts)
def test_with_an_empty_book_everything_is_denied(asked: SharingFacts) -> None:
    decision = decide(asked, EMPTY)
    assert not decision.permitted
    assert decision.ground is None


@given(facts)
def test_the_floor_always_reaches_the_custody_officer(asked: SharingFacts) -> None:
    asked = replace(asked, recipient=CUSTODY.recipient, purpose=CUSTODY.purpose)
    assert set(decide(asked, BOOK).fields) >= FLOOR


@given(facts)
def test_the_floor_needs_no_line_of_the_matrix_and_no_line_of_the_profile(
    asked: SharingFacts,
) -> None:
    asked = replace(asked, recipient=CUSTODY.recipient, purpose=CUSTODY.purpose)
    profile = replace(
        BOOK.profiles[CUSTODY.recipient], allows={}, holds_back=dict.fromkeys(FLOOR, "No.")
    )
    torn = replace(BOOK, matrix={}, profiles={CUSTODY.recipient: profile})
    assert set(decide(asked, torn).fields) == FLOOR


@given(facts, st.sampled_from([PermissionState.REFUSED, PermissionState.LIMITED]))
def test_adding_permission_never_removes_a_field(
    asked: SharingFacts, before: PermissionState
) -> None:
    fewer = decide(replace(asked, permission=before), BOOK)
    more = decide(replace(asked, permission=PermissionState.GIVEN), BOOK)
    assert set(fewer.fields) <= set(more.fields)


@given(facts, st.sampled_from(Category))
def test_permission_for_one_more_category_never_removes_a_field(
    asked: SharingFacts, category: Category
) -> None:
    agreed = {**asked.by_category, category: PermissionState.GIVEN}
    before, after = decide(asked, BOOK), decide(replace(asked, by_category=agreed), BOOK)
    assert set(before.fields) <= set(after.fields)


@given(facts)
def test_a_purpose_the_profile_does_not_serve_releases_nothing(asked: SharingFacts) -> None:
    if asked.purpose not in BOOK.profiles[asked.recipient].purposes:
        assert not decide(asked, BOOK).permitted


@given(facts)
def test_without_a_written_reason_only_permission_and_the_floor_release(
    asked: SharingFacts,
) -> None:
    decision = decide(replace(asked, written_reason=" \n"), BOOK)
    assert {r.ground for r in decision.released} <= {Ground.PERMISSION, Ground.SAFETY_IN_CUSTODY}


@given(facts)
def test_withheld_speaks_only_of_what_the_record_holds(asked: SharingFacts) -> None:
    decision = decide(replace(asked, held=frozenset({Field.NEED_NOTES})), BOOK)
    assert {w.field for w in decision.withheld} <= {Field.NEED_NOTES}


NO_YES = [s for s in PermissionState if s is not PermissionState.GIVEN]


@pytest.mark.parametrize("state", NO_YES)
def test_without_a_yes_the_court_receives_nothing(state: PermissionState) -> None:
    decision = decide(replace(COURT, permission=state), BOOK)
    assert not decision.permitted
    assert decision.reasons == (
        "Nothing may be shared with the court: no permission and no other ground.",
    )


@pytest.mark.parametrize("state", NO_YES)
def test_without_a_yes_the_custody_officer_receives_the_floor_alone(
    state: PermissionState,
) -> None:
    decision = decide(replace(CUSTODY, permission=state), BOOK)
    assert set(decision.fields) == FLOOR
    assert decision.ground is Ground.SAFETY_IN_CUSTODY


def test_with_a_yes_each_recipient_receives_its_profile_and_no_more() -> None:
    for asked in (CUSTODY, COURT):
        decision = decide(replace(asked, permission=PermissionState.GIVEN), BOOK)
        assert set(decision.fields) == set(BOOK.profiles[asked.recipient].allows)
        assert decision.ground is Ground.PERMISSION


def test_a_limited_yes_to_the_court_releases_those_fields_and_whom_it_is_about() -> None:
    asked = replace(
        COURT,
        permission=PermissionState.LIMITED,
        limited_to=frozenset({Field.STRENGTHS, Field.SCREENING_ANSWERS}),
    )
    assert set(decide(asked, BOOK).fields) == FRAME | {Field.STRENGTHS}


def test_a_yes_for_support_and_a_no_for_needs_are_kept_apart() -> None:
    asked = replace(
        COURT,
        permission=PermissionState.GIVEN,
        by_category={Category.NEED: PermissionState.REFUSED},
    )
    decision = decide(asked, BOOK)
    assert Field.SUPPORT in decision.fields
    assert Field.NEED_TYPES not in decision.fields
    said = {w.field: w.reason for w in decision.withheld}
    assert said[Field.NEED_TYPES] == "The person said no to sharing this with the court."


def test_a_ground_without_a_written_reason_is_refused_in_words() -> None:
    asked = replace(COURT, permission=PermissionState.REFUSED, ground=Ground.SERIOUS_HARM)
    decision = decide(asked, BOOK)
    assert not decision.permitted
    assert decision.reasons[0] == "Risk of serious harm needs a written reason, and none was given."


def test_a_ground_with_a_written_reason_releases_what_was_chosen() -> None:
    asked = replace(
        COURT,
        permission=PermissionState.REFUSED,
        ground=Ground.SERIOUS_HARM,
        written_reason="Threat to a named person, said at 2:50 pm.",
        chosen=frozenset({Field.NEXT_STEPS, Field.NHS_NUMBER}),
    )
    decision = decide(asked, BOOK)
    assert set(decision.fields) == FRAME | {Field.NEXT_STEPS}
    assert decision.ground is Ground.SERIOUS_HARM


def test_a_ground_for_another_purpose_carries_nothing() -> None:
    asked = replace(CUSTODY, ground=Ground.COURT_ORDER, written_reason="Order of 3 March 2026.")
    decision = decide(asked, BOOK)
    assert set(decision.fields) == FLOOR
    assert "not a ground for this purpose" in decision.reasons[0]


@pytest.mark.parametrize("ground", [Ground.PERMISSION, Ground.SAFETY_IN_CUSTODY])
def test_naming_permission_or_the_floor_as_ground_opens_nothing(ground: Ground) -> None:
    asked = replace(COURT, ground=ground, written_reason="Because.")
    assert not decide(asked, BOOK).permitted


def test_a_best_interests_decision_counts_once_it_is_written_down() -> None:
    asked = replace(COURT, permission=PermissionState.BEST_INTERESTS)
    assert not decide(asked, BOOK).permitted
    decision = decide(replace(asked, written_reason="With her sister, 3 March."), BOOK)
    assert decision.ground is Ground.BEST_INTERESTS


@pytest.mark.parametrize("cell", [Cell.NEVER, Cell.AGGREGATE_ONLY, None])
def test_a_cell_that_shuts_out_stops_even_a_yes(cell: Cell | None) -> None:
    matrix = dict(BOOK.matrix)
    del matrix[CollectedFor.CARE, Purpose.JUSTICE_DECISION]
    if cell is not None:
        matrix[CollectedFor.CARE, Purpose.JUSTICE_DECISION] = cell
    asked = replace(
        COURT,
        permission=PermissionState.GIVEN,
        ground=Ground.COURT_ORDER,
        written_reason="Order of 3 March 2026.",
    )
    released = decide(asked, replace(BOOK, matrix=matrix)).fields
    assert released
    assert not [f for f in released if FIELDS[f].collected_for is CollectedFor.CARE]


def test_where_only_a_ground_will_do_a_yes_is_not_enough() -> None:
    matrix = {**BOOK.matrix, (CollectedFor.CARE, Purpose.JUSTICE_DECISION): Cell.GROUND_ONLY}
    strict = replace(BOOK, matrix=matrix)
    asked = replace(COURT, permission=PermissionState.GIVEN)
    assert Field.STRENGTHS not in decide(asked, strict).fields
    ordered = replace(asked, ground=Ground.COURT_ORDER, written_reason="Order of 3 March 2026.")
    assert Field.STRENGTHS in decide(ordered, strict).fields


def test_a_ground_that_is_not_published_carries_nothing() -> None:
    unpublished = replace(BOOK, grounds={})
    asked = replace(COURT, ground=Ground.SAFEGUARDING, written_reason="A child.")
    decision = decide(asked, unpublished)
    assert not decision.permitted
    assert "not among the published grounds" in decision.reasons[0]


def test_every_field_has_a_card_and_the_floor_was_collected_for_safety() -> None:
    assert set(FIELDS) == set(Field)
    assert all(FIELDS[f].collected_for is CollectedFor.CUSTODY_SAFETY for f in FLOOR)
