"""Offering the service to somebody in custody: what to say, what they answered, seen or not."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Sight
from throughcare.care import actions, queries
from throughcare.care.queries import LiaisonNow
from throughcare.care.rules import (
    ALERT_WORDS,
    LIAISON_EVENT_WORDS,
    STILL_TO_SEE,
    LiaisonEventKind,
    LiaisonStatus,
    liaison_reason,
)
from throughcare.pathway import queries as pathway
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.gate import record_page, showing
from throughcare.web.pages.care_forms import CloseLiaisonForm, OfferForm
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.record_frame import record_context

TO_SAY = (
    "“I work for the NHS. I am not the police.”",
    "“We see people who come here, to find out whether anything would help: with health, with "
    "drink or drugs, with somewhere to live.”",
    "“You choose. You can say no, and you can change your mind. It makes no difference to how "
    "the police or the court treat you.”",
    "“I write down what you tell me. I ask you before I share it.”",
    "“If you or somebody else is in danger, I have to tell the people who can keep you safe, "
    "even if you say no. I would tell you first if I can.”",
)
SAID = {
    LiaisonEventKind.OFFERED_ACCEPTED.value: "They accepted. They are waiting to be seen.",
    LiaisonEventKind.OFFERED_DECLINED.value: "They declined. They can change their mind.",
    LiaisonEventKind.OFFERED_DEFERRED.value: "Ask them again later. They are waiting.",
    LiaisonEventKind.UNABLE_TO_DECIDE.value: "Ask them again when they can decide.",
}
STEPS = {
    "begin": (actions.begin, "Your colleagues see that you are with them now."),
    "seen": (actions.see, "Recorded that they were seen."),
}


@record_page(Category.ENGAGEMENT, Act.WRITE)
def offering(request: Request, sight: Sight, episode_id: UUID) -> HttpResponse:
    """What to say, what was said before, and what they answer now."""
    given = _given(request, sight, episode_id)
    form = OfferForm(sent(request), initial=fresh())

    def act() -> None:
        answers = form.cleaned_data
        actions.offer(**given, response=answers["response"], reason=answers["reason"] or "")

    if request.method == "POST" and done(form, act):
        messages.success(request, SAID[form.cleaned_data["response"]])
        return redirect("offering", person_id=sight.person_id, episode_id=episode_id)
    return _page(request, sight, episode_id, form)


@record_page(Category.ENGAGEMENT, Act.WRITE)
def offering_step(request: Request, sight: Sight, episode_id: UUID, step: str) -> HttpResponse:
    """Going in now, or seen: one press of a button."""
    if step not in STEPS or request.method != "POST":
        return redirect("offering", person_id=sight.person_id, episode_id=episode_id)
    act, words = STEPS[step]
    act(**_given(request, sight, episode_id))
    messages.success(request, words)
    return redirect("offering", person_id=sight.person_id, episode_id=episode_id)


@record_page(Category.ENGAGEMENT, Act.WRITE)
def finish(request: Request, sight: Sight, episode_id: UUID) -> HttpResponse:
    """Nothing more to do: what happens then, and why."""
    given = _given(request, sight, episode_id)
    form = CloseLiaisonForm(sent(request), initial=fresh())
    if request.method == "POST" and done(
        form, lambda: actions.close(**given, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, "Recorded that there is nothing more to do.")
        return redirect("worklist")
    context = {
        "form": form,
        "back": reverse("offering", args=[sight.person_id, episode_id]),
    }
    return render(
        request, "finish.html.jinja", record_context(request, sight, tab="offering") | context
    )


def _page(request: Request, sight: Sight, episode_id: UUID, form: PageForm) -> HttpResponse:
    showing(request, (), Category.ENGAGEMENT)
    own = next(
        (
            one
            for one in queries.liaisons(sight)
            if one.episode_id == episode_id
            and one.organisation_id == request.viewer.organisation_id
        ),
        None,
    )
    here = pathway.current_episode(sight)
    status = own.status if own else LiaisonStatus.NOT_OFFERED
    context = {
        "form": form,
        "seen_button": PageForm(initial=fresh()),
        "begin_button": PageForm(initial=fresh()),
        "say": TO_SAY,
        "status": status.value.replace("-", "_"),
        "to_see": status in (*STILL_TO_SEE, LiaisonStatus.DECLINED, LiaisonStatus.LEFT_UNSEEN),
        "in_custody": here is not None and here.episode_id == episode_id,
        "alerted_for": [ALERT_WORDS[reason] for reason in own.alerted_for] if own else [],
        "events": _events(own) if own else [],
        "may_finish": own is not None and not own.closed,
        "episode_id": episode_id,
    }
    return render(
        request, "offering.html.jinja", record_context(request, sight, tab="offering") | context
    )


def _events(own: LiaisonNow) -> list[dict[str, object]]:
    return [
        {
            "title": LIAISON_EVENT_WORDS[event.kind],
            "moment": event.at,
            "who": event.who,
            "detail": f"{reason}." if reason else "",
        }
        for event in reversed(own.events)
        for reason in (liaison_reason(event.kind, event.reason),)
    ]


def _given(request: Request, sight: Sight, episode_id: UUID) -> dict[str, Any]:
    if episode_id not in {one.episode_id for one in pathway.episodes(sight)}:
        raise Http404
    return {
        "by": request.viewer,
        "at": request.at,
        "person_id": sight.person_id,
        "episode_id": episode_id,
    }


BASE = "record/<uuid:person_id>/offering/<uuid:episode_id>"
urlpatterns = [
    path(BASE, offering, name="offering"),
    path(f"{BASE}/nothing-more", finish, name="finish"),
    path(f"{BASE}/<slug:step>", offering_step, name="offering_step"),
]
