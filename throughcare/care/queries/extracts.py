"""Rows for figures: everything that happened, with what groups it, and no name.

To be read under `viewing(viewer, at, extract=True)`: then row security also shows people whose
relationship to the viewer's organisation has ended, as a figure over a past period needs. Nothing
read so may be shown with a name. A moment or a fact that is not known is None.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection

from throughcare.access.rules import Viewer

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class LiaisonRow:
    """One team and one person in one passage through custody; each moment is the first of its kind.

    `response` is the last answer to the offer, `declined_because` its coded reason.
    """

    liaison_id: UUID
    person_id: UUID
    episode_id: UUID
    born_on: date | None
    sex: str | None
    ethnicity: str | None
    offence_group: str
    place_id: UUID | None
    place: str | None
    place_kind: str | None
    team_id: UUID
    team: str
    status: str
    alerted_for: list[str]
    arrived_at: datetime
    left_custody_at: datetime | None
    leaving: str
    alerted_at: datetime | None
    offered_at: datetime | None
    response: str | None
    declined_because: str | None
    seen_at: datetime | None
    left_unseen_at: datetime | None
    closed_at: datetime | None
    closed_because: str | None


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One need of one person; the status and team are those of now."""

    need_id: UUID
    person_id: UUID
    episode_id: UUID | None
    born_on: date | None
    sex: str | None
    ethnicity: str | None
    offence_group: str | None
    place_id: UUID | None
    place: str | None
    place_kind: str | None
    team_id: UUID
    team: str
    type: str
    status: str
    known_before: bool | None
    found_at: datetime
    changed_at: datetime | None
    referrals: int


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """One referral; each moment is the first of its kind, and `missed` counts non-attendance."""

    referral_id: UUID
    person_id: UUID
    episode_id: UUID | None
    born_on: date | None
    sex: str | None
    ethnicity: str | None
    offence_group: str | None
    place_id: UUID | None
    place: str | None
    place_kind: str | None
    team_id: UUID
    team: str
    to_team_id: UUID
    to_team: str
    relink: bool
    urgent: bool
    status: str
    instead_of_id: UUID | None
    needs: list[str]
    made_at: datetime
    accepted_at: datetime | None
    declined_at: datetime | None
    declined_because: str | None
    booked_at: datetime | None
    appointment_at: datetime | None
    missed: int
    seen_at: datetime | None
    engaged_at: datetime | None
    relinked_at: datetime | None
    closed_at: datetime | None
    closed_because: str | None
    next_action_on: date | None


PERSON = "b.born_on, b.sex, b.ethnicity"
PLACE = "s.place_id, g.name, g.kind"
JOINS = """
LEFT JOIN people_particulars b ON b.person_id = x.person_id AND b.superseded_at IS NULL
LEFT JOIN pathway_episode p ON p.id = x.episode_id
LEFT JOIN LATERAL (SELECT y.place_id FROM pathway_stay y WHERE y.episode_id = x.episode_id
                   ORDER BY y.arrived_at LIMIT 1) s ON true
LEFT JOIN pathway_place g ON g.id = s.place_id
"""
OFFERS = "('accepted', 'declined', 'deferred', 'unable-to-decide')"
LIAISONS = f"""
SELECT x.id, x.person_id, x.episode_id, {PERSON}, p.offence_group, {PLACE}, x.team_id, t.name,
       x.status, x.alerted_for, p.started_at, p.ended_at, p.leaving,
       e.alerted, e.offered, e.response, e.declined_because, e.seen, e.unseen, e.closed,
       e.closed_because
FROM care_liaison x JOIN access_team t ON t.id = x.team_id {JOINS}
LEFT JOIN LATERAL (
  SELECT min(v.happened_at) FILTER (WHERE v.kind = 'alerted') AS alerted,
         min(v.happened_at) FILTER (WHERE v.kind IN {OFFERS}) AS offered,
         (array_agg(v.kind ORDER BY v.happened_at DESC) FILTER (WHERE v.kind IN {OFFERS}))[1]
           AS response,
         (array_agg(nullif(v.reason, '') ORDER BY v.happened_at DESC)
           FILTER (WHERE v.kind IN {OFFERS}))[1] AS declined_because,
         min(v.happened_at) FILTER (WHERE v.kind = 'seen') AS seen,
         min(v.happened_at) FILTER (WHERE v.kind = 'left-unseen') AS unseen,
         min(v.happened_at) FILTER (WHERE v.kind = 'closed') AS closed,
         (array_agg(v.reason ORDER BY v.happened_at) FILTER (WHERE v.kind = 'closed'))[1]
           AS closed_because
  FROM care_liaisonevent v WHERE v.liaison_id = x.id) e ON true
WHERE x.organisation_id = %s AND p.started_at >= %s AND p.started_at < %s
ORDER BY p.started_at, x.id
"""  # noqa: S608 - the parts are constants above
NEEDS = f"""
SELECT x.id, x.person_id, x.episode_id, {PERSON}, p.offence_group, {PLACE},
       x.responsible_team_id, t.name, x.type, x.status, x.known_before, x.recorded_at,
       (SELECT max(c.recorded_at) FROM care_needchange c WHERE c.need_id = x.id
        AND c.recorded_at > x.recorded_at),
       (SELECT count(*) FROM care_referralneed r WHERE r.need_id = x.id)
FROM care_need x JOIN access_team t ON t.id = x.responsible_team_id {JOINS}
WHERE x.organisation_id = %s AND x.recorded_at >= %s AND x.recorded_at < %s
ORDER BY x.recorded_at, x.id
"""  # noqa: S608 - the parts are constants above
REFERRALS = f"""
SELECT x.id, x.person_id, x.episode_id, {PERSON}, p.offence_group, {PLACE}, x.from_team_id, f.name,
       x.to_team_id, t.name, x.relink, x.urgent, x.status, x.instead_of_id,
       coalesce((SELECT array_agg(n.type ORDER BY n.type) FROM care_referralneed r
                 JOIN care_need n ON n.id = r.need_id WHERE r.referral_id = x.id), '{{}}'),
       coalesce(e.made, x.recorded_at), e.accepted, e.declined, e.declined_because, e.booked,
       e.appointment, e.missed, e.seen, e.engaged, e.relinked, e.closed, e.closed_because,
       x.next_action_on
FROM care_referral x JOIN access_team f ON f.id = x.from_team_id
JOIN access_team t ON t.id = x.to_team_id {JOINS}
LEFT JOIN LATERAL (
  SELECT min(v.happened_at) FILTER (WHERE v.kind = 'made') AS made,
         min(v.happened_at) FILTER (WHERE v.kind = 'accepted') AS accepted,
         min(v.happened_at) FILTER (WHERE v.kind = 'declined') AS declined,
         (array_agg(v.reason ORDER BY v.happened_at) FILTER (WHERE v.kind = 'declined'))[1]
           AS declined_because,
         min(v.happened_at) FILTER (WHERE v.kind = 'booked') AS booked,
         (array_agg(v.appointment_at ORDER BY v.happened_at) FILTER (WHERE v.kind = 'booked'))[1]
           AS appointment,
         count(*) FILTER (WHERE v.kind = 'not-attended') AS missed,
         min(v.happened_at) FILTER (WHERE v.kind = 'seen') AS seen,
         min(v.happened_at) FILTER (WHERE v.kind = 'engaged') AS engaged,
         min(v.happened_at) FILTER (WHERE v.kind = 're-linked') AS relinked,
         min(v.happened_at) FILTER (WHERE v.kind = 'closed') AS closed,
         (array_agg(v.reason ORDER BY v.happened_at) FILTER (WHERE v.kind = 'closed'))[1]
           AS closed_because
  FROM care_referralevent v WHERE v.referral_id = x.id) e ON true
WHERE x.organisation_id = %s AND x.recorded_at >= %s AND x.recorded_at < %s
ORDER BY x.recorded_at, x.id
"""  # noqa: S608 - the parts are constants above


def liaisons_for_extract(viewer: Viewer, since: datetime, until: datetime) -> Iterator[LiaisonRow]:
    """Liaisons of the viewer's organisation in passages that began in the period."""
    return _rows(LiaisonRow, LIAISONS, [viewer.organisation_id, since, until])


def needs_for_extract(viewer: Viewer, since: datetime, until: datetime) -> Iterator[NeedRow]:
    """Needs that the viewer's organisation found in the period."""
    return _rows(NeedRow, NEEDS, [viewer.organisation_id, since, until])


def referrals_for_extract(
    viewer: Viewer, since: datetime, until: datetime
) -> Iterator[ReferralRow]:
    """Referrals that the viewer's organisation made in the period."""
    return _rows(ReferralRow, REFERRALS, [viewer.organisation_id, since, until])


def _rows(kind: type[Row], sql: str, given: list[Any]) -> Iterator[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        while rows := cursor.fetchmany(2000):
            yield from (kind(*row) for row in rows)
