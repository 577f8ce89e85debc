"""What waits around a screening: somebody to be asked later, and an urgent answer to act on."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Sight
from throughcare.screening import actions, queries
from throughcare.web.door import Request
from throughcare.web.gate import record_page
from throughcare.web.pages.clocks_shown import clock_shown
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.screening_forms import DoneForm, NotNowForm
from throughcare.web.pages.screening_offers import newest
from throughcare.web.words import LONDON, when


@record_page(Category.SCREENING, Act.WRITE)
def not_now(request: Request, sight: Sight, instrument: str) -> HttpResponse:
    """They said no or cannot be asked now: why, and when somebody tries again."""
    chosen = next((each for each in newest() if each.id == instrument), None)
    if chosen is None:
        raise Http404
    here = request.at.astimezone(LONDON)
    form = NotNowForm(sent(request), initial=fresh() | {"on": here.date()})

    def leave() -> None:
        actions.leave_unasked(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            instrument=chosen.id,
            why=form.cleaned_data["why"],
            note=form.cleaned_data["note"] or "",
            again_at=form.moment,
        )

    if done(form, leave):
        again = f" Try again {when(form.moment, request.at)}." if form.moment else ""
        messages.success(request, f"Kept that they were not asked. Nothing is known.{again}")
        return redirect("screenings", person_id=sight.person_id)
    return render(
        request,
        "screening_not_now.html.jinja",
        {
            **record_context(request, sight, tab="screenings"),
            "form": form,
            "instrument": chosen,
            "back": reverse("screenings", kwargs={"person_id": sight.person_id}),
        },
    )


@record_page(Category.SCREENING, Act.WRITE)
def say_done(request: Request, sight: Sight, clock_id: UUID) -> HttpResponse:
    """What was done about an urgent answer; that stops its clock."""
    found = next((each for each in queries.urgent(sight) if each.clock_id == clock_id), None)
    if found is None:
        raise Http404
    back = reverse("screenings", kwargs={"person_id": sight.person_id})
    if found.done:
        return redirect(back)
    form = DoneForm(sent(request), initial=fresh())

    def say() -> None:
        actions.say_done(
            by=request.viewer,
            at=request.at,
            clock_id=clock_id,
            done=form.cleaned_data["done"],
            note=form.cleaned_data["note"] or "",
        )

    if done(form, say):
        messages.success(request, f"{found.matter}: what was done is on record.")
        return redirect(back)
    return render(
        request,
        "screening_done.html.jinja",
        {
            **record_context(request, sight, tab="screenings"),
            "form": form,
            "found": found,
            "clock": clock_shown(found.clock),
            "limit": found.clock.limit,
            "back": back,
        },
    )


urlpatterns = [
    path(
        "record/<uuid:person_id>/screening/not-now/<slug:instrument>",
        not_now,
        name="screening_not_now",
    ),
    path(
        "record/<uuid:person_id>/screening/urgent/<uuid:clock_id>",
        say_done,
        name="screening_done",
    ),
]
