"""What other systems told and cannot be: listed, put right, or dismissed with a reason."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, RelationshipKind, Sight
from throughcare.care import actions as care
from throughcare.pathway import actions, queries
from throughcare.pathway.queries import Parked
from throughcare.pathway.rules import EVENT_WORDS, EVENTS, Exactness, detail_words
from throughcare.web import fields
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.gate import page, record_page, showing
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.happened_forms import WhenForm
from throughcare.web.pages.record_frame import record_context
from throughcare.web.words import day, day_and_time

WRITES = page(Category.WHEREABOUTS, Act.WRITE, RelationshipKind.PRESENT)


class PutRightForm(WhenForm):
    """When did it really happen?"""


class DismissForm(PageForm):
    """Why is this dismissed?"""

    reason = fields.Text(
        label="Why is it dismissed?",
        hint="In a few words, without clinical detail. For example, “Told for another person”",
        missing="Say in a few words why it is dismissed",
        max_length=200,
    )


@WRITES
def parked(request: Request) -> HttpResponse:
    """What other systems told of people at the worker's places, and cannot be."""
    found, number = queries.parked(request.viewer)
    showing(request, [one.person_id for one in found], Category.IDENTITY)
    context = {
        "at": request.at,
        "counts": [{"number": number, "words": "to be settled"}],
        "rows": [_row(one) for one in found],
        "more": number - len(found),
    }
    return render(request, "parked.html.jinja", context)


def _row(one: Parked) -> dict[str, Any]:
    given = {"person_id": one.person_id, "parked_id": one.parked_id}
    return {
        "href": reverse("settle_parked", kwargs=given) if one.person else "",
        "person": one.person or "a restricted record",
        "said": _said(one),
        "problem": one.problem,
        "told_by": one.told_by,
        "told_at": one.told_at,
    }


def _said(one: Parked) -> str:
    listed = EVENTS[one.kind].detail
    detail = f" ({detail_words(listed, one.detail)})" if listed and one.detail else ""
    if one.happened_at is None:
        when = "time not known"
    elif one.exactness is Exactness.DAY:
        when = f"{day(one.happened_at)}, time not known"
    else:
        when = day_and_time(one.happened_at)
    return f"{EVENT_WORDS[one.kind]}{detail}, {one.place}, {when}"


@record_page(Category.WHEREABOUTS, Act.WRITE)
def settle_parked(request: Request, sight: Sight, parked_id: UUID) -> HttpResponse:
    """One of them, with both events: record it with the time that is right, or dismiss it."""
    one = queries.parked_of(sight, parked_id)
    if one is None:
        raise Http404
    dismissing = request.method == "POST" and request.POST.get("do") == "dismiss"
    right = PutRightForm(
        None if dismissing else sent(request),
        at=request.at,
        moment=one.happened_at,
        initial={"known": one.exactness.value},
        auto_id="right-%s",
    )
    dismiss = DismissForm(
        request.POST if dismissing else None,
        initial=fresh() | {"form_key": uuid4()},
        auto_id="dismiss-%s",
    )
    given: dict[str, Any] = {"by": request.viewer, "at": request.at, "parked_id": parked_id}

    def put_right() -> None:
        said = right.cleaned_data
        actions.put_right(**given, happened_at=said["moment"], exactness=said["exactness"])
        care.follow_moves(by=request.viewer, at=request.at, people=[sight.person_id])
        messages.success(request, f"Recorded: {EVENT_WORDS[one.kind]}. Clocks are counted again.")

    def dismiss_it() -> None:
        actions.dismiss_parked(**given, reason=dismiss.cleaned_data["reason"])
        messages.success(request, "Dismissed. It stays to be read by those who check records.")

    form, act = (dismiss, dismiss_it) if dismissing else (right, put_right)
    if request.method == "POST" and done(form, act):
        return redirect("parked")
    context = record_context(request, sight, tab="journey") | {
        "one": _row(one),
        "right": right,
        "dismiss": dismiss,
        "errors": [*right.error_list(), *dismiss.error_list()],
        "back": reverse("parked"),
    }
    return render(request, "settle_parked.html.jinja", context)


urlpatterns = [
    path("told-by-others", parked, name="parked"),
    path(
        "record/<uuid:person_id>/told-by-others/<uuid:parked_id>",
        settle_parked,
        name="settle_parked",
    ),
]
