"""Which records could be of one person? Those that nobody has decided on yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from throughcare.access.rules import Viewer
from throughcare.people.models import PairDecision
from throughcare.people.queries.linking import Linkable, people_to_link
from throughcare.people.queries.matching import judged_candidates
from throughcare.people.queries.recognising import require_finding
from throughcare.people.rules import Judgement, Verdict
from throughcare.people.rules.apart import Apart, settled

LOOKED_AT = 300
"""So many records are looked at together, those that were opened last first."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two records that could be of one person, and how well they fit."""

    person_id: UUID
    other_id: UUID
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Doubts:
    """The pairs to decide on among some records, likeliest first, and whether there are older."""

    pairs: list[Doubt]
    older: bool


def possible_duplicates(viewer: Viewer, *, at: datetime, page: int = 1) -> Doubts:
    """The pairs to decide on among the records that were opened last, each once.

    `page` 2 looks at the records opened before those of page 1, and so on. The first record is of
    somebody whom the viewer's organisation has a relationship to. People with a restricted record
    are on neither side. Raises `NotPermitted` unless the viewer may find people.
    """
    require_finding(viewer)
    skip = (page - 1) * LOOKED_AT
    people = people_to_link(viewer, most=LOOKED_AT + 1, skip=skip)
    pairs = _undecided(viewer, people[:LOOKED_AT], at, thorough=False)
    return Doubts(pairs, older=len(people) > LOOKED_AT)


def doubt(viewer: Viewer, person_id: UUID, other_id: UUID, *, at: datetime) -> Doubt | None:
    """The doubt about these two records, if there is one and it was not settled before."""
    require_finding(viewer)
    found = _undecided(viewer, people_to_link(viewer, people=[person_id]), at, thorough=True)
    pair = frozenset((person_id, other_id))
    return next((one for one in found if {one.person_id, one.other_id} == pair), None)


def _undecided(
    viewer: Viewer, people: Sequence[Linkable], at: datetime, *, thorough: bool
) -> list[Doubt]:
    apart = _apart({one.person_id for one in people}, at)
    found: dict[frozenset[UUID], Doubt] = {}
    asked = [one.incoming for one in people]
    for one, candidates in zip(
        people, judged_candidates(viewer, asked, thorough=thorough), strict=True
    ):
        for candidate in candidates:
            pair = frozenset((one.person_id, candidate.person_id))
            differs = candidate.judgement.verdict is Verdict.DIFFERENT
            if len(pair) == 2 and not differs and pair not in apart:
                found.setdefault(
                    pair, Doubt(one.person_id, candidate.person_id, candidate.judgement)
                )
    return sorted(found.values(), key=lambda one: -one.judgement.weight)


def _apart(people: set[UUID], at: datetime) -> set[frozenset[UUID]]:
    """The pairs that somebody decided on, each record as it is now, merged or not."""
    decided: dict[frozenset[UUID], bool] = {}
    rows = PairDecision.objects.order_by("decided_at").values_list(
        "person_id", "other_id", "decision", "decided_at"
    )
    known = _now({one for row in rows for one in row[:2]})
    for person_id, other_id, decision, decided_at in rows:
        pair = frozenset((known.get(person_id, person_id), known.get(other_id, other_id)))
        if pair & people:
            decided[pair] = settled(Apart(decision), decided_at, at)
    return {pair for pair, is_settled in decided.items() if is_settled}


def _now(people: set[UUID]) -> dict[UUID, UUID]:
    if not people:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT p, people_now(p) FROM unnest(%s::uuid[]) AS p", [list(people)])
        return {before: now for before, now in cursor.fetchall() if now}
