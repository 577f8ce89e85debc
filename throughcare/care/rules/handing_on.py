"""Handing on everybody whom a team or a colleague works with: asked once, and answered once."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HeldPeople:
    """Those for whom a team holds anything, each with the colleague who works with them, if one.

    `asked` are those of whom something is offered to a team already; they wait for that answer.
    """

    workers: Mapping[UUID, UUID | None]
    asked: frozenset[UUID] = frozenset()

    def of(self, worker_id: UUID | None, *, everybody: bool) -> tuple[UUID, ...]:
        """Everybody; one colleague's people; or, without one, those whom nobody works with."""
        return tuple(
            person
            for person, worker in self.workers.items()
            if person not in self.asked and (everybody or worker == worker_id)
        )


def refuse_handing_on(
    *, own: bool, same_team: bool, takes: bool, people: int, waiting: int, reason: str
) -> str:
    """Why people may not be handed on so, in a sentence; '' when they may."""
    if not own:
        return "Only somebody of the team can hand its people on."
    if same_team:
        return "That is the same team. Choose another."
    if not takes:
        return "That team does not take people over here. Choose another."
    if not people and waiting:
        return "All of them are offered to a team already. Wait for the answer."
    if not people:
        return "There is nobody to hand on."
    if not reason.strip():
        return "Say why that team should take them over, as they will read it."
    return ""


def handed_on_words(number: str, team: str, *, ours: bool) -> tuple[str, str]:
    """What to do about people who are handed on, and how many they are."""
    people = f"{number} {'person' if number == '1' else 'people'}"
    if ours:
        return "Answer: will you take them over?", f"{people}, from {team}"
    return "Waiting: will they take them over?", f"{people}, to {team}"
