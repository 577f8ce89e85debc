"""Risks and alerts: record one, look at it again, end it, and what the person says against."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Sight
from throughcare.care import actions, queries
from throughcare.care.queries import RiskNow
from throughcare.care.rules import LEVEL_WORDS, RISK_WORDS, is_due
from throughcare.pathway import queries as pathway
from throughcare.web import fields
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.record_frame import record_context
from throughcare.web.words import day

IN_WORDS = 300


class RiskForm(PageForm):
    """A risk, what to do about it, and when to look again."""

    kind = fields.Select(
        label="What is the risk?",
        missing="Select what the risk is",
        choices=[(kind.value, words) for kind, words in RISK_WORDS.items()],
    )
    level = fields.Radios(
        label="How likely and how bad?",
        missing="Select how likely and how bad, or that it is not assessed yet",
        choices=[(level.value, words) for level, words in LEVEL_WORDS.items()],
    )
    what_to_do = fields.TextArea(
        label="What does somebody who meets them do?",
        hint="No diagnosis and no detail: custody staff may read this",
        missing="Say what somebody who meets them does",
        max_length=IN_WORDS,
    )
    review_on = fields.DateParts(
        label="When does somebody look at it again?", what="day to look again"
    )
    note = fields.TextArea(
        label="On what does this rest?",
        hint="What was seen or said, by whom and when. The care team alone reads this",
        required=False,
        max_length=2000,
    )


class EndForm(PageForm):
    """Why is it a risk no longer?"""

    because = fields.TextArea(
        label="Why is it a risk no longer?",
        missing="Say why it is a risk no longer",
        max_length=IN_WORDS,
    )


class DisagreeForm(PageForm):
    """What does the person say against it?"""

    words = fields.TextArea(
        label="What do they say?",
        hint="In their words. It stays beside what is recorded and is never taken out",
        missing="Write what they say",
        max_length=2000,
    )


def risk_card(sight: Sight, risk: RiskNow, on: date) -> dict[str, Any]:
    """A risk as a card draws it."""
    overdue = ", which has come" if is_due(risk.review_on, on) else ""
    return {
        "title": RISK_WORDS[risk.kind],
        "status": risk.level.value.replace("-", "_"),
        "what_to_do": risk.what_to_do,
        "note": risk.note,
        "team": risk.team,
        "review": f"{day(risk.review_on)}{overdue}",
        "who": risk.who,
        "moment": risk.at,
        "disagreements": risk.disagreements,
        "href": reverse("risk", args=[sight.person_id, risk.risk_id])
        if sight.may(Category.NEED, Act.WRITE)
        else "",
    }


@record_page(Category.NEED, Act.WRITE)
def add_risk(request: Request, sight: Sight) -> HttpResponse:
    """Record a risk."""
    return _record(request, sight, "Record a risk", fresh())


@record_page(Category.NEED, Act.WRITE)
def risk(request: Request, sight: Sight, risk_id: UUID) -> HttpResponse:
    """Look at a risk again: what was recorded is the first answer."""
    found = _found(sight, risk_id)
    initial = {
        "kind": found.kind.value,
        "level": found.level.value,
        "what_to_do": found.what_to_do,
        "note": found.note,
    }
    more = {
        "risk": found,
        "said": found.disagreements,
        "end": reverse("end_risk", args=[sight.person_id, risk_id]),
        "disagree": reverse("disagree", args=[sight.person_id, "risk", risk_id]),
    }
    title = f"{RISK_WORDS[found.kind]}: look at it again"
    return _record(request, sight, title, fresh() | initial, more)


@record_page(Category.NEED, Act.WRITE)
def end_risk(request: Request, sight: Sight, risk_id: UUID) -> HttpResponse:
    """End a risk, with the reason."""
    found = _found(sight, risk_id)
    form = EndForm(sent(request), initial=fresh())
    return _form(
        request,
        sight,
        form,
        f"{RISK_WORDS[found.kind]} is a risk no longer",
        lambda: actions.end_risk(
            by=request.viewer, at=request.at, risk_id=risk_id, because=form.cleaned_data["because"]
        ),
        "It is kept as ended. An alert to custody stays until it is changed there.",
    )


@record_page(Category.NEED, Act.WRITE)
def disagree(request: Request, sight: Sight, about: str, item_id: UUID) -> HttpResponse:
    """Keep what the person says against a need or a risk, beside it."""
    if about not in ("need", "risk"):
        raise Http404
    found = queries.need(sight, item_id) if about == "need" else _found(sight, item_id)
    if found is None:
        raise Http404
    form = DisagreeForm(sent(request), initial=fresh())
    need_id, risk_id = (item_id, None) if about == "need" else (None, item_id)
    return _form(
        request,
        sight,
        form,
        "The person disagrees",
        lambda: actions.disagree(
            by=request.viewer,
            at=request.at,
            need_id=need_id,
            risk_id=risk_id,
            words=form.cleaned_data["words"],
        ),
        "Their words stand beside it from now on.",
    )


def _record(
    request: Request,
    sight: Sight,
    title: str,
    initial: dict[str, Any],
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    form = RiskForm(sent(request), initial=initial)
    here = pathway.current_episode(sight)
    return _form(
        request,
        sight,
        form,
        title,
        lambda: actions.record_risk(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            kind=form.cleaned_data["kind"],
            level=form.cleaned_data["level"],
            what_to_do=form.cleaned_data["what_to_do"],
            note=form.cleaned_data["note"] or "",
            review_on=form.cleaned_data["review_on"],
            episode_id=here.episode_id if here else None,
        ),
        "The risk is recorded, with the day to look at it again.",
        more,
    )


def _form(
    request: Request,
    sight: Sight,
    form: PageForm,
    title: str,
    act: Callable[[], object],
    words: str,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    if request.method == "POST" and done(form, act):
        messages.success(request, words)
        return redirect("needs", person_id=sight.person_id)
    context = {"form": form, "title": title, "back": reverse("needs", args=[sight.person_id])}
    return render(
        request,
        "risk_form.html.jinja",
        record_context(request, sight, tab="needs") | context | (more or {}),
    )


def _found(sight: Sight, risk_id: UUID) -> RiskNow:
    found = next((one for one in queries.risks(sight) if one.risk_id == risk_id), None)
    if found is None:
        raise Http404
    return found


BASE = "record/<uuid:person_id>/risks"
urlpatterns = [
    path(f"{BASE}/add", add_risk, name="add_risk"),
    path(f"{BASE}/<uuid:risk_id>", risk, name="risk"),
    path(f"{BASE}/<uuid:risk_id>/end", end_risk, name="end_risk"),
    path("record/<uuid:person_id>/disagree/<slug:about>/<uuid:item_id>", disagree, name="disagree"),
]
