"""Whose people are whose: my people, my team's, those nobody has; who takes whom, and leave."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, RelationshipKind, Sight
from throughcare.care import actions, queries
from throughcare.care.queries import CaseloadRow, Whose
from throughcare.web import fields
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.gate import page, record_page, showing
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.record_frame import record_context
from throughcare.web.words import day, london_date, plural

PAGE = 50
WHOSE_WORDS = {
    Whose.MINE: "my people",
    Whose.TEAM: "my team's people",
    Whose.UNALLOCATED: "with nobody allocated",
}


class AllocateForm(PageForm):
    """Who works with this person?"""

    worker = fields.Radios(label="Who works with them?", missing="Select a colleague")


class LeaveForm(PageForm):
    """Who is away, and who covers?"""

    worker = fields.Select(label="Who is away?", missing="Select who is away")
    covered_by = fields.Select(label="Who covers?", missing="Select who covers")
    from_on = fields.DateParts(label="First day away", what="first day away")
    until_on = fields.DateParts(label="Last day away", what="last day away")


@page(Category.NEED, relationship=RelationshipKind.ALLOCATED)
def caseload(request: Request) -> HttpResponse:
    """One page of people, the next due first, with how much work each is."""
    asked = request.GET.get("whose", "")
    whose = Whose(asked) if asked in {one.value for one in Whose} else Whose.MINE
    number = request.GET.get("page", "")
    now = max(1, int(number)) if number.isdecimal() else 1
    found = queries.caseload(
        request.viewer,
        on=london_date(request.at),
        whose=whose,
        offset=(now - 1) * PAGE,
        limit=PAGE,
    )
    showing(request, [row.person_id for row in found.rows], Category.IDENTITY, Category.NEED)
    total = found.by_whose[whose]
    first = (now - 1) * PAGE
    context = {
        "counts": [
            {
                "number": f"{found.by_whose[one]:,}",
                "words": words,
                "href": _address(one),
                "current": one is whose,
            }
            for one, words in WHOSE_WORDS.items()
        ],
        "rows": [_row(row, request) for row in found.rows],
        "workers": found.workers if whose is Whose.TEAM else (),
        "whose": whose.value,
        "shown": f"Showing {first + 1:,} to {first + len(found.rows):,} of {total:,}"
        if found.rows
        else "",
        "previous": _address(whose, now - 1) if now > 1 else "",
        "next": _address(whose, now + 1) if first + PAGE < total else "",
    }
    return render(request, "caseload.html.jinja", context)


@record_page(Category.NEED, Act.WRITE)
def allocate(request: Request, sight: Sight) -> HttpResponse:
    """Say who in one's team works with the person."""
    form = AllocateForm(sent(request), initial=fresh())
    here = queries.colleagues(request.viewer, on=london_date(request.at))
    form.fields["worker"].offer(  # type: ignore[attr-defined]
        dict((str(one.worker_id), one.name) for one in here).items()
    )

    def act() -> None:
        worker_id = UUID(form.cleaned_data["worker"])
        actions.allocate(
            by=request.viewer, at=request.at, person_id=sight.person_id, worker_id=worker_id
        )

    if request.method == "POST" and done(form, act):
        messages.success(request, "Saved. The person is on that colleague's list.")
        return redirect("needs", person_id=sight.person_id)
    context = {
        "form": form,
        "title": "Who works with them?",
        "back": reverse("needs", args=[sight.person_id]),
    }
    return render(
        request, "risk_form.html.jinja", record_context(request, sight, tab="needs") | context
    )


@page(Category.NEED, Act.WRITE, relationship=RelationshipKind.ALLOCATED)
def leave_cover(request: Request) -> HttpResponse:
    """Say who covers while somebody is away."""
    form = LeaveForm(sent(request), initial=fresh())
    here = queries.colleagues(request.viewer, on=london_date(request.at))
    names = list(dict((str(one.worker_id), one.name) for one in here).items())
    for field in ("worker", "covered_by"):
        form.fields[field].offer(names)  # type: ignore[attr-defined]

    def act() -> None:
        answers = form.cleaned_data
        actions.cover_leave(
            by=request.viewer,
            at=request.at,
            worker_id=UUID(answers["worker"]),
            covered_by_id=UUID(answers["covered_by"]),
            from_on=answers["from_on"],
            until_on=answers["until_on"],
        )

    if request.method == "POST" and done(form, act):
        messages.success(request, "Saved. Their people are on that colleague's list meanwhile.")
        return redirect("caseload")
    return render(request, "leave_cover.html.jinja", {"form": form, "back": reverse("caseload")})


def _row(row: CaseloadRow, request: Request) -> dict[str, Any]:
    open_ = [
        plural(number, word)
        for number, word in ((row.load.needs, "open need"), (row.load.referrals, "referral"))
        if number
    ]
    high = [plural(row.load.high_risks, "high risk")] if row.load.high_risks else []
    return {
        "href": reverse("needs", args=[row.person_id]),
        "person": row.person or "a restricted record",
        "open": ", ".join([*open_, *high]) or "Only to look at again",
        "weight": row.weight,
        "worker": row.worker or "Nobody allocated",
        "covered_by": row.covered_by,
        "due": day(row.due) if row.due else "",
        "late": bool(row.due and row.due < london_date(request.at)),
        "allocate": reverse("allocate", args=[row.person_id]),
    }


def _address(whose: Whose, number: int = 1) -> str:
    said = {"whose": whose.value} | ({"page": str(number)} if number > 1 else {})
    return f"{reverse('caseload')}?{urlencode(said)}"


urlpatterns = [
    path("caseload", caseload, name="caseload"),
    path("leave-cover", leave_cover, name="leave_cover"),
    path("record/<uuid:person_id>/allocate", allocate, name="allocate"),
]
