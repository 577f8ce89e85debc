"""Before its end or after it: a screening is stopped, gone on with, or called an error."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Refused, Sight
from throughcare.care import queries as care_queries
from throughcare.screening import actions, queries
from throughcare.screening.rules import ResponseState, not_yours
from throughcare.web.door import Request
from throughcare.web.gate import record_page, showing
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.screening import sheet_or_404
from throughcare.web.pages.screening_forms import ErrorForm, StopForm
from throughcare.web.words import LONDON, when


@record_page(Category.SCREENING, Act.WRITE)
def stop(request: Request, sight: Sight, screening_id: UUID) -> HttpResponse:
    """Stop here, with a reason; everything answered so far is kept."""
    sheet = sheet_or_404(sight, screening_id)
    if sheet.asked.state is not ResponseState.IN_PROGRESS:
        return redirect("screenings", person_id=sight.person_id)
    today = request.at.astimezone(LONDON).date()
    form = StopForm(sent(request), initial=fresh() | {"on": today})

    def act() -> None:
        actions.stop(
            by=request.viewer,
            at=request.at,
            screening_id=screening_id,
            reason=form.cleaned_data["reason"],
            again_at=form.moment,
            note=form.cleaned_data["note"] or "",
        )

    if request.method == "POST" and done(form, act):
        later = f" Whoever goes on finds it on the worklist {when(form.moment, request.at)}."
        kept = "Stopped. Every answer given so far is kept."
        messages.success(request, kept + (later if form.moment else ""))
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
    if not queries.may_correct(request.viewer, sheet.asked):
        raise Refused(not_yours(sheet.asked.organisation))
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
    came_of_it = []
    if sight.may(Category.NEED):
        showing(request, (), Category.NEED)
        needs = care_queries.needs(sight)
        came_of_it = [need for need in needs if need.screening_id == screening_id and need.open]
    return _ask(
        request, sight, sheet, form, "screening_error.html.jinja", {"came_of_it": came_of_it}
    )


def _ask(
    request: Request,
    sight: Sight,
    sheet: queries.Sheet,
    form: Any,
    template: str,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    return render(
        request,
        template,
        {
            **record_context(request, sight, tab="screenings"),
            "form": form,
            "asked": sheet.asked,
            **(more or {}),
            "back": reverse("screenings", kwargs={"person_id": sight.person_id}),
        },
    )


_ONE = "record/<uuid:person_id>/screening/<uuid:screening_id>"
urlpatterns = [
    path(f"{_ONE}/stop", stop, name="screening_stop"),
    path(f"{_ONE}/resume", resume, name="screening_resume"),
    path(f"{_ONE}/error", error, name="screening_error"),
]
