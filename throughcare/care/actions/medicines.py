"""Writing down what somebody takes, who holds it, each dose, and that the list was checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import Category, ChangedMeanwhile, Refused, Sight, Verb, Viewer
from throughcare.care.actions.writing import noted, permitted
from throughcare.care.models import Dose, Medicine, MedicineChange, Reconciliation
from throughcare.care.rules import (
    HOLDING_WORDS,
    DoseState,
    Holding,
    MedicineKind,
    ToldBy,
    refuse_dose,
    refuse_medicine,
    refuse_reconciling,
)
from throughcare.pathway.queries import current_episode
from throughcare.pathway.queries.covering import own_team

CLASS = Category.MEDICINE


@dataclass(frozen=True, slots=True)
class MedicineSaid:
    """A medicine as somebody describes it. Dose and how often may be "not known", never empty."""

    name: str
    dose: str
    how_often: str
    told_by: Sequence[ToldBy]
    kind: MedicineKind = MedicineKind.REGULAR
    route: str = ""
    taken_for: str = ""
    critical: bool = False
    holding: Holding = Holding.NOT_KNOWN
    holding_note: str = ""


@action
def record_medicine(*, by: Viewer, at: datetime, person_id: UUID, taken: MedicineSaid) -> UUID:
    """Add a medicine to somebody's list, with who says so and who holds it."""
    sight = permitted(by, at, person_id, CLASS)
    _refuse(taken)
    medicine = Medicine(
        person_id=person_id,
        name=taken.name.strip(),
        dose=taken.dose.strip(),
        how_often=taken.how_often.strip(),
        route=taken.route.strip(),
        taken_for=taken.taken_for.strip(),
        kind=taken.kind,
        critical=taken.critical,
        told_by=[one.value for one in taken.told_by],
        holding=taken.holding,
        holding_note=taken.holding_note.strip(),
        holding_at=at,
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    Medicine.objects.bulk_create([medicine])
    noted(sight, "record-medicine", CLASS, medicine.id, verb=Verb.COLLECT)
    return medicine.id


@action
def change_medicine(
    *, by: Viewer, at: datetime, medicine_id: UUID, version: int, taken: MedicineSaid, why: str
) -> UUID:
    """The dose or another part of a medicine is different from now on, and why.

    Raises `ChangedMeanwhile` where somebody changed it since `version` was read.
    """
    medicine, sight = _medicine(by, at, medicine_id, version)
    _refuse(taken)
    if not why.strip():
        raise Refused("Say why it is different.")
    parts = {
        "dose": taken.dose.strip(),
        "how_often": taken.how_often.strip(),
        "route": taken.route.strip(),
        "kind": taken.kind.value,
        "critical": taken.critical,
        "name": taken.name.strip(),
        "taken_for": taken.taken_for.strip(),
        "told_by": [one.value for one in taken.told_by],
    }
    different = [name for name, said in parts.items() if getattr(medicine, name) != said]
    if not different:
        raise Refused("Nothing is different. Change something, or go back.")
    was = f"Before: {medicine.dose}, {medicine.how_often}"
    for name in different:
        setattr(medicine, name, parts[name])
    _save(sight, medicine, was, why.strip(), *different)
    noted(sight, "change-medicine", CLASS, medicine.id)
    return medicine.id


@action
def hold_medicine(
    *,
    by: Viewer,
    at: datetime,
    medicine_id: UUID,
    version: int,
    holding: Holding | str,
    note: str = "",
) -> UUID:
    """Say who holds a medicine now; said again after every move."""
    medicine, sight = _medicine(by, at, medicine_id, version)
    medicine.holding, medicine.holding_note = Holding(holding), note.strip()
    medicine.holding_at = at
    _save(
        sight, medicine, HOLDING_WORDS[medicine.holding], note.strip(),
        "holding", "holding_note", "holding_at",
    )  # fmt: skip
    noted(sight, "hold-medicine", CLASS, medicine.id)
    return medicine.id


@action
def stop_medicine(
    *, by: Viewer, at: datetime, medicine_id: UUID, version: int, because: str
) -> UUID:
    """The medicine is taken no longer, and why; it stays on the list as stopped."""
    medicine, sight = _medicine(by, at, medicine_id, version)
    if not because.strip():
        raise Refused("Say why it is stopped.")
    medicine.stopped_at, medicine.stopped_because = at, because.strip()
    _save(sight, medicine, "Stopped", because.strip(), "stopped_at", "stopped_because")
    noted(sight, "stop-medicine", CLASS, medicine.id)
    return medicine.id


@action
def record_dose(
    *,
    by: Viewer,
    at: datetime,
    medicine_id: UUID,
    state: DoseState | str,
    taken_at: datetime,
    next_at: datetime | None = None,
    why: str = "",
) -> UUID:
    """One dose was given, refused or missed, and when the next is due."""
    medicine, sight = _medicine(by, at, medicine_id, None)
    wrong = refuse_dose(
        stopped=medicine.stopped_at is not None,
        state=DoseState(state),
        at=taken_at,
        now=at,
        next_at=next_at,
        why=why,
    )
    if wrong:
        raise Refused(wrong)
    dose = Dose(
        person_id=medicine.person_id,
        medicine=medicine,
        state=state,
        taken_at=taken_at,
        next_at=next_at,
        why=why.strip(),
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    Dose.objects.bulk_create([dose])
    noted(sight, "record-dose", CLASS, dose.id, verb=Verb.COLLECT)
    return dose.id


@action
def reconcile_medicines(
    *,
    by: Viewer,
    at: datetime,
    person_id: UUID,
    told_by: Sequence[ToldBy],
    takes_none: bool = False,
    differences: str = "",
) -> UUID:
    """The list was checked with these sources: it is right now, or nothing is taken."""
    sight = permitted(by, at, person_id, CLASS)
    current = Medicine.objects.filter(person_id=person_id, stopped_at__isnull=True).count()
    if wrong := refuse_reconciling(told_by=told_by, takes_none=takes_none, current=current):
        raise Refused(wrong)
    here = current_episode(sight)
    row = Reconciliation(
        person_id=person_id,
        team_id=own_team(by, at, here.episode_id if here else None),
        place_id=here.place_id if here else None,
        done_at=at,
        told_by=[one.value for one in told_by],
        takes_none=takes_none,
        differences=differences.strip(),
        recorded_at=at,
        recorded_by_id=by.worker_id,
        collected_for=Purpose.CARE,
    )
    Reconciliation.objects.bulk_create([row])
    noted(sight, "reconcile-medicines", CLASS, row.id, verb=Verb.COLLECT)
    return row.id


def _refuse(taken: MedicineSaid) -> None:
    wrong = refuse_medicine(
        name=taken.name, dose=taken.dose, how_often=taken.how_often, told_by=taken.told_by
    )
    if wrong:
        raise Refused(wrong)


def _medicine(
    by: Viewer, at: datetime, medicine_id: UUID, version: int | None
) -> tuple[Medicine, Sight]:
    """The medicine, held until the action is over; with a version, only if it is still that one."""
    medicine = (
        Medicine.objects.select_for_update(of=("self",))
        .select_related("recorded_by")
        .filter(pk=medicine_id)
        .first()
    )
    if medicine is None:
        raise Refused("There is no such medicine.")
    sight = permitted(by, at, medicine.person_id, CLASS)
    if version is None:
        return medicine, sight
    if medicine.version != version:
        last = medicine.changes.select_related("recorded_by").latest("recorded_at")
        raise ChangedMeanwhile(
            {"what": last.what, "version": str(medicine.version)},
            last.recorded_by.name,
            last.recorded_at,
        )
    if medicine.stopped_at is not None:
        raise Refused("This medicine was stopped already.")
    return medicine, sight


def _save(sight: Sight, medicine: Medicine, what: str, why: str, *parts: str) -> None:
    medicine.version += 1
    medicine.save(update_fields=[*parts, "version"])
    MedicineChange.objects.bulk_create(
        [
            MedicineChange(
                person_id=medicine.person_id,
                medicine=medicine,
                what=what,
                why=why,
                recorded_at=sight.at,
                recorded_by_id=sight.viewer.worker_id,
                collected_for=Purpose.CARE,
            )
        ]
    )
