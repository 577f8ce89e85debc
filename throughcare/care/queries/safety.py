"""What keeps somebody safe now: the facts that count, with who said so and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from throughcare.access.rules import (
    Act,
    Category,
    NotPermitted,
    OrganisationKind,
    Sight,
    Viewer,
)
from throughcare.care.rules import SAFETY_WORDS, SafetyKind, SafetyState, is_risk
from throughcare.care.rules.safety import SHARED_AS
from throughcare.sharing.profiles import in_force
from throughcare.sharing.rules import Recipient, SharingFacts, decide
from throughcare.sharing.rules.words import USED_FOR


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
    facts = _current([sight.person_id], reaching(sight.viewer, sight.at))
    return _ordered(facts.get(sight.person_id, []))


RECIPIENT_OF: Mapping[OrganisationKind, Recipient] = {
    OrganisationKind.POLICE: Recipient.CUSTODY_OFFICER,
    OrganisationKind.COURT: Recipient.COURT,
    OrganisationKind.PRISON: Recipient.ESTABLISHMENT,
    OrganisationKind.IMMIGRATION_REMOVAL: Recipient.ESTABLISHMENT,
}
"""As what the justice side receives what keeps somebody safe."""


def reaching(viewer: Viewer, at: datetime) -> frozenset[SafetyKind]:
    """The matters that a viewer is told of: on the justice side, those that sharing lets through.

    What the person answered makes no difference: it is asked of nobody, and the floor decides.
    """
    recipient = RECIPIENT_OF.get(viewer.organisation_kind)
    if recipient is None:
        return frozenset(SafetyKind)
    decision = decide(SharingFacts(recipient, USED_FOR[recipient]), in_force(at))
    return frozenset(kind for kind in SafetyKind if SHARED_AS[kind] in decision.fields)


# Written out, because every board and every record asks it.
CURRENT = """
SELECT f.person_id, f.kind, f.state, f.action, w.name, f.recorded_at
FROM care_safetyfact f JOIN access_worker w ON w.id = f.recorded_by_id
WHERE f.person_id = ANY (%s) AND f.superseded_at IS NULL
"""


def _current(people: list[UUID], kinds: frozenset[SafetyKind]) -> dict[UUID, list[SafetyNow]]:
    found: dict[UUID, list[SafetyNow]] = {}
    with connection.cursor() as cursor:
        cursor.execute(CURRENT, [people])
        rows = cursor.fetchall()
    for person_id, kind, state, action, who, at in rows:
        if kind not in kinds:
            continue
        found.setdefault(person_id, []).append(
            SafetyNow(SafetyKind(kind), SafetyState(state), action, who, at)
        )
    return found


def _ordered(facts: list[SafetyNow]) -> list[SafetyNow]:
    order = list(SafetyKind)
    return sorted(facts, key=lambda fact: (not fact.risk, order.index(fact.kind)))
