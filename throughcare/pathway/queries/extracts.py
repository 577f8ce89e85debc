"""Passages through custody for figures: whom a service could have reached, without names.

To be read under `viewing(viewer, at, extract=True)`, which also shows people whose relationship to
the viewer's organisation has ended.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import NO_RELATIONSHIP, Act, Category, NotPermitted, Viewer


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """One passage that began in a place that a team of the viewer's organisation covers.

    `only_under_18` says whom the teams there see: True children, False adults, None everybody.
    What is not known of the person is None.
    """

    episode_id: UUID
    person_id: UUID
    born_on: date | None
    sex: str | None
    ethnicity: str | None
    offence_group: str
    place: str
    only_under_18: bool | None
    arrived_at: datetime
    left_at: datetime | None
    leaving: str


@dataclass(frozen=True, slots=True)
class Alike:
    """What makes two passages alike beside what is known of the people and their arrival.

    Whether they took no longer than `brief`, as far as is known `at` a moment, and whether they are
    among those `apart`.
    """

    at: datetime
    brief: timedelta
    apart: Collection[UUID]


@dataclass(frozen=True, slots=True)
class OpenStay:
    """Somebody for whom a clock runs where they are now, and whether one of them is overdue.

    `covered` says that the viewer's organisation runs the place, or that a team of it covers it.
    """

    stay_id: UUID
    covered: bool
    overdue: bool


# What was covered on the day is asked of few places, and for whom of the passages found alone. The
# passages are found first: places are few, and for each of them all were looked through again.
EPISODES = """
WITH cover AS MATERIALIZED (
  SELECT v.place_id, v.under_18, daterange(v.starts_on, v.ends_on, '[]') AS days
  FROM pathway_coverspell v JOIN access_team t ON t.id = v.team_id
  WHERE t.organisation_id = %(own)s AND v.state = 'agreed'
), passages AS MATERIALIZED (
  SELECT e.id, e.person_id, e.offence_group, e.started_at, e.ended_at, e.leaving, s.place_id,
         b.born_on, b.sex, b.ethnicity
  FROM pathway_episode e
  JOIN LATERAL (SELECT y.place_id FROM pathway_stay y WHERE y.episode_id = e.id
                ORDER BY y.arrived_at, y.id LIMIT 1) s ON true
  LEFT JOIN people_particulars b ON b.person_id = e.person_id AND b.superseded_at IS NULL
  WHERE e.started_at >= %(since)s AND e.started_at < %(until)s AND e.kind = 'police-custody' THESE
    AND EXISTS (SELECT 1 FROM cover c WHERE c.place_id = s.place_id
                AND c.days @> (e.started_at AT TIME ZONE 'Europe/London')::date)
)
SELECT e.id, e.person_id, e.born_on, e.sex, e.ethnicity, e.offence_group, g.name,
       (SELECT CASE WHEN bool_and(c.under_18) THEN true
                    WHEN bool_and(NOT c.under_18) THEN false END
        FROM cover c WHERE c.place_id = e.place_id
          AND c.days @> (e.started_at AT TIME ZONE 'Europe/London')::date),
       e.started_at, e.ended_at, e.leaving
FROM passages e JOIN pathway_place g ON g.id = e.place_id
ORDER BY e.started_at, e.id
"""
ONE_OF_EACH = """
    AND e.id IN (SELECT o.id FROM pathway_one_of_each(
      %(since)s, %(until)s, %(at)s, %(brief)s, %(apart)s) AS o (id))"""
# Who keeps no board is not told that somebody whom they know is in custody.
OPEN_STAYS = """
WITH ours AS MATERIALIZED (
  SELECT p.id FROM pathway_place p LEFT JOIN pathway_cover v ON v.place_id = p.id
  LEFT JOIN access_team t ON t.id = v.team_id
  WHERE p.kind = 'custody-suite' AND (p.organisation_id = %(own)s OR t.organisation_id = %(own)s)
)
SELECT s.id,
       s.place_id IN (SELECT id FROM ours),
       coalesce(bool_or(c.due_at < %(at)s AND c.paused_at IS NULL), false)
FROM pathway_stay s
JOIN pathway_place g ON g.id = s.place_id AND g.kind = 'custody-suite'
JOIN pathway_runningclock c ON c.stay_id = s.id
WHERE s.left_at IS NULL AND EXISTS (SELECT 1 FROM ours)
GROUP BY s.id ORDER BY s.arrived_at, s.id
"""


def episodes_for_extract(
    viewer: Viewer, since: datetime, until: datetime, alike: Alike | None = None
) -> Iterator[EpisodeRow]:
    """Passages that began from `since` to before `until` in places that it covered then.

    With `alike` only one of each sort, whichever it is: those left out differ in nothing that a
    figure tells apart.
    """
    _require(viewer)
    given: dict[str, Any] = {"own": viewer.organisation_id, "since": since, "until": until}
    if alike is not None:
        given |= {"at": alike.at, "brief": alike.brief, "apart": list(alike.apart)}
    with connection.cursor() as cursor:
        cursor.execute(EPISODES.replace("THESE", ONE_OF_EACH if alike else ""), given)
        while rows := cursor.fetchmany(2000):
            yield from (EpisodeRow(*row) for row in rows)


def open_stays_for_extract(viewer: Viewer, at: datetime) -> list[OpenStay]:
    """Everybody in custody now, known to the viewer's organisation, for whom a clock runs."""
    _require(viewer)
    with connection.cursor() as cursor:
        cursor.execute(OPEN_STAYS, {"own": viewer.organisation_id, "at": at})
        return [OpenStay(*row) for row in cursor.fetchall()]


def _require(viewer: Viewer) -> None:
    figures = may(viewer, Act.READ, Category.FIGURE, NO_RELATIONSHIP)
    oversight = may(viewer, Act.READ, Category.AUDIT, NO_RELATIONSHIP)
    if not (figures.permitted or oversight.permitted):
        raise NotPermitted(figures)
