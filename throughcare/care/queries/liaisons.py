"""Where the liaison with somebody stands: for one person, and for everybody on a board."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Sight, Viewer
from throughcare.care.models import Liaison
from throughcare.care.queries.safety import SafetyNow, _current, _ordered, reaching
from throughcare.care.rules import (
    AlertReason,
    LiaisonEventKind,
    LiaisonStatus,
    SafetyKind,
    SafetyState,
)


@dataclass(frozen=True, slots=True)
class BoardMark:
    """What the board says of one person beside whereabouts and clocks.

    Somebody without a liaison is "not offered". `safety` holds the facts that are "yes"; `adult`
    is what is said of an appropriate adult, None where nobody said anything.
    """

    status: LiaisonStatus = LiaisonStatus.NOT_OFFERED
    alerted_for: tuple[AlertReason, ...] = ()
    safety: tuple[SafetyNow, ...] = ()
    adult: SafetyState | None = None


@dataclass(frozen=True, slots=True)
class LiaisonHappening:
    """Something that happened between the team and the person."""

    kind: LiaisonEventKind
    at: datetime
    reason: str
    who: str


@dataclass(frozen=True, slots=True)
class LiaisonNow:
    """One team's liaison in one episode, with everything that happened, oldest first."""

    liaison_id: UUID
    episode_id: UUID
    organisation_id: UUID
    team_id: UUID
    team: str
    status: LiaisonStatus
    alerted_for: tuple[AlertReason, ...]
    events: tuple[LiaisonHappening, ...]

    @property
    def closed(self) -> bool:
        """Whether the team said that it has nothing more to do."""
        return bool(self.events) and self.events[-1].kind is LiaisonEventKind.CLOSED


def liaisons(sight: Sight) -> list[LiaisonNow]:
    """Every liaison with the person, newest first."""
    if not sight.may(Category.ENGAGEMENT):
        raise NotPermitted(sight.decisions[(Act.READ, Category.ENGAGEMENT)])
    found = (
        Liaison.objects.filter(person_id=sight.person_id)
        .select_related("team")
        .prefetch_related("events__recorded_by")
        .order_by("-recorded_at")
    )
    return [
        LiaisonNow(
            one.id,
            one.episode_id,
            one.organisation_id,
            one.team_id,
            one.team.name,
            LiaisonStatus(one.status),
            tuple(AlertReason(reason) for reason in one.alerted_for),
            tuple(
                LiaisonHappening(
                    LiaisonEventKind(event.kind),
                    event.happened_at,
                    event.reason,
                    event.recorded_by.name,
                )
                for event in sorted(one.events.all(), key=lambda event: event.happened_at)
            ),
        )
        for one in found
    ]


# Written out, as the board itself is: it is asked for all day long.
MARKS = """
SELECT e.id, e.person_id, l.organisation_id, l.status, l.alerted_for
FROM pathway_episode e LEFT JOIN care_liaison l ON l.episode_id = e.id
WHERE e.id = ANY (%s)
"""


def board_marks(
    viewer: Viewer, episode_ids: Iterable[UUID], *, at: datetime
) -> dict[UUID, BoardMark]:
    """Marks by episode for a board.

    Two queries, however many people. Where two teams have a liaison, the viewer's own counts,
    otherwise the one that has come furthest.
    """
    decision = may(viewer, Act.READ, Category.ENGAGEMENT, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    people: dict[UUID, UUID] = {}
    best: dict[UUID, tuple[tuple[bool, int], LiaisonStatus]] = {}
    alerts: dict[UUID, list[AlertReason]] = {}
    order = list(LiaisonStatus)
    with connection.cursor() as cursor:
        cursor.execute(MARKS, [list(episode_ids)])
        rows = cursor.fetchall()
    for episode_id, person_id, organisation_id, status, alerted_for in rows:
        people[episode_id] = person_id
        if status is None:
            continue
        found = LiaisonStatus(status)
        rank = (organisation_id == viewer.organisation_id, order.index(found))
        best[episode_id] = max(best.get(episode_id, (rank, found)), (rank, found))
        alerts.setdefault(episode_id, []).extend(AlertReason(reason) for reason in alerted_for)
    facts = _current(list(people.values()), reaching(viewer, at))
    return {
        episode_id: BoardMark(
            best[episode_id][1] if episode_id in best else LiaisonStatus.NOT_OFFERED,
            tuple(dict.fromkeys(alerts.get(episode_id, []))),
            tuple(f for f in _ordered(facts.get(person, [])) if f.state is SafetyState.YES),
            _adult(facts.get(person, [])),
        )
        for episode_id, person in people.items()
    }


def _adult(facts: Iterable[SafetyNow]) -> SafetyState | None:
    found = [fact.state for fact in facts if fact.kind is SafetyKind.APPROPRIATE_ADULT]
    return found[0] if found else None
