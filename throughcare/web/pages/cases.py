"""The cases of a person: which go on, of what they are suspected or accused, opened and closed."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Sight
from throughcare.pathway import actions, queries
from throughcare.pathway.rules import OFFENCE_WORDS, OffenceGroup
from throughcare.web import fields
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.record_frame import record_context
from throughcare.web.words import london_date


class CaseForm(PageForm):
    """Of what is the person suspected or accused?"""

    offence_group = fields.Select(
        label="Suspected or accused of",
        missing="Select a group, or that it is not known",
        choices=[(group.value, OFFENCE_WORDS[group]) for group in OffenceGroup],
    )
    offence_code = fields.Text(
        label="Offence code, if it is known",
        hint="The CJS code, for example TH68001. It is kept as it is given",
        required=False,
        max_length=12,
    )
    reference = fields.Text(
        label="Case number of police or court, if it is known", required=False, max_length=60
    )
    opened_on = fields.DateParts(label="Since when is it known?", what="day")

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["opened_on"].latest = today  # type: ignore[attr-defined]


class CloseForm(PageForm):
    """When did the case come to its end?"""

    closed_on = fields.DateParts(label="When did it end?", what="day on which it ended")

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["closed_on"].latest = today  # type: ignore[attr-defined]


@record_page(Category.OFFENCE, Act.WRITE)
def cases(request: Request, sight: Sight) -> HttpResponse:
    """Every case, those that go on first, and a form to open one."""
    today = london_date(request.at)
    form = CaseForm(
        sent(request),
        today=today,
        initial=fresh() | {"opened_on": today, "offence_group": OffenceGroup.UNKNOWN.value},
    )

    def act() -> None:
        given = form.cleaned_data
        actions.open_case(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            offence_group=OffenceGroup(given["offence_group"]),
            opened_on=given["opened_on"],
            offence_code=given["offence_code"] or "",
            reference=given["reference"] or "",
        )
        messages.success(request, "The case is open. Events can be attached to it.")

    if request.method == "POST" and done(form, act):
        return redirect("cases", person_id=sight.person_id)
    context = record_context(request, sight, tab="journey") | {
        "form": form,
        "cases": [
            {
                "what": OFFENCE_WORDS[one.offence_group],
                "one": one,
                "close": reverse(
                    "close_case", kwargs={"person_id": sight.person_id, "case_id": one.case_id}
                ),
            }
            for one in queries.cases(sight)
        ],
        "back": reverse("journey", kwargs={"person_id": sight.person_id}),
    }
    return render(request, "cases.html.jinja", context)


@record_page(Category.OFFENCE, Act.WRITE)
def close_case(request: Request, sight: Sight, case_id: UUID) -> HttpResponse:
    """When a case came to its end."""
    one = next((each for each in queries.cases(sight) if each.case_id == case_id), None)
    if one is None or one.closed_on is not None:
        raise Http404
    today = london_date(request.at)
    form = CloseForm(sent(request), today=today, initial=fresh() | {"closed_on": today})

    def act() -> None:
        actions.close_case(
            by=request.viewer,
            at=request.at,
            case_id=case_id,
            closed_on=form.cleaned_data["closed_on"],
        )
        messages.success(request, "The case is closed. It stays to be read.")

    if request.method == "POST" and done(form, act):
        return redirect("cases", person_id=sight.person_id)
    context = {
        "form": form,
        "title": "Close a case",
        "said": f"{OFFENCE_WORDS[one.offence_group]}, {one.reference or 'no case number known'}.",
        "back": reverse("cases", kwargs={"person_id": sight.person_id}),
    }
    return render(
        request, "happened_kind.html.jinja", record_context(request, sight, tab="journey") | context
    )


urlpatterns = [
    path("record/<uuid:person_id>/cases", cases, name="cases"),
    path("record/<uuid:person_id>/cases/<uuid:case_id>/close", close_case, name="close_case"),
]
