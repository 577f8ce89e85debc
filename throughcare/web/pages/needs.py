"""Needs and plan: what was found, how sure we are, who is responsible, and what helps."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, ChangedMeanwhile, Sight
from throughcare.care import actions, queries
from throughcare.care.queries import NeedNow
from throughcare.care.rules import (
    NEED_SOURCE_WORDS,
    NEED_STATUS_WORDS,
    SEVERITY_WORDS,
    URGENCY_WORDS,
    NeedSource,
    NeedStatus,
    Severity,
    Urgency,
    together,
)
from throughcare.pathway import queries as pathway
from throughcare.people.rules import age_on
from throughcare.web.door import Request
from throughcare.web.gate import record_page, showing
from throughcare.web.pages.care_forms import KNOWN_BEFORE, ChangeNeedForm, NeedForm, StrengthForm
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.offers import shown_offer
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.risks import risk_card
from throughcare.web.words import day, london_date

YOUNG = 19
KNOWN_WORDS = {
    True: "Known to services before.",
    False: "Not known to services before.",
    None: "Not known whether services knew of it before.",
}


@record_page(Category.NEED)
def needs(request: Request, sight: Sight) -> HttpResponse:
    """Every need, open ones first, and what helps the person."""
    rows = queries.needs(sight)
    frame = record_context(request, sight, tab="needs")
    context = {
        "young": _is_young(frame, london_date(request.at)),
        "open": [_card(sight, row) for row in rows if row.open],
        "kept": [_card(sight, row) for row in rows if row.kept],
        "closed": [_card(sight, row) for row in rows if not row.open and not row.kept],
        "together": together(row.type for row in rows if row.open or row.kept),
        "risks": [risk_card(sight, row, london_date(request.at)) for row in queries.risks(sight)],
        "strengths": queries.strengths(sight),
        "offers": [shown_offer(one, sight) for one in queries.offers(sight)],
        "may_write": sight.may(Category.NEED, Act.WRITE),
    }
    return render(request, "needs.html.jinja", frame | context)


@record_page(Category.NEED, Act.WRITE)
def add_need(request: Request, sight: Sight) -> HttpResponse:
    """Record a need by hand."""
    form = NeedForm(sent(request), initial=fresh())
    here = pathway.current_episode(sight)

    def act() -> None:
        answers = form.cleaned_data
        actions.record_need(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            need=answers["need"],
            status=answers["status"],
            known_before=KNOWN_BEFORE[answers["known_before"]],
            note=answers["note"] or "",
            severity=answers["severity"] or Severity.NOT_KNOWN,
            urgency=answers["urgency"] or Urgency.NOT_KNOWN,
            source=answers["source"] or NeedSource.PROFESSIONAL,
            reason=answers["reason"] or "",
            review_on=answers["review_on"],
            episode_id=here.episode_id if here else None,
        )

    if request.method == "POST" and done(form, act):
        messages.success(request, "The need is recorded, and your team is responsible for it.")
        return redirect("needs", person_id=sight.person_id)
    return _form_page(request, sight, form, "Record a need", "Record this need")


@record_page(Category.NEED, Act.WRITE)
def add_strength(request: Request, sight: Sight) -> HttpResponse:
    """Record what helps the person."""
    form = StrengthForm(sent(request), initial=fresh())
    if request.method == "POST" and done(
        form,
        lambda: actions.note_strength(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            kind=form.cleaned_data["kind"],
            note=form.cleaned_data["note"] or "",
        ),
    ):
        messages.success(request, "Recorded what helps.")
        return redirect("needs", person_id=sight.person_id)
    return _form_page(request, sight, form, "Record what helps", "Save")


@record_page(Category.NEED, Act.WRITE)
def change_need(request: Request, sight: Sight, need_id: UUID) -> HttpResponse:
    """Change how sure we are or who is responsible; what happened before stands below."""
    need = queries.need(sight, need_id)
    if need is None:
        raise Http404
    form = _change_form(sent(request), need)
    context: dict[str, Any] = {}

    def act() -> None:
        answers = form.cleaned_data
        actions.change_need(
            by=request.viewer,
            at=request.at,
            need_id=need_id,
            version=answers["version"],
            status=answers["status"],
            reason=answers["reason"],
            severity=answers["severity"],
            urgency=answers["urgency"],
            review_on=answers["review_on"],
        )

    try:
        if request.method == "POST" and done(form, act):
            messages.success(request, "The change is saved.")
            return redirect("needs", person_id=sight.person_id)
    except ChangedMeanwhile as changed:
        context = _both(changed, form.cleaned_data, need.team)
        again = request.POST.copy()
        again["version"] = str(need.version)
        form = _change_form(again, need)
    return render(
        request,
        "need.html.jinja",
        record_context(request, sight, tab="needs")
        | {"need": need, "title": need.type.label, "form": form, "known": KNOWN_WORDS}
        | {"weight": weight(need), "may_hand_over": need.open}
        | {"history": _history(need), "back": reverse("needs", args=[sight.person_id])}
        | context,
    )


def _change_form(data: Any, need: NeedNow) -> ChangeNeedForm:
    initial: dict[str, Any] = {"version": need.version, "status": need.status.value}
    initial |= {
        "severity": need.severity.value,
        "urgency": need.urgency.value,
        "review_on": need.review_on,
    }
    return ChangeNeedForm(data, initial=fresh() | initial)


def _both(changed: ChangedMeanwhile, answers: dict[str, Any], team: str) -> Any:
    now = changed.current
    rows = [
        ("How sure we are", now["status"], NEED_STATUS_WORDS[NeedStatus(answers["status"])]),
        ("Responsible", now["responsible_team"], team),
        ("Why", now["reason"], answers["reason"]),
    ]
    return {
        "versions": [{"label": label, "theirs": a, "yours": b} for label, a, b in rows],
        "changed_by": changed.changed_by,
        "changed_at": changed.changed_at,
    }


def _form_page(request: Request, sight: Sight, form: Any, title: str, submit: str) -> HttpResponse:
    showing(request, (), Category.NEED)
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "back": reverse("needs", args=[sight.person_id]),
    }
    return render(
        request, "need_form.html.jinja", record_context(request, sight, tab="needs") | context
    )


def _is_young(frame: dict[str, Any], on: date) -> bool:
    """Whether they are under 19, or nobody knows: what was begun at 17 is read a little longer."""
    identity = frame["identity"]
    born_on: date | None = identity.born_on if identity else None
    return born_on is None or age_on(born_on, on) < YOUNG


def _card(sight: Sight, need: NeedNow) -> dict[str, Any]:
    last = need.changes[0] if need.changes else None
    changed = len(need.changes) > 1
    return {
        "title": need.type.label,
        "status": need.status.value.replace("-", "_"),
        "detail": f"{_ended(need.note)} {KNOWN_WORDS[need.known_before]}".strip(),
        "responsible": need.team if need.open or need.kept else "Nobody: it is not open",
        "next_step": _next_step(need),
        "weight": weight(need),
        "disagreements": need.disagreements,
        "verb": NEED_STATUS_WORDS[need.status] if changed else "Recorded",
        "who": last.who if last else need.found_by,
        "moment": last.at if last else need.found_at,
        "where": last.reason if last and last.reason else "",
        "href": reverse("need", args=[sight.person_id, need.need_id])
        if sight.may(Category.NEED, Act.WRITE)
        else "",
    }


def weight(need: NeedNow) -> str:
    """How much the need weighs, how soon somebody must act, and who says so; in words."""
    said = (
        need.severity is not Severity.NOT_KNOWN and SEVERITY_WORDS[need.severity],
        need.urgency is not Urgency.NOT_KNOWN and f"act: {URGENCY_WORDS[need.urgency].lower()}",
        need.source is not NeedSource.NOT_RECORDED
        and f"said by: {NEED_SOURCE_WORDS[need.source].lower()}",
    )
    words = "; ".join(each for each in said if each)
    return words[:1].upper() + words[1:]


def _next_step(need: NeedNow) -> str | None:
    if need.kept:
        return f"Look at it again on {day(need.review_on)}"
    return "Referred, see Referrals" if need.referred else None


def _history(need: NeedNow) -> Iterable[dict[str, Any]]:
    return [
        {
            "title": NEED_STATUS_WORDS[change.status],
            "detail": f"{_ended(change.reason)} Responsible: {change.team}.".strip(),
            "moment": change.at,
            "who": change.who,
        }
        for change in need.changes
    ]


def _ended(words: str) -> str:
    """Words that somebody typed, as a sentence with an end."""
    return words if not words or words.rstrip().endswith((".", "!", "?")) else f"{words}."


urlpatterns = [
    path("record/<uuid:person_id>/needs", needs, name="needs"),
    path("record/<uuid:person_id>/needs/add", add_need, name="add_need"),
    path("record/<uuid:person_id>/needs/what-helps", add_strength, name="add_strength"),
    path("record/<uuid:person_id>/needs/<uuid:need_id>", change_need, name="need"),
]
