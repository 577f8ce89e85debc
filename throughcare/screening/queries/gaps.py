"""Questions that a completed screening leaves open, and answers that were asked for twice.

To be read under `viewing(viewer, at, extract=True)`; no answer is given out, only where it stands.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import NO_RELATIONSHIP, Act, Category, NotPermitted, Viewer
from throughcare.screening.instrument import UnknownInstrument, find
from throughcare.screening.rules import AnswerState, KnownAnswer, ResponseState, is_fresh


@dataclass(frozen=True, slots=True)
class Gap:
    """A question of a completed screening that the person declined or could not answer."""

    screening_id: UUID
    instrument: str
    version: str
    item: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """A question that was put although a fresh answer to it was held and could be confirmed.

    `same` says that the same answer was given again. One that differs may also be an earlier
    answer that was shown and that the person changed: the two cannot be told apart.
    """

    answer_id: UUID
    item: str
    asked_at: datetime
    same: bool


GAPS = """
SELECT s.id, s.instrument, s.version, a.item
FROM screening_screening s
JOIN LATERAL (SELECT DISTINCT ON (x.item) x.item, x.state FROM screening_answer x
              WHERE x.screening_id = s.id ORDER BY x.item, x.number DESC) a ON true
WHERE s.organisation_id = %s AND s.started_at >= %s AND s.started_at < %s
  AND s.state = %s AND a.state = ANY (%s)
ORDER BY s.started_at, s.id, a.item
"""
REPEATS = """
SELECT a.id, s.instrument, s.version, a.item, a.recorded_at, a.value, b.value, b.recorded_at
FROM screening_answer a
JOIN screening_screening s ON s.id = a.screening_id
JOIN LATERAL (SELECT x.value, x.state, x.recorded_at FROM screening_answer x
              JOIN screening_screening y ON y.id = x.screening_id
              WHERE x.person_id = a.person_id AND x.concept = a.concept
                AND x.screening_id <> a.screening_id AND x.recorded_at < a.recorded_at
                AND y.state <> %s
              ORDER BY x.recorded_at DESC, x.number DESC LIMIT 1) b ON true
WHERE s.organisation_id = %s AND a.recorded_at >= %s AND a.recorded_at < %s AND s.state <> %s
  AND a.number = 1 AND a.confirmed_from IS NULL AND a.state = %s AND a.value IS NOT NULL
  AND b.state = %s AND b.value IS NOT NULL
ORDER BY a.recorded_at, a.id
"""


def gaps_for_extract(viewer: Viewer, since: datetime, until: datetime) -> Iterator[Gap]:
    """Questions without an answer in completed screenings begun in the period."""
    _require(viewer)
    open_states = [AnswerState.DECLINED.value, AnswerState.UNABLE.value]
    with connection.cursor() as cursor:
        completed = ResponseState.COMPLETED.value
        cursor.execute(GAPS, [viewer.organisation_id, since, until, completed, open_states])
        while rows := cursor.fetchmany(2000):
            yield from (Gap(*row) for row in rows)


def repeats_for_extract(viewer: Viewer, since: datetime, until: datetime) -> list[Repeat]:
    """Questions put again in the period while a fresh answer was held, oldest first.

    Safety-critical questions are always put, so they are none. Free text is not compared.
    """
    _require(viewer)
    in_error, answered = ResponseState.ENTERED_IN_ERROR.value, AnswerState.ANSWERED.value
    with connection.cursor() as cursor:
        cursor.execute(
            REPEATS,
            [in_error, viewer.organisation_id, since, until, in_error, answered, answered],
        )
        found = (_repeat(*row) for row in cursor.fetchall())
        return [repeat for repeat in found if repeat is not None]


def _repeat(
    answer_id: UUID,
    instrument: str,
    version: str,
    item_id: str,
    asked_at: datetime,
    value: str,
    earlier: str,
    earlier_at: datetime,
) -> Repeat | None:
    try:
        item = find(instrument, version).by_id()[item_id]
    except (UnknownInstrument, KeyError):
        return None  # an instrument taken off the shelf: nobody can say how long it held
    held = KnownAnswer(item.concept, json.loads(earlier), earlier_at)
    if not is_fresh(item, held, at=asked_at):
        return None
    return Repeat(answer_id, item_id, asked_at, json.loads(value) == held.value)


def _require(viewer: Viewer) -> None:
    figures = may(viewer, Act.READ, Category.FIGURE, NO_RELATIONSHIP)
    oversight = may(viewer, Act.READ, Category.AUDIT, NO_RELATIONSHIP)
    if not (figures.permitted or oversight.permitted):
        raise NotPermitted(figures)
