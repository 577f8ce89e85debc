"""Treatment requirements of the court: would one suit, was it made, and is it kept?"""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Sight
from throughcare.care import actions, queries
from throughcare.care.queries import RequirementNow
from throughcare.care.rules import (
    MET_WORDS,
    NEXT_OF_ORDER,
    ORDER_EVENT_WORDS,
    PROVIDER_WORDS,
    SUITS_WORDS,
    TO_ORDER_WORDS,
    Provider,
    court_requirements,
    requirement_of,
)
from throughcare.web.door import Request
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import fresh, sent
from throughcare.web.pages.record_form import record_form
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.requirement_forms import CONDITION, AssessForm, FollowForm
from throughcare.web.words import day, london_date

WRITES = record_page(Category.NEED, Act.WRITE)
COURT_DECIDES = "The court decides. This helps to tell it what is known, and what is not."


@record_page(Category.NEED)
def requirements(request: Request, sight: Sight) -> HttpResponse:
    """Every requirement with its reasons and what happened; then those that could be assessed."""
    found = queries.requirements_of(sight)
    may_write = sight.may(Category.NEED, Act.WRITE)
    taken = {one.kind.id for one in found if one.open}
    frame = record_context(request, sight, tab="needs")
    born_on = frame["identity"].born_on if frame["identity"] else None
    on = london_date(request.at)
    context = {
        "found": [_shown(request, sight, one, may_write=may_write) for one in found],
        "to_assess": [
            (reverse("assess_requirement", args=[sight.person_id, one.id]), one.name, one.order)
            for one in court_requirements()
            if one.id not in taken and one.fits(born_on, on) is not False
        ]
        if may_write
        else [],
        "court_decides": COURT_DECIDES,
    }
    return render(request, "requirements.html.jinja", frame | context)


@WRITES
def assess_requirement(request: Request, sight: Sight, kind: str) -> HttpResponse:
    """Answer the conditions of a requirement; what was answered before stands as first answer."""
    of = requirement_of(kind)
    if of is None:
        raise Http404
    now = next(
        (one for one in queries.requirements_of(sight) if one.open and one.kind.id == kind), None
    )
    initial: dict[str, Any] = {"version": now.version if now else 0}
    if now is not None:
        initial |= {CONDITION + name: met.value for name, met in now.answers.items()}
        initial |= {
            "consent": now.consent.value,
            "consent_words": now.consent_words,
            "provider": now.provider.value,
            "provider_name": now.provider_name,
        }
    form = AssessForm(sent(request), kind=of, initial=fresh() | initial)
    return record_form(
        request, sight, form, of.name,
        lambda: actions.assess_requirement(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            kind=kind,
            assessed=form.assessed(),
            version=form.cleaned_data["version"],
        ),
        "The assessment is kept.",
        tab="needs",
        back=reverse("requirements", args=[sight.person_id]),
        lead=COURT_DECIDES,
    )  # fmt: skip


@WRITES
def follow_requirement(request: Request, sight: Sight, requirement_id: UUID) -> HttpResponse:
    """Say what happened to a requirement since."""
    now = next(
        (
            one
            for one in queries.requirements_of(sight)
            if one.open and one.requirement_id == requirement_id
        ),
        None,
    )
    if now is None:
        raise Http404
    first = {"version": now.version, "on": london_date(request.at)}
    form = FollowForm(sent(request), state=now.state, initial=fresh() | first)

    def act() -> None:
        said = form.cleaned_data
        actions.follow_requirement(
            by=request.viewer,
            at=request.at,
            requirement_id=requirement_id,
            version=said["version"],
            event=said["event"],
            on=said["on"],
            note=said["note"] or "",
            next_on=said["next_on"],
        )

    return record_form(
        request, sight, form, f"{now.kind.name}: what happened", act, "Recorded.",
        tab="needs", back=reverse("requirements", args=[sight.person_id]),
    )  # fmt: skip


def _shown(
    request: Request, sight: Sight, one: RequirementNow, *, may_write: bool
) -> dict[str, Any]:
    late = one.next_on is not None and one.next_on < london_date(request.at)
    by = "overdue since" if late else "by"
    given = sight.person_id
    provider = PROVIDER_WORDS[one.provider]
    if one.provider is Provider.AGREED:
        provider = f"{provider}: {one.provider_name}"
    return {
        "name": one.kind.name,
        "order": one.kind.order,
        "status": one.state.value.replace("-", "_"),
        "suits": SUITS_WORDS[one.suitability.suits],
        "reasons": one.suitability.reasons,
        "conditions": [(each.asks, MET_WORDS[one.answers[each.id]]) for each in one.kind.criteria],
        "consent": TO_ORDER_WORDS[one.consent],
        "consent_words": one.consent_words,
        "provider": provider,
        "team": one.team,
        "next": f"{NEXT_OF_ORDER[one.state]}, {by} {day(one.next_on)}" if one.open else "",
        "court_reviews": one.kind.court_reviews,
        "source": f"{one.kind.source} ({one.kind.status.value})",
        "note": one.kind.note,
        "events": [
            {
                "title": ORDER_EVENT_WORDS[each.kind],
                "detail": f"On {day(each.on)}. {each.note}".strip(),
                "moment": each.at,
                "who": each.who,
            }
            for each in one.events
        ],
        "assess": reverse("assess_requirement", args=[given, one.kind.id])
        if may_write and one.open and one.state.value in ("assessing", "proposed")
        else "",
        "follow": reverse("follow_requirement", args=[given, one.requirement_id])
        if may_write and one.open
        else "",
    }


BASE = "record/<uuid:person_id>/requirements"
urlpatterns = [
    path(BASE, requirements, name="requirements"),
    path(f"{BASE}/assess/<slug:kind>", assess_requirement, name="assess_requirement"),
    path(f"{BASE}/<uuid:requirement_id>", follow_requirement, name="follow_requirement"),
]
