"""How a transfer to hospital stands: its steps, its clocks, what may come next, what delays it."""

from dataclasses import dataclass
from datetime import datetime

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.care.models import HospitalTransfer
from throughcare.care.rules.transfer import (
    CLOCKS,
    OF_CLOCKS,
    Delay,
    Took,
    TransferStep,
    may_follow_transfer,
    this_time,
)
from throughcare.clocks.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class TransferHappening:
    """One step with who recorded it."""

    step: TransferStep
    at: datetime
    delay: Delay | None
    note: str
    who: str

    @property
    def took(self) -> Took:
        """The step as the rules need it."""
        return Took(self.step, self.at)


@dataclass(frozen=True, slots=True)
class TransferNow:
    """The steps of every transfer, oldest first; the clocks are those of the last one."""

    happened: tuple[TransferHappening, ...]
    clocks: tuple[Standing, ...]
    next_steps: tuple[TransferStep, ...]


def transfer(sight: Sight) -> TransferNow:
    """How a transfer of this person to hospital stands."""
    if not sight.may(Category.NEED):
        raise NotPermitted(sight.decisions[(Act.READ, Category.NEED)])
    found = tuple(
        TransferHappening(
            TransferStep(row.step),
            row.happened_at,
            Delay(row.delay) if row.delay else None,
            row.note,
            row.recorded_by.name,
        )
        for row in HospitalTransfer.objects.filter(person_id=sight.person_id)
        .select_related("recorded_by")
        .order_by("happened_at", "recorded_at")
    )
    taken = [one.took for one in found]
    events = [(OF_CLOCKS[one.step], one.at) for one in this_time(taken) if one.step in OF_CLOCKS]
    clocks = tuple(standing(clock, events, sight.at) for clock in CLOCKS) if events else ()
    started = tuple(clock for clock in clocks if clock.started_at is not None)
    return TransferNow(found, started, may_follow_transfer(taken))
