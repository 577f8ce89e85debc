"""The workbench: every instrument, how far to trust it, a trial of it, and what it shares."""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path

from throughcare.screening.instrument import (
    Instrument,
    Item,
    UnknownInstrument,
    asked_when,
    detection,
    easy_read,
    find,
    instruments,
    languages,
    never_embedded,
)
from throughcare.screening.rules import Context, WrongAnswers, score, suspected_needs
from throughcare.screening.rules.differences import differences
from throughcare.web.door import Request
from throughcare.web.gate import signed_in
from throughcare.web.pages.screening_questions import Question, Questions, without_an_answer


@signed_in
def shelf(request: Request) -> HttpResponse:
    """Every instrument in three tiers, with why some cannot be asked, and the translations."""
    return render(
        request,
        "instruments.html.jinja",
        {
            "can_be_asked": [each for each in instruments() if each.administrable],
            "cannot": [each for each in instruments() if not each.administrable],
            "never": never_embedded(),
            "languages": languages(),
            "easy": [each for each in instruments() if easy_read(each.id, each.version)],
        },
    )


@signed_in
def concepts(request: Request) -> HttpResponse:
    """What is asked about, by which instruments, and how long an answer spares the question."""
    asked: dict[str, list[tuple[Instrument, Item]]] = {}
    for instrument in instruments():
        for item in instrument.items:
            asked.setdefault(item.concept, []).append((instrument, item))
    shared = {concept: found for concept, found in sorted(asked.items()) if len(found) > 1}
    return render(
        request,
        "instrument_concepts.html.jinja",
        {"shared": shared, "concepts": len(asked), "questions": sum(map(len, asked.values()))},
    )


@signed_in
def instrument(request: Request, instrument_id: str) -> HttpResponse:
    """One instrument: for whom, who may ask it, how well it finds, and every word of it."""
    chosen = _or_404(instrument_id, request.GET.get("version"))
    versions = [each for each in instruments() if each.id == chosen.id]
    earlier = [each for each in versions if each.version != chosen.version]
    against = next((each for each in earlier if each.version == request.GET.get("against")), None)
    return render(
        request,
        "instrument.html.jinja",
        {
            "instrument": chosen,
            "detection": detection(chosen),
            "asked_when": asked_when,
            "versions": versions,
            "against": against,
            "differences": differences(against, chosen) if against else (),
            "easy": easy_read(chosen.id, chosen.version),
        },
    )


@signed_in
def trial(request: Request, instrument_id: str) -> HttpResponse:
    """A dry run: typed answers are scored and thrown away."""
    chosen = _or_404(instrument_id)
    questions = [Question(item, item.hint) for item in chosen.items]
    form = Questions(
        questions, request.POST if request.method == "POST" else None, initial={"form_key": uuid4()}
    )
    outcome: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            scored = score(chosen, form.given, context=Context())
        except WrongAnswers as wrong:
            form.add_error(None, " ".join(wrong.problems))
        else:
            outcome = {"scored": scored, "needs": suspected_needs(chosen, form.given)}
    return render(
        request, "instrument_trial.html.jinja", {"instrument": chosen, "form": form, **outcome}
    )


@signed_in
def paper(request: Request, instrument_id: str) -> HttpResponse:
    """The questions on paper, with nobody's name on it; only of what may be asked."""
    chosen = _or_404(instrument_id)
    if not chosen.administrable:
        raise Http404
    context = {"instrument": chosen, "asked_when": asked_when, "without": without_an_answer}
    return render(request, "instrument_paper.html.jinja", context)


def _or_404(instrument_id: str, version: str | None = None) -> Instrument:
    try:
        return find(instrument_id, version)
    except UnknownInstrument as unknown:
        raise Http404 from unknown


urlpatterns = [
    path("instruments", shelf, name="instruments"),
    path("instruments/concepts", concepts, name="instrument_concepts"),
    path("instruments/<slug:instrument_id>", instrument, name="instrument"),
    path("instruments/<slug:instrument_id>/paper", paper, name="instrument_paper"),
    path("instruments/<slug:instrument_id>/trial", trial, name="instrument_trial"),
]
