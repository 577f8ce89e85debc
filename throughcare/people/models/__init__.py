"""Records of the room: the person, their names, identifiers and particulars, and merges."""

from throughcare.people.models.merges import Merge, MergedRow
from throughcare.people.models.names import Identifier, PersonName
from throughcare.people.models.particulars import Address, Particulars
from throughcare.people.models.person import Person

__all__ = [
    "Address",
    "Identifier",
    "Merge",
    "MergedRow",
    "Particulars",
    "Person",
    "PersonName",
]
