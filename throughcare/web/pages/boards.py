"""The custody board: everybody in a place, one row a person, most urgent first."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, RelationshipKind
from throughcare.care.rules import LiaisonStatus
from throughcare.care.rules.adult import AdultState
from throughcare.pathway import queries
from throughcare.pathway.rules import (
    ESTABLISHMENTS,
    PlaceKind,
    Urgency,
    board_order,
    published_order,
)
from throughcare.web.door import Request
from throughcare.web.gate import page, showing
from throughcare.web.pages.board_rows import OnBoard, on_board, rows_shown
from throughcare.web.pages.list_frame import views_of
from throughcare.web.words import london_date, plural

# What can be shown: in which words, what is hidden then, and of whom it holds.
SHOWS: dict[str, tuple[str, str, Callable[[OnBoard], bool]]] = {
    "": ("in custody", "", lambda one: True),
    "not-offered": (
        "not yet offered",
        "already offered Liaison and Diversion",
        lambda one: one.status is LiaisonStatus.NOT_OFFERED,
    ),
    "waiting": (
        "waiting",
        "not waiting",
        lambda one: one.status is LiaisonStatus.WAITING,
    ),
    "adult": (
        "in need of an appropriate adult, not called yet",
        "not known to need an appropriate adult, or had one called,",
        lambda one: one.adult is AdultState.NEEDED,
    ),
    "under-18": (
        "under 18",
        "not under 18, or of unknown age,",
        lambda one: one.child is True,
    ),
}
URGENT_ALIKE = Urgency(0, ())
SORTS: dict[str, tuple[str, Callable[[OnBoard], Any] | None]] = {
    "": ("Most urgent first", None),
    "arrived": ("Longest in custody first", lambda one: one.row.arrived_at),
    "due": (
        "Due first",
        lambda one: board_order(URGENT_ALIKE, one.clocks, one.row.arrived_at),
    ),
    "name": ("Name", lambda one: one.row.name.casefold()),
}
PRESENT = page(Category.WHEREABOUTS, Act.READ, RelationshipKind.PRESENT)


@PRESENT
def boards(request: Request) -> HttpResponse:
    """The suites of the worker and wherever else somebody is; the board itself if that is one."""
    all_places = list(queries.places(request.viewer))
    numbers = queries.in_custody(request.viewer, [place.id for place in all_places])
    places = [
        place
        for place in all_places
        if place.kind == PlaceKind.CUSTODY_SUITE
        or (numbers.get(place.id) and PlaceKind(place.kind) not in ESTABLISHMENTS)
    ]
    if len(places) == 1:
        return redirect("board", place_code=places[0].code)
    rows = [
        {
            "href": reverse("board", kwargs={"place_code": place.code}),
            "name": place.name,
            "number": numbers.get(place.id, 0),
        }
        for place in places
    ]
    return render(request, "boards.html.jinja", {"at": request.at, "places": rows})


@PRESENT
def board(request: Request, place_code: str) -> HttpResponse:
    """Everybody in one place now."""
    place = queries.place(request.viewer, place_code)
    if place is None:
        raise Http404
    show, sort = request.GET.get("show", ""), request.GET.get("sort", "")
    show, sort = (show if show in SHOWS else ""), (sort if sort in SORTS else "")
    everybody = on_board(request.viewer, place.id, at=request.at)
    shown = [one for one in everybody if SHOWS[show][2](one)]
    if key := SORTS[sort][1]:
        shown.sort(key=key)
    showing(
        request,
        [one.row.person_id for one in shown],
        *(Category.IDENTITY, Category.OFFENCE, Category.SAFETY, Category.ENGAGEMENT),
    )
    here = reverse("board", kwargs={"place_code": place.code})
    on = london_date(request.at)
    context = {
        "at": request.at,
        "place": place.name,
        "rows": rows_shown(shown, request.viewer, on, place=place.code),
        "counts": [
            {
                "number": sum(1 for one in everybody if holds(one)),
                "words": words,
                "href": _address(here, show=value, sort=sort),
                "current": value == show,
            }
            for value, (words, _, holds) in SHOWS.items()
        ],
        "filters": [
            {
                "name": "show",
                "label": "Show",
                "value": show,
                "options": [("", "Everybody"), *_named()],
            },
            {
                "name": "sort",
                "label": "Order",
                "value": sort,
                "options": [(value, words) for value, (words, _) in SORTS.items()],
            },
        ],
        "hides": _hides(len(everybody) - len(shown), show),
        "clear": _address(here, sort=sort),
        "order": list(published_order().values()),
        "nobody": not everybody,
        "may_arrive": request.viewer.role == "custody-officer",
    } | views_of(request, here, {"show": show, "sort": sort})
    return render(request, "board.html.jinja", context)


def _address(here: str, **query: str) -> str:
    said = {name: value for name, value in query.items() if value}
    return f"{here}?{urlencode(said)}" if said else here


def _named() -> list[tuple[str, str]]:
    return [(value, words.capitalize()) for value, (words, *_) in SHOWS.items() if value]


def _hides(hidden: int, show: str) -> str:
    if not hidden:
        return ""
    verb = "is" if hidden == 1 else "are"
    return f"{plural(hidden, 'person', 'people')} {SHOWS[show][1]} {verb} hidden."


urlpatterns = [
    path("board", boards, name="board"),
    path("board/<slug:place_code>", board, name="board"),
]
