"""What may be read of sharing: what the person said, what left, what was refused, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.access import queries as access
from throughcare.access.rules import Category, OrganisationKind, Sight
from throughcare.pathway.queries.suites import last_suite
from throughcare.sharing.models import Disclosure, Permission
from throughcare.sharing.rules import (
    RECIPIENTS,
    TAKES_OVER,
    USED_FOR,
    Field,
    Ground,
    How,
    PermissionState,
    Recipient,
    Said,
    SharingFacts,
    standing,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person said once, to whom, and how it was asked."""

    id: UUID
    recipient: Recipient
    said: Said
    how_asked: str
    asked_by: str
    organisation: str
    own: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What left or was refused once: to whom, which fields, on what ground."""

    id: UUID
    recipient: Recipient
    to_organisation_id: UUID
    to: str
    how: How
    refused: bool
    ground: Ground | None
    because: tuple[str, ...]
    profile: str
    edition: str
    fields: tuple[Field, ...]
    withheld: tuple[Field, ...]
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Destination:
    """Somebody who can be told about this person: which kind of recipient, where."""

    recipient: Recipient
    organisation_id: UUID
    name: str
    left_at: datetime | None = None

    @property
    def words(self) -> str:
        """Who it is, in a sentence."""
        return f"{RECIPIENTS[self.recipient]} at {self.name}"


def destinations(sight: Sight) -> list[Destination]:
    """Whom the practitioner can tell: the person's present or last suite, then the courts."""
    found = []
    if sight.may(Category.WHEREABOUTS):
        suite = last_suite(sight)
        if suite is not None:
            found.append(
                Destination(
                    Recipient.CUSTODY_OFFICER, suite.organisation_id, suite.name, suite.left_at
                )
            )
    courts = access.courts(sight.viewer)
    return [*found, *(Destination(Recipient.COURT, each.id, each.name) for each in courts)]


def destination(sight: Sight, recipient: Recipient, organisation_id: UUID) -> Destination | None:
    """One of them, or whoever takes the person over in a handover; or nothing."""
    found = next(
        (
            each
            for each in destinations(sight)
            if (each.recipient, each.organisation_id) == (recipient, organisation_id)
        ),
        None,
    )
    if found is not None or recipient not in TAKES_OVER.values():
        return found
    other = access.other_organisation(sight.viewer, organisation_id)
    if other is None or TAKES_OVER.get(OrganisationKind(other.kind)) is not recipient:
        return None
    return Destination(recipient, other.id, other.name)


def permissions(sight: Sight) -> list[Answer]:
    """Everything the person said about sharing, newest first; nothing where it may not be read."""
    if not sight.may(Category.PERMISSION):
        return []
    rows = (
        Permission.objects.filter(person_id=sight.person_id)
        .select_related("recorded_by", "organisation")
        .order_by("-recorded_at", "-id")
    )
    return [
        Answer(
            id=row.id,
            recipient=Recipient(row.recipient),
            said=Said(PermissionState(row.state), frozenset(_fields(row.limited_to)), row.until),
            how_asked=row.how_asked,
            asked_by=row.recorded_by.name,
            organisation=row.organisation.name,
            own=row.organisation_id == sight.viewer.organisation_id,
            at=row.recorded_at,
        )
        for row in rows
    ]


def last_answer(sight: Sight, recipient: Recipient) -> Answer | None:
    """What the person last said to the viewer's own organisation about this recipient.

    An answer was given to those who asked: what another organisation was told does not count.
    """
    own = (each for each in permissions(sight) if each.own and each.recipient is recipient)
    return next(own, None)


def facts_for(
    sight: Sight,
    recipient: Recipient,
    *,
    ground: Ground | None = None,
    written_reason: str = "",
    chosen: frozenset[Field] | None = None,
    held: frozenset[Field] | None = None,
) -> SharingFacts:
    """What a decision about sharing with this recipient is made of, as the record stands now."""
    answer = last_answer(sight, recipient)
    said = standing(answer.said if answer else None, sight.at)
    return SharingFacts(
        recipient=recipient,
        purpose=USED_FOR[recipient],
        permission=said.state,
        limited_to=said.limited_to,
        ground=ground,
        written_reason=written_reason,
        chosen=chosen,
        held=held,
    )


def disclosures(sight: Sight) -> list[Disclosed]:
    """What the viewer's organisation sent, told or refused about this person, newest first."""
    if not sight.may(Category.DISCLOSURE):
        return []
    rows = Disclosure.objects.filter(
        person_id=sight.person_id, organisation_id=sight.viewer.organisation_id
    )
    ordered = rows.select_related("recorded_by", "to_organisation").order_by("-recorded_at", "-id")
    return [_disclosed(row) for row in ordered]


def disclosure(sight: Sight, disclosure_id: UUID) -> Disclosed | None:
    """One of them, or nothing."""
    return next((each for each in disclosures(sight) if each.id == disclosure_id), None)


def _disclosed(row: Disclosure) -> Disclosed:
    return Disclosed(
        id=row.id,
        recipient=Recipient(row.recipient),
        to_organisation_id=row.to_organisation_id,
        to=row.to_organisation.name,
        how=How(row.how),
        refused=row.refused,
        ground=Ground(row.ground) if row.ground else None,
        because=tuple(row.because),
        profile=row.profile,
        edition=row.edition,
        fields=_fields(row.fields),
        withheld=_fields(row.withheld),
        reason=row.reason,
        by=row.recorded_by.name,
        at=row.recorded_at,
    )


def _fields(stored: Iterable[str]) -> tuple[Field, ...]:
    """In the order of a summary."""
    kept = set(stored)
    return tuple(field for field in Field if field.value in kept)
