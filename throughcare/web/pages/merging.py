"""Two records of one person beside each other, merging them, and undoing that."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Sight
from throughcare.pathway import actions as pathway
from throughcare.people import actions, queries
from throughcare.web import fields, words
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.gate import record_page, showing
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.record_frame import born_and_age, record_context

LAST_COMPARED = "last-compared"
BOTH_HAVE = {
    "stay_in_one_place_at_a_time": (
        "The two records were in custody at the same time. Nobody can be in two places, so they"
        " may be two people. If a time is wrong, put it right first."
    ),
    "screening_one_in_progress": (
        "Both records have the same screening in progress. Finish or stop one of them first."
    ),
    "need_open_once_per_type": (
        "Both records have an open need of the same kind. End it in one of them first, so that"
        " one team stays responsible."
    ),
    "referral_open_once_per_service": (
        "Both records have an open referral to the same service. End one of them first."
    ),
    "requirement_open_once_per_kind": (
        "Both records have a treatment requirement of the same kind. End it in one of them first."
    ),
    "caseoffer_one_waiting": (
        "The same team has offered to hand over both records. Answer or take back one offer first."
    ),
    "parked_once": (
        "Both records wait for the same thing that another system told. Settle one of them first."
    ),
}
"""What stands against a merge, by the constraint that it would break."""


class WhichForm(PageForm):
    """Whom is the other record about?"""

    q = fields.Text(
        label="Find the other record",
        hint="Name, date of birth or number",
        missing="Enter a name, a date of birth or a number",
        max_length=100,
    )


class MergeForm(PageForm):
    """Why are they one person?"""

    because = fields.TextArea(
        label="How do you know that they are the same person?",
        hint="For example, the person told you, or a photograph. Without details of health or of"
        " the offence",
        missing="Enter how you know that they are the same person",
        max_length=300,
    )
    although = fields.TextArea(
        label="Confirmed numbers differ. Why are you still sure?",
        hint="For example, the GP practice says that a number was given twice",
        missing="Enter why you are sure although confirmed numbers differ",
        max_length=300,
    )


class UnmergeForm(PageForm):
    """Why are they two people?"""

    because = fields.TextArea(
        label="How do you know that they are two people?",
        hint="Without details of health or of the offence",
        missing="Enter how you know that they are two people",
        max_length=300,
    )


@record_page(Category.IDENTITY, Act.MERGE)
def merge_which(request: Request, sight: Sight) -> HttpResponse:
    """Find the other record; what was typed stands in no address."""
    text = request.session.get(LAST_COMPARED, "")
    form = WhichForm(sent(request), initial=fresh() | {"q": text})
    if request.method == "POST" and form.is_valid():
        request.session[LAST_COMPARED] = form.cleaned_data["q"]
        return redirect("merge_which", person_id=sight.person_id)
    found = queries.find(request.viewer, text, at=request.at) if text else []
    others = [one.person for one in found if one.person_id != sight.person_id]
    showing(request, [one.person_id for one in others], Category.IDENTITY)
    context = record_context(request, sight, tab="record") | {
        "form": form,
        "text": text,
        "rows": [_row(request, sight, one) for one in others],
        "back": reverse("record", args=[sight.person_id]),
    }
    return render(request, "merge_which.html.jinja", context)


def _row(request: Request, sight: Sight, other: queries.Recognised) -> dict[str, Any]:
    known = _other(request, other.person_id)
    return {
        "name": other.name,
        "born": born_and_age(other.born_on, other.born_precision, words.london_date(request.at)),
        "compare": reverse("merge", args=[sight.person_id, other.person_id]) if known else "",
        "open": reverse("why_open", args=[other.person_id]),
    }


def _other(request: Request, other_id: UUID) -> Sight | None:
    """The viewer's sight of the other record, if they may merge it."""
    other = queries.sight_of(request.viewer, other_id, at=request.at)
    return other if other and other.may(Category.IDENTITY, Act.MERGE) else None


@record_page(Category.IDENTITY, Act.MERGE)
def merge(request: Request, sight: Sight, other_id: UUID) -> HttpResponse:
    """Both records beside each other; then what will happen; then it is done."""
    other = _other(request, other_id)
    if other is None or other.person_id == sight.person_id:
        raise Http404
    showing(request, [other.person_id], *other.readable)
    form = MergeForm(sent(request), initial=fresh())
    differing = queries.disagreements(sight, other, on=words.london_date(request.at))
    if not differing:
        del form.fields["although"]
    checked = request.method == "POST" and form.is_valid()
    clashes: list[str] = []

    def act() -> None:
        given = form.cleaned_data
        try:
            actions.merge(
                by=request.viewer,
                at=request.at,
                keep=sight.person_id,
                other=other.person_id,
                because=given["because"],
                although=given.get("although") or "",
            )
            pathway.recount(by=request.viewer, at=request.at, person_id=sight.person_id)
        except actions.CannotMerge as cannot:
            clashes.extend(BOTH_HAVE.get(one, str(cannot)) for one in cannot.both)

    if checked and request.POST.get("do") == "merge" and done(form, act) and not clashes:
        messages.success(request, "The two records are now one. You can undo this.")
        return redirect("record", person_id=sight.person_id)
    theirs = queries.identity(other)
    context = record_context(request, sight, tab="record") | {
        "form": form,
        "other": theirs,
        "other_id": other.person_id,
        "sides": queries.side_by_side(sight, other),
        "checked": checked and form.is_valid() and not clashes,
        "clashes": clashes,
        "differing": differing,
        "back": reverse("merge_which", args=[sight.person_id]),
        "follows": _follows(sight, other),
    }
    return render(request, "merge.html.jinja", context)


def _follows(sight: Sight, other: Sight) -> list[str]:
    kept, gone = queries.identity(sight).name, queries.identity(other).name
    return [
        f"Everything in the record of {gone} moves to the record of {kept}. Nothing is deleted.",
        f"Where the record of {kept} does not know a detail, it takes it from the other one. Where"
        " both know it, the first one counts and the other stays in the history.",
        "Every organisation that works with either of them sees the merged record.",
        "Links to the other record lead to the merged one.",
    ]


@record_page(Category.IDENTITY, Act.MERGE)
def unmerge(request: Request, sight: Sight, merge_id: UUID) -> HttpResponse:
    """Take two records apart again: what goes back, what stays, and why."""
    merged = next((one for one in queries.merges(sight) if one.merge_id == merge_id), None)
    if merged is None:
        raise Http404
    form = UnmergeForm(sent(request), initial=fresh())

    def act() -> None:
        by: dict[str, Any] = {"by": request.viewer, "at": request.at}
        because = form.cleaned_data["because"]
        apart = actions.unmerge(**by, merge_id=merge_id, because=because)
        pathway.recount(**by, person_id=sight.person_id)
        if queries.sight_of(request.viewer, apart, at=request.at) is not None:
            pathway.recount(**by, person_id=apart)

    if request.method == "POST" and done(form, act):
        messages.success(request, f"The record of {merged.name} is a record of its own again.")
        return redirect("record", person_id=sight.person_id)
    context = record_context(request, sight, tab="record") | {
        "form": form,
        "merged": merged,
        "back": reverse("record", args=[sight.person_id]),
    }
    return render(request, "unmerge.html.jinja", context)


BASE = "record/<uuid:person_id>/same-person"
urlpatterns = [
    path(BASE, merge_which, name="merge_which"),
    path(f"{BASE}/<uuid:other_id>", merge, name="merge"),
    path("record/<uuid:person_id>/not-same-person/<uuid:merge_id>", unmerge, name="unmerge"),
]
