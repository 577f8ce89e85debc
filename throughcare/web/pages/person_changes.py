"""Small pages on which one group of details is put right: details, names, numbers, address."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse

from throughcare.access.rules import Act, Category, ChangedMeanwhile, Sight
from throughcare.codes import KINDS
from throughcare.people import actions
from throughcare.people.queries import Identity
from throughcare.people.rules import NameKind, NewName, NewPerson, Source, period_in_words
from throughcare.people.rules.terms import NAME_KIND_WORDS
from throughcare.web import words
from throughcare.web.door import Request
from throughcare.web.forms import PageForm
from throughcare.web.gate import record_page
from throughcare.web.pages.doing import done, fresh, sent
from throughcare.web.pages.person_forms import MOVED, AddressForm, ChangeForm, NameForm, NumberForm
from throughcare.web.pages.person_tab import GROUPS
from throughcare.web.pages.person_typed import as_typed
from throughcare.web.pages.record_frame import record_context

FIELDS = {
    "name": ("given_names", "family_name", "known_as", "born", "estimated", "pronouns"),
    "about": ("sex", "gender", "ethnicity", "ethnicity_by_others"),
    "language": ("language", "interpreter"),
    "contact": ("phone", "safe_to_contact"),
}
HEADINGS = {group: heading for group, heading, _, _ in GROUPS}
CATEGORIES = {group: category for group, _, category, _ in GROUPS}
CHANGED_MEANWHILE = (
    "Somebody else changed this record while you were working. Nothing of yours is saved yet."
    " Look at it again, then save."
)
SAVED = "Saved. What was recorded before is kept."


@record_page(Category.IDENTITY, Act.WRITE)
def change_details(request: Request, sight: Sight, group: str) -> HttpResponse:
    """Put one group of details right."""
    if group not in FIELDS or not sight.may(CATEGORIES[group], Act.WRITE):
        raise Http404
    context = record_context(request, sight, tab="person")
    held: Identity = context["identity"]
    form = ChangeForm(
        sent(request),
        on=words.london_date(request.at),
        only=FIELDS[group],
        initial=as_typed(held.details) | fresh() | {"version": held.version},
    )

    def act() -> None:
        said = form.person(Source(form.cleaned_data["told_by"]), held.details)
        _correct(request, sight, form.cleaned_data["version"], said)

    return changed(request, sight, context, form, act, HEADINGS[group])


@record_page(Category.IDENTIFIER, Act.WRITE)
def names(request: Request, sight: Sight) -> HttpResponse:
    """Other names and earlier names: add one, or take one away that is wrong."""
    context = record_context(request, sight, tab="person")
    held: Identity = context["identity"]
    others = (NameKind.ALIAS, NameKind.PREVIOUS)
    listed = [name for name in held.details.names if name.kind in others]
    gone = _chosen(request, listed)
    form = NameForm(sent(request) if gone is None else None, initial=fresh())

    def act() -> None:
        given = form.cleaned_data
        name = NewName(given["given_names"], given["family_name"], NameKind(given["kind"]))
        _add(request, sight, held, form.source(), names=[*held.details.names, name])

    def remove() -> None:
        left = [name for name in held.details.names if name != gone]
        _add(request, sight, held, held.details.source, names=left)

    context["listed"] = [(NAME_KIND_WORDS[name.kind], name.whole) for name in listed]
    if gone is not None:
        return removed(request, sight, remove, "names")
    return changed(request, sight, context, form, act, "Other names")


@record_page(Category.IDENTIFIER, Act.WRITE)
def numbers(request: Request, sight: Sight) -> HttpResponse:
    """Numbers: add one, confirm one, or take one away that is somebody else's."""
    context = record_context(request, sight, tab="person")
    held: Identity = context["identity"]
    listed = list(held.details.numbers)
    gone = _chosen(request, listed)
    form = NumberForm(
        sent(request) if gone is None else None, on=words.london_date(request.at), initial=fresh()
    )

    def act() -> None:
        number = form.said()
        same = (number.kind, number.given)
        left = [one for one in listed if (one.kind, one.given) != same]
        _add(request, sight, held, form.source(), identifiers=[*left, number])

    def remove() -> None:
        left = [number for number in listed if number != gone]
        _add(request, sight, held, held.details.source, identifiers=left)

    context["listed"] = [
        (_capital(KINDS[one.kind].name), f"{one.given}{period_in_words(one)}") for one in listed
    ]
    if gone is not None:
        return removed(request, sight, remove, "numbers")
    return changed(request, sight, context, form, act, "Numbers")


@record_page(Category.CONTACT, Act.WRITE)
def address(request: Request, sight: Sight) -> HttpResponse:
    """Where they live now, and what that makes of the address before."""
    context = record_context(request, sight, tab="person")
    held: Identity = context["identity"]
    form = AddressForm(sent(request), initial=fresh())

    def act() -> None:
        if form.cleaned_data["before"] == MOVED:
            actions.move(
                by=request.viewer,
                at=request.at,
                person_id=sight.person_id,
                address=form.address(),
                source=form.source(),
                left_on=form.cleaned_data["left_on"],
            )
        else:
            _add(request, sight, held, form.source(), address=form.address())

    return changed(request, sight, context, form, act, "Where they live")


def _correct(request: Request, sight: Sight, version: int, details: NewPerson) -> None:
    actions.correct(
        by=request.viewer,
        at=request.at,
        person_id=sight.person_id,
        version=version,
        details=details,
    )


def _add(request: Request, sight: Sight, held: Identity, source: Source, **changed: Any) -> None:
    _correct(request, sight, held.version, replace(held.details, source=source, **changed))


def _chosen(request: Request, listed: Sequence[Any]) -> Any:
    """The one of the list that a button to take it away stands for, if one was pressed."""
    place = request.POST.get("remove", "")
    return listed[int(place)] if place.isdecimal() and int(place) < len(listed) else None


def removed(request: Request, sight: Sight, act: Callable[[], object], page: str) -> HttpResponse:
    """Take one entry of a list away, and show the list again."""
    act()
    messages.success(request, "Taken away. That it was recorded is kept.")
    return redirect(page, person_id=sight.person_id)


def changed(
    request: Request,
    sight: Sight,
    context: dict[str, Any],
    form: PageForm,
    act: Callable[[], None],
    heading: str,
) -> HttpResponse:
    """Save what was answered and go back to the person, or show the page with what is wrong."""
    try:
        if request.method == "POST" and done(form, act):
            messages.success(request, SAVED)
            return redirect("person", person_id=sight.person_id)
    except ChangedMeanwhile as meanwhile:
        form.add_error(None, CHANGED_MEANWHILE)
        typed = cast(QueryDict, form.data).copy()
        typed["form_key"], typed["version"] = str(uuid4()), str(context["identity"].version)
        form.data = typed
        context |= {"meanwhile": meanwhile}
    context |= {
        "form": form,
        "what": heading,
        "back": reverse("person", args=[sight.person_id]),
        "remove": PageForm(initial=fresh()),
    }
    return render(request, "person_change.html.jinja", context)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


BASE = "record/<uuid:person_id>/person"
urlpatterns = [
    path(f"{BASE}/details/<slug:group>", change_details, name="change_details"),
    path(f"{BASE}/names", names, name="names"),
    path(f"{BASE}/numbers", numbers, name="numbers"),
    path(f"{BASE}/address", address, name="address"),
]
