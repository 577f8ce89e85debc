"""Under which names was somebody ever known? For telling that an old row is about them."""

from collections.abc import Iterable
from uuid import UUID

from throughcare.access.rules import Viewer
from throughcare.people.models import PersonName
from throughcare.people.queries.recognising import require_finding


def names_ever(viewer: Viewer, people: Iterable[UUID]) -> dict[UUID, frozenset[str]]:
    """The folded names of each person, those that were put right since included."""
    require_finding(viewer)
    found: dict[UUID, set[str]] = {}
    rows = PersonName.objects.filter(person_id__among=list(people)).values_list("person_id", "key")
    for person_id, key in rows:
        found.setdefault(person_id, set()).add(key)
    return {person_id: frozenset(keys) for person_id, keys in found.items()}
