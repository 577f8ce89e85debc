"""Children and young people: family, school, rights, panels and the way to adult services."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Sight
from throughcare.care import actions, queries
from throughcare.care.queries import YouthNow, YouthSaid
from throughcare.care.rules import YouthKind, eighteenth, youth_kind
from throughcare.web import fields
from throughcare.web.door import Request
from throughcare.web.fields import Choice
from throughcare.web.forms import PageForm
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import fresh, sent
from throughcare.web.pages.record_form import record_form
from throughcare.web.pages.record_frame import record_context
from throughcare.web.words import day, london_date

NOT_ASKED = "Not asked yet, or not recorded"


class YouthForm(PageForm):
    """One thing that is asked about a child or young person."""

    answer = fields.Radios(label="Answer", missing="Select an answer")
    words = fields.TextArea(label="In a few words", required=False, max_length=2000)
    due_on = fields.DateParts(label="Day", what="day", required=False)

    def __init__(self, *args: Any, kind: YouthKind, **options: Any) -> None:
        super().__init__(*args, **options)
        answer, words = self.fields["answer"], self.fields["words"]
        answer.label, words.label = kind.asks, kind.words
        answer.offer(  # type: ignore[attr-defined]
            [Choice(code, said) for code, said in kind.answers.items()]
        )
        if kind.dated:
            self.fields["due_on"].label = kind.dated
        else:
            del self.fields["due_on"]


@record_page(Category.NEED)
def youth(request: Request, sight: Sight) -> HttpResponse:
    """Everything that is asked, what is answered now, and what was said before."""
    frame = record_context(request, sight, tab="needs")
    identity = frame["identity"]
    born_on: date | None = identity.born_on if identity else None
    may_write = sight.may(Category.NEED, Act.WRITE)
    context = {
        "rows": [_row(sight, one, may_write=may_write) for one in queries.youth_facts(sight)],
        "adult_on": day(eighteenth(born_on)) if born_on else "",
        "is_adult": born_on is not None and eighteenth(born_on) <= london_date(request.at),
    }
    return render(request, "youth.html.jinja", frame | context)


@record_page(Category.NEED, Act.WRITE)
def record_youth(request: Request, sight: Sight, kind: str) -> HttpResponse:
    """Answer one of them; what stands now is the first answer."""
    of = youth_kind(kind)
    now = next((one.now for one in queries.youth_facts(sight) if one.kind.id == kind), None)
    if of is None:
        raise Http404
    first: dict[str, Any] = {"answer": now.answer, "words": now.words} if now else {}
    form = YouthForm(sent(request), kind=of, initial=fresh() | first)
    return record_form(
        request, sight, form, of.name,
        lambda: actions.record_youth(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            kind=kind,
            answer=form.cleaned_data["answer"],
            words=form.cleaned_data["words"] or "",
            due_on=form.cleaned_data.get("due_on"),
        ),
        "Recorded. What was said before is kept.",
        tab="needs",
        back=reverse("youth", args=[sight.person_id]),
        lead=of.note,
    )  # fmt: skip


def _row(sight: Sight, one: YouthNow, *, may_write: bool) -> dict[str, Any]:
    return {
        "name": one.kind.name,
        "now": _said(one.kind, one.now) if one.now else NOT_ASKED,
        "words": one.now.words if one.now else "",
        "due": f"{one.kind.dated}: {day(one.now.due_on)}" if one.now and one.now.due_on else "",
        "who": one.now.who if one.now else "",
        "at": one.now.at if one.now else None,
        "source": f"{one.kind.source} ({one.kind.status.value})",
        "before": [
            {"title": _said(one.kind, each), "detail": each.words, "moment": each.at,
             "who": each.who}
            for each in one.before
        ],
        "href": reverse("record_youth", args=[sight.person_id, one.kind.id]) if may_write else "",
    }  # fmt: skip


def _said(kind: YouthKind, one: YouthSaid) -> str:
    return kind.answers.get(one.answer, one.answer)


BASE = "record/<uuid:person_id>/youth"
urlpatterns = [
    path(BASE, youth, name="youth"),
    path(f"{BASE}/<slug:kind>", record_youth, name="record_youth"),
]
