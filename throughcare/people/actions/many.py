"""Adding what a source says of people who are known: names and numbers not held yet."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Verb, Viewer
from throughcare.people.actions.registering import detail_rows
from throughcare.people.models import Identifier, PersonName
from throughcare.people.rules import NameKind, NewPerson


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
    names, numbers = _held({person_id for person_id, _ in people})
    rows: list[PersonName | Identifier] = []
    for person_id, new in people:
        for row in detail_rows(person_id, _as_others(new), by=by, at=at):
            if isinstance(row, PersonName) and (person_id, row.key) not in names:
                names.add((person_id, row.key))
                rows.append(row)
            if isinstance(row, Identifier) and (person_id, row.kind, row.given) not in numbers:
                numbers.add((person_id, row.kind, row.given))
                rows.append(row)
    PersonName.objects.bulk_create([row for row in rows if isinstance(row, PersonName)])
    Identifier.objects.bulk_create([row for row in rows if isinstance(row, Identifier)])
    trail.write(
        by=by,
        at=at,
        verb=Verb.COLLECT,
        what="add-names-and-numbers",
        people=sorted({row.person_id for row in rows}),
        categories=[Category.IDENTITY, Category.IDENTIFIER],
        relationship=RelationshipKind.PRESENT,
        decision=decision,
    )
    return len(rows)


def _as_others(new: NewPerson) -> NewPerson:
    return replace(new, names=[replace(name, kind=NameKind.ALIAS) for name in new.names])


def _held(people: Iterable[UUID]) -> tuple[set[tuple[UUID, str]], set[tuple[UUID, str, str]]]:
    ids = list(people)
    names = PersonName.objects.filter(person_id__in=ids, superseded_at__isnull=True)
    numbers = Identifier.objects.filter(person_id__in=ids, superseded_at__isnull=True)
    return (
        set(names.values_list("person_id", "key")),
        set(numbers.values_list("person_id", "kind", "given")),
    )
