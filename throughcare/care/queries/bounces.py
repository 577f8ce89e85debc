"""Who turned whom away: every no to a referral or a need, exclusions that meet, and waits.

To be read under `viewing(viewer, at, extract=True)`; nothing here has a name of a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from throughcare.access.rules import Viewer
from throughcare.care.rules import ENDED

LOOKS_BACK = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Bounce:
    """How often one team turned another's requests away for one reason."""

    asked_by: str
    turned_away_by: str
    of_a_need: bool
    reason: str
    number: int
    people: int


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Two teams that both turned away the same people within half a year."""

    one: str
    other: str
    people: int
    taken_elsewhere: int


@dataclass(frozen=True, slots=True)
class Wait:
    """How long people wait for a service now: how many, half of them longer than, and at most."""

    service: str
    waiting: int
    middle_days: int
    longest_days: int


BOUNCES = """
SELECT f.name, t.name, x.of_a_need, x.reason, count(*), count(DISTINCT x.person_id)
FROM (
  SELECT r.person_id, r.from_team_id, r.to_team_id, false AS of_a_need, e.reason
  FROM care_referralevent e JOIN care_referral r ON r.id = e.referral_id
  WHERE e.kind = 'declined' AND e.happened_at >= %(since)s AND r.organisation_id = %(own)s
  UNION ALL
  SELECT o.person_id, o.from_team_id, o.to_team_id, true, o.because
  FROM care_needoffer o
  WHERE o.answer = 'declined' AND o.answered_at >= %(since)s AND o.organisation_id = %(own)s
) x JOIN access_team f ON f.id = x.from_team_id JOIN access_team t ON t.id = x.to_team_id
GROUP BY f.name, t.name, x.of_a_need, x.reason
ORDER BY count(*) DESC, f.name, t.name, x.reason
"""
EXCLUDING = """
WITH declined AS (
  SELECT DISTINCT r.person_id, r.to_team_id AS team, e.happened_at AS at
  FROM care_referralevent e JOIN care_referral r ON r.id = e.referral_id
  WHERE e.kind = 'declined' AND e.reason IN ('threshold', 'wrong-service')
    AND e.happened_at >= %(since)s AND r.organisation_id = %(own)s
  UNION
  SELECT o.person_id, o.to_team_id, o.answered_at FROM care_needoffer o
  WHERE o.answer = 'declined'
    AND o.because IN ('too-complex', 'not-complex-enough', 'other-need-first', 'not-ours')
    AND o.answered_at >= %(since)s AND o.organisation_id = %(own)s
), pairs AS (
  SELECT DISTINCT a.person_id, least(a.team, b.team) AS one, greatest(a.team, b.team) AS other,
         max(greatest(a.at, b.at)) OVER (PARTITION BY a.person_id) AS last
  FROM declined a JOIN declined b ON b.person_id = a.person_id AND b.team > a.team
   AND abs(extract(epoch FROM b.at - a.at)) < 180 * 86400
)
SELECT one.name, other.name, count(DISTINCT p.person_id),
       count(DISTINCT p.person_id) FILTER (WHERE EXISTS (
         SELECT 1 FROM care_referral r JOIN care_referralevent e ON e.referral_id = r.id
         WHERE r.person_id = p.person_id AND e.kind IN ('accepted', 'seen')
           AND e.happened_at >= p.last))
FROM pairs p JOIN access_team one ON one.id = p.one JOIN access_team other ON other.id = p.other
GROUP BY one.name, other.name ORDER BY 3 DESC, 1, 2
"""
WAITS = """
SELECT t.name, count(*),
       percentile_disc(0.5) WITHIN GROUP (ORDER BY (%(at)s::timestamptz - r.recorded_at)),
       max(%(at)s::timestamptz - r.recorded_at)
FROM care_referral r JOIN access_team t ON t.id = r.to_team_id
WHERE r.organisation_id = %(own)s AND NOT r.status = ANY (%(ended)s)
  AND r.status <> 'back-with-sender'
GROUP BY t.name ORDER BY 3 DESC, t.name
"""


def bounces(viewer: Viewer, at: datetime) -> list[Bounce]:
    """Every no of the last year to the viewer's organisation, the most frequent first."""
    return [Bounce(*row) for row in _rows(viewer, at, BOUNCES)]


def exclusions(viewer: Viewer, at: datetime) -> list[Exclusion]:
    """Pairs of teams of which each says that somebody is for the other, or for nobody."""
    return [Exclusion(*row) for row in _rows(viewer, at, EXCLUDING)]


def waits(viewer: Viewer, at: datetime) -> list[Wait]:
    """How long people have waited for each service, seen from a moment, the longest first."""
    return [
        Wait(service, number, middle.days, longest.days)
        for service, number, middle, longest in _rows(viewer, at, WAITS)
    ]


def _rows(viewer: Viewer, at: datetime, sql: str) -> Sequence[tuple[Any, ...]]:
    given: dict[str, Any] = {
        "own": viewer.organisation_id,
        "since": at - LOOKS_BACK,
        "at": at,
        "ended": [status.value for status in ENDED],
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()
