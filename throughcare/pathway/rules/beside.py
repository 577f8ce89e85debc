"""What clocks count for beside a stay: orders to hospital, police bail, ACCT and RECONNECT."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from throughcare.clocks.course import Event
from throughcare.pathway.rules.counting import Counted, not_before
from throughcare.pathway.rules.events import EventKind
from throughcare.pathway.rules.places import ESTABLISHMENTS, PlaceKind
from throughcare.pathway.rules.telling import KnownEvent

K = EventKind
ORDERS = {
    "1008": ("hospital-order", "mha.s37.admit"),
    "1004": ("hospital-order", "mha.s37.admit"),
    "1088": ("hospital-and-limitation-direction", "mha.s45A.admit"),
}
"""Results of cases that give a time within which somebody is to be admitted to hospital."""
BAIL = ("bail.initial",)
BEFORE_CHARGE = "before-charge"
DECIDED = {"charged": "charged", "unknown": "", "transferred": ""}
"""What police decisions are to bail; every other one ends the matter without a charge."""
ACCT = ("acct.iap", "acct.assessment", "acct.firstreview", "acct.postclosure")
ACCT_NAMES: dict[EventKind, str] = {
    K.ACCT_OPENED: "acct-opened",
    K.ACCT_PLANNED: "acct-action-plan-made",
    K.ACCT_ASSESSED: "acct-assessed",
    K.ACCT_REVIEWED: "acct-first-review",
    K.ACCT_CLOSED: "acct-closed",
    K.ACCT_FOLLOWED_UP: "acct-post-closure-interview",
}
RECONNECT = ("recon.window",)
STARTERS = frozenset({K.SENTENCED, K.BAILED, K.ACCT_OPENED, K.RECONNECT_REFERRED})
"""Without any of these, nothing counts for anybody beside their stays."""
BEGIN_OR_END = STARTERS | {K.DIED}
"""Looked for among all events of everybody when every clock is counted anew."""
HEEDED = (
    STARTERS
    | set(ACCT_NAMES)
    | {
        K.HOSPITAL_ARRIVED, K.CHARGE_DECISION, K.BAIL_EXTENDED, K.BAIL_ENDED, K.RELEASED,
        K.RELEASE_PLANNED, K.RECONNECT_ENDED,
    }
)  # fmt: skip
"""What the clocks beside stays heed."""


class Here(NamedTuple):
    """Where somebody is now."""

    stay_id: UUID
    place_id: UUID
    kind: PlaceKind
    since: datetime


class When(NamedTuple):
    """Something that happened at a known moment."""

    moment: datetime
    event: KnownEvent


def beside_stays(
    person_id: UUID, known: Iterable[KnownEvent], here: Here | None
) -> Iterator[Counted]:
    """What counts for one person besides where they are, given what happened and is not corrected.

    Of what can be several at once, such as bail in two cases, each counts by itself.
    """
    told = [When(each.moment, each) for each in known if each.moment and each.kind in HEEDED]
    told.sort(key=lambda each: each.moment)
    kinds = {each.event.kind for each in told}
    if K.SENTENCED in kinds:
        yield from _orders(person_id, told)
    if K.BAILED in kinds:
        yield from _bails(person_id, told)
    if K.ACCT_OPENED in kinds and here is not None and here.kind in ESTABLISHMENTS:
        yield from _acct(person_id, told, here)
    if K.RECONNECT_REFERRED in kinds:
        yield from _reconnect(person_id, told, here)


def _orders(person_id: UUID, told: Sequence[When]) -> Iterator[Counted]:
    """Orders that send somebody to hospital, until they are admitted."""
    for moment, order in told:
        if order.kind is not K.SENTENCED or order.detail not in ORDERS:
            continue
        name, limit = ORDERS[order.detail]
        events: list[Event] = [(name, moment)]
        events += [
            ("admitted-to-hospital", each.moment)
            for each in told
            if each.event.kind is K.HOSPITAL_ARRIVED and each.moment >= moment
        ]
        yield Counted(
            order.event_id, person_id, order.place_id, None, None, (limit,), tuple(events)
        )


def _bails(person_id: UUID, told: Sequence[When]) -> Iterator[Counted]:
    """Bail before charge that goes on, case by case.

    Whoever is bailed again while bail goes on is still on the same bail: its time counts from the
    first day. An event that names no case is taken to be about every bail.
    """
    running: list[tuple[KnownEvent, list[Event]]] = []
    for moment, each in told:
        if each.kind is K.BAILED and each.detail == BEFORE_CHARGE:
            if not any(_of_one_case(bail, each) for bail, _ in running):
                running.append((each, [("bail-started", moment)]))
            continue
        events, ends = _of_bail(moment, each)
        for bail, heeded in running:
            if _of_one_case(bail, each):
                heeded += events
        if ends:
            running = [one for one in running if not _of_one_case(one[0], each)]
    for bail, heeded in running:
        yield Counted(bail.event_id, person_id, bail.place_id, None, None, BAIL, tuple(heeded))


def _of_bail(moment: datetime, each: KnownEvent) -> tuple[list[Event], bool]:
    """An event as the limits of bail call it, and whether bail is over with it."""
    if each.kind is K.BAIL_EXTENDED:
        if each.detail != "court":
            return [("bail-extended", moment)], False
        until = [("court-bail-until", each.planned_for)] if each.planned_for else []
        return [("bail-extended-by-court", moment), *until], False
    if each.kind is K.BAIL_ENDED:
        return [("bail-ended", moment)], True
    if each.kind is K.BAILED and each.detail == "under-investigation":
        return [("released-under-investigation", moment)], True
    if each.kind is K.CHARGE_DECISION and each.detail:
        name = DECIDED.get(each.detail, "no-further-action")
        return ([(name, moment)], True) if name else ([], False)
    return [], False


def _of_one_case(one: KnownEvent, other: KnownEvent) -> bool:
    return None in (one.case_id, other.case_id) or one.case_id == other.case_id


def _acct(person_id: UUID, told: Sequence[When], here: Here) -> Iterator[Counted]:
    """The last ACCT that was opened, which goes along from one establishment to the next."""
    opened = [each for each in told if each.event.kind is K.ACCT_OPENED][-1]
    if any(e.event.kind is K.RELEASED and e.moment >= opened.moment for e in told):
        return
    events = []
    for moment, each in told:
        if each.kind not in ACCT_NAMES:
            continue
        moment = not_before(moment, opened.moment, only_day=each.only_day)
        if moment >= opened.moment:
            events.append((ACCT_NAMES[each.kind], moment))
    # It is about the stay, so that it is kept anew where they are now.
    yield Counted(here.stay_id, person_id, here.place_id, here.stay_id, None, ACCT, tuple(events))


def _reconnect(person_id: UUID, told: Sequence[When], here: Here | None) -> Iterator[Counted]:
    """The last referral to RECONNECT, around the release that is planned or was."""
    referred = [each for each in told if each.event.kind is K.RECONNECT_REFERRED][-1]
    release = _release(told, here)
    if release is None:
        return
    events = [("release-date", release)]
    events += [
        ("reconnect-needs-met", each.moment)
        for each in told
        if each.event.kind is K.RECONNECT_ENDED and each.moment >= referred.moment
    ]
    _, event = referred
    yield Counted(event.event_id, person_id, event.place_id, None, None, RECONNECT, tuple(events))


def _release(told: Sequence[When], here: Here | None) -> datetime | None:
    """When they leave, as it is planned, or when they left last; None where nobody says."""
    if here is not None and here.kind in ESTABLISHMENTS:
        planned = [
            each.event.planned_for
            for each in told
            if each.event.kind is K.RELEASE_PLANNED and each.moment >= here.since
        ]
        return planned[-1] if planned else None
    left = [
        each.moment
        for each in told
        if each.event.kind is K.RELEASED and each.event.detail != "removed"
    ]
    return left[-1] if left else None
