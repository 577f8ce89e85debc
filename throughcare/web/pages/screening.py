"""The Screening tab of a record: what can be asked, what is half done, what was found."""

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Refused, Sight
from throughcare.care import actions as care
from throughcare.care import queries as care_queries
from throughcare.care.rules import LiaisonEventKind
from throughcare.screening import actions, queries
from throughcare.screening.instrument import Instrument, find, instruments
from throughcare.screening.rules import (
    Agreement,
    Context,
    Mode,
    ResponseState,
    may_administer,
    may_start,
    remaining,
)
from throughcare.web.door import Request
from throughcare.web.gate import record_page
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.screening_forms import AgreementForm, ErrorForm, ReadForm, StopForm

CORE = "ld-core"
SECONDS_A_QUESTION = 12
"""This product's estimate, to say how long an interview takes; not measured and not published."""

OPENING = (
    "I would like to ask you some questions, to find out what may help you.",
    "You can say no. You can skip any question, and stop at any time.",
    "I will not ask about why you are here.",
    "I write down what you say in your health record. If I think that you or somebody else is not "
    "safe, I have to tell the people here who look after you.",
)
"""What to say before the first question; this product's wording, the clinical lead's to change."""


@record_page(Category.SCREENING)
def screenings(request: Request, sight: Sight) -> HttpResponse:
    """Every screening of the person, and the instruments that can be started."""
    asked = queries.screenings(sight)
    going = {each.instrument.id for each in asked if each.state is ResponseState.IN_PROGRESS}
    context = queries.about(sight)
    may_write = sight.may(Category.SCREENING, Act.WRITE)
    offered = [each for each in _newest() if each.id not in going] if may_write else []
    held = queries.known_of(sight, (i.concept for each in offered for i in each.items), sight.at)
    offers = [_offer(each, context, held, sight.at) for each in offered]
    return render(
        request,
        "screenings.html.jinja",
        {
            **record_context(request, sight, tab="screenings"),
            "in_progress": [e for e in asked if e.state is ResponseState.IN_PROGRESS],
            "stopped": [e for e in asked if e.state is ResponseState.STOPPED],
            "completed": [e for e in asked if e.state is ResponseState.COMPLETED],
            "in_error": [e for e in asked if e.state is ResponseState.ENTERED_IN_ERROR],
            "going": going,
            "offered": _grouped([each for each in offers if each["allowed"]]),
            "not_offered": [each for each in offers if not each["allowed"]],
            "may_write": may_write,
            "form": ReadForm(initial={"form_key": uuid4()}),
        },
    )


@record_page(Category.SCREENING, Act.WRITE)
def start(request: Request, sight: Sight, instrument: str) -> HttpResponse:
    """What to say to the person, and how they agreed; then the first question."""
    chosen = next((each for each in _newest() if each.id == instrument), None)
    if chosen is None:
        raise Http404
    held = queries.known(sight, chosen, sight.at)
    offer = _offer(chosen, queries.about(sight), held, sight.at)
    form = AgreementForm(request.POST or None, initial={"form_key": uuid4()})
    if request.method == "POST" and form.is_valid():
        going = {
            each.screening_id
            for each in queries.screenings(sight)
            if each.state is ResponseState.IN_PROGRESS
        }
        try:
            screening_id = actions.start(
                by=request.viewer,
                at=request.at,
                person_id=sight.person_id,
                instrument=chosen.id,
                agreed=Agreement(form.cleaned_data["agreed"]),
                agreement_note=form.note(),
                mode=form.cleaned_data["mode"],
                present=form.cleaned_data["present"],
            )
        except Refused as refused:
            form.add_error(None, " ".join(refused.reasons))
        else:
            if screening_id not in going:
                _seen(sight, screening_id)
            alone = form.cleaned_data["mode"] == Mode.SELF
            step = "hand_over" if alone else "screening_go"
            return redirect(step, person_id=sight.person_id, screening_id=screening_id)
    return render(
        request,
        "screening_start.html.jinja",
        {
            **record_context(request, sight, tab="screenings"),
            "form": form,
            "offer": offer,
            "opening": OPENING,
            "back": reverse("screenings", kwargs={"person_id": sight.person_id}),
        },
    )


@record_page(Category.SCREENING, Act.WRITE)
def stop(request: Request, sight: Sight, screening_id: UUID) -> HttpResponse:
    """Stop here, with a reason; everything answered so far is kept."""
    sheet = sheet_or_404(sight, screening_id)
    if sheet.asked.state is not ResponseState.IN_PROGRESS:
        return redirect("screenings", person_id=sight.person_id)
    form = StopForm(request.POST or None, initial={"form_key": uuid4()})
    if request.method == "POST" and form.is_valid():
        actions.stop(
            by=request.viewer,
            at=request.at,
            screening_id=screening_id,
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, "Stopped. Every answer given so far is kept.")
        return redirect("screenings", person_id=sight.person_id)
    return _ask(request, sight, sheet, form, "screening_stop.html.jinja")


@record_page(Category.SCREENING, Act.WRITE)
def resume(request: Request, sight: Sight, screening_id: UUID) -> HttpResponse:
    """Go on with what was stopped."""
    sheet_or_404(sight, screening_id)
    if request.method == "POST":
        actions.resume(by=request.viewer, at=request.at, screening_id=screening_id)
    return redirect("screening_go", person_id=sight.person_id, screening_id=screening_id)


@record_page(Category.SCREENING, Act.WRITE)
def error(request: Request, sight: Sight, screening_id: UUID) -> HttpResponse:
    """Say that a screening should not count."""
    sheet = sheet_or_404(sight, screening_id)
    form = ErrorForm(request.POST or None, initial={"form_key": uuid4()})
    if request.method == "POST" and form.is_valid():
        actions.enter_in_error(
            by=request.viewer,
            at=request.at,
            screening_id=screening_id,
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, "Marked as entered in error. It stays on record.")
        return redirect("screenings", person_id=sight.person_id)
    return _ask(request, sight, sheet, form, "screening_error.html.jinja")


def sheet_or_404(sight: Sight, screening_id: UUID) -> queries.Sheet:
    """The screening, or the answer that any unknown address gets."""
    sheet = queries.screening(sight, screening_id)
    if sheet is None:
        raise Http404
    return sheet


def _ask(
    request: Request, sight: Sight, sheet: queries.Sheet, form: Any, template: str
) -> HttpResponse:
    return render(
        request,
        template,
        {
            **record_context(request, sight, tab="screenings"),
            "form": form,
            "asked": sheet.asked,
            "back": reverse("screenings", kwargs={"person_id": sight.person_id}),
        },
    )


def _newest() -> list[Instrument]:
    """Every instrument that may be asked, in its newest version, the core screen first."""
    ids = dict.fromkeys(each.id for each in instruments())
    newest = [each for each in map(find, ids) if may_administer(each).allowed]
    return sorted(newest, key=lambda each: (each.scoring is not None, each.id != CORE, each.title))


def _grouped(offers: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """What can be asked: our own screens, then scored questionnaires, each under its heading."""
    screens = [each for each in offers if each["instrument"].scoring is None]
    scored = [each for each in offers if each["instrument"].scoring is not None]
    groups = (("Screens", screens), ("Questionnaires with a score", scored))
    return [(title, found) for title, found in groups if found]


def _offer(
    instrument: Instrument, context: Context, held: Mapping[str, queries.Held], at: datetime
) -> dict[str, Any]:
    """An instrument with how long it takes and how much of it is known already, for this person."""
    left = remaining(instrument, held, at=at, context=context)
    fits = (
        may_administer(instrument, sex=context.sex),
        may_start(instrument, age=context.age),
    )
    return {
        "instrument": instrument,
        "allowed": all(each.allowed for each in fits),
        "reasons": [reason for each in fits if not each.allowed for reason in each.reasons],
        "questions": len(left.ask) + len(left.confirm),
        "known": len(left.confirm),
        "minutes": math.ceil(len(left.ask) * SECONDS_A_QUESTION / 60) or 1,
    }


def _seen(sight: Sight, screening_id: UUID) -> None:
    """Whoever is asked questions in custody has been seen there, if nobody has said so yet."""
    asked = sheet_or_404(sight, screening_id).asked
    if asked.episode_id is None or not sight.may(Category.ENGAGEMENT, Act.WRITE):
        return
    own = [
        liaison
        for liaison in care_queries.liaisons(sight)
        if liaison.episode_id == asked.episode_id
        and liaison.organisation_id == sight.viewer.organisation_id
    ]
    if any(event.kind is LiaisonEventKind.SEEN for liaison in own for event in liaison.events):
        return
    care.see(by=sight.viewer, at=sight.at, person_id=sight.person_id, episode_id=asked.episode_id)


_ONE = "record/<uuid:person_id>/screening/<uuid:screening_id>"
urlpatterns = [
    path("record/<uuid:person_id>/screening", screenings, name="screenings"),
    path(
        "record/<uuid:person_id>/screening/start/<slug:instrument>", start, name="screening_start"
    ),
    path(f"{_ONE}/stop", stop, name="screening_stop"),
    path(f"{_ONE}/resume", resume, name="screening_resume"),
    path(f"{_ONE}/error", error, name="screening_error"),
]
