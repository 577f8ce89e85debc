"""The worklist: what waits for one's own teams, and for others on their behalf, by date."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from throughcare.access.roles import Role
from throughcare.access.rules import Act, Category, RelationshipKind
from throughcare.care import queries
from throughcare.care.queries import When, Work, WorkItem
from throughcare.web.door import Request
from throughcare.web.gate import page, showing
from throughcare.web.words import day, london_date, plural
from throughcare.web.words import when as when_in_words

PAGE = 50
WHEN_WORDS = {
    When.NOW: "now",
    When.OVERDUE: "overdue",
    When.TODAY: "due today",
    When.LATER: "later",
    When.OTHERS: "waiting for others",
}
WORK_WORDS = {
    Work.REFERRAL: "Referrals",
    Work.HANDOVER: "Handovers",
    Work.NEED: "Needs without a referral",
    Work.OFFER: "Needs offered to a team",
    Work.HAND_ON: "People offered to a team",
    Work.RETURNED: "Needs that another team did not take",
    Work.STEP: "Steps of plans",
    Work.PLAN: "Plans to look at again",
    Work.REVIEW: "Needs to look at again",
    Work.RISK: "Risks to look at again",
    Work.URGENT: "Urgent answers",
    Work.ASK_AGAIN: "People to ask again",
    Work.ORDER: "Treatment requirements",
    Work.YOUTH: "Contracts and panels",
    Work.TURNING_18: "Handover to adult services due",
    Work.LEFT_UNSEEN: "Left before seen",
    Work.FINISH: "Nothing left to do",
}
KINDS = {
    Work.REFERRAL: "referral",
    Work.HANDOVER: "handover",
    Work.NEED: "need",
    Work.OFFER: "need",
    Work.HAND_ON: "plan_step",
    Work.RETURNED: "need",
    Work.STEP: "plan_step",
    Work.PLAN: "plan",
    Work.REVIEW: "need",
    Work.RISK: "risk",
    Work.URGENT: "screening",
    Work.ASK_AGAIN: "screening",
    Work.ORDER: "requirement",
    Work.YOUTH: "step",
    Work.TURNING_18: "step",
}
OF_SERVICES = (Role.SERVICE_WORKER,)


def worklist(request: Request) -> HttpResponse:
    """One page of the list; the address says what is shown, so that it can be kept."""
    when = _one(When, request.GET.get("when", ""))
    work = _one(Work, request.GET.get("work", ""))
    number = max(1, int(request.GET["page"]) if request.GET.get("page", "").isdecimal() else 1)
    found = queries.worklist(
        request.viewer,
        on=london_date(request.at),
        at=request.at,
        when=when,
        work=work,
        offset=(number - 1) * PAGE,
        limit=PAGE,
    )
    showing(request, [item.person_id for item in found.items], Category.IDENTITY, Category.REFERRAL)
    return render(request, "worklist.html.jinja", _context(request, found, when, work, number))


def _context(
    request: Request,
    found: queries.Worklist,
    when: When | None,
    work: Work | None,
    number: int,
) -> dict[str, Any]:
    on = london_date(request.at)
    first = (number - 1) * PAGE
    hidden = found.total - found.shown
    service = request.viewer.role in OF_SERVICES
    return {
        "at": request.at,
        "groups": [
            {"words": WHEN_WORDS[group].capitalize(), "id": group.value, "rows": rows}
            for group in When
            if (rows := [work_row(one, on, request.at) for one in found.items if one.when is group])
        ],
        "counts": [
            {
                "number": found.by_when[one],
                "words": WHEN_WORDS[one],
                "href": _address(when=one, work=work),
                "current": one is when,
            }
            for one in When
        ],
        "filters": [
            _filter("when", "When", when, [(one.value, WHEN_WORDS[one]) for one in When]),
            *(
                []
                if service
                else [_filter("work", "What", work, [(one.value, WORK_WORDS[one]) for one in Work])]
            ),
        ],
        "hides": f"{plural(hidden, 'item')} hidden." if hidden else "",
        "clear": _address(),
        "total": found.total,
        "shown": f"Showing {first + 1:,} to {first + len(found.items):,} of {found.shown:,}"
        if found.items
        else "",
        "previous": _address(when=when, work=work, page=number - 1) if number > 1 else "",
        "next": _address(when=when, work=work, page=number + 1)
        if first + PAGE < found.shown
        else "",
        "service": service,
    }


def work_row(item: WorkItem, on: Any, at: Any) -> dict[str, Any]:
    """One item as the list draws it: where it leads, what to do, for whom, by when."""
    person = {"person_id": item.person_id}
    if item.work is Work.REFERRAL:
        href = reverse("referral", kwargs=person | {"referral_id": item.id})
    elif item.work is Work.HANDOVER:
        href = reverse("person_handovers", kwargs=person)
    elif item.work is Work.OFFER:
        href = reverse("offer", kwargs=person | {"offer_id": item.id})
    elif item.work in (Work.STEP, Work.PLAN):
        href = reverse("plan", kwargs=person)
    elif item.work is Work.HAND_ON:
        href = reverse("take_over", args=[item.id])
    elif item.work in (Work.YOUTH, Work.TURNING_18):
        href = reverse("youth", kwargs=person)
    elif item.work is Work.ORDER:
        href = reverse("requirements", kwargs=person)
    elif item.work is Work.RETURNED:
        href = reverse("need", kwargs=person | {"need_id": item.id})
    elif item.work is Work.URGENT:
        href = reverse("screening_done", kwargs=person | {"clock_id": item.id})
    elif item.work is Work.ASK_AGAIN:
        href = reverse("screenings", kwargs=person)
    elif item.work in (Work.NEED, Work.REVIEW, Work.RISK):
        href = reverse("needs", kwargs=person)
    else:
        href = reverse("offering", kwargs=person | {"episode_id": item.episode_id})
    return {
        "href": href,
        "task": item.task,
        "person": item.person or "a restricted record",
        "detail": item.detail,
        "kind": KINDS.get(item.work, "custody"),
        "status": item.status.replace("-", "_"),
        "urgent": item.urgent and item.work in (Work.REFERRAL, Work.URGENT, Work.HANDOVER),
        "due": due_words(item, on, at),
        "late": item.when in (When.NOW, When.OVERDUE),
    }


def due_words(item: WorkItem, on: Any, at: Any) -> str:
    """When an item is due, in words, with the date or the time."""
    if item.due_at is not None:
        return f"{'Was due' if item.due_at < at else 'Due'} {when_in_words(item.due_at, at)}"
    days = (item.due - on).days
    if item.when is When.NOW:
        return "Now: they are out before anybody could prepare it"
    if days < 0:
        return f"Overdue by {plural(-days, 'day')} (due {day(item.due)})"
    if days in (0, 1):
        return f"Due {'today' if days == 0 else 'tomorrow'} ({day(item.due)})"
    return f"Due {day(item.due)}"


def _filter(name: str, label: str, value: Any, options: list[tuple[str, str]]) -> dict[str, Any]:
    options = [("", "Everything"), *((one, words.capitalize()) for one, words in options)]
    return {"name": name, "label": label, "value": value or "", "options": options}


def _one(kind: Any, value: str) -> Any:
    return kind(value) if value in {one.value for one in kind} else None


def _address(**query: Any) -> str:
    said = {name: str(value) for name, value in query.items() if value}
    here = reverse("worklist")
    return f"{here}?{urlencode(said)}" if said else here


def gate(request: Request) -> HttpResponse:
    """The list for whoever may read referrals of those whom they help or were sent."""
    kind = (
        RelationshipKind.REFERRED
        if hasattr(request, "viewer") and request.viewer.role in OF_SERVICES
        else RelationshipKind.ALLOCATED
    )
    return page(Category.REFERRAL, relationship=kind)(worklist)(request)


gate.page = "list"  # type: ignore[attr-defined]
gate.asks = (Act.READ, Category.REFERRAL, RelationshipKind.ALLOCATED)  # type: ignore[attr-defined]

urlpatterns = [path("worklist", gate, name="worklist")]
