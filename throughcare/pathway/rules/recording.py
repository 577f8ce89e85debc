"""What an event does to where somebody is, and why it cannot be true as it is said.

Nothing here writes: `decide` answers with what would change, or with the reasons against it, and
always names both events that contradict each other.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from throughcare.access.rules import Category
from throughcare.clocks.lengths import LOCAL
from throughcare.clocks.wording import at_local_time
from throughcare.pathway.rules.details import detail as detail_of
from throughcare.pathway.rules.events import EVENTS, Effect, EventKind
from throughcare.pathway.rules.places import (
    COURTS,
    ESTABLISHMENTS,
    PLACE_WORDS,
    EpisodeKind,
    episode_kind,
)
from throughcare.pathway.rules.telling import (
    Exactness,
    Happened,
    KnownStay,
    SoFar,
    Where,
)

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Decided:
    """What an event changes, or why it is refused.

    `moment` is when it counts as having happened; `stay` the one that it is about, `begins` that a
    new one starts (until `until`, where somebody is already known to be elsewhere later), `ends`
    that the stay ends; `episode_id` the episode that goes on, None for a new one. `late` says that
    something later was recorded before it.
    """

    moment: datetime
    reasons: tuple[str, ...] = ()
    known_already: UUID | None = None
    begins: bool = False
    until: datetime | None = None
    ends: bool = False
    ends_episode: bool = False
    stay: KnownStay | None = None
    episode_id: UUID | None = None
    notes: tuple[str, ...] = ()
    late: bool = False


def decide(event: Happened, where: Where, so_far: SoFar, at: datetime) -> Decided:
    """What the event does to the person's stays and episodes, seen from the moment `at`."""
    card = EVENTS[event.kind]
    moment = _moment(event, at)
    same = _same(event, so_far)
    if same is not None:
        return Decided(moment, known_already=same)
    if reasons := _never(event, where, so_far, moment, at):
        return Decided(moment, reasons)
    notes = _late(event, so_far, moment, at)
    if card.effect is Effect.BEGINS:
        decided = _begin(event, where, so_far, moment, at, notes)
    elif card.effect is Effect.MARKS:
        decided = _mark(event, where, so_far, moment, notes)
    else:
        decided = _within(event, where, so_far, moment, at, notes)
    return replace(decided, late=True) if notes and event.happened_at else decided


def expects(event: Happened) -> bool:
    """Whether the event says that somebody is on the way to another place."""
    if event.to_place_id is None:
        return False
    card = EVENTS[event.kind]
    if not card.detail or card.effect is Effect.ENDS or event.kind is EventKind.RECALLED:
        return bool(card.goes_to)
    answer = detail_of(card.detail, event.detail)
    return answer is not None and (answer.held or answer.hospital)


def _moment(event: Happened, at: datetime) -> datetime:
    if event.happened_at is None or event.exactness is Exactness.UNKNOWN:
        return at
    if event.exactness is Exactness.MINUTE:
        return event.happened_at
    local = event.happened_at.astimezone(LOCAL)
    start = local.replace(hour=0, minute=0, second=0, microsecond=0)
    if EVENTS[event.kind].effect is not Effect.ENDS:
        return start.astimezone(event.happened_at.tzinfo)
    return min(at, (start + DAY - timedelta(minutes=1)).astimezone(event.happened_at.tzinfo))


def _same(event: Happened, so_far: SoFar) -> UUID | None:
    said = None if event.exactness is Exactness.UNKNOWN else event.happened_at
    for known in so_far.events:
        if (known.kind, known.place_id, known.moment, known.detail) == (
            event.kind,
            event.place_id,
            said,
            event.detail,
        ):
            return known.event_id
    return None


def _never(
    event: Happened, where: Where, so_far: SoFar, moment: datetime, at: datetime
) -> tuple[str, ...]:
    """What no event of this kind may contradict."""
    card = EVENTS[event.kind]
    found = []
    if where.kind not in card.where:
        kind = PLACE_WORDS[where.kind].lower()
        found.append(f"“{card.words}” cannot be recorded at {where.name}, which is a {kind}.")
    if card.detail and event.detail and detail_of(card.detail, event.detail) is None:
        found.append(f"“{event.detail}” is not one of the answers for “{card.words}”.")
    if moment > at:
        found.append(f"{card.words} ({_at(moment, at)}) is in the future: check the time.")
    if event.kind is EventKind.RELEASE_PLANNED and event.planned_for is None:
        found.append("Enter the date of the release.")
    died = next((known for known in so_far.events if known.kind is EventKind.DIED), None)
    if died is not None:
        if event.kind is EventKind.DIED:
            found.append(f"It is already recorded that they died ({_at(died.moment, at)}).")
        elif died.moment is not None and moment > died.moment:
            found.append(
                f"{card.words} ({_at(moment, at)}) cannot be after they died "
                f"({_at(died.moment, at)}): check both."
            )
    return tuple(found)


def _late(event: Happened, so_far: SoFar, moment: datetime, at: datetime) -> tuple[str, ...]:
    if event.happened_at is None:
        return ("Nobody knows when this was. It is shown as not known.",)
    # Whoever records this may not know of everything that came after it.
    tells = {Category.WHEREABOUTS, EVENTS[event.kind].tells}
    after = [
        each
        for each in so_far.events
        if each.moment is not None and each.moment > moment and EVENTS[each.kind].tells in tells
    ]
    if not after:
        return ()
    first = min(after, key=lambda each: each.moment or at)
    return (
        f"This was before “{EVENTS[first.kind].words}” ({_at(first.moment, at)}), which was "
        "recorded first. Clocks are counted again.",
    )


def _begin(
    event: Happened,
    where: Where,
    so_far: SoFar,
    moment: datetime,
    at: datetime,
    notes: tuple[str, ...],
) -> Decided:
    card = EVENTS[event.kind]
    if event.exactness is Exactness.DAY:
        same_day = [
            stay.end for stay in so_far.stays if stay.end and moment < stay.end <= moment + DAY
        ]
        moment = min(max([moment, *same_day]), at)
    for stay in so_far.stays:
        if stay.start <= moment and (stay.end is None or moment < stay.end):
            return Decided(
                moment,
                (
                    f"{card.words} at {where.name} ({_at(moment, at)}) cannot be: they are "
                    f"recorded at {stay.where.name} since {_at(stay.start, at)}"
                    f"{_until(stay.end, at)}. Record first that they left there, or check the "
                    "time.",
                ),
            )
    later = [stay.start for stay in so_far.stays if stay.start > moment]
    kind = episode_kind(where.kind)
    going_on = [
        each
        for each in so_far.episodes
        if each.end is None and each.kind is kind and kind is not EpisodeKind.CUSTODY
    ]
    if where.kind not in ESTABLISHMENTS:
        # A hospital stay in the middle of a sentence belongs to it.
        held = [e for e in so_far.episodes if e.end is None and e.kind is EpisodeKind.DETENTION]
        going_on = held if event.kind is EventKind.HOSPITAL_ARRIVED else []
    return Decided(
        moment,
        begins=True,
        until=min(later) if later else None,
        episode_id=going_on[-1].episode_id if going_on else None,
        notes=notes,
    )


def _within(
    event: Happened,
    where: Where,
    so_far: SoFar,
    moment: datetime,
    at: datetime,
    notes: tuple[str, ...],
) -> Decided:
    """An event that happens while somebody is at the place, or that ends the time there."""
    card = EVENTS[event.kind]
    there = [stay for stay in so_far.stays if stay.where.id == where.id]
    fits = [s for s in there if s.start <= moment and (s.end is None or moment <= s.end)]
    if event.exactness is not Exactness.MINUTE and not fits:
        fits = [s for s in there if s.start <= moment + DAY and s.end is None]
        moment = max(moment, fits[-1].start) if fits else moment
    if not fits:
        return Decided(moment, (_not_there(card.words, where, so_far, moment, at),))
    stay = fits[-1]
    if card.effect is Effect.ENDS and stay.end is not None and stay.ended_by_event:
        return Decided(
            moment,
            (
                f"{card.words} ({_at(moment, at)}) cannot be: it is already recorded that they "
                f"left {where.name} ({_at(stay.end, at)}).",
            ),
        )
    if event.kind is EventKind.REVIEWED and (
        stay.authorised_at is None or moment < stay.authorised_at
    ):
        when = f" ({_at(stay.authorised_at, at)})" if stay.authorised_at else ""
        return Decided(
            moment,
            (
                f"{card.words} ({_at(moment, at)}) cannot be before detention was authorised"
                f"{when}: record that first, or check the time.",
            ),
        )
    ends = card.effect is Effect.ENDS
    return Decided(
        moment,
        ends=ends,
        ends_episode=ends and card.ends_episode,
        stay=stay,
        episode_id=stay.episode_id,
        notes=notes,
    )


def _not_there(words: str, where: Where, so_far: SoFar, moment: datetime, at: datetime) -> str:
    there = [stay for stay in so_far.stays if stay.where.id == where.id]
    said = f"{words} ({_at(moment, at)}) cannot be"
    later = [stay for stay in there if stay.start > moment]
    if later:
        first = min(later, key=lambda stay: stay.start)
        return (
            f"{said} before they came to {where.name} ({_at(first.start, at)}): check both times."
        )
    if there:
        last = max(there, key=lambda stay: stay.start)
        return f"{said}: they left {where.name} before it ({_at(last.end, at)}). Check both times."
    now = [stay for stay in so_far.stays if stay.end is None]
    other = f" They are at {now[-1].where.name} since {_at(now[-1].start, at)}." if now else ""
    return f"{said}: nobody recorded that they came to {where.name}. Record that first.{other}"


def _mark(
    event: Happened, where: Where, so_far: SoFar, moment: datetime, notes: tuple[str, ...]
) -> Decided:
    held = [
        stay
        for stay in so_far.stays
        if stay.start <= moment
        and (stay.end is None or moment < stay.end)
        and stay.where.kind in ESTABLISHMENTS
    ]
    if event.kind is EventKind.RECALLED and held:
        since = _at(held[-1].start, moment)
        return Decided(
            moment,
            (
                f"Recalled to custody ({_at(moment, moment)}) cannot be: they are at "
                f"{held[-1].where.name} since {since}. Record their release first.",
            ),
        )
    if event.kind is EventKind.DIED:
        here = [s for s in so_far.stays if s.start <= moment and s.end is None]
        if here:
            last = here[-1]
            return Decided(
                moment, ends=True, ends_episode=True, stay=last, episode_id=last.episode_id,
                notes=notes,
            )  # fmt: skip
    return Decided(
        moment,
        episode_id=_episode_of(event, where, so_far, moment),
        ends_episode=event.kind
        in {EventKind.SENTENCED, EventKind.LICENCE_ENDED, EventKind.RECALLED},
        notes=notes,
    )


def _episode_of(event: Happened, where: Where, so_far: SoFar, moment: datetime) -> UUID | None:
    """The episode that an event without a stay belongs to, None for one of its own."""
    kind = episode_kind(where.kind)
    if where.kind in COURTS:
        fits = [
            each
            for each in so_far.episodes
            if each.kind is kind
            and each.end is None
            and (event.case_id is None or each.case_id in (None, event.case_id))
        ]
    elif event.kind in {EventKind.LICENCE_ENDED, EventKind.RECALLED}:
        fits = [
            each
            for each in so_far.episodes
            if each.kind is EpisodeKind.COMMUNITY and each.end is None
        ]
    elif event.kind in {EventKind.STREET_CONTACT, EventKind.LICENCE_STARTED, EventKind.DIED}:
        fits = []
    else:
        there = [
            stay for stay in so_far.stays if stay.where.id == where.id and stay.start <= moment
        ]
        return there[-1].episode_id if there else None
    return fits[-1].episode_id if fits else None


def _until(end: datetime | None, at: datetime) -> str:
    return f" until {_at(end, at)}" if end else ""


def _at(moment: datetime | None, at: datetime) -> str:
    return at_local_time(moment, seen_from=at) if moment else "time not known"
