"""Records of the room: the person, their names, identifiers and particulars."""

from throughcare.people.models.person import Address, Identifier, Particulars, Person, PersonName

__all__ = ["Address", "Identifier", "Particulars", "Person", "PersonName"]
