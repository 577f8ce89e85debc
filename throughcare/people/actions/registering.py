"""Opening records: the reason why the organisation may know the person first, then who they are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.actions.relationships import SELF_CLAIM_LASTS, Reason, relate
from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Verb, Viewer
from throughcare.people.models import Address, Identifier, Particulars, Person, PersonName
from throughcare.people.rules import NewPerson, canonical

AT_ONCE = 1000
ABOUT_A_PERSON = (
    Category.IDENTITY,
    Category.IDENTIFIER,
    Category.EQUALITY,
    Category.COMMUNICATION,
    Category.CONTACT,
)


@action
def register(
    *,
    by: Viewer,
    at: datetime,
    person: NewPerson,
    relationship: RelationshipKind,
    because: str,
    made_by_event: UUID | None = None,
) -> UUID:
    """Open a record of somebody nobody knew; returns the new person's id."""
    person_id = uuid4()
    register_many(
        by=by,
        at=at,
        people=[(person_id, person)],
        relationship=relationship,
        because=because,
        made_by_events={person_id: made_by_event} if made_by_event else {},
    )
    return person_id


@action
def register_many(
    *,
    by: Viewer,
    at: datetime,
    people: Sequence[tuple[UUID, NewPerson]],
    relationship: RelationshipKind,
    because: str,
    made_by_events: Mapping[UUID, UUID] | None = None,
) -> None:
    """Open many records at once, under ids that the caller chose.

    The caller has made sure that none of them is known (`queries.match_many`). A relationship
    that the worker claims for themself lasts a day. Raises `NotPermitted`.
    """
    decision = may(by, Act.WRITE, Category.IDENTITY, relationship.value)
    if not decision.permitted:
        raise NotPermitted(decision)
    events = made_by_events or {}
    claimed = relationship is RelationshipKind.SELF_CLAIMED
    relate(
        by=by,
        at=at,
        reasons=[
            Reason(
                person_id,
                by.organisation_id,
                relationship,
                because,
                made_by_event=events.get(person_id),
                ends_at=at + SELF_CLAIM_LASTS if claimed else None,
            )
            for person_id, _ in people
        ],
    )
    _keep(Person, (person_row(person_id, new, at) for person_id, new in people))
    rows = [detail_rows(person_id, new, by=by, at=at) for person_id, new in people]
    for model in (PersonName, Identifier, Particulars, Address):
        _keep(model, (row for each in rows for row in each if isinstance(row, model)))
    trail.write(
        by=by,
        at=at,
        verb=Verb.COLLECT,
        what="register",
        people=[person_id for person_id, _ in people],
        categories=ABOUT_A_PERSON,
        relationship=relationship.value,
        decision=decision,
    )


def _keep(model: type[Any], rows: Iterable[Any]) -> None:
    model.objects.bulk_create(list(rows), batch_size=AT_ONCE)


def person_row(person_id: UUID, new: NewPerson, at: datetime) -> Person:
    """The row that lists sort and filter on."""
    return Person(
        id=person_id,
        registered_at=at,
        shown_name=new.shown_name,
        sort_name=new.sort_name,
        born_on=new.born_on,
    )


def detail_rows(
    person_id: UUID, new: NewPerson, *, by: Viewer, at: datetime
) -> list[PersonName | Identifier | Particulars | Address]:
    """Names, numbers, particulars and address, each with its source, recorder and purpose."""
    said: dict[str, Any] = {
        "person_id": person_id,
        "recorded_at": at,
        "recorded_by_id": by.worker_id,
        "collected_for": new.collected_for,
        "source": new.source,
    }
    rows: list[PersonName | Identifier | Particulars | Address] = [
        PersonName(**said, kind=n.kind, given=n.given, family=n.family, key=n.key)
        for n in new.names
    ]
    rows += [
        Identifier(
            **said,
            kind=number.kind,
            given=number.given,
            canonical=canonical(number, on=at.date(), synthetic=settings.DEMONSTRATION),
            verified=number.verified,
        )
        for number in new.numbers
    ]
    rows.append(Particulars(**said, **particulars_of(new)))
    if new.address:
        rows.append(address_row(new, said))
    return rows


def particulars_of(new: NewPerson) -> dict[str, Any]:
    """What is said beside names, numbers and address, by column."""
    return {
        "born_on": new.born_on,
        "born_precision": new.born_precision,
        "sex": new.sex,
        "gender": new.gender,
        "pronouns": new.pronouns,
        "ethnicity": new.ethnicity,
        "ethnicity_given": new.ethnicity_given,
        "language": new.language,
        "interpreter": new.interpreter,
        "phone": new.phone,
        "safe_to_contact": new.safe_to_contact,
    }


def address_row(new: NewPerson, said: dict[str, Any]) -> Address:
    """The row of an address that is known."""
    assert new.address is not None
    return Address(
        **said,
        lines=new.address.lines,
        postcode=new.address.postcode,
        no_fixed_abode=new.address.no_fixed_abode,
    )
