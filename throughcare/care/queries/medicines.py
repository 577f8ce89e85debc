"""What somebody takes, who holds it, last and next dose, and what is not known of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.care.models import Dose, Medicine, MedicineChange, Reconciliation
from throughcare.care.rules import (
    TAKEN_DOSES,
    DoseState,
    Holding,
    MedicineKind,
    ToFindOut,
    ToldBy,
    to_find_out,
)
from throughcare.pathway.queries import current_episode


@dataclass(frozen=True, slots=True)
class DoseNow:
    """One dose: what happened to it, when, and who recorded it."""

    state: DoseState
    at: datetime
    next_at: datetime | None
    why: str
    who: str


@dataclass(frozen=True, slots=True)
class MedicineChanged:
    """What was different of a medicine from a moment on, and why."""

    what: str
    why: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MedicineNow:
    """A medicine as it stands. `held_known` is whether anybody asked since the last move.

    `last` is the last dose whatever became of it, `last_taken` the last that was taken.
    """

    medicine_id: UUID
    name: str
    dose: str
    how_often: str
    route: str
    taken_for: str
    kind: MedicineKind
    critical: bool
    told_by: tuple[ToldBy, ...]
    holding: Holding
    holding_note: str
    holding_at: datetime
    held_known: bool
    last: DoseNow | None
    last_taken: DoseNow | None
    stopped_at: datetime | None
    stopped_because: str
    version: int
    who: str
    at: datetime
    changes: tuple[MedicineChanged, ...]

    @property
    def next_at(self) -> datetime | None:
        """When the next dose is due, as far as somebody said."""
        return self.last.next_at if self.last else None


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A check of the list: with which sources, where, by whom, and what was different."""

    done_at: datetime
    told_by: tuple[ToldBy, ...]
    takes_none: bool
    differences: str
    place: str
    who: str


@dataclass(frozen=True, slots=True)
class MedicineList:
    """Everything known of somebody's medicines, and in `asked` what is not known.

    `takes_none` is true only where a check said so: an empty list alone says nothing.
    """

    current: tuple[MedicineNow, ...]
    stopped: tuple[MedicineNow, ...]
    checks: tuple[Reconciled, ...]
    takes_none: bool
    asked: ToFindOut


def medicine_list(sight: Sight) -> MedicineList:
    """The medicines of a person, those whose missed dose is dangerous first. Five queries at most.

    This is what a handover pack, the printed list and the record show.
    """
    if not sight.may(Category.MEDICINE):
        raise NotPermitted(sight.decisions[(Act.READ, Category.MEDICINE)])
    here = current_episode(sight) if sight.may(Category.WHEREABOUTS) else None
    arrived_at = here.arrived_at if here else None
    doses = _doses(sight)
    changes = _changes(sight)
    found = [
        _medicine(row, doses.get(row.id, ()), changes.get(row.id, ()), arrived_at)
        for row in Medicine.objects.filter(person_id=sight.person_id)
        .select_related("recorded_by")
        .order_by("recorded_at", "id")
    ]
    current = sorted(
        (one for one in found if one.stopped_at is None),
        key=lambda one: (not one.critical, one.name.lower()),
    )
    checks = _checks(sight)
    takes_none = not current and bool(checks) and checks[0].takes_none
    return MedicineList(
        tuple(current),
        tuple(one for one in found[::-1] if one.stopped_at is not None),
        checks,
        takes_none,
        to_find_out(
            current=len(current),
            takes_none=takes_none,
            reconciled_at=checks[0].done_at if checks else None,
            arrived_at=arrived_at,
            held_unknown=(one.name for one in current if not one.held_known),
            without_last_dose=(
                one.name
                for one in current
                if one.last is None and one.kind is not MedicineKind.WHEN_NEEDED
            ),
        ),
    )


def _doses(sight: Sight) -> dict[UUID, list[DoseNow]]:
    found: dict[UUID, list[DoseNow]] = {}
    rows = Dose.objects.filter(person_id=sight.person_id).select_related("recorded_by")
    for row in rows.order_by("-taken_at", "-recorded_at"):
        dose = DoseNow(
            DoseState(row.state), row.taken_at, row.next_at, row.why, row.recorded_by.name
        )
        found.setdefault(row.medicine_id, []).append(dose)
    return found


def _changes(sight: Sight) -> dict[UUID, list[MedicineChanged]]:
    found: dict[UUID, list[MedicineChanged]] = {}
    rows = MedicineChange.objects.filter(person_id=sight.person_id).select_related("recorded_by")
    for row in rows.order_by("-recorded_at"):
        change = MedicineChanged(row.what, row.why, row.recorded_by.name, row.recorded_at)
        found.setdefault(row.medicine_id, []).append(change)
    return found


def _checks(sight: Sight) -> tuple[Reconciled, ...]:
    rows = Reconciliation.objects.filter(person_id=sight.person_id)
    return tuple(
        Reconciled(
            row.done_at,
            tuple(ToldBy(one) for one in row.told_by),
            row.takes_none,
            row.differences,
            row.place.name if row.place else "",
            row.recorded_by.name,
        )
        for row in rows.select_related("recorded_by", "place").order_by("-done_at")
    )


def _medicine(
    row: Medicine,
    doses: Iterable[DoseNow],
    changes: Iterable[MedicineChanged],
    arrived_at: datetime | None,
) -> MedicineNow:
    told = list(doses)
    holding = Holding(row.holding)
    asked_here = arrived_at is None or row.holding_at >= arrived_at
    return MedicineNow(
        row.id,
        row.name,
        row.dose,
        row.how_often,
        row.route,
        row.taken_for,
        MedicineKind(row.kind),
        row.critical,
        tuple(ToldBy(one) for one in row.told_by),
        holding,
        row.holding_note,
        row.holding_at,
        asked_here and holding is not Holding.NOT_KNOWN,
        told[0] if told else None,
        next((one for one in told if one.state in TAKEN_DOSES), None),
        row.stopped_at,
        row.stopped_because,
        row.version,
        row.recorded_by.name,
        row.recorded_at,
        tuple(changes),
    )
