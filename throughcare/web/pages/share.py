"""Sharing a summary: to whom, what the person says, exactly what leaves, and then sending it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.documents import actions as documents
from throughcare.documents.layout import to_html, to_pdf
from throughcare.documents.queries import Preview, last_sent, preview, recipient_of
from throughcare.documents.summary import PACKS
from throughcare.people.queries.sights import UNKNOWN
from throughcare.sharing import actions, queries
from throughcare.sharing.profiles import in_force
from throughcare.sharing.queries import Destination
from throughcare.sharing.rules import Field, PermissionState, Recipient, standing
from throughcare.web.door import Request
from throughcare.web.gate import record_page, showing
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.share_forms import AskForm, PreviewForm
from throughcare.web.pages.sharing_words import (
    WORDS_TO_USE,
    answer_words,
    capital,
    end_of_day,
    preview_panel,
    where,
)
from throughcare.web.words import london_date

SAID = (
    Category.DOCUMENT,
    Category.DISCLOSURE,
    Category.PERMISSION,
    Category.SAFETY,
    Category.NEED,
    Category.REFERRAL,
)
SENT = "The summary is sent."
BEFORE = "They have this summary already: nothing has changed since it was sent."
NOT_SENT = "Recorded: nothing is sent."


@record_page(Category.DISCLOSURE, Act.DISCLOSE)
def share(request: Request, sight: Sight) -> HttpResponse:
    """Who is to be told?"""
    showing(request, (), Category.PERMISSION)
    context = record_context(request, sight, tab="sharing") | {
        "destinations": [_destination_row(sight, to) for to in queries.destinations(sight)],
        "back": reverse("sharing", kwargs={"person_id": sight.person_id}),
    }
    return render(request, "share.html.jinja", context)


@record_page(Category.PERMISSION, Act.WRITE)
def share_ask(
    request: Request, sight: Sight, recipient: str, organisation_id: UUID
) -> HttpResponse:
    """What does the person say? With words to ask it in."""
    to = _to(sight, recipient, organisation_id)
    book, last = in_force(request.at), queries.last_answer(sight, to.recipient)
    form = AskForm(
        request.POST or None,
        book=book,
        recipient=to.recipient,
        last=last,
        on=london_date(request.at),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.ask_permission(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            recipient=to.recipient,
            state=PermissionState(said["answer"]),
            limited_to=frozenset(Field(each) for each in said["limited_to"] or ()),
            how_asked=said["how_asked"],
            until=end_of_day(said["until"]) if said["until"] else None,
        )
        return redirect("share_preview", person_id=sight.person_id, **where(to))
    context = record_context(request, sight, tab="sharing") | {
        "form": form,
        "to": to,
        "words_to_use": WORDS_TO_USE[to.recipient],
        "last": _destination_row(sight, to),
        "preview": _address("share_preview", sight, to),
        "back": reverse(
            "person_handovers" if to.recipient in PACKS else "share", args=[sight.person_id]
        ),
    }
    return render(request, "share_ask.html.jinja", context)


@record_page(Category.HANDOVER, Act.DISCLOSE)
def share_preview(
    request: Request, sight: Sight, recipient: str, organisation_id: UUID
) -> HttpResponse:
    """Exactly what leaves, beside what is held back and why; send it, or do not."""
    to = _to(sight, recipient, organisation_id)
    showing(request, (), *SAID)
    book = in_force(request.at)
    form = PreviewForm(request.POST or None, book=book, recipient=to.recipient)
    valid = request.method == "POST" and form.is_valid()
    ready = preview(sight, to, **form.options())
    wanted = request.POST.get("do", "")
    changed = False
    if valid and wanted == "pdf" and ready.document is not None:
        pdf = to_pdf(ready.document, dated=request.at)
        inline = {"Content-Disposition": 'inline; filename="preview.pdf"'}
        return HttpResponse(pdf, content_type="application/pdf", headers=inline)
    if valid and wanted == "refuse":
        if form.cleaned_data["refusal"]:
            return _refuse(request, sight, to, form.cleaned_data["refusal"])
        form.add_error("refusal", "Enter why nothing is sent")
    if valid and wanted == "send" and ready.document is not None:
        changed = request.POST.get("mark", "") != ready.mark
        if not changed:
            return _send(request, sight, ready, form.options())
    context = record_context(request, sight, tab="sharing") | {
        "form": form,
        "to": to,
        "changed": changed,
        "mark": ready.mark,
        "document": to_html(ready.document, heading_from=3) if ready.document else "",
        "panel": preview_panel(ready, book),
        "said": _destination_row(sight, to),
        "ask": _address("share_ask", sight, to),
        "may_choose": bool(form.options()["chosen"] or form.options()["ground"] or form.errors),
        "back": _address("share_ask", sight, to),
    }
    return render(request, "share_preview.html.jinja", context)


def _send(request: Request, sight: Sight, ready: Preview, options: dict[str, Any]) -> HttpResponse:
    to = ready.destination
    sent = documents.send_summary(
        by=request.viewer,
        at=request.at,
        person_id=sight.person_id,
        recipient=to.recipient,
        to_organisation_id=to.organisation_id,
        seen=ready.mark,
        **options,
    )
    messages.success(request, BEFORE if sent.before else SENT)
    return redirect("disclosure", person_id=sight.person_id, disclosure_id=sent.disclosure_id)


def _refuse(request: Request, sight: Sight, to: Destination, reason: str) -> HttpResponse:
    disclosure_id = actions.refuse_to_disclose(
        by=request.viewer,
        at=request.at,
        person_id=sight.person_id,
        recipient=to.recipient,
        to_organisation_id=to.organisation_id,
        reason=reason,
    )
    messages.success(request, NOT_SENT)
    return redirect("disclosure", person_id=sight.person_id, disclosure_id=disclosure_id)


def _to(sight: Sight, recipient: str, organisation_id: UUID) -> Destination:
    known = {each.value for each in WORDS_TO_USE}
    to = recipient_of(sight, Recipient(recipient), organisation_id) if recipient in known else None
    if to is None:
        raise NotPermitted(UNKNOWN)
    return to


def _address(name: str, sight: Sight, to: Destination) -> str:
    return reverse(name, kwargs={"person_id": sight.person_id, **where(to)})


def _destination_row(sight: Sight, to: Destination) -> dict[str, Any]:
    answer = queries.last_answer(sight, to.recipient)
    said = standing(answer.said if answer else None, sight.at)
    sent = last_sent(sight, to)
    asked = answer is not None and said is answer.said
    return {
        "words": capital(to.words),
        "left_at": to.left_at,
        "href": _address("share_preview" if asked else "share_ask", sight, to),
        "ask": _address("share_ask", sight, to),
        "said": answer_words(said),
        "asked": asked,
        "who": answer.asked_by if asked and answer else None,
        "moment": answer.at if asked and answer else None,
        "sent_at": sent.sent_at if sent else None,
    }


_ONE = "record/<uuid:person_id>/share/<slug:recipient>/<uuid:organisation_id>"
urlpatterns = [
    path("record/<uuid:person_id>/share", share, name="share"),
    path(f"{_ONE}/ask", share_ask, name="share_ask"),
    path(_ONE, share_preview, name="share_preview"),
]
