"""What may be shared, as a decision with its reasons: nothing here reads a record or a clock."""

from throughcare.sharing.rules.answers import Said, standing
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
    narrowed,
)
from throughcare.sharing.rules.fields import FIELDS, FRAME, Field, FieldCard
from throughcare.sharing.rules.words import (
    RECIPIENTS,
    TAKES_OVER,
    USED_FOR,
    CollectedFor,
    Ground,
    How,
    PermissionState,
    Recipient,
    released_as,
)

__all__ = [
    "FIELDS",
    "FRAME",
    "RECIPIENTS",
    "TAKES_OVER",
    "USED_FOR",
    "Book",
    "Cell",
    "CollectedFor",
    "Field",
    "FieldCard",
    "Floor",
    "Ground",
    "GroundCard",
    "How",
    "PermissionState",
    "Profile",
    "Recipient",
    "Released",
    "Said",
    "SharingDecision",
    "SharingFacts",
    "Withheld",
    "decide",
    "narrowed",
    "released_as",
    "standing",
]
