"""What keeps somebody safe now: the facts that count, with who said so and when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.care.rules import SAFETY_WORDS, SafetyKind, SafetyState, is_risk


@dataclass(frozen=True, slots=True)
class SafetyNow:
    """One safety matter as it stands: yes, no or not known, what to do, who said so and when."""

    kind: SafetyKind
    state: SafetyState
    action: str
    who: str
    at: datetime

    @property
    def words(self) -> str:
        """The matter in words, with what to do."""
        return SAFETY_WORDS[self.kind]

    @property
    def risk(self) -> bool:
        """Whether it is a risk to act on."""
        return is_risk(self.kind)


def safety(sight: Sight) -> list[SafetyNow]:
    """Every safety fact that counts now, risks first; matters never asked about are absent."""
    if not sight.may(Category.SAFETY):
        raise NotPermitted(sight.decisions[(Act.READ, Category.SAFETY)])
    return _ordered(_current([sight.person_id]).get(sight.person_id, []))


# Written out, because every board and every record asks it.
CURRENT = """
SELECT f.person_id, f.kind, f.state, f.action, w.name, f.recorded_at
FROM care_safetyfact f JOIN access_worker w ON w.id = f.recorded_by_id
WHERE f.person_id = ANY (%s) AND f.superseded_at IS NULL
"""


def _current(people: list[UUID]) -> dict[UUID, list[SafetyNow]]:
    found: dict[UUID, list[SafetyNow]] = {}
    with connection.cursor() as cursor:
        cursor.execute(CURRENT, [people])
        rows = cursor.fetchall()
    for person_id, kind, state, action, who, at in rows:
        found.setdefault(person_id, []).append(
            SafetyNow(SafetyKind(kind), SafetyState(state), action, who, at)
        )
    return found


def _ordered(facts: list[SafetyNow]) -> list[SafetyNow]:
    order = list(SafetyKind)
    return sorted(facts, key=lambda fact: (not fact.risk, order.index(fact.kind)))
