"""Which clocks run for somebody because of what is recorded of their way, and from which events.

Only what is recorded starts or ends a clock: limits whose events nobody records here are in the
list of limits and on the command line, and run for nobody by themselves.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from throughcare.access.rules import Category
from throughcare.clocks.course import Event
from throughcare.clocks.kept import Kept, kept
from throughcare.clocks.limits import Limits
from throughcare.pathway.rules.beside import ACCT, BAIL, ORDERS, RECONNECT, Here, beside_stays
from throughcare.pathway.rules.counting import Counted, Id, Told, not_before
from throughcare.pathway.rules.events import EVENTS, Effect, EventKind
from throughcare.pathway.rules.places import (
    CHILDRENS,
    HOSPITALS,
    PRISONS,
    PlaceKind,
)
from throughcare.pathway.rules.telling import KnownEvent, KnownStay, SoFar

K, P = EventKind, PlaceKind
DAY = timedelta(days=1)
SAFETY_LIMITS = ("mha.135-136",)
TRANSFERS = ("mha.transfer.a", "mha.transfer.b", "mha.transfer.total")
LIMITS_OF: dict[PlaceKind, tuple[str, ...]] = {
    P.CUSTODY_SUITE: (
        "pace.detention.basic", "pace.review.1", "pace.review.n", "bail.breach", *SAFETY_LIMITS,
    ),
    P.PLACE_OF_SAFETY: SAFETY_LIMITS,
    **dict.fromkeys(HOSPITALS, SAFETY_LIMITS),
    **dict.fromkeys(PRISONS, ("prison.first", "prison.second", *TRANSFERS)),
    **dict.fromkeys(CHILDRENS, ("cyp.chat.reception",)),
    P.IMMIGRATION_REMOVAL_CENTRE: ("irc.nurse",),
}  # fmt: skip
"""Which limits run while somebody is in a place."""
AFTER_RELEASE = ("release.mh",)
RELEASES_FROM = PRISONS | CHILDRENS
MET = frozenset({K.STREET_CONTACT})
HELD_AGAIN = frozenset({K.RECALLED, K.RECEIVED})
AROUND_RELEASE = tuple(sorted(MET | HELD_AGAIN | {K.RELEASED}))
"""What is looked for of everybody who was ever released, when every clock is counted anew."""
ARRIVALS: dict[PlaceKind, str] = {
    P.CUSTODY_SUITE: "relevant-time",
    **dict.fromkeys(PRISONS, "prison-reception"),
    **dict.fromkeys(CHILDRENS, "secure-arrival"),
    P.IMMIGRATION_REMOVAL_CENTRE: "irc-arrival",
}
TO_SAFETY = "arrived-at-place-of-safety"
NAMES: dict[EventKind, str] = {
    K.DETENTION_AUTHORISED: "detention-authorised",
    K.REVIEWED: "review",
    K.TO_TREATMENT: "hospital-left-for",
    K.BACK_FROM_TREATMENT: "hospital-back",
    K.BAIL_BREACHED: "arrested-for-bail-breach",
    K.SAFETY_EXTENDED: "place-of-safety-extended",
    K.TRANSFER_REFERRED: "transfer-referred",
    K.TRANSFER_ASSESSED: "transfer-assessed",
    K.TRANSFER_WITHDRAWN: "transfer-withdrawn",
}
EXTENSIONS = {
    "superintendent": ("superintendent-extension", ""),
    "warrant": ("warrant-issued", "warrant-expires"),
    "warrant-extended": ("warrant-extended", "extended-warrant-expires"),
}
FIRST_SCREENS: dict[PlaceKind, str] = {
    **dict.fromkeys(PRISONS, "first-health-assessment"),
    **dict.fromkeys(CHILDRENS, "chat-reception-done"),
    P.IMMIGRATION_REMOVAL_CENTRE: "irc-nurse-screen",
}
BEGIN = frozenset(kind for kind, card in EVENTS.items() if card.effect is Effect.BEGINS)
MATTERS: frozenset[EventKind] = BEGIN | {
    *NAMES, K.EXTENDED, K.CHARGE_DECISION, K.FIRST_SCREENED, K.SECOND_SCREENED,
}  # fmt: skip
"""What may happen at a place that a clock of the stay there heeds."""


def during_stay(
    stay: tuple[Id, Id, Id, PlaceKind, datetime], told: Iterable[Told]
) -> Counted | None:
    """What counts during a stay that goes on, given what happened at that place.

    The stay is its id, the person, the place, its kind and the arrival. None where no limit runs
    in such a place.
    """
    stay_id, person_id, place_id, kind, start = stay
    limits = LIMITS_OF.get(kind)
    if limits is None:
        return None
    began = ARRIVALS.get(kind, "")
    events: list[Event] = []
    for each in told:
        moment = each.moment
        if moment < start:
            moment = not_before(moment, start, only_day=each.only_day)
            if moment < start:
                continue
        if each.kind in BEGIN:
            began = _began(each.kind, each.detail, began)
        else:
            events += _events(each, kind, moment)
    if began:
        events.append((began, start))
    return Counted(stay_id, person_id, place_id, stay_id, None, limits, tuple(events))


def counted(person_id: UUID, so_far: SoFar) -> Iterator[Counted]:
    """Everything that clocks count for in one person's way."""
    if any(each.kind is K.DIED for each in so_far.events):
        return
    for stay in so_far.stays:
        if stay.end is None:
            found = during_stay(
                (stay.stay_id, person_id, stay.where.id, stay.where.kind, stay.start),
                _during(stay, so_far.events),
            )
        else:
            found = after_release(person_id, stay, so_far.events)
        if found is not None:
            yield found
    yield from beside_stays(person_id, so_far.events, _here(so_far.stays))


def after_release(person_id: UUID, stay: KnownStay, known: Iterable[KnownEvent]) -> Counted | None:
    """What counts after a release from prison; nothing for somebody who left the country."""
    if stay.where.kind not in RELEASES_FROM or stay.end is None:
        return None
    known = list(known)
    released = [
        each
        for each in known
        if each.kind is K.RELEASED
        and each.place_id == stay.where.id
        and each.moment is not None
        and stay.start <= each.moment <= stay.end + DAY
    ]
    if not released or released[-1].detail == "removed":
        return None
    events: list[Event] = [("release", stay.end)]
    for each in known:
        if each.moment is None or each.moment < stay.end or each is released[-1]:
            continue
        if each.kind in MET:
            events.append(("contact-made", each.moment))
        elif each.kind in HELD_AGAIN:
            events.append(("recalled", each.moment))
    return Counted(
        stay.stay_id, person_id, stay.where.id, stay.stay_id, None, AFTER_RELEASE, tuple(events)
    )


def report_asked(
    listing_id: UUID, person_id: UUID, place_id: UUID, asked_at: datetime, due_at: datetime
) -> Counted:
    """What counts from when a court asked for a report until it is sent or the case is heard."""
    events = (("report-directed", asked_at), ("report-due", due_at))
    return Counted(listing_id, person_id, place_id, None, listing_id, ("report.court",), events)


def running(one: Counted, at: datetime, limits: Limits) -> list[Kept]:
    """The clocks that run of those that count for one thing, given all that happened until then."""
    names = {name for name, _ in one.events}
    return [
        now
        for limit_id in one.limits
        if not limits.starting(limit_id).isdisjoint(names)
        and (now := kept(limit_id, one.events, at, limits)) is not None
    ]


def _here(stays: Iterable[KnownStay]) -> Here | None:
    for stay in stays:
        if stay.end is None:
            return Here(stay.stay_id, stay.where.id, stay.where.kind, stay.start)
    return None


def _during(stay: KnownStay, known: Iterable[KnownEvent]) -> Iterator[Told]:
    for each in known:
        if each.place_id == stay.where.id and each.moment is not None and each.kind in MATTERS:
            yield Told(each.kind, each.moment, each.detail, each.planned_for, each.only_day)


def _began(kind: EventKind, detail: str, usual: str) -> str:
    if kind in (K.SECTION_135, K.SECTION_136):
        return TO_SAFETY
    if kind is K.RECEIVED and detail == "transfer" and usual == "prison-reception":
        return "transferred-in"
    return usual


def _events(each: Told, place: PlaceKind, moment: datetime) -> list[Event]:
    """An event of a stay as limits call it; two where it sets an end as well."""
    kind, detail = each.kind, each.detail
    if kind in NAMES:
        return [(NAMES[kind], moment)]
    if kind is K.FIRST_SCREENED:
        return [(FIRST_SCREENS[place], moment)] if place in FIRST_SCREENS else []
    if kind is K.SECOND_SCREENED:
        return [("second-health-assessment", moment)] if place in PRISONS else []
    if kind is K.CHARGE_DECISION and detail == "charged":
        return [("charged", moment)]
    if kind is K.EXTENDED and detail in EXTENSIONS:
        name, until = EXTENSIONS[detail]
        ends = [(until, each.planned_for)] if until and each.planned_for else []
        return [(name, moment), *ends]
    return []


RUNS_BY_ITSELF: frozenset[str] = frozenset(
    [limit for limits in LIMITS_OF.values() for limit in limits]
    + [*AFTER_RELEASE, "report.court", *(limit for _, limit in ORDERS.values())]
    + [*BAIL, *ACCT, *RECONNECT]
)
"""The limits that start and end by what is recorded on the pathway."""
TELLS_OF: dict[str, Category] = {
    **dict.fromkeys(TRANSFERS, EVENTS[K.TRANSFER_REFERRED].tells),
    **dict.fromkeys(ACCT, EVENTS[K.ACCT_OPENED].tells),
    **dict.fromkeys(RECONNECT, EVENTS[K.RECONNECT_REFERRED].tells),
}
"""Limits that tell of more than where somebody is: who may not read that sees none of them."""
