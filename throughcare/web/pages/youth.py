"""Children and young people: family, school, rights, panels and the way to adult services."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Sight
from throughcare.care import actions, queries
from throughcare.care.queries import YouthNow, YouthSaid
from throughcare.care.queries.growing_up import WayToAdults, adult_teams, way_to_adults
from throughcare.care.rules import YouthKind, youth_kind
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


class AdultServicesForm(PageForm):
    """Which team for adults, and what must it know?"""

    to_team = fields.Select(label="Which team for adults?", missing="Select a team")
    reason = fields.TextArea(
        label="What helps, and what is left to do, as they will read it",
        hint="Without clinical detail",
        missing="Say what helps and what is left to do",
        max_length=300,
    )


@record_page(Category.NEED)
def youth(request: Request, sight: Sight) -> HttpResponse:
    """Everything that is asked, what is answered now, and what was said before."""
    frame = record_context(request, sight, tab="needs")
    may_write = sight.may(Category.NEED, Act.WRITE)
    context = {
        "rows": [_row(sight, one, may_write=may_write) for one in queries.youth_facts(sight)],
        "adults": _adults(sight, way_to_adults(sight), london_date(request.at)),
    }
    return render(request, "youth.html.jinja", frame | context)


def _adults(sight: Sight, way: WayToAdults, on: date) -> dict[str, Any]:
    """What is said of the way to adult services, and whether it can be opened from here."""
    may_open = sight.may(Category.HANDOVER, Act.WRITE) and sight.may(Category.NEED, Act.WRITE)
    soon = way.planned_from is not None and way.planned_from <= on
    return {
        "adult_on": day(way.adult_on) if way.adult_on else "",
        "is_adult": way.adult_on is not None and way.adult_on <= on,
        "planned_from": day(way.planned_from) if way.planned_from else "",
        "due": soon and way.can_be_opened,
        "handovers": [
            {
                "to": one.to_team,
                "status": one.state.value,
                "by": day(one.due_on) if one.due_on else "",
            }
            for one in way.handovers
        ],
        "open": reverse("to_adult_services", args=[sight.person_id])
        if may_open and way.can_be_opened and way.adult_on
        else "",
    }


@record_page(Category.NEED, Act.WRITE)
def to_adult_services(request: Request, sight: Sight) -> HttpResponse:
    """Offer the person with what is open to a team for adults, in one act."""
    way = way_to_adults(sight)
    form = AdultServicesForm(sent(request), initial=fresh())
    teams = adult_teams(request.viewer, london_date(request.at))
    form.fields["to_team"].offer(  # type: ignore[attr-defined]
        [(str(team), name) for team, name in teams]
    )
    return record_form(
        request, sight, form, "Hand over to adult services",
        lambda: actions.hand_to_adult_services(
            by=request.viewer,
            at=request.at,
            person_id=sight.person_id,
            to_team_id=UUID(form.cleaned_data["to_team"]),
            reason=form.cleaned_data["reason"],
        ),
        "Offered. Until they accept, your team answers for it. It is closed once they have seen"
        " the person.",
        tab="needs",
        back=reverse("youth", args=[sight.person_id]),
        lead=f"What is open at {' and '.join(name for _, name in way.teams)} goes with it."
        if way.teams
        else "",
    )  # fmt: skip


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
    path(f"{BASE}/adult-services", to_adult_services, name="to_adult_services"),
    path(f"{BASE}/<slug:kind>", record_youth, name="record_youth"),
]
