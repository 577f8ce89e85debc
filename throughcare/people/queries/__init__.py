"""What may be read of people, viewer first."""

from throughcare.people.queries.finding import Found, Recognised, find, may_find, recognise
from throughcare.people.queries.identities import Identity, KnownNumber, identity
from throughcare.people.queries.matching import match, match_many
from throughcare.people.queries.sights import require_person, sight_of

__all__ = [
    "Found",
    "Identity",
    "KnownNumber",
    "Recognised",
    "find",
    "identity",
    "match",
    "match_many",
    "may_find",
    "recognise",
    "require_person",
    "sight_of",
]
