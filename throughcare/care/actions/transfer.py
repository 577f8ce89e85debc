"""Recording the steps of a transfer to hospital, and what delays it."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import Category, Refused, Verb, Viewer
from throughcare.care.actions.moves import follow_moves
from throughcare.care.actions.writing import after, noted, permitted
from throughcare.care.models import HospitalTransfer
from throughcare.care.queries.transfer import transfer
from throughcare.care.rules.transfer import (
    OF_THE_JOURNEY,
    Delay,
    TransferStep,
    refuse_transfer_step,
)
from throughcare.pathway.actions import record_event
from throughcare.pathway.queries import current_episode
from throughcare.pathway.rules import ESTABLISHMENTS, Happened

NOWHERE = "They are in no place now, as far as this record says. Record where they are first."


@action
def record_transfer_step(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    step: TransferStep | str,
    happened_at: datetime | None = None,
    delay: Delay | str = "",
    note: str = "",
) -> UUID:
    """Record the next step of a transfer to hospital; gives the id of its row, or of its event.

    Referral, assessment and withdrawal are events of the journey, as the move itself is: they are
    kept there alone, and the clocks of every list run by them. Raises `Refused`.
    """
    sight = permitted(by, at, person_id, Category.NEED)
    found = transfer(sight)
    here = current_episode(sight)
    step, moment = TransferStep(step), happened_at or at
    taken = [one.took for one in found.happened]
    coded = Delay(delay).value if delay and step is TransferStep.DELAYED else ""
    wrong = refuse_transfer_step(
        taken,
        step,
        happened_at=moment,
        at=at,
        delay=coded,
        held=here is not None and here.place_kind in ESTABLISHMENTS,
        note=note.strip(),
    )
    if wrong:
        raise Refused(wrong)
    if step in OF_THE_JOURNEY:
        if here is None:
            raise Refused(NOWHERE)
        told = after(taken[-1].at if taken else None, moment)
        moment = told if told <= at else moment
        event = Happened(person_id, OF_THE_JOURNEY[step], here.place_id, moment)
        became = record_event(by=by, at=at, event=event)
        assert became.event_id is not None
        follow_moves(by=by, at=at, people=[person_id])
        return became.event_id
    row = HospitalTransfer(
        person_id=person_id,
        step=step,
        happened_at=after(taken[-1].at if taken else None, moment),
        delay=coded,
        note=note.strip(),
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    HospitalTransfer.objects.bulk_create([row])
    noted(sight, "transfer-step", Category.NEED, row.id, step, verb=Verb.COLLECT)
    return row.id
