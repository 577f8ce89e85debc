"""Places as they are known: hours, cover, catchment, who commissions and provides; and a change."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.policy import may
from throughcare.access.rules import NO_RELATIONSHIP, OWN, Act, Category, NotPermitted
from throughcare.pathway import actions, queries
from throughcare.pathway.actions import About
from throughcare.pathway.queries import CoverSaid, KnownPlace
from throughcare.pathway.rules import PLACE_WORDS, CoverState
from throughcare.web import fields
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.gate import page
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.words import london_date

FOR_WHOM = {None: "Everybody", False: "Adults", True: "People under 18"}
SAID = {
    CoverState.ASKED: "Asked",
    CoverState.AGREED: "Agreed",
    CoverState.DECLINED: "Declined",
    CoverState.TAKEN_BACK: "Taken back",
}
HOURS = (
    "For example, Mon-Fri 09:00-17:00; Sat 10:00-14:00; bank holidays closed, or 24/7, or closed"
)


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
            "closed_on": one.closed_on,
        }
        for one in found
    ]
    context = {
        "at": request.at,
        "places": [row for row in rows if row["closed_on"] is None],
        "closed": [row for row in rows if row["closed_on"] is not None],
        "may_keep": may(request.viewer, Act.WRITE, Category.ORGANISATION, OWN).permitted,
        "waiting": [
            {
                "team": cover.team,
                "place": one.name,
                "said_by": cover.said_by,
                "said_at": cover.said_at,
                "href": reverse("answer_cover", args=[one.code, cover.cover_id]),
            }
            for one in found
            for cover in one.covers
            if one.runs and cover.waits and one.closed_on is None
        ],
    }
    return render(request, "places.html.jinja", context)


@page(Category.ORGANISATION)
def place(request: Request, place_code: str) -> HttpResponse:
    """One place with its earlier versions and who covers it; a form for whoever keeps it."""
    on = london_date(request.at)
    known = queries.known_place(request.viewer, place_code, on=on)
    if known is None:
        raise Http404
    open_now = known.closed_on is None
    relationship = OWN if known.own and open_now else NO_RELATIONSHIP
    decision = may(request.viewer, Act.WRITE, Category.ORGANISATION, relationship)
    if request.method == "POST" and not decision.permitted:
        raise NotPermitted(decision)
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
        "form": form if decision.permitted else None,
        "place": known,
        "covers": [_cover(known, one, on) for one in known.covers],
        "open": open_now,
        "kind": PLACE_WORDS[known.kind],
        "versions": queries.versions(request.viewer, known.id),
        "back": reverse("places"),
    }
    return render(request, "place.html.jinja", context)


def _cover(known: KnownPlace, one: CoverSaid, on: date) -> dict[str, Any]:
    """A line of who covers a place: for whom, from when until when, and where it is ended."""
    covering = one.covering
    over = covering.ends_on is not None and covering.ends_on < on
    begun = covering.starts_on is None or covering.starts_on <= on
    given = {"place_code": known.code, "cover_id": one.cover_id}
    state = covering.state
    agreed, open_now = state is CoverState.AGREED, known.closed_on is None
    words = "Over" if over else "Now" if begun else "Not yet"
    if one.waits:
        words = f"Waits for {known.organisation} to agree" if open_now else "Was not answered"
    elif not agreed:
        words = SAID[state]
    return {
        "team": one.team,
        "organisation": one.organisation,
        "for_whom": FOR_WHOM[covering.under_18],
        "starts_on": covering.starts_on,
        "ends_on": covering.ends_on,
        "state": words,
        "because": one.declined_because,
        "said": SAID[state],
        "said_by": one.said_by or "the installation",
        "said_at": one.said_at,
        "answer": _href("answer_cover", given, one.waits and known.runs and open_now),
        "take_back": _href("take_back_cover", given, one.waits and one.our_team),
        "end": _href("end_cover", given, agreed and one.ours_to_end and not over),
    }


def _href(name: str, given: dict[str, Any], shown: bool) -> str:
    return reverse(name, kwargs=given) if shown else ""


def _initial(known: KnownPlace) -> dict[str, Any]:
    names = ("opening_hours", "cover_hours", "catchment", "commissioner", "provider")
    return {name: getattr(known, name) for name in names}


urlpatterns = [
    path("places", places, name="places"),
    path("places/<slug:place_code>", place, name="place"),
]
