"""The result: what it means, what to do, and which needs and strengths somebody accepts."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from throughcare.access.rules import Act, Category, Sight
from throughcare.screening import queries
from throughcare.screening.instrument import detection
from throughcare.screening.rules import (
    ResponseState,
    in_words,
    is_answered,
    may_amend,
    not_yours,
    raised,
    unclear,
)
from throughcare.web.door import Request
from throughcare.web.gate import record_page, showing
from throughcare.web.pages.clocks_shown import clock_shown
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.score_chart import ScoreChart, score_chart
from throughcare.web.pages.screening import sheet_or_404
from throughcare.web.pages.screening_shown import heard_by
from throughcare.web.pages.screening_take_up import TakeUpForm, pointed_to, take_up


@record_page(Category.SCREENING)
def result(request: Request, sight: Sight, screening_id: UUID) -> HttpResponse:
    """What came of a screening, completed or stopped, and what to take up from it."""
    sheet = sheet_or_404(sight, screening_id)
    asked = sheet.asked
    in_error = asked.state is ResponseState.ENTERED_IN_ERROR
    may_act = sight.may(Category.SCREENING, Act.WRITE) and not in_error
    if may_act and (asked.state is ResponseState.IN_PROGRESS or sheet.unread()):
        step = "screening_urgent" if sheet.unread() else "screening_go"
        return redirect(step, person_id=sight.person_id, screening_id=screening_id)
    may_correct = may_act and queries.may_correct(request.viewer, asked)
    answers = sheet.answers(request.at)
    form = None
    recorded: list[str] = []
    flags = raised(asked.instrument, answers)
    if sight.may(Category.NEED, Act.WRITE) and not in_error:
        pointed = pointed_to(sight, sheet, flags)
        recorded = pointed.on_record
        showing(request, (), Category.NEED)
        form = TakeUpForm(pointed, request.POST or None, initial={"form_key": uuid4()})
        if request.method == "POST" and form.is_valid():
            messages.success(request, take_up(sight, asked, form))
            return redirect(request.path)
    scoring = asked.instrument.scoring
    return render(
        request,
        "screening_result.html.jinja",
        {
            **record_context(request, sight, tab="screenings"),
            "asked": asked,
            "result": asked.result,
            "scoring": scoring,
            "detection": detection(asked.instrument),
            "band": scoring.band(asked.result.score)
            if scoring and asked.result and asked.result.score is not None
            else None,
            "chart": _chart(sight, asked),
            "flags": sheet.flags(),
            "read": sheet.read,
            "banners": [
                (item.text, item.custody_banner)
                for item in asked.instrument.items
                if item.custody_banner and asked.place_name and is_answered(answers.get(item.id))
            ],
            "unclear": [
                (item.text, in_words(item, answers[item.id]))
                for item in unclear(asked.instrument, answers)
            ],
            "recorded": recorded,
            "form": form,
            "may_act": may_act,
            "may_amend": may_correct and _may_amend(asked),
            "may_correct": may_correct,
            "not_yours": "" if may_correct or not may_act else not_yours(asked.organisation),
            "heard_by": heard_by(sheet),
            "urgent": [
                {"each": each, "clock": clock_shown(each.clock)}
                for each in queries.urgent(sight, screening_id=screening_id)
            ],
            "earlier": sheet.earlier,
            "changed": _changed(sheet),
            "error_because": sheet.error_because if in_error else "",
        },
    )


def _may_amend(asked: queries.Asked) -> bool:
    published = bool(asked.instrument.published)
    return may_amend(asked.state, published=published, reason="asked for later").allowed


def _changed(sheet: queries.Sheet) -> list[dict[str, Any]]:
    """Every question that was answered more than once, with all its answers, first to last."""
    return [
        {
            "question": item.text,
            "answers": [
                {
                    "words": in_words(item, said.value),
                    "by": said.by,
                    "at": said.entered_at or said.at,
                    "because": said.because,
                }
                for said in given
            ],
        }
        for item in sheet.asked.instrument.items
        if len(given := sheet.said.get(item.id, ())) > 1
    ]


def _chart(sight: Sight, asked: queries.Asked) -> ScoreChart | None:
    """The scores with the same instrument up to this one."""
    scoring, ended = asked.instrument.scoring, asked.ended_at
    if scoring is None or ended is None or asked.state is not ResponseState.COMPLETED:
        return None
    same = [
        each
        for each in queries.results(sight)
        if each.instrument.id == asked.instrument.id and each.ended_at and each.ended_at <= ended
    ]
    return score_chart(scoring, same)


urlpatterns = [
    path(
        "record/<uuid:person_id>/screening/<uuid:screening_id>/result",
        result,
        name="screening_result",
    ),
]
