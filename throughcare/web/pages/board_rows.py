"""The rows of the custody board: who is here, what is due, what is known, who comes first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, OrganisationKind, RelationshipKind, Viewer
from throughcare.care import queries as care
from throughcare.care.queries import BoardMark
from throughcare.care.rules import ALERT_WORDS, STILL_TO_SEE, LiaisonStatus, SafetyKind
from throughcare.care.rules.adult import AdultState, adult_state
from throughcare.clocks.kept import Clock
from throughcare.documents import queries as documents
from throughcare.pathway import queries as pathway
from throughcare.pathway.queries import BoardRow
from throughcare.pathway.rules import (
    OFFENCE_WORDS,
    EventKind,
    Signs,
    Urgency,
    board_order,
    published_order,
    under_18,
    urgency,
)
from throughcare.people.rules import BornPrecision, age_on
from throughcare.web.pages.clocks_shown import clock_shown
from throughcare.web.pages.restricted import may_open_restricted
from throughcare.web.words import london_date

ON_THE_BOARD = (
    SafetyKind.SELF_HARM,
    SafetyKind.INTERPRETER,
    SafetyKind.PREGNANCY,
)
NOTHING_SAID = BoardMark()
SOMEBODY, NOBODY = str(UUID(int=1)), UUID(int=2)


@dataclass(frozen=True, slots=True)
class OnBoard:
    """Somebody on the board, with everything that is decided about their row."""

    row: BoardRow
    mark: BoardMark
    status: LiaisonStatus
    clocks: tuple[Clock, ...]
    child: bool | None
    urgency: Urgency
    adult: AdultState


def on_board(viewer: Viewer, place_id: UUID, *, at: datetime) -> list[OnBoard]:
    """Who is in a place now, most urgent first, then by what is due next."""
    rows = pathway.board(viewer, place_id, at=at)
    episodes = [row.episode_id for row in rows]
    marks = care.board_marks(viewer, episodes, at=at) if rows else {}
    due = pathway.clocks_of_stays(viewer, [row.stay_id for row in rows], at=at) if rows else {}
    reports = documents.reports_sent(viewer, episodes) if rows else set()
    safety = may(viewer, Act.READ, Category.SAFETY, RelationshipKind.PRESENT).permitted
    on, order = london_date(at), published_order()
    found = []
    for row in rows:
        mark = marks.get(row.episode_id, NOTHING_SAID)
        if not safety:
            mark = BoardMark(mark.status, mark.alerted_for)
        status = LiaisonStatus.REPORT_SENT if row.episode_id in reports else mark.status
        clocks = due.get(row.stay_id, ())
        child = under_18(row.born_on, row.born_precision, on)
        signs = Signs(
            self_harm=any(fact.kind is SafetyKind.SELF_HARM for fact in mark.safety),
            under_18=child,
            alerted_not_seen=bool(mark.alerted_for) and status in STILL_TO_SEE,
            clocks=clocks,
        )
        adult = adult_state(
            child=child, said=mark.adult, called=row.adult_called, arrived=row.adult_arrived
        )
        found.append(OnBoard(row, mark, status, clocks, child, urgency(signs, order), adult))
    return sorted(found, key=lambda one: board_order(one.urgency, one.clocks, one.row.arrived_at))


ADULT_NEXT = {
    AdultState.NEEDED: EventKind.ADULT_CALLED,
    AdultState.CALLED: EventKind.ADULT_ARRIVED,
}
"""What is recorded next of an appropriate adult."""


def rows_shown(
    found: Iterable[OnBoard], viewer: Viewer, on: date, *, place: str
) -> list[dict[str, Any]]:
    """What the board component draws, one dictionary a person; what holds for all is asked once."""
    offence = _may(viewer, Act.READ, Category.OFFENCE)
    record = _address("record")
    custody = _address("custody") if keeps_custody(viewer) else ""
    offering = _address("offering", episode_id=NOBODY) if _may_offer(viewer) else ""
    glass = _address("open_this_restricted") if may_open_restricted(viewer) else ""
    adults = _adults(place) if _may(viewer, Act.WRITE, Category.WHEREABOUTS) else {}
    return [_shown(one, on, offence, record, custody, offering, glass, adults) for one in found]


def _adults(place: str) -> dict[AdultState, str]:
    """Where the next step of the appropriate adult of somebody is recorded."""
    return {
        state: reverse("happened_kind", kwargs={"person_id": UUID(SOMEBODY), "kind": kind.value})
        + f"?{urlencode({'place': place})}"
        for state, kind in ADULT_NEXT.items()
    }


def _shown(
    one: OnBoard,
    on: date,
    offence: bool,
    record: str,
    custody: str,
    offering: str,
    glass: str,
    adults: Mapping[AdultState, str],
) -> dict[str, Any]:
    row = one.row
    closed = row.restricted and not row.name
    person, episode = str(row.person_id), str(row.episode_id)
    return {
        "id": f"stay-{row.stay_id}",
        "href": "" if closed else record.replace(SOMEBODY, person),
        "open_href": glass.replace(SOMEBODY, person) if closed else "",
        "custody_href": "" if closed else custody.replace(SOMEBODY, person),
        "offer_href": ""
        if closed
        else offering.replace(SOMEBODY, person).replace(str(NOBODY), episode),
        "name": row.name or "Name not shown",
        "known_as": row.known_as if row.known_as != row.name else "",
        "age": age_shown(row.born_on, row.born_precision, on),
        "offence_group": OFFENCE_WORDS[row.offence_group] if offence else "Not shown",
        "arrived": row.arrived_at,
        "clock": clock_shown(one.clocks[0]) if one.clocks else None,
        "status": one.status.value.replace("-", "_"),
        "adult": one.adult.value.replace("-", "_"),
        "adult_at": _adult_at(one),
        "adult_href": "" if closed else adults.get(one.adult, "").replace(SOMEBODY, person),
        "alerts": list(_alerts(one)),
        "release": row.likely_release_at,
        "restricted": row.restricted,
    }


def _adult_at(one: OnBoard) -> datetime | None:
    """When the appropriate adult came, or else was called; None also where nobody knows when."""
    if one.adult is AdultState.ARRIVED:
        return one.row.adult_arrived_at
    return one.row.adult_called_at if one.adult is AdultState.CALLED else None


def age_shown(born_on: date | None, precision: BornPrecision, on: date) -> str:
    """The age in whole years, "about" where the day of birth is not known; '' if nothing is."""
    if born_on is None:
        return ""
    years = str(age_on(born_on, on))
    return years if precision is BornPrecision.DAY else f"about {years}"


def _may(viewer: Viewer, act: Act, category: Category) -> bool:
    return may(viewer, act, category, RelationshipKind.PRESENT).permitted


def keeps_custody(viewer: Viewer) -> bool:
    """Whether the viewer keeps people in custody, and so records reviews and leaving there."""
    return _may(viewer, Act.WRITE, Category.DETENTION)


def _may_offer(viewer: Viewer) -> bool:
    """Whether the viewer's team offers the service itself, or says that it saw the person."""
    kinds = (OrganisationKind.LIAISON_AND_DIVERSION, OrganisationKind.YOUTH_JUSTICE)
    return viewer.organisation_kind in kinds and _may(viewer, Act.WRITE, Category.ENGAGEMENT)


def _address(page: str, **more: UUID) -> str:
    """The address of a page about somebody, to be filled in: finding it anew for each is slow."""
    return reverse(page, kwargs={"person_id": UUID(SOMEBODY), **more})


def _alerts(one: OnBoard) -> Iterable[dict[str, Any]]:
    for fact in one.mark.safety:
        if fact.kind in ON_THE_BOARD:
            yield {"words": fact.words, "risk": fact.risk}
    if one.child:
        yield {"words": "Under 18", "risk": False}
    if one.mark.alerted_for and one.status in STILL_TO_SEE:
        reasons = ", ".join(ALERT_WORDS[reason].lower() for reason in one.mark.alerted_for)
        yield {"words": f"Alerted: {reasons}", "risk": False}
