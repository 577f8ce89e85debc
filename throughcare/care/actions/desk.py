"""Handovers of a whole batch of movements: gathered in mind, written in a few statements."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max

from throughcare.access.actions.adding import add_rows, near_ids
from throughcare.access.actions.relationships import Reason, end_after_tail, relate
from throughcare.access.roles import Purpose
from throughcare.access.rules import Viewer
from throughcare.care.actions.handing import (
    Opening,
    beginning,
    moved_to,
    offered,
    reasons_to_know,
)
from throughcare.care.actions.writing import after
from throughcare.care.models import Handover, HandoverEvent
from throughcare.care.queries.moves import TeamThere
from throughcare.care.rules.handovers import EndedBecause, HandoverState, HandoverStep

HANDOVER = (
    "id", "person_id", "route", "from_team_id", "to_team_id", "from_place_id", "to_place_id",
    "moved_at", "emergency", "state", "due_on", "arrived_at", "seen_at", "answered_by_name",
    "ended_because", "continues_id", "recorded_at", "recorded_by_id", "collected_for",
)  # fmt: skip
EVENT = (
    "id", "person_id", "handover_id", "kind", "happened_at", "team_id", "because", "note",
    "recorded_at", "recorded_by_id", "collected_for",
)  # fmt: skip
CHANGE = """
UPDATE care_handover h SET to_team_id = g.to_team, to_place_id = g.to_place, state = g.state,
  due_on = g.due_on, arrived_at = g.arrived_at, seen_at = g.seen_at,
  answered_by_name = g.answered, ended_because = g.because
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::text[], %s::date[], %s::timestamptz[],
            %s::timestamptz[], %s::text[], %s::text[])
  AS g(id, to_team, to_place, state, due_on, arrived_at, seen_at, answered, because)
WHERE h.id = g.id
"""
CHANGED = (
    "id", "to_team_id", "to_place_id", "state", "due_on", "arrived_at", "seen_at",
    "answered_by_name", "ended_because",
)  # fmt: skip


@dataclass
class Desk:
    """What becomes of the handovers of some people, until `write` keeps all of it.

    A note cannot be kept here: movements have none.
    """

    by: Viewer
    at: datetime
    _held: dict[UUID, Handover] = field(default_factory=dict)
    _new: dict[UUID, Handover] = field(default_factory=dict)
    _changed: set[UUID] = field(default_factory=set)
    _last: dict[UUID, datetime] = field(default_factory=dict)
    _events: list[tuple[Any, ...]] = field(default_factory=list)
    _reasons: list[Reason] = field(default_factory=list)
    _over: dict[UUID, datetime] = field(default_factory=dict)
    _ids: Any = field(default_factory=near_ids)

    def take_up(self, handovers: Iterable[UUID]) -> None:
        """Hold these handovers until the action ends, with when something last happened to them."""
        ids = list(handovers)
        if not ids:
            return
        found = Handover.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("id")
        self._held |= {handover.id: handover for handover in found}
        told = HandoverEvent.objects.filter(handover_id__in=ids).order_by()
        self._last |= dict(told.values_list("handover_id").annotate(Max("happened_at")))

    def held(self, handover_id: UUID) -> Handover:
        """A handover that was taken up, or opened here."""
        return self._held[handover_id]

    def open(self, opening: Opening) -> UUID:
        """Open it, and make the person known to both teams."""
        handover = beginning(self.by, self.at, opening, next(self._ids))
        self._held[handover.id] = self._new[handover.id] = handover
        self._reasons += reasons_to_know(handover, giver=opening.giver, receiver=opening.receiver)
        team = opening.receiver.team_id if opening.receiver else None
        self.step(handover, HandoverStep.OPENED, self.at, team_id=team)
        opened: UUID = handover.id
        return opened

    def receive(self, handover: Handover, team: TeamThere) -> None:
        """Another team is to receive the person; it answers first."""
        offered(handover, team, self.at)
        self._reasons += reasons_to_know(handover, receiver=team)

    def seen(self, handover: Handover, seen_at: datetime) -> None:
        """The receiving team has seen the person."""
        moved_to(self.by, handover, HandoverState.SEEN, self.at)
        handover.seen_at = seen_at
        self._finish(handover, HandoverStep.SEEN, seen_at)

    def end(self, handover: Handover, because: EndedBecause) -> None:
        """It ends although nobody saw the person."""
        moved_to(self.by, handover, HandoverState.ENDED, self.at)
        handover.ended_because = because
        self._finish(handover, HandoverStep.ENDED, self.at)

    def step(
        self,
        handover: Handover,
        kind: HandoverStep,
        happened_at: datetime,
        *,
        team_id: UUID | None = None,
    ) -> None:
        """Keep what happened, in its place in the order."""
        moment = after(self._last.get(handover.id), happened_at)
        self._last[handover.id] = moment
        self._changed.add(handover.id)
        self._events.append(
            (
                next(self._ids), handover.person_id, handover.id, kind, moment, team_id, "", "",
                self.at, self.by.worker_id, Purpose.CARE,
            )
        )  # fmt: skip

    def write(self) -> None:
        """Keep everything. Reasons to know come first: nobody writes about a stranger."""
        if self._reasons:
            relate(by=self.by, at=self.at, reasons=self._reasons)
        columns = list(zip(*map(_changes, self._earlier()), strict=True))
        if columns:
            with connection.cursor() as cursor:
                cursor.execute(CHANGE, [list(column) for column in columns])
        rows = [tuple(getattr(one, name) for name in HANDOVER) for one in self._new.values()]
        add_rows(Handover, HANDOVER, rows)
        add_rows(HandoverEvent, EVENT, self._events)
        if self._over:
            end_after_tail(by=self.by, at=self.at, ended=self._over)

    def _earlier(self) -> Iterable[Handover]:
        return (self._held[id_] for id_ in self._changed if id_ not in self._new)

    def _finish(self, handover: Handover, kind: HandoverStep, happened_at: datetime) -> None:
        self.step(handover, kind, happened_at)
        self._over[handover.id] = self.at


def _changes(handover: Handover) -> tuple[Any, ...]:
    return tuple(getattr(handover, name) for name in CHANGED)
