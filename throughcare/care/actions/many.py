"""Noting safety facts of many people at once, as a custody record brings them in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.actions.adding import add_rows, near_ids
from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Verb, Viewer
from throughcare.care.models import SafetyFact
from throughcare.care.rules import SafetyKind, SafetyState


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says of one safety matter, and since when that source is known here.

    `entered_at` is None for a source that is new. A source that is known already is not noted
    again where the same was noted after it came. Of a `new_person` nothing can be held yet.
    """

    person_id: UUID
    kind: SafetyKind
    state: SafetyState
    entered_at: datetime | None = None
    new_person: bool = False


@action
def note_safety_many(*, by: Viewer, at: datetime, said: Sequence[Said]) -> frozenset[UUID]:
    """Note what sources say of many people who are present; gives those of whom something was.

    A yes is noted. Anything else is noted only where nothing is known yet, so that no source
    takes back a warning, or an answer that somebody gave in person. Raises `NotPermitted`.
    """
    decision = may(by, Act.WRITE, Category.SAFETY, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    held = _held(said)
    wanted: dict[tuple[UUID, SafetyKind], SafetyState] = {}
    for each in said:
        facts = held.get((each.person_id, each.kind), [])
        if each.state is not SafetyState.YES:
            if not facts:
                wanted.setdefault((each.person_id, each.kind), each.state)
        elif each.entered_at is None or not any(
            state == SafetyState.YES and recorded_at >= each.entered_at
            for state, recorded_at in facts
        ):
            wanted[each.person_id, each.kind] = each.state
    _note(by, at, wanted, replacing=bool(held))
    trail.write(
        by=by,
        at=at,
        verb=Verb.COLLECT,
        what="note-safety",
        people={person_id for person_id, _ in wanted},
        categories=[Category.SAFETY],
        relationship=RelationshipKind.PRESENT,
        decision=decision,
    )
    return frozenset(person_id for person_id, _ in wanted)


def _held(said: Sequence[Said]) -> dict[tuple[UUID, SafetyKind], list[tuple[str, datetime]]]:
    held: dict[tuple[UUID, SafetyKind], list[tuple[str, datetime]]] = {}
    people = {each.person_id for each in said if not each.new_person}
    rows = SafetyFact.objects.filter(person_id__among=people)
    for person, kind, state, recorded_at in rows.values_list(
        "person_id", "kind", "state", "recorded_at"
    ):
        held.setdefault((person, SafetyKind(kind)), []).append((state, recorded_at))
    return held


def _note(
    by: Viewer,
    at: datetime,
    wanted: dict[tuple[UUID, SafetyKind], SafetyState],
    *,
    replacing: bool,
) -> None:
    for kind in sorted({kind for _, kind in wanted}) if replacing else ():
        SafetyFact.objects.filter(
            person_id__among=[person for person, about in wanted if about is kind],
            kind=kind,
            superseded_at__isnull=True,
        ).update(superseded_at=at)
    ids = near_ids()
    add_rows(
        SafetyFact,
        (
            "id",
            "person_id",
            "kind",
            "state",
            "action",
            "recorded_at",
            "recorded_by_id",
            "collected_for",
        ),
        [
            (next(ids), person, kind, state, "", at, by.worker_id, by.purpose)
            for (person, kind), state in wanted.items()
        ],
    )
