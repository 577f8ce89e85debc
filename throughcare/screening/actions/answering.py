"""Saving one page of answers: nothing is overwritten, nothing is asked twice, nothing is lost."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from throughcare.access.actions.acting import action
from throughcare.access.roles import Purpose
from throughcare.access.rules import ChangedMeanwhile, Refused, Sight, Verb, Viewer
from throughcare.screening.actions.urgent import open_clocks
from throughcare.screening.actions.writing import noted, opened
from throughcare.screening.instrument import Answer as Value
from throughcare.screening.instrument import Instrument, Item, Kind
from throughcare.screening.models import Answer, FlagRead
from throughcare.screening.queries import Held, Said, Sheet, known
from throughcare.screening.rules import (
    AnswerState,
    ResponseState,
    WrongAnswers,
    checked,
    in_words,
    is_answered,
    is_fresh,
    may_change_answer,
    raised,
    state_of,
)

Wanted = Mapping[str, tuple[Value, Held | None]]
"""What is to be saved, by item, with the earlier answer that it confirms."""


class NeedsReason(Refused):
    """An answer is changed and nobody said why; names the items."""

    def __init__(self, items: tuple[str, ...], *reasons: str) -> None:
        super().__init__(*reasons)
        self.items = items


@action
def answer(
    *,
    by: Viewer,
    at: datetime,
    screening_id: UUID,
    given: Mapping[str, object],
    confirmed: Iterable[str] = (),
    seen: Mapping[str, int] | None = None,
    reason: str = "",
) -> tuple[str, ...]:
    """Save answers by item; gives the items that have a new answer now.

    `given` holds option values, text, or a word of `AnswerState`; None is no answer. `confirmed`
    names items whose earlier, fresh answer the person has confirmed. `seen` says how many answers
    to each item the worker had before them; without it, all. Saying the same again saves nothing.

    Raises `WrongAnswers` when something does not fit the instrument, `NeedsReason` when an answer
    is changed without a reason, `ChangedMeanwhile` (items with the answers they have now) when
    somebody else answered differently since, and `Refused` when the screening has ended.
    """
    sight, _, sheet = opened(by, at, screening_id)
    asked = sheet.asked
    if asked.state is not ResponseState.IN_PROGRESS:
        raise Refused(f"This screening is “{asked.state.label}”, so no answer can be added.")
    wanted = _wanted(sight, sheet, given, tuple(confirmed))
    changes = {
        item_id: what
        for item_id, what in wanted.items()
        if _is_new(sheet, asked.instrument.item(item_id), what, seen, at)
    }
    refuse_overwriting(by, sheet, changes, seen)
    _refuse_without_reason(sheet, changes, reason, at)
    Answer.objects.bulk_create(list(to_save(sight, sheet, changes, reason)))
    said = sheet.answers(at) | {item_id: value for item_id, (value, _) in changes.items()}
    open_clocks(
        sight,
        screening_id,
        raised(asked.instrument, said),
        before=sheet.flags(),
        episode_id=asked.episode_id,
        began_at=at,
    )
    noted(sight, "answer", screening_id, *sorted(changes), verb=Verb.COLLECT)
    return tuple(changes)


@action
def confirm(
    *, by: Viewer, at: datetime, screening_id: UUID, items: Iterable[str]
) -> tuple[str, ...]:
    """The person confirms earlier answers that are still fresh; see `answer`."""
    return answer(by=by, at=at, screening_id=screening_id, given={}, confirmed=items)


@action
def read_urgent(*, by: Viewer, at: datetime, screening_id: UUID, flags: Iterable[str]) -> None:
    """A worker has read what to do about urgent flags, and goes on."""
    sight, _, sheet = opened(by, at, screening_id)
    wanted = set(flags)
    unread = [flag.id for flag in sheet.unread() if flag.id in wanted]
    FlagRead.objects.bulk_create(
        [
            FlagRead(
                person_id=sight.person_id,
                screening_id=screening_id,
                flag=flag,
                recorded_at=at,
                recorded_by_id=by.worker_id,
                collected_for=Purpose.CARE,
            )
            for flag in unread
        ]
    )
    noted(sight, "read-urgent", screening_id, *unread)


def _wanted(
    sight: Sight, sheet: Sheet, given: Mapping[str, object], confirmed: tuple[str, ...]
) -> Wanted:
    instrument = sheet.asked.instrument
    wanted: dict[str, tuple[Value, Held | None]] = {
        item: (value, None) for item, value in checked(instrument, given).items()
    }
    if not confirmed:
        return wanted
    held = known(sight, instrument, sight.at, beside=sheet.asked.screening_id)
    wrong: list[str] = []
    for item_id in confirmed:
        item = instrument.by_id().get(item_id)
        earlier = held.get(item.concept) if item else None
        if item is None or item_id in wanted:
            wrong.append(f"{item_id} cannot be confirmed here.")
        elif earlier is None or not is_fresh(item, earlier, at=sight.at):
            wrong.append(f"“{item.text}” has no earlier answer to confirm. Ask it again.")
        else:
            wanted[item_id] = (checked(instrument, {item_id: earlier.value})[item_id], earlier)
    if wrong:
        raise WrongAnswers(wrong)
    return wanted


def _before(sheet: Sheet, item_id: str, seen: Mapping[str, int] | None) -> Said | None:
    """The answer that the worker had before them."""
    if seen is None:
        return sheet.latest(item_id)
    number = seen.get(item_id, 0)
    return next((said for said in sheet.said.get(item_id, ()) if said.number == number), None)


def _is_new(
    sheet: Sheet,
    item: Item,
    what: tuple[Value, Held | None],
    seen: Mapping[str, int] | None,
    at: datetime,
) -> bool:
    value, _ = what
    latest, before = sheet.latest(item.id), _before(sheet, item.id, seen)
    if latest is not None and sheet.expired(item, at):
        return value is not None
    if value is None and (before is None or not is_answered(before.value)):
        return False
    return changed_since(sheet, item.id, value, seen)


def changed_since(sheet: Sheet, item_id: str, value: Value, seen: Mapping[str, int] | None) -> bool:
    """Whether an answer says something else than the worker had before them, and than is kept."""
    latest, before = sheet.latest(item_id), _before(sheet, item_id, seen)
    unchanged = before is not None and before.value == value
    return not unchanged and (latest is None or latest.value != value)


def refuse_overwriting(
    by: Viewer, sheet: Sheet, changes: Wanted, seen: Mapping[str, int] | None
) -> None:
    """Raise `ChangedMeanwhile` where somebody else answered differently since."""
    instrument = sheet.asked.instrument
    theirs: dict[str, Said] = {}
    for item_id in changes:
        latest, before = sheet.latest(item_id), _before(sheet, item_id, seen)
        since = latest is not None and (before is None or latest.number > before.number)
        if latest is not None and since and latest.by_id != by.worker_id:
            theirs[item_id] = latest
    if theirs:
        last = max(theirs.values(), key=lambda said: said.at)
        raise ChangedMeanwhile(
            {
                item_id: in_words(instrument.item(item_id), said.value)
                for item_id, said in theirs.items()
            },
            last.by,
            last.at,
        )


def _refuse_without_reason(sheet: Sheet, changes: Wanted, reason: str, at: datetime) -> None:
    instrument = sheet.asked.instrument
    refused: dict[str, tuple[str, ...]] = {}
    for item_id, (value, _) in changes.items():
        latest = sheet.latest(item_id)
        if latest is None or sheet.expired(instrument.item(item_id), at):
            continue
        decision = may_change_answer(latest.value, value, reason=reason)
        if not decision.allowed:
            refused[item_id] = decision.reasons
    if refused:
        raise NeedsReason(tuple(refused), *dict.fromkeys(r for rs in refused.values() for r in rs))


def to_save(sight: Sight, sheet: Sheet, changes: Wanted, reason: str) -> Iterator[Answer]:
    """The rows that keep what is new, each after the answers that stand there already."""
    instrument: Instrument = sheet.asked.instrument
    for item_id, (value, earlier) in changes.items():
        item, latest = instrument.item(item_id), sheet.latest(item_id)
        state = state_of(value)
        coded = state is AnswerState.ANSWERED and item.kind is not Kind.TEXT
        changed = latest is not None and is_answered(latest.value) and latest.value != value
        yield Answer(
            person_id=sight.person_id,
            screening_id=sheet.asked.screening_id,
            item=item_id,
            number=latest.number + 1 if latest else 1,
            concept=item.concept,
            state=state,
            value=(list(value) if isinstance(value, tuple) else value) if coded else None,
            words=str(value) if state is AnswerState.ANSWERED and not coded else "",
            changed_because=reason.strip() if changed else "",
            confirmed_from=earlier.answer_id if earlier else None,
            recorded_at=sight.at,
            recorded_by_id=sight.viewer.worker_id,
            collected_for=Purpose.CARE,
        )
