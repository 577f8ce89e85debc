"""How a screening ends: completed with a result, stopped with a reason, or called an error."""

from datetime import datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.rules import Refused, Verb, Viewer
from throughcare.screening.actions.attempting import leave_unasked
from throughcare.screening.actions.keeping import drop_begun
from throughcare.screening.actions.urgent import stop_clocks
from throughcare.screening.actions.writing import noted, opened, result_of, settle, to_put_right
from throughcare.screening.models import Result, Screening
from throughcare.screening.queries import Sheet, about
from throughcare.screening.rules import (
    WHY_LATER,
    Context,
    ResponseState,
    Scored,
    StoppedReason,
    may_close,
    remaining,
    score,
)


@action
def complete(*, by: Viewer, at: datetime, screening_id: UUID) -> Scored:
    """Work out and keep the result; completing again gives the same one.

    A question that was declined, or that the person could not answer, holds nothing up; but while
    a scored one has no answer there is no score. Raises `Refused` while a question is open.
    """
    sight, row, sheet = opened(by, at, screening_id)
    if sheet.asked.state is ResponseState.COMPLETED:
        noted(sight, "complete-screening", screening_id)
        facts = sheet.asked.result.scored["about"] if sheet.asked.result else {}
        return score(sheet.asked.instrument, sheet.answers(at), context=Context(**facts))
    answers, context = sheet.answers(at), about(sight)
    left = remaining(sheet.asked.instrument, {}, at=at, answers=answers, context=context)
    missing = sum(item.required for item in left.ask)
    _move(row, sheet, ResponseState.COMPLETED, missing=missing)
    scored, result = result_of(row, sheet.asked.instrument, answers, context, by=by, at=at)
    row.state, row.ended_at = ResponseState.COMPLETED, at
    row.prefilled = sum(
        1 for item_id in sheet.said if (last := sheet.latest(item_id)) and last.confirmed_from
    )
    row.save(update_fields=["state", "ended_at", "prefilled"])
    Result.objects.bulk_create([result])
    drop_begun(by=by, at=at, person_id=sight.person_id, work_item=str(screening_id))
    noted(sight, "complete-screening", screening_id, verb=Verb.COLLECT)
    return scored


@action
def stop(
    *,
    by: Viewer,
    at: datetime,
    screening_id: UUID,
    reason: StoppedReason | str,
    again_at: datetime | None = None,
    note: str = "",
) -> None:
    """Stop before the end and say why; what was answered is kept and counts as answered.

    With `again_at`, it stands on the team's worklist until somebody goes on, whoever that is;
    `note` is what they should know. Raises `Refused`.
    """
    sight, row, sheet = opened(by, at, screening_id)
    coded = StoppedReason(reason) if reason else ""
    if sheet.asked.state is not ResponseState.STOPPED:
        _move(row, sheet, ResponseState.STOPPED, reason=coded)
        row.state, row.ended_at, row.stopped_because = ResponseState.STOPPED, at, coded
        row.save(update_fields=["state", "ended_at", "stopped_because"])
        if again_at is not None and coded:
            leave_unasked(
                by=by,
                at=at,
                person_id=row.person_id,
                instrument=row.instrument,
                why=WHY_LATER[StoppedReason(coded)],
                note=note,
                again_at=again_at,
            )
    noted(sight, "stop-screening", screening_id, coded)


@action
def resume(*, by: Viewer, at: datetime, screening_id: UUID) -> None:
    """Go on with a screening that was stopped; answers that are too old by now are asked again."""
    sight, row, sheet = opened(by, at, screening_id)
    if sheet.asked.state is not ResponseState.IN_PROGRESS:
        _move(row, sheet, ResponseState.IN_PROGRESS)
        others = Screening.objects.filter(
            person_id=row.person_id, instrument=row.instrument, state=ResponseState.IN_PROGRESS
        )
        if others.exists():
            raise Refused("The same questions were started again since. Go on with those instead.")
        row.state, row.ended_at, row.stopped_because = ResponseState.IN_PROGRESS, None, ""
        row.save(update_fields=["state", "ended_at", "stopped_because"])
        settle(row.person_id, row.instrument, at)
    noted(sight, "resume-screening", screening_id)


@action
def enter_in_error(*, by: Viewer, at: datetime, screening_id: UUID, reason: str) -> None:
    """Say that a screening should not count, such as one of another person. It stays on record.

    Only the organisation that recorded it says so. Raises `Refused`.
    """
    sight, row, sheet = to_put_right(by, at, screening_id)
    if sheet.asked.state is not ResponseState.ENTERED_IN_ERROR:
        _move(row, sheet, ResponseState.ENTERED_IN_ERROR, reason=reason)
        row.state, row.ended_at = ResponseState.ENTERED_IN_ERROR, row.ended_at or at
        row.error_because = reason.strip()
        row.save(update_fields=["state", "ended_at", "error_because"])
        stop_clocks(sight, screening_id)
        drop_begun(by=by, at=at, person_id=sight.person_id, work_item=str(screening_id))
    noted(sight, "enter-in-error", screening_id)


def _move(
    row: Screening, sheet: Sheet, to: ResponseState, *, missing: int = 0, reason: str = ""
) -> None:
    decision = may_close(sheet.asked.state, to, missing=missing, reason=reason)
    if not decision.allowed:
        raise Refused(*decision.reasons)
