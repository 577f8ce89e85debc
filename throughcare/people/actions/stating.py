"""Keeping what somebody says of their life: each statement closes the one before, and stays."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.rules import Act, Category, Refused, Sight, Verb, Viewer
from throughcare.people.models import (
    Address,
    AdjustmentStatement,
    BackgroundStatement,
    ContactStatement,
    ImmigrationStatement,
    PracticeStatement,
)
from throughcare.people.queries import require_person
from throughcare.people.rules import (
    Adjustment,
    Background,
    Immigration,
    NewAddress,
    NewContact,
    NewPractice,
    Said,
    Source,
)
from throughcare.people.rules.around import refuse_answer

NO_SUCH_CONTACT = "That person is no longer on the record. Somebody else may have changed it."
WRONG_DAYS = "Nobody can leave an address before they came to it. Check the dates."


@action
def state_adjustments(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    needed: Mapping[Adjustment, str],
    source: Source,
) -> None:
    """Say which adjustments are needed, all of them, each with words on how; others are closed."""
    sight = require_person(by, person_id, Act.WRITE, Category.COMMUNICATION, at=at)
    current = AdjustmentStatement.objects.filter(person_id=person_id, superseded_at__isnull=True)
    held = dict(current.values_list("kind", "words"))
    fresh = {kind: words for kind, words in needed.items() if held.get(kind.value) != words}
    over = [kind for kind in held if kind not in needed or Adjustment(kind) in fresh]
    current.filter(kind__in=over).update(superseded_at=at)
    for kind, words in fresh.items():
        _add(AdjustmentStatement, sight, source, kind=kind, words=words)
    _note(sight, "state-adjustments", Category.COMMUNICATION, sorted({*over, *fresh}))


@action
def state_background(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    answers: Mapping[Background, Said],
    source: Source,
) -> None:
    """Keep what they answer; what is not among `answers` stays as it is. Raises `Refused`."""
    sight = require_person(by, person_id, Act.WRITE, Category.BACKGROUND, at=at)
    wrong = [no for about, said in answers.items() if (no := refuse_answer(about, said))]
    if wrong:
        raise Refused(*wrong)
    current = BackgroundStatement.objects.filter(person_id=person_id, superseded_at__isnull=True)
    held = {row.kind: row for row in current}
    fresh = {
        about: said
        for about, said in answers.items()
        if about not in held or (held[about].answer, held[about].words) != (said.answer, said.words)
    }
    current.filter(kind__in=list(fresh)).update(superseded_at=at)
    for about, said in fresh.items():
        _add(BackgroundStatement, sight, source, kind=about, answer=said.answer, words=said.words)
    _note(sight, "state-background", Category.BACKGROUND, fresh)


@action
def state_immigration(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    status: Immigration,
    words: str,
    source: Source,
) -> None:
    """Keep the immigration status that the person gives."""
    sight = require_person(by, person_id, Act.WRITE, Category.IMMIGRATION, at=at)
    _close(ImmigrationStatement, person_id, at)
    _add(ImmigrationStatement, sight, source, status=status, words=words)
    _note(sight, "state-immigration", Category.IMMIGRATION)


@action
def state_practice(
    *, by: Viewer, at: datetime, person_id: UUID, practice: NewPractice, source: Source
) -> None:
    """Keep where the person is registered with a GP, or that they are not."""
    sight = require_person(by, person_id, Act.WRITE, Category.CONTACT, at=at)
    _close(PracticeStatement, person_id, at)
    _add(
        PracticeStatement,
        sight,
        source,
        status=practice.status,
        name=practice.name,
        ods_code=practice.ods_code,
    )
    _note(sight, "state-practice", Category.CONTACT)


@action
def state_contact(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    contact: NewContact,
    source: Source,
    instead_of: UUID | None = None,
) -> UUID:
    """Keep somebody around the person, perhaps in place of an earlier entry. Raises `Refused`."""
    sight = require_person(by, person_id, Act.WRITE, Category.CONTACT, at=at)
    if instead_of:
        _end(person_id, instead_of, at)
    added = _add(
        ContactStatement,
        sight,
        source,
        kind=contact.kind,
        name=contact.name,
        reached=contact.reached,
        safe=contact.safe,
        agreed=contact.agreed,
    )
    _note(sight, "state-contact", Category.CONTACT, [str(added)])
    return added


@action
def end_contact(*, by: Viewer, at: datetime, person_id: UUID, contact_id: UUID) -> None:
    """Somebody is no longer around the person, or never was. Raises `Refused`."""
    sight = require_person(by, person_id, Act.WRITE, Category.CONTACT, at=at)
    _end(person_id, contact_id, at)
    _note(sight, "end-contact", Category.CONTACT, [str(contact_id)])


@action
def move(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    address: NewAddress,
    source: Source,
    left_on: date | None,
) -> None:
    """Somebody lives at another address now. `left_on` is when they left the one before.

    The address before stays with its period; one that was wrong is put right by `correct`.
    Raises `Refused` when the days cannot be.
    """
    sight = require_person(by, person_id, Act.WRITE, Category.CONTACT, at=at)
    current = Address.objects.filter(
        person_id=person_id, superseded_at__isnull=True, until_on__isnull=True
    )
    until = left_on or address.from_on or at.date()
    for before in list(current):
        if before.from_on and before.from_on > until:
            raise Refused(WRONG_DAYS)
        _add(
            Address,
            sight,
            Source(before.source),
            no_fixed_abode=before.no_fixed_abode,
            lines=before.lines,
            postcode=before.postcode,
            kind=before.kind,
            from_on=before.from_on,
            until_on=until,
        )
        Address.objects.filter(pk=before.pk).update(superseded_at=at)
    _add(
        Address,
        sight,
        source,
        no_fixed_abode=address.no_fixed_abode,
        lines=address.lines,
        postcode=address.postcode,
        kind=address.kind,
        from_on=address.from_on,
    )
    _note(sight, "move", Category.CONTACT)


def _close(model: Any, person_id: UUID, at: datetime) -> None:
    model.objects.filter(person_id=person_id, superseded_at__isnull=True).update(superseded_at=at)


def _end(person_id: UUID, contact_id: UUID, at: datetime) -> None:
    held = ContactStatement.objects.filter(
        pk=contact_id, person_id=person_id, superseded_at__isnull=True
    )
    if not held.update(superseded_at=at):
        raise Refused(NO_SUCH_CONTACT)


def _add(model: Any, sight: Sight, source: Source, **said: Any) -> UUID:
    row = model(
        id=uuid4(),
        person_id=sight.person_id,
        recorded_at=sight.at,
        recorded_by_id=sight.viewer.worker_id,
        collected_for=sight.viewer.purpose,
        source=source,
        **said,
    )
    row.save(force_insert=True)
    return UUID(str(row.pk))


def _note(sight: Sight, what: str, category: Category, items: Iterable[str] = ()) -> None:
    trail.write(
        by=sight.viewer,
        at=sight.at,
        verb=Verb.COLLECT,
        what=what,
        people=[sight.person_id],
        categories=[category],
        items=[str(item) for item in items],
        relationship=sight.relationship,
        decision=sight.decisions[(Act.WRITE, category)],
    )
