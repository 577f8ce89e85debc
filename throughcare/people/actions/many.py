"""Adding what a source says of people who are known: names and numbers not held yet."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.actions.adding import add_rows, near_ids
from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Verb, Viewer
from throughcare.people.actions.registering import COLUMNS, SAID
from throughcare.people.actions.words import keep_words
from throughcare.people.models import Identifier, PersonName
from throughcare.people.rules import NameKind, NewPerson, canonical


@action
def add_names_and_numbers_many(
    *, by: Viewer, at: datetime, people: Sequence[tuple[UUID, NewPerson]]
) -> int:
    """Keep names and numbers that are new for people who are present; gives how many were.

    A name that is new becomes another name of theirs, so the name shown stays as it is. Nothing
    else is changed: what differs is put right by somebody who asks. Raises `NotPermitted`.
    """
    decision = may(by, Act.WRITE, Category.IDENTITY, RelationshipKind.PRESENT)
    if not decision.permitted:
        raise NotPermitted(decision)
    held_names, held_numbers = _held({person_id for person_id, _ in people})
    ids = near_ids()
    names: list[tuple[Any, ...]] = []
    numbers: list[tuple[Any, ...]] = []
    for person_id, new in people:
        said = (person_id, at, by.worker_id, new.collected_for, new.source)
        for name in new.names:
            if (person_id, name.key) not in held_names:
                held_names.add((person_id, name.key))
                names.append((next(ids), *said, NameKind.ALIAS, name.given, name.family, name.key))
        for number in new.numbers:
            if (person_id, number.kind, number.given) not in held_numbers:
                held_numbers.add((person_id, number.kind, number.given))
                same = canonical(number, on=at.date(), synthetic=settings.DEMONSTRATION)
                numbers.append(
                    (
                        *(next(ids), *said, number.kind, number.given, same, number.verified),
                        *(number.from_on, number.until_on),
                    )
                )
    add_rows(PersonName, (*SAID, *COLUMNS[PersonName]), names)
    keep_words(row[-1] for row in names)
    add_rows(Identifier, (*SAID, *COLUMNS[Identifier]), numbers)
    trail.write(
        by=by,
        at=at,
        verb=Verb.COLLECT,
        what="add-names-and-numbers",
        people={row[1] for row in (*names, *numbers)},
        categories=[Category.IDENTITY, Category.IDENTIFIER],
        relationship=RelationshipKind.PRESENT,
        decision=decision,
    )
    return len(names) + len(numbers)


def _held(people: Iterable[UUID]) -> tuple[set[tuple[UUID, str]], set[tuple[UUID, str, str]]]:
    # Those that were put right count too: what somebody corrected does not come back.
    ids = list(people)
    names = PersonName.objects.filter(person_id__among=ids)
    numbers = Identifier.objects.filter(person_id__among=ids)
    said = ("person_id", "kind", "given")
    # Two questions, because each has an index of its own.
    current = numbers.filter(superseded_at__isnull=True).values_list(*said)
    earlier = numbers.filter(superseded_at__isnull=False).values_list(*said)
    return set(names.values_list("person_id", "key")), {*current, *earlier}
