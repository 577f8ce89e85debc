"""Opening records: the reason why the organisation may know the person first, then who they are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings

from throughcare.access import tails
from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.actions.adding import add_rows, near_ids
from throughcare.access.actions.relationships import SELF_CLAIM_LASTS, Reason, relate
from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind, Verb, Viewer
from throughcare.people.actions.words import keep_words
from throughcare.people.models import Address, Identifier, Particulars, Person, PersonName
from throughcare.people.rules import GivenNumber, NewPerson, canonical

PERSON = (
    "id", "registered_at", "shown_name", "sort_name", "born_on", "restricted", "version",
)  # fmt: skip
SAID = ("id", "person_id", "recorded_at", "recorded_by_id", "collected_for", "source")
PARTICULARS = (
    "born_on", "born_precision", "sex", "gender", "pronouns", "ethnicity", "ethnicity_given",
    "ethnicity_by_others", "language", "interpreter", "phone", "safe_to_contact",
)  # fmt: skip
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    PersonName: ("kind", "given", "family", "key"),
    Identifier: ("kind", "given", "canonical", "verified", "from_on", "until_on"),
    Particulars: PARTICULARS,
    Address: ("no_fixed_abode", "lines", "postcode", "kind", "from_on"),
}
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
    over: Mapping[UUID, datetime] | None = None,
) -> None:
    """Open many records at once, under ids that the caller chose.

    The caller has made sure that none of them is known (`queries.match_many`). A relationship
    that the worker claims for themself lasts a day; one whose reason was over at the moment that
    `over` says ends after its tail. Raises `NotPermitted`.
    """
    decision = may(by, Act.WRITE, Category.IDENTITY, relationship.value)
    if not decision.permitted:
        raise NotPermitted(decision)
    events = made_by_events or {}
    claimed = relationship is RelationshipKind.SELF_CLAIMED
    tail = tails.tail_of(relationship, by.organisation_kind, on=at.date())
    ended = {person_id: max(at, moment + tail) for person_id, moment in (over or {}).items()}
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
                ends_at=at + SELF_CLAIM_LASTS if claimed else ended.get(person_id),
            )
            for person_id, _ in people
        ],
    )
    add_rows(Person, PERSON, [_person(person_id, new, at) for person_id, new in people])
    add_details(by=by, at=at, people=people)
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


def add_details(
    *,
    by: Viewer,
    at: datetime,
    people: Sequence[tuple[UUID, NewPerson]],
    only: Iterable[type[Any]] = (),
) -> None:
    """Add names, numbers, particulars and addresses, each with its source, recorder and purpose.

    Within an action. With `only`, rows of these models alone.
    """
    rows: dict[type[Any], list[tuple[Any, ...]]] = {model: [] for model in COLUMNS}
    ids = near_ids()
    for person_id, new in people:
        said = (person_id, at, by.worker_id, new.collected_for, new.source)
        rows[PersonName] += [
            (next(ids), *said, n.kind, n.given, n.family, n.key) for n in new.names
        ]
        rows[Identifier] += [
            (
                *(next(ids), *said, n.kind, n.given, _comparable(n, at), n.verified),
                *(n.from_on, n.until_on),
            )
            for n in new.numbers
        ]
        rows[Particulars].append((next(ids), *said, *(getattr(new, name) for name in PARTICULARS)))
        if new.address:
            address = new.address
            rows[Address].append(
                (
                    next(ids),
                    *said,
                    address.no_fixed_abode,
                    address.lines,
                    address.postcode,
                    address.kind,
                    address.from_on,
                )
            )
    for model, columns in COLUMNS.items():
        if not only or model in only:
            add_rows(model, (*SAID, *columns), rows[model])
    keep_words(name.key for _, new in people for name in new.names)


def _comparable(number: GivenNumber, at: datetime) -> str:
    return canonical(number, on=at.date(), synthetic=settings.DEMONSTRATION)


def _person(person_id: UUID, new: NewPerson, at: datetime) -> tuple[Any, ...]:
    return (person_id, at, new.shown_name, new.sort_name, new.born_on, False, 1)
