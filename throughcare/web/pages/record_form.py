"""A form about one person, under a tab of their record: drawn, checked, acted on, led on from."""

from collections.abc import Callable
from datetime import date, datetime, time

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from throughcare.access.rules import ChangedMeanwhile, Sight
from throughcare.web.dates import NotRead, moment_in_london
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.pages.doing import done
from throughcare.web.pages.record_frame import record_context


def record_form(
    request: Request,
    sight: Sight,
    form: PageForm,
    title: str,
    act: Callable[[], object],
    words: str,
    *,
    tab: str,
    back: str,
    lead: str = "",
) -> HttpResponse:
    """Show the form; once its answers are right, act, say so in `words`, and go `back`.

    Where somebody else changed what is being changed, the form says who and what stands now.
    """
    if request.method == "POST":
        try:
            if done(form, act):
                messages.success(request, words)
                return redirect(back)
        except ChangedMeanwhile as changed:
            now = next(iter(changed.current.values()), "")
            form.add_error(
                None,
                f"{changed.changed_by} changed this while you were writing: {now}."
                " Nothing of yours is saved. Go back and look at it again.",
            )
    context = {"form": form, "title": title, "back": back, "lead": lead}
    return render(
        request, "risk_form.html.jinja", record_context(request, sight, tab=tab) | context
    )


def moment_of(form: PageForm, day: str, clock: str) -> datetime | None:
    """The moment that two fields of a form say together; what is wrong is said at the time."""
    on: date | None = form.cleaned_data.get(day)
    at: time | None = form.cleaned_data.get(clock)
    if on is None or {day, clock} & set(form.errors):
        return None
    try:
        return moment_in_london(on, at or time(0))
    except NotRead as problem:
        form.add_error(clock, problem.message)
        return None
