"""Health in custody: what is due of one person, how every programme stands, and what was done."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Sight
from throughcare.care import actions, queries
from throughcare.care.queries import HealthNow, StepHeld
from throughcare.care.rules import (
    GROUP_WORDS,
    STEP_ANSWER_WORDS,
    STILL_DUE,
    TOLD_WORDS,
    Applies,
    Opening,
    Programme,
    ProgrammeStanding,
    StepStanding,
    StepState,
    health_programmes,
)
from throughcare.web.door import Request
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import fresh, sent
from throughcare.web.pages.health_forms import StepAnswerForm, TakeBackForm
from throughcare.web.pages.record_form import record_form
from throughcare.web.pages.record_frame import record_context
from throughcare.web.words import LONDON, exact, london_date

WRITES = record_page(Category.HEALTH, Act.WRITE)
KEPT_ELSEWHERE = {
    "first-health-screen-done": ("happened_kind", {"kind": "first-health-screen-done"}),
    "second-health-screen-done": ("happened_kind", {"kind": "second-health-screen-done"}),
    "medicines-reconciled": ("check_medicines", {}),
}
"""Steps that another page records, by the name of their event."""


@record_page(Category.HEALTH)
def health(request: Request, sight: Sight) -> HttpResponse:
    """What is due first, then every programme by group, and what is not for them and why."""
    now = queries.health(sight)
    may_write = sight.may(Category.HEALTH, Act.WRITE)
    begun = [one for one in now.standings if one.opened_at is not None]
    context = {
        "held_somewhere": now.facts is not None,
        "due": _due(request, sight, begun, may_write=may_write),
        "groups": [
            {"title": words, "programmes": found}
            for group, words in GROUP_WORDS.items()
            if (
                found := [
                    _programme(request, sight, now, one, may_write=may_write)
                    for one in begun
                    if one.programme.group is group
                ]
            )
        ],
        "to_begin": [
            {
                "title": words,
                "rows": [
                    (_record(sight, one.programme, one.programme.steps[0].id), one.programme.name)
                    for one in now.standings
                    if one.programme.group is group
                    and one.opened_at is None
                    and one.applies is not Applies.NO
                    and one.programme.opens is Opening.SOMEBODY
                ],
            }
            for group, words in GROUP_WORDS.items()
        ]
        if may_write
        else [],
        "unclear": [
            (one.programme.name, one.why_not)
            for one in now.standings
            if one.opened_at is None and one.applies is Applies.NOT_KNOWN
        ],
    }
    return render(
        request, "health.html.jinja", record_context(request, sight, tab="health") | context
    )


@record_page(Category.HEALTH)
def health_programme(request: Request, sight: Sight, programme: str) -> HttpResponse:
    """One programme: who says so, how each step stands, and every answer with its result."""
    of = health_programmes().one(programme)
    if of is None:
        raise Http404
    now = queries.health(sight)
    may_write = sight.may(Category.HEALTH, Act.WRITE)
    stands = now.of(programme)
    assert stands is not None
    context = {
        "programme": of,
        "one": _programme(request, sight, now, stands, may_write=may_write),
        "why_not": stands.why_not,
        "begin": _record(sight, of, of.steps[0].id)
        if may_write and stands.opened_at is None and stands.applies is not Applies.NO
        else "",
        "held": [
            _answer(sight, of, one, may_write=may_write)
            for one in now.held
            if one.row.programme == programme
        ],
    }
    return render(
        request,
        "health_programme.html.jinja",
        record_context(request, sight, tab="health") | context,
    )


@WRITES
def answer_step(request: Request, sight: Sight, programme: str, step: str) -> HttpResponse:
    """Record what became of one step."""
    of = health_programmes().one(programme)
    one = of.step(step) if of else None
    if of is None or one is None:
        raise Http404
    if one.event:
        return redirect(_record(sight, of, step))
    local = request.at.astimezone(LONDON)
    moment = {"on": london_date(request.at), "time": local.time().replace(second=0, microsecond=0)}
    form = StepAnswerForm(sent(request), step=one, initial=fresh() | moment)

    def act() -> None:
        said = form.cleaned_data
        actions.answer_step(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            programme=programme,
            step=step,
            answer=said["answer"],
            happened_at=said["moment"],
            result=said.get("result") or "",
            again_on=said["again_on"],
            told_by=said["told_by"] or "",
            note=said["note"] or "",
        )

    return record_form(
        request, sight, form, f"{of.name}: {one.name}", act, f"Recorded: {one.name}.",
        tab="health", back=reverse("health", args=[sight.person_id]),
    )  # fmt: skip


@WRITES
def take_back_step(request: Request, sight: Sight, step_id: UUID) -> HttpResponse:
    """Take back an answer that was wrong."""
    held = next((one for one in queries.health(sight).held if one.step_id == step_id), None)
    if held is None or held.wrong_because:
        raise Http404
    form = TakeBackForm(sent(request), initial=fresh())
    of = health_programmes().one(held.row.programme)
    return record_form(
        request, sight, form, f"This was wrong: {of.name if of else held.row.programme}",
        lambda: actions.take_back_step(
            by=request.viewer,
            at=request.at,
            step_id=step_id,
            because=form.cleaned_data["because"],
        ),
        "It counts no longer.",
        tab="health",
        back=reverse("health_programme", args=[sight.person_id, held.row.programme]),
    )  # fmt: skip


def _due(
    request: Request, sight: Sight, begun: list[ProgrammeStanding], *, may_write: bool
) -> list[dict[str, Any]]:
    found = [
        (one.programme, step) for one in begun for step in one.steps if step.state in STILL_DUE
    ]
    found.sort(key=lambda pair: (pair[1].due_at is None, pair[1].due_at or request.at))
    return [
        {
            "programme": programme.name,
            "step": step.step.name,
            "late": step.state is StepState.OVERDUE,
            "due": exact(step.due_at, request.at) if step.due_at else "",
            "before": _last(request, step),
            "href": _record(sight, programme, step.step.id) if may_write else "",
        }
        for programme, step in found
    ]  # fmt: skip


def _programme(
    request: Request, sight: Sight, now: HealthNow, one: ProgrammeStanding, *, may_write: bool
) -> dict[str, Any]:
    return {
        "name": one.programme.name,
        "href": reverse("health_programme", args=[sight.person_id, one.programme.id]),
        "steps": [
            {
                "name": step.step.name,
                "status": step.state.value.replace("-", "_"),
                "last": _last(request, step),
                "due": exact(step.due_at, request.at)
                if step.due_at and step.state is not StepState.WAITS
                else "",
                "because": step.because,
                "href": _record(sight, one.programme, step.step.id) if may_write else "",
            }
            for step in one.steps
        ],
    }


def _last(request: Request, step: StepStanding) -> str:
    if step.last is None:
        return ""
    said = STEP_ANSWER_WORDS[step.last.answer]
    result = step.step.results.get(step.last.result, step.last.result)
    return f"{said}{f': {result}' if result else ''}, {exact(step.last.at, request.at)}"


def _answer(
    sight: Sight, programme: Programme, one: StepHeld, *, may_write: bool
) -> dict[str, Any]:
    step = programme.step(one.row.step)
    result = (step.results if step else {}).get(one.row.result, one.row.result)
    said = [
        STEP_ANSWER_WORDS[one.row.answer] + (f": {result}" if result else ""),
        one.note,
        f"Said by: {TOLD_WORDS[one.told_by].lower()}." if one.told_by else "",
        f"Taken back as wrong: {one.wrong_because}" if one.wrong_because else "",
    ]
    return {
        "title": step.name if step else one.row.step,
        "detail": ". ".join(each.rstrip(".") for each in said if each),
        "moment": one.row.at,
        "who": one.who,
        "where": one.place,
        "verb": "Recorded",
        "href": "",
        "take_back": reverse("take_back_step", args=[sight.person_id, one.step_id])
        if may_write and not one.wrong_because
        else "",
    }


def _record(sight: Sight, programme: Programme, step_id: str) -> str:
    """Where a step is recorded: on its own form, or where another part of the record keeps it."""
    step = programme.step(step_id)
    name, given = KEPT_ELSEWHERE.get(step.event if step else "", ("", {}))
    if name:
        return reverse(name, kwargs={"person_id": sight.person_id, **given})
    return reverse("answer_step", args=[sight.person_id, programme.id, step_id])


BASE = "record/<uuid:person_id>/health"
urlpatterns = [
    path(BASE, health, name="health"),
    path(f"{BASE}/answers/<uuid:step_id>", take_back_step, name="take_back_step"),
    path(f"{BASE}/<slug:programme>", health_programme, name="health_programme"),
    path(f"{BASE}/<slug:programme>/<slug:step>", answer_step, name="answer_step"),
]
