"""How the steps of a health programme stand for one person, from the answers that were kept.

What was offered, declined, done or is not known is kept step by step; a step is due from the one
that it follows, or from the day on which the programme opened for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from throughcare.care.rules.programme_file import HealthSetting, Opening, Programme, Scope, Step
from throughcare.clocks.lengths import LOCAL, Length
from throughcare.clocks.limits import published as limits
from throughcare.people.rules import Sex


class StepAnswer(StrEnum):
    """What became of one step. That nobody asked is no answer, and never a no."""

    DONE = "done"
    DECLINED = "declined"
    NOT_ABLE = "not-able"
    NOT_NEEDED = "not-needed"
    NOT_KNOWN = "not-known"


class StepState(StrEnum):
    """How one step of a programme stands."""

    OVERDUE = "overdue"
    DUE = "due"
    DECLINED = "declined"
    DONE = "done"
    NOT_NEEDED = "not-needed"
    WAITS = "waits"


STEP_ANSWER_WORDS = {
    StepAnswer.DONE: "Done",
    StepAnswer.DECLINED: "They declined",
    StepAnswer.NOT_ABLE: "Not possible now: unwell, away, or not safe",
    StepAnswer.NOT_NEEDED: "Not needed",
    StepAnswer.NOT_KNOWN: "Not known whether it was done",
}
STILL_DUE = (StepState.OVERDUE, StepState.DUE)
WITH_A_REASON = (StepAnswer.NOT_ABLE, StepAnswer.NOT_NEEDED)


@dataclass(frozen=True, slots=True)
class HealthFacts:
    """What decides for whom a programme is: age, sex, where they are and since when.

    `done` are steps that another part of the record knows of, by the name of their event.
    """

    born_on: date | None
    sex: Sex
    setting: HealthSetting | None
    arrived_at: datetime | None
    term_at: datetime | None
    done: Mapping[str, datetime]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One answer to one step of one programme."""

    programme: str
    step: str
    answer: StepAnswer
    at: datetime
    result: str = ""
    again_on: date | None = None


@dataclass(frozen=True, slots=True)
class StepStanding:
    """How a step stands: the last answer, by when it is due, and why."""

    step: Step
    state: StepState
    due_at: datetime | None = None
    last: StepRow | None = None
    because: str = ""


def opened_since(programme: Programme, facts: HealthFacts) -> datetime | None:
    """From when answers count, as the scope says; None where every answer does."""
    if programme.scope is Scope.STAY:
        return facts.arrived_at
    return facts.term_at if programme.scope is Scope.TERM else None


def run(
    programme: Programme,
    facts: HealthFacts,
    rows: Sequence[StepRow],
    at: datetime,
    *,
    offered: bool,
    all_steps: bool = True,
) -> tuple[datetime | None, tuple[StepStanding, ...]]:
    """When a programme opened for somebody and how its steps stand, from its own answers.

    Without `all_steps`, those that wait for another step are left out: they cannot be due.
    """
    since = opened_since(programme, facts)
    told = sorted((row for row in rows if since is None or row.at >= since), key=lambda row: row.at)
    if programme.opens is Opening.SOMEBODY:
        told, opened_at = _opened(programme, told)
    else:
        opened_at = (since or facts.arrived_at) if offered or told else None
    if opened_at is None:
        return None, ()
    last = {row.step: row for row in told}
    for step in programme.steps:
        if step.event in facts.done and (since is None or facts.done[step.event] >= since):
            last.setdefault(
                step.id, StepRow(programme.id, step.id, StepAnswer.DONE, facts.done[step.event])
            )
    steps = programme.steps if all_steps else [s for s in programme.steps if not _idle(s, last)]
    return opened_at, tuple(_step(programme, one, last, opened_at, at) for one in steps)


def _idle(step: Step, last: Mapping[str, StepRow]) -> bool:
    if step.id in last or not step.after:
        return False
    before = last.get(step.after)
    return before is None or before.answer is not StepAnswer.DONE


def _opened(programme: Programme, told: Sequence[StepRow]) -> tuple[list[StepRow], datetime | None]:
    """The answers since it was begun last, and when that was; none where it is over."""
    first = programme.steps[0].id
    begun: list[StepRow] = []
    ends = {step.id for step in programme.steps if step.ends}
    for row in told:
        if row.step == first and row.answer is StepAnswer.DONE and not begun:
            begun = [row]
        elif begun:
            begun.append(row)
            if row.step in ends and row.answer is StepAnswer.DONE:
                begun = []
    return begun, begun[0].at if begun else None


def _step(
    programme: Programme, step: Step, last: Mapping[str, StepRow], opened_at: datetime, at: datetime
) -> StepStanding:
    row = last.get(step.id)
    before = last.get(step.after) if step.after else None
    if row is None and step.after:
        waits = _waits(programme, step, before)
        if waits is not None:
            return waits
    if row is None and step.optional:
        return StepStanding(step, StepState.WAITS, because="When it happens.")
    if row is not None and row.answer is StepAnswer.NOT_NEEDED:
        return StepStanding(step, StepState.NOT_NEEDED, last=row)
    if row is not None and row.answer is StepAnswer.DONE:
        return _done(step, row, at)
    if row is not None and row.answer is StepAnswer.DECLINED:
        return _declined(step, row, at)
    start = before.at if before is not None else opened_at
    due_at = _morning(row.again_on) if row is not None and row.again_on else due_at_of(step, start)
    late = due_at is not None and due_at < at
    return StepStanding(step, StepState.OVERDUE if late else StepState.DUE, due_at, row)


def _waits(programme: Programme, step: Step, before: StepRow | None) -> StepStanding | None:
    """Why a step has not come to be due: what it follows is not done, or had another result."""
    if before is None or before.answer is not StepAnswer.DONE:
        over = before is not None and before.answer in (StepAnswer.DECLINED, StepAnswer.NOT_NEEDED)
        state = StepState.NOT_NEEDED if over else StepState.WAITS
        name = next(one.name for one in programme.steps if one.id == step.after)
        return StepStanding(step, state, because=f"It follows “{name}”.")
    if step.if_result and before.result not in step.if_result:
        earlier = next(one for one in programme.steps if one.id == step.after)
        said = earlier.results.get(before.result, "not known").lower()
        return StepStanding(step, StepState.NOT_NEEDED, because=f"Result: {said}.")
    return None


def _declined(step: Step, row: StepRow, at: datetime) -> StepStanding:
    """Declined, until the day comes on which they are asked again."""
    due_at = _morning(row.again_on) if row.again_on else None
    if due_at is None or due_at > at:
        return StepStanding(step, StepState.DECLINED, due_at, row)
    return StepStanding(step, StepState.OVERDUE, due_at, row, "They declined; ask again.")


def _done(step: Step, row: StepRow, at: datetime) -> StepStanding:
    """Done, unless it is done again after a time that has passed or is about to."""
    if row.again_on is not None:
        again_at: datetime | None = _morning(row.again_on)
    else:
        again_at = step.again.after(row.at) if step.again else None
    if again_at is None or again_at - step.warn_before > at:
        return StepStanding(step, StepState.DONE, again_at, row)
    late = again_at < at
    return StepStanding(step, StepState.OVERDUE if late else StepState.DUE, again_at, row, "Again.")


def due_at_of(step: Step, start: datetime) -> datetime | None:
    """By when a step is due that begins to run at a moment; None where nobody set a time."""
    if step.clock:
        length = _length_of(step.clock, start.astimezone(LOCAL).date())
        return length.after(start) if length else None
    return step.within.after(start) if step.within else None


@lru_cache(maxsize=4096)
def _length_of(clock: str, on: date) -> Length | None:
    try:
        return limits().in_force(clock, on).length.value
    except LookupError:  # somebody came before there was such a limit
        return None


def _morning(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 9, tzinfo=LOCAL)
