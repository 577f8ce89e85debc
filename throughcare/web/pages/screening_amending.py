"""Amending a completed screening: which answer, what it should be, and why; the first one stays."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from throughcare.access.rules import Act, Category, ChangedMeanwhile, Refused, Sight
from throughcare.screening import actions, queries
from throughcare.screening.instrument import Item, Page
from throughcare.screening.rules import Context, may_amend, not_yours, shown
from throughcare.web.door import Request
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import fresh, sent
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.screening import sheet_or_404
from throughcare.web.pages.screening_questions import PREFIX, Question, Questions
from throughcare.web.pages.screening_shown import address, checked_rows

WHY = "Why are the answers amended?"
BECAUSE = "any reason"
"""Whether it may be amended at all is asked before there is a reason."""


@record_page(Category.SCREENING, Act.WRITE)
def amend(request: Request, sight: Sight, screening_id: UUID) -> HttpResponse:
    """Every answer of a completed screening, each with a way to amend it."""
    sheet, context = _amendable(sight, screening_id)
    pages: list[dict[str, Any]] = [
        {
            "title": each.title,
            "rows": checked_rows(sight, sheet, number, context, leads_to="screening_amend_page"),
        }
        for number, each in enumerate(sheet.asked.instrument.pages, 1)
    ]
    return _draw(request, sight, sheet, "screening_amend.html.jinja", {"pages": pages})


@record_page(Category.SCREENING, Act.WRITE)
def amend_page(request: Request, sight: Sight, screening_id: UUID, number: int) -> HttpResponse:
    """The answers of one page, to be put right with a reason; what that brings up is asked too."""
    sheet, context = _amendable(sight, screening_id)
    pages = sheet.asked.instrument.pages
    if not 1 <= number <= len(pages):
        raise Http404
    page = pages[number - 1]
    form = _form(sheet, context, page, sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.amend(
                by=request.viewer,
                at=request.at,
                screening_id=screening_id,
                given=form.given,
                reason=form.cleaned_data.get("reason") or "",
                seen=form.seen_numbers(),
            )
        except actions.StillOpen as still:
            form = _form(sheet, context, page, request.POST, also=still.items)
            for item in still.items:
                form.add_error(f"{PREFIX}{item.id}", f"With this answer, answer “{item.text}” too")
        except ChangedMeanwhile as changed:
            form.add_error(None, f"{changed.changed_by} amended this since. Open the page again")
        except Refused as refused:
            form.add_error("reason", " ".join(refused.reasons))
        else:
            messages.success(request, "Amended. The first answers and result are kept.")
            return redirect(address("screening_result", sight, screening_id))
    return _draw(
        request,
        sight,
        sheet,
        "screening_amend_page.html.jinja",
        {"form": form, "page": page},
    )


def _amendable(sight: Sight, screening_id: UUID) -> tuple[queries.Sheet, Context]:
    sheet = sheet_or_404(sight, screening_id)
    asked = sheet.asked
    if not queries.may_correct(sight.viewer, asked):
        raise Refused(not_yours(asked.organisation))
    decision = may_amend(asked.state, published=bool(asked.instrument.published), reason=BECAUSE)
    if not decision.allowed or asked.result is None:
        raise Refused(*decision.reasons)
    return sheet, Context(**asked.result.scored["about"])


def _form(
    sheet: queries.Sheet,
    context: Context,
    page: Page,
    data: Any,
    *,
    also: tuple[Item, ...] = (),
) -> Questions:
    """The questions of a page that fit the answers, with those that an amended one brought up."""
    instrument, answers = sheet.asked.instrument, sheet.answers(sheet.asked.started_at)
    fits = {item.id for item in shown(instrument, answers, context=context)}
    came = {name.removeprefix(PREFIX).removesuffix("-none") for name in data or ()}
    asked = {each for each in page.items if each in fits} | came | {item.id for item in also}
    questions = [
        Question(
            item,
            item.hint,
            answers.get(item.id),
            number=last.number if (last := sheet.latest(item.id)) else 0,
        )
        for item in instrument.items
        if item.id in asked
    ]
    form = Questions(questions, data, initial=fresh())
    form.ask_reason = True
    form.fields["reason"].label = WHY
    return form


def _draw(
    request: Request, sight: Sight, sheet: queries.Sheet, template: str, more: dict[str, Any]
) -> HttpResponse:
    return render(
        request,
        template,
        {
            **record_context(request, sight, tab="screenings"),
            "asked": sheet.asked,
            "back": address("screening_result", sight, sheet.asked.screening_id),
            **more,
        },
    )


_ONE = "record/<uuid:person_id>/screening/<uuid:screening_id>"
urlpatterns = [
    path(f"{_ONE}/amend", amend, name="screening_amend"),
    path(f"{_ONE}/amend/<int:number>", amend_page, name="screening_amend_page"),
]
