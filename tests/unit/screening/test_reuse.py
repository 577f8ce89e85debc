"""An answer given for one purpose is offered for care only where the published matrix lets it."""

from dataclasses import replace
from datetime import date

import pytest

from throughcare.access.roles import Purpose
from throughcare.screening.instrument import find
from throughcare.screening.rules import collected_as, may_administer, open_to_care
from throughcare.sharing.profiles import book
from throughcare.sharing.rules import Cell, CollectedFor

BOOK = book(date(2026, 11, 22))


def test_what_was_collected_for_care_or_safety_may_be_offered_and_feedback_never() -> None:
    may_use = open_to_care(BOOK)
    assert {CollectedFor.CARE, CollectedFor.CUSTODY_SAFETY} <= may_use
    assert (
        not {CollectedFor.FEEDBACK, CollectedFor.SUPERVISION, CollectedFor.SAFEGUARDING} & may_use
    )


@pytest.mark.parametrize("cell", [each for each in Cell if each is not Cell.WITH_RELATIONSHIP])
def test_any_cell_but_the_open_one_keeps_the_words_back(cell: Cell) -> None:
    shut = replace(BOOK, matrix={**BOOK.matrix, (CollectedFor.CARE, Purpose.CARE): cell})
    assert CollectedFor.CARE not in open_to_care(shut)


def test_the_purpose_is_the_instruments_own_or_the_one_on_the_answer() -> None:
    assert collected_as(find("fft"), "care") is CollectedFor.FEEDBACK
    assert collected_as(find("carer"), "care") is CollectedFor.THIRD_PARTY_CONFIDENCE
    assert collected_as(find("phq-9"), "care") is CollectedFor.CARE
    assert collected_as(find("phq-9"), "custody-safety") is CollectedFor.CUSTODY_SAFETY
    assert collected_as(find("phq-9"), "research") is None


def test_feedback_is_no_part_of_a_record() -> None:
    assert "no part of anybody's record" in may_administer(find("fft")).reasons[0]
