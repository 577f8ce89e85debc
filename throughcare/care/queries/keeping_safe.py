"""What keeps the people of a list safe, in one query."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Viewer
from throughcare.care.queries.safety import SafetyNow, _current, _ordered, reaching
from throughcare.care.rules import SafetyState


def safety_of(
    viewer: Viewer, people: Iterable[UUID], *, at: datetime
) -> dict[UUID, list[SafetyNow]]:
    """The safety facts that are "yes" of many people, risks first; people without are absent."""
    decision = may(viewer, Act.READ, Category.SAFETY, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    return {
        person: yes
        for person, facts in _current(list(people), reaching(viewer, at)).items()
        if (yes := [fact for fact in _ordered(facts) if fact.state is SafetyState.YES])
    }
