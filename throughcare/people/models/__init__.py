"""Records of the room: the person, their names, particulars, what surrounds them, and merges."""

from throughcare.people.models.apart import PairDecision
from throughcare.people.models.around import (
    AdjustmentStatement,
    BackgroundStatement,
    ContactStatement,
    ImmigrationStatement,
    PracticeStatement,
)
from throughcare.people.models.merges import Merge, MergedRow
from throughcare.people.models.names import Identifier, PersonName
from throughcare.people.models.particulars import Address, Particulars
from throughcare.people.models.person import Person
from throughcare.people.models.restricted import Opening, Restriction
from throughcare.people.models.words import NameWord

__all__ = [
    "Address",
    "AdjustmentStatement",
    "BackgroundStatement",
    "ContactStatement",
    "Identifier",
    "ImmigrationStatement",
    "Merge",
    "MergedRow",
    "NameWord",
    "Opening",
    "PairDecision",
    "Particulars",
    "Person",
    "PersonName",
    "PracticeStatement",
    "Restriction",
]
