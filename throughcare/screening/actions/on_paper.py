"""To paper and back: a pack is printed; its answers are entered with the interview's own time."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import Act, Category, Refused, Verb, Viewer
from throughcare.clocks.lengths import LOCAL
from throughcare.people.queries import require_person
from throughcare.screening.actions.taking_in import as_said
from throughcare.screening.actions.urgent import open_clocks
from throughcare.screening.actions.writing import noted, one_at_a_time, result_of, settle
from throughcare.screening.instrument import find
from throughcare.screening.models import Answer, Result, Screening
from throughcare.screening.queries import about
from throughcare.screening.rules import (
    Agreement,
    CameIn,
    Mode,
    Present,
    ResponseState,
    StoppedReason,
    checked,
    may_administer,
    may_ask,
    may_enter_from_paper,
    may_start,
    raised,
    remaining,
)


@action
def print_pack(
    *, by: Viewer, at: datetime, person_id: UUID, instruments: Iterable[str], number: str
) -> None:
    """Put on the trail that what is known of somebody goes to paper, with which blank forms.

    `number` is written on every sheet, so that what comes back can be told from what is lost.
    """
    sight = require_person(by, person_id, Act.WRITE, Category.SCREENING, at=at)
    noted(sight, "print-pack", number, *instruments, verb=Verb.DISCLOSE)


@action
def enter_from_paper(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    instrument: str,
    answers: Mapping[str, object],
    asked_at: datetime,
    asked_by: str,
    asked_in: str = "",
    place_id: UUID | None = None,
    mode: Mode | str = Mode.INTERVIEW,
    paper_number: str = "",
    agreed: Agreement | str = Agreement.AGREED,
    agreement_note: str = "",
    present: Iterable[Present | str] = (),
    stopped_because: StoppedReason | str = "",
) -> UUID:
    """Record answers that were written on paper when the system was down; gives the screening.

    `asked_at` is the time of the interview, `at` that of the entry. With a question left open it
    is kept as stopped, for the reason given, and has no score. Urgent answers are to be read like
    any others, and their clocks run from the interview. Raises `WrongAnswers`, and `Refused` where
    something is missing or this paper was entered already.
    """
    sight = require_person(by, person_id, Act.WRITE, Category.SCREENING, at=at)
    one_at_a_time(person_id)
    chosen, person = find(instrument), about(sight, on=asked_at.astimezone(LOCAL).date())
    given = {k: v for k, v in checked(chosen, answers).items() if v is not None}
    left = remaining(chosen, {}, at=at, answers=given, context=person)
    missing = tuple(item.text for item in left.ask if item.required)
    for decision in (
        may_administer(chosen, sex=person.sex),
        may_start(chosen, age=person.age),
        may_ask(Agreement(agreed), note=agreement_note),
        may_enter_from_paper(
            asked_at=asked_at,
            at=at,
            asked_by=asked_by,
            where=asked_in.strip() or str(place_id or ""),
            missing=missing,
            stopped_because=str(stopped_because),
            twice=_entered(person_id, chosen.id, asked_at, paper_number.strip()),
        ),
    ):
        if not decision.allowed:
            raise Refused(*decision.reasons)
    row = Screening(
        person_id=person_id,
        organisation_id=by.organisation_id,
        place_id=place_id,
        instrument=chosen.id,
        version=chosen.version,
        state=ResponseState.STOPPED if missing else ResponseState.COMPLETED,
        stopped_because=StoppedReason(stopped_because) if missing else "",
        mode=Mode(mode),
        agreed=Agreement(agreed),
        agreement_note=agreement_note.strip(),
        present=[Present(who).value for who in present],
        started_at=asked_at,
        ended_at=asked_at,
        came_in=CameIn.PAPER,
        asked_by=asked_by.strip(),
        asked_in=asked_in.strip(),
        paper_number=paper_number.strip(),
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    Screening.objects.bulk_create([row])
    Answer.objects.bulk_create(as_said(row, chosen, given, by=by, at=at))
    if not missing:
        _, result = result_of(row, chosen, given, person, by=by, at=at)
        Result.objects.bulk_create([result])
    open_clocks(sight, row.id, raised(chosen, given), episode_id=None, began_at=asked_at)
    settle(person_id, chosen.id, at)
    noted(sight, "enter-from-paper", row.id, chosen.id, chosen.version, verb=Verb.COLLECT)
    return row.id


def _entered(person_id: UUID, instrument: str, asked_at: datetime, paper_number: str) -> bool:
    """Whether this paper, or this interview, stands in the record already."""
    same = Q(started_at=asked_at)
    if paper_number:
        same |= Q(paper_number=paper_number)
    return (
        Screening.objects.filter(same, person_id=person_id, instrument=instrument)
        .exclude(state=ResponseState.ENTERED_IN_ERROR)
        .exists()
    )
