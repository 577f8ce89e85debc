"""Asking the national register about somebody, kept in the trail, and taking over what it says."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.rules import Act, Category, Refused, Verb, Viewer
from throughcare.codes import Kind, check
from throughcare.people.actions.stating import state_contact, state_practice
from throughcare.people.models import Identifier, Person
from throughcare.people.queries.sights import require_person
from throughcare.people.rules import (
    ContactKind,
    GivenNumber,
    NewContact,
    NewPractice,
    PracticeStatus,
    Source,
)
from throughcare.people.rules.tracing import Registered
from throughcare.people.rules.tracing_accepted import refuse_accepting

ASKED_WITH = (Category.IDENTITY, Category.IDENTIFIER, Category.CONTACT)
CHANGED = "Somebody changed this record since the register was asked. Ask the register again."
EMERGENCY_CONTACT = "Emergency contact (name not known)"


@action
def record_trace(*, by: Viewer, at: datetime, person_id: UUID, came: Sequence[str]) -> None:
    """Record each step of a trace, in words without a name or number; changes nothing else.

    Raises `NotPermitted` for whoever may not write the person's numbers.
    """
    sight = require_person(by, person_id, Act.WRITE, Category.IDENTIFIER, at=at)
    trail.write(
        by=by,
        at=at,
        verb=Verb.CONSULT,
        what="pds-trace",
        people=[person_id],
        categories=ASKED_WITH,
        items=list(came),
        relationship=sight.relationship,
        decision=sight.decisions[(Act.WRITE, Category.IDENTIFIER)],
    )


@action
def accept_trace(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    version: int,
    found: Registered,
    replaces: str = "",
    practice: bool = False,
    emergency: bool = False,
) -> None:
    """Take the register's NHS number as confirmed, and its practice and contact where wanted.

    `version` is the record that was compared. `replaces` is the number that was asked about, which
    the register may have given up for another. Earlier statements of the number are closed and
    stay. Raises `NotPermitted`, and `Refused` with the reasons.
    """
    sight = require_person(by, person_id, Act.WRITE, Category.IDENTIFIER, at=at)
    if Person.objects.select_for_update().get(pk=person_id).version != version:
        raise Refused(CHANGED)
    current = Identifier.objects.filter(person_id=person_id, superseded_at__isnull=True)
    held = [GivenNumber(Kind(row.kind), row.given, row.verified) for row in current]
    told: dict[str, Any] = {"on": at.date(), "synthetic": settings.DEMONSTRATION}
    if reasons := refuse_accepting(found, held, replaces=replaces, **told):
        raise Refused(*reasons)
    number = check(Kind.NHS_NUMBER, found.nhs_number, **told).canonical or ""
    _take_number(by, at, person_id, number, {number, replaces or number})
    Person.objects.filter(pk=person_id).update(version=version + 1)
    about: dict[str, Any] = {"by": by, "at": at, "person_id": person_id, "source": Source.NHS}
    if practice and found.practice:
        registered = NewPractice(PracticeStatus.REGISTERED, ods_code=found.practice)
        state_practice(**about, practice=registered)
    if emergency and found.emergency:
        contact = NewContact(ContactKind.OTHER, EMERGENCY_CONTACT, found.emergency)
        state_contact(**about, contact=contact)
    trail.write(
        by=by,
        at=at,
        verb=Verb.ALTER,
        what="pds-accept",
        people=[person_id],
        categories=[Category.IDENTIFIER],
        relationship=sight.relationship,
        decision=sight.decisions[(Act.WRITE, Category.IDENTIFIER)],
    )


def _take_number(
    by: Viewer, at: datetime, person_id: UUID, number: str, over: Iterable[str]
) -> None:
    Identifier.objects.filter(
        person_id=person_id,
        kind=Kind.NHS_NUMBER,
        canonical__in=list(over),
        superseded_at__isnull=True,
    ).update(superseded_at=at)
    Identifier(
        id=uuid4(),
        person_id=person_id,
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=by.purpose,
        source=Source.NHS,
        kind=Kind.NHS_NUMBER,
        given=number,
        canonical=number,
        verified=True,
    ).save(force_insert=True)
