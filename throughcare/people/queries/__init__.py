"""What may be read of people, viewer first."""

from throughcare.people.queries.around import Around, Told, adjustments, around
from throughcare.people.queries.duplicates import Doubt, Doubts, doubt, possible_duplicates
from throughcare.people.queries.earlier import earlier
from throughcare.people.queries.finding import MOST, Found, find
from throughcare.people.queries.history import Stated, history, since
from throughcare.people.queries.identities import (
    Identity,
    KnownNumber,
    identity,
    identity_to_correct,
)
from throughcare.people.queries.linking import Linkable, people_to_link
from throughcare.people.queries.matching import match, match_many
from throughcare.people.queries.merges import Merged, disagreements, merges, side_by_side
from throughcare.people.queries.recognising import Recognised, may_find, recognise
from throughcare.people.queries.sights import require_person, sight_of

__all__ = [
    "MOST",
    "Around",
    "Doubt",
    "Doubts",
    "Found",
    "Identity",
    "KnownNumber",
    "Linkable",
    "Merged",
    "Recognised",
    "Stated",
    "Told",
    "adjustments",
    "around",
    "disagreements",
    "doubt",
    "earlier",
    "find",
    "history",
    "identity",
    "identity_to_correct",
    "match",
    "match_many",
    "may_find",
    "merges",
    "people_to_link",
    "possible_duplicates",
    "recognise",
    "require_person",
    "side_by_side",
    "sight_of",
    "since",
]
