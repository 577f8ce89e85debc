"""Records that could be of one person: the pairs to decide on, and deciding on one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, RelationshipKind, Sight
from throughcare.people import actions, queries
from throughcare.people.queries import Doubt, Recognised
from throughcare.people.rules import details_in_words
from throughcare.people.rules.apart import Apart
from throughcare.web import fields, words
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.gate import page, record_page, showing
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.record_frame import born_and_age, record_context
from throughcare.web.pages.waterfall import waterfall

SHOWN = 25
MOST_PAGES = 100_000
SAME = "same"
NEEDS_A_REASON = "Enter how you know that they are two people"
DECIDED = {
    Apart.NOT_SAME: "Remembered: two people. You are not asked about these two records again.",
    Apart.NOT_SURE: "Remembered: not certain yet. You are asked again in four weeks.",
}


class SameForm(PageForm):
    """Are the two the same person?"""

    decision = fields.Radios(
        label="Are they the same person?",
        missing="Select whether they are the same person",
        choices=[
            (SAME, "Yes, the same person: merge the two records"),
            (Apart.NOT_SAME.value, "No, two people"),
            (Apart.NOT_SURE.value, "I am not sure: ask again in four weeks"),
        ],
    )
    because = fields.TextArea(
        label="How do you know?",
        hint="Answer this if they are two people, for example “twins, seen together”. Leave out"
        " details of health and of the offence",
        required=False,
        max_length=300,
    )

    def clean(self) -> dict[str, Any]:
        """Two people need a reason."""
        given = super().clean() or {}
        if given.get("decision") == Apart.NOT_SAME.value and not given.get("because", "").strip():
            self.add_error("because", NEEDS_A_REASON)
        return given


@page(Category.IDENTITY, Act.MERGE, RelationshipKind.ALLOCATED)
def duplicates(request: Request) -> HttpResponse:
    """The pairs that nobody has decided on, likeliest first."""
    asked = request.GET.get("page", "")
    number = min(int(asked), MOST_PAGES) if asked.isdecimal() and int(asked) else 1
    found = queries.possible_duplicates(request.viewer, at=request.at, page=number)
    shown = found.pairs[:SHOWN]
    people = {person for one in shown for person in (one.person_id, one.other_id)}
    known = queries.recognise(request.viewer, people)
    showing(request, known, Category.IDENTITY)
    rows = [
        _row(request, one, known)
        for one in shown
        if one.person_id in known and one.other_id in known
    ]
    here = reverse("duplicates")
    context = {
        "rows": rows,
        "more": len(found.pairs) - len(shown),
        "older": f"{here}?page={number + 1}" if found.older else "",
        "newer": f"{here}?page={number - 1}" if number > 1 else "",
    }
    return render(request, "duplicates.html.jinja", context)


def _row(request: Request, doubt: Doubt, known: dict[UUID, Recognised]) -> dict[str, Any]:
    one, other = known[doubt.person_id], known[doubt.other_id]
    return {
        "name": one.name,
        "other": other.name,
        "born": _born(request, one),
        "other_born": _born(request, other),
        "why": _sentence(doubt.judgement.reasons),
        "decide": reverse("could_be", args=[doubt.person_id, doubt.other_id]),
    }


def _sentence(reasons: tuple[str, ...]) -> str:
    told = ", ".join(reasons)
    return told[:1].upper() + told[1:]


def _born(request: Request, person: Recognised) -> str:
    born = born_and_age(person.born_on, person.born_precision, words.london_date(request.at))
    return born or ""


@record_page(Category.IDENTITY, Act.MERGE)
def could_be(request: Request, sight: Sight, other_id: UUID) -> HttpResponse:
    """Two records beside each other, why they could be one person, and the decision."""
    doubt = queries.doubt(request.viewer, sight.person_id, other_id, at=request.at)
    known = queries.recognise(request.viewer, [other_id])
    if doubt is None or other_id not in known:
        raise Http404
    showing(request, [other_id], Category.IDENTITY)
    other = queries.sight_of(request.viewer, other_id, at=request.at)
    may_merge = other is not None and other.may(Category.IDENTITY, Act.MERGE)
    form = SameForm(sent(request), initial=fresh())
    if request.method == "POST" and form.is_valid() and form.cleaned_data["decision"] == SAME:
        if may_merge:
            return redirect("merge", person_id=sight.person_id, other_id=other_id)
        return redirect("why_open", person_id=other_id)

    def act() -> None:
        actions.tell_apart(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            other_id=other_id,
            decision=Apart(form.cleaned_data["decision"]),
            because=form.cleaned_data["because"],
        )

    if request.method == "POST" and done(form, act):
        messages.success(request, DECIDED[Apart(form.cleaned_data["decision"])])
        return redirect("duplicates")
    context = record_context(request, sight, tab="record") | {
        "form": form,
        "other": known[other_id],
        "sides": _sides(request, sight, other if may_merge else None, known[other_id]),
        "may_merge": may_merge,
        "found": waterfall(doubt.judgement),
        "back": reverse("duplicates"),
    }
    return render(request, "could_be.html.jinja", context)


def _sides(
    request: Request, sight: Sight, other: Sight | None, known: Recognised
) -> list[tuple[str, str, str]]:
    """What both are called and when they were born; everything where both may be read."""
    if other is not None:
        told = queries.side_by_side(sight, other)
        return [(one.label, one.kept, one.other) for one in told]
    mine = details_in_words(queries.identity(sight).details)
    name = f"{mine['Given names']} {mine['Family name']}".strip()
    return [
        ("Name", name, known.name),
        ("Known as", mine["Known as"], known.known_as),
        ("Date of birth", mine["Date of birth"], _born(request, known)),
    ]


urlpatterns = [
    path("duplicates", duplicates, name="duplicates"),
    path(
        "record/<uuid:person_id>/could-be/<uuid:other_id>",
        could_be,
        name="could_be",
    ),
]
