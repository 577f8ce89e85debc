"""How ready somebody is to leave, who was reached since, and what a death taught."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Sight, Viewer
from throughcare.care.models import DeathLearning, Preparation, ReleaseContact
from throughcare.care.rules.release import (
    Contact,
    Matter,
    MatterState,
    Reach,
    Readiness,
    Settled,
    contact_due,
    reach,
    readiness,
)
from throughcare.clocks.lengths import LOCAL
from throughcare.pathway.rules import ESTABLISHMENTS


@dataclass(frozen=True, slots=True)
class Term:
    """A time in an establishment: when it ends or ended, and whether the person died since."""

    episode_id: UUID
    place: str
    since: datetime
    likely_release_at: datetime | None
    released_at: datetime | None
    back_at: datetime | None
    died_event_id: UUID | None
    died_at: datetime | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """One matter of a term, with who said so and when; the beginning is that nobody knows."""

    settled: Settled
    who_said: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ContactMade:
    """One try to reach somebody after release."""

    kind: Contact
    at: datetime
    note: str
    who: str


@dataclass(frozen=True, slots=True)
class Learning:
    """What a death after release teaches."""

    known: str
    learnt: str
    changes: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Release:
    """A term with its preparation, the contacts since, and how it stands with both."""

    term: Term
    prepared: tuple[Prepared, ...]
    readiness: Readiness
    contacts: tuple[ContactMade, ...]
    contact_due_at: datetime | None
    reach: Reach | None
    learning: tuple[Learning, ...]


# The last term of a person, by when it began; a time in hospital in between belongs to it.
TERM = """
SELECT s.episode_id, g.name, s.arrived_at, s.likely_release_at,
       CASE WHEN x.leaving = 'released' THEN x.ended_at END,
       (SELECT min(b.arrived_at) FROM pathway_stay b JOIN pathway_place h ON h.id = b.place_id
        WHERE b.person_id = s.person_id AND b.arrived_at >= x.ended_at AND h.kind = ANY (%(held)s)),
       d.id, coalesce(d.happened_at, d.recorded_at)
FROM pathway_stay s JOIN pathway_place g ON g.id = s.place_id
JOIN pathway_episode x ON x.id = s.episode_id
LEFT JOIN LATERAL (SELECT e.* FROM pathway_event e
    WHERE e.person_id = s.person_id AND e.kind = 'died' AND NOT e.struck_out
      AND NOT EXISTS (SELECT 1 FROM pathway_event c WHERE c.corrects_id = e.id) LIMIT 1) d ON true
WHERE s.person_id = %(person)s AND g.kind = ANY (%(held)s)
ORDER BY s.arrived_at DESC LIMIT 1
"""
STANDS = """
SELECT p.episode_id, count(*) FILTER (WHERE p.state IN ('done', 'not-needed'))
FROM care_preparation p WHERE p.episode_id = ANY (%s) AND p.superseded_at IS NULL
GROUP BY p.episode_id
"""
CONTACTS = """
SELECT c.episode_id, c.kind FROM care_releasecontact c
WHERE c.episode_id = ANY (%s) ORDER BY c.happened_at, c.recorded_at
"""


def release_of(sight: Sight) -> Release | None:
    """How one person's release is prepared, or how it stands since; None without a term."""
    if not sight.may(Category.NEED):
        raise NotPermitted(sight.decisions[(Act.READ, Category.NEED)])
    term = _term(sight.person_id)
    if term is None:
        return None
    rows = {
        Matter(row.matter): row
        for row in Preparation.objects.filter(
            episode_id=term.episode_id, superseded_at__isnull=True
        ).select_related("recorded_by")
    }
    prepared = tuple(_prepared(matter, rows.get(matter)) for matter in Matter)
    on = sight.at.astimezone(LOCAL).date()
    made = tuple(
        ContactMade(Contact(row.kind), row.happened_at, row.note, row.recorded_by.name)
        for row in ReleaseContact.objects.filter(episode_id=term.episode_id)
        .select_related("recorded_by")
        .order_by("happened_at", "recorded_at")
    )
    due = contact_due(term.released_at) if term.released_at else None
    return Release(
        term,
        prepared,
        readiness((one.settled for one in prepared), on=on),
        made,
        due,
        reach((one.kind for one in made), due_at=due, at=sight.at) if due else None,
        tuple(
            Learning(row.known, row.learnt, row.changes, row.recorded_by.name, row.recorded_at)
            for row in DeathLearning.objects.filter(event_id=term.died_event_id)
            .select_related("recorded_by")
            .order_by("recorded_at")
        )
        if term.died_event_id
        else (),
    )


def prepared_of(viewer: Viewer, episodes: Iterable[UUID]) -> dict[UUID, int]:
    """How many matters of each term are settled; a term without any is left out. One query."""
    _require(viewer)
    return {row[0]: row[1] for row in _rows(STANDS, list(episodes))}


def reach_of(
    viewer: Viewer, released: Iterable[tuple[UUID, datetime]], *, at: datetime
) -> dict[UUID, tuple[Reach, int]]:
    """How it stands with reaching people, by term, with how many tries. One query."""
    _require(viewer)
    terms = dict(released)
    found: dict[UUID, list[Contact]] = {episode: [] for episode in terms}
    for episode, kind in _rows(CONTACTS, list(terms)):
        found[episode].append(Contact(kind))
    return {
        episode: (reach(kinds, due_at=contact_due(terms[episode]), at=at), len(kinds))
        for episode, kinds in found.items()
    }


def _term(person_id: UUID) -> Term | None:
    with connection.cursor() as cursor:
        cursor.execute(TERM, {"person": person_id, "held": [k.value for k in ESTABLISHMENTS]})
        row = cursor.fetchone()
    return Term(*row) if row else None


def _prepared(matter: Matter, row: Preparation | None) -> Prepared:
    if row is None:
        return Prepared(Settled(matter, MatterState.NOT_KNOWN))
    state = MatterState(row.state)
    settled = Settled(matter, state, row.words, row.day, row.who, row.by_on)
    return Prepared(settled, row.recorded_by.name, row.recorded_at)


def _require(viewer: Viewer) -> None:
    decision = may(viewer, Act.READ, Category.NEED, RelationshipKind.ALLOCATED)
    if not decision.permitted:
        raise NotPermitted(decision)


def _rows(statement: str, given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [given])
        return list(cursor.fetchall())
