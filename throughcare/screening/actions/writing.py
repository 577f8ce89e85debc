"""What every action on a screening does first and last: open it, and say what was done."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection

from throughcare.access.actions import trail
from throughcare.access.roles import Purpose
from throughcare.access.rules import Act, Category, Refused, Sight, Verb, Viewer
from throughcare.people.queries import require_person
from throughcare.screening.instrument import Answer as Value
from throughcare.screening.instrument import Instrument
from throughcare.screening.models import Attempt, Result, Screening
from throughcare.screening.queries import Sheet, may_correct, screening
from throughcare.screening.rules import Context, Scored, answered_no, not_yours, score


def opened(by: Viewer, at: datetime, screening_id: UUID) -> tuple[Sight, Screening, Sheet]:
    """A screening, held until the action ends so that two workers write one after the other.

    Raises `NotPermitted`, or `Refused` when the viewer can see no such screening.
    """
    row = Screening.objects.select_for_update().filter(pk=screening_id).first()
    if row is None:
        raise Refused("There is no such screening.")
    sight = require_person(by, row.person_id, Act.WRITE, Category.SCREENING, at=at)
    sheet = screening(sight, screening_id)
    assert sheet is not None  # it is held, and writing implies reading in every policy
    return sight, row, sheet


def to_put_right(by: Viewer, at: datetime, screening_id: UUID) -> tuple[Sight, Screening, Sheet]:
    """As `opened`; `Refused` as well, with what else can be done, where others recorded it."""
    sight, row, sheet = opened(by, at, screening_id)
    if not may_correct(by, sheet.asked):
        raise Refused(not_yours(sheet.asked.organisation))
    return sight, row, sheet


def one_at_a_time(person_id: UUID) -> None:
    """What comes in about a person from elsewhere comes in one after the other, and never twice."""
    with connection.cursor() as cursor:
        told = f"screening of {person_id}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [told])


def noted(sight: Sight, what: str, *items: object, verb: Verb = Verb.ALTER) -> None:
    """Put on the trail what was done."""
    trail.write(
        by=sight.viewer,
        at=sight.at,
        verb=verb,
        what=what,
        people=[sight.person_id],
        categories=[Category.SCREENING],
        items=[str(item) for item in items],
        relationship=sight.relationship,
        decision=sight.decisions[(Act.WRITE, Category.SCREENING)],
    )


def result_of(
    row: Screening,
    instrument: Instrument,
    answers: Mapping[str, Value],
    context: Context,
    *,
    by: Viewer,
    at: datetime,
    number: int = 1,
    because: str = "",
    collected_for: Purpose = Purpose.CARE,
) -> tuple[Scored, Result]:
    """What checked answers add up to, and the row that keeps it, which is not saved yet."""
    scored = score(instrument, answers, context=context, version=row.version)
    return scored, Result(
        person_id=row.person_id,
        screening=row,
        number=number,
        score=scored.score,
        band=scored.band.label if scored.band else "",
        scored={**scored.document(), "about": context.facts()},
        answered_no=[need.value for need in answered_no(instrument, answers, context=context)],
        because=because.strip(),
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=collected_for,
    )


def settle(person_id: UUID, instrument: str, at: datetime) -> None:
    """They are asked after all, or another attempt was made: nobody waits for the earlier one."""
    Attempt.objects.filter(
        person_id=person_id, instrument=instrument, settled_at__isnull=True
    ).update(settled_at=at)
