"""Cases are opened and closed; a person may have several at once."""

from datetime import date, datetime
from uuid import UUID

from throughcare.access.actions import trail
from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import Act, Category, Refused, Verb, Viewer
from throughcare.clocks.lengths import LOCAL
from throughcare.codes import Kind, check
from throughcare.pathway.models import Case
from throughcare.pathway.rules import OffenceGroup
from throughcare.people.queries import require_person


@action
def open_case(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    offence_group: OffenceGroup,
    opened_on: date,
    offence_code: str = "",
    reference: str = "",
) -> UUID:
    """A case becomes known. One with the same number is the same case."""
    require_person(by, person_id, Act.WRITE, Category.OFFENCE, at=at)
    if opened_on > at.astimezone(LOCAL).date():
        raise Refused("A case cannot begin in the future: check the date.")
    if offence_code.strip():
        told = check(Kind.OFFENCE_CODE, offence_code, on=opened_on)
        if not told.valid:
            raise Refused(f"{told.reason} Leave it empty where it is not known.")
    known = reference and Case.objects.filter(person_id=person_id, reference=reference).first()
    if known:
        case_id = known.pk
    else:
        (made,) = Case.objects.bulk_create(
            [
                Case(
                    person_id=person_id,
                    reference=reference,
                    offence_group=offence_group,
                    offence_code=offence_code.strip().upper(),
                    opened_on=opened_on,
                    recorded_at=at,
                    recorded_by_id=by.worker_id,
                    collected_for=Purpose.JUSTICE_DECISION,
                )
            ]
        )
        case_id = made.pk
    _note(by, at, "open-case", person_id, case_id)
    return case_id


@action
def close_case(*, by: Viewer, at: datetime, case_id: UUID, closed_on: date) -> None:
    """A case came to its end. Saying it again changes nothing."""
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        raise Refused("There is no such case.")
    require_person(by, case.person_id, Act.WRITE, Category.OFFENCE, at=at)
    if closed_on < case.opened_on:
        raise Refused(
            f"The case cannot end ({closed_on:%d %B %Y}) before it began "
            f"({case.opened_on:%d %B %Y}): check both dates."
        )
    Case.objects.filter(pk=case_id, closed_on__isnull=True).update(closed_on=closed_on)
    _note(by, at, "close-case", case.person_id, case_id)


def _note(by: Viewer, at: datetime, what: str, person_id: UUID, case_id: UUID) -> None:
    trail.write(
        by=by,
        at=at,
        verb=Verb.ALTER,
        what=what,
        people=[person_id],
        categories=[Category.OFFENCE],
        items=[str(case_id)],
    )
