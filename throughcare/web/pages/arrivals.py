"""Recording an arrival: who it is, what custody knows, whom to alert, one check, then the board."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.policy import may
from throughcare.access.rules import Act, Category, Refused, RelationshipKind
from throughcare.pathway import actions, queries
from throughcare.people import queries as people_queries
from throughcare.people.rules import Match, NewPerson, born_in_words, details_in_words
from throughcare.web.door import Request
from throughcare.web.gate import page, showing
from throughcare.web.pages.arrival_draft import Draft
from throughcare.web.pages.arrival_forms import (
    AlertForm,
    ArrivalForm,
    CheckForm,
    ChoiceForm,
    DetailsForm,
    WhoForm,
)
from throughcare.web.pages.arrival_recording import (
    SoFar,
    answers,
    done_in_words,
    record,
    suggested,
)
from throughcare.web.pages.waterfall import waterfall

SOMEBODY_NEW, NOT_SURE = "new", "not-sure"
ARRIVING = page(Category.IDENTITY, Act.FIND)


@ARRIVING
def who(request: Request) -> HttpResponse:
    """Step 1: who is it?"""
    draft = Draft(request)
    if request.GET.get("start"):
        draft.forget()
        return redirect("arrive")
    form = WhoForm(request.POST or draft.get("who"), at=request.at)
    if request.method == "POST" and form.is_valid():
        draft.keep("who", request.POST)
        draft.drop("choice")
        if queries.may_be_restricted(request.viewer, form.person(), at=request.at):
            # Noted here, where every name that is typed passes; the page that says so only reads.
            actions.told_of_restricted(by=request.viewer, at=request.at)
        return redirect("arrive_match")
    return _step(request, "arrive_who.html.jinja", form)


@ARRIVING
def choose(request: Request) -> HttpResponse:
    """Step 1, where somebody known may be meant: who of them, or nobody."""
    draft = Draft(request)
    person = _person(request, draft)
    if person is None:
        return redirect("arrive")
    match = people_queries.match(request.viewer, person, at=request.at)
    known = people_queries.recognise(request.viewer, [c.person_id for c in match.candidates])
    showing(request, known, Category.IDENTITY)
    found = _candidates(match, known)
    if not found:
        return redirect("arrive_details")
    form = ChoiceForm(request.POST or draft.get("choice"), at=request.at)
    form.fields["person"].offer(  # type: ignore[attr-defined]
        [
            *found,
            (SOMEBODY_NEW, "None of these: open a new record"),
            (NOT_SURE, "I am not sure: open a new record, and the two are compared later"),
        ]
    )
    if request.method == "POST" and form.is_valid():
        draft.keep("choice", _with_shown(request.POST, found))
        return redirect("arrive_details")
    return _step(
        request,
        "arrive_match.html.jinja",
        form,
        person=details_in_words(person),
        whys=[
            (known[one.person_id].name, waterfall(one.judgement))
            for one in match.candidates
            if one.person_id in known
        ],
        back=reverse("arrive"),
    )


@ARRIVING
def details(request: Request) -> HttpResponse:
    """Step 2: what custody knows, and what keeps them safe."""
    draft = Draft(request)
    if _person(request, draft) is None:
        return redirect("arrive")
    places = _places(request)
    if not places:
        raise Refused("Your team runs and covers no custody suite, so it cannot record arrivals.")
    form = _details_form(request, request.POST or draft.get("details"), places)
    if request.method == "POST" and form.is_valid():
        draft.keep("details", request.POST)
        return redirect("arrive_alert")
    return _step(
        request,
        "arrive_details.html.jinja",
        form,
        back=reverse("arrive_match" if draft.get("choice") else "arrive"),
    )


@ARRIVING
def alert(request: Request) -> HttpResponse:
    """Step 3: should Liaison and Diversion be alerted?"""
    draft = Draft(request)
    so_far = _collect(request, draft)
    if isinstance(so_far, str):
        return redirect(so_far)
    sent = request.POST or draft.get("alert")
    form = AlertForm(sent, at=request.at, initial={"reasons": suggested(so_far)})
    if request.method == "POST" and form.is_valid():
        draft.keep("alert", request.POST)
        return redirect("arrive_check")
    return _step(request, "arrive_alert.html.jinja", form, back=reverse("arrive_details"))


@ARRIVING
def check(request: Request) -> HttpResponse:
    """Everything on one page before it is recorded; then the board."""
    draft = Draft(request)
    so_far = _collect(request, draft)
    if isinstance(so_far, str):
        return redirect(so_far)
    alerting = AlertForm(draft.get("alert"), at=request.at)
    if not alerting.is_valid():
        return redirect("arrive_alert")
    form = CheckForm(request.POST or None, at=request.at)
    if request.method == "POST" and form.is_valid():
        try:
            kept = record(request, so_far, alerting.cleaned_data)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
        else:
            draft.forget()
            messages.success(request, done_in_words(so_far, alerting.cleaned_data, kept))
            return redirect("board", place_code=so_far.place_code)
    return _step(
        request,
        "arrive_check.html.jinja",
        form,
        restricted=so_far.restricted,
        answers=answers(so_far, alerting.cleaned_data),
        back=reverse("arrive_alert"),
    )


def _details_form(request: Request, sent: Any, places: list[tuple[str, str]]) -> DetailsForm:
    custody = may(request.viewer, Act.WRITE, Category.DETENTION, RelationshipKind.PRESENT)
    return DetailsForm(sent, at=request.at, places=places, custody=custody.permitted)


def _collect(request: Request, draft: Draft) -> SoFar | str:
    """The first two steps together, or the name of the step that is not complete."""
    person = _person(request, draft)
    if person is None:
        return "arrive"
    form = _details_form(request, draft.get("details"), _places(request))
    if not form.is_valid():
        return "arrive_details"
    place = queries.place(request.viewer, form.cleaned_data["place"])
    assert place is not None
    choice = draft.get("choice")
    chosen = str(choice.get("person")) if choice else NOT_SURE
    if choice is None and people_queries.match(request.viewer, person, at=request.at).candidates:
        return "arrive_match"
    person_id = None if chosen in (SOMEBODY_NEW, NOT_SURE) else UUID(chosen)
    return SoFar(
        person,
        person_id,
        form.cleaned_data,
        place.id,
        place.code,
        place.name,
        restricted=person_id is None
        and queries.may_be_restricted(request.viewer, person, at=request.at),
        none_of=tuple(map(UUID, choice.getlist("shown")))
        if choice and chosen == SOMEBODY_NEW
        else (),
    )


def _with_shown(sent: QueryDict, found: list[tuple[str, str]]) -> QueryDict:
    """What was sent, with those who were offered: "none of these" speaks of them only."""
    kept = sent.copy()
    kept.setlist("shown", [person_id for person_id, _ in found])
    return kept


def _person(request: Request, draft: Draft) -> NewPerson | None:
    form = WhoForm(draft.get("who"), at=request.at)
    return form.person() if form.is_valid() else None


def _places(request: Request) -> list[tuple[str, str]]:
    return [(place.code, place.name) for place in queries.places(request.viewer)]


def _candidates(
    match: Match, known: dict[UUID, people_queries.Recognised]
) -> list[tuple[str, str]]:
    """Those who may be meant, each in words with what speaks for it."""
    return [
        (
            str(one.person_id),
            f"{known[one.person_id].name}, {_born(known[one.person_id])}"
            f" ({', '.join(one.judgement.reasons)})",
        )
        for one in match.candidates
        if one.person_id in known
    ]


def _born(person: people_queries.Recognised) -> str:
    told = born_in_words(person.born_on, person.born_precision)
    return f"born {told}" if told else "date of birth not known"


def _step(request: Request, template: str, form: ArrivalForm, **context: Any) -> HttpResponse:
    return render(request, template, {"at": request.at, "form": form, **context})


urlpatterns = [
    path("arrive", who, name="arrive"),
    path("arrive/match", choose, name="arrive_match"),
    path("arrive/details", details, name="arrive_details"),
    path("arrive/alert", alert, name="arrive_alert"),
    path("arrive/check", check, name="arrive_check"),
]
