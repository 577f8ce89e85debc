"""What may be shared, as a decision with its reasons: nothing here reads a record or a clock."""

from throughcare.sharing.rules.book import (
    Book,
    Cell,
    Floor,
    GroundCard,
    Profile,
)
from throughcare.sharing.rules.decide import (
    Released,
    SharingDecision,
    SharingFacts,
    Withheld,
    decide,
)
from throughcare.sharing.rules.fields import FIELDS, FRAME, Field, FieldCard
from throughcare.sharing.rules.words import (
    RECIPIENTS,
    CollectedFor,
    Ground,
    PermissionState,
    Recipient,
)

__all__ = [
    "FIELDS",
    "FRAME",
    "RECIPIENTS",
    "Book",
    "Cell",
    "CollectedFor",
    "Field",
    "FieldCard",
    "Floor",
    "Ground",
    "GroundCard",
    "PermissionState",
    "Profile",
    "Recipient",
    "Released",
    "SharingDecision",
    "SharingFacts",
    "Withheld",
    "decide",
]
