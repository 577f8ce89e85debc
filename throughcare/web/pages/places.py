"""Places as they are known: hours, cover, catchment, who commissions and provides; and a change."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category
from throughcare.pathway import actions, queries
from throughcare.pathway.actions import About
from throughcare.pathway.queries import KnownPlace
from throughcare.pathway.rules import PLACE_WORDS
from throughcare.web import fields
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.gate import page
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.words import london_date

HOURS = "For example, Mon-Fri 09:00-17:00; Sat 10:00-14:00, or 24/7, or closed"


class PlaceForm(PageForm):
    """What is known of this place, and from which day on."""

    valid_from = fields.DateParts(label="From which day on?", what="first day")
    opening_hours = fields.Text(label="Opening hours", hint=HOURS, required=False, max_length=300)
    cover_hours = fields.Text(
        label="When is Liaison and Diversion there?", hint=HOURS, required=False, max_length=300
    )
    catchment = fields.Text(label="Which area does it serve?", required=False, max_length=300)
    commissioner = fields.Text(
        label="Who commissions health there?", required=False, max_length=300
    )
    provider = fields.Text(label="Who provides health there?", required=False, max_length=300)
    source = fields.Text(
        label="Who says so, or why does it change?",
        missing="Enter who says so, or why it changes",
        max_length=300,
    )


@page(Category.ORGANISATION)
def places(request: Request) -> HttpResponse:
    """Every place, by sort, with what is known of it today."""
    found = queries.known_places(request.viewer, on=london_date(request.at))
    rows = [
        {
            "name": one.name,
            "kind": PLACE_WORDS[one.kind],
            "href": reverse("place", kwargs={"place_code": one.code}),
            "opening": one.opening_hours,
            "cover": one.cover_hours,
            "covered_by": ", ".join(one.covered_by),
        }
        for one in found
    ]
    return render(request, "places.html.jinja", {"at": request.at, "places": rows})


@page(Category.ORGANISATION, Act.WRITE)
def place(request: Request, place_code: str) -> HttpResponse:
    """One place with its earlier versions, and a form to say what changes."""
    on = london_date(request.at)
    known = next(
        (one for one in queries.known_places(request.viewer, on=on) if one.code == place_code), None
    )
    if known is None:
        raise Http404
    form = PlaceForm(sent(request), initial=fresh() | _initial(known) | {"valid_from": on})

    def act() -> None:
        given = form.cleaned_data
        actions.describe_place(
            by=request.viewer,
            at=request.at,
            place_id=known.id,
            about=About(**{name: given[name] for name in _initial(known)}),
            valid_from=given["valid_from"],
            source=given["source"],
        )

    if request.method == "POST" and done(form, act):
        messages.success(request, f"What is known of {known.name} is changed.")
        return redirect("place", place_code=place_code)
    context = {
        "at": request.at,
        "form": form,
        "place": known,
        "kind": PLACE_WORDS[known.kind],
        "versions": queries.versions(request.viewer, known.id),
        "back": reverse("places"),
    }
    return render(request, "place.html.jinja", context)


def _initial(known: KnownPlace) -> dict[str, Any]:
    names = ("opening_hours", "cover_hours", "catchment", "commissioner", "provider")
    return {name: getattr(known, name) for name in names}


urlpatterns = [
    path("places", places, name="places"),
    path("places/<slug:place_code>", place, name="place"),
]
