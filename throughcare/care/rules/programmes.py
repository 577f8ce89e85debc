"""Health programmes in places of detention: for whom each is, and what is due of one or of many.

A programme is data (`programmes.yaml`): a test, a vaccination, a treatment, a check.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from throughcare.care.rules.programme_file import Opening, Programme, Step, health_programmes
from throughcare.care.rules.programme_steps import (
    STILL_DUE,
    WITH_A_REASON,
    HealthFacts,
    StepAnswer,
    StepRow,
    StepStanding,
    StepState,
    run,
)
from throughcare.clocks.lengths import LOCAL
from throughcare.people.rules import Sex, age_on


class Applies(StrEnum):
    """Whether a programme is for somebody. Where age or sex is not known, nobody knows."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True, slots=True)
class ProgrammeStanding:
    """How a programme stands for one person, step by step."""

    programme: Programme
    applies: Applies
    why_not: str
    opened_at: datetime | None
    steps: tuple[StepStanding, ...]

    @property
    def next(self) -> StepStanding | None:
        """The step that is due first, if one is; those without a day come last."""
        due = [one for one in self.steps if one.state in STILL_DUE]
        return min(due, key=lambda one: (one.due_at is None, one.due_at or _FAR), default=None)


_FAR = datetime.max.replace(tzinfo=UTC)


def applies(programme: Programme, facts: HealthFacts, on: date) -> tuple[Applies, str]:
    """Whether a programme is for somebody on a day, and if not, why, in a sentence."""
    if facts.setting is None or facts.setting not in programme.where:
        return Applies.NO, "It is not offered where they are."
    unknown = []
    if programme.sex is not None:
        if facts.sex not in (Sex.FEMALE, Sex.MALE):
            unknown.append("their sex")
        elif facts.sex is not programme.sex:
            return Applies.NO, f"It is for {'women' if programme.sex is Sex.FEMALE else 'men'}."
    if programme.age_from is not None or programme.age_to is not None:
        if facts.born_on is None:
            unknown.append("their date of birth")
        elif (
            not (programme.age_from or 0) <= age_on(facts.born_on, on) <= (programme.age_to or 999)
        ):
            return Applies.NO, f"It is for {programme.ages} year olds."
    if unknown:
        return Applies.NOT_KNOWN, f"Nobody knows whether it is for them: {_and(unknown)} not known."
    return Applies.YES, ""


def standing(
    programme: Programme, facts: HealthFacts, rows: Iterable[StepRow], at: datetime
) -> ProgrammeStanding:
    """How a programme stands at a moment; answers of an earlier stay or term count as `scope` says.

    Somebody who began it goes on with it, whether or not it would still be offered to them.
    """
    fits, why_not = applies(programme, facts, at.astimezone(LOCAL).date())
    own = [row for row in rows if row.programme == programme.id]
    opened_at, steps = run(programme, facts, own, at, offered=fits is Applies.YES)
    return ProgrammeStanding(programme, fits, why_not, opened_at, steps)


def worked_out(facts: HealthFacts, told: Iterable[str]) -> tuple[Programme, ...]:
    """The programmes of which somebody's own answers say what is due; all others begin anew."""
    done = facts.done.keys()
    known = {one.id: one for one in health_programmes().all if done and one.events & done}
    known |= {one.id: one for each in told if (one := health_programmes().one(each))}
    return tuple(known.values())


def due_of(
    facts: HealthFacts,
    told: Mapping[str, Sequence[StepRow]],
    at: datetime,
    offered: Container[str],
    known: Sequence[Programme],
) -> Iterator[tuple[Programme, StepStanding]]:
    """Every step that is due of one person in the programmes `known` (`worked_out`).

    `told` are the answers by programme; `offered` the ids of what applies to somebody like them
    (`offered_to`).
    """
    for of in known:
        own = told.get(of.id, ())
        for stands in run(of, facts, own, at, offered=of.id in offered, all_steps=False)[1]:
            if stands.state in STILL_DUE:
                yield of, stands


def offered_to(facts: HealthFacts, on: date) -> tuple[Programme, ...]:
    """The programmes that everybody of this age and sex is offered where they are."""
    return tuple(
        one
        for one in health_programmes().all
        if one.opens is Opening.ARRIVAL and applies(one, facts, on)[0] is Applies.YES
    )


def first_standing(step: Step, due_at: datetime | None, at: datetime) -> StepStanding:
    """How a step stands that nobody has answered and that follows no other."""
    late = due_at is not None and due_at < at
    return StepStanding(step, StepState.OVERDUE if late else StepState.DUE, due_at)


def refuse_step_answer(
    programme: Programme,
    step: Step,
    *,
    answer: StepAnswer,
    result: str,
    at: datetime,
    now: datetime,
    again_on: date | None,
    why: str,
    begun: bool,
) -> str:
    """Why an answer to a step may not be kept so, in a sentence; '' when it may."""
    if at > now:
        return "The moment is in the future."
    if answer is StepAnswer.DONE and (step.results or result) and result not in step.results:
        return "Select the result."
    if result and answer is not StepAnswer.DONE:
        return "There is a result only of what was done."
    if again_on is not None and again_on <= at.astimezone(LOCAL).date():
        return "The day to ask again must be later."
    if answer in WITH_A_REASON and not why.strip():
        return "Say why, in a few words."
    if programme.opens is Opening.SOMEBODY and not begun and step is not programme.steps[0]:
        return f"Begin with “{programme.steps[0].name}”."
    return ""


def _and(words: Sequence[str]) -> str:
    return f"{' and '.join(words)} {'is' if len(words) == 1 else 'are'}"
