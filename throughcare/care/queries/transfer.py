"""How a transfer to hospital stands: its steps, its clocks, what may come next, what delays it."""

from collections.abc import Iterator
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
    in_order,
    may_follow_transfer,
    of_journey,
    this_time,
)
from throughcare.clocks.standing import Standing, standing
from throughcare.pathway.queries import episodes


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
    told = [*_of_care(sight), *_of_journey(sight)]
    taken = in_order(one.took for one in told)
    found = tuple(next(one for one in told if one.took == took) for took in taken)
    events = [(OF_CLOCKS[one.step], one.at) for one in this_time(taken) if one.step in OF_CLOCKS]
    clocks = tuple(standing(clock, events, sight.at) for clock in CLOCKS) if events else ()
    started = tuple(clock for clock in clocks if clock.started_at is not None)
    return TransferNow(found, started, may_follow_transfer(taken))


def _of_care(sight: Sight) -> Iterator[TransferHappening]:
    """What the team that arranges it recorded: gatekeeping, bed, warrant and delays."""
    rows = HospitalTransfer.objects.filter(person_id=sight.person_id)
    for row in rows.select_related("recorded_by").order_by("happened_at", "recorded_at"):
        delay = Delay(row.delay) if row.delay else None
        yield TransferHappening(
            TransferStep(row.step), row.happened_at, delay, row.note, row.recorded_by.name
        )


def _of_journey(sight: Sight) -> Iterator[TransferHappening]:
    """Referral, assessment, withdrawal and the moves themselves, as the journey has them."""
    for passage in episodes(sight):
        for event in passage.events:
            step = of_journey(event.kind, event.note)
            if step is None or event.happened_at is None or event.corrected_by or event.struck_out:
                continue
            yield TransferHappening(step, event.happened_at, None, "", event.recorded_by)
