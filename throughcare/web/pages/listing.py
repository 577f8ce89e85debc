"""Listing somebody: for a hearing at a court, or for an interview by appointment."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Sight
from throughcare.pathway import actions, queries
from throughcare.pathway.actions import ToList
from throughcare.pathway.rules import COURTS, ListingKind, PlaceKind
from throughcare.web.door import Request
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.listing_forms import ListingForm
from throughcare.web.pages.record_frame import record_context
from throughcare.web.words import london_date

LISTS = COURTS | {PlaceKind.VOLUNTARY_ATTENDANCE}


@record_page(Category.WHEREABOUTS, Act.WRITE)
def list_somebody(request: Request, sight: Sight) -> HttpResponse:
    """Where, when, and where they come from; the place then knows whom it expects."""
    places = [p for p in queries.places(request.viewer) if PlaceKind(p.kind) in LISTS]
    form = ListingForm(sent(request), at=request.at, places=places, initial=fresh())
    kinds = {str(place.id): PlaceKind(place.kind) for place in places}

    def act() -> None:
        given = form.cleaned_data
        hearing = kinds[given["place"]] in COURTS
        actions.list_person(
            by=request.viewer,
            at=request.at,
            listing=ToList(
                sight.person_id,
                UUID(given["place"]),
                ListingKind.HEARING if hearing else ListingKind.INTERVIEW,
                london_date(given["moment"]) if given["moment"] else given["on"],
                given["moment"],
                given["room"],
                given["appears_from"] or "",
                given["report_due_at"],
            ),
        )
        messages.success(request, "They are on the list of that day.")

    if request.method == "POST" and done(form, act):
        return redirect("journey", person_id=sight.person_id)
    context = {
        "form": form,
        "title": "List for a hearing or an interview",
        "nowhere": not places,
        "back": reverse("journey", kwargs={"person_id": sight.person_id}),
    }
    return render(
        request, "happened_kind.html.jinja", record_context(request, sight, tab="journey") | context
    )


urlpatterns = [path("record/<uuid:person_id>/listing", list_somebody, name="list_somebody")]
