"""Starting a screening, with the person's agreement on record before the first question."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import Act, Category, Refused, Sight, Verb, Viewer
from throughcare.pathway.queries import current_episode
from throughcare.people.queries import require_person
from throughcare.screening.actions.writing import noted, opened, settle
from throughcare.screening.instrument import find
from throughcare.screening.models import Screening
from throughcare.screening.queries import about
from throughcare.screening.rules import (
    Agreement,
    Mode,
    Present,
    ResponseState,
    may_administer,
    may_ask,
    may_start,
)


@action
def start(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    instrument: str,
    agreed: Agreement | str,
    agreement_note: str = "",
    mode: Mode | str = Mode.INTERVIEW,
    present: Iterable[Present | str] = (),
    episode_id: UUID | None = None,
    place_id: UUID | None = None,
) -> UUID:
    """Begin to ask an instrument's newest version; gives the screening.

    One that is in progress is gone on with instead, whoever began it. Without `episode_id` and
    `place_id`, the screening belongs to where the person is now. Raises `Refused` when the
    instrument is not for this age or sex or cannot be asked at all, or when it is not said who
    agreed or why nobody could.
    """
    sight = require_person(by, person_id, Act.WRITE, Category.SCREENING, at=at)
    chosen = find(instrument)
    if (going := _in_progress(person_id, chosen.id)) is not None:
        noted(sight, "go-on-with-screening", going)
        return going
    person = about(sight)
    for decision in (
        may_administer(chosen, sex=person.sex),
        may_start(chosen, age=person.age),
        may_ask(Agreement(agreed), note=agreement_note),
    ):
        if not decision.allowed:
            raise Refused(*decision.reasons)
    if episode_id is None and place_id is None:
        episode_id, place_id = _here(sight)
    row = Screening(
        person_id=person_id,
        organisation_id=by.organisation_id,
        episode_id=episode_id,
        place_id=place_id,
        instrument=chosen.id,
        version=chosen.version,
        mode=Mode(mode),
        agreed=Agreement(agreed),
        agreement_note=agreement_note.strip(),
        present=[Present(who).value for who in present],
        started_at=at,
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    try:
        with transaction.atomic():
            Screening.objects.bulk_create([row])
    except IntegrityError:
        # Somebody else began it in the same moment: there is one, and both go on with it.
        going = _in_progress(person_id, chosen.id)
        if going is None:
            raise
        noted(sight, "go-on-with-screening", going)
        return going
    settle(person_id, chosen.id, at)
    noted(sight, "start-screening", row.id, chosen.id, chosen.version, verb=Verb.COLLECT)
    return row.id


@action
def change_mode(*, by: Viewer, at: datetime, screening_id: UUID, mode: Mode | str) -> None:
    """Say that the questions are put in another way from now on, such as by the person alone.

    Raises `Refused` when the screening has ended.
    """
    sight, row, sheet = opened(by, at, screening_id)
    if sheet.asked.state is not ResponseState.IN_PROGRESS:
        raise Refused(f"This screening is “{sheet.asked.state.label}”.")
    row.mode = Mode(mode)
    row.save(update_fields=["mode"])
    noted(sight, "change-mode", screening_id, row.mode)


def _in_progress(person_id: UUID, instrument: str) -> UUID | None:
    return (
        Screening.objects.filter(
            person_id=person_id, instrument=instrument, state=ResponseState.IN_PROGRESS
        )
        .values_list("id", flat=True)
        .first()
    )


def _here(sight: Sight) -> tuple[UUID | None, UUID | None]:
    if not sight.may(Category.WHEREABOUTS):
        return None, None
    here = current_episode(sight)
    return (here.episode_id, here.place_id) if here else (None, None)
