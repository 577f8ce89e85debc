"""Registering somebody nobody knew, and putting right who somebody is."""

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, ChangedMeanwhile, RelationshipKind, Sight
from throughcare.people import actions, queries
from throughcare.people.rules import (
    Match,
    NewPerson,
    Source,
    Verdict,
    born_in_words,
    details_in_words,
    read_search,
)
from throughcare.web import fields, words
from throughcare.web.dates import PartialDate
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.gate import page, record_page, showing
from throughcare.web.pages.none_of_these import told_apart
from throughcare.web.pages.person_fields import GROUPS, TOLD_BY, PersonFields
from throughcare.web.pages.person_typed import as_typed
from throughcare.web.pages.record_frame import record_context
from throughcare.web.pages.search import LAST_SEARCH

NOBODY, NOT_SURE = "new", "not-sure"
BECAUSE = "Registered by a practitioner"


class RegisterForm(PersonFields):
    """Who is it?"""


class WhichForm(PageForm):
    """Is it one of these people?"""

    person = fields.Radios(
        label="Who is it?", missing="Select who it is, or that it is somebody else"
    )


class CorrectForm(PersonFields):
    """What is right?"""

    told_by = fields.Radios(
        label="Who says so?",
        missing="Select who says so",
        choices=[(source.value, said) for source, said in TOLD_BY.items()],
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


@page(Category.IDENTITY, Act.WRITE, RelationshipKind.SELF_CLAIMED)
def register(request: Request) -> HttpResponse:
    """Register a new person, but first ask whether it is somebody who is known already."""
    on = words.london_date(request.at)
    initial = _from_search(request) | {"form_key": uuid4()}
    form = RegisterForm(request.POST or None, on=on, initial=initial)
    if request.method == "POST" and form.is_valid():
        person = form.person(Source.PRACTITIONER)
        match = queries.match(request.viewer, person, at=request.at)
        if match.verdict is Verdict.DIFFERENT:
            return _registered(request, person)
        return _which(request, form, person, match)
    context = {"form": form, "back": reverse("search")}
    return render(request, "register.html.jinja", context)


def _which(request: Request, form: RegisterForm, person: NewPerson, match: Match) -> HttpResponse:
    """Ask which of the people who may be meant it is; what was typed travels along unseen."""
    reasons = {one.person_id: one.judgement.reasons for one in match.candidates}
    known = queries.recognise(request.viewer, reasons)
    showing(request, known, Category.IDENTITY)
    choices = [
        fields.Choice(str(each.person_id), _said(each), _sentence(reasons[each.person_id]))
        for each in known.values()
    ]
    asked = "person" in request.POST
    which = WhichForm(request.POST if asked else None, initial={"form_key": uuid4()})
    radios = which.fields["person"]
    assert isinstance(radios, fields.Radios)
    radios.offer(
        [
            *choices,
            fields.Choice(NOBODY, "None of these: register a new person", exclusive=True),
            fields.Choice(NOT_SURE, "I am not sure: register a new person, and compare later"),
        ]
    )
    if asked and which.is_valid():
        chosen = which.cleaned_data["person"]
        if chosen in (NOBODY, NOT_SURE):
            return _registered(request, person, none_of=known if chosen == NOBODY else ())
        related = known[UUID(chosen)].related
        return redirect("record" if related else "why_open", person_id=chosen)
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", "form_key", "person")
    ]
    context = {"form": which, "typed": typed, "told": details_in_words(person)}
    return render(request, "register_which.html.jinja", context)


def _said(person: queries.Recognised) -> str:
    born = born_in_words(person.born_on, person.born_precision)
    return f"{person.name}, {f'born {born}' if born else 'date of birth not known'}"


def _sentence(reasons: tuple[str, ...]) -> str:
    text = "; ".join(reasons)
    return text[:1].upper() + text[1:]


def _registered(request: Request, person: NewPerson, none_of: Iterable[UUID] = ()) -> HttpResponse:
    person_id = actions.register(
        by=request.viewer,
        at=request.at,
        person=person,
        relationship=RelationshipKind.SELF_CLAIMED,
        because=BECAUSE,
    )
    told_apart(request, person_id, none_of)
    messages.success(request, f"{person.shown_name} is registered.")
    return redirect("record", person_id=person_id)


def _from_search(request: Request) -> dict[str, Any]:
    """What was typed into the search box, so that it need not be typed again."""
    text = request.session.get(LAST_SEARCH, "")
    asked = read_search(text, on=words.london_date(request.at))
    named = [word.strip(",") for word in text.split() if not any(c.isdigit() for c in word)]
    named = [word for word in named if word and asked.name and word.lower() not in MONTHS]
    born = asked.born[0] if asked.born else None
    return {
        "given_names": " ".join(named[:-1]),
        "family_name": named[-1] if named else "",
        "born": PartialDate(born.year, born.month, born.day) if born else None,
    }


MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)


@record_page(Category.IDENTITY, Act.WRITE)
def correct(request: Request, sight: Sight) -> HttpResponse:
    """Put right who somebody is; whoever comes second sees both versions and decides."""
    context = record_context(request, sight, tab="record")
    held = context["identity"]
    may_ask = {category for _, category, _ in GROUPS if sight.may(category, Act.WRITE)}
    initial = as_typed(held.details) | {"form_key": uuid4(), "version": held.version}
    form = CorrectForm(
        request.POST or None, on=words.london_date(request.at), may_ask=may_ask, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        said = form.person(_source(sight, form), held.details)
        try:
            actions.correct(
                by=request.viewer,
                at=request.at,
                person_id=sight.person_id,
                version=form.cleaned_data["version"],
                details=said,
            )
        except ChangedMeanwhile as meanwhile:
            context |= {"meanwhile": meanwhile, "versions": _versions(meanwhile, said)}
            form = _once_more(form, held.version)
        else:
            messages.success(request, "The details are put right.")
            return redirect("record", person_id=sight.person_id)
    return render(request, "correct.html.jinja", context | {"form": form})


def _source(sight: Sight, form: CorrectForm) -> Source:
    told = Source(form.cleaned_data["told_by"])
    custody = sight.viewer.sector == "justice" and told is not Source.PERSON
    return Source.CUSTODY_RECORD if custody else told


def _versions(meanwhile: ChangedMeanwhile, said: NewPerson) -> list[dict[str, str]]:
    yours = details_in_words(said)
    return [
        {"label": label, "theirs": theirs, "yours": yours.get(label, "")}
        for label, theirs in meanwhile.current.items()
        if theirs or yours.get(label)
    ]


def _once_more(form: CorrectForm, version: int) -> CorrectForm:
    """The same answers again, now on top of what the other person saved."""
    typed = cast(QueryDict, form.data).copy()
    typed["version"], typed["form_key"] = str(version), str(uuid4())
    again = CorrectForm(typed, on=form.on, initial=form.initial)
    again.fields = form.fields
    return again


urlpatterns = [
    path("register", register, name="register"),
    path("record/<uuid:person_id>/details", correct, name="correct"),
]
