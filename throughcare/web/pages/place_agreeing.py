"""Answering whether a team covers a place that one's organisation runs, and asking no longer."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.pathway import actions, queries
from throughcare.pathway.queries import CoverSaid, KnownPlace
from throughcare.web import fields
from throughcare.web.door import Request
from throughcare.web.fields import Choice
from throughcare.web.forms import PageForm
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.place_keeping import KEEPS_PLACES
from throughcare.web.pages.places import FOR_WHOM
from throughcare.web.words import day, london_date


class AnswerForm(PageForm):
    """Whether whoever runs the place agrees, and why not."""

    agrees = fields.Radios(
        label="Do you agree?",
        choices=(Choice("yes", "Agree"), Choice("no", "Do not agree", reveals=("because",))),
        missing="Say whether you agree",
    )
    because = fields.Text(
        label="Why not?",
        hint="They read this. Write nothing about anybody who is there.",
        missing="Say why you do not agree",
        max_length=300,
    )


class TakeBackForm(PageForm):
    """Nothing has to be said to ask no longer."""


@KEEPS_PLACES
def answer_cover(request: Request, place_code: str, cover_id: UUID) -> HttpResponse:
    """Agree that a team of another organisation covers one's own place, or say why not."""
    known, said = _asked(request, place_code, cover_id)
    if not known.runs:
        raise Http404
    form = AnswerForm(sent(request), initial=fresh())

    def act() -> None:
        by, at = request.viewer, request.at
        if form.cleaned_data["agrees"] == "yes":
            actions.agree_to_cover(by=by, at=at, cover_id=cover_id)
        else:
            because = form.cleaned_data["because"]
            actions.decline_cover(by=by, at=at, cover_id=cover_id, because=because)

    if request.method == "POST" and done(form, act):
        agrees = form.cleaned_data["agrees"] == "yes"
        how = "You agreed that {} covers {}." if agrees else "You said no. {} does not cover {}."
        messages.success(request, how.format(said.team, known.name))
        return redirect("place", place_code=place_code)
    covering, on = said.covering, london_date(request.at)
    first = max(covering.starts_on or on, on)
    last = f" until {day(covering.ends_on)}" if covering.ends_on else ""
    context = {
        "title": f"{said.team} asks to cover {known.name}",
        "what": [
            f"For whom: {FOR_WHOM[covering.under_18]}, from {day(first)}{last}.",
            f"If you agree, whoever of them arrives there becomes known to {said.organisation}.",
            "Whoever is there already does not become known by it.",
        ],
        "undo": "You can end it on any day. If you say no, they can ask again.",
        "form": form,
        "submit": "Send your answer",
        "back": reverse("place", args=[place_code]),
    }
    return render(request, "place_change.html.jinja", context)


@KEEPS_PLACES
def take_back_cover(request: Request, place_code: str, cover_id: UUID) -> HttpResponse:
    """Ask no longer that one's own team covers a place."""
    known, said = _asked(request, place_code, cover_id)
    if not said.our_team:
        raise Http404
    form = TakeBackForm(sent(request), initial=fresh())

    def act() -> None:
        actions.take_back_asking(by=request.viewer, at=request.at, cover_id=cover_id)

    if request.method == "POST" and done(form, act):
        messages.success(request, f"You no longer ask that {said.team} covers {known.name}.")
        return redirect("place", place_code=place_code)
    context = {
        "title": f"Take back that {said.team} asks to cover {known.name}",
        "what": [f"{known.organisation} can no longer agree to it."],
        "undo": "You can ask again.",
        "form": form,
        "submit": "Take it back",
        "back": reverse("place", args=[place_code]),
    }
    return render(request, "place_change.html.jinja", context)


def _asked(request: Request, place_code: str, cover_id: UUID) -> tuple[KnownPlace, CoverSaid]:
    """What waits; to an answer that came too late, also what somebody else answered."""
    known = queries.known_place(request.viewer, place_code, on=london_date(request.at))
    covers = known.covers if known is not None else ()
    said = next((one for one in covers if one.cover_id == cover_id), None)
    if known is None or said is None or not (said.waits or request.method == "POST"):
        raise Http404
    return known, said


urlpatterns = [
    path(
        "places/<slug:place_code>/cover/<uuid:cover_id>/answer", answer_cover, name="answer_cover"
    ),
    path(
        "places/<slug:place_code>/cover/<uuid:cover_id>/back",
        take_back_cover,
        name="take_back_cover",
    ),
]
