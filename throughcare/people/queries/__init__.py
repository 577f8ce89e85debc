"""What may be read of people, viewer first."""

from throughcare.people.queries.sights import require_person, sight_of

__all__ = ["require_person", "sight_of"]
