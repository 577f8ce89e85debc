"""What is known of a person's life and who is around them, as far as the viewer may read it."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from throughcare.access.rules import Category, Sight
from throughcare.people.models import (
    Address,
    AdjustmentStatement,
    BackgroundStatement,
    ContactStatement,
    ImmigrationStatement,
    PracticeStatement,
)
from throughcare.people.queries.identities import Told
from throughcare.people.rules import (
    Adjustment,
    Answer,
    Background,
    ContactKind,
    Immigration,
    NewAddress,
    NewContact,
    NewPractice,
    PracticeStatus,
    Said,
    Source,
)
from throughcare.people.rules.terms import AddressKind


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds a person. What the viewer may not read is empty, as what nobody said."""

    adjustments: tuple[tuple[Adjustment, str, Told], ...] = ()
    background: tuple[tuple[Background, Said, Told], ...] = ()
    immigration: tuple[Immigration, str, Told] | None = None
    practice: tuple[NewPractice, Told] | None = None
    contacts: tuple[tuple[UUID, NewContact, Told], ...] = ()
    lived: tuple[tuple[NewAddress, date | None, Told], ...] = ()


def around(sight: Sight) -> Around:
    """What surrounds a person now, and where they lived before."""
    contact = sight.may(Category.CONTACT)
    return Around(
        adjustments=adjustments(sight),
        background=_background(sight) if sight.may(Category.BACKGROUND) else (),
        immigration=_immigration(sight) if sight.may(Category.IMMIGRATION) else None,
        practice=_practice(sight) if contact else None,
        contacts=_contacts(sight) if contact else (),
        lived=_lived(sight) if contact else (),
    )


def adjustments(sight: Sight) -> tuple[tuple[Adjustment, str, Told], ...]:
    """What others do differently for this person, in the order of the list."""
    if not sight.may(Category.COMMUNICATION):
        return ()
    rows = [(Adjustment(r.kind), r.words, _told(r)) for r in _now(AdjustmentStatement, sight)]
    return tuple(sorted(rows, key=lambda row: list(Adjustment).index(row[0])))


def _background(sight: Sight) -> tuple[tuple[Background, Said, Told], ...]:
    rows = [
        (Background(row.kind), Said(Answer(row.answer), row.words), _told(row))
        for row in _now(BackgroundStatement, sight)
    ]
    return tuple(sorted(rows, key=lambda row: list(Background).index(row[0])))


def _immigration(sight: Sight) -> tuple[Immigration, str, Told] | None:
    rows = _now(ImmigrationStatement, sight)
    return (Immigration(rows[-1].status), rows[-1].words, _told(rows[-1])) if rows else None


def _practice(sight: Sight) -> tuple[NewPractice, Told] | None:
    rows = _now(PracticeStatement, sight)
    if not rows:
        return None
    last = rows[-1]
    return NewPractice(PracticeStatus(last.status), last.name, last.ods_code), _told(last)


def _contacts(sight: Sight) -> tuple[tuple[UUID, NewContact, Told], ...]:
    return tuple(
        (
            row.pk,
            NewContact(ContactKind(row.kind), row.name, row.reached, row.safe, row.agreed),
            _told(row),
        )
        for row in _now(ContactStatement, sight)
    )


def _lived(sight: Sight) -> tuple[tuple[NewAddress, date | None, Told], ...]:
    rows = [row for row in _now(Address, sight) if row.until_on]
    return tuple(
        (
            NewAddress(
                row.lines, row.postcode, row.no_fixed_abode, AddressKind(row.kind), row.from_on
            ),
            row.until_on,
            _told(row),
        )
        for row in sorted(rows, key=lambda row: row.until_on, reverse=True)
    )


def _now(model: Any, sight: Sight) -> list[Any]:
    held = model.objects.filter(person_id=sight.person_id, superseded_at__isnull=True)
    return list(held.select_related("recorded_by").order_by("recorded_at", "id"))


def _told(row: Any) -> Told:
    return Told(Source(row.source), row.recorded_by.name, row.recorded_at)
