"""Treatment requirements of one person, and where they stand for those on a court's list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from throughcare.access.policy import may
from throughcare.access.rules import (
    Act,
    Category,
    NotPermitted,
    RelationshipKind,
    Sight,
    Viewer,
)
from throughcare.care.models import CourtRequirement, CourtRequirementEvent
from throughcare.care.rules import (
    OPEN_ORDERS,
    Met,
    OrderEvent,
    OrderState,
    Provider,
    Requirement,
    Suitability,
    ToOrder,
    requirement_of,
    suitability,
)
from throughcare.clocks.lengths import LOCAL
from throughcare.people.queries import identity


@dataclass(frozen=True, slots=True)
class OrderHappened:
    """Something that happened to a requirement."""

    kind: OrderEvent
    on: date
    note: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RequirementNow:
    """A requirement as it stands, whether it would suit and why, and what happened to it."""

    requirement_id: UUID
    kind: Requirement
    state: OrderState
    answers: dict[str, Met]
    consent: ToOrder
    consent_words: str
    provider: Provider
    provider_name: str
    suitability: Suitability
    team: str
    next_on: date | None
    version: int
    events: tuple[OrderHappened, ...]

    @property
    def open(self) -> bool:
        """Whether somebody still follows it."""
        return self.state in OPEN_ORDERS


def requirements_of(sight: Sight) -> list[RequirementNow]:
    """The requirements of a person, those that are open first. Three queries."""
    if not sight.may(Category.NEED):
        raise NotPermitted(sight.decisions[(Act.READ, Category.NEED)])
    who = identity(sight)
    born_on = who.born_on if who else None
    events: dict[UUID, list[OrderHappened]] = {}
    for each in (
        CourtRequirementEvent.objects.filter(person_id=sight.person_id)
        .select_related("recorded_by")
        .order_by("-happened_on", "-recorded_at")
    ):
        events.setdefault(each.requirement_id, []).append(
            OrderHappened(
                OrderEvent(each.kind),
                each.happened_on,
                each.note,
                each.recorded_by.name,
                each.recorded_at,
            )
        )
    on = sight.at.astimezone(LOCAL).date()
    rows = CourtRequirement.objects.filter(person_id=sight.person_id).select_related("team")
    found = [_now(row, events.get(row.id, []), born_on, on) for row in rows]
    return sorted(found, key=lambda one: (not one.open, one.next_on or on))


def requirements_on_list(
    viewer: Viewer, people: Iterable[UUID]
) -> dict[UUID, list[tuple[Requirement, OrderState]]]:
    """Where open requirements stand of people on a list, for who may read needs. One query."""
    decision = may(viewer, Act.READ, Category.NEED, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    found: dict[UUID, list[tuple[Requirement, OrderState]]] = {}
    rows = CourtRequirement.objects.filter(person_id__in=list(people), state__in=OPEN_ORDERS)
    for person_id, kind, state in rows.order_by("kind").values_list("person_id", "kind", "state"):
        of = requirement_of(kind)
        if of is not None:
            found.setdefault(person_id, []).append((of, OrderState(state)))
    return found


def _now(
    row: CourtRequirement, events: list[OrderHappened], born_on: date | None, on: date
) -> RequirementNow:
    kind = requirement_of(row.kind)
    if kind is None:
        raise LookupError(f"there is no requirement {row.kind}")
    answers = kind.answers(row.met, row.not_met)
    consent, provider = ToOrder(row.consent), Provider(row.provider)
    return RequirementNow(
        row.id,
        kind,
        OrderState(row.state),
        answers,
        consent,
        row.consent_words,
        provider,
        row.provider_name,
        suitability(
            kind, answers, consent=consent, provider=provider, born_on=born_on, on=on
        ),
        row.team.name,
        row.next_on,
        row.version,
        tuple(events),
    )  # fmt: skip
