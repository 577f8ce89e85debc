"""Opening a restricted record in need; for governance: restricting, lifting and reviewing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.policy import may
from throughcare.access.roles import ROLES, Role
from throughcare.access.rules import Act, Category, RelationshipKind, Viewer
from throughcare.people import actions
from throughcare.people.queries import restricted as queries
from throughcare.people.rules.restricted import (
    OPENED_WORDS,
    RESTRICTED_WORDS,
    REVIEWED_WORDS,
    Reviewed,
)
from throughcare.web.door import Request
from throughcare.web.gate import page, showing
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.restricted_forms import (
    LiftForm,
    OpenByNumberForm,
    OpenForm,
    RestrictForm,
    ReviewForm,
)

GLASS = page(Category.IDENTITY, Act.READ, RelationshipKind.BREAK_GLASS)
OVERSIGHT = page(Category.IDENTITY, Act.RESTRICT)
FOLLOWS = (
    "You see who this is, where they are, what keeps them safe and how to speak with them, for"
    " one hour. You see nothing else, and you cannot change anything.",
    "The information governance lead of your organisation is told at once and asks you about it.",
    "The person can see that you opened their record, and when.",
)
OPENED = "The record is open to you for one hour. The governance lead has been told."


def may_open_restricted(viewer: Viewer) -> bool:
    """Whether this worker may open restricted records in need."""
    return may(viewer, Act.READ, Category.IDENTITY, RelationshipKind.BREAK_GLASS).permitted


@GLASS
def open_restricted(request: Request) -> HttpResponse:
    """Open a restricted record by its exact number, for nothing else finds it."""
    form = OpenByNumberForm(sent(request), initial=fresh())
    opened: list[UUID] = []

    def act() -> None:
        opened.append(
            actions.open_restricted_by_number(
                by=request.viewer, at=request.at, number=form.number(), **form.why()
            )
        )

    if request.method == "POST" and done(form, act):
        messages.success(request, OPENED)
        return redirect("record", person_id=opened[0])
    context = {"at": request.at, "form": form, "follows": FOLLOWS, "back": reverse("search")}
    return render(request, "open_restricted.html.jinja", context)


@GLASS
def open_this_restricted(request: Request, person_id: UUID) -> HttpResponse:
    """Open the restricted record of somebody who is on a board or a list without a name."""
    form = OpenForm(sent(request), initial=fresh())
    showing(request, [person_id])
    if request.method == "POST" and done(
        form,
        lambda: actions.open_restricted(
            by=request.viewer, at=request.at, person_id=person_id, **form.why()
        ),
    ):
        messages.success(request, OPENED)
        return redirect("record", person_id=person_id)
    context = {"at": request.at, "form": form, "follows": FOLLOWS, "back": reverse("home")}
    return render(request, "open_restricted.html.jinja", context)


@OVERSIGHT
def restricted(request: Request) -> HttpResponse:
    """Openings to review, the records that are restricted, and restricting one more."""
    form = RestrictForm(sent(request), initial=fresh())
    found: tuple[UUID, str] | None = None
    checked = False
    if request.method == "POST" and form.is_valid():
        found = queries.to_restrict(request.viewer, form.number(), at=request.at)
        if found is None:
            form.add_error("value", "No record that your organisation works with has this number")
        checked = found is not None
    if found is not None and request.POST.get("do") == "restrict":
        person_id = found[0]
        if done(
            form,
            lambda: actions.restrict(
                by=request.viewer, at=request.at, person_id=person_id, **form.said()
            ),
        ):
            messages.success(request, "The record is restricted.")
            return redirect("restricted")
        checked = False
    marked = queries.marked(request.viewer)
    context = {
        "at": request.at,
        "form": form,
        "found": found[1] if found and checked else "",
        "follows": _follows(form) if checked else (),
        "openings": [_opening(one) for one in queries.openings(request.viewer)],
        "marked": [(one, RESTRICTED_WORDS[one.kind]) for one in marked],
        "back": reverse("home"),
    }
    return render(request, "restricted.html.jinja", context)


def _follows(form: RestrictForm) -> list[str]:
    team = "The practitioners of your organisation" if form.said()["own_team"] else "Nobody"
    return [
        "The record is found by no search, and its name is on no board or list.",
        f"{team} can open it, and teams to which it is allocated already.",
        "Practitioners and custody officers can open it in need for an hour, with a reason. You"
        " are told each time.",
    ]


def _opening(one: queries.Opened) -> dict[str, Any]:
    return {
        "id": one.opening_id,
        "who": one.who,
        "role": ROLES[Role(one.role)].title,
        "at": one.at,
        "why": f"{OPENED_WORDS[one.kind]}: {one.because}",
        "review": f"{REVIEWED_WORDS[one.reviewed]}, said {one.reviewed_by}" if one.reviewed else "",
    }


@OVERSIGHT
def lift_restriction(request: Request, restriction_id: UUID) -> HttpResponse:
    """Open a restricted record again to all who work with the person."""
    marked = {one.restriction_id: one for one in queries.marked(request.viewer)}
    if restriction_id not in marked:
        raise Http404
    form = LiftForm(sent(request), initial=fresh())
    if request.method == "POST" and done(
        form,
        lambda: actions.lift(
            by=request.viewer,
            at=request.at,
            restriction_id=restriction_id,
            because=form.cleaned_data["because"],
        ),
    ):
        messages.success(request, "The record is no longer restricted.")
        return redirect("restricted")
    context = {"at": request.at, "form": form, "one": marked[restriction_id]}
    return render(request, "lift_restriction.html.jinja", context | {"back": reverse("restricted")})


@OVERSIGHT
def review_opening(request: Request, opening_id: UUID) -> HttpResponse:
    """Say whether it was right to open a restricted record."""
    to_do = {one.opening_id: one for one in queries.openings(request.viewer) if not one.reviewed}
    if opening_id not in to_do:
        raise Http404
    form = ReviewForm(sent(request), initial=fresh())
    if request.method == "POST" and done(
        form,
        lambda: actions.review_opening(
            by=request.viewer,
            at=request.at,
            opening_id=opening_id,
            found=Reviewed(form.cleaned_data["found"]),
            words=form.cleaned_data["words"] or "",
        ),
    ):
        messages.success(request, "Reviewed.")
        return redirect("restricted")
    context = {"at": request.at, "form": form, "one": _opening(to_do[opening_id])}
    return render(request, "review_opening.html.jinja", context | {"back": reverse("restricted")})


def to_review(request: Request) -> dict[str, Any]:
    """The part of a governance lead's first page that says which openings wait for a review."""
    waiting = queries.to_review(request.viewer)
    return {
        "title": "Restricted records that were opened",
        "counts": [
            {"number": waiting, "words": "to review", "href": reverse("restricted")},
        ],
        "empty": "" if waiting else "Every opening of a restricted record has been reviewed.",
        "links": [(reverse("restricted"), "Restrict a record, or review who opened one")],
    }


urlpatterns = [
    path("open-restricted", open_restricted, name="open_restricted"),
    path(
        "record/<uuid:person_id>/open-restricted",
        open_this_restricted,
        name="open_this_restricted",
    ),
    path("restricted", restricted, name="restricted"),
    path("restricted/<uuid:restriction_id>/lift", lift_restriction, name="lift_restriction"),
    path("restricted/review/<uuid:opening_id>", review_opening, name="review_opening"),
]
