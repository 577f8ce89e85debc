"""Putting a completed screening right: with a reason, beside what was said first, scored anew."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.rules import Refused, Verb, Viewer
from throughcare.screening.actions.answering import changed_since, refuse_overwriting, to_save
from throughcare.screening.actions.urgent import open_clocks
from throughcare.screening.actions.writing import noted, result_of, to_put_right
from throughcare.screening.instrument import Answer as Value
from throughcare.screening.instrument import Item
from throughcare.screening.models import Answer, Result
from throughcare.screening.queries import Sheet
from throughcare.screening.rules import (
    Context,
    Scored,
    checked,
    may_amend,
    raised,
    remaining,
    score,
)


class StillOpen(Refused):
    """What is amended brings up questions that have no answer; `items` are these."""

    def __init__(self, items: tuple[Item, ...]) -> None:
        asked = "; ".join(item.text for item in items)
        super().__init__(f"With this answer, more has to be answered: {asked}")
        self.items = items


@action
def amend(
    *,
    by: Viewer,
    at: datetime,
    screening_id: UUID,
    given: Mapping[str, object],
    reason: str,
    seen: Mapping[str, int] | None = None,
) -> Scored:
    """Put answers of a completed screening right, and score it again by its own version.

    The first answers and the first result stay to be read, and the age and sex that the score
    depended on stay as they were. Needs and safety facts are not changed: what the answers point
    to now is for a person to take up. A new urgent answer is to be read like any other. The same
    answers again change nothing. Raises `WrongAnswers`, `StillOpen`, `ChangedMeanwhile`, and
    `Refused` where it may not be amended.
    """
    sight, row, sheet = to_put_right(by, at, screening_id)
    asked, instrument = sheet.asked, sheet.asked.instrument
    decision = may_amend(asked.state, published=bool(instrument.published), reason=reason)
    if not decision.allowed or asked.result is None:
        raise Refused(*decision.reasons)
    context = Context(**asked.result.scored["about"])
    wanted = {k: v for k, v in checked(instrument, given).items() if v is not None}
    changes = {
        item_id: (value, None)
        for item_id, value in wanted.items()
        if changed_since(sheet, item_id, value, seen)
    }
    if not changes:
        noted(sight, "amend-screening", screening_id)
        return score(instrument, sheet.answers(at), context=context)
    refuse_overwriting(by, sheet, changes, seen)
    answers: dict[str, Value] = {**sheet.answers(at), **{k: v for k, (v, _) in changes.items()}}
    left = remaining(instrument, {}, at=at, answers=answers, context=context)
    if missing := tuple(item for item in left.ask if item.required):
        raise StillOpen(missing)
    rows = list(to_save(sight, sheet, changes, reason))
    for answer in rows:
        # It was said then; it is entered now. How long it holds is counted from when it was said.
        answer.entered_at, answer.recorded_at = at, _said_at(sheet, answer.item)
    Answer.objects.bulk_create(rows)
    number = asked.result.number + 1
    scored, result = result_of(
        row, instrument, answers, context, by=by, at=at, number=number, because=reason
    )
    row.results.filter(superseded_at__isnull=True).update(superseded_at=at)
    Result.objects.bulk_create([result])
    open_clocks(
        sight,
        screening_id,
        raised(instrument, answers),
        before=sheet.flags(),
        episode_id=asked.episode_id,
        began_at=at,
    )
    noted(sight, "amend-screening", screening_id, *sorted(changes), verb=Verb.ALTER)
    return scored


def _said_at(sheet: Sheet, item_id: str) -> datetime:
    first = sheet.said.get(item_id)
    return first[0].at if first else sheet.asked.ended_at or sheet.asked.started_at
