"""The lists of a worker's places, and the views of them that the worker keeps."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from throughcare.access.rules import Category
from throughcare.pathway import actions, queries
from throughcare.pathway.rules import (
    COURTS,
    ESTABLISHMENTS,
    PLACE_WORDS,
    PlaceKind,
)
from throughcare.web.door import Request
from throughcare.web.gate import signed_in
from throughcare.web.pages import health_list, list_courts, list_establishments, list_unseen
from throughcare.web.pages.list_frame import (
    may_read,
)
from throughcare.web.pages.list_parts import PRESENT


@PRESENT
def lists(request: Request) -> HttpResponse:
    """The lists of the worker's places."""
    places = list(queries.places(request.viewer))
    numbers = queries.in_custody(request.viewer, [place.id for place in places])
    treats = may_read(request.viewer, Category.HEALTH)
    rows = []
    for place in places:
        kind = PlaceKind(place.kind)
        links = [*_links(place.code, kind), *(_health(place.code, kind) if treats else [])]
        if links:
            rows.append(
                {
                    "name": place.name,
                    "kind": PLACE_WORDS[kind],
                    "number": numbers.get(place.id, 0) if kind in ESTABLISHMENTS else None,
                    "links": links,
                }
            )
    across = []
    if any(PlaceKind(place.kind) in ESTABLISHMENTS for place in places):
        across += [
            (reverse("releases"), "Releases in the next twelve weeks"),
            (reverse("released"), "The first fourteen days after release"),
            (reverse("after_release"), "The first six months after release"),
        ]
    if may_read(request.viewer, Category.ENGAGEMENT) and any(
        place.kind == PlaceKind.CUSTODY_SUITE for place in places
    ):
        across.append((reverse("unseen"), "Left custody before anybody saw them"))
    return render(request, "lists.html.jinja", {"at": request.at, "places": rows, "across": across})


def _links(code: str, kind: PlaceKind) -> list[tuple[str, str]]:
    given = {"place_code": code}
    if kind in COURTS:
        return [(reverse("court", kwargs=given), "Court list")]
    if kind is PlaceKind.VOLUNTARY_ATTENDANCE:
        return [(reverse("clinic", kwargs=given), "Diary")]
    if kind in ESTABLISHMENTS:
        return [
            (reverse("reception", kwargs=given), "Reception"),
            (reverse("establishment", kwargs=given), "Everybody there"),
        ]
    return []


def _health(code: str, kind: PlaceKind) -> list[tuple[str, str]]:
    if kind not in health_list.WHERE:
        return []
    return [(reverse("health_due", kwargs={"place_code": code}), "Health: what is due")]


@signed_in
def save_view(request: Request) -> HttpResponse:
    """Keep the filter and order of a list under a name."""
    back = _back(request)
    if request.method == "POST":
        actions.save_view(
            by=request.viewer,
            at=request.at,
            page=back,
            name=request.POST.get("name", "")[:60],
            query=request.POST.get("query", "")[:300],
        )
    return redirect(f"{back}?{request.POST.get('query', '')[:300]}")


@signed_in
def forget_view(request: Request) -> HttpResponse:
    """A view is no longer wanted."""
    if request.method == "POST":
        try:
            view_id = UUID(request.POST.get("view", ""))
        except ValueError:
            raise Http404 from None
        actions.forget_view(by=request.viewer, at=request.at, view_id=view_id)
    return redirect(_back(request))


def _back(request: Request) -> str:
    """The list that the form came from; never an address elsewhere."""
    asked_for = request.POST.get("page", "")
    fits = asked_for.startswith("/") and url_has_allowed_host_and_scheme(asked_for, None)
    return asked_for if fits and "?" not in asked_for else reverse("home")


urlpatterns = [
    path("lists", lists, name="lists"),
    *list_courts.urlpatterns,
    *list_establishments.urlpatterns,
    *list_unseen.urlpatterns,
    path("views/keep", save_view, name="save_view"),
    path("views/forget", forget_view, name="forget_view"),
]
