"""One person's record at a glance, and who has looked at it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, path, reverse

from throughcare.access import queries as access
from throughcare.access.queries import Look
from throughcare.access.rules import Act, Category, Sight
from throughcare.care import queries as care
from throughcare.care.rules import SafetyState
from throughcare.pathway import queries as pathway
from throughcare.pathway.queries import Here
from throughcare.pathway.rules import OFFENCE_WORDS
from throughcare.people import queries as people
from throughcare.people.queries import Identity
from throughcare.people.rules import details_in_words
from throughcare.screening import queries as screening
from throughcare.web.door import Request
from throughcare.web.gate import page, record_page, showing
from throughcare.web.pages.clocks_shown import clock_shown
from throughcare.web.pages.look_words import look_shown
from throughcare.web.pages.record_frame import record_context
from throughcare.web.words import nhs_number

LOOKS_SHOWN = 200
TRAIL_SHOWN = 100
STATES = {SafetyState.YES: "Yes", SafetyState.NO: "No", SafetyState.NOT_KNOWN: "Not known"}


@record_page(Category.IDENTITY)
def record(request: Request, sight: Sight) -> HttpResponse:
    """Who it is, what is due, who is responsible for each open need, what keeps them safe."""
    context = record_context(request, sight, tab="record")
    needs = care.open_needs(sight) if sight.may(Category.NEED) else None
    referrals = care.open_referrals(sight) if sight.may(Category.REFERRAL) else None
    if needs:
        showing(request, (), Category.NEED)
    if referrals:
        showing(request, (), Category.REFERRAL)
    urgent = screening.urgent(sight, open_only=True) if sight.may(Category.SCREENING) else []
    if urgent:
        showing(request, (), Category.SCREENING)
    here: Here | None = context["here"]
    return render(
        request,
        "overview.html.jinja",
        context
        | {
            "needs": needs,
            "urgent": [{"each": each, "clock": clock_shown(each.clock)} for each in urgent],
            "may_screen": sight.may(Category.SCREENING, Act.WRITE),
            "referrals": referrals,
            "clocks": _clocks(sight),
            "offence": OFFENCE_WORDS[here.offence_group]
            if here and sight.may(Category.OFFENCE)
            else None,
            "safety_rows": [
                {
                    "question": fact.words,
                    "answer": STATES[fact.state],
                    "action": fact.action,
                    "who": fact.who,
                    "at": fact.at,
                }
                for fact in context["safety"]
            ],
            "may_read_safety": sight.may(Category.SAFETY),
            "details": _details(context["identity"], sight),
            "why_here": sight.because,
            "merges": people.merges(sight),
            "may_merge": sight.may(Category.IDENTITY, Act.MERGE),
        },
    )


def _clocks(sight: Sight) -> list[dict[str, Any]]:
    """What runs for the person, for those who may know where they are."""
    if not sight.may(Category.WHEREABOUTS):
        return []
    return [clock_shown(one.clock) for one in pathway.clocks_of(sight)]


def _details(identity: Identity, sight: Sight) -> list[tuple[str, str]]:
    """The details that this viewer may read, whether known or not."""
    unread = {
        Category.EQUALITY: (
            "Sex registered at birth",
            "Gender",
            "Ethnicity",
            "Ethnicity as others recorded it",
        ),
        Category.COMMUNICATION: ("First language", "Interpreter needed"),
        Category.CONTACT: ("Telephone", "Safe to contact", "Address"),
        Category.IDENTIFIER: ("NHS number", "PNC number", "Other names", "Earlier names"),
    }
    left_out = {
        label for category, labels in unread.items() if not sight.may(category) for label in labels
    }
    said = details_in_words(identity.details)
    if identity.nhs_number:
        said["NHS number"] = nhs_number(identity.nhs_number)
    return [(label, value) for label, value in said.items() if label not in left_out]


@record_page(Category.AUDIT)
def looks(request: Request, sight: Sight) -> HttpResponse:
    """Who has seen or changed this record, newest first, across organisations."""
    found = access.looks(sight, limit=LOOKS_SHOWN + 1)
    context = record_context(request, sight, tab="looks") | {
        "looks": [look_shown(one) for one in found[:LOOKS_SHOWN]],
        "most": LOOKS_SHOWN if len(found) > LOOKS_SHOWN else None,
    }
    return render(request, "looks.html.jinja", context)


@page(Category.AUDIT, Act.READ)
def trail(request: Request) -> HttpResponse:
    """What one's own organisation has looked at and changed, newest first."""
    rows = [
        {
            "at": row.at,
            "look": look_shown(
                Look(
                    row.at, row.verb, row.outcome, row.what, row.worker_name, row.role,
                    row.organisation_name, row.purpose, tuple(row.categories),
                )
            ),
            "people": len(row.person_ids),
            "href": _looks_of(row.person_ids),
        }
        for row in access.trail_of(request.viewer)[:TRAIL_SHOWN]
    ]  # fmt: skip
    context = {"at": request.at, "rows": rows, "most": TRAIL_SHOWN}
    return render(request, "trail.html.jinja", context)


def _looks_of(people: list[Any]) -> str:
    try:
        return reverse("looks", args=[people[0]]) if len(people) == 1 else ""
    except NoReverseMatch:
        return ""


urlpatterns = [
    path("record/<uuid:person_id>/", record, name="record"),
    path("record/<uuid:person_id>/looks", looks, name="looks"),
    path("looks", trail, name="trail"),
]
