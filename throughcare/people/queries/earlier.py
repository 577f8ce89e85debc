"""What was ever said of somebody? For telling that an old row is about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from throughcare.access.rules import Viewer
from throughcare.people.models import Identifier, Person, PersonName
from throughcare.people.queries.recognising import require_finding
from throughcare.people.rules import NewPerson


@dataclass(frozen=True, slots=True)
class Earlier:
    """The folded names of a person, those that were put right since included, and what holds now
    of the date of birth and of numbers as they were given."""

    names: frozenset[str] = frozenset()
    born_on: date | None = None
    numbers: frozenset[tuple[str, str]] = frozenset()

    def says(self, new: NewPerson) -> bool:
        """Whether every name and number of a row is theirs, and the date of birth."""
        return (
            self.born_on == new.born_on
            and self.names.issuperset([name.key for name in new.names])
            and self.numbers.issuperset([(number.kind, number.given) for number in new.numbers])
        )


def earlier(viewer: Viewer, people: Iterable[UUID]) -> dict[UUID, Earlier]:
    """What was said of each of these people before. Three queries."""
    require_finding(viewer)
    ids = set(people)
    names: dict[UUID, set[str]] = {}
    numbers: dict[UUID, set[tuple[str, str]]] = {}
    born = dict(Person.objects.filter(id__among=ids).values_list("id", "born_on"))
    named = PersonName.objects.filter(person_id__among=ids)
    numbered = Identifier.objects.filter(person_id__among=ids, superseded_at__isnull=True)
    for person_id, key in named.values_list("person_id", "key"):
        names.setdefault(person_id, set()).add(key)
    for person_id, kind, given in numbered.values_list("person_id", "kind", "given"):
        numbers.setdefault(person_id, set()).add((kind, given))
    return {
        person_id: Earlier(
            frozenset(names.get(person_id, ())),
            born.get(person_id),
            frozenset(numbers.get(person_id, ())),
        )
        for person_id in ids
    }
