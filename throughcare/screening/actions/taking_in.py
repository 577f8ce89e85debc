"""A screening done elsewhere comes in: scored where its version is here, kept whole if not."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import Act, Category, Verb, Viewer
from throughcare.clocks.lengths import LOCAL
from throughcare.people.queries import require_person
from throughcare.screening.actions.writing import noted, one_at_a_time, result_of
from throughcare.screening.instrument import Answer as Value
from throughcare.screening.instrument import Instrument, Kind, UnknownInstrument, find
from throughcare.screening.models import Answer, Result, Screening
from throughcare.screening.queries import about
from throughcare.screening.rules import (
    Agreement,
    AnswerState,
    CameIn,
    Mode,
    ResponseState,
    checked,
    state_of,
)

KEPT = "kept"
WHY = "unknown version"


@action
def take_in(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    instrument: str,
    version: str,
    answers: Mapping[str, object],
    asked_at: datetime,
    whole: Mapping[str, Any],
    collected_for: Purpose = Purpose.CARE,
    asked_by: str = "",
    asked_in: str = "",
) -> UUID:
    """Record a completed screening of another system; gives the screening.

    `whole` is what came. Where that version is on the shelf, the answers are checked and scored by
    it; `WrongAnswers` when one cannot be. Where it is not, nothing is scored and nothing is lost:
    what came is kept whole and marked, and no answer of it is offered again. What came before is
    not kept twice.
    """
    sight = require_person(by, person_id, Act.WRITE, Category.SCREENING, at=at)
    one_at_a_time(person_id)
    if (before := _came_before(person_id, instrument, version, asked_at)) is not None:
        noted(sight, "take-in-screening", before)
        return before
    written = {"recorded_at": at, "recorded_by_id": by.worker_id, "collected_for": collected_for}
    row = Screening(
        person_id=person_id,
        organisation_id=by.organisation_id,
        instrument=instrument,
        version=version,
        state=ResponseState.COMPLETED,
        mode=Mode.INTERVIEW,
        agreed=Agreement.NOT_KNOWN,
        started_at=asked_at,
        ended_at=asked_at,
        came_in=CameIn.SYSTEM,
        asked_by=asked_by.strip(),
        asked_in=asked_in.strip(),
        **written,
    )
    try:
        known = find(instrument, version)
    except UnknownInstrument:
        kept = {WHY: True, KEPT: json.loads(json.dumps(whole)), "working": []}
        result = Result(person_id=person_id, screening=row, scored=kept, **written)
        rows: list[Answer] = []
    else:
        then = about(sight, on=asked_at.astimezone(LOCAL).date())
        given = checked(known, answers, version=version)
        _, result = result_of(row, known, given, then, by=by, at=at, collected_for=collected_for)
        rows = as_said(row, known, given, by=by, at=at, collected_for=collected_for)
    Screening.objects.bulk_create([row])
    Answer.objects.bulk_create(rows)
    Result.objects.bulk_create([result])
    noted(sight, "take-in-screening", row.id, instrument, version, verb=Verb.COLLECT)
    return row.id


def _came_before(person_id: UUID, instrument: str, version: str, asked_at: datetime) -> UUID | None:
    """The same screening of another system, where it stands in the record already."""
    came = Screening.objects.filter(
        person_id=person_id,
        instrument=instrument,
        version=version,
        started_at=asked_at,
        came_in=CameIn.SYSTEM,
    )
    kept = came.exclude(state=ResponseState.ENTERED_IN_ERROR).values_list("id", flat=True)
    return kept.first()


def as_said(
    row: Screening,
    known: Instrument,
    given: Mapping[str, Value],
    *,
    by: Viewer,
    at: datetime,
    collected_for: Purpose = Purpose.CARE,
) -> list[Answer]:
    """Rows of checked answers that were given when the screening began and are entered now.

    How long an answer holds is counted from when it was given, not from when it came in.
    """
    found = []
    for item_id, value in given.items():
        item, state = known.item(item_id), state_of(value)
        coded = state is AnswerState.ANSWERED and item.kind is not Kind.TEXT
        found.append(
            Answer(
                person_id=row.person_id,
                screening=row,
                item=item_id,
                number=1,
                concept=item.concept,
                state=state,
                value=(list(value) if isinstance(value, tuple) else value) if coded else None,
                words=str(value) if state is AnswerState.ANSWERED and not coded else "",
                entered_at=at,
                recorded_at=row.started_at,
                recorded_by_id=by.worker_id,
                collected_for=collected_for,
            )
        )
    return found
