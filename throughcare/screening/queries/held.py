"""What the person has already told somebody, so that nobody need ask again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models.expressions import RawSQL

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.screening.instrument import Instrument, UnknownInstrument, find
from throughcare.screening.models import Answer
from throughcare.screening.rules import (
    KnownAnswer,
    ResponseState,
    WrongAnswers,
    collected_as,
    in_words,
    is_answered,
    open_to_care,
)
from throughcare.sharing.profiles import in_force
from throughcare.sharing.rules import CollectedFor

LATEST = """
SELECT newest.id
FROM unnest(%s::text[]) AS asked (concept)
CROSS JOIN LATERAL (
  SELECT a.id FROM screening_answer a JOIN screening_screening s ON s.id = a.screening_id
  WHERE a.person_id = %s AND a.concept = asked.concept AND a.recorded_at <= %s
    AND s.state <> %s AND (%s::uuid IS NULL OR a.screening_id <> %s::uuid)
  ORDER BY a.recorded_at DESC, a.number DESC LIMIT 1
) newest
"""


@dataclass(frozen=True)
class Held(KnownAnswer):
    """An earlier answer with its words there, who asked, where and in which instrument."""

    answer_id: UUID
    words: str
    asked_by: str
    place_name: str
    instrument: str


def known(
    sight: Sight, instrument: Instrument, at: datetime, *, beside: UUID | None = None
) -> dict[str, Held]:
    """The latest answer to each concept of an instrument, given before `at`. One query.

    `beside` is the screening now being filled in, whose own answers do not count. Answers in a
    screening that was entered in error are left out, and so is a concept that the person last
    declined to speak of. An answer that was collected for another purpose is there only where the
    published matrix of purposes lets care use it.
    """
    return known_of(sight, (item.concept for item in instrument.items), at, beside=beside)


def known_of(
    sight: Sight, concepts: Iterable[str], at: datetime, *, beside: UUID | None = None
) -> dict[str, Held]:
    """The latest answer to each of these concepts, as `known` finds it. One query."""
    if not sight.may(Category.SCREENING):
        raise NotPermitted(sight.decisions[(Act.READ, Category.SCREENING)])
    # One look into the index for each concept, however many answers there are to it.
    latest = RawSQL(  # noqa: S611 - every value is a parameter
        LATEST,
        [
            sorted(set(concepts)),
            sight.person_id,
            at,
            ResponseState.ENTERED_IN_ERROR.value,
            beside,
            beside,
        ],
    )
    rows = Answer.objects.filter(pk__in=latest).select_related("recorded_by", "screening__place")
    may_use = open_to_care(in_force(at))
    return {row.concept: held for row in rows if (held := _held(row, may_use))}


def _held(row: Answer, may_use: frozenset[CollectedFor]) -> Held | None:
    asked = row.screening
    try:
        instrument = find(asked.instrument, asked.version)
        item = instrument.by_id()[row.item]
        value = row.to(item)
    except (UnknownInstrument, WrongAnswers, KeyError):
        # An instrument that was taken off the shelf: its answers can no longer be put in words.
        return None
    if not is_answered(value) or collected_as(instrument, row.collected_for) not in may_use:
        return None
    return Held(
        concept=row.concept,
        value=value,
        given_at=row.recorded_at,
        answer_id=row.id,
        words=in_words(item, value),
        asked_by=asked.asked_by or row.recorded_by.name,
        place_name=asked.place.name if asked.place else asked.asked_in,
        instrument=instrument.title,
    )
