"""The parts of the first page: who is here, what is due, what came in, what is broken."""

from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.urls import NoReverseMatch, reverse

from throughcare.access import queries as access
from throughcare.access.actions.acting import viewing
from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, NotPermitted, Outcome, Verb
from throughcare.care import queries as care
from throughcare.care.queries import When, Worklist
from throughcare.care.rules import STILL_TO_SEE, ReferralStatus
from throughcare.documents import queries as documents
from throughcare.pathway import queries as pathway
from throughcare.pathway.rules import PlaceKind, board_order
from throughcare.web.door import Request
from throughcare.web.gate import showing
from throughcare.web.pages.board_rows import OnBoard, age_shown, on_board
from throughcare.web.pages.clocks_shown import clock_shown
from throughcare.web.pages.handovers import handover_row
from throughcare.web.pages.worklist import work_row
from throughcare.web.words import london_date, plural

MOST = 10
LOOKED_BACK = timedelta(days=7)
Part = dict[str, Any]


def suites(request: Request) -> Part:
    """The worker's suites now: how many people, and how many wait for Liaison and Diversion."""
    here = _here(request)
    return _part(
        "In custody now",
        counts=[
            {"number": len(here), "words": "in custody", "href": reverse("board")},
            {"number": _still(here), "words": "not yet seen by Liaison and Diversion"},
            {"number": sum(one.child is True for _, one in here), "words": "under 18"},
        ],
        people=_people(request, here),
        empty="Nobody is in custody here now.",
        link=("board", "Open the custody board"),
    )


def to_offer(request: Request) -> Part:
    """People in custody who were not seen yet, most urgent first."""
    waiting = [(place, one) for place, one in _here(request) if one.status in STILL_TO_SEE]
    return _part(
        "In custody, not yet seen",
        counts=[{"number": len(waiting), "words": "to offer or to see", "href": reverse("board")}],
        people=_people(request, waiting, offer=True),
        empty="Everybody who is in custody was offered and seen, or declined.",
        link=("board", "Open the custody board"),
    )


def work(request: Request) -> Part:
    """What is overdue or due today on the worklist."""
    return _work(
        request,
        "Your work",
        care.worklist(request.viewer, on=london_date(request.at), at=request.at, limit=MOST),
        empty="Nothing is overdue or due today.",
    )


def other_work(request: Request) -> Part:
    """The same without the referrals that wait for an answer, which stand above it."""
    found = care.worklist(
        request.viewer,
        on=london_date(request.at),
        apart_from=ReferralStatus.WAITING_FOR_ANSWER,
        limit=MOST,
    )
    part = _work(request, "Your other work", found, empty="Nothing else is overdue or due today.")
    for count in part["counts"]:
        del count["href"]  # the list that it would lead to has the unanswered ones as well
    return part


def _work(request: Request, title: str, found: Worklist, *, empty: str) -> Part:
    on = london_date(request.at)
    due = [item for item in found.items if item.when in (When.NOW, When.OVERDUE, When.TODAY)]
    _shown(request, [item.person_id for item in due], Category.REFERRAL)
    words = {
        When.NOW: "now",
        When.OVERDUE: "overdue",
        When.TODAY: "due today",
        When.LATER: "later",
        When.OTHERS: "waiting for others",
    }
    here = reverse("worklist")
    return _part(
        title,
        counts=[
            {"number": found.by_when[one], "words": said, "href": f"{here}?when={one}"}
            for one, said in words.items()
        ],
        rows=[work_row(item, on, request.at) for item in due],
        empty=empty,
        link=("worklist", "Open the worklist"),
    )


def to_answer(request: Request) -> Part:
    """Referrals to the worker's service that wait for an answer."""
    on = london_date(request.at)
    found = care.incoming(request.viewer, on=on, limit=MOST)
    _shown(request, [item.person_id for item in found.items], Category.REFERRAL)
    return _part(
        "Referrals waiting for your answer",
        counts=[{"number": found.shown, "words": "to answer", "href": reverse("worklist")}],
        rows=[work_row(item, on, request.at) for item in found.items],
        empty="Every referral to your service has an answer.",
        link=("worklist", "Open the worklist"),
    )


def handovers(request: Request) -> Part:
    """Who comes to the worker's teams and goes from them, and is not seen yet."""
    on = london_date(request.at)
    found = care.handovers(request.viewer, on=on, limit=MOST)
    _shown(request, [row.person_id for row in found.rows], Category.HANDOVER)
    here = reverse("handovers")
    return _part(
        "Handovers",
        counts=[
            {"number": found.emergencies, "words": "out before it could be prepared"},
            {"number": found.coming, "words": "to us", "href": f"{here}?direction=coming"},
            {"number": found.going, "words": "from us", "href": f"{here}?direction=going"},
            {"number": found.overdue, "words": "overdue", "href": f"{here}?show=overdue"},
        ],
        rows=[handover_row(row, on) for row in found.rows],
        empty="Nobody is on the way to you, and whoever left you was seen.",
        link=("handovers", "Open the handovers"),
    )


def summaries(request: Request) -> Part:
    """Summaries that were sent to the worker's organisation and that nobody there has opened."""
    total, unread = documents.received_count(request.viewer)
    return _part(
        "Summaries received",
        counts=[
            {"number": unread, "words": "not opened yet", "href": _address("received")},
            {"number": total, "words": "in all"},
        ],
        empty="" if unread else "Every summary that was sent to you has been opened.",
        link=("received", "Open the summaries"),
    )


def promises(request: Request) -> Part:
    """Where the promise that nobody is lost is broken; counts, without names."""
    decision = may(request.viewer, Act.READ, Category.FIGURE, "none")
    if not decision.permitted:
        raise NotPermitted(decision)
    with viewing(request.viewer, request.at, extract=True):
        broken = care.promises_for_extract(request.viewer, london_date(request.at))
    showing(request, (), Category.FIGURE)
    return _part(
        "Nobody is lost",
        facts=[(one.sentence, one.count) for one in broken],
        link=("promises", "See the promises and the records behind them"),
        also=("figures", "Figures"),
    )


def trail(request: Request) -> Part:
    """What the trail of the organisation says of the last seven days."""
    decision = may(request.viewer, Act.READ, Category.AUDIT, "none")
    if not decision.permitted:
        raise NotPermitted(decision)
    recent = access.trail_of(request.viewer).filter(at__gt=request.at - LOOKED_BACK).order_by()
    disclosed = recent.filter(verb=Verb.DISCLOSE, outcome=Outcome.PERMITTED)
    refused = recent.filter(outcome=Outcome.DENIED)
    looked = (
        recent.filter(verb=Verb.CONSULT, outcome=Outcome.PERMITTED)
        .exclude(person_ids=[])
        .values_list("worker_name")
        .annotate(times=Count("id"))
        .order_by("-times")[:MOST]
    )
    showing(request, (), Category.AUDIT)
    return _part(
        "The last seven days",
        facts=[
            ("Refused: somebody asked for what they may not have", refused.count()),
            ("Disclosures and referrals", disclosed.count()),
        ],
        table=[(name, plural(times, "time")) for name, times in looked],
        table_words="Who looked at records",
        link=("trail", "See who has looked and what was refused"),
        also=("promises", "See the promises"),
    )


def _here(request: Request) -> list[tuple[str, OnBoard]]:
    """Everybody in the worker's places, with the place: still to be seen first, as on the board."""
    here = [
        (place.name, one)
        for place in pathway.places(request.viewer).filter(kind=PlaceKind.CUSTODY_SUITE)
        for one in on_board(request.viewer, place.id, at=request.at)
    ]
    return sorted(
        here,
        key=lambda found: (
            found[1].status not in STILL_TO_SEE,
            board_order(found[1].urgency, found[1].clocks, found[1].row.arrived_at),
        ),
    )


def _people(
    request: Request, most: list[tuple[str, OnBoard]], *, offer: bool = False
) -> list[dict[str, Any]]:
    """The first of them as rows, noted for the trail."""
    first = most[:MOST]
    _shown(request, [one.row.person_id for _, one in first], Category.WHEREABOUTS)
    return [_person(request, one, offer=offer) | {"place": place} for place, one in first]


def _shown(request: Request, people: list[Any], category: Category) -> None:
    showing(request, people, Category.IDENTITY, category)


def _still(here: list[tuple[str, OnBoard]]) -> int:
    return sum(one.status in STILL_TO_SEE for _, one in here)


def _person(request: Request, one: OnBoard, *, offer: bool = False) -> dict[str, Any]:
    row = one.row
    given = {"person_id": row.person_id}
    href = reverse("offering", kwargs=given | {"episode_id": row.episode_id}) if offer else ""
    closed = row.restricted and not row.name
    return {
        "href": "" if closed else href or reverse("record", kwargs=given),
        "name": row.name or "Name not shown",
        "age": age_shown(row.born_on, row.born_precision, london_date(request.at)),
        "status": one.status.value.replace("-", "_"),
        "alerts": [{"words": fact.words, "risk": fact.risk} for fact in one.mark.safety],
        "arrived_at": row.arrived_at,
        "clock": clock_shown(one.clocks[0]) if one.clocks else None,
    }


def _part(title: str, *, link: tuple[str, str], **more: Any) -> Part:
    links = [link, *([more.pop("also")] if "also" in more else [])]
    return {
        "title": title,
        "links": [(href, words) for name, words in links if (href := _address(name))],
        **more,
    }


def _address(name: str) -> str:
    """The address of a page; '' where this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
