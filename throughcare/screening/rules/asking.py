"""What is asked next: what fits this person, and what is known and only to be confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from throughcare.screening.instrument import Answer, Instrument, Item, Page
from throughcare.screening.rules.answers import WrongAnswers, is_answered, read_answer


@dataclass(frozen=True)
class Context:
    """What is known of the person and the place beside the answers; None where it is not known."""

    age: int | None = None
    sex: str | None = None
    setting: str | None = None

    def facts(self) -> dict[str, Answer]:
        """The facts by the names that conditions use."""
        return {"age": self.age, "sex": self.sex, "setting": self.setting}


@dataclass(frozen=True)
class KnownAnswer:
    """An answer the person gave before to the same concept; the moment may be unknown."""

    concept: str
    value: object
    """As it was stored; several answers may be a list."""
    given_at: datetime | None


@dataclass(frozen=True)
class Remaining:
    """The items still to ask, and those where an earlier answer can be confirmed instead."""

    ask: tuple[Item, ...]
    confirm: tuple[tuple[Item, KnownAnswer], ...]

    def __bool__(self) -> bool:
        return bool(self.ask or self.confirm)


def sum_so_far(instrument: Instrument, answers: Mapping[str, Answer]) -> int:
    """The sum of the scored answers given up to now."""
    return sum(points.get(answers.get(name), 0) for name, points in instrument.counting)


def shown(
    instrument: Instrument, answers: Mapping[str, Answer], *, context: Context
) -> tuple[Item, ...]:
    """The items that fit this person and the answers given so far.

    Where a fact such as the age is not known, the item is shown: better asked than missed.
    """
    if instrument.always_whole:
        return instrument.items
    known = {
        **answers,
        **context.facts(),
        "so_far": sum_so_far(instrument, answers) if instrument.scoring else None,
    }
    return tuple(
        item for item in instrument.items if item.show_when is None or item.show_when.holds(known)
    )


def is_fresh(item: Item, known: KnownAnswer, *, at: datetime) -> bool:
    """Whether an earlier answer may be confirmed instead of asking again.

    Never for safety-critical items, never when the moment it was given is unknown or in the future,
    never when the earlier answer is not one of this item's own.
    """
    if item.safety_critical or known.given_at is None:
        return False
    try:
        fits = is_answered(read_answer(item, known.value))
    except WrongAnswers:
        return False
    return fits and known.given_at <= at < item.shelf_life.ends(known.given_at)


def has_expired(item: Item, given_at: datetime, *, at: datetime) -> bool:
    """Whether an answer given in this screening is by now too old to count, and is asked again.

    This can happen to any item, safety-critical ones first, when a screening was left half done.
    """
    return at >= item.shelf_life.ends(given_at)


def remaining(
    instrument: Instrument,
    known: Mapping[str, KnownAnswer],
    *,
    at: datetime,
    answers: Mapping[str, Answer] | None = None,
    context: Context | None = None,
) -> Remaining:
    """What is left of the instrument: items to ask, and items with a fresh earlier answer.

    `known` holds earlier answers by concept. An item already answered, declined or marked as unable
    in this screening is done. An earlier answer counts only once it is confirmed.
    """
    given = answers or {}
    ask: list[Item] = []
    confirm: list[tuple[Item, KnownAnswer]] = []
    for item in shown(instrument, given, context=context or Context()):
        if is_done(given.get(item.id)):
            continue
        earlier = known.get(item.concept)
        if earlier is not None and is_fresh(item, earlier, at=at):
            confirm.append((item, earlier))
        else:
            ask.append(item)
    return Remaining(tuple(ask), tuple(confirm))


@dataclass(frozen=True)
class StillToAsk(Remaining):
    """What is left, and why an answer that is held does not spare its question."""

    again: tuple[tuple[Item, str], ...]


def left_to_ask(
    instrument: Instrument,
    known: Mapping[str, KnownAnswer],
    *,
    at: datetime,
    answers: Mapping[str, Answer] | None = None,
    context: Context | None = None,
) -> StillToAsk:
    """What is left of the instrument as `remaining` says, with the reason for asking again."""
    left = remaining(instrument, known, at=at, answers=answers, context=context)
    again = tuple(
        (item, why_again(item, held, at=at))
        for item in left.ask
        if (held := known.get(item.concept)) is not None
    )
    return StillToAsk(left.ask, left.confirm, again)


def why_again(item: Item, held: KnownAnswer, *, at: datetime) -> str:
    """Why an earlier answer that `is_fresh` refuses does not spare the question."""
    if item.safety_critical:
        return "it is always asked, for safety"
    if held.given_at is None:
        return "nobody knows when it was given"
    if held.given_at > at:
        return "it is dated in the future"
    if at >= item.shelf_life.ends(held.given_at):
        return "it is too old"
    return "it is no answer to this question"


def next_page(
    instrument: Instrument,
    known: Mapping[str, KnownAnswer],
    *,
    at: datetime,
    answers: Mapping[str, Answer] | None = None,
    context: Context | None = None,
) -> Page | None:
    """The first page on which a required item is still to be asked or confirmed; None when done."""
    left = remaining(instrument, known, at=at, answers=answers, context=context)
    open_items = {item.id for item in (*left.ask, *(item for item, _ in left.confirm))}
    for page in instrument.pages:
        if any(name in open_items and instrument.item(name).required for name in page.items):
            return page
    return None


def is_done(answer: Answer) -> bool:
    """Whether the item needs no more asking in this screening."""
    return answer is not None and answer != "not_asked"
