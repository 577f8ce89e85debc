"""Who somebody is, group by group, each with who said so; what is missing; what was said before."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, Sight
from throughcare.people import queries
from throughcare.people.queries import Around, Identity, Told
from throughcare.people.rules import (
    ADJUSTMENT_WORDS,
    ANSWERS,
    BACKGROUND_WORDS,
    CONTACT_WORDS,
    IMMIGRATION_WORDS,
    NameKind,
    Source,
    details_in_words,
    period_in_words,
)
from throughcare.people.rules.gaps import gaps, impossible
from throughcare.people.rules.terms import NAME_KIND_WORDS
from throughcare.web import words
from throughcare.web.door import Request
from throughcare.web.gate import record_page, showing
from throughcare.web.pages.record_frame import record_context

SAID_BY = {
    Source.PERSON: "They said so",
    Source.CUSTODY_RECORD: "From the custody record",
    Source.PRACTITIONER: "From a document or another record",
    Source.COURT: "From the court",
    Source.NHS: "From the NHS",
    Source.MERGED: "Joined from two records",
}
CONTACTED = {True: "Yes", False: "No", None: "Nobody asked"}
GROUPS: tuple[tuple[str, str, Category, str], ...] = (
    ("name", "Name and date of birth", Category.IDENTITY, "change_details"),
    ("names", "Other names", Category.IDENTIFIER, "names"),
    ("numbers", "Numbers", Category.IDENTIFIER, "numbers"),
    ("adjustments", "What helps them to take part", Category.COMMUNICATION, "adjustments"),
    ("language", "Language", Category.COMMUNICATION, "change_details"),
    ("about", "How they describe themselves", Category.EQUALITY, "change_details"),
    ("contact", "Telephone", Category.CONTACT, "change_details"),
    ("address", "Where they live", Category.CONTACT, "address"),
    ("practice", "GP practice", Category.CONTACT, "practice"),
    ("contacts", "People around them", Category.CONTACT, "contacts"),
    ("background", "Background", Category.BACKGROUND, "background"),
    ("immigration", "Immigration status", Category.IMMIGRATION, "immigration"),
)
"""The groups of the page: what each is called, what one must be allowed, the page to change it."""

DETAILS_OF = {
    "name": ("Date of birth", "Pronouns"),
    "language": ("First language", "Interpreter needed"),
    "about": ("Sex registered at birth", "Gender", "Ethnicity", "Ethnicity as others recorded it"),
    "contact": ("Telephone", "Safe to contact"),
}
Row = dict[str, Any]


@record_page(Category.IDENTITY)
def person(request: Request, sight: Sight) -> HttpResponse:
    """Everything about who somebody is, as far as the worker may read it."""
    context = record_context(request, sight, tab="person")
    identity: Identity = context["identity"]
    around = queries.around(sight)
    showing(request, (), *(category for _, _, category, _ in GROUPS if sight.may(category)))
    rows = _rows(sight, identity, around, request.at)
    groups = [
        {
            "id": group,
            "heading": heading,
            "rows": rows[group],
            "change": _change(sight, group, category, page),
            "trace": group == "numbers" and _may_trace(sight),
        }
        for group, heading, category, page in GROUPS
        if sight.may(category)
    ]
    missing = gaps(
        identity.details,
        on=words.london_date(request.at),
        synthetic=settings.DEMONSTRATION,
        practice_known=around.practice is not None,
        numbers_readable=sight.may(Category.IDENTIFIER),
        contact_readable=sight.may(Category.CONTACT),
    )
    return render(
        request,
        "person.html.jinja",
        context | {"groups": groups, "gaps": missing, "may_history": _may_history(sight)},
    )


def _change(sight: Sight, group: str, category: Category, page: str) -> str:
    if not sight.may(category, Act.WRITE):
        return ""
    given: list[Any] = [sight.person_id]
    return reverse(page, args=[*given, group] if page == "change_details" else given)


def _may_trace(sight: Sight) -> bool:
    """Whether the national register may be asked about the person, by this worker and here."""
    return bool(settings.PDS_ADDRESS) and sight.may(Category.IDENTIFIER, Act.WRITE)


def _may_history(sight: Sight) -> bool:
    return sight.may(Category.IDENTITY, Act.WRITE)


def _rows(sight: Sight, identity: Identity, around: Around, at: datetime) -> dict[str, list[Row]]:
    said, since = details_in_words(identity.details), queries.since(sight)
    told = {
        group: [_row(label, said[label], since.get(label), at) for label in labels]
        for group, labels in DETAILS_OF.items()
    }
    main = identity.details.main_name
    told["name"] = [
        _row("Name", main.whole, identity.told.get(main), at),
        *(
            _row("Known as", name.whole, identity.told.get(name), at)
            for name in identity.details.names
            if name.kind is NameKind.KNOWN_AS
        ),
        *told["name"],
    ]
    others = (NameKind.ALIAS, NameKind.PREVIOUS)
    told["names"] = [
        _row(NAME_KIND_WORDS[name.kind], name.whole, identity.told.get(name), at)
        for name in identity.details.names
        if name.kind in others
    ]
    told["numbers"] = _numbers(identity, at)
    told["adjustments"] = [
        _row(ADJUSTMENT_WORDS[kind], how or "Yes", by, at) for kind, how, by in around.adjustments
    ]
    address = identity.details.address
    told["address"] = [
        _row(
            f"Since {words.day_in_words(address.from_on, at)}"
            if address and address.from_on
            else "Now",
            address.said if address else "",
            identity.told.get(address) if address else None,
            at,
        ),
        *(
            _row(f"Until {words.day_in_words(until, at)}" if until else "Before", a.said, by, at)
            for a, until, by in around.lived
        ),
    ]
    told["practice"] = _practice(around, at)
    told["contacts"] = [
        {
            "label": f"{CONTACT_WORDS[whom.kind]}: {whom.name}",
            "value": whom.reached or "How to reach them is not known",
            "more": f"Safe to contact about them: {CONTACTED[whom.safe]}."
            f" The person agrees: {CONTACTED[whom.agreed]}.",
            "note": _note(by, at),
        }
        for _, whom, by in around.contacts
    ]
    answers = {about: (one.whole, by) for about, one, by in around.background}
    told["background"] = [
        _row(BACKGROUND_WORDS[about], answer, by, at)
        for about in ANSWERS
        for answer, by in (answers.get(about, ("", None)),)
    ]
    status = around.immigration
    shown = (
        f"{IMMIGRATION_WORDS[status[0]]}{f': {status[1]}' if status[1] else ''}" if status else ""
    )
    told["immigration"] = [_row("Immigration status", shown, status[2] if status else None, at)]
    return told


def _numbers(identity: Identity, at: datetime) -> list[Row]:
    wrong = {
        (one.kind, one.given): one.reason
        for one in impossible(
            identity.details.numbers, on=words.london_date(at), synthetic=settings.DEMONSTRATION
        )
    }
    rows = []
    for number in identity.numbers:
        note = "Confirmed with whoever issued it." if number.verified else "Not confirmed."
        if not number.valid:
            reason = wrong.get((number.kind, number.number.given), "")
            note = f"As it was given, and it cannot be right. {reason}"
        told = identity.told.get(number.number)
        by = f" {_note(told, at)}" if told else ""
        shown = f"{number.shown}{period_in_words(number.number)}"
        rows.append({"label": _capital(number.name), "value": shown, "note": f"{note}{by}"})
    return rows or [_row("NHS number", "No number yet", None, at)]


def _practice(around: Around, at: datetime) -> list[Row]:
    if around.practice is None:
        return [_row("GP practice", "", None, at)]
    held, by = around.practice
    return [_row("GP practice", held.shown, by, at)]


def _row(label: str, value: str, told: Told | None, at: datetime) -> Row:
    return {"label": label, "value": value, "note": _note(told, at) if told and value else ""}


def _note(told: Told, at: datetime) -> str:
    return f"{SAID_BY[told.source]}. {words.who_when('Recorded', told.who, told.at, at)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@record_page(Category.IDENTITY, Act.WRITE)
def person_history(request: Request, sight: Sight) -> HttpResponse:
    """What was recorded before: every value, who said so, and until when it counted."""
    found = queries.history(sight)
    showing(request, (), *_kinds(sight))
    rows = [
        {
            "about": one.about,
            "value": one.value,
            "note": _note(one.told, request.at),
            "until": one.until,
        }
        for one in found
    ]
    context = record_context(request, sight, tab="person") | {"rows": rows}
    return render(request, "person_history.html.jinja", context)


def _kinds(sight: Sight) -> Iterable[Category]:
    return (category for _, _, category, _ in GROUPS if sight.may(category))


urlpatterns = [
    path("record/<uuid:person_id>/person", person, name="person"),
    path("record/<uuid:person_id>/person/before", person_history, name="person_history"),
]
