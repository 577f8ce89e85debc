"""What may be read of people, viewer first."""

from throughcare.people.queries.identities import Identity, KnownNumber, identity
from throughcare.people.queries.sights import require_person, sight_of

__all__ = ["Identity", "KnownNumber", "identity", "require_person", "sight_of"]
