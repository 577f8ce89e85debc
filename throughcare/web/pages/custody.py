"""What custody records of somebody who is there: detention authorised, reviewed, leaving."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import (
    Act,
    Category,
    OrganisationKind,
    Refused,
    RelationshipKind,
    Sight,
)
from throughcare.access.tails import tail_of
from throughcare.care import actions as care
from throughcare.pathway import actions, queries
from throughcare.pathway.queries import Here
from throughcare.pathway.rules import OFFENCE_WORDS, Leaving, PlaceKind
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.gate import record_page
from throughcare.web.pages.clocks_shown import DETAINED_BEFORE, clock_explained
from throughcare.web.pages.custody_forms import LeavingForm, MomentForm, ReleaseForm
from throughcare.web.pages.record_frame import record_context
from throughcare.web.words import LONDON, london_date, plural

SAID = {
    "authorise": "Recorded that detention was authorised. Reviews run from then.",
    "review": "Recorded that the review was done. The next one runs from then.",
    "release": "The likely release is recorded.",
}


@record_page(Category.DETENTION, Act.WRITE)
def custody(request: Request, sight: Sight, step: str = "") -> HttpResponse:
    """What is recorded of the time in custody, with a short form for each thing that can happen."""
    here = _here(sight)
    forms = _forms(request, here, step)
    if step:
        form = forms.get(step)
        if form is None or request.method != "POST":
            return redirect("custody", person_id=sight.person_id)
        if _done(form, lambda: _act(request, here, step, form.cleaned_data["moment"])):
            messages.success(request, SAID[step])
            return redirect("custody", person_id=sight.person_id)
    context = {
        "here": here,
        "offence": OFFENCE_WORDS[here.offence_group],
        "clocks": [clock_explained(one.clock) for one in queries.clocks_of(sight)],
        "before": DETAINED_BEFORE if queries.came_back_on_bail(sight, here) else "",
        "forms": forms,
        "errors": [error for form in forms.values() for error in form.error_list()],
        "back": reverse("board", kwargs={"place_code": here.place_code}),
    }
    return render(
        request, "custody.html.jinja", record_context(request, sight, tab="custody") | context
    )


@record_page(Category.DETENTION, Act.WRITE)
def leaving(request: Request, sight: Sight) -> HttpResponse:
    """When and how somebody left, with what follows from it said beforehand."""
    here = _here(sight)
    form = LeavingForm(request.POST or None, at=request.at)
    if request.method == "POST" and _done(form, lambda: _leave(request, here, sight, form)):
        messages.success(request, "Recorded that they left.")
        return redirect("board", place_code=here.place_code)
    context = {
        "here": here,
        "form": form,
        "follows": _follows(request),
        "back": reverse("custody", kwargs={"person_id": sight.person_id}),
    }
    return render(
        request, "leaving.html.jinja", record_context(request, sight, tab="custody") | context
    )


def _here(sight: Sight) -> Here:
    """Where they are in custody; whoever is in no suite has no such page."""
    here = queries.current_episode(sight)
    if here is None or here.place_kind is not PlaceKind.CUSTODY_SUITE:
        raise Http404
    return here


def _forms(request: Request, here: Here, step: str) -> dict[str, PageForm]:
    """The forms that make sense now; the one that was sent holds what was typed."""
    wanted: dict[str, type[PageForm]] = {"release": ReleaseForm}
    if here.detention_authorised_at is None:
        wanted = {"authorise": MomentForm} | wanted
    else:
        wanted = {"review": MomentForm} | wanted
    forms: dict[str, PageForm] = {}
    for name, kind in wanted.items():
        sent = request.POST if name == step and request.method == "POST" else None
        if kind is MomentForm:
            forms[name] = MomentForm(sent, at=request.at, auto_id=f"{name}-%s")
        else:
            forms[name] = kind(sent, initial=_release(here), auto_id=f"{name}-%s")
    return forms


def _release(here: Here) -> dict[str, Any]:
    initial: dict[str, Any] = {"form_key": uuid4()}
    if here.likely_release_at:
        local = here.likely_release_at.astimezone(LONDON)
        initial |= {"release_on": local.date(), "release_at": local.time()}
    return initial


def _done(form: PageForm, act: Callable[[], None]) -> bool:
    """Act if the form is right; what the record refuses is said at the top of the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, reason)
        return False
    return True


def _act(request: Request, here: Here, step: str, moment: Any) -> None:
    given: dict[str, Any] = {"by": request.viewer, "at": request.at, "episode_id": here.episode_id}
    if step == "authorise":
        actions.authorise_detention(**given, authorised_at=moment)
    elif step == "review":
        actions.review(**given, reviewed_at=moment)
    else:
        actions.expect_release(**given, likely_release_at=moment)


def _leave(request: Request, here: Here, sight: Sight, form: PageForm) -> None:
    given: dict[str, Any] = {"by": request.viewer, "at": request.at, "episode_id": here.episode_id}
    # First what may become of the offer: afterwards custody knows nothing of the person any more.
    care.left(**given, person_id=sight.person_id)
    actions.leave(
        **given,
        left_at=form.cleaned_data["moment"],
        leaving=Leaving(form.cleaned_data["leaving"]),
    )
    care.follow_moves(by=request.viewer, at=request.at, people=[sight.person_id])


def _follows(request: Request) -> list[str]:
    """What will happen once somebody has left, in sentences."""
    on = london_date(request.at)
    police, liaison = (
        tail_of(RelationshipKind.PRESENT, kind, on=on)
        for kind in (OrganisationKind.POLICE, OrganisationKind.LIAISON_AND_DIVERSION)
    )
    return [
        "They come off the custody board at once.",
        f"Custody staff can open their record {_for(police)}. Summaries that were sent to custody "
        "can still be read.",
        f"Liaison and Diversion can open it {_for(liaison)}, and longer while it works with them.",
        "If nobody from Liaison and Diversion has seen them, they go on its list of people who "
        "left before they were seen.",
        "Open referrals stay on the worklists of those who made them and of those who received "
        "them.",
    ]


def _for(tail: timedelta) -> str:
    if not tail:
        return "no longer from then on"
    return f"for {plural(tail.days, 'more day')}" if tail.days else "for a few more hours"


urlpatterns = [
    path("record/<uuid:person_id>/custody", custody, name="custody"),
    path("record/<uuid:person_id>/custody/<slug:step>", custody, name="custody_step"),
    path("record/<uuid:person_id>/leaving", leaving, name="leaving"),
]
