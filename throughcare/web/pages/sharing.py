"""A person's tab Sharing: what they permit, and everything that left or was refused, as it left."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from throughcare.access.rules import Act, Category, NotPermitted, Sight
from throughcare.documents import queries as documents
from throughcare.documents.layout import to_html, to_pdf
from throughcare.people.queries.sights import UNKNOWN
from throughcare.sharing import queries
from throughcare.sharing.profiles import in_force
from throughcare.sharing.rules import RECIPIENTS, Field, How, Recipient, standing
from throughcare.web.door import Request
from throughcare.web.gate import record_page, showing
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.sharing_words import answer_row, answer_words, labels

TOLD = {How.SUMMARY: "Summary sent to", How.VERBAL: "Told in words:"}


@record_page(Category.DISCLOSURE)
def sharing(request: Request, sight: Sight) -> HttpResponse:
    """What the person permits for each kind of recipient, and what left or was refused."""
    showing(request, (), *(each for each in ALSO if sight.may(each)))
    answers = queries.permissions(sight)
    sent = documents.sent(sight)
    context = record_context(request, sight, tab="sharing") | {
        "permits": [_permits(sight, each, answers) for each in _asked_about(sight, answers)]
        if sight.may(Category.PERMISSION)
        else [],
        "history": [answer_row(answer) for answer in answers],
        "left": [_row(request, each, sent) for each in queries.disclosures(sight)],
        "may_share": sight.may(Category.DISCLOSURE, Act.DISCLOSE),
    }
    return render(request, "sharing.html.jinja", context)


ALSO = (Category.PERMISSION, Category.DOCUMENT)


def _asked_about(sight: Sight, answers: list[queries.Answer]) -> list[Recipient]:
    """Whom the viewer can tell, and whoever else the person was asked about."""
    told = {Recipient.CUSTODY_OFFICER, Recipient.COURT}
    asked = {each.recipient for each in answers if each.own}
    if sight.may(Category.DISCLOSURE, Act.DISCLOSE):
        asked |= told
    return [each for each in Recipient if each in asked]


def _permits(
    sight: Sight, recipient: Recipient, answers: list[queries.Answer]
) -> dict[str, object]:
    last = next((each for each in answers if each.own and each.recipient is recipient), None)
    said = standing(last.said if last else None, sight.at)
    lapsed = last is not None and said is not last.said
    return {
        "recipient": RECIPIENTS[recipient],
        "said": answer_words(said) + (" since the last answer lapsed" if lapsed else ""),
        "only": labels(tuple(field for field in Field if field in said.limited_to)),
        "how_asked": last.how_asked if last and not lapsed else "",
        "who": last.asked_by if last else None,
        "moment": last.at if last else None,
    }


@record_page(Category.DISCLOSURE)
def disclosure(request: Request, sight: Sight, disclosure_id: UUID) -> HttpResponse:
    """One thing that left or was refused, with the page exactly as it left."""
    found = queries.disclosure(sight, disclosure_id)
    if found is None:
        raise NotPermitted(UNKNOWN)
    report = documents.sent(sight).get(disclosure_id)
    if report is not None:
        showing(request, (), Category.DOCUMENT)
    context = record_context(request, sight, tab="sharing") | {
        "row": _row(request, found, {disclosure_id: report} if report else {}),
        "document": to_html(report.document, heading_from=2) if report else "",
    }
    return render(request, "disclosure.html.jinja", context)


@record_page(Category.DOCUMENT)
def released_pdf(request: Request, sight: Sight, disclosure_id: UUID) -> HttpResponse:
    """The same page on paper, as it left."""
    report = documents.sent(sight).get(disclosure_id)
    if report is None:
        raise NotPermitted(UNKNOWN)
    return as_pdf(report)


def as_pdf(report: documents.SentReport) -> HttpResponse:
    """A summary on paper, to be kept by whoever may have it and by nothing in between."""
    return HttpResponse(
        to_pdf(report.document, dated=report.sent_at),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="summary-{report.sent_at:%Y-%m-%d}.pdf"',
            "Cache-Control": "no-store",
        },
    )


def _row(
    request: Request, found: queries.Disclosed, sent: dict[UUID, documents.SentReport]
) -> dict[str, object]:
    book = in_force(request.at)
    report = sent.get(found.id)
    told = "Decided not to send to" if found.refused else TOLD[found.how]
    return {
        "id": found.id,
        "title": f"{told} {found.to}",
        "recipient": RECIPIENTS[found.recipient],
        "refused": found.refused,
        "verbal": found.how is How.VERBAL,
        "status": _status(found, report),
        "verb": "Decided" if found.refused else ("Told" if found.how is How.VERBAL else "Sent"),
        "who": found.by,
        "moment": found.at,
        "ground": book.grounds[found.ground].name if found.ground else "",
        "because": found.because,
        "reason": found.reason,
        "rules": f"{found.profile} ({found.edition})",
        "fields": labels(found.fields),
        "withheld": [] if found.refused else labels(found.withheld),
        "opened": report.first_opened_at if report else None,
        "report": report is not None,
    }


def _status(found: queries.Disclosed, report: documents.SentReport | None) -> str:
    if found.refused or found.how is How.VERBAL:
        return "refused" if found.refused else "verbal"
    if report is None:  # the reader may know that it was sent, and not read it
        return "sent"
    return "opened" if report.first_opened_at else "unopened"


urlpatterns = [
    path("record/<uuid:person_id>/sharing", sharing, name="sharing"),
    path("record/<uuid:person_id>/sharing/<uuid:disclosure_id>", disclosure, name="disclosure"),
    path(
        "record/<uuid:person_id>/sharing/<uuid:disclosure_id>/summary.pdf",
        released_pdf,
        name="released_pdf",
    ),
]
