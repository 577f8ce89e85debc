"""What may be corrected of an event, and what a stay looks like once its events are corrected."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from throughcare.clocks.wording import at_local_time
from throughcare.pathway.rules.events import EVENTS, Effect, EventKind
from throughcare.pathway.rules.telling import KnownEvent, KnownStay

NO_REASON = "Say in a few words why it is corrected."
NOTHING_NEW = "Nothing is different: change the time, or say that it did not happen."
ONE_OF_A_STAY = (
    "“{words}” cannot be struck out, because time at {place} depends on it. Correct its time, or "
    "record what happened next."
)


@dataclass(frozen=True, slots=True)
class Projection:
    """What the events of one stay say of detention and release."""

    authorised_at: datetime | None
    reviews_done: int
    last_review_at: datetime | None


def project(events: Iterable[KnownEvent]) -> Projection:
    """Authorisation and reviews from the events that count; their order does not matter."""
    known = list(events)
    authorised = [e.moment for e in known if e.kind is EventKind.DETENTION_AUTHORISED and e.moment]
    reviews = [e.moment for e in known if e.kind is EventKind.REVIEWED]
    moments = [moment for moment in reviews if moment]
    return Projection(min(authorised, default=None), len(reviews), max(moments, default=None))


def against_correction(
    event: KnownEvent,
    stay: KnownStay | None,
    others: Sequence[KnownStay],
    during: Sequence[KnownEvent],
    *,
    moment: datetime | None,
    struck_out: bool,
    reason: str,
    at: datetime,
) -> tuple[str, ...]:
    """Why an event cannot be corrected so; both events are named where two contradict.

    `stay` is the one that the event begins, ends or lies in; `others` are the other stays of the
    person, and `during` the other events of this stay.
    """
    words, effect = EVENTS[event.kind].words, EVENTS[event.kind].effect
    if not reason.strip():
        return (NO_REASON,)
    if struck_out:
        if effect in (Effect.BEGINS, Effect.ENDS):
            return (ONE_OF_A_STAY.format(words=words, place=event.place_name),)
        return ()
    if moment is None:
        return ()
    if moment > at:
        return (f"{words} ({_at(moment, at)}) is in the future: check the time.",)
    if stay is None or effect is Effect.MARKS:
        return ()
    return _against_stay(event, stay, others, during, moment, at)


def _against_stay(
    event: KnownEvent,
    stay: KnownStay,
    others: Sequence[KnownStay],
    during: Sequence[KnownEvent],
    moment: datetime,
    at: datetime,
) -> tuple[str, ...]:
    words, effect = EVENTS[event.kind].words, EVENTS[event.kind].effect
    said = f"{words} ({_at(moment, at)})"
    start = moment if effect is Effect.BEGINS else stay.start
    end = moment if effect is Effect.ENDS else stay.end
    if moment < start:
        return (f"{said} cannot be before they came to {event.place_name} ({_at(start, at)}).",)
    if end is not None and moment > end:
        return (f"{said} cannot be after they left {event.place_name} ({_at(end, at)}).",)
    for other in others:
        if (end is None or other.start < end) and (other.end is None or start < other.end):
            since = _at(other.start, at)
            return (f"{said} cannot be: they were at {other.where.name} from {since}.",)
    for each in during:
        if each.moment is not None and not (
            start <= each.moment and (not end or each.moment <= end)
        ):
            what = EVENTS[each.kind].words
            return (f"{said} cannot be: “{what}” was at {_at(each.moment, at)}. Check both.",)
    return ()


def _at(moment: datetime, at: datetime) -> str:
    return at_local_time(moment, seen_from=at)
