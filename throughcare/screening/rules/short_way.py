"""When most is known already: one page to confirm it, and one for what is still to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from throughcare.screening.instrument import Answer, Instrument, Item
from throughcare.screening.rules.asking import Context, KnownAnswer, is_fresh, shown

WORTH_IT_FROM = 8
"""Answers held from which one page to confirm them saves pages; this product's choice."""

LONGEST_PAGE = 26
"""Questions that may still stand on one page; this product's choice."""


@dataclass(frozen=True)
class ShortWay:
    """The questions whose answer is held, and all the others that fit the person."""

    known: tuple[Item, ...]
    rest: tuple[Item, ...]


def short_way(
    instrument: Instrument,
    held: Mapping[str, KnownAnswer],
    *,
    at: datetime,
    answers: Mapping[str, Answer] | None = None,
    context: Context | None = None,
) -> ShortWay | None:
    """The short way through an instrument of several pages; None where it would not be shorter.

    It does not change while it is gone: a question whose answer is held stays on the first page,
    confirmed or not, and one that is always asked stays on the second.
    """
    if len(instrument.pages) < 3:
        return None
    known: list[Item] = []
    rest: list[Item] = []
    for item in shown(instrument, answers or {}, context=context or Context()):
        earlier = held.get(item.concept)
        fresh = earlier is not None and is_fresh(item, earlier, at=at)
        (known if fresh else rest).append(item)
    if len(known) < WORTH_IT_FROM or len(rest) > LONGEST_PAGE:
        return None
    return ShortWay(tuple(known), tuple(rest))
