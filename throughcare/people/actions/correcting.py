"""Putting right who somebody is: what was said before stays, closed; what is said now counts."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.rules import Act, Category, ChangedMeanwhile, Sight, Verb, Viewer
from throughcare.people.actions.registering import ABOUT_A_PERSON, add_details
from throughcare.people.models import Address, Identifier, Particulars, Person, PersonName
from throughcare.people.queries import Identity, identity, identity_to_correct, require_person
from throughcare.people.rules import NewPerson, details_in_words


@action
def correct(*, by: Viewer, at: datetime, person_id: UUID, version: int, details: NewPerson) -> None:
    """Replace what is said of a person by `details`, as read from the record at `version`.

    Details that the worker may not write stay as they are. Each correction is a dated statement
    with its source. Raises `ChangedMeanwhile` when somebody else corrected the record since, and
    `NotPermitted`.
    """
    sight = require_person(by, person_id, Act.WRITE, Category.IDENTITY, at=at)
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.version != version:
        read = identity(sight)
        raise ChangedMeanwhile(details_in_words(read.details), read.recorded_by, read.recorded_at)
    now = identity_to_correct(sight)
    said = _writable(sight, now, details)
    _close(person_id, now, said, at)
    fresh = replace(
        said,
        names=[name for name in said.names if name not in now.details.names] or said.names,
        identifiers=[number for number in said.numbers if number not in now.details.numbers],
        address=said.address if said.address != now.details.address else None,
    )
    models = {Identifier, Particulars, Address}
    if set(said.names) - set(now.details.names):
        models.add(PersonName)
    add_details(by=by, at=at, people=[(person_id, fresh)], only=models)
    Person.objects.filter(pk=person_id).update(
        shown_name=said.shown_name,
        sort_name=said.sort_name,
        born_on=said.born_on,
        version=version + 1,
    )
    trail.write(
        by=by,
        at=at,
        verb=Verb.ALTER,
        what="correct",
        people=[person_id],
        categories=[c for c in ABOUT_A_PERSON if sight.may(c, Act.WRITE)],
        items=_changed(now.details, said),
        relationship=sight.relationship,
        decision=sight.decisions[(Act.WRITE, Category.IDENTITY)],
    )


def _writable(sight: Sight, now: Identity, wanted: NewPerson) -> NewPerson:
    held = now.details
    if not sight.may(Category.IDENTIFIER, Act.WRITE):
        wanted = replace(wanted, identifiers=held.identifiers)
    if not sight.may(Category.CONTACT, Act.WRITE):
        wanted = replace(
            wanted,
            phone=held.phone,
            safe_to_contact=held.safe_to_contact,
            address=held.address,
        )
    if not sight.may(Category.COMMUNICATION, Act.WRITE):
        wanted = replace(wanted, language=held.language, interpreter=held.interpreter)
    if not sight.may(Category.EQUALITY, Act.WRITE):
        wanted = replace(
            wanted,
            sex=held.sex,
            gender=held.gender,
            ethnicity=held.ethnicity,
            ethnicity_given=held.ethnicity_given,
            ethnicity_by_others=held.ethnicity_by_others,
        )
    return wanted


def _close(person_id: UUID, now: Identity, said: NewPerson, at: datetime) -> None:
    """Close every row that no longer holds."""
    current = {"person_id": person_id, "superseded_at__isnull": True}
    Particulars.objects.filter(**current).update(superseded_at=at)
    for name in (name for name in now.details.names if name not in said.names):
        PersonName.objects.filter(
            **current, kind=name.kind, given=name.given, family=name.family
        ).update(superseded_at=at)
    for number in (number for number in now.details.numbers if number not in said.numbers):
        Identifier.objects.filter(**current, kind=number.kind, given=number.given).update(
            superseded_at=at
        )
    if said.address != now.details.address:
        # Where somebody lived before is no mistake that a new address puts right.
        Address.objects.filter(**current, until_on=None).update(superseded_at=at)


def _changed(before: NewPerson, after: NewPerson) -> list[str]:
    old, new = details_in_words(before), details_in_words(after)
    return [label for label in new if old[label] != new[label]]
