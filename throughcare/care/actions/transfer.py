"""Recording the steps of a transfer to hospital, and what delays it."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import Category, Refused, Verb, Viewer
from throughcare.care.actions.writing import after, noted, permitted
from throughcare.care.models import HospitalTransfer
from throughcare.care.queries.transfer import transfer
from throughcare.care.rules.transfer import Delay, TransferStep, refuse_transfer_step
from throughcare.pathway.queries import current_episode
from throughcare.pathway.rules import ESTABLISHMENTS


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
    """Record the next step of a transfer to hospital. The move itself is part of the journey."""
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
    )
    if wrong:
        raise Refused(wrong)
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
