"""The plan: goals in the person's words, steps with who and by when, crisis plan, versions."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, ChangedMeanwhile, Sight
from throughcare.care import actions, queries
from throughcare.care.queries import StepNow
from throughcare.care.rules import AGREEMENT_WORDS, STEP_WORDS, StepStatus
from throughcare.people import queries as people
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.plan_forms import ChangeStepForm, ElsewhereForm, PlanForm, StepForm
from throughcare.web.pages.record_frame import record_context
from throughcare.web.words import day, london_date


@record_page(Category.NEED)
def plan(request: Request, sight: Sight) -> HttpResponse:
    """The plan as it stands, on one page that prints; what changed and when stands below."""
    versions = queries.plan_versions(sight)
    rows = queries.steps(sight)
    context = {
        "plan": versions[0] if versions else None,
        "agreement": AGREEMENT_WORDS[versions[0].agreement] if versions else "",
        "review": day(versions[0].review_on) if versions else "",
        "open_steps": [_step(sight, row, request) for row in rows if row.open],
        "ended_steps": [_step(sight, row, request) for row in rows if not row.open],
        "needs": [need for need in queries.needs(sight) if need.open or need.kept],
        "elsewhere": [
            {"made_by": one.made_by, "made_on": day(one.made_on), "words": one.words,
             "who": one.who, "at": one.at}
            for one in queries.plans_from_elsewhere(sight)
        ],
        "history": [
            {
                "title": f"Version {one.version}",
                "detail": " ".join(
                    [
                        *filter(None, [one.why]),
                        *(
                            f"{each.what}: “{each.before}” became “{each.after}”."
                            for each in one.changed
                        ),
                    ]
                ),
                "moment": one.at,
                "who": one.who,
                "verb": "Written",
            }
            for one in versions
        ],
        "may_write": sight.may(Category.NEED, Act.WRITE),
    }  # fmt: skip
    return render(request, "plan.html.jinja", record_context(request, sight, tab="needs") | context)


@record_page(Category.NEED, Act.WRITE)
def write_plan(request: Request, sight: Sight) -> HttpResponse:
    """Write the plan or its next version; what stands now is the first answer."""
    now = next(iter(queries.plan_versions(sight)), None)
    initial: dict[str, Any] = {"version": now.version if now else 0}
    if now:
        initial |= {
            "goals": now.goals,
            "strengths": now.strengths,
            "crisis": now.crisis,
            "safeguarding": now.safeguarding,
            "lead_contact": now.lead_contact,
        }
    form = PlanForm(sent(request), initial=fresh() | initial)

    def act() -> None:
        said: dict[str, Any] = {name: answer or "" for name, answer in form.cleaned_data.items()}
        said.pop("form_key", None)
        version = said.pop("version") or 0
        actions.write_plan(
            by=request.viewer, at=request.at, person_id=sight.person_id, version=version, **said
        )

    try:
        return _form(request, sight, form, "Write the plan", act, "The plan is saved.")
    except ChangedMeanwhile as changed:
        form.add_error(
            None,
            f"{changed.changed_by} wrote version {changed.current['version']} while you were"
            f" writing: “{changed.current['goals']}”. Nothing of yours is saved yet.",
        )
        again = request.POST.copy()
        again["version"] = changed.current["version"]
        form.data = again
        return _page(request, sight, form, "Write the plan")


@record_page(Category.NEED, Act.WRITE)
def add_step(request: Request, sight: Sight) -> HttpResponse:
    """Add a step: what, who and by when."""
    form = StepForm(sent(request), initial=fresh())
    form.fields["team_id"].offer(  # type: ignore[attr-defined]
        (str(one.team_id), one.name) for one in queries.offer_teams(request.viewer)
    )
    form.fields["need_id"].offer(  # type: ignore[attr-defined]
        (str(one.need_id), one.type.label) for one in queries.needs(sight) if one.open or one.kept
    )

    def act() -> None:
        said = form.cleaned_data
        actions.add_step(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            what=said["what"],
            by_on=said["by_on"],
            team_id=UUID(said["team_id"]),
            need_id=UUID(said["need_id"]) if said["need_id"] else None,
        )

    return _form(request, sight, form, "Add a step", act, "The step is in the plan.")


@record_page(Category.NEED, Act.WRITE)
def change_step(request: Request, sight: Sight, step_id: UUID) -> HttpResponse:
    """Agree to a step, or say that it is done or dropped."""
    step = next((one for one in queries.steps(sight) if one.step_id == step_id), None)
    if step is None:
        raise Http404
    form = ChangeStepForm(sent(request), initial=fresh())
    form.fields["to"].offer(  # type: ignore[attr-defined]
        (to.value, STEP_WORDS[to])
        for to in (StepStatus.AGREED, StepStatus.DONE, StepStatus.DROPPED)
        if to is not StepStatus.AGREED or (step.own and step.status is StepStatus.ASKED)
    )

    def act() -> None:
        said = form.cleaned_data
        actions.change_step(
            by=request.viewer, at=request.at, step_id=step_id, to=said["to"], why=said["why"] or ""
        )

    return _form(request, sight, form, f"Step: {step.what}", act, "Saved.")


@record_page(Category.NEED, Act.WRITE)
def take_in_plan(request: Request, sight: Sight) -> HttpResponse:
    """Keep a plan that another service made, as it came: typed, or as a file."""
    who = people.identity(sight)
    form = ElsewhereForm(
        sent(request),
        request.FILES if request.method == "POST" else None,
        on=london_date(request.at),
        nhs_number=(who.nhs_number or "") if who else "",
        initial=fresh(),
    )

    def act() -> None:
        said = form.cleaned_data
        actions.take_in_plan(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            made_by=said["made_by"],
            made_on=said["made_on"],
            words=said["words"],
        )

    return _form(request, sight, form, "A plan from another service", act, "Kept as it came.")


def _step(sight: Sight, row: StepNow, request: Request) -> dict[str, Any]:
    overdue = row.open and row.by_on < london_date(request.at)
    return {
        "what": row.what,
        "team": row.team,
        "by": f"Overdue: {day(row.by_on)}" if overdue else day(row.by_on),
        "status": STEP_WORDS[row.status],
        "why": row.why,
        "need": row.need.label if row.need else "",
        "href": reverse("change_step", args=[sight.person_id, row.step_id])
        if row.open and sight.may(Category.NEED, Act.WRITE)
        else "",
    }


def _form(
    request: Request,
    sight: Sight,
    form: PageForm,
    title: str,
    act: Callable[[], object],
    words: str,
) -> HttpResponse:
    if request.method == "POST" and done(form, act):
        messages.success(request, words)
        return redirect("plan", person_id=sight.person_id)
    return _page(request, sight, form, title)


def _page(request: Request, sight: Sight, form: PageForm, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": reverse("plan", args=[sight.person_id])}
    return render(
        request, "risk_form.html.jinja", record_context(request, sight, tab="needs") | context
    )


BASE = "record/<uuid:person_id>/plan"
urlpatterns = [
    path(BASE, plan, name="plan"),
    path(f"{BASE}/write", write_plan, name="write_plan"),
    path(f"{BASE}/steps/add", add_step, name="add_step"),
    path(f"{BASE}/steps/<uuid:step_id>", change_step, name="change_step"),
    path(f"{BASE}/from-elsewhere", take_in_plan, name="take_in_plan"),
]
