"""Summaries received: what was sent to the reader's organisation, unread first."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from throughcare.access.rules import Act, Category, NotPermitted, RelationshipKind
from throughcare.documents import queries
from throughcare.documents.actions import open_received
from throughcare.documents.layout import to_html
from throughcare.people.queries.sights import UNKNOWN
from throughcare.web.door import Request
from throughcare.web.gate import page, showing
from throughcare.web.pages.sharing import as_pdf

AT_ONCE = 25
for_recipients = page(Category.DOCUMENT, Act.READ, RelationshipKind.INFORMED)


@for_recipients
def received(request: Request) -> HttpResponse:
    """The summaries sent to the reader's organisation, those nobody has opened first."""
    every, unread = queries.received_count(request.viewer)
    last_page = max(1, -(-every // AT_ONCE))
    number = min(_number(request.GET.get("page", "")), last_page)
    start = (number - 1) * AT_ONCE
    found = queries.received(request.viewer, start=start, most=AT_ONCE)
    showing(request, [each.person_id for each in found], Category.DOCUMENT)
    here = reverse("received")
    context = {
        "at": request.at,
        "reports": found,
        "counts": [
            {"number": unread, "words": "not opened yet"},
            {"number": every, "words": "in all"},
        ],
        "shown": f"Showing {start + 1:,} to {start + len(found):,} of {every:,}",
        "previous_url": f"{here}?page={number - 1}" if number > 1 else "",
        "next_url": f"{here}?page={number + 1}" if number < last_page else "",
    }
    return render(request, "received.html.jinja", context)


@for_recipients
@require_POST
def received_open(request: Request, report_id: UUID) -> HttpResponse:
    """Open one; the first time is kept, so that its sender knows."""
    open_received(by=request.viewer, at=request.at, report_id=report_id)
    return redirect("received_report", report_id=report_id)


@for_recipients
def received_report(request: Request, report_id: UUID) -> HttpResponse:
    """One summary, once it has been opened; before that, only the button that opens it."""
    report = _mine(request, report_id)
    context = {
        "at": request.at,
        "report": report,
        "document": to_html(report.document, heading_from=2) if report.first_opened_at else "",
        "back": reverse("received"),
    }
    return render(request, "received_report.html.jinja", context)


@for_recipients
def received_pdf(request: Request, report_id: UUID) -> HttpResponse:
    """The same on paper."""
    report = _mine(request, report_id)
    if report.first_opened_at is None:
        return redirect("received_report", report_id=report_id)
    return as_pdf(report)


def _mine(request: Request, report_id: UUID) -> queries.SentReport:
    report = queries.report(request.viewer, report_id)
    if report is None:
        raise NotPermitted(UNKNOWN)
    showing(request, [report.person_id], Category.DOCUMENT)
    return report


def _number(given: str) -> int:
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 7 else 1


urlpatterns = [
    path("received", received, name="received"),
    path("received/<uuid:report_id>", received_report, name="received_report"),
    path("received/<uuid:report_id>/open", received_open, name="received_open"),
    path("received/<uuid:report_id>/summary.pdf", received_pdf, name="received_pdf"),
]
